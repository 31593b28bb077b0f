"""A catalog from anywhere is judged by what its own header says of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import locales
from pipeline.errors import LocaleError
from pipeline.stages import check_file
from tests.support.command import medlocale

CATALOG = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: ru\\n"
{header}
msgid "%d visit"
msgid_plural "%d visits"
{forms}
"""


@pytest.mark.parametrize(
    ("header", "forms", "complete"),
    [
        ("nplurals=4; plural=0;", 4, True),
        ("nplurals=4; plural=0;", 3, False),
        ("nplurals=3; plural=0;", 3, True),
        ("nplurals=3; plural=0;", 2, False),
        ("nplurals=INTEGER; plural=EXPRESSION;", 3, True),
        ("", 3, True),
        ("", 2, False),
    ],
)
def test_plural_forms_are_counted_as_the_header_says(header: str, forms: int, complete: bool, tmp_path: Path) -> None:
    line = f'"Plural-Forms: {header}\\n"\n' if header else ""
    texts = "\n".join(f'msgstr[{number}] "%d визит"' for number in range(forms))
    path = tmp_path / "a.po"
    path.write_text(CATALOG.format(header=line, forms=texts).lstrip(), "utf-8")
    rows = list(check_file.judged(path, None, locales.parse("en")).findings())
    assert [row.check for row in rows if row.check == "empty"] == ([] if complete else ["empty"])


def test_a_header_of_no_plural_forms_is_an_error_of_its_file(write: Callable[[str, str], Path]) -> None:
    path = write(
        "a.po", CATALOG.format(header='"Plural-Forms: nplurals=0; plural=0;\\n"\n', forms='msgstr[0] "1"').lstrip()
    )
    other = write("b.po", CATALOG.format(header="", forms='msgstr[0] "%d визит"').lstrip())
    said = medlocale("check", "--format", "json", str(path), str(other), code=1)
    assert f"{path}:1: its header's Plural-Forms" in said
    assert '"empty"' in said, "the other file is checked"


def test_a_header_whose_language_is_none_is_an_error_with_its_file_line_and_value(
    write: Callable[[str, str], Path],
) -> None:
    path = write("a.po", '# Old friend\nmsgid ""\nmsgstr "Language: klingon\\n"\n\nmsgid "a"\nmsgstr "b"\n')
    with pytest.raises(LocaleError, match=r"'klingon' is ") as caught:
        check_file.judged(path, None, locales.parse("en"))
    assert (caught.value.path, caught.value.line) == (path, 2)
    with pytest.raises(LocaleError) as caught:
        check_file.judged(path, "vulcan", locales.parse("en"))
    assert (caught.value.path, caught.value.line) == (path, None), "the file's line says nothing of an option"


def test_check_judges_po_files_from_anywhere(write: Callable[[str, str], Path]) -> None:
    path = write("x.po", 'msgid "Take 13.8 mg."\nmsgstr "Tome 1,38 mg."\n')
    assert "--locale" in medlocale("check", str(path), code=1)
    said = medlocale("check", "--locale", "pt-BR", "--format", "json", str(path), code=3)
    row = json.loads(said.splitlines()[0])
    assert (row["check"], row["suggestion"], row["line"]) == ("number-changed", "13,8 mg", 1)


IGNORING = 'msgid ""\nmsgstr "Language: pt_BR\\nContent-Type: text/plain; charset=UTF-8\\n"\n'


@pytest.mark.parametrize(
    ("comment", "flag", "source", "target", "code", "found"),
    [
        ("number-added — the sum", "", "Take 5 mg twice.", "Tome 5 mg duas vezes, 10 mg ao todo.", 0, False),
        ("number-added — the sum", "#, fuzzy\n", "Take 5 mg twice.", "Tome 5 mg duas vezes, 10 mg ao todo.", 0, True),
        ("codes — no link", "", "Ask <1>us</1>.", "Pergunte.", 3, True),
        ("number-changed — SAMU", "", "Call 911.", "Ligue para o 192.", 3, True),
    ],
)
def test_a_file_by_itself_is_excused_where_it_is_not_fuzzy_and_by_nothing_that_could_do_harm(
    write: Callable[[str, str], Path], comment: str, flag: str, source: str, target: str, code: int, *, found: bool
) -> None:
    text = f'{IGNORING}\n# ignore: {comment}\n{flag}msgid "{source}"\nmsgstr "{target}"\n'
    said = medlocale("check", "--format", "json", str(write("a.po", text)), code=code)
    assert (f'"check": "{comment.partition(" ")[0]}"' in said) is found

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

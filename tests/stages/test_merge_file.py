"""`medlocale merge` does for two files anywhere what msgmerge does, and nothing dangerous."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import LocaleError
from pipeline.po import catalog
from pipeline.stages.merge_file import merge_files

HEADER = 'msgid ""\nmsgstr ""\n"Language: pt_BR\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
Write = Callable[[str, str], Path]


def po(*pairs: tuple[str, str]) -> str:
    return HEADER + "".join(f'\nmsgid "{source}"\nmsgstr "{target}"\n' for source, target in pairs)


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["merge", *map(str, arguments)])
    return done.exit_code, done.output


def test_the_output_has_the_template_s_entries_and_the_old_translations(write: Write, tmp_path: Path) -> None:
    old = write("old.po", po(("Rest today.", "Descanse hoje."), ("Gone for good now.", "Foi.")))
    new = write("new.pot", po(("Drink water.", ""), ("Rest today.", "")))
    out = tmp_path / "deep" / "out.po"
    assert run(old, new, "-o", out) == (0, f"{out} is written.\n")
    found = catalog.read(out)
    assert [(entry.msgid, entry.msgstr[0], entry.obsolete) for entry in found.entries] == [
        ("Drink water.", "", False),
        ("Rest today.", "Descanse hoje.", False),
        ("Gone for good now.", "Foi.", True),
    ]
    assert found.headers["Plural-Forms"].startswith("nplurals=2;")
    assert run(old, new, "-o", out) == (0, f"{out} is up to date.\n")


def test_a_header_of_no_plural_forms_is_an_error_of_the_old_file(write: Write, tmp_path: Path) -> None:
    header = HEADER + '"Plural-Forms: nplurals=0; plural=0;\\n"\n'
    old = write("old.po", f'{header}\nmsgid "Rest."\nmsgstr "Descanse."\n')
    code, said = run(old, write("new.pot", po(("Rest.", ""))), "-o", tmp_path / "out.po")
    assert code == 1
    assert f"{old}:1: its header's Plural-Forms" in said
    assert not (tmp_path / "out.po").exists()


def test_a_catalog_may_be_merged_in_its_own_place(write: Write) -> None:
    old = write("old.po", po(("Take 5 mg.", "Tome 5 mg.")))
    new = write("new.pot", po(("Take 50 mg.", "")))
    assert run(old, new, "-o", old)[0] == 0
    living, gone = catalog.read(old).entries
    assert living.msgstr == ("",)
    assert any(line.startswith("CRITICAL CHANGE: 5 mg → 50 mg") for line in living.translator)
    assert (gone.msgid, gone.msgstr, gone.obsolete) == ("Take 5 mg.", ("Tome 5 mg.",), True)


def test_an_exchanged_glossary_term_is_critical(write: Write, tmp_path: Path) -> None:
    before, after = "Ask the ward about your port today.", "Ask the ward about your line today."
    old, new = write("old.po", po((before, "Pergunte."))), write("new.pot", po((after, "")))
    rows = "concept,locale,term,status,pos,forms,domain,note\n" + "".join(
        f"{name},{locale},{term},preferred,noun,,,\n"
        for name, pair in {"port": ("port", "cateter totalmente implantado"), "line": ("line", "acesso venoso")}.items()
        for locale, term in zip(("en", "pt-BR"), pair, strict=True)
    )
    out = tmp_path / "out.po"
    assert run(old, new, "-o", out, "--glossary", write("terms.csv", rows))[0] == 0
    assert catalog.read(out).entries[0].msgstr == ("",)
    assert run(old, new, "-o", out)[0] == 0
    assert catalog.read(out).entries[0].msgstr == ("Pergunte.",)


def test_a_broken_file_is_named_and_nothing_is_written(write: Write, tmp_path: Path) -> None:
    old, new = write("old.po", po(("a", "b"))), write("new.pot", "msgid 3\n")
    code, output = run(old, new, "-o", tmp_path / "out.po")
    assert code == 1
    assert "new.pot:1: neither keyword nor string" in output
    assert not (tmp_path / "out.po").exists()
    odd = write("odd.po", po(("a", "b")).replace("pt_BR", "xx_YY_Z"))
    code, output = run(odd, old, "-o", tmp_path / "out.po")
    assert code == 1
    assert "odd.po" in output
    assert "xx_YY_Z" in output


def test_a_catalog_without_a_header_is_merged_as_it_is(write: Write, tmp_path: Path) -> None:
    plural = 'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "x"\nmsgstr[1] "y"\nmsgstr[2] "z"\n'
    out = tmp_path / "out.po"
    assert run(write("old.po", plural), write("new.pot", plural.replace('"x"', '""')), "-o", out)[0] == 0
    assert catalog.read(out).entries[0].msgstr == ("x", "y", "z")


def test_a_language_that_is_none_is_an_error_with_the_old_files_name_line_and_value(
    write: Write, tmp_path: Path
) -> None:
    old = write("old.po", "# Ours\n" + po(("a", "b")).replace("pt_BR", "klingon"))
    with pytest.raises(LocaleError, match=r"'klingon' is ") as caught:
        merge_files(old, write("new.pot", po(("a", ""))), tmp_path / "out.po")
    assert (caught.value.path, caught.value.line) == (old, 2)
    assert not (tmp_path / "out.po").exists()

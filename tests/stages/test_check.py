"""A project is checked as a whole, again only where it changed, and as its configuration wants it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.checks import Checker, Examined
from pipeline.model import Unit
from pipeline.review.judge import Judge, PageCases
from tests.support.command import catalog, medlocale

Write = Callable[[str, str], Path]
CONFIG = '[project]\ntargets = ["de", "fr"]\n'
CARD = "Bring your insurance card."
PAGES = {
    "a.txt": {"Take 5 mg at night.": "Nehmen Sie abends 6 mg.", CARD: "Versichertenkarte mitbringen."},
    "b.txt": {"Drink a glass of water.": "Trinken Sie ein Glas Wasser.", CARD: "Ihre Karte mitbringen."},
}
HEADER = 'msgid ""\nmsgstr "Language: de\\nContent-Type: text/plain; charset=UTF-8\\n"\n'


def entry(source: str, target: str, comment: str = "") -> str:
    return f'\n{comment}msgid "{source}"\nmsgstr "{target}"\n'


@pytest.fixture
def clinic(write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write("clinic/medlocale.toml", CONFIG).parent
    for page, entries in PAGES.items():
        write(f"clinic/content/{page}", "\n\n".join(entries) + "\n")
        write(f"clinic/locales/de/LC_MESSAGES/{page}.po", HEADER + "".join(entry(*pair) for pair in entries.items()))
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The source texts of the units that the checks really looked at."""
    seen: list[str] = []
    original = Checker.examine

    def examine(self: Checker, unit: Unit) -> Examined:
        seen.append(unit.segment.text)
        return original(self, unit)

    monkeypatch.setattr(Checker, "examine", examine)
    return seen


def saved_while_read(monkeypatch: pytest.MonkeyPatch, path: Path, *, again: bool) -> None:
    """Let a translator save a catalog just before it is read, and once more just after."""
    original = Judge.read

    def read(self: Judge, page: str) -> PageCases:
        path.write_text(path.read_text("utf-8").replace("abends 6 mg", "abends 5 mg"), "utf-8")
        judged = original(self, page)
        if again:
            path.write_text(path.read_text("utf-8").replace("abends 5 mg", "abends 50 mg"), "utf-8")
        return judged

    monkeypatch.setattr(Judge, "read", read)


def found(*arguments: str, code: int = 0) -> dict[str, list[tuple[str, int]]]:
    """Return the findings of `medlocale check` by page: ids and lines."""
    said = medlocale("check", "--quiet", "--jobs", "1", "--format", "json", *arguments, code=code)
    rows = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    pages: dict[str, list[tuple[str, int]]] = {}
    for row in rows:
        pages.setdefault(Path(row["file"]).stem, []).append((row["check"], row["line"]))
    return pages


def edit(root: Path, page: str, old: str, new: str) -> None:
    path = catalog(root, "de", page)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_catalogs_are_compared_with_each_other(clinic: Path) -> None:
    assert found(code=3) == {"a.txt": [("number-changed", 4)], "b.txt": [("inconsistent-source", 7)]}


def test_editing_one_entry_examines_only_that_one(clinic: Path, examined: list[str]) -> None:
    first = found(code=3)
    assert len(examined) == 4
    assert found(code=3) == first
    assert len(examined) == 4
    edit(clinic, "b.txt", "Trinken Sie ein", "Trinken Sie bitte ein")
    assert found(code=3) == first
    assert examined[4:] == ["Drink a glass of water."]


def test_lines_are_those_of_the_file_as_it_is(clinic: Path, examined: list[str]) -> None:
    found(code=3)
    edit(clinic, "a.txt", '\nmsgid "Take', "\n# Nora asks the pharmacy.\n# Twice.\nmsgid \"Take")  # fmt: skip
    assert found(code=3)["a.txt"] == [("number-changed", 6)]
    assert len(examined) == 4


def test_a_broken_catalog_stops_no_other(clinic: Path) -> None:
    edit(clinic, "b.txt", 'msgid "Drink', 'msgid Drink')  # fmt: skip
    assert found(code=1) == {"a.txt": [("number-changed", 4)]}


def test_what_a_project_switches_off_is_not_found(clinic: Path, write: Write) -> None:
    write("clinic/medlocale.toml", CONFIG + '[check.severity]\n"inconsistent-*" = "major"\n"number-*" = "minor"\n')
    rows = medlocale("check", "--quiet", "--format", "json")
    assert [json.loads(row)["severity"] for row in rows.splitlines()] == ["minor", "major"]
    write("clinic/medlocale.toml", CONFIG + '[check.locales.de]\n"inconsistent-*" = "off"\nnumber-changed = "off"\n')
    assert found() == {}
    write("clinic/medlocale.toml", CONFIG + '[check.locales.fr]\nnumber-changed = "off"\n')
    assert "a.txt" in found(code=3)


def test_a_locale_overrules_the_project_and_an_id_a_pattern(clinic: Path, write: Write) -> None:
    tables = '[check.severity]\n"number-*" = "off"\nnumber-changed = "major"\n[check.locales.de]\n"*" = "off"\n'
    write("clinic/medlocale.toml", CONFIG + tables)
    assert found() == {}
    write("clinic/medlocale.toml", CONFIG + tables.replace('"*"', '"inconsistent-source"'))
    assert found() == {"a.txt": [("number-changed", 4)]}


@pytest.mark.parametrize(
    ("tables", "line", "named"),
    [
        ('[check.severity]\nnumbr-lost = "off"\n', 4, "'numbr-lost'"),
        ('[check.locales.de]\n"nothing-*" = "off"\n', 4, "'nothing-*'"),
        ('[check.severity]\nnumber-lost = "loud"\n', 3, "'loud'"),
        ('[check.locales.es]\nnumber-lost = "off"\n', 3, "es"),
        ("[check]\nlocales = 5\n", 4, "5"),
    ],
)
def test_a_slip_in_the_configuration_is_an_error_at_its_line(
    tables: str, line: int, named: str, clinic: Path, write: Write
) -> None:
    write("clinic/medlocale.toml", CONFIG + tables)
    said = medlocale("check", code=1)
    assert f"medlocale.toml:{line}:" in said
    assert named in said


def test_status_counts_what_translators_ignore(clinic: Path, write: Write) -> None:
    edit(clinic, "a.txt", '\nmsgid "Take', '\n# ignore: number-changed — the label is new\nmsgid "Take')
    assert found(code=3)["a.txt"] == [("number-changed", 5)], "nobody known has accepted it"
    write("clinic/medlocale.toml", CONFIG + '[review.people]\nana = { name = "Ana" }\n')
    medlocale("review", "accept", "a.txt", "--locale", "de", "--by", "ana")
    assert "a.txt" not in found()
    rows = [json.loads(row) for row in medlocale("status", "--format", "json").splitlines()]
    assert [(row["locale"], row["ignored"], row["critical"]) for row in rows] == [("de", 1, 0)]


def test_findings_are_written_into_catalogs_and_go_when_they_are_settled(clinic: Path, write: Write) -> None:
    path = catalog(clinic, "de", "a.txt")
    write("clinic/content/sound.txt", "Tea is free.\n")
    sound = write(
        "clinic/locales/de/LC_MESSAGES/sound.txt.po", f"{HEADER}{entry('Tea is free.', 'Tee ist kostenlos.')}\n\n"
    )
    untouched = sound.stat().st_mtime_ns, sound.read_bytes()
    before = path.read_text("utf-8")
    assert found("--annotate", code=3)["a.txt"] == [("number-changed", 5)]
    (comment,) = (line for line in path.read_text("utf-8").splitlines() if line.startswith("#"))
    assert comment.startswith("# QA: number-changed — ")
    written = path.stat().st_mtime_ns
    found("--annotate", code=3)
    assert path.stat().st_mtime_ns == written
    assert (sound.stat().st_mtime_ns, sound.read_bytes()) == untouched, "it has blank lines that a rewriting would drop"
    edit(clinic, "a.txt", "6 mg.\"", '5 mg."')  # fmt: skip
    edit(clinic, "b.txt", "Ihre Karte", "Versichertenkarte")
    found("--annotate")
    assert path.read_text("utf-8") == before.replace("abends 6 mg", "abends 5 mg")


def test_a_file_from_anywhere_is_annotated_too(clinic: Path) -> None:
    path = catalog(clinic, "de", "a.txt")
    assert found(str(path), "--annotate", code=3) == {"a.txt": [("number-changed", 5)]}
    assert "# QA: number-changed" in path.read_text("utf-8")
    assert found(str(path), code=3) == {"a.txt": [("number-changed", 5)]}


def test_files_from_anywhere_are_not_compared_with_each_other(clinic: Path) -> None:
    paths = [str(catalog(clinic, "de", page)) for page in PAGES]
    assert found(*paths, code=3) == {"a.txt": [("number-changed", 4)]}


def test_a_catalog_that_is_saved_while_it_is_looked_at_is_judged_as_it_was_read(
    clinic: Path, examined: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = catalog(clinic, "de", "a.txt")
    with monkeypatch.context() as patched:
        saved_while_read(patched, path, again=False)
        assert "a.txt" not in found()
    examined.clear()
    assert "a.txt" not in found()
    assert examined == []


def test_a_catalog_that_is_no_more_what_was_judged_is_an_error_and_judged_anew(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        saved_while_read(patched, catalog(clinic, "de", "a.txt"), again=True)
        assert "a.txt.po: somebody saved it meanwhile" in medlocale("check", "--quiet", code=1)
    assert ("number-changed", 4) in found(code=3)["a.txt"]

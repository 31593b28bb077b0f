"""Commands, translators and branches meet in the same files: what a person wrote is never overwritten."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import locales
from pipeline.po import annotation, catalog
from pipeline.po.entries import Entry
from pipeline.project import config, glossary, layout
from pipeline.review import approvals as acceptance
from pipeline.review import ledger
from pipeline.review.approvals import Approvals
from pipeline.stages import extract, merge_file
from tests.support.command import medlocale

CONFIG = """[project]
targets = ["en_XA"]
[review.people]
ana = { name = "Ana Souza", role = "translator" }
ben = { name = "Ben Roth", role = "reviser" }
"""
REST, DRINK, EAT = "Rest for two days.", "Drink water.", "Eat well."
TYPED = "Typed by hand."
Write = Callable[[str, str], Path]


@pytest.fixture
def clinic(write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write("clinic/medlocale.toml", CONFIG).parent
    write("clinic/content/a.txt", f"{REST} {DRINK}\n")
    monkeypatch.chdir(root)
    medlocale("run", "-q")
    return root


@pytest.fixture
def po(clinic: Path) -> Path:
    return clinic / "locales/en_XA/LC_MESSAGES/a.txt.po"


def typed(path: Path, msgid: str = REST) -> None:
    """Save as a translator's editor does."""
    found = catalog.read(path)
    entries = tuple(replace(e, msgstr=(TYPED,), flags=()) if e.msgid == msgid else e for e in found.entries)
    catalog.write(path, replace(found, entries=entries))


def living(path: Path) -> dict[str, Entry]:
    return {entry.msgid: entry for entry in catalog.read(path).entries if not entry.obsolete}


def before(function: Callable[..., Any], act: Callable[[], None], *, times: int = 1) -> Callable[..., Any]:
    """Return the function with something happening before it, the first times."""
    left = [act] * times

    def wrapped(*arguments: Any, **options: Any) -> Any:
        if left:
            left.pop()()
        return function(*arguments, **options)

    return wrapped


def test_what_a_translator_saves_during_extract_stays(clinic: Path, po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clinic / "content/a.txt").write_text(f"{REST} {EAT} {DRINK}\n", "utf-8")
    monkeypatch.setattr(extract, "merge", before(extract.merge, lambda: typed(po)))
    medlocale("extract", "-q")
    found = living(po)
    assert list(found) == [REST, EAT, DRINK]
    assert found[REST].msgstr == (TYPED,)
    assert not found[REST].fuzzy


def test_extract_gives_up_on_a_catalog_that_is_saved_again_and_again(
    clinic: Path, po: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (clinic / "content/a.txt").write_text(f"{REST} {EAT} {DRINK}\n", "utf-8")
    saves = iter([REST, DRINK])
    monkeypatch.setattr(extract, "merge", before(extract.merge, lambda: typed(po, next(saves)), times=2))
    assert f"{po}: somebody saved it meanwhile" in medlocale("extract", "-q", code=1)
    assert living(po)[REST].msgstr == living(po)[DRINK].msgstr == (TYPED,)
    medlocale("extract", "-q")
    assert list(living(po)) == [REST, EAT, DRINK]


def test_what_a_translator_saves_during_a_review_stays(clinic: Path, po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acceptance.ledger, "write", before(ledger.write, lambda: typed(po)))
    said = medlocale("review", "accept", "a.txt", "--by", "ana", "--drafts", "-q", code=1)
    assert f"{po}: somebody saved it meanwhile" in said
    assert living(po)[REST].msgstr == (TYPED,)
    settings = config.load(clinic / "medlocale.toml")
    approvals = Approvals(settings, locales.parse("en_XA"))
    assert approvals.state(living(po)[REST]) == "accepted", "nobody reviewed what was typed"


def test_what_a_translator_saves_during_a_merge_stays(
    po: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "a.pot"
    catalog.write(template, catalog.parse(f'msgid "{EAT}"\nmsgstr ""\n'))
    monkeypatch.setattr(merge_file, "merge", before(merge_file.merge, lambda: typed(po)))
    said = medlocale("merge", str(po), str(template), "-o", str(po), code=1)
    assert f"{po}: somebody saved it meanwhile" in said
    assert living(po)[REST].msgstr == (TYPED,)


@pytest.mark.parametrize("arguments", [(), (str(Path("locales/en_XA/LC_MESSAGES/a.txt.po")),)])
def test_what_a_translator_saves_while_findings_are_written_stays(
    arguments: tuple[str, ...], clinic: Path, po: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(po, DRINK)
    monkeypatch.setattr(annotation, "annotated", before(annotation.annotated, lambda: typed(po)))
    said = medlocale("check", "--annotate", *arguments, code=1)
    assert "a.txt.po: somebody saved it meanwhile" in said
    assert living(po)[REST].msgstr == living(po)[DRINK].msgstr == (TYPED,)
    medlocale("check", "--annotate", *arguments)


def test_what_is_judged_is_what_findings_are_written_into(
    clinic: Path, po: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    po.write_text(po.read_text("utf-8").replace('msgstr "', 'msgstr "9 kg '), "utf-8")
    monkeypatch.setattr(annotation, "lines", before(annotation.lines, lambda: typed(po)))
    assert "somebody saved it meanwhile" in medlocale("check", "--annotate", str(po), code=1)
    assert living(po)[REST].msgstr == (TYPED,)


def test_terms_that_are_saved_during_an_import_stay(
    clinic: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = write("clinic/glossary/own.csv", "concept,locale,term,status\nwater,en,water,preferred\n")
    other = write("other.csv", "concept,locale,term,status\nrest,en,rest,preferred\n")
    typed_term = "concept,locale,term,status\nmeal,en,meal,preferred\n"
    save = before(glossary.merged, lambda: write("clinic/glossary/own.csv", typed_term) and None)
    monkeypatch.setattr(glossary, "merged", save)
    assert "own.csv: somebody saved it meanwhile" in medlocale("glossary", "import", str(other), "-o", str(own), code=1)
    assert own.read_text("utf-8") == typed_term


def test_a_command_waits_for_another_and_then_says_so(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "LOCK_SECONDS", 0.05)
    with layout.lock(config.load(clinic / "medlocale.toml")):
        for command in (("run",), ("review", "accept", "a.txt", "--by", "ana"), ("status",)):
            assert "another medlocale command is at work on this project" in medlocale(*command, code=1)


def test_commands_on_the_same_files_at_once_tear_and_lose_nothing(clinic: Path, po: Path) -> None:
    (clinic / "content/a.txt").write_text(f"{REST} {EAT} {DRINK}\n", "utf-8")
    template = clinic / "locales/templates/a.txt.pot"
    commands = [
        ("review", "accept", "a.txt", "--by", "ana", "--drafts", "-q"),
        ("review", "accept", "a.txt", "--by", "ben", "--drafts", "-q"),
        ("merge", "-q", str(po), str(template), "-o", str(po)),
        ("extract", "-q"),
    ]
    program = "import sys; from pipeline.cli import app; app(sys.argv[1:])"
    running = [
        subprocess.Popen([sys.executable, "-c", program, *command], stderr=subprocess.PIPE, text=True)
        for command in commands
    ]
    for process in running:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0 or "somebody saved it meanwhile" in said or "another medlocale" in said, said
    for command in commands:
        medlocale(*command)
    found = living(po)
    assert list(found) == [REST, EAT, DRINK]
    approvals = Approvals(config.load(clinic / "medlocale.toml"), locales.parse("en_XA"))
    assert list(approvals.ledger.troubles()) == []
    for msgid in (REST, DRINK):
        people = {record.by for record in approvals.ledger.acceptances(found[msgid])}
        assert people == {"ana", "ben"}
        assert not found[msgid].fuzzy


def git(folder: Path, tool: str, *arguments: str) -> None:
    settings = ("-c", "user.name=Ana", "-c", "user.email=ana@clinic.example", "-c", "commit.gpgsign=false")
    subprocess.run([tool, *settings, *arguments], cwd=folder, check=True, capture_output=True)


def test_branches_that_both_accept_merge_into_one_ledger(
    clinic: Path, po: Path, needs: Callable[[str], str], tmp_path: Path
) -> None:
    tool = needs("git")
    medlocale("init", str(tmp_path / "starter"))
    (clinic / ".gitattributes").write_bytes((tmp_path / "starter/.gitattributes").read_bytes())
    (clinic / ".gitignore").write_text(".medlocale/\nsite/\n", "utf-8")

    def accept(person: str, sentences: Sequence[str]) -> None:
        for sentence in sentences:
            medlocale("review", "accept", "a.txt", "-s", sentence, "--by", person, "-q")

    git(clinic, tool, "init", "--initial-branch=main")
    accept("ana", [REST])
    git(clinic, tool, "add", ".")
    git(clinic, tool, "commit", "-m", "start")
    git(clinic, tool, "checkout", "-b", "other")
    accept("ben", [DRINK, REST])
    git(clinic, tool, "commit", "-am", "ben")
    git(clinic, tool, "checkout", "main")
    accept("ana", [DRINK])
    git(clinic, tool, "commit", "-am", "ana")
    git(clinic, tool, "merge", "other")
    approvals = Approvals(config.load(clinic / "medlocale.toml"), locales.parse("en_XA"))
    assert list(approvals.ledger.troubles()) == []
    assert len(approvals.ledger.records) == 4
    for entry in living(po).values():
        assert {record.by for record in approvals.ledger.acceptances(entry)} == {"ana", "ben"}
    medlocale("status")
    medlocale("review", "reject", "a.txt", "-s", DRINK, "--by", "ben", "-q")
    again = Approvals(config.load(clinic / "medlocale.toml"), locales.parse("en_XA"))
    assert again.rejected(living(po)[DRINK]), "a rejection after the merge answers both branches"
    assert list(again.ledger.troubles()) == []

"""What people approved outlives every tool that touches a catalog, and not one altered character of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from pipeline.errors import ChangedError
from pipeline.po import catalog
from pipeline.po.catalog import Catalog, Entry
from pipeline.po.merge import merge
from pipeline.po.provenance import with_draft
from pipeline.review import ledger
from pipeline.review.ledger import Ledger, Record, entry_digest, translation_digest
from tests.support.catalogs import CREATED, HEADERS

LONG = (
    "Please bring every report that you have, on paper or on a disc, to your first visit at the clinic in the morning."
)
ENTRIES = (
    Entry("Therapy", msgctxt="title", extracted=("Role: title",), references=("content/a.html:1",)),
    Entry("Therapy", extracted=("Role: h1",), references=("content/a.html:2",)),
    Entry("Call <1>us</1> if the fever is above 38 °C.", references=("content/a.html:7", "content/a.html:19")),
    Entry("%d visit", ("", ""), msgid_plural="%d visits", flags=("c-format",), references=("content/ui.json:3",)),
    Entry('Say "no" \\ to\tsmoke', references=("content/b.html:4",)),
    Entry("First line\nSecond line\n", references=("content/b.html:6",)),
    Entry(LONG, references=("content/b.html:9",)),
    Entry("Rest for two days.", references=("content/b.html:12",)),
    Entry("Drink water.", references=("content/b.html:13",)),
)
TARGETS = {
    "Therapy": ("Terapia",),
    "%d visit": ("%d consulta", "%d consultas"),
    'Say "no" \\ to\tsmoke': ('Diga "não" \\ ao\tfumo',),
    "First line\nSecond line\n": ("Primeira linha\nSegunda linha\n",),
    LONG: ("Traga todos os laudos que tiver, em papel ou em disco, à primeira consulta na clínica pela manhã.",),
    "Call <1>us</1> if the fever is above 38 °C.": ("<1>Ligue</1> se a febre passar de 38 °C.",),
}  # fmt: skip
TEMPLATE = Catalog(catalog.new_headers(project="Clinic pages", bugs="team@clinic.example", created=CREATED), ENTRIES)
DRAFTS = 2


def worked_on() -> Catalog:
    """The catalog with approved entries, of which a machine drafted one, and two drafts that wait."""
    entries = []
    for entry in merge(None, TEMPLATE, headers=HEADERS, plural_count=2).catalog.entries:
        if entry.msgid not in TARGETS:
            entries.append(with_draft(entry, ["Texto da máquina."], origin="m@1", score=0.9))
        elif "fever" in entry.msgid:
            drafted = with_draft(entry, TARGETS[entry.msgid], origin="m@1", score=0.8)
            entries.append(replace(drafted, flags=()))
        else:
            entries.append(replace(entry, msgstr=TARGETS[entry.msgid], translator=("Ana: as the doctors say.",)))
    return Catalog(HEADERS | {"X-Board": "oncology"}, tuple(entries), Entry("", translator=("Clinic pages",)))


def approvals(found: Catalog) -> Ledger:
    return Ledger().with_records(
        [
            Record(
                entry_digest(entry), translation_digest(entry), "accept", "ana", "2026-11-23T10:00:00Z", "translator"
            )
            for entry in found.entries
            if not entry.fuzzy
        ]
    )


LEDGER = approvals(worked_on())


def approved(found: Catalog) -> list[tuple[str | None, str]]:
    """The living entries that aren't fuzzy and whose acceptance stands."""
    living = [entry for entry in found.entries if not entry.obsolete and not entry.fuzzy]
    return sorted((entry.msgctxt or "", entry.msgid) for entry in living if LEDGER.acceptances(entry))


ALL = approved(worked_on())


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """The catalog and its template as files."""
    po, pot = tmp_path / "a.po", tmp_path / "a.pot"
    catalog.write(po, worked_on())
    catalog.write(pot, TEMPLATE)
    return po, pot


def drop(po: Path, *beginnings: str) -> None:
    """Be an editor that leaves out the lines that begin so."""
    lines = po.read_text("utf-8").splitlines(keepends=True)
    po.write_text("".join(line for line in lines if not line.startswith(beginnings)), "utf-8")


def test_there_is_something_to_lose() -> None:
    assert len(ALL) == len(ENTRIES) - DRAFTS == len(LEDGER.records)


GETTEXT = (
    ("msgmerge", "--quiet", "--update", "--backup=none", "{po}", "{pot}"),
    ("msgmerge", "--quiet", "--previous", "--output-file={po}", "{po}", "{pot}"),
    ("msgcat", "--output-file={po}", "{po}"),
    ("msgcat", "--no-wrap", "--sort-output", "--output-file={po}", "{po}"),
    ("msgattrib", "--no-location", "--output-file={po}", "{po}"),
    ("msgattrib", "--no-fuzzy", "--width=40", "--output-file={po}", "{po}"),
)


@pytest.mark.gettext
@pytest.mark.parametrize("command", GETTEXT, ids=lambda command: " ".join(command[:3]))
def test_every_approval_survives_gettext_s_tools(
    command: tuple[str, ...], files: tuple[Path, Path], needs: Callable[[str], str]
) -> None:
    po, pot = files
    tool, *arguments = (part.format(po=po, pot=pot) for part in command)
    subprocess.run([needs(tool), *arguments], capture_output=True, check=True)
    assert approved(catalog.read(po)) == ALL


@pytest.mark.parametrize("options", [(), ("--previous",), ("--no-fuzzy-matching", "--no-wrap")], ids=str)
def test_every_approval_survives_pybabel(options: tuple[str, ...], files: tuple[Path, Path]) -> None:
    po, pot = files
    program = "import sys; from babel.messages.frontend import main; main()"
    arguments = ["update", *options, "-l", "pt_BR", "-i", str(pot), "-o", str(po)]
    subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, check=True)
    assert approved(catalog.read(po)) == ALL


def test_every_approval_survives_pot2po(files: tuple[Path, Path]) -> None:
    po, pot = files
    program = "from translate.convert.pot2po import main; main()"
    arguments = ["--progress=none", "-t", str(po), str(pot), str(po)]
    subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, check=True)
    assert approved(catalog.read(po)) == ALL


@pytest.mark.parametrize("width", [0, 20, 78])
def test_every_approval_survives_polib(width: int, files: tuple[Path, Path]) -> None:
    po, _ = files
    theirs = polib.pofile(str(po), wrapwidth=width)
    theirs.sort()
    theirs.save(str(po))
    assert approved(catalog.read(po)) == ALL


@pytest.mark.parametrize(
    "beginnings",
    [("# ", "#."), ("#:",), ('"X-', '"POT-', '"Last-', '"Report-'), ("#", '"X-', '"PO', '"L')],
    ids=["comments", "references", "headers", "all"],
)
def test_every_approval_survives_an_editor_that_drops_lines(
    beginnings: tuple[str, ...], files: tuple[Path, Path]
) -> None:
    po, _ = files
    drop(po, *beginnings)
    assert set(approved(catalog.read(po))) == set(ALL)


def test_a_tool_that_drops_flags_makes_no_draft_reviewed(files: tuple[Path, Path]) -> None:
    po, _ = files
    drop(po, "#,")
    found = catalog.read(po)
    assert not any(entry.fuzzy for entry in found.entries)
    assert approved(found) == ALL


def test_every_altered_character_revokes() -> None:
    """Each place of context, source and target: a character altered, taken out, put in, or two exchanged."""
    checked = 0
    for entry in worked_on().entries:
        if entry.fuzzy:
            continue
        for changed in altered(entry):
            assert not LEDGER.acceptances(changed), changed
            checked += 1
    assert checked > 2000


def altered(entry: Entry) -> list[Entry]:
    made = [replace(entry, msgid=text) for text in alterations(entry.msgid)]
    if entry.msgctxt is not None:
        made += [replace(entry, msgctxt=text) for text in alterations(entry.msgctxt)]
    if entry.msgid_plural is not None:
        made += [replace(entry, msgid_plural=text) for text in alterations(entry.msgid_plural)]
    for form, target in enumerate(entry.msgstr):
        for text in alterations(target):
            made.append(replace(entry, msgstr=(*entry.msgstr[:form], text, *entry.msgstr[form + 1 :])))
    return made


def alterations(text: str) -> set[str]:
    found = {text.upper(), text + " ", text + "\u200b"} - {text}
    for place, character in enumerate(text):
        found.add(text[:place] + "\N{NO-BREAK SPACE}" + text[place + 1 :])
        found.add(text[:place] + chr(ord(character) ^ 1) + text[place + 1 :])
        found.add(text[:place] + text[place + 1 :])
        found.add(text[:place] + character + text[place:])
        found.add(text[:place] + text[place : place + 2][::-1] + text[place + 2 :])
    return found - {text}


def test_what_moves_between_context_source_and_target_is_another_translation() -> None:
    entry = Entry("ab", ("cd",), "x")
    found = approvals(Catalog({}, (entry,)))
    for other in (Entry("b", ("cd",), "xa"), Entry("abc", ("d",), "x"), Entry("ab", ("c", "d"), "x", "b")):
        assert not found.acceptances(other)


def test_a_ledger_that_somebody_wrote_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / ledger.FILE_NAME
    ledger.write(path, LEDGER)
    mine = ledger.read(path)
    theirs = f"{path.read_text('utf-8')}{replace(LEDGER.records[0], by='eva').line}\n"
    path.write_text(theirs, "utf-8")
    with pytest.raises(ChangedError, match=r"review\.jsonl: somebody saved it meanwhile"):
        ledger.write(path, mine.with_records([replace(LEDGER.records[0], by="ben")]))
    assert path.read_text("utf-8") == theirs

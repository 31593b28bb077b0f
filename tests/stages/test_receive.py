"""What an agency returns becomes drafts with its mark; nothing is accepted by itself, no person's work is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import locales
from pipeline.exchange.sent import FILE_NAME, Record, Sent
from pipeline.po import catalog, provenance
from pipeline.po.entries import Entry
from pipeline.po.provenance import with_draft
from tests.support import returns
from tests.support.clinic import PAGE, Clinic
from tests.support.command import medlocale, snapshot
from tests.support.returns import AGENCY, Returned

REST = Entry("Rest at home for three days.")
CODES = Entry("Call <1>the ward</1> before noon.<2/>", extracted=("Codes: <1> link to a.html, <2/> line break",))
TEA = with_draft(Entry("Tea is free on the ward."), ["Le thé est gratis."], origin="m@1", score=0.5)
TYPED = Entry("Bring your letter.", ("Apportez la lettre.",), flags=("fuzzy",), translator=("Ask Ana.",))
DONE = Entry("Our team speaks French.", ("Notre équipe parle français.",))
VISITS = Entry("{n} visit", ("", ""), "visits", "{n} visits")
ENTRIES = (REST, CODES, TEA, TYPED, DONE)
FRENCH = {
    REST.msgid: "Reposez-vous chez vous pendant trois jours.",
    CODES.msgid: "Appelez <1>le service</1> avant midi.<2/>",
    TEA.msgid: "Le thé est gratuit dans le service.",
    TYPED.msgid: "Apportez votre lettre.",
    DONE.msgid: "Notre équipe parle le français.",
}


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    found = Clinic(tmp_path / "clinic", locales.parse("fr"))
    found.configure()
    found.write(*ENTRIES)
    monkeypatch.chdir(found.root)
    return found


@pytest.fixture
def sent(clinic: Clinic, tmp_path: Path) -> Callable[..., Path]:
    """Return what packs the clinic's page as it comes back, from what was sent when this was called."""
    entries = tuple(catalog.read(clinic.path).entries)

    def packed(targets: dict[str, Any] = FRENCH, name: str = "back.zip", *, more: Any = lambda text: text) -> Path:
        parcel = returns.parcel_of({PAGE: entries})
        back = Returned(PAGE, entries, targets, parcel.id)
        (tmp_path / name).unlink(missing_ok=True)
        return returns.pack(tmp_path / name, parcel, [(f"xliff/{PAGE}.xlf", more(back.old))])

    return packed


def received(path: Path, *options: str, code: int = 0) -> list[dict[str, Any]]:
    shown = medlocale("receive", str(path), "--format", "json", *options, code=code)
    return [json.loads(line) for line in shown.splitlines() if line.startswith("{")]


def counts(rows: list[dict[str, Any]]) -> dict[str, int]:
    (summary,) = [row for row in rows if row.get("type") == "summary"]
    return {outcome: count for outcome, count in summary["units"].items() if count}


def test_what_came_back_is_a_draft_with_the_agencys_mark(clinic: Clinic, sent: Callable[..., Path]) -> None:
    rows = received(sent())
    assert counts(rows) == {"taken": 5}
    for entry in clinic.entries.values():
        assert (entry.msgstr[0], entry.fuzzy, provenance.is_agency_text(entry)) == (FRENCH[entry.msgid], True, True)
        note = provenance.agency_note(entry)
        assert note is not None
        assert (note.name, note.said) == (AGENCY, "final")
    assert clinic.approvals.ledger.records == ()
    assert provenance.machine_note(clinic.entries[TEA.msgid]) is None
    kept = clinic.entries[TYPED.msgid].translator
    assert kept[:2] == ("Ask Ana.", "TM: earlier — Bring your letter. → Apportez la lettre.")


def test_receiving_once_more_changes_no_byte(clinic: Clinic, sent: Callable[..., Path]) -> None:
    received(sent())
    before = snapshot(clinic.root / "locales")
    rows = received(sent())
    assert (counts(rows), rows[-1]["written"]) == ({"again": 5}, 0)
    assert snapshot(clinic.root / "locales") == before


def test_what_came_back_as_it_was_sent_stays_as_it_is(clinic: Clinic, sent: Callable[..., Path]) -> None:
    before = snapshot(clinic.root / "locales")
    rows = received(sent({}), "--accept-as", "ana")
    assert counts(rows) == {"unchanged": 3, "untranslated": 2}
    assert snapshot(clinic.root / "locales") == before


@pytest.mark.parametrize("flags", [(), ("fuzzy",)])
def test_what_a_person_changed_meanwhile_is_a_conflict(
    clinic: Clinic, sent: Callable[..., Path], flags: tuple[str, ...]
) -> None:
    path = sent()
    mine = replace(REST, msgstr=("Repos à la maison : trois jours.",), flags=flags)
    clinic.write(mine, *ENTRIES[1:])
    rows = received(path, code=3)
    (told,) = [row for row in rows if row.get("type") == "conflict"]
    assert (told["msgid"], told["today"], told["returned"]) == (REST.msgid, [mine.msgstr[0]], [FRENCH[REST.msgid]])
    assert told["file"].endswith(f"back.zip/xliff/{PAGE}.xlf")
    assert told["entry"].startswith(f"locales/fr/LC_MESSAGES/{PAGE}.po:")
    assert clinic.entries[REST.msgid] == mine
    assert counts(rows) == {"taken": 4, "conflict": 1}
    text = medlocale("receive", str(path), code=3)
    assert mine.msgstr[0] in text
    assert FRENCH[REST.msgid] in text


def test_a_draft_that_a_person_accepted_meanwhile_is_a_conflict(clinic: Clinic, sent: Callable[..., Path]) -> None:
    path = sent()
    clinic.write(*[replace(entry, flags=()) for entry in ENTRIES])
    rows = received(path, code=3)
    assert counts(rows) == {"taken": 3, "conflict": 2}
    assert not clinic.entries[TYPED.msgid].fuzzy
    assert clinic.entries[DONE.msgid].fuzzy, "it was sent as accepted, to be revised"


def test_without_a_manifest_what_is_accepted_stays(clinic: Clinic, tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(Returned(PAGE, ENTRIES, FRENCH).old, "utf-8")
    rows = received(path, "--agency", "Solo", code=3)
    assert counts(rows) == {"taken": 4, "conflict": 1}
    assert clinic.entries[DONE.msgid] == DONE
    note = provenance.agency_note(clinic.entries[REST.msgid])
    assert note is not None
    assert (note.name, note.parcel) == ("Solo", "0a1b2c3d4e5f")


def test_a_machines_draft_made_meanwhile_gives_way(clinic: Clinic, sent: Callable[..., Path]) -> None:
    path = sent()
    clinic.write(with_draft(REST, ["Du repos."], origin="m@1", score=0.5), *ENTRIES[1:])
    assert counts(received(path)) == {"taken": 5}


def test_a_source_that_changed_is_told_and_nothing_is_written(clinic: Clinic, sent: Callable[..., Path]) -> None:
    path = sent()
    clinic.write(Entry("Rest at home for five days."), *ENTRIES[1:], replace(REST, msgstr=("x",), obsolete=True))
    rows = received(path)
    (told,) = [row for row in rows if row.get("type") == "source"]
    assert (told["msgid"], told["returned"]) == (REST.msgid, [FRENCH[REST.msgid]])
    assert clinic.entries["Rest at home for five days."].msgstr == ("",)


def test_a_unit_whose_page_was_renamed_is_the_other_pages(clinic: Clinic, sent: Callable[..., Path]) -> None:
    path = sent()
    clinic.path.rename(clinic.path.with_name("new.html.po"))
    (clinic.root / "content" / PAGE).rename(clinic.root / "content/new.html")
    assert counts(received(path)) == {"taken": 5}
    assert catalog.read(clinic.path.with_name("new.html.po")).entries[0].msgstr == (FRENCH[REST.msgid],)


def test_old_marks_go_and_the_earlier_source_and_peoples_comments_stay(
    clinic: Clinic, sent: Callable[..., Path], tmp_path: Path
) -> None:
    match = replace(
        REST,
        msgstr=("Repos.",),
        flags=("fuzzy",),
        previous_msgid="Rest.",
        translator=("For Ben.", "TM: fuzzy 0.80, from b.html: x", "QA: numbers — three"),
    )
    clinic.write(match)
    parcel = returns.parcel_of({PAGE: [match]})
    text = Returned(PAGE, [match], FRENCH, parcel.id).old
    text = text.replace("</target>", "</target><note from='eva'>Is it 3?</note>")
    received(returns.pack(tmp_path / "p", parcel, [("a.xlf", text)]))
    entry = clinic.entries[REST.msgid]
    assert entry.translator[:-1] == ("For Ben.", f"Note of {AGENCY}: Is it 3?")
    assert entry.translator[-1].startswith(f"AGENCY: {AGENCY} {parcel.id} ")
    assert entry.previous_msgid == "Rest."
    assert medlocale("review", "accept", PAGE, "-s", REST.msgid, "--by", "ana", "-l", "fr") == ""
    entry = clinic.entries[REST.msgid]
    assert (entry.fuzzy, entry.previous_msgid) == (False, None)


def test_an_agencys_note_on_what_it_left_as_it_is_is_not_lost(clinic: Clinic, sent: Callable[..., Path]) -> None:
    def noted(text: str) -> str:
        return text.replace("</target>", "</target><note>ignore: numbers — no.</note>", 1)

    received(sent({}, more=noted))
    entry = clinic.entries[REST.msgid]
    assert (entry.msgstr, entry.translator) == (("",), (f"Note of {AGENCY}: ignore: numbers — no.",))
    assert provenance.ignored_checks(entry.translator) == {}
    before = snapshot(clinic.root / "locales")
    received(sent({}, more=noted))
    assert snapshot(clinic.root / "locales") == before


def test_a_person_answers_for_an_agency_as_the_ledger_says(clinic: Clinic, sent: Callable[..., Path]) -> None:
    rows = received(sent(), "--accept-as", "ana")
    assert rows[-1]["accepted"] == 5
    assert not any(entry.fuzzy for entry in clinic.entries.values())
    records = clinic.approvals.ledger.records
    assert {(record.by, record.role, record.work, record.action) for record in records} == {
        ("ana", "translator", "translated", "accept")
    }
    assert {record.origin.rsplit(" ", 1)[0] for record in records} == {f"AGENCY: {AGENCY}"}
    assert all(clinic.approvals.state(entry) == "reviewed" for entry in clinic.entries.values())
    before = snapshot(clinic.root / "locales")
    received(sent(), "--accept-as", "ana")
    assert snapshot(clinic.root / "locales") == before


def test_who_answers_later_accepts_what_is_still_the_agencys(clinic: Clinic, sent: Callable[..., Path]) -> None:
    received(sent())
    edited = replace(clinic.entries[REST.msgid], msgstr=("Repos : 3 jours.",))
    clinic.write(edited, *[clinic.entries[entry.msgid] for entry in ENTRIES[1:]])
    rows = received(sent(), "--accept-as", "ana", code=3)
    assert (rows[-1]["accepted"], counts(rows)) == (4, {"again": 4, "conflict": 1})
    assert clinic.entries[REST.msgid] == edited


def test_no_one_answers_for_a_critical_finding_or_for_what_was_rejected(
    clinic: Clinic, sent: Callable[..., Path]
) -> None:
    bad = FRENCH | {CODES.msgid: "Appelez le service avant midi.<2/>"}
    turned_down = replace(REST, msgstr=(FRENCH[REST.msgid],))
    clinic.decided("reject", "ben", turned_down)
    rows = received(sent(bad), "--accept-as", "ana")
    assert (rows[-1]["accepted"], rows[-1]["held"]) == (3, 2)
    assert clinic.entries[CODES.msgid].fuzzy
    assert clinic.entries[REST.msgid].fuzzy
    assert clinic.approvals.rejected(clinic.entries[REST.msgid])


def test_two_persons_are_two_persons(clinic: Clinic, tmp_path: Path) -> None:
    clinic.configure('[review]\ntwo_persons = ["dose"]\n')
    dose = Entry("Take 5 mg every day.")
    clinic.write(dose)
    parcel = returns.parcel_of({PAGE: [dose]})
    text = Returned(PAGE, [dose], {dose.msgid: "Prenez 5 mg chaque jour."}, parcel.id).new
    received(returns.pack(tmp_path / "p.zip", parcel, [("a.xlf", text)]), "--accept-as", "ana")
    assert clinic.approvals.waits_for_second(clinic.entries[dose.msgid], {"dose"})


def test_nobody_answers_who_is_nobody_here(clinic: Clinic, sent: Callable[..., Path]) -> None:
    before = snapshot(clinic.root / "locales")
    assert "'eve' is nobody in [review.people]" in medlocale("receive", str(sent()), "--accept-as", "eve", code=1)
    assert snapshot(clinic.root / "locales") == before


def test_findings_are_rows_as_of_check_and_comments(clinic: Clinic, sent: Callable[..., Path]) -> None:
    rows = received(sent(FRENCH | {CODES.msgid: "Appelez <1>le service</1> avant midi."}))
    (row,) = [row for row in rows if row.get("check") == "codes"]
    assert (row["severity"], row["msgid"]) == ("critical", CODES.msgid)
    assert list(row) == [
        *("file", "line", "msgctxt", "msgid", "check", "severity", "message", "source_span", "target_span"),
        "suggestion",
    ]
    assert clinic.entries[CODES.msgid].line == row["line"]
    assert any(line.startswith("QA: codes — ") for line in clinic.entries[CODES.msgid].translator)
    (again,) = [
        json.loads(line)
        for line in medlocale("check", "-l", "fr", "--format", "json").splitlines()
        if '"codes"' in line
    ]
    assert again == row


HOSTILE = (
    "Appelez <1>le service</1>.<2/><script>alert(1)</script>",
    "Appelez <1><img src=x onerror=alert(1)>le service</1>.<2/>",
    "Appelez <1>le service</1><1>encore</1>.<2/>",
    "Appelez <9>le service</9>.<1/><2/>",
    "Appelez <2/>",
    "Appelez <1>le \u202eservice</1>.<2/>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_gets_into_a_page(clinic: Clinic, sent: Callable[..., Path], text: str) -> None:
    clinic.write(CODES, body="<p>Call <a href=a.html>the ward</a> before noon.<br></p>")
    rows = received(sent({CODES.msgid: text}), "--accept-as", "ana")
    assert rows[-1]["accepted"] == 0
    assert any(row.get("severity") == "critical" for row in rows)
    medlocale("build")
    path = clinic.root / "site/fr" / PAGE
    page = path.read_text("utf-8") if path.exists() else ""
    assert not any(part in page for part in ("alert(1)", "\u202e", "encore"))


def test_plural_forms_are_taken_together(clinic: Clinic, tmp_path: Path) -> None:
    clinic.write(VISITS)
    parcel = returns.parcel_of({PAGE: [VISITS]})
    back = Returned(PAGE, [VISITS], {VISITS.msgid: ("{n} visite", "{n} visites")}, parcel.id)
    assert counts(received(returns.pack(tmp_path / "a", parcel, [("a.xlf", back.old)]))) == {"taken": 1}
    assert clinic.entries[VISITS.msgid].msgstr == ("{n} visite", "{n} visites")
    clinic.write(VISITS)
    half = replace(back, targets={VISITS.msgid: ("{n} visite", "")})
    assert counts(received(returns.pack(tmp_path / "b", parcel, [("a.xlf", half.new)]))) == {"refused": 1}
    assert clinic.entries[VISITS.msgid] == VISITS


def test_a_unit_with_another_source_than_was_sent_is_not_taken(clinic: Clinic, sent: Callable[..., Path]) -> None:
    one, other = returns.unit_id(REST), returns.unit_id(TYPED)

    def swapped(text: str) -> str:
        return text.replace(one, "@@").replace(other, one).replace("@@", other)

    rows = received(sent(more=swapped))
    assert counts(rows) == {"taken": 3, "refused": 2}
    assert clinic.entries[REST.msgid] == REST
    assert clinic.entries[TYPED.msgid] == TYPED


def test_a_unit_that_stands_there_twice_in_other_words_is_not_taken(clinic: Clinic, sent: Callable[..., Path]) -> None:
    def twice(text: str) -> str:
        unit = text[text.index("<trans-unit") : text.index("</trans-unit>") + 13]
        return text.replace(unit, unit + unit.replace("Reposez", "Encore : reposez"))

    rows = received(sent(more=twice))
    assert counts(rows) == {"taken": 4, "refused": 2}
    assert next(row["returned"] for row in rows if row.get("type") == "refused") == [FRENCH[REST.msgid]]
    assert clinic.entries[REST.msgid] == REST


@pytest.mark.parametrize("control", ["&#133;", "\u0085", "\u009b"])
def test_a_control_that_no_page_has_is_not_taken(clinic: Clinic, sent: Callable[..., Path], control: str) -> None:
    rows = received(sent(more=lambda text: text.replace("Reposez", f"{control}Reposez")))
    assert counts(rows) == {"taken": 4, "refused": 1}


@pytest.mark.parametrize("space", ["\n      ", "\t", "  "])
def test_white_space_that_a_tool_put_in_is_taken_out(clinic: Clinic, sent: Callable[..., Path], space: str) -> None:
    received(sent(FRENCH | {REST.msgid: f"{space}Repos{space}:\u00a0trois jours.{space}"}))
    assert clinic.entries[REST.msgid].msgstr == ("Repos :\u00a0trois jours.",)


def test_a_unit_that_the_parcel_never_had_is_told(clinic: Clinic, tmp_path: Path) -> None:
    parcel = returns.parcel_of({PAGE: ENTRIES[1:]})
    text = Returned(PAGE, ENTRIES, FRENCH, parcel.id).old
    rows = received(returns.pack(tmp_path / "p", parcel, [("a.xlf", text)]))
    assert counts(rows) == {"taken": 4, "unknown": 1}
    assert clinic.entries[REST.msgid] == REST


def test_a_file_alone_is_known_by_what_was_sent(clinic: Clinic, tmp_path: Path) -> None:
    parcel = returns.parcel_of({PAGE: ENTRIES}, agency="Verba")
    Record().add(clinic.approvals.path.with_name(FILE_NAME), Sent.of(parcel, "2026-02-01T00:00:00Z"))
    clinic.write(*ENTRIES[1:4])
    path = tmp_path / "a.xlf"
    path.write_text(Returned(PAGE, ENTRIES[:4], FRENCH, parcel.id).old, "utf-8")
    assert counts(received(path)) == {"taken": 3, "source": 1}
    note = provenance.agency_note(clinic.entries[TEA.msgid])
    assert note is not None
    assert (note.name, note.parcel) == ("Verba", parcel.id)


def test_units_of_other_tools_are_known_by_their_very_source(clinic: Clinic, tmp_path: Path) -> None:
    parcel = returns.parcel_of({PAGE: ENTRIES})
    text = Returned("C:/job/a.xlf", ENTRIES, FRENCH, "").old
    for number, entry in enumerate(ENTRIES):
        text = text.replace(returns.unit_id(entry), f"unit-{number}")
    assert counts(received(returns.pack(tmp_path / "p", parcel, [("x.sdlxliff", text)]))) == {"taken": 5}
    alone = tmp_path / "alone.mqxliff"
    alone.write_text(text.replace(REST.msgid, "Rest at home."), "utf-8")
    rows = received(alone, "--agency", "Solo")
    assert counts(rows) == {"unknown": 1, "again": 4}


def test_findings_name_the_lines_of_the_catalog_as_it_is_written(clinic: Clinic, sent: Callable[..., Path]) -> None:
    gone = Entry('He said:\nmsgid "x"', ("Il dit.",), obsolete=True)
    clinic.write(*[replace(entry, translator=(*entry.translator, "msgid")) for entry in ENTRIES], gone)
    english = {entry.msgid: f"{entry.msgid} Oui." for entry in ENTRIES}
    rows = [row for row in received(sent(english)) if "check" in row]
    assert len({row["msgid"] for row in rows}) > 2
    assert {row["msgid"]: row["line"] for row in rows}.items() <= {
        entry.msgid: entry.line for entry in clinic.entries.values()
    }.items()

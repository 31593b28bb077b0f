"""What a page shows for one sentence, in the cases that no larger test tells apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.model import Finding
from pipeline.po import catalog
from pipeline.po.entries import Entry
from pipeline.po.provenance import with_draft
from pipeline.project.glossary import Glossary
from pipeline.review import judge
from pipeline.review.classification import Classification
from pipeline.review.examiner import Examiner
from pipeline.review.judge import DOUBTED, Judge
from tests.support.clinic import LOCALE, PAGE, Clinic

REST = Entry("Rest for two days after the visit.", ("Rést twö days.",))
DOSE = Entry("Take 5 mg with a glass of water.", ("Tåke 5 mg.",))
TEA = Entry("Tea is free on the ward.", ("Téa is free.",))
SILENT = ("<empty/>",)


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    found = Clinic(tmp_path / "clinic")
    found.configure()
    return found


def shown(clinic: Clinic, msgid: str, *, preview: bool = False) -> tuple[str, str]:
    found = clinic.verdicts(preview=preview)[msgid]
    return found.shown, found.rule


def judge_of(clinic: Clinic, *, preview: bool = False) -> Judge:
    settings = replace(clinic.settings, preview=preview)
    return Judge(Examiner(settings, Glossary(settings), LOCALE), Classification(settings))


@pytest.mark.parametrize("silent", [1, 2], ids=["alone in its block", "with another that is silent"])
def test_what_has_no_neighbour_to_say_it_is_never_left_out(clinic: Clinic, silent: int) -> None:
    entries = [replace(entry, msgstr=SILENT) for entry in (REST, TEA)[:silent]]
    clinic.write(*entries, body=f"<p>{' '.join(entry.msgid for entry in entries)}</p>")
    clinic.accepted("ana", *entries)
    assert {verdict.shown for verdict in clinic.verdicts().values()} == {"source"}
    clinic.configure('[check.severity]\n"*" = "off"\n')
    assert {(verdict.shown, verdict.rule) for verdict in clinic.verdicts().values()} == {("source", "neighbour")}


def test_a_plural_form_that_is_left_to_a_neighbour_counts_as_one(clinic: Clinic) -> None:
    clinic.configure('[check.severity]\n"*" = "off"\n')
    plural = Entry("One guest.", ("Å güest.", "<empty/>"), msgid_plural="All guests.")
    clinic.write(plural, body="<p>One guest.</p>")
    clinic.accepted("ana", plural)
    assert shown(clinic, plural.msgid) == ("source", "neighbour")


HELP = Entry("Call an ambulance at once if you faint.", ("Cåll an ämbulance.",), flags=("fuzzy",))
WITH_DRAFTS = "[publish]\nemergency_draft = true\n"


def test_a_draft_for_an_emergency_stands_under_its_english_where_the_project_wants_it(clinic: Clinic) -> None:
    clinic.write(HELP)
    assert clinic.verdicts()[HELP.msgid].beneath == ""
    clinic.configure(WITH_DRAFTS)
    found = clinic.verdicts()[HELP.msgid]
    assert (found.shown, found.rule, found.beneath) == ("source", "publish.classes.emergency", HELP.msgstr[0])
    assert "Its draft stands under it" in found.reason
    judge = judge_of(clinic)
    page = judge.read(PAGE)
    shown = judge.translation(page, judge.verdicts(page, [()]))
    assert (shown.untranslated, list(shown.beneath.values()), shown.reviewing) == (1, [HELP.msgstr[0]], ())
    cleared = replace(HELP, flags=())
    clinic.configure(f'{WITH_DRAFTS}classes = {{ emergency = "two-reviewers" }}\n')
    clinic.write(cleared)
    clinic.accepted("ana", cleared)
    page = (judge := judge_of(clinic)).read(PAGE)
    shown = judge.translation(page, judge.verdicts(page, [()]))
    assert shown.reviewing == tuple(shown.beneath)
    assert "isn't finished" in clinic.verdicts()[HELP.msgid].reason
    clinic.accepted("ben", cleared)
    assert (clinic.verdicts()[HELP.msgid].shown, clinic.verdicts()[HELP.msgid].beneath) == ("accepted", "")


@pytest.mark.parametrize(
    "entry",
    [
        REST,
        Entry("Please do not lift heavy bags.", ("Lïft no bags.",)),
        Entry("In an emergency, take 300 mg of aspirin.", ("Tåke 300 mg.",)),
        Entry("In an emergency, phone +44 20 7946 0123.", ("Phöne +44 20 7946 0132.",)),
        Entry("In an emergency, call 911.", ("Cåll 112.",)),
        Entry("Call an ambulance at once, or ring 0800 555 123.", ("Cåll 0800 555 132.",)),
        replace(HELP, msgstr=SILENT),
        replace(HELP, msgstr=("",)),
        replace(HELP, previous_msgid="Call an ambulance."),
        replace(HELP, translator=("TM: fuzzy 0.90, from b.html: ∅ → at once",)),
    ],
    ids=lambda entry: f"{entry.msgid[:24]} {entry.msgstr[0]}",
)
def test_no_draft_stands_under_a_dose_or_other_text_or_where_anything_but_a_review_is_missing(
    clinic: Clinic, entry: Entry
) -> None:
    clinic.configure(WITH_DRAFTS)
    entry = replace(entry, flags=("fuzzy",))
    clinic.write(entry, body=f"<p>{entry.msgid}</p><p>Tea.</p>")
    assert clinic.verdicts()[entry.msgid].beneath == ""


def test_no_draft_stands_under_its_english_where_no_drafts_are_published_or_it_was_rejected_or_has_no_notice(
    clinic: Clinic,
) -> None:
    clinic.configure(f'{WITH_DRAFTS}drafts = "source"\n')
    clinic.write(HELP)
    assert clinic.verdicts()[HELP.msgid].beneath == ""
    clinic.configure(WITH_DRAFTS)
    judge = judge_of(clinic)
    (case,) = judge.read(PAGE).cases
    assert (judge.verdict(case, (), room=False).beneath, judge.verdict(case, (), room=True).beneath) == (
        "",
        HELP.msgstr[0],
    )
    clinic.decided("reject", "ana", HELP)
    assert clinic.verdicts()[HELP.msgid].beneath == ""


def test_a_preview_shows_the_source_where_the_policy_wants_nothing_else(clinic: Clinic) -> None:
    clinic.configure('[publish.classes]\ndose = "source"\n')
    clinic.write(DOSE)
    clinic.accepted("ana", DOSE)
    assert shown(clinic, DOSE.msgid, preview=True) == ("source", "publish.classes.dose")
    clinic.configure()
    clinic.write(replace(DOSE, flags=("fuzzy",)))
    assert shown(clinic, DOSE.msgid, preview=True) == ("draft", "publish.classes.dose")


@pytest.mark.parametrize("check", sorted(DOUBTED))
def test_a_machine_may_have_translated_something_else_and_a_person_has_decided_on_it(
    check: str, clinic: Clinic
) -> None:
    drafted = with_draft(replace(TEA, msgstr=("",)), TEA.msgstr, origin="m@1", score=0.9)
    for entry, expected in ((drafted, ("source", f"check.{check}")), (TEA, ("accepted", "accepted"))):
        clinic.write(entry)
        judge = judge_of(clinic)
        (case,) = judge.read(PAGE).cases
        doubt = Finding(check, "major", "It may be of another entry.", case.unit)  # type: ignore[arg-type]
        found = judge.verdict(case, [doubt], room=True)
        assert (found.shown, found.rule) == expected


def test_a_machine_that_gives_back_the_source_has_translated_nothing_and_a_person_may_keep_it(clinic: Clinic) -> None:
    same = replace(TEA, msgstr=(TEA.msgid,))
    drafted = with_draft(replace(TEA, msgstr=("",)), same.msgstr, origin="m@1", score=0.9)
    for entry, expected in ((drafted, ("source", "check.untranslated")), (same, ("accepted", "accepted"))):
        clinic.write(entry)
        judge = judge_of(clinic)
        (case,) = judge.read(PAGE).cases
        found = judge.verdict(case, [Finding("untranslated", "major", "It is the source.", case.unit)], room=True)
        assert (found.shown, found.rule) == expected


@pytest.mark.parametrize(
    "values",
    [{"previous_msgid": "Tea is free."}, {"translator": ("TM: fuzzy 0.90, from b.html: ∅ → on the ward",)}],
    ids=["of an earlier wording", "from the memory"],
)
def test_a_translation_of_another_wording_is_shown_on_no_page(clinic: Clinic, values: dict[str, object]) -> None:
    clinic.write(replace(TEA, flags=("fuzzy",), **values))  # type: ignore[arg-type]
    assert shown(clinic, TEA.msgid) == ("source", "wording")


def test_a_critical_finding_is_named_before_any_other_and_holds_for_what_people_accepted(clinic: Clinic) -> None:
    wrong = replace(DOSE, msgstr=("Tåke 6 mg.",))
    clinic.write(wrong)
    for person in ("ana", "ben", "cai"):
        clinic.accepted(person, wrong)
    assert shown(clinic, DOSE.msgid) == ("source", "check.number-changed")
    clinic.write(replace(TEA, flags=("fuzzy",)))
    judge = judge_of(clinic)
    (case,) = judge.read(PAGE).cases
    findings = [
        Finding("untranslated", "major", "It is the source.", case.unit),
        Finding("codes", "critical", "A code is missing.", case.unit),
    ]
    assert judge.verdict(case, findings, room=True).rule == "check.codes"


def test_a_file_without_a_place_for_a_notice_shows_nobodys_words_but_peoples_even_in_a_preview(clinic: Clinic) -> None:
    clinic.write(replace(TEA, flags=("fuzzy",)), REST)
    clinic.accepted("ana", REST)
    for preview in (False, True):
        judge = judge_of(clinic, preview=preview)
        found = [judge.verdict(case, (), room=False) for case in judge.read(PAGE).cases]
        assert [(each.shown, each.rule) for each in found] == [("source", "no-notice"), ("accepted", "accepted")]


@pytest.mark.parametrize(
    ("headers", "day"),
    [
        ({"POT-Creation-Date": "2026-01-20 10:00+0000"}, date(2026, 1, 20)),
        ({"POT-Creation-Date": "YEAR-MO-DA HO:MI+ZONE"}, None),
        ({}, None),
    ],
)
def test_the_catalogs_header_says_which_version_of_the_source_it_is_of(
    headers: dict[str, str], day: date | None, clinic: Clinic
) -> None:
    clinic.write(TEA, headers=headers)
    judge = judge_of(clinic)
    page = judge.read(PAGE)
    assert (page.created, page.digest) == (day, catalog.read(clinic.path).digest)
    assert judge.translation(page, judge.verdicts(page, [()])).source_date == day


def test_what_is_unmet_is_all_that_could_be_shown_in_translation(clinic: Clinic) -> None:
    clinic.configure('[publish.classes]\ndose = "source"\nbody = "reviewed"\n')
    clinic.write(DOSE, TEA, REST)
    clinic.accepted("ana", REST)
    found = judge.unmet(list(clinic.verdicts().values()))
    assert [(each["msgid"], each["rule"]) for each in found] == [(TEA.msgid, "publish.classes.body")]


REPEATED = Entry(
    "Take 5 mg a day.", ("Tåke 5 mg a day, 10 mg in two.",), translator=("ignore: number-added — the sum as well",)
)
NURSE = Entry("Tell the nurse.", ("Téll the nurse: 190.",), translator=("ignore: number-added — ours",))
BROKEN = Entry("Tea is <1>free</1>.", ("Téa is free.",), translator=("ignore: codes — no link here",))


@pytest.mark.parametrize(
    ("entry", "people", "expected"),
    [
        (REPEATED, (), ("source", "check.number-added")),
        (REPEATED, ("unknown",), ("source", "check.number-added")),
        (REPEATED, ("dan",), ("source", "check.number-added")),
        (REPEATED, ("ana",), ("accepted", "accepted")),
        (replace(REPEATED, flags=("fuzzy",)), ("ana",), ("source", "check.number-added")),
        (replace(REPEATED, msgstr=("Tåke 5 mg a day, 20 mg in two.",)), ("ana",), ("accepted", "accepted")),
        (NURSE, ("ana", "ben", "cai"), ("source", "check.number-added")),
        (BROKEN, ("ana", "cai"), ("source", "check.codes")),
    ],
)
def test_what_a_comment_ignores_counts_with_a_known_persons_acceptance_of_exactly_this_text(
    clinic: Clinic, entry: Entry, people: tuple[str, ...], expected: tuple[str, str]
) -> None:
    for person in people:
        clinic.accepted(person, replace(entry, flags=()))
    clinic.write(entry)
    assert shown(clinic, entry.msgid) == expected
    if expected[0] == "source":
        assert "Its comment ignores " in clinic.verdicts()[entry.msgid].reason


def test_an_acceptance_of_another_text_excuses_nothing(clinic: Clinic) -> None:
    clinic.accepted("ana", REPEATED)
    clinic.write(replace(REPEATED, msgstr=("Tåke 5 mg a day, 11 mg in two.",)))
    assert shown(clinic, REPEATED.msgid)[1] == "check.number-added"


def test_a_clinician_adapts_an_emergency_number_that_the_project_maps(clinic: Clinic) -> None:
    clinic.configure('[publish.emergency_numbers]\nen_XA = { "911" = "192" }\n')
    call = Entry("In an emergency, call 911.", ("Çall 192.",), translator=("ignore: number-changed — SAMU",))
    clinic.write(call)
    clinic.accepted("ana", call)
    assert shown(clinic, call.msgid) == ("source", "emergency-number")
    clinic.accepted("cai", call)
    assert shown(clinic, call.msgid) == ("accepted", "accepted")

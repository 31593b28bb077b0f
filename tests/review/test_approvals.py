"""Whose word counts for a translation, and what the commands of `review` decide: what was meant, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.po import catalog
from pipeline.po.edits import Carried
from pipeline.po.entries import Entry
from pipeline.po.provenance import with_draft
from pipeline.review import approvals, ledger
from pipeline.review.approvals import Decision
from pipeline.review.ledger import UNKNOWN
from tests.support.clinic import LOCALE, PAGE, Clinic

REST = Entry("Rest for two days after the visit.", ("Rést twö days.",))
DRINK = Entry("Drink plenty of water.", ("Drïnk wäter.",))
FUZZY = ("fuzzy",)
ANA = Decision([PAGE], by="ana")


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    found = Clinic(tmp_path / "clinic")
    found.configure()
    return found


def recorded(clinic: Clinic) -> list[tuple[str, str]]:
    return [(record.action, record.by) for record in clinic.approvals.ledger.records]


def draft(entry: Entry) -> Entry:
    return with_draft(replace(entry, msgstr=("",)), entry.msgstr, origin="m@1", score=0.9)


@pytest.mark.parametrize(
    "match",
    [
        replace(REST, flags=FUZZY, translator=("TM: fuzzy 0.93, from other.html: a → the",)),
        replace(REST, flags=FUZZY, previous_msgid="Rest for two days."),
    ],
    ids=["from the memory", "of an earlier wording"],
)
def test_accepting_a_page_takes_no_translation_of_another_wording(clinic: Clinic, match: Entry) -> None:
    clinic.write(match, replace(DRINK, flags=FUZZY))
    approvals.accept(clinic.settings, LOCALE, ANA)
    assert clinic.entries[REST.msgid] == match
    assert not clinic.entries[DRINK.msgid].fuzzy
    assert clinic.approvals.level(REST) == "accepted", "the ledger says nothing of it"
    assert clinic.approvals.level(DRINK) == "reviewed"


@pytest.mark.parametrize(
    "entry",
    [
        replace(REST, msgstr=("",)),
        Entry("One day.", ("Öne.", ""), msgid_plural="Some days."),
        replace(REST, obsolete=True),
    ],
    ids=["untranslated", "a form is missing", "obsolete"],
)
def test_what_is_not_there_or_not_whole_is_neither_accepted_nor_rejected(clinic: Clinic, entry: Entry) -> None:
    clinic.write(entry, DRINK)
    for command in (approvals.accept, approvals.reject):
        command(clinic.settings, LOCALE, ANA)
    assert clinic.entries[entry.msgid] == entry
    assert recorded(clinic) == [("accept", "ana"), ("reject", "ana")], "of the other sentence alone"


def test_who_makes_a_translation_fuzzy_again_takes_the_acceptances_back(clinic: Clinic) -> None:
    clinic.accepted("ana", REST)
    clinic.accepted("ben", REST)
    clinic.write(REST)
    assert (clinic.approvals.level(REST), clinic.approvals.state(REST)) == ("two-reviewers", "reviewed")
    again = replace(REST, flags=FUZZY)
    assert (clinic.approvals.level(again), clinic.approvals.state(again)) == ("draft", "draft")


@pytest.mark.parametrize(
    ("people", "level"),
    [
        ((), "accepted"),
        (("unknown",), "accepted"),
        (("eve",), "accepted"),
        (("dan",), "accepted"),
        (("ana",), "reviewed"),
        (("ana", "dan"), "reviewed"),
        (("ben", "eve"), "reviewed"),
        (("ben", "ben"), "reviewed"),
        (("ana", "cai"), "two-reviewers"),
    ],
)
def test_only_people_who_review_bring_a_translation_on(clinic: Clinic, people: tuple[str, ...], level: str) -> None:
    for person in people:
        clinic.accepted(person, REST)
    assert clinic.approvals.level(REST) == level


def test_the_classes_of_its_place_make_a_sentence_want_a_second_person(clinic: Clinic) -> None:
    clinic.configure('[review]\ntwo_persons = ["disclaimer"]\n')
    clinic.accepted("ana", REST)
    assert clinic.approvals.state(REST) == "reviewed"
    assert clinic.approvals.state(REST, {"disclaimer"}) == "accepted"
    assert clinic.approvals.waits_for_second(REST, {"disclaimer"})
    assert not clinic.approvals.waits_for_second(REST)


def test_a_rejection_makes_a_translation_fuzzy_and_is_recorded_once(clinic: Clinic) -> None:
    clinic.write(REST)
    for _ in range(2):
        approvals.reject(clinic.settings, LOCALE, ANA)
        assert clinic.entries[REST.msgid].fuzzy
        assert recorded(clinic) == [("reject", "ana")]
    clinic.write(REST)
    approvals.reject(clinic.settings, LOCALE, ANA)
    assert clinic.entries[REST.msgid].fuzzy, "somebody had cleared its flag"
    assert recorded(clinic) == [("reject", "ana")]


def test_what_is_untranslated_is_not_taken_for_rejected(clinic: Clinic) -> None:
    empty = replace(REST, msgstr=("",))
    clinic.decided("reject", "ana", empty)
    assert clinic.approvals.unit(empty, "a.po").origin == ""


def test_a_flag_that_is_cleared_answers_no_rejection(clinic: Clinic) -> None:
    clinic.write(REST)
    approvals.reject(clinic.settings, LOCALE, ANA)
    clinic.write(REST)
    assert approvals.sync(clinic.settings, LOCALE, Decision([PAGE], by="ben"), accept_all=True).recorded == 0
    assert clinic.approvals.rejected(REST)


def test_sync_records_nothing_twice_and_nothing_that_left_the_page(clinic: Clinic) -> None:
    clinic.write(REST, replace(DRINK, obsolete=True))
    assert approvals.sync(clinic.settings, LOCALE, ANA).recorded == 1
    assert approvals.sync(clinic.settings, LOCALE, ANA).recorded == 0
    assert recorded(clinic) == [("accept", "ana")]


@pytest.mark.parametrize(
    ("header", "by"),
    [
        ("Ana Souza <ana@clinic.example>", "ana"),
        ("A. S. <ANA@clinic.example>", "ana"),
        ("ana souza", "ana"),
        ("Ben Roth <>", "ben"),
        ("Somebody Else", UNKNOWN),
        ("Somebody Else <>", UNKNOWN),
        ("Somebody Else <else@other.example>", UNKNOWN),
        ("<else@other.example>", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_nobody_is_taken_for_a_person_who_has_no_name_or_address(clinic: Clinic, header: str, by: str) -> None:
    clinic.configure('nameless = { name = "", email = "nameless@clinic.example" }\n')
    clinic.write(REST, headers={"Last-Translator": header})
    found = approvals.sync(clinic.settings, LOCALE, Decision([PAGE]))
    assert recorded(clinic) == [("accept", by)]
    assert found.unknown == (by == UNKNOWN)


def test_of_a_catalog_that_lost_its_flags_only_what_somebody_edited_is_recorded(clinic: Clinic) -> None:
    taken = [replace(draft(replace(REST, msgid=f"Rest for {number} days.")), flags=()) for number in range(2, 6)]
    edited = replace(draft(DRINK), msgstr=("Drïnk a lot.",), flags=())
    typed = Entry("Eat well.", ("Eät.",))
    clinic.write(*taken, edited, typed)
    found = approvals.sync(clinic.settings, LOCALE, ANA)
    assert [(each.unchanged, each.drafts) for each in found.refused] == [(4, 5)]
    assert [clinic.approvals.level(entry) for entry in (*taken, edited, typed)] == ["accepted"] * 4 + ["reviewed"] * 2


@pytest.mark.parametrize(("typed_over", "refused"), [(False, False), (True, True)])
def test_only_drafts_that_are_as_they_were_count_as_waiting(clinic: Clinic, *, typed_over: bool, refused: bool) -> None:
    waiting = draft(DRINK)
    waiting = replace(waiting, msgstr=("Hälf typed.",)) if typed_over else waiting
    clinic.write(replace(draft(REST), flags=()), waiting)
    assert bool(approvals.sync(clinic.settings, LOCALE, ANA).refused) is refused


def test_a_cosmetic_edit_carries_what_was_accepted_and_nothing_else(clinic: Clinic) -> None:
    clinic.accepted("ana", REST)
    edits = [Carried(old, replace(old, msgid=f"{old.msgid} "), "spaces") for old in (REST, DRINK)]
    assert approvals.carry(clinic.settings, LOCALE, edits)
    assert recorded(clinic) == [("accept", "ana"), ("carried", "medlocale")]
    assert not approvals.carry(clinic.settings, LOCALE, edits[1:])


def test_no_flag_is_cleared_before_the_acceptance_is_recorded(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic.write(replace(REST, flags=FUZZY))

    def killed(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(ledger, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        approvals.accept(clinic.settings, LOCALE, ANA)
    assert clinic.entries[REST.msgid].fuzzy
    monkeypatch.undo()
    monkeypatch.setattr(catalog, "update", killed)
    with pytest.raises(KeyboardInterrupt):
        approvals.accept(clinic.settings, LOCALE, ANA)
    assert recorded(clinic) == [("accept", "ana")]

"""Whose word counts for a translation, and what the commands of `review` decide: what was meant, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import SourceError
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
        ("ana souza <ANA@clinic.example>", "ana"),
        ("A. S. <ana@clinic.example>", UNKNOWN),
        ("Ana Souza", UNKNOWN),
        ("Ana Souza <ana@other.example>", UNKNOWN),
        ("Ben Roth <>", "ben"),
        ("Ben Roth <ben@home.example>", "ben"),
        ("A nameless person <nameless@clinic.example>", "nameless"),
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
    taken = [replace(draft(replace(REST, msgid=f"Rest in room {number}.")), flags=()) for number in range(2, 12)]
    edited = replace(draft(DRINK), msgstr=("Drïnk a lot.",), flags=())
    typed = Entry("Eat well.", ("Eät.",))
    clinic.write(*taken, edited, typed)
    found = approvals.sync(clinic.settings, LOCALE, ANA)
    assert [(each.unchanged, each.drafts) for each in found.refused] == [(10, 11)]
    assert [clinic.approvals.level(entry) for entry in (*taken, edited, typed)] == ["accepted"] * 10 + ["reviewed"] * 2


@pytest.mark.parametrize(
    ("waiting", "refused"),
    [
        ({}, False),
        ({"msgstr": ("Hälf typed.",)}, True),
        ({"msgstr": ("",), "flags": ()}, False),
        ({"msgstr": ("Drïnk  wäter.",)}, False),
    ],
    ids=["as it was", "half typed", "written as a blank", "with a space more"],
)
def test_only_drafts_that_are_as_they_were_count_as_waiting(
    clinic: Clinic, waiting: dict[str, tuple[str, ...]], *, refused: bool
) -> None:
    taken = [replace(draft(replace(REST, msgid=f"Rest in room {number}.")), flags=()) for number in range(10)]
    others = [replace(draft(replace(DRINK, msgid=f"Tea in room {number}.")), **waiting) for number in range(10)]  # type: ignore[arg-type]
    clinic.write(*taken, *others)
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


def test_what_nobody_known_accepted_can_be_attributed_later(clinic: Clinic) -> None:
    clinic.write(REST, headers={"Last-Translator": "R. Office <office@clinic.example>"})
    (stranger,) = approvals.sync(clinic.settings, LOCALE, Decision([PAGE])).strangers
    assert (stranger.path, stranger.name, stranger.count) == (
        clinic.path, "R. Office <office@clinic.example>", 1
    )  # fmt: skip
    clinic.accepted("ben", DRINK)
    clinic.write(REST, DRINK, Entry("Eat well.", ("Eät.",)), headers={"Last-Translator": "Ben Roth"})
    found = approvals.sync(clinic.settings, LOCALE, Decision([PAGE]), attribute="ana")
    assert (found.recorded, found.unknown) == (2, 0)
    by_whom = {record.entry: record.by for record in clinic.approvals.ledger.records}
    assert by_whom == {
        ledger.entry_digest(REST): "ana",
        ledger.entry_digest(DRINK): "ben",
        ledger.entry_digest(Entry("Eat well.")): "ben",
    }
    assert recorded(clinic)[0] == ("accept", UNKNOWN), "no line of a ledger changes"
    assert approvals.sync(clinic.settings, LOCALE, Decision([PAGE]), attribute="ana").recorded == 0


def test_nothing_is_attributed_in_bulk_to_somebody_who_cannot_have_read_it(clinic: Clinic) -> None:
    taken = [replace(draft(replace(REST, msgid=f"Rest in room {number}.")), flags=()) for number in range(10)]
    clinic.write(*taken)
    clinic.accepted("unknown", *taken)
    assert approvals.sync(clinic.settings, LOCALE, Decision([PAGE]), attribute="ana").recorded == 0
    everything = approvals.sync(clinic.settings, LOCALE, Decision([PAGE]), attribute="ana", accept_all=True)
    assert everything.recorded == 10


@pytest.mark.parametrize(
    ("person", "role", "refused"),
    [
        ("dan", "clinician", True),
        ("dan", "translator", True),
        ("ana", "clinician", True),
        ("ana", "reviser", False),
        ("ben", "translator", False),
        ("cai", "reviser", False),
    ],
)
def test_nobody_takes_a_role_that_the_configuration_does_not_give(
    clinic: Clinic, person: str, role: str, *, refused: bool
) -> None:
    clinic.write(REST)
    decision = Decision([PAGE], by=person, role=role)
    if refused:
        with pytest.raises(SourceError, match=r"in \[review.people\]"):
            approvals.accept(clinic.settings, LOCALE, decision)
        assert recorded(clinic) == []
    else:
        assert approvals.accept(clinic.settings, LOCALE, decision).done == 1


@pytest.mark.parametrize(
    ("by", "role", "level"),
    [
        ("ana", "", "accepted"),
        ("ana", "translator", "reviewed"),
        ("dan", "clinician", "accepted"),
        ("dan", "reviser", "accepted"),
        ("eve", "reviser", "accepted"),
    ],
)
def test_a_line_that_claims_a_role_makes_no_reviewer(clinic: Clinic, by: str, role: str, level: str) -> None:
    clinic.accepted("ana", REST)
    (record,) = clinic.approvals.ledger.records
    ledger.write(
        clinic.approvals.path, ledger.Ledger([replace(record, by=by, role=role)], clinic.approvals.ledger.source)
    )
    assert clinic.approvals.level(REST) == level


def test_a_translator_who_signs_as_clinician_is_none(clinic: Clinic) -> None:
    clinic.accepted("ana", REST)
    (record,) = clinic.approvals.ledger.records
    ledger.write(
        clinic.approvals.path, ledger.Ledger([replace(record, role="clinician")], clinic.approvals.ledger.source)
    )
    assert [each.role for each in clinic.approvals.reviews(REST)] == ["translator"]
    assert not clinic.approvals.by_clinician(REST)


UNTOUCHED = [
    replace(draft(REST), flags=FUZZY),
    replace(REST, flags=FUZZY, translator=("TM: exact, from other.html",)),
    replace(draft(REST), flags=FUZZY, msgstr=("Rést  twö days",)),
]


@pytest.mark.parametrize("entry", UNTOUCHED, ids=["machine", "memory", "another form"])
def test_who_accepts_a_page_leaves_what_nobody_has_touched(clinic: Clinic, entry: Entry) -> None:
    at_work = replace(draft(DRINK), flags=FUZZY, msgstr=("Drïnk töo.",))
    clinic.write(entry, at_work)
    found = approvals.accept(clinic.settings, LOCALE, ANA)
    assert (found.done, found.left) == (1, 1)
    assert clinic.entries[REST.msgid] == entry
    assert not clinic.entries[DRINK.msgid].fuzzy
    assert approvals.accept(clinic.settings, LOCALE, Decision([PAGE], sentence=REST.msgid, by="ana")).done == 1


def test_who_has_read_the_drafts_of_a_page_says_so(clinic: Clinic) -> None:
    clinic.write(replace(draft(REST), flags=FUZZY), replace(DRINK, flags=FUZZY, previous_msgid="Drink water."))
    found = approvals.accept(clinic.settings, LOCALE, ANA, drafts=True)
    assert (found.done, found.left) == (1, 0)
    assert clinic.entries[DRINK.msgid].fuzzy, "of another wording"


def test_the_reason_of_a_rejection_stands_in_the_entry_in_the_persons_name(clinic: Clinic) -> None:
    clinic.write(replace(REST, translator=("? Two nights?",)))
    for _ in range(2):
        approvals.reject(clinic.settings, LOCALE, ANA, reason="two whole\ndays, please")
        assert clinic.entries[REST.msgid].translator == ("Ana Souza: two whole days, please", "? Two nights?")
    assert recorded(clinic) == [("reject", "ana")]
    assert "please" not in clinic.approvals.path.read_text("utf-8"), "no words stand in a ledger"


@pytest.mark.parametrize(
    ("sentence", "done", "left"),
    [("Rest for two days", 1, 0), ("rest", 0, 2), ("e", 0, 3), ("Rest.", 1, 0), ("Drink plenty", 1, 0)],
)
def test_a_word_that_many_sentences_have_names_none_of_them(
    clinic: Clinic, sentence: str, done: int, left: int
) -> None:
    clinic.write(*(replace(draft(each), flags=FUZZY) for each in (REST, DRINK, Entry("Rest.", ("Rést.",)))))
    found = approvals.accept(clinic.settings, LOCALE, Decision([PAGE], sentence=sentence, by="ana"))
    assert (found.done, found.left) == (done, left)

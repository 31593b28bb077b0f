"""What stands for a changed sentence: what people accepted before, judged as strictly as if it were new."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.po.entries import Catalog, Entry
from pipeline.review.earlier import EarlierWordings
from pipeline.text.difference import difference
from tests.support.clinic import Clinic

HOLD = '[publish]\non_change = "hold-last"\n'
TARGET = "Rést twö days."
OLD = Entry("Rest for two days after the visit.", (TARGET,))
NEW = "Rest for two days after your visit."
CALL = Entry("In an emergency, call 911 at once, please.", ("Çall 112.",))
NEW_CALL = "In an emergency, please call 911 at once."
OFF = '[check.severity]\nnumber-changed = "off"\n'
HELD, SOURCE = "held", "source"


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    found = Clinic(tmp_path / "clinic")
    found.configure(HOLD)
    return found


def match(old: Entry, new: str, *translator: str, **values: object) -> Entry:
    """Return the entry of a new wording as a merge leaves it: with the old translation, fuzzy."""
    made = Entry(
        new,
        old.msgstr,
        old.msgctxt,
        flags=("fuzzy",),
        translator=translator,
        previous_msgctxt=old.msgctxt,
        previous_msgid=old.msgid,
        previous_msgid_plural=old.msgid_plural,
    )
    return replace(made, **values)  # type: ignore[arg-type]


def gone(old: Entry, **values: object) -> Entry:
    return replace(old, obsolete=True, **values)  # type: ignore[arg-type]


def shown(clinic: Clinic, old: Entry, new: Entry, *people: str, left: Entry | None = None, body: str = "") -> str:
    """Return what the page shows for the new wording after these people accepted the translation of the old one."""
    for person in people:
        clinic.accepted(person, old)
    clinic.write(new, left or gone(old), body=body)
    return clinic.verdicts()[new.msgid].shown


def is_ordinary(old: str, new: str) -> bool:
    return difference(old, new, "en").kind == "ordinary"


def test_what_a_known_person_accepted_stands_for_the_new_wording(clinic: Clinic) -> None:
    assert shown(clinic, OLD, match(OLD, NEW), "ana") == HELD
    assert clinic.verdicts()[NEW].text == TARGET


@pytest.mark.parametrize(("people", "expected"), [(("ana",), SOURCE), (("ana", "ben"), HELD)])
def test_the_classes_of_the_earlier_wording_count_beside_those_of_the_new_one(
    clinic: Clinic, people: tuple[str, ...], expected: str
) -> None:
    clinic.configure(f'{HOLD}[publish.classes]\neligibility = "two-reviewers"\n')
    old, new = Entry("You are entitled to a room by the garden.", ("Å röom.",)), "You are given a room by the garden."
    assert is_ordinary(old.msgid, new)
    assert shown(clinic, old, match(old, new), *people) == expected
    assert clinic.verdicts()[new].unit.segment.classes == {"body"}


def test_the_classes_of_the_plural_of_the_earlier_wording_count_too(clinic: Clinic) -> None:
    clinic.configure(f'{HOLD}[publish.classes]\neligibility = "two-reviewers"\n')
    old = Entry("One guest has a room.", ("Å güest.", "Güests."), msgid_plural="All guests are entitled to a room.")
    new = match(old, "One guest gets a room.", msgid_plural="All guests are given a room.")
    assert shown(clinic, old, new, "ana") == SOURCE
    clinic.accepted("ben", old)
    assert clinic.verdicts()[new.msgid].shown == HELD


@pytest.mark.parametrize("flags", [("fuzzy",), ()])
def test_what_was_made_fuzzy_again_is_not_held_though_the_ledger_knows_it(
    clinic: Clinic, flags: tuple[str, ...]
) -> None:
    at_work = match(OLD, NEW, msgstr=("Rést nöw",))
    assert shown(clinic, OLD, at_work, "ana", left=gone(OLD, flags=flags)) == (SOURCE if flags else HELD)


def test_what_a_translator_ignores_in_the_new_wording_excuses_nothing_in_the_old_translation(clinic: Clinic) -> None:
    old = replace(OLD, msgstr=("Rést 3 dåys.",))
    assert shown(clinic, old, match(old, NEW), "ana") == SOURCE
    assert shown(clinic, old, match(old, NEW, "ignore: number-changed — the leaflet is new")) == SOURCE
    new = Entry(NEW, old.msgstr, translator=("ignore: number-changed — the leaflet is new",))
    clinic.accepted("ana", new)
    clinic.write(new, gone(old))
    assert clinic.verdicts()[NEW].findings == (), "the new text itself is excused, once somebody has accepted it"


def test_the_emergency_number_of_what_is_held_counts_where_its_check_is_off(clinic: Clinic) -> None:
    clinic.configure(HOLD + OFF)
    assert is_ordinary(CALL.msgid, NEW_CALL)
    assert shown(clinic, CALL, match(CALL, NEW_CALL), "cai") == SOURCE
    right = replace(CALL, msgstr=("Çall 911.",))
    assert shown(clinic, right, match(right, NEW_CALL), "cai") == HELD


@pytest.mark.parametrize(("people", "expected"), [(("ana", "ben"), SOURCE), (("cai",), HELD)])
def test_a_number_that_a_clinician_adapted_for_the_earlier_wording_is_held(
    clinic: Clinic, people: tuple[str, ...], expected: str
) -> None:
    clinic.configure(f'{HOLD}[publish.emergency_numbers]\nen_XA = {{ "911" = "112" }}\n{OFF}')
    assert shown(clinic, CALL, match(CALL, NEW_CALL), *people) == expected


def test_a_critical_change_that_is_noted_in_a_comment_is_one_whatever_the_texts_say(clinic: Clinic) -> None:
    assert shown(clinic, OLD, match(OLD, NEW, "CRITICAL CHANGE: before → after"), "ana") == SOURCE


@pytest.mark.parametrize(
    ("plural", "expected"),
    [("All guests of 5 rooms get a towel.", HELD), ("All guests of 50 rooms have a towel.", SOURCE)],
)
def test_a_critical_change_of_the_plural_alone_takes_the_old_translation_down(
    clinic: Clinic, plural: str, expected: str
) -> None:
    clinic.configure(f'{HOLD}[check.severity]\n"*" = "off"\n')
    old = Entry("One guest has a towel.", ("Å güest.", "Güests."), msgid_plural="All guests of 5 rooms have a towel.")
    assert shown(clinic, old, match(old, "One guest gets a towel.", msgid_plural=plural), "ana") == expected


def test_what_was_left_to_a_neighbour_of_the_earlier_wording_is_not_held(clinic: Clinic) -> None:
    clinic.configure(f'{HOLD}[check.severity]\n"*" = "off"\n')
    old = replace(OLD, msgstr=("<empty/>",))
    body = f"<p>{NEW} Drink water.</p>"
    assert shown(clinic, old, match(old, NEW), "ana", body=body) == SOURCE


@pytest.mark.parametrize("text", [TARGET, "Rést nöw"], ids=["as it was", "at work"])
def test_who_rejects_the_old_translation_of_the_new_wording_takes_it_down(clinic: Clinic, text: str) -> None:
    new = match(OLD, NEW, msgstr=(text,))
    assert shown(clinic, OLD, new, "ana") == HELD
    clinic.decided("reject", "ben", Entry(NEW, (TARGET,)))
    assert clinic.verdicts()[NEW].shown == SOURCE


@pytest.mark.parametrize(
    ("old", "values"),
    [
        (replace(OLD, msgctxt="title"), {"msgctxt": None}),
        (OLD, {"msgctxt": "title"}),
        (OLD, {"msgid_plural": "Rest for several days after your visit.", "msgstr": (TARGET, TARGET)}),
        (replace(OLD, msgid_plural="Rest for a few days.", msgstr=(TARGET, TARGET)), {"msgid_plural": None}),
    ],
    ids=["was a title", "is a title", "is a plural", "was a plural"],
)
def test_a_text_of_another_kind_is_no_earlier_wording(clinic: Clinic, old: Entry, values: dict[str, object]) -> None:
    assert shown(clinic, old, match(old, NEW, **values), "ana") == SOURCE


def test_a_plural_that_was_another_one_is_no_earlier_wording(clinic: Clinic) -> None:
    old = Entry("One guest has a towel.", ("Å güest.", "Güests."), msgid_plural="All guests have a towel.")
    other = replace(old, msgid_plural="All nurses have a towel.", msgstr=("Å güest.", "Nürses."))
    new = match(old, "One guest gets a towel.", msgid_plural="All guests get a towel.", msgstr=("Å güest", "Nöw"))
    assert shown(clinic, other, new, "ana") == SOURCE
    assert shown(clinic, old, new, "ana") == HELD


class Forgetful:
    """Approvals that know nothing, and that nobody may ask for ever."""

    asked = 0

    def reviews(self, entry: Entry) -> list[object]:
        self.asked += 1
        assert self.asked < 20, "round and round"
        return []


def test_a_circle_of_earlier_wordings_comes_to_an_end() -> None:
    one, other = Entry("One.", ("Öne.",)), Entry("Other.", ("Öther.",))
    circle = (gone(one, previous_msgid=other.msgid), gone(other, previous_msgid=one.msgid))
    entry = match(one, NEW)
    earlier = EarlierWordings(Catalog({}, (entry, *circle)), Forgetful())  # type: ignore[arg-type]
    assert earlier.accepted(entry) is None


FROM_ELSEWHERE = "TM: fuzzy 0.92, from other.html: the → your"
OF_THIS_SENTENCE = "TM: fuzzy 0.92, from an earlier wording of this sentence"


@pytest.mark.parametrize(
    ("comments", "left", "expected"),
    [
        ((OF_THIS_SENTENCE,), (OLD,), HELD),
        ((), (OLD,), HELD),
        ((FROM_ELSEWHERE,), (), SOURCE),
        ((FROM_ELSEWHERE,), (OLD,), SOURCE),
        ((), (), SOURCE),
        ((OF_THIS_SENTENCE,), (), SOURCE),
        ((), (replace(OLD, msgctxt="title"),), SOURCE),
    ],
)
def test_what_the_memory_offers_from_another_sentence_is_no_earlier_wording(
    clinic: Clinic, comments: tuple[str, ...], left: tuple[Entry, ...], expected: str
) -> None:
    clinic.accepted("ana", OLD)
    clinic.write(match(OLD, NEW, *comments), *map(gone, left))
    assert clinic.verdicts()[NEW].shown == expected


def test_what_comes_before_another_sentence_is_no_earlier_wording_of_this_one(clinic: Clinic) -> None:
    between = "Rest for two days after a visit."
    unaccepted = gone(match(OLD, between, FROM_ELSEWHERE, msgstr=("Rést twö.",)), flags=())
    clinic.accepted("ana", OLD)
    clinic.write(match(unaccepted, NEW, OF_THIS_SENTENCE), unaccepted, gone(OLD))
    assert clinic.verdicts()[NEW].shown == SOURCE
    theirs = replace(unaccepted, translator=(OF_THIS_SENTENCE,))
    clinic.write(match(unaccepted, NEW, OF_THIS_SENTENCE), theirs, gone(OLD))
    assert clinic.verdicts()[NEW].shown == HELD

"""What a person decided of a text is offered wherever the text stands, and accepted there only by a person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.po import catalog
from pipeline.po.entries import Catalog, Entry
from pipeline.po.provenance import is_match, with_draft
from pipeline.project.layout import catalog_path
from pipeline.review import approvals, twins
from pipeline.review.approvals import Decision
from pipeline.review.twins import Place
from pipeline.review.unread import is_unread
from tests.support.clinic import LOCALE, PAGE, Clinic

TEXT = "Planning your stay"
HEADING = Entry(TEXT, ("Plånning",), extracted=("Role: h1",))
OTHER = "stay.html"


def drafted(context: str | None, *texts: str, text: str = TEXT, plural: str | None = None) -> Entry:
    empty = Entry(text, ("",) * len(texts), context, plural, extracted=(f"Role: {context}",))
    return with_draft(empty, texts, origin="m@1", score=0.9)


BUTTON = drafted("button", "Plånned stay")


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    found = Clinic(tmp_path / "clinic")
    found.configure()
    return found


def offered(clinic: Clinic, entry: Entry, *accepted: Entry, page: str = OTHER) -> Entry:
    known = twins.decided([Place(PAGE, each) for each in accepted], clinic.approvals)
    return twins.offered(Place(page, entry), known)


def test_an_untouched_draft_gives_way_to_what_people_accepted_elsewhere(clinic: Clinic) -> None:
    found = offered(clinic, replace(BUTTON, translator=("? A button?", *BUTTON.translator)), HEADING)
    assert found.msgstr == HEADING.msgstr
    assert found.fuzzy
    assert found.translator == ("? A button?", f"TM: accepted in heading 1, from {PAGE}")
    assert is_unread(found), "nobody has looked at it here"
    assert not is_match(found), "it is of this very wording"


@pytest.mark.parametrize(
    "entry",
    [
        replace(BUTTON, msgstr=("Hälf typed",)),
        replace(BUTTON, flags=()),
        replace(BUTTON, obsolete=True),
        drafted("button", "Plånned", text="Planning our stay"),
        drafted("button", "Plånned", "Plånneds", plural="Planning your stays"),
        replace(HEADING, msgctxt="button", flags=("fuzzy",), translator=("TM: fuzzy 0.9, from x.html",)),
    ],
    ids=["typed over", "accepted", "obsolete", "another source", "a plural", "a match"],
)
def test_nothing_else_gives_way(clinic: Clinic, entry: Entry) -> None:
    assert offered(clinic, entry, HEADING) == entry


@pytest.mark.parametrize(
    "accepted",
    [replace(HEADING, flags=("fuzzy",)), replace(HEADING, obsolete=True), replace(HEADING, msgstr=("<empty/>",))],
    ids=["a draft", "obsolete", "left to a neighbour"],
)
def test_what_nobody_accepted_is_offered_to_nobody(clinic: Clinic, accepted: Entry) -> None:
    assert offered(clinic, BUTTON, accepted) == BUTTON


def test_what_a_person_rejected_is_offered_to_nobody(clinic: Clinic) -> None:
    clinic.decided("reject", "ben", HEADING)
    assert offered(clinic, BUTTON, HEADING) == BUTTON


def test_of_several_decisions_the_reviewed_comes_first_then_the_same_role_then_the_same_page(clinic: Clinic) -> None:
    label = replace(HEADING, msgctxt="label", msgstr=("Läbel",))
    theirs = replace(HEADING, msgctxt="button", msgstr=("Büttön",))
    assert offered(clinic, BUTTON, HEADING, label, theirs).msgstr == theirs.msgstr
    known = twins.decided([Place(PAGE, label), Place(OTHER, HEADING)], clinic.approvals)
    assert twins.offered(Place(OTHER, BUTTON), known).msgstr == HEADING.msgstr
    clinic.accepted("ana", label)
    assert offered(clinic, BUTTON, HEADING, label, theirs).msgstr == label.msgstr


def elsewhere(clinic: Clinic, *entries: Entry) -> None:
    catalog.write(catalog_path(clinic.settings, LOCALE, OTHER), Catalog({"Language": "en_XA"}, entries))


def read(clinic: Clinic, page: str) -> list[Entry]:
    return list(catalog.read(catalog_path(clinic.settings, LOCALE, page)).entries)


def accepted(clinic: Clinic) -> twins.Accepted:
    decision = Decision([PAGE], sentence=TEXT, by="ana")
    approvals.accept(clinic.settings, LOCALE, decision)
    return twins.accept(clinic.settings, LOCALE, decision, pages=[PAGE, OTHER])


def test_one_act_accepts_a_text_in_all_its_places_with_a_record_each(clinic: Clinic) -> None:
    offer = offered(clinic, drafted("label", "Plåns"), HEADING)
    clinic.write(HEADING, BUTTON)
    elsewhere(clinic, replace(HEADING, flags=("fuzzy",)), offer, drafted("label", "Téa", text="Tea"))
    decision = Decision([PAGE], sentence=TEXT, by="ana")
    clinic.accepted("ana", HEADING)
    found = twins.accept(clinic.settings, LOCALE, decision, pages=[PAGE, OTHER])
    assert [place.name for place in found.places] == [
        f"button, from {PAGE}", f"heading 1, from {OTHER}", f"label, from {OTHER}"
    ]  # fmt: skip
    assert found.others == ()
    ours = [*read(clinic, PAGE), *read(clinic, OTHER)[:2]]
    assert {(entry.msgstr, entry.flags) for entry in ours} == {(HEADING.msgstr, ())}
    assert read(clinic, PAGE)[1].translator == (), "the draft's comment goes with its text"
    assert all(clinic.approvals.level(entry) == "reviewed" for entry in ours)
    assert len(clinic.approvals.ledger.records) == 4
    assert read(clinic, OTHER)[2].fuzzy, "another text"
    again = twins.accept(clinic.settings, LOCALE, decision, pages=[PAGE, OTHER])
    assert again.places == ()
    assert len(clinic.approvals.ledger.records) == 4


def test_what_another_person_wrote_in_a_place_stays_and_is_told(clinic: Clinic) -> None:
    typed = replace(BUTTON, msgstr=("Plån it",), flags=())
    at_work = replace(BUTTON, msgstr=("Plån ït",))
    clinic.write(HEADING)
    elsewhere(clinic, typed, replace(at_work, msgctxt="label"))
    found = accepted(clinic)
    assert [place.page for place in found.others] == [OTHER, OTHER]
    assert found.places == ()
    assert [entry.msgstr for entry in read(clinic, OTHER)] == [typed.msgstr, at_work.msgstr]


def test_a_text_that_was_accepted_in_two_ways_is_taken_nowhere(clinic: Clinic) -> None:
    clinic.write(HEADING, replace(HEADING, msgctxt="title", msgstr=("Ståys",)))
    elsewhere(clinic, BUTTON)
    assert accepted(clinic) == twins.Accepted((), ())
    assert read(clinic, OTHER) == [BUTTON]


def test_what_somebody_else_accepted_is_not_spread_in_a_persons_name(clinic: Clinic) -> None:
    clinic.write(HEADING)
    elsewhere(clinic, BUTTON)
    clinic.accepted("ben", HEADING)
    decision = Decision([PAGE], sentence=TEXT, by="ana")
    assert twins.accept(clinic.settings, LOCALE, decision, pages=[PAGE, OTHER]).places == ()

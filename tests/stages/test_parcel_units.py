"""An entry as an agency gets it: how far it is, why it waits, and what people and glossary say of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.exchange.outgoing import Candidate, Issue, Note, OutgoingUnit, Standing
from pipeline.memory import Match
from pipeline.model import State
from pipeline.po import provenance
from pipeline.po.entries import FUZZY, Entry
from pipeline.stages import parcel_units

EMPTY = Entry("Rinse <1>twice</1>.", extracted=("Role: heading 2", "Codes: <1> bold", "Paragraph: x", "Preview: y"))
DRAFT = provenance.with_draft(EMPTY, ["Enxágue <1>duas vezes</1>."], origin="engine@1", score=0.8, unmet=["a tone"])
FUZZY_ENTRY = replace(EMPTY, msgstr=("Enxágue.",), flags=(FUZZY,))
STANDINGS: tuple[tuple[Standing, Entry, State], ...] = (
    ("untranslated", EMPTY, "untranslated"),
    ("machine", DRAFT, "draft"),
    ("typed", replace(DRAFT, msgstr=("Enxágue <1>2×</1>.",)), "draft"),
    ("typed", FUZZY_ENTRY, "draft"),
    ("exact", replace(FUZZY_ENTRY, translator=("TM: exact, from b.html",)), "draft"),
    ("exact", replace(FUZZY_ENTRY, translator=("TM: context, from b.html",)), "draft"),
    ("memory", replace(FUZZY_ENTRY, translator=("TM: accepted in the role title",)), "draft"),
    ("fuzzy", replace(FUZZY_ENTRY, previous_msgid="Rinse."), "draft"),
    ("fuzzy", replace(FUZZY_ENTRY, translator=("TM: fuzzy 0.80, from b.html: once → twice",)), "draft"),
    ("accepted", replace(DRAFT, flags=()), "accepted"),
    ("reviewed", replace(DRAFT, flags=()), "reviewed"),
)


def outgoing(entry: Entry, how: Standing = "untranslated", *matches: Match) -> OutgoingUnit:
    return parcel_units.outgoing(entry, parcel_units.parcel_unit(entry, "draft"), how, matches=matches)


@pytest.mark.parametrize(("expected", "entry", "state"), STANDINGS)
def test_a_text_stands_where_people_and_its_marks_say(expected: Standing, entry: Entry, state: State) -> None:
    assert parcel_units.standing(entry, state, rejected=False) == expected
    rejected = "untranslated" if expected == "untranslated" else "rejected"
    assert parcel_units.standing(entry, state, rejected=True) == rejected


def test_the_comments_of_an_entry_are_sorted_by_what_they_are() -> None:
    entry = replace(
        DRAFT,
        extracted=(
            *("Role: heading 2", "Class: dose", "Codes: <1> bold", "Glossary: rinse → enxaguar"),
            *("Glossary, not: rinse → lavar", "Note: maxlength: 30", "a program's own comment"),
        ),
        translator=(
            "Bia: ok?",
            *DRAFT.translator,
            "QA: number-lost — The 2 is missing.",
            "CRITICAL CHANGE: 1 → 2",
            " ",
        ),
    )
    unit = outgoing(entry, "machine")
    assert unit.notes == (
        Note("role", "Role: heading 2"),
        Note("class", "Class: dose"),
        Note("glossary", "Glossary: rinse → enxaguar"),
        Note("glossary", "Glossary, not: rinse → lavar"),
        Note("author", "Author: maxlength: 30"),
        Note("author", "Author: a program's own comment"),
        Note("waits", "A machine drafted it, and no person has accepted it."),
        Note("translator", "Translator: Bia: ok?"),
        Note("waits", "Not met by the machine: a tone"),
        Note("waits", "Finding: number-lost — The 2 is missing."),
        Note("waits", "CRITICAL CHANGE: 1 → 2"),
    )
    assert unit.issues == (Issue("number-lost", "The 2 is missing."),)
    assert (unit.name, unit.tag, unit.limit, unit.origin) == ("h2", "h2", 30, "engine@1")
    assert unit.codes[1].label == "bold"


def test_a_machines_draft_is_a_candidate_with_its_engine() -> None:
    (form,) = outgoing(DRAFT, "machine").forms
    assert form.candidates == (Candidate("mt", DRAFT.msgid, DRAFT.msgstr[0], 0.8, "engine@1"),)


def test_an_earlier_wording_is_a_candidate_and_one_from_elsewhere_is_the_memorys() -> None:
    entry = replace(FUZZY_ENTRY, previous_msgid="Rinse.")
    (form,) = outgoing(entry, "fuzzy").forms
    assert form.candidates == (Candidate("previous", "Rinse.", "Enxágue.", 0.0, "previous wording"),)
    elsewhere = replace(entry, translator=("TM: fuzzy 0.80, from b.html: x → y",))
    match = Match("fuzzy", 0.8, "Rinse.", "Enxágue.", "b.html")
    (form,) = outgoing(elsewhere, "fuzzy", match).forms
    assert form.candidates == (Candidate("fuzzy", "Rinse.", "Enxágue.", 0.8, "b.html"),)


def test_the_forms_of_a_plural_follow_their_sources() -> None:
    entry = Entry("{n} drop", ("{n} капля", "", "{n} капель"), msgid_plural="{n} drops")
    match = Match("exact", 1.0, "{n} drop\0{n} drops", "a\0b\0c", "b.html")
    forms = outgoing(entry, "typed", match).forms
    assert [(form.number, form.source, form.target) for form in forms] == [
        (0, "{n} drop", "{n} капля"),
        (1, "{n} drops", ""),
        (2, "{n} drops", "{n} капель"),
    ]
    assert [(form.candidates[0].source, form.candidates[0].target) for form in forms] == [
        ("{n} drop", "a"),
        ("{n} drops", "b"),
        ("{n} drops", "c"),
    ]


@pytest.mark.parametrize(("target", "broken"), [("<1>a</1>", False), ("<1>a", True), ("a", True), ("", False)])
def test_codes_that_do_not_fit_are_told(target: str, broken: bool) -> None:
    assert outgoing(replace(EMPTY, msgstr=(target,)), "typed").is_broken is broken


def test_a_neighbour_brings_its_words_and_none_of_its_notes() -> None:
    unit = parcel_units.neighbour(replace(DRAFT, extracted=("Note: secret",)), 7, 0)
    assert (unit.id, unit.for_context, unit.notes, unit.standing) == ("context-7", True, (), "machine")
    assert unit.forms[0].target == DRAFT.msgstr[0]

"""A machine's draft is told from a person's work, whatever an editor does to the entry."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import InlineCode
from pipeline.po.catalog import Catalog, Entry, parse, serialize
from pipeline.po.provenance import (
    CRITICAL,
    AgencyNote,
    MachineNote,
    agency_note,
    draft_digest,
    is_agency_text,
    is_as_offered,
    is_match,
    is_ours,
    is_untouched_draft,
    machine_comment,
    machine_note,
    may_replace,
    state,
    text,
    unit,
    with_agency_text,
    with_draft,
    work,
)
from tests.support.catalogs import REPEATABLE, SOURCES

ENTRY = Entry("Rest today.", translator=("Ask Ana.",), flags=("no-wrap",))
DRAFT = with_draft(ENTRY, ["Descanse hoje."], origin="bergamot-enpt@1693087644+int8", score=0.834)


def test_the_digest_is_the_documented_one() -> None:
    expected = hashlib.sha256(b"title\x04Rest\x04Descanse").hexdigest()[:12]
    assert draft_digest("title", "Rest", "Descanse") == expected
    assert draft_digest(None, "a", "b") == draft_digest("", "a", "b")


def test_a_draft_is_fuzzy_and_says_what_made_it() -> None:
    assert DRAFT.msgstr == ("Descanse hoje.",)
    assert DRAFT.flags == ("fuzzy", "no-wrap")
    expected = draft_digest(None, "Rest today.", "Descanse hoje.")
    assert DRAFT.translator == ("Ask Ana.", f"MT: bergamot-enpt@1693087644+int8 score 0.83 draft {expected}")
    assert machine_note(DRAFT) == MachineNote("bergamot-enpt@1693087644+int8", 0.83, expected)
    assert state(DRAFT) == "draft"


@pytest.mark.parametrize(
    "origin",
    [
        "bergamot-enpt@1693087644",  # as it was written before the precision was
        "bergamot-enpt@1693087644+float32 > apertium-pt-es@1.1.6",
        "opus-mt-en-de@d2a0b3f5c1e4+float32",
        "pseudo@1",
    ],
)
def test_a_comment_is_read_whatever_made_the_draft(origin: str) -> None:
    note = machine_note(Entry("Rest.", ("Descanse.",), translator=(f"MT: {origin} score 0.83 draft 5f3a9c1e0b7d",)))
    assert note == MachineNote(origin, 0.83, "5f3a9c1e0b7d")


@REPEATABLE
@given(st.text("abc@ -.1", min_size=1).filter(lambda name: name == name.strip()), st.floats(0, 1))
def test_the_machine_comment_is_read_back(origin: str, score: float) -> None:
    note = machine_note(Entry("x", translator=(machine_comment(origin, score, "0123456789ab"),)))
    assert note == MachineNote(origin, round(score, 2), "0123456789ab")


@REPEATABLE
@given(SOURCES, SOURCES, SOURCES)
def test_a_draft_is_untouched_until_a_character_changes(source: str, target: str, other: str) -> None:
    draft = with_draft(Entry(source), [target], origin="x@1", score=1)
    assert is_untouched_draft(draft)
    (read,) = parse(serialize(Catalog({"Language": "pt"}, (draft,)))).entries
    assert is_untouched_draft(read)
    if other != target:
        assert not may_replace(replace(draft, msgstr=(other,)))
    if other != source:
        assert not may_replace(replace(draft, msgid=other))


@pytest.mark.parametrize(
    ("entry", "replaceable"),
    [
        pytest.param(ENTRY, True, id="untranslated"),
        pytest.param(DRAFT, True, id="untouched draft"),
        pytest.param(replace(DRAFT, flags=()), False, id="accepted unchanged"),
        pytest.param(replace(DRAFT, msgstr=("Descanse, hoje.",)), False, id="edited and still fuzzy"),
        pytest.param(replace(DRAFT, msgctxt="h2"), False, id="made for another context"),
        pytest.param(replace(DRAFT, translator=()), False, id="fuzzy, and no one says who wrote it"),
        pytest.param(replace(DRAFT, translator=DRAFT.translator[:1]), False, id="note removed"),
        pytest.param(replace(DRAFT, obsolete=True), False, id="obsolete"),
        pytest.param(replace(ENTRY, msgid_plural="s", msgstr=("", "b")), False, id="one form of two"),
    ],
)
def test_only_nothing_or_an_untouched_draft_may_be_replaced(entry: Entry, replaceable: bool) -> None:
    assert may_replace(entry) is replaceable
    if not replaceable:
        with pytest.raises(ValueError, match=r"Rest today\."):
            with_draft(entry, ["x"] * len(entry.msgstr), origin="x", score=1)


def test_a_new_draft_replaces_our_lines_and_keeps_every_other() -> None:
    first = with_draft(DRAFT, ["A"], origin="a@1", score=0.5, unmet=["the number 13.8 is\nmissing", "<1> is lost"])
    assert first.translator == (
        "Ask Ana.",
        f"MT: a@1 score 0.50 draft {draft_digest(None, ENTRY.msgid, 'A')}",
        "MT: unmet — the number 13.8 is missing",
        "MT: unmet — <1> is lost",
    )
    second = with_draft(first, ["B"], origin="b@2", score=1)
    assert second.translator[:1] == ("Ask Ana.",)
    assert len(second.translator) == 2
    assert with_draft(second, ["B"], origin="b@2", score=1) == second


def test_without_a_draft_the_entry_stays_untranslated_and_says_why() -> None:
    for texts in ((), ("",)):
        found = with_draft(DRAFT, texts, origin="a@1", score=0, unmet=["a code is broken"])
        assert state(found) == "untranslated"
        assert found.flags == ("no-wrap",)
        assert found.translator == ("Ask Ana.", "MT: unmet — a code is broken")


def test_a_draft_forgets_the_source_that_another_was_made_for() -> None:
    old = Entry("a", previous_msgid="b", previous_msgctxt="c", previous_msgid_plural="d")
    found = with_draft(old, ["x"], origin="a", score=1)
    assert (found.previous_msgid, found.previous_msgctxt, found.previous_msgid_plural) == (None, None, None)


def test_a_plural_is_a_draft_in_all_its_forms() -> None:
    plural = Entry("{n} day", ("", ""), msgid_plural="{n} days")
    draft = with_draft(plural, ["{n} dia", "{n} dias"], origin="a", score=1)
    assert is_untouched_draft(draft)
    assert not is_untouched_draft(replace(draft, msgid_plural="{n} weeks"))
    assert not is_untouched_draft(replace(draft, msgstr=("{n} dia{n}", " dias")))
    assert state(replace(draft, msgstr=("{n} dia", ""), flags=())) == "draft"
    assert state(replace(draft, flags=())) == "accepted"


def test_our_lines_are_known_by_their_marks() -> None:
    assert all(map(is_ours, ("MT: x", "TM: x", "QA: x", "CRITICAL CHANGE: 5 mg → 50 mg")))
    assert not any(map(is_ours, ("MTX is methotrexate", "see MT: below", "", "? Which arm")))


def test_a_unit_has_what_the_entry_says_of_its_source() -> None:
    entry = replace(
        DRAFT,
        msgctxt="button",
        extracted=(
            "Role: button",
            "Paragraph: Rest today. Sleep.",
            "Codes: <1> link to a, b, <2/> line break",
            "Note: For patients.",
            "Say it kindly.",
        ),
        references=("content/a b.html:3", "content/a.html", "content/a.html:17"),
        line=42,
    )
    found = unit(entry, "locales/a.po")
    assert found.place == ("locales/a.po", 42)
    assert found.state == "draft"
    assert found.targets == ("Descanse hoje.",)
    assert text(found) == "Descanse hoje."
    segment = found.segment
    assert segment.key == entry.key == "button\x04Rest today."
    assert (segment.role, segment.context, segment.block) == ("button", "button", "Rest today. Sleep.")
    assert segment.codes == (
        InlineCode(1, "", "", "link to a, b"),
        InlineCode(2, "", None, "line break"),
    )
    assert segment.notes == ("For patients.", "Say it kindly.")
    assert segment.location == (3, 17)


def test_a_unit_names_the_machine_only_while_the_text_is_the_machines() -> None:
    assert unit(DRAFT, "").origin == "bergamot-enpt@1693087644+int8"
    assert unit(replace(DRAFT, flags=()), "").origin == "bergamot-enpt@1693087644+int8"
    assert unit(replace(DRAFT, msgstr=("Descanse.",)), "").origin == ""


def test_a_unit_of_a_bare_entry_has_its_text_alone() -> None:
    found = unit(Entry("Rest."), "")
    assert found.targets == ()
    assert text(found) == ""
    assert found.segment.block == "Rest."
    assert found.segment.codes == ()


PARCEL = "0123456789ab"
RETURNED = with_agency_text(DRAFT, ["Descanse bem hoje."], name="Lingua Medica", parcel=PARCEL, said="final, locked")


def test_what_an_agency_returned_is_fuzzy_and_says_whose_it_is() -> None:
    expected = draft_digest(None, "Rest today.", "Descanse bem hoje.")
    assert RETURNED.flags == ("fuzzy", "no-wrap")
    assert RETURNED.translator == ("Ask Ana.", f"AGENCY: Lingua Medica {PARCEL} {expected} — final, locked")
    assert agency_note(RETURNED) == AgencyNote("Lingua Medica", PARCEL, expected, "final, locked")
    assert (is_agency_text(RETURNED), machine_note(RETURNED), work(RETURNED)) == (True, None, "translated")
    assert unit(RETURNED, "a.po").origin == f"AGENCY: Lingua Medica {PARCEL}"


def test_an_agencys_text_is_nobodys_acceptance_and_no_machines_draft() -> None:
    assert state(RETURNED) == "draft"
    assert not may_replace(RETURNED)
    assert is_as_offered(replace(RETURNED, flags=()))
    edited = replace(RETURNED, msgstr=("Descanse já.",), flags=())
    assert not is_as_offered(edited)
    assert not is_agency_text(edited)


def test_marks_of_the_words_before_go_and_people_s_words_stay() -> None:
    notes = (
        *("Ask Ana.", "MT: m@1 score 0.50 draft 0123456789ab", "MT: unmet — a number", "TM: exact, from b.html"),
        *("TM: fuzzy 0.80, from c.html: x → y", "QA: numbers — 13", f"{CRITICAL} 5 mg → 50 mg"),
        *("TM: earlier — a → b", "TM: other branch — c", "AGENCY: Old 000000000000 111111111111"),
    )
    before = replace(ENTRY, msgstr=("De outra frase.",), translator=notes, flags=("fuzzy",), previous_msgid="Rest.")
    after = with_agency_text(before, ["Descanse."], name="New", parcel=PARCEL, comments=["Note of New: ok"])
    kept = ("Ask Ana.", f"{CRITICAL} 5 mg → 50 mg", "TM: earlier — a → b", "TM: other branch — c", "Note of New: ok")
    assert after.translator[:-1] == kept
    assert (after.previous_msgid, is_match(before), is_match(after)) == ("Rest.", True, False)


@pytest.mark.parametrize("flags", [(), ("fuzzy",)])
def test_words_that_a_person_typed_stay_as_a_comment(flags: tuple[str, ...]) -> None:
    typed = replace(ENTRY, msgstr=("Repouse.",), flags=flags)
    after = with_agency_text(typed, ["Descanse."], name="New")
    assert after.translator[1] == "TM: earlier — Rest today. → Repouse."
    assert after.translator[2].startswith("AGENCY: New - ")
    assert len(with_agency_text(typed, ["Repouse."], name="New").translator) == 2


@pytest.mark.parametrize("texts", [[""], [], ["a", "b"]])
def test_a_text_that_is_not_whole_is_no_agencys(texts: list[str]) -> None:
    with pytest.raises(ValueError, match="no whole text"):
        with_agency_text(ENTRY, texts, name="New")


@pytest.mark.parametrize("name", ["X 012345678901 0123456789ab — y", "A B", "AGENCY: a", "— b", "Ω 000000000000"])
def test_no_name_of_an_agency_hides_what_is_its_text(name: str) -> None:
    found = agency_note(with_agency_text(ENTRY, ["Descanse."], name=name, parcel=PARCEL, said="final"))
    assert found == AgencyNote(name, PARCEL, draft_digest(None, "Rest today.", "Descanse."), "final")

"""An edit of the source keeps, offers or withholds the old translation, by what it could do to a reader."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.po import provenance
from pipeline.po.catalog import Catalog, Entry
from pipeline.po.merge import Merged, merge
from tests.support.catalogs import HEADERS, template

OLD = Entry("Take 5 mg once a day with food.", ("Tome 5 mg uma vez ao dia com comida.",), translator=("By Ana.",))


def edited(old: Entry, text: str, **changes: object) -> Merged:
    new = replace(Entry(text), **changes)  # type: ignore[arg-type]
    return merge(Catalog(HEADERS, (old,)), template(new), headers=HEADERS, plural_count=2)


@pytest.mark.parametrize(
    "text",
    [
        "Take 5 mg once a day  with food.",
        "Take 5\u00a0mg once a day with food.",
        "Take 5 mg once a day with food",
    ],
)
def test_a_cosmetic_edit_keeps_translation_state_and_comments_and_is_recorded(text: str) -> None:
    found = edited(OLD, text)
    living, gone = found.catalog.entries
    assert (living.msgid, living.msgstr, living.flags, living.translator) == (text, OLD.msgstr, (), ("By Ana.",))
    assert gone == replace(OLD, obsolete=True)
    (carried,) = found.carried
    assert (carried.old, carried.new) == (OLD, living)
    assert carried.rule


def test_a_cosmetic_edit_leaves_an_agencys_text_known_as_such() -> None:
    old = provenance.with_agency_text(replace(OLD, msgstr=("",)), ["Tome já 5 mg."], name="Lingua", said="final")
    living = edited(old, "Take 5 mg once a day  with food.").catalog.entries[0]
    assert (living.msgstr, living.fuzzy, provenance.is_agency_text(living)) == (("Tome já 5 mg.",), True, True)
    assert living.translator[0] == "By Ana."
    assert living.translator[1].endswith(" — final")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Twelve months", "12 months"),
        ("20 percent", "20 %"),
        ("Please hold...", "Please hold…"),
        ("37.5 degrees", "37.5°"),
        ("approx. 5", "approximately 5"),
    ],
)
def test_another_way_of_writing_few_words_offers_their_translation(before: str, after: str) -> None:
    old = Entry(before, ("Traduzido.",))
    found = edited(old, after)
    assert found.catalog.entries[0].msgstr == old.msgstr
    assert found.catalog.entries[0].fuzzy
    assert found.carried == ()


@pytest.mark.parametrize(("before", "after"), [("20 percent", "30 %"), ("Our doctors", "Two nurses"), ("Open", "Paid")])
def test_few_words_that_are_not_alike_offer_nothing(before: str, after: str) -> None:
    living = edited(Entry(before, ("Traduzido.",)), after).catalog.entries[0]
    assert living.msgstr == ("",)
    assert living.translator == ()


def test_of_few_words_the_same_in_another_writing_counts_before_what_is_more_alike() -> None:
    old = (Entry("2 months", ("2 meses",)), Entry("Twelve months", ("Doze meses",)))
    found = merge(Catalog(HEADERS, old), template(Entry("12 months")), headers=HEADERS, plural_count=2)
    assert found.catalog.entries[0].msgstr == ("Doze meses",)


def test_a_cosmetic_edit_of_an_unaccepted_translation_records_no_approval() -> None:
    found = edited(replace(OLD, flags=("fuzzy",)), "Take 5 mg once a day with food")
    assert found.catalog.entries[0].fuzzy
    assert found.carried == ()


def test_an_ordinary_edit_gives_a_fuzzy_match_with_the_earlier_source() -> None:
    found = edited(OLD, "Take 5 mg once a day with some food.")
    living = found.catalog.entries[0]
    assert living.msgstr == OLD.msgstr
    assert living.flags == ("fuzzy",)
    assert living.previous_msgid == OLD.msgid
    assert living.translator[0] == "By Ana."
    assert living.translator[1].startswith("TM: fuzzy 0.9")
    assert provenance.unit(living, "a.po").origin == provenance.MATCH
    assert found.carried == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Take 50 mg once a day with food.", "5 mg → 50 mg"),
        ("Take 5 mg twice a day with food.", "once"),
        ("Do not take 5 mg once a day with food.", "not"),
        ("Take 5 mg once a day without food.", "with"),
    ],
)
def test_a_critical_edit_offers_nothing_and_names_what_changed(text: str, said: str) -> None:
    found = edited(OLD, text)
    living = found.catalog.entries[0]
    assert living.msgstr == ("",)
    assert not living.fuzzy
    comment = next(line for line in living.translator if line.startswith("CRITICAL CHANGE: "))
    assert said in comment
    assert f"TM: earlier — {OLD.msgid} → {OLD.msgstr[0]}" in living.translator
    assert found.catalog.entries[1].msgstr == OLD.msgstr


@pytest.mark.parametrize("text", ["Take 50 mg once a day with food.", "Take 5 mg once a day with some food."])
def test_merging_again_changes_nothing(text: str) -> None:
    once = edited(OLD, text).catalog
    again = merge(once, template(Entry(text)), headers=HEADERS, plural_count=2)
    assert again.catalog.entries == once.entries
    assert again.carried == ()


def test_what_an_acceptance_has_settled_is_no_longer_said() -> None:
    for text in ("Take 50 mg once a day with food.", "Take 5 mg once a day with some food."):
        offered = edited(OLD, text).catalog
        accepted = replace(offered.entries[0], msgstr=("Novo.",), flags=(), previous_msgid=None)
        once = merge(Catalog(HEADERS, (accepted,)), template(Entry(text)), headers=HEADERS, plural_count=2).catalog
        assert not any(line.startswith(("CRITICAL", "TM: fuzzy")) for line in once.entries[0].translator)
        assert once.entries[0].msgstr == ("Novo.",)


def test_a_machine_s_untouched_draft_is_drafted_anew_and_not_offered() -> None:
    drafted = provenance.with_draft(Entry(OLD.msgid), OLD.msgstr, origin="m@1", score=0.9)
    found = edited(drafted, "Take 5 mg once a day with some food.").catalog.entries[0]
    assert found.msgstr == ("",)
    assert found.translator == ()


def test_a_person_s_correction_of_a_draft_is_offered() -> None:
    drafted = provenance.with_draft(Entry(OLD.msgid), ("Tomar 5 mg.",), origin="m@1", score=0.9)
    found = edited(replace(drafted, msgstr=OLD.msgstr), "Take 5 mg once a day with some food.").catalog.entries[0]
    assert found.msgstr == OLD.msgstr


def test_a_translation_whose_codes_the_new_source_lacks_waits_for_a_person() -> None:
    old = Entry("Ask <1>our team</1> today.", ("Pergunte à <1>nossa equipe</1> hoje.",))
    found = edited(old, "Ask our team today.")
    assert found.catalog.entries[0].fuzzy
    assert found.carried == ()


def test_another_context_or_another_kind_of_plural_is_no_earlier_wording() -> None:
    assert edited(OLD, OLD.msgid + " ", msgctxt="title").catalog.entries[0].msgstr == ("",)
    found = edited(OLD, OLD.msgid + " ", msgid_plural="Take 5 mg.", msgstr=("", ""))
    assert found.catalog.entries[0].msgstr == ("", "")


def test_the_plural_counts_as_much_as_the_singular() -> None:
    old = Entry("Keep a tablet dry.", ("Guarde seco.", "Guardem secos."), msgid_plural="Keep 20 tablets dry.")
    new = {"msgid_plural": "Keep 200 tablets dry.", "msgstr": ("", "")}
    living = edited(old, "Keep a tablet dry. ", **new).catalog.entries[0]
    assert living.msgstr == ("", "")
    assert any("20" in line and line.startswith("CRITICAL CHANGE:") for line in living.translator)


def test_a_sentence_unlike_any_other_gets_nothing() -> None:
    living = edited(OLD, "Our clinic is near the river.").catalog.entries[0]
    assert living.msgstr == ("",)
    assert living.translator == ()

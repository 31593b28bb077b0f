"""What a reader sees of each sentence: its translation where that is fit to stand there, else what the author wrote."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pipeline import formats
from pipeline.model import segment_key
from pipeline.site.page.slots import VisibleSlots


def visible(page: str, targets: Mapping[str, str], held: tuple[str, ...] = ()) -> VisibleSlots:
    slots = formats.for_path("a.html").extract(page).slots
    return VisibleSlots(
        slots,
        {segment_key(None, source): target for source, target in targets.items()},
        {segment_key(None, source) for source in held},
    )


def shown(page: str, targets: Mapping[str, str], held: tuple[str, ...] = ()) -> dict[str, str]:
    of_page = visible(page, targets, held)
    return {slot.segment.text: of_page.shown(slot) for slot in of_page.slots}


@pytest.mark.parametrize(
    ("target", "held", "expected"),
    [
        (None, False, "kept"),
        ("", False, "kept"),
        ("Descanse.", False, "translated"),
        ("Descanse.", True, "held"),
        ("Rest well.", False, "same"),
        ("Rest well.", True, "same"),
        ("<empty/>", False, "empty"),
        ("<empty/>", True, "empty"),
    ],
)
def test_a_sentence_is_shown_as_its_target_allows(target: str | None, held: bool, expected: str) -> None:
    targets = {"Sleep.": "Durma."} | ({} if target is None else {"Rest well.": target})
    outcome = shown("<p>Rest well. Sleep.</p>", targets, ("Rest well.",) if held else ())
    assert outcome == {"Rest well.": expected, "Sleep.": "translated"}


@pytest.mark.parametrize("held", [(), ("Rest <1>well</1>.",)])
def test_a_target_without_the_code_of_its_sentence_is_not_shown(held: tuple[str, ...]) -> None:
    targets = {"Rest <1>well</1>.": "Descanse."}
    assert shown("<p>Rest <b>well</b>.</p>", targets, held) == {"Rest <1>well</1>.": "kept"}


def test_a_phone_number_alone_is_in_no_language_and_a_sentence_about_it_is() -> None:
    outcome = shown("<p>+1.555.555.0100</p><p>Call +1 555 555 0100.</p>", {})
    assert outcome == {"+1.555.555.0100": "same", "Call +1 555 555 0100.": "kept"}


def test_attributes_are_none_of_the_visible_texts() -> None:
    assert shown('<p title="Hint">Rest.</p><img alt="Drawing">', {}) == {"Rest.": "kept"}


@pytest.mark.parametrize(
    ("page", "targets", "held", "marked"),
    [
        ("<p>One. Two.</p>", {}, (), ["Two."]),
        ("<p>One. Two.</p>", {"Two.": "Dois."}, (), ["One."]),
        ("<p>One. Two. Three.</p>", {"Two.": "Dois."}, (), ["One.", "Three."]),
        ("<p>One. Two.</p>", {"Two.": "Dois."}, ("Two.",), ["One.", "Two."]),
        ("<p>One. Two.</p>", {"One.": "Um.", "Two.": "Dois."}, ("One.", "Two."), ["Two."]),
        ("<p>One. Two.</p>", {"One.": "Um.", "Two.": "Dois."}, (), []),
        ("<p>One.</p><p>Two.</p>", {}, (), ["One.", "Two."]),
        ("<p>One.</p><p>One.</p>", {}, (), ["One.", "One."]),
        ("<p>One.</p><button>One.</button>", {}, (), ["One.", "One."]),
        ("<p>One. Two.</p><p>One. Two.</p>", {}, (), ["Two.", "Two."]),
    ],
)
def test_one_mark_follows_each_row_of_sentences_in_the_source_or_of_an_older_wording(
    page: str, targets: dict[str, str], held: tuple[str, ...], marked: list[str]
) -> None:
    of_page = visible(page, targets, held)
    places = of_page.marked()
    assert [slot.segment.text for slot in of_page.slots if slot.start in places] == marked

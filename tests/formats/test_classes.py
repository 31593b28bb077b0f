"""The class of a text decides who has to review it: no mark, place or word of a segment may get lost on the way."""

from __future__ import annotations

import pytest

from pipeline import formats, locales
from pipeline.formats.classes import classes, neighbours
from pipeline.model import Extraction

ENGLISH = locales.parse("en")


def extracted(source: str, name: str = "a.html") -> Extraction:
    return formats.for_path(name).extract(source)


def by_text(source: str, name: str = "a.html") -> dict[str, set[str]]:
    extraction = extracted(source, name)
    found = classes(extraction, ENGLISH)
    return {slot.segment.text: set(found[slot.segment.key]) for slot in extraction.slots}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Rest well.</p>", {"Rest well.": {"body"}}),
        ("<title>Our ward</title>", {"Our ward": {"navigation"}}),
        ("<button>Send</button>", {"Send": {"navigation"}}),
        ("<p>Take 5 mg.</p>", {"Take 5 mg.": {"body", "dose"}}),
        ("<p>Take 5 <b>mg</b>.</p>", {"Take 5 <1>mg</1>.": {"body", "dose"}}),
        ("<title>Take 5 mg</title>", {"Take 5 mg": {"navigation", "dose"}}),
        ("<p data-l10n-class=navigation>Take 5 mg.</p>", {"Take 5 mg.": {"navigation", "dose"}}),
        ("<p data-l10n-class=disclaimer>Take 5 mg.</p>", {"Take 5 mg.": {"body", "disclaimer", "dose"}}),
    ],
)
def test_marks_role_and_words_add_up_and_none_takes_away(page: str, expected: dict[str, set[str]]) -> None:
    assert by_text(page) == expected


@pytest.mark.parametrize("marked", [0, 1, 2])
def test_a_text_in_several_places_has_the_classes_of_all_of_them(marked: int) -> None:
    places = ["<p>Adults are welcome.</p>"] * 3
    places[marked] = "<p data-l10n-class=eligibility>Adults are welcome.</p>"
    assert by_text("".join(places)) == {"Adults are welcome.": {"body", "eligibility"}}


def test_what_the_plural_alone_says_counts() -> None:
    strings = '{"pills": {"one": "One of the pills", "other": "Pills of 5 mg"}}'
    assert by_text(strings, "a.json") == {"One of the pills": {"body", "dose"}}


def test_sentences_of_one_block_are_neighbours_and_a_sentence_alone_has_none() -> None:
    extraction = extracted("<p>Rest. Drink.</p><p>Eat well.</p><p>Drink. Sleep.</p>")
    keys = {slot.segment.text: slot.segment.key for slot in extraction.slots}
    texts = {key: text for text, key in keys.items()}
    found = {texts[key]: {texts[other] for other in others} for key, others in neighbours(extraction).items()}
    assert found == {
        "Rest.": {"Rest.", "Drink."},
        "Drink.": {"Rest.", "Drink.", "Sleep."},
        "Sleep.": {"Drink.", "Sleep."},
    }

"""A page's sentences know their neighbours: what one of them says counts for the others of its block."""

from __future__ import annotations

from pipeline import formats
from pipeline.review.classification import neighbours


def test_sentences_of_one_block_are_neighbours_and_a_sentence_alone_has_none() -> None:
    extraction = formats.for_path("a.html").extract("<p>Rest. Drink.</p><p>Eat well.</p><p>Drink. Sleep.</p>")
    keys = {slot.segment.text: slot.segment.key for slot in extraction.slots}
    texts = {key: text for text, key in keys.items()}
    by_text = {texts[key]: {texts[other] for other in others} for key, others in neighbours(extraction).items()}
    assert by_text == {
        "Rest.": {"Rest.", "Drink."},
        "Drink.": {"Rest.", "Drink.", "Sleep."},
        "Sleep.": {"Drink.", "Sleep."},
    }

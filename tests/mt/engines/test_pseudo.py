from __future__ import annotations

import unicodedata

import pytest

from pipeline import mt
from pipeline.model import Segment, segment_key
from pipeline.mt.engines.pseudo import accented, arabic

KEPT = [
    "<1>",
    "</1>",
    "<2/>",
    "{name}",
    "{{count}}",
    "%s",
    "%(total)d",
    "%1$s",
    "https://clinic.example/a?b=c",
    "help@clinic.example",
    "13.8",
]
TEXT = (
    "Hello <1>{name}</1>, %s of {{count}} %(total)d %1$s paid 13.8 "
    "at https://clinic.example/a?b=c <2/> or help@clinic.example now"
)


@pytest.mark.parametrize("render", [accented, arabic])
@pytest.mark.parametrize("kept", KEPT)
def test_codes_numbers_and_placeholders_are_untouched(render, kept):
    assert kept in render(TEXT)


def test_accented_english_is_about_forty_percent_longer():
    text = "Bring a list of all your medicines to every appointment at the clinic."
    assert 1.3 < len(accented(text)) / len(text) < 1.55


def test_accented_english_shows_both_ends_and_no_plain_letter():
    rendered = accented("The quick brown fox jumps over the lazy dog")
    assert rendered[0] == "［"
    assert rendered[-1] == "］"
    assert not any(character.isascii() and character.isalpha() for character in rendered)


def test_mirrored_text_is_right_to_left_without_control_characters():
    rendered = arabic("Where is the clinic? Here, please.")
    letters = [character for character in rendered if character.isalpha()]
    assert {unicodedata.bidirectional(character) for character in letters} == {"AL"}
    assert not any(unicodedata.category(character) == "Cf" for character in rendered)


@pytest.mark.parametrize(("target", "first"), [("en_XA", "［"), ("ar-XB", "ا")])
def test_the_pseudo_route_serves_both_names_of_a_locale(target, first):
    engine = mt.load("pseudo", target=target)
    (draft,) = engine.translate([Segment(segment_key(None, "a b"), "a b")])
    assert (draft.text[0], draft.score, draft.origin) == (first, 1.0, "pseudo@1")


@pytest.mark.parametrize("text", ["", "12 – 14", "<1/>"])
def test_what_has_no_letters_is_its_own_pseudo_translation(text):
    assert accented(text) == text

"""The class of a text decides who has to review it: no mark, place or word of a segment may get lost on the way."""

from __future__ import annotations

import pytest

from pipeline import formats, locales
from pipeline.model import InlineCode, Segment
from pipeline.project import config
from pipeline.text import classes

ENGLISH = locales.parse("en")


def test_every_class_but_the_ordinary_ones_is_clinical() -> None:
    assert set(classes.CLASSES) - set(classes.CLINICAL) == {classes.BODY, classes.NAVIGATION}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Call 911 or 112.", ("911", "112")),
        ("The number is (112).", ("112",)),
        ("Phone: 999", ("999",)),
        ("Call 192 at once.", ("192",)),
        ("It is 192.", ()),
        ("911 555 0100", ()),
        ("(911) 555-0100", ()),
        ("Call +1 911 555 0100.", ()),
        ("Take 112 mg and call us.", ()),
        ("1,000 people", ()),
        ("At 9.112 we call.", ()),
    ],
)
def test_emergency_numbers_stand_alone(text: str, numbers: tuple[str, ...]) -> None:
    assert classes.emergency_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take 5 mg with food.", {"dose"}),
        ("The infusion holds 250 mL.", {"dose"}),
        ("Take two tablets in the evening.", {"dose"}),
        ("Use it twice a day.", {"dose"}),
        ("You get 2 Gy a session.", {"dose"}),
        ("Do not drive after the infusion.", {"instruction"}),
        ("You must fast before the scan.", {"instruction"}),
        ("Never share your medicine.", {"instruction"}),
        ("Don’t stop taking 5 mg.", {"dose", "instruction"}),
        ("Call 911 at once.", {"emergency"}),
        ("Our number is +1 555 010 0199.", {"emergency"}),
        ("Dial 112, 911 or 999.", {"emergency"}),
        ("In Brazil, call 192.", {"emergency"}),
        ("The trial had 1,000 patients.", set()),
        ("The trial had 112 patients and 192 visits.", set()),
        ("Take five milligrams.", {"dose"}),
        ("You are eligible if you are over 18.", {"eligibility"}),
        ("The inclusion criteria are strict.", {"eligibility"}),
        ("Children may not join.", {"eligibility", "instruction"}),
        ("This page is no substitute for your doctor.", {"disclaimer"}),
        ("It is for information only.", {"disclaimer"}),
        ("The cells are not yet approved.", {"disclaimer"}),
        ("Go to the nearest emergency department.", {"emergency"}),
        ("You receive 10⁷ cells.", {"dose"}),
        ("It holds 4 × 10^7 viable CAR-positive T cells/kg.", {"dose"}),
        ("One vial has 2 × 10¹² vector genomes.", {"dose"}),
        ("Your white count is below 3 × 10⁹/L.", set()),
        ("The test found 10⁴ copies/mL.", set()),
        ("Our doctors speak Portuguese.", set()),
        ("The trial has 11 patients.", set()),
        ("The visit lasts 40 minutes.", set()),
    ],
)
def test_classes_are_read_from_the_text(text: str, expected: set[str]) -> None:
    assert classes.classes_of(text, ENGLISH) == expected
    assert expected <= set(classes.CLASSES)


def by_text(source: str, name: str = "a.html") -> dict[str, set[str]]:
    extraction = formats.for_path(name).extract(source)
    by_key = classes.of_segments(extraction, ENGLISH)
    return {slot.segment.text: set(by_key[slot.segment.key]) for slot in extraction.slots}


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


def test_a_class_asks_for_a_review_unless_it_harms_nobody() -> None:
    ordinary = {name for name, each in classes.CLASSES.items() if each.requires != "reviewed"}
    assert ordinary == {classes.BODY, classes.NAVIGATION}
    assert {each.requires for each in classes.CLASSES.values()} <= set(config.REQUIREMENTS)


def test_a_power_in_an_element_of_its_own_counts_cells() -> None:
    code = InlineCode(1, "<sup>", "</sup>", "superscript")
    segment = Segment("k", "You receive 10<1>7</1> cells.", codes=(code,))
    assert classes.classes_of(classes.wording(segment), ENGLISH) == {"dose"}

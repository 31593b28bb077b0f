"""The sentences that a mistake would hurt most are found by what they say."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.text import classes as risk


def test_every_class_but_the_ordinary_ones_is_clinical() -> None:
    assert set(risk.CLASSES) - set(risk.CLINICAL) == {risk.BODY, risk.NAVIGATION}


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
    assert risk.emergency_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "classes"),
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
        ("Our doctors speak Portuguese.", set()),
        ("The trial has 11 patients.", set()),
        ("The visit lasts 40 minutes.", set()),
    ],
)
def test_classes_are_read_from_the_text(text: str, classes: set[str]) -> None:
    assert risk.classes(text, locales.parse("en")) == classes
    assert classes <= set(risk.CLASSES)

"""The sentences that a mistake would hurt most are found by what they say."""

from __future__ import annotations

import pytest

from pipeline import locales, risk


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
        ("Go to the nearest emergency department.", {"emergency"}),
        ("Our doctors speak Portuguese.", set()),
        ("The trial has 11 patients.", set()),
        ("The visit lasts 40 minutes.", set()),
    ],
)
def test_classes_are_read_from_the_text(text: str, classes: set[str]) -> None:
    assert risk.classes(text, locales.parse("en")) == classes
    assert classes <= set(risk.CLASSES)

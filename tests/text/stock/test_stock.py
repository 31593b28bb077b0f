"""Stock sentences for emergencies: known by what they say, in every language of the notices, without numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import checks, locales
from pipeline.model import Segment, Unit, segment_key
from pipeline.text import classes, stock
from tests.support import ROOT

NAMES = sorted(path.stem for path in Path(ROOT / "pipeline/site/words").glob("*.toml") if path.stem != "en")
GERMAN = locales.parse("de")


@pytest.mark.parametrize("name", NAMES)
def test_every_language_of_the_notices_has_every_sentence_and_the_checks_find_nothing(name: str) -> None:
    locale = locales.parse(name)
    units = []
    for text in stock.sentences().values():
        target = stock.translation(text, locale)
        assert target is not None, text
        assert not any(char.isdigit() for char in target)
        units.append(Unit(Segment(segment_key(None, text), text), (target,), "draft"))
    found = checks.run(units, locales.parse("en"), locale, None)
    assert [finding for finding in found if finding.severity != "minor"] == []
    assert len({unit.targets for unit in units}) == len(units) == 20


def test_every_sentence_is_of_the_class_emergency() -> None:
    english = locales.parse("en")
    assert [text for text in stock.sentences().values() if "emergency" not in classes.classes_of(text, english)] == []


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (
            "In case of emergency, please dial the local emergency number",
            "In an emergency, call your local emergency number.",
        ),
        ("CALL AN AMBULANCE IMMEDIATELY!", "Call an ambulance at once."),
        ("Don’t use email in the event of an emergency.", "Do not use e-mail in an emergency."),
        ("Go to the  nearest emergency room right away.", "Go to the nearest emergency department at once."),
        ("Call an ambulance if you have difficulty breathing.", "Call an ambulance if you have trouble breathing."),
        ("This website doesn't replace emergency care.", "This website does not replace emergency care."),
    ],
)
def test_a_sentence_is_known_in_other_words_for_the_same(text: str, same: str) -> None:
    assert stock.translation(text, GERMAN) == stock.translation(same, GERMAN) is not None


def test_the_code_around_a_sentence_stays_around_it() -> None:
    assert (
        stock.translation("<1>Call an ambulance at once.</1>", GERMAN) == "<1>Rufen Sie sofort einen Krankenwagen.</1>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Call an ambulance.",
        "Do not call an ambulance at once.",
        "Call an ambulance at once or drive.",
        "Call <1>an ambulance</1> at once.",
        "<1/>Call an ambulance at once.",
        "In an emergency, call 112.",
        "Call an ambulance if the person wakes up.",
        "Call an ambulance if you do not have chest pain.",
    ],
)
def test_what_says_more_or_less_is_none_of_the_stock(text: str) -> None:
    assert stock.translation(text, GERMAN) is None


@pytest.mark.parametrize("name", ["en_XA", "zh_Hant", "ja"])
def test_a_locale_without_words_of_its_own_has_none(name: str) -> None:
    assert stock.translation("Call an ambulance at once.", locales.parse(name)) is None

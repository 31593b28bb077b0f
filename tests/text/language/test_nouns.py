"""German without a capital on any noun is told; what only looks so isn't."""

from __future__ import annotations

import pytest

from pipeline.text.language import nouns


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Die behandlung der haut dauert vier wochen.", "behandlung"),
        ("Fragen Sie in der klinik nach einer impfung.", "impfung"),
        ("Die daten zur kontrolle wurden heute geprüft.", "kontrolle"),
        ("Mit der COVID-19-impfung und der gesundheit geht es voran.", "COVID-19-impfung"),
        ("Wir prüfen das. Danach kommen die patienten beim arzt, mit glück, an.", "arzt"),
    ],
)
def test_german_without_a_capital_is_found_by_what_must_be_a_noun(text: str, word: str) -> None:
    span = nouns.lowered(text, "")
    assert span is not None
    assert text[slice(*span)] in {word, "gesundheit"}


@pytest.mark.parametrize(
    "text",
    [
        "Die Behandlung der Haut dauert vier Wochen.",
        "Wenn es Ihnen nicht gut geht, rufen Sie uns an, das heißt, sofort.",
        "Die meisten waren noch jung und gezwungen, lange zu warten.",
        "Im allgemeinen ist es uns gelungen, sie am häufigsten zu sehen.",
        "behandlung der haut",
        "Es wird zur HIV-Prävention ohne weiteres empfohlen.",
    ],
)
def test_what_has_its_capitals_or_needs_none_passes(text: str) -> None:
    assert nouns.lowered(text, "") is None


def test_a_name_of_the_source_is_no_noun_with_a_capital() -> None:
    text = "Die wirkung von Lantus ist gut belegt."
    assert nouns.lowered(text, "The effect of Lantus is well known.") is not None
    assert nouns.lowered(text, "") is None


def test_a_text_whose_source_has_no_capitals_either_passes() -> None:
    assert nouns.lowered("die behandlung der haut dauert vier wochen", "skin treatment takes four weeks") is None

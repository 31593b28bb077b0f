"""A translation that says the opposite is found, with the places of both words."""

from __future__ import annotations

import pytest

from pipeline.checks import polarity
from tests.support.units import found, ids, unit

KEPT = [  # source, target locale, translation
    ("Do not run.", "pt_BR", "Não corra."),
    ("Do <1>not</1> run.", "es_419", "<1>No</1> corra."),
    ("Do not run.", "pt_BR", ""),
    ("Do not run.", "pt_BR", "<empty/>"),
    ("Do not run.", "en_GB", "Run."),
    ("Do not run.", "ar_XB", "Run."),
    ("Do not run.", "cy", "Rhedwch."),
]


@pytest.mark.parametrize(("source", "target", "translation"), KEPT)
def test_what_says_the_same_or_nothing_is_kept(source: str, target: str, translation: str) -> None:
    assert ids(polarity, unit(source, translation), target) == []


@pytest.mark.parametrize(
    ("source", "target", "translation", "check", "severity"),
    [
        ("Do not run.", "pt_BR", "Corra.", "negation-lost", "critical"),
        ("Run.", "pt_BR", "Não corra.", "negation-added", "critical"),
        ("the left hip", "zh_Hans", "右髋", "side-swapped", "critical"),
        ("more than ten", "fr", "moins de dix", "comparison-flipped", "critical"),
        ("It improves.", "fr", "Cela s’aggrave.", "direction-flipped", "critical"),
        ("before noon", "es_419", "después del mediodía", "order-flipped", "critical"),
        ("hypothermia", "it", "ipertermia", "prefix-flipped", "critical"),
        ("an inpatient", "de", "ambulant", "setting-swapped", "major"),
        ("You must rest.", "pt_BR", "Talvez descanse.", "modality-changed", "major"),
    ],
)
def test_what_says_the_opposite_is_found(source: str, target: str, translation: str, check: str, severity: str) -> None:
    (finding,) = found(polarity, unit(source, translation), target)
    assert (finding.check, finding.severity) == (check, severity)


def test_a_finding_shows_both_places_past_the_codes() -> None:
    subject = unit("The <1>left</1> hip.", "O quadril <1>direito</1>.")
    (finding,) = found(polarity, subject)
    assert finding.source_span is not None
    assert finding.target_span is not None
    assert subject.segment.text[slice(*finding.source_span)] == "left"
    assert subject.targets[0][slice(*finding.target_span)] == "direito"
    assert finding.suggestion == "esquerdo"


def test_a_plural_form_may_agree_with_either_source_form() -> None:
    assert ids(polarity, unit("No day is left over", "Nenhum dia", "%d dias", plural="%d days")) == []
    assert ids(polarity, unit("No day", "%d dias", "%d dias", plural="Not %d days")) == ["negation-lost"] * 2

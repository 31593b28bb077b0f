"""What a patient is told to do otherwise is found, with the places of both words."""

from __future__ import annotations

import pytest

from pipeline.checks import instructions
from tests.support.units import found, ids, unit

KEPT = [  # source, target locale, translation
    ("Chew one tablet.", "pt_BR", "Mastigue um comprimido."),
    ("Chew <1>one tablet</1>.", "es_419", "Mastique <1>un comprimido</1>."),
    ("Chew one tablet.", "pt_BR", ""),
    ("Chew one tablet.", "en_GB", "Chew two tablets."),
    ("Chew one tablet.", "ar_XB", "Chew two tablets."),
]


@pytest.mark.parametrize(("source", "target", "translation"), KEPT)
def test_what_says_the_same_or_nothing_is_kept(source: str, target: str, translation: str) -> None:
    assert ids(instructions, unit(source, translation), target) == []


@pytest.mark.parametrize(
    ("source", "target", "translation", "check", "severity"),
    [
        ("Chew one tablet.", "pt_BR", "Mastigue dois comprimidos.", "count-changed", "critical"),
        ("Bathe it daily.", "es_419", "Lávelo cada semana.", "frequency-changed", "critical"),
        ("Bathe it in the morning.", "fr", "Lavez-le le soir.", "time-changed", "major"),
    ],
)
def test_another_instruction_is_found(source: str, target: str, translation: str, check: str, severity: str) -> None:
    (finding,) = found(instructions, unit(source, translation), target)
    assert (finding.check, finding.severity) == (check, severity)


@pytest.mark.parametrize("target", ["nl", "ko", "pt_BR", "de"])
def test_a_tablet_from_nowhere_is_critical_in_every_language(target: str) -> None:
    translations = {
        "nl": "Bel ons. Neem twee tabletten.",
        "ko": "전화하세요. 알약 두 알을 드세요.",
        "pt_BR": "Ligue para nós. Tome dois comprimidos.",
        "de": "Rufen Sie uns an. Nehmen Sie zwei Tabletten.",
    }
    findings = found(instructions, unit("Please call us.", translations[target]), target)
    assert ("count-changed", "critical") in {(finding.check, finding.severity) for finding in findings}


def test_a_finding_shows_both_places_past_the_codes() -> None:
    subject = unit("Your <1>left</1> ear.", "Seu <1>olho</1> esquerdo.")
    (finding,) = found(instructions, subject)
    assert finding.source_span is not None
    assert finding.target_span is not None
    assert subject.segment.text[slice(*finding.source_span)] == "ear"
    assert subject.targets[0][slice(*finding.target_span)] == "olho"


def test_a_plural_form_may_agree_with_either_source_form() -> None:
    assert ids(instructions, unit("An ear", "Uma orelha", "%d orelhas", plural="%d ears")) == []
    assert ids(instructions, unit("An ear", "Um olho", "%d olhos", plural="%d ears")) == ["body-part-changed"] * 2

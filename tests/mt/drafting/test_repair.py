"""What a machine copied almost right is put right; what carries a meaning is never given up for a word."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.mt.drafting.repair import restored
from pipeline.mt.markup.typography import spell

EN, PT = locales.parse("en"), locales.parse("pt-BR")


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("It was rare (p < 0.05).", "Foi raro (p menor que 0,05).", "Foi raro (p < 0,05)."),
        ("Stay for ≤ 3 days.", "Fique por até 3 dias.", "Fique por ≤ 3 dias."),
        ("A pulse of <50 or > 120.", "Um pulso inferior a 50 ou > 120.", "Um pulso <50 ou > 120."),
        ("Below < 5% here.", "Abaixo de <1>menos de 5%</1> aqui.", "Abaixo de <1>< 5%</1> aqui."),
        ("Less than 5 days.", "Menos de 5 dias.", "Menos de 5 dias."),
        ("A pulse < 50.", "Um pulso inferior a 60.", "Um pulso inferior a 60."),
        ("A pulse < 50.", "Um pulso superior a 50.", "Um pulso superior a 50."),
        ("A pulse < 50.", "Um pulso menos de <1>50</1>.", "Um pulso menos de <1>50</1>."),
    ],
)
def test_a_sign_of_comparison_takes_the_place_of_its_words(source: str, translation: str, expected: str) -> None:
    assert restored(source, translation, EN, PT) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [("", "for up to 3 days, less than 5"), ("<", "for <= 3 days, < 5"), ("<≤", "for ≤ 3 days, < 5")],
)
def test_comparisons_are_spelled_as_the_vocabulary_can(known: str, expected: str) -> None:
    assert spell("for ≤ 3 days, < 5", lambda char: (char.isascii() and char != "<") or char in known).text == expected


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("Seen: April 9, 2031", "Visto: Abril 9, 2031", "Visto: 9 de abril de 2031"),
        ("Come on June 2.", "Venha em junho 2.", "Venha em 2 de junho."),
        ("Come on June 2.", "Venha em 2 de junho.", "Venha em 2 de junho."),
        ("June 2030", "Junho 2030", "Junho 2030"),
        ("June 2 and July 3", "junho 2 e Julho 3", "2 de junho e 3 de julho"),
    ],
)
def test_a_date_begins_with_the_day_where_its_locale_does(source: str, translation: str, expected: str) -> None:
    assert restored(source, translation, EN, PT) == expected

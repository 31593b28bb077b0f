"""What a model can't read comes back where the author wrote it, and nowhere else."""

from __future__ import annotations

import pytest

from pipeline.mt.markup.alignment import Link, words
from pipeline.mt.markup.typography import respell, spell

KNOWN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:()'\"-/><=+°{}áéíóúãç")
ALL = KNOWN | set("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₂")  # a vocabulary that puts them on the line takes itself to know them


def linked(source: str, target: str, order: str) -> list[Link]:
    """Link words: "0 2 1" says where each word of the target comes from."""
    ours, theirs = words(source), words(target)
    return [Link(ours[int(number)], theirs[place], 1.0) for place, number in enumerate(order.split()) if number != "-"]


SIGNS = [  # source, the model's translation, with the author's signs
    ("a box of 4 × 6 cm next to Max", "uma caixa de 4 x 6 cm junto de Max", "uma caixa de 4 × 6 cm junto de Max"),
    ("sixty exams, 3 × 3", "sexto exame, 3 x 3", "sexto exame, 3 × 3"),
    ("an x-ray, 2 × daily", "um raio-x, 2 x ao dia", "um raio-x, 2 × ao dia"),
    ("5×7 mm, oxygen", "5x7 mm, oxigenio", "5×7 mm, oxigenio"),
    ("10 ÷ 2 mg/kg", "10 / 2 mg/kg", "10 ÷ 2 mg/kg"),
    ("at 10⁷ spores", "em 107 esporos", "em 10⁷ esporos"),
    ("at 10^7 spores", "em 107 esporos", "em 10^7 esporos"),
    ("at 10^{-7} mol", "em 10-7 mol", "em 10^{-7} mol"),
    ("5 kg/m² of Ca²⁺ in H₂O", "5 kg/m2 de Ca2+ em H2O", "5 kg/m² de Ca²⁺ em H₂O"),
    ("H~2~O and Ca^2+^", "H2O e Ca2+", "H~2~O e Ca^2+^"),
    ("at 10^7^ spores", "em 107 esporos", "em 10^7^ esporos"),
    ("at 10⁷ or 1075", "em 107 ou 1075", "em 10⁷ ou 1075"),
    ("107 beds, 10⁷ spores", "107 camas, 107 esporos", "107 camas, 10⁷ esporos"),
]


@pytest.mark.parametrize("known", [KNOWN, ALL])
@pytest.mark.parametrize(("source", "translated", "written"), SIGNS)
def test_a_sign_comes_back_where_it_stood(source: str, translated: str, written: str, known: set[str]) -> None:
    result = respell(source, translated, known.__contains__)
    assert (result.text, result.lost) == (written, ())


def test_links_tell_which_of_two_is_the_authors() -> None:
    source, translated = "10⁷ spores in 107 beds", "107 camas com 107 esporos"
    links = linked(source, translated, "3 4 2 0 1")
    assert respell(source, translated, KNOWN.__contains__, links).text == "107 camas com 10⁷ esporos"


def test_a_sign_without_its_place_is_lost() -> None:
    assert respell("take 2 × 5", "tome duas de cinco na caixa", KNOWN.__contains__).lost == ("×",)


def test_the_mark_of_a_footnote_goes_with_its_word() -> None:
    source, translated = "A new trial³ ran.⁴", "Um ensaio novo correu."
    assert spell(source, KNOWN.__contains__).text == "A new trial ran."
    links = linked(source, translated, "0 2 1 3")
    assert respell(source, translated, KNOWN.__contains__, links).text == "Um ensaio³ novo correu.⁴"

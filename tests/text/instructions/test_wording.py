"""What a language may say for a facet of another's text."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.text import instructions

EN = locales.parse("en")


@pytest.mark.parametrize(
    ("source", "slot", "locale", "wanted", "unwanted"),
    [
        ("Give three puffs.", "form", "pt-BR", "puffs", "puff"),
        ("Give one puff.", "form", "pt-BR", "puff", "puffs"),
        ("Give three puffs.", "form", "es", "inhalaciones", "inhalación"),
        ("Give one puff.", "form", "pt-BR", "inalação", "inalações"),
        ("Give the puffs.", "form", "pt-BR", "puff", "gota"),
        ("Bathe it every other day.", "period", "pt-BR", "em dias alternados", "todos os dias"),
        ("Bathe it daily.", "period", "pt-BR", "por dia", "/dia"),
        ("Have it with breakfast.", "meal", "es", "desayuno", "cena"),
        ("Bathe it at noon.", "daypart", "fr", "midi", "soir"),
    ],
)
def test_a_facet_has_the_words_of_the_other_language(
    source: str, slot: str, locale: str, wanted: str, unwanted: str
) -> None:
    (facet,) = [facet for facet in instructions.read(source, EN) if facet.slot == slot]
    words = instructions.wordings(facet, locales.parse(locale))
    assert wanted in words
    assert unwanted not in words


def test_the_exact_word_comes_before_the_vague_one() -> None:
    (facet,) = [facet for facet in instructions.read("Give two capsules.", EN) if facet.slot == "form"]
    words = instructions.wordings(facet, locales.parse("pt-BR"))
    assert words.index("cápsulas") < words.index("pílulas")


def test_a_language_without_words_has_none() -> None:
    (facet,) = [facet for facet in instructions.read("Give two capsules.", EN) if facet.slot == "form"]
    assert instructions.wordings(facet, locales.parse("sw")) == ()

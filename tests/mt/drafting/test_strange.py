"""Words that are none are found in drafts, and rare, foreign or built ones are left in peace."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.mt.drafting.strange import strange, unknown

pytest.importorskip("wordfreq", reason="the lists of words come with the extra 'embedded'")

EN, PT, ES = (locales.parse(tag) for tag in ("en", "pt-BR", "es-MX"))

STRANGE = [
    (PT, "Sprinkle some cinnamon on it.", "Sprinkle um pouco de canela.", ()),  # a name could stand there
    (PT, "Do not squeeze the blister.", "Não squeeze a bolha.", ("squeeze",)),
    (PT, "a squishy pillow, wobbly legs", "um travesseiro squishy, pernas wobbly", ("squishy", "wobbly")),
    (PT, "Your toes may tingle.", "Os dedos dos pés podem forminhejar.", ("forminhejar",)),
    (PT, "Rinse the jar.", "Enxagoreie o frasco.", ("Enxagoreie",)),
    (PT, "Dabbing the skin helps.", "Dabbing a pele ajuda.", ("Dabbing",)),
    (ES, "Peel the sticker off.", "Quite el adhesivo peelado.", ("peelado",)),
    (ES, "You may feel angry.", "Usted puede sentirse zangado.", ("zangado",)),
]
RIGHT = [
    (PT, "Your check-ups are free.", "Os seus check-ups são gratuitos."),
    (PT, "Grace was in pain.", "Grace estava com dor."),
    (PT, "Cryoablation takes an hour.", "A crioablação leva uma hora."),
    (PT, "the online app, a smoothie and a muffin", "o app online, um smoothie e um muffin"),
    (PT, "Ask Dr. Quillfeather.", "Pergunte ao Dr. Quillfeather."),
    (PT, "Write to help@clinic.example today.", "Escreva para help@clinic.example hoje."),
    (PT, "Take it off and tell them.", "Retire-o e diga-lhes."),
    (PT, "Take osimertinib.", "Tome osimertinibe."),
    (ES, "Wash them and give them away.", "Lávelas y regálelas."),
    (PT, "two puffs a day", "dois puffs por dia"),
    (ES, "the humidity of the air", "la humedad del aire"),
]


@pytest.mark.parametrize(("locale", "source", "translation", "words"), STRANGE)
def test_words_that_are_none_are_found(
    locale: locales.Locale, source: str, translation: str, words: tuple[str, ...]
) -> None:
    assert strange(source, translation, EN, locale) == words


@pytest.mark.parametrize(("locale", "source", "translation"), RIGHT)
def test_right_words_are_left_in_peace(locale: locales.Locale, source: str, translation: str) -> None:
    assert strange(source, translation, EN, locale) == ()


def test_terms_of_the_glossary_are_words() -> None:
    source, translation = "Bring the squishy today.", "Traga o squishy hoje."
    assert strange(source, translation, EN, PT) == ("squishy",)
    assert strange(source, translation, EN, PT, ["o squishy"]) == ()


def test_languages_without_lists_have_no_strange_words() -> None:
    assert strange("a wobbly leg", "eine wobbly Bein", EN, locales.parse("de")) == ()


def test_a_word_that_was_replaced_is_told_too() -> None:
    assert unknown("pele crocante", ["crusty"]) == ("the engine wrote “crusty” at first, which no list of words has",)
    assert unknown("o teste", ["test"]) == ("the engine wrote “test” at first, which no list of words has",)
    assert unknown("pele crusty", ["crusty"]) == ("check “crusty”: no list of words has it",)

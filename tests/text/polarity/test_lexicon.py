"""The word lists are data: every file loads, and a wrong one says what is wrong with it."""

from __future__ import annotations

import re

import pytest

from pipeline.text import polarity
from pipeline.text.polarity.lexicon import LEXICA
from tests.support import ROOT

LANGUAGES = polarity.languages()


def test_the_promised_languages_have_words() -> None:
    assert set(LANGUAGES) >= {"en", "pt", "es", "fr", "ar", "zh", "ru", "hi", "de", "it", "id", "tr"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_pole(language: str) -> None:
    words = LEXICA.load(language)
    assert words is not None
    known = {(meaning.family, meaning.value) for meaning in (*words.table.values(), *words.stems.values()) if meaning}
    for pair in (
        ("negation", "not"),
        ("negation", "without"),
        ("side", "left"),
        ("side", "right"),
        ("comparison", "more"),
        ("comparison", "less"),
        ("comparison", "at least"),
        ("comparison", "at most"),
        ("direction", "increase"),
        ("direction", "decrease"),
        ("order", "before"),
        ("order", "after"),
        ("modality", "must"),
        ("exception", "only"),
        ("prefix", "hypo"),
        ("prefix", "hyper"),
    ):
        assert pair in known or (language, *pair) == ("tr", "negation", "without"), pair


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_of_the_list_is_found_with_its_meaning(language: str) -> None:
    words = LEXICA.load(language)
    assert words is not None
    wrong = []
    for form, meaning in words.table.items():
        text = form.replace("#", "7")
        marks = polarity.read(text, language)
        expected = [] if meaning is None else [(meaning.family, meaning.value, text)]
        if [(mark.family, mark.value, mark.text) for mark in marks] != expected:
            wrong.append((form, meaning, marks))
    assert not wrong


def test_the_table_of_the_documentation_names_every_language() -> None:
    text = (ROOT / "docs/developers/polarity.md").read_text("utf-8")
    section = text.split("## Languages\n", 1)[1].split("\n## ", 1)[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.M) == list(LANGUAGES)

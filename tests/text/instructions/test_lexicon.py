"""The words of instructions are data: every file loads, and each language has what its neighbours have."""

from __future__ import annotations

import re

import pytest

from pipeline.text import instructions
from pipeline.text.instructions.lexicon import LEXICA, SLOTS, slots
from pipeline.text.instructions.slots import JUDGED
from tests.support import ROOT

LANGUAGES = instructions.languages()


def _values(language: str) -> set[tuple[str, str]]:
    words = LEXICA.load(language)
    assert words is not None
    meanings = [*words.table.values(), *words.stems.values(), *words.endings.values()]
    return {(meaning.family, value) for meaning in meanings if meaning for value in meaning.value.split()}


def test_the_promised_languages_have_words() -> None:
    assert set(LANGUAGES) >= {"en", "pt", "es", "fr", "de", "ru", "ar", "zh", "hi"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_that_english_has_has_a_word_in_every_language(language: str) -> None:
    """A pair of opposites of which a language lacks one side would be no pair; a slot without any isn't compared."""
    wanted = {(slot, value) for slot, value in _values("en") if slot in slots(language)}
    assert wanted - _values(language) == set()


def test_the_promised_languages_have_every_slot() -> None:
    assert all(slots(language) >= slots("en") for language in ("pt", "es", "fr", "de", "ru", "ar", "zh", "hi"))


@pytest.mark.parametrize("language", ["it", "tr", "id", "vi"])
def test_other_languages_have_the_slots_of_a_dose(language: str) -> None:
    assert slots(language) == {"form", "period", "daypart", "weekday", "both"}


def test_every_slot_has_values_and_most_are_judged() -> None:
    assert all(SLOTS.values())
    assert SLOTS.keys() - JUDGED.keys() == {"thing", "cause", "denial"}


def test_the_table_of_the_documentation_names_every_language() -> None:
    text = (ROOT / "docs/developers/instructions.md").read_text("utf-8")
    section = text.split("## Languages\n", 1)[1].split("\n## ", 1)[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.M) == list(LANGUAGES)

"""The word lists are data: every file loads, and a wrong one says what is wrong with it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipeline.errors import ConfigError
from pipeline.text import polarity
from pipeline.text.polarity import lexicon
from tests.support import ROOT

LANGUAGES = polarity.languages()
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"negations": {"not": ["no"]}}, "'negations'"),
    ({"negation": {"nope": ["no"]}}, "'nope'"),
    ({"negation": {"not": "no"}}, "'not'"),
    ({"side": {"left": ["port"], "right": ["port"]}}, "'port'"),
    ({"side": {"left": ["lef(t"]}}, "'lef(t'"),
    ({"side": {"left": [""]}}, "''"),
    ({"attached": "al"}, "`attached`"),
]


def test_the_promised_languages_have_words() -> None:
    assert set(LANGUAGES) >= {"en", "pt", "es", "fr", "ar", "zh", "ru", "hi", "de", "it", "id", "tr"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_pole(language: str) -> None:
    words = lexicon.load(language)
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
    words = lexicon.load(language)
    assert words is not None
    wrong = []
    for form, meaning in words.table.items():
        text = form.replace("#", "7")
        marks = polarity.read(text, language)
        expected = [] if meaning is None else [(meaning.family, meaning.value, text)]
        if [(mark.family, mark.value, mark.text) for mark in marks] != expected:
            wrong.append((form, meaning, marks))
    assert not wrong


@pytest.mark.parametrize(("data", "named"), WRONG)
def test_a_wrong_file_is_named_with_the_wrong_value(data: dict[str, Any], named: str) -> None:
    with pytest.raises(ConfigError, match=r"xx\.toml") as error:
        lexicon.build(data, "xx.toml")
    assert named in str(error.value)


def test_choices_numbers_stems_and_endings_stand_for_many_words() -> None:
    words = lexicon.build(
        {
            "side": {"left": ["izquierd(o|a)(|s)"]},
            "comparison": {"above": ["over #"]},
            "negation": {"implied": ["un*", "*less"]},
        },
        "xx.toml",
    )
    found = [match[0] for match in words.words.finditer("izquierdas over 1,500 over unwell painless lesson izquierdax")]
    assert found == ["izquierdas", "over 1,500", "unwell", "painless"]


def test_the_table_of_the_documentation_names_every_language() -> None:
    text = (ROOT / "docs/developers/polarity.md").read_text("utf-8")
    section = text.split("## Languages\n", 1)[1].split("\n## ", 1)[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.M) == list(LANGUAGES)

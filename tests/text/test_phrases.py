"""Phrases are found by their words: the longest at each place, across white space, with numbers, and in whole words."""

from __future__ import annotations

import re

import pytest

from pipeline.text import phrases
from pipeline.text.phrases import Phrases

PLAIN = Phrases(
    ["side", "side by", "side effect", "side by side", "by", "2 o'clock", "per #", "#-hour", "/week", "q#h", "oh-no"]
)
FOUND = [
    # The longest phrase counts, and what it has taken is looked at no more.
    ("a side effect", ["side effect"]),
    ("side by side", ["side by side"]),
    ("side by it, by side", ["side by", "by", "side"]),
    ("side effects", ["side"]),
    ("beside a sidestep", []),
    # White space of any kind and length parts the words of a phrase.
    ("side\u00a0effect, side  effect", ["side\u00a0effect", "side  effect"]),
    ("side\u00a0effect", ["side\u00a0effect"]),
    ("by\nside", ["by", "side"]),
    # A number is any number, and a phrase may begin with it, with a sign, or have it in a word.
    ("per 1,500 per 2.5 per kg", ["per 1,500", "per 2.5"]),
    ("a 12-hour day, at 2 o'clock", ["12-hour", "2 o'clock"]),
    ("5 mg /week, mg/week", ["/week"]),
    ("q12h, q12hx, q h", ["q12h"]),
    ("(side), oh-no!side", ["side", "oh-no", "side"]),
    ("", []),
]


def found(list_: Phrases, text: str) -> list[str]:
    return [text[start:end] for start, end in list_.find(text)]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_the_longest_phrase_of_whole_words_is_found(text: str, expected: list[str]) -> None:
    assert found(PLAIN, text) == expected


def test_stems_go_on_and_endings_have_letters_before_them() -> None:
    words = Phrases(["pain"], ["heal", "wound car"], ["less", "-free", "ung vor"])
    text = "healing wound care painless pain lessen, smoke-free air, Heilung vor less-free"
    assert found(words, text) == ["healing", "wound care", "painless", "pain", "smoke-free", "Heilung vor", "less-free"]


def test_attached_parts_stand_before_any_form() -> None:
    words = Phrases(["kitab", "alkali", "bir"], attached=["al", "w", "wal"])
    text = "walkitab alkitab walkali kitab wkitabx wwbir wbir"
    assert found(words, text) == ["walkitab", "alkitab", "walkali", "kitab", "wbir"]


def test_without_spaces_forms_stand_anywhere() -> None:
    words = Phrases(["一", "一天", "天", "一天#次", "每 # 天", "2片", "左侧"], spaced=False)
    assert found(words, "一天3次一个一天每 5 天服2片在左侧") == ["一天3次", "一", "一天", "每 5 天", "2片", "左侧"]


def test_a_list_of_any_length_is_ready_without_an_expression_for_its_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compiled = re.compile
    monkeypatch.setattr(phrases.re, "compile", lambda *args: made.append(args[0]) or compiled(*args))
    words = Phrases([f"word{number} of # kinds" for number in range(500)])
    assert len(made) < 5
    assert found(words, "word7 of 3 kinds") == ["word7 of 3 kinds"]
    assert max(map(len, made)) < 100


@pytest.mark.parametrize("word", ["lesss", "alx"])
def test_a_word_without_an_end_is_read_in_a_time_that_grows_with_it(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = Phrases(["x"], ["al"], ["less"], ["al"])
    looked: list[str] = []
    is_letter = phrases._is_letter
    monkeypatch.setattr(phrases, "_is_letter", lambda char: looked.append(char) or is_letter(char))
    list(words.find(word * 2000))
    assert len(looked) < 10 * len(word) * 2000

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.segmentation import joiner, split

CASES = [
    ("en", ["Dr. Lima came at 5 p.m. and left. ", "She gave 2.5 mg. ", "Why?"]),
    ("en", ["The nurse said: “Wait.” ", "Then she left."]),
    ("en", ["It helped (see the leaflet. It is short. Read it.) a lot. ", "Good."]),
    ("en", ["First paragraph\n\n", "second paragraph"]),
    ("en", ["A line\nthat goes on"]),
    ("en", ["Stop. “"]),
    ("zh-Hans", ["你好。", "今天好吗？", "好！"]),
    ("ja", ["薬を飲んでください。", "休んでください。"]),
    ("pt_BR", ["Tome 1 comprimido. ", "Descanse."]),
    ("qq", ["One day. ", "Two days."]),
    ("en", ["North ward, bed 4"]),
]


@pytest.mark.parametrize(("lang", "sentences"), CASES, ids=lambda value: value if isinstance(value, str) else value[0])
def test_sentences_end_where_readers_end_them(lang: str, sentences: list[str]) -> None:
    assert split("".join(sentences), lang) == sentences


def test_empty_text_has_no_sentence() -> None:
    assert split("", "en") == []


@given(
    st.text(st.sampled_from("aA1 .!?…:;()[]\"'“”\n\r\t\u00a0\u2029<{0>}é你。-"), max_size=80),
    st.sampled_from(["en", "zh", "qq"]),
)
def test_no_character_is_lost(text: str, lang: str) -> None:
    assert "".join(split(text, lang)) == text


@given(st.text(st.sampled_from("abcXYZ019_ ,;()'\"’“”–/+%&-"), min_size=1, max_size=60))
def test_text_that_skips_the_rules_is_one_sentence_by_the_rules(text: str) -> None:
    # The paragraph sign is none of the characters that are known not to end a sentence, so the rules are asked.
    assert "".join(split(f"{text}§", "en")) == f"{text}§"
    assert len(split(f"{text}§", "en")) == len(split(text, "en")) == 1


def test_a_line_of_full_stops_ends_in_bounded_time() -> None:
    assert len(split(". " * 5000, "en")) == 1


@pytest.mark.parametrize(
    ("lang", "expected"), [("zh-Hant", ""), ("ja_JP", ""), ("th", ""), ("pt-BR", " "), ("ko", " ")]
)
def test_sentences_are_joined_as_the_language_joins_them(lang: str, expected: str) -> None:
    assert joiner(lang) == expected

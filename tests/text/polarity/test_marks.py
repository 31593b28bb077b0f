"""What a text says in not, left, more and before is found, with its place and its clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import polarity

SAID = [  # language, text, family, value, words
    ("en", "Don't drive for two weeks.", "negation", "not", ["Don't"]),
    ("en", "You cannot eat, and never alone.", "negation", "not", ["cannot", "never"]),
    ("en", "She is unable to walk without help.", "negation", "not", ["unable"]),
    ("en", "Pain in the left hip, not in the right one.", "side", "right", ["right"]),
    ("en", "Come right away, it is your right to ask.", "side", "right", []),
    ("en", "Drink no more than 2 cups.", "comparison", "at most", ["no more than"]),
    ("en", "If you are over 65, ask over the phone.", "comparison", "above", ["over 65"]),
    ("en", "Inpatients have hypoglycaemia.", "prefix", "hypo", ["hypoglycaemia"]),
    ("pt", "Não tome depois das refeições.", "order", "after", ["depois das"]),
    ("pt", "Os rins direitos e o lado direito.", "side", "right", ["direito"]),
    ("es", "No tome más de dos, sin embargo beba.", "negation", "without", []),
    ("fr", "Ne conduisez pas, ni aujourd’hui.", "negation", "none", ["pas"]),
    ("fr", "N’attendez jamais.", "negation", "none", ["jamais"]),
    ("de", "Schmerzfreie Tage ohne Fieber.", "negation", "implied", ["Schmerzfreie"]),
    ("it", "Il braccio sinistro è più debole.", "side", "left", ["sinistro"]),
    ("ru", "Левая рука, без боли.", "side", "left", ["Левая"]),
    ("ar", "لا تَتَناوَلِ الدَّواء", "negation", "not", ["لا"]),
    ("ar", "في الرِّئةِ اليُسْرى", "side", "left", ["اليُسْرى"]),
    ("zh", "不同的人不能开车。", "negation", "not", ["不能"]),
    ("zh", "左肺比右肺大。", "side", "left", ["左"]),
    ("hi", "दवा नहीं लें।", "negation", "not", ["नहीं"]),
    ("id", "Jangan minum obat.", "negation", "not", ["Jangan"]),
    ("tr", "İlacı almayın.", "negation", "not", ["almayın"]),
    ("xx", "not left", "negation", "not", []),
]


@pytest.mark.parametrize(("language", "text", "family", "value", "words"), SAID)
def test_words_are_found_in_their_place(language: str, text: str, family: str, value: str, words: list[str]) -> None:
    marks = [mark for mark in polarity.read(text, language) if (mark.family, mark.value) == (family, value)]
    assert [mark.text for mark in marks] == words
    assert all(text[mark.start : mark.end] == mark.text for mark in marks)


def test_a_clause_is_numbered() -> None:
    marks = polarity.read("Do not run; if you must, then never up.", "en")
    assert [(mark.text, mark.clause) for mark in marks if not mark.loose] == [("not", 0), ("must", 1), ("never", 2)]


def test_a_language_goes_by_any_name_of_its_locales() -> None:
    assert polarity.read("não", "pt_BR") == polarity.read("não", "pt-PT") == polarity.read("não", "pt") != ()


@given(st.text(max_size=60), st.sampled_from(polarity.languages()))
def test_marks_lie_in_order_inside_any_text(text: str, language: str) -> None:
    at = 0
    for mark in polarity.read(text, language):
        assert at <= mark.start < mark.end <= len(text)
        assert text[mark.start : mark.end] == mark.text
        at = mark.end

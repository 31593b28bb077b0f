"""Sentences are parted where one ends, also where no space stands behind it, and not inside of a quotation."""

from __future__ import annotations

import pytest

from pipeline.text.language.evidence import Pair, sentences


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Wash it with soap.A 2019 leaflet shows how.", "en", 2),
        ("It sticks to the wall.MRSA is a germ.", "en", 2),
        ("Rest today.Nurses will call.", "en", 2),
        ("See page 4.A for that.", "en", 1),
        ("He called “Help!” from his bed.", "en", 1),
        ('"Help!" from bed 4 means: come.', "en", 1),
        ("He called “Help!” She came.", "en", 2),
        ('ऐप "रुको!" अच्छा है।', "hi", 1),
        ('تطبيق "توقف!" مفيد.', "ar", 1),
        ("Стой! Не пейте.", "ru", 2),
    ],
)
def test_a_sentence_ends_where_another_begins(text: str, language: str, count: int) -> None:
    assert len(sentences(text, Pair(language, "de", False))) == count

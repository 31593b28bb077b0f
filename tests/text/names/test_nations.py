"""Peoples are known by the beginnings of words, and words that only begin like them are none."""

from __future__ import annotations

import pytest

from pipeline.text.names.nations import people
from pipeline.text.names.spelling import fold

PEOPLES = [
    ("en", "Egyptians", "EG"),
    ("pt", "egípcias", "EG"),
    ("es", "estadounidenses", "US"),
    ("fr", "grecques", "GR"),
    ("de", "österreichischen", "AT"),
    ("it", "turchi", "TR"),
    ("ru", "французскими", "FR"),
    ("ar", "مصريين", "EG"),
    ("ar", "أمريكية", "US"),
    ("hi", "अफ़्रीकियों", "002"),
]
OTHERS = [
    ("en", "Polished"),
    ("pt", "indica"),
    ("es", "indicó"),
    ("es", "fines"),
    ("es", "check"),
    ("de", "daneben"),
    ("de", "Indiz"),
    ("it", "russare"),
    ("ru", "корь"),
    ("ar", "تركيب"),
    ("ar", "مجرى"),
    ("hi", "चेक"),
    ("zh", "中国"),
]


@pytest.mark.parametrize(("language", "word", "country"), PEOPLES)
def test_a_people_is_its_countrys(language: str, word: str, country: str) -> None:
    assert people(fold(word), language) == country


@pytest.mark.parametrize(("language", "word"), OTHERS)
def test_a_word_that_begins_alike_is_no_people(language: str, word: str) -> None:
    assert people(fold(word), language) is None

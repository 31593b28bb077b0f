"""Countries, cities, peoples and languages are read in every script, inflected and joined to other words."""

from __future__ import annotations

import pytest

from pipeline.text.names import places, read

KEYS = [  # language, text, what it names
    ("en", "Munich, the US and Chinese tea: contact us", {"DE/Munich", "US", "CN", "zh"}),
    ("pt", "em Munique, Nova York e na Índia", {"DE/Munich", "US/New York", "IN"}),
    ("de", "in Wien, Köln und Südkorea", {"AT/Vienna", "DE/Cologne", "KR"}),
    ("ru", "из Лондона в Цюрих и Вену", {"GB/London", "CH/Zurich", "AT/Vienna"}),
    ("ru", "боль в вене", set()),
    ("ar", "في فرنسا وفرنسا ولندن وبروما", {"FR", "GB/London", "IT/Rome"}),
    ("ar", "في فيينا وبيروت", {"AT/Vienna", "LB/Beirut"}),
    ("zh", "从苏黎世到武汉，罗马尼亚", {"CH/Zurich", "CN/Wuhan", "RO"}),
    ("hi", "मुंबई से बर्लिन", {"IN/Mumbai", "DE/Berlin"}),
    ("tr", "Zürih'te", {"CH/Zurich"}),
]


@pytest.mark.parametrize(("language", "text", "keys"), KEYS)
def test_places_are_found_by_their_names(language: str, text: str, keys: set[str]) -> None:
    assert {name.key for name in places.read(text, language)} == keys


def test_a_country_is_no_people_as_well() -> None:
    assert [name.kind for name in places.read("da Alemanha", "pt")] == ["country"]
    assert [name.kind for name in places.read("chinesische", "de")] == ["people"]


def test_one_country_has_one_key_in_every_language() -> None:
    texts = {"en": "from the USA", "es": "de Estados Unidos", "zh": "来自美国", "ru": "из США"}
    assert {name.key for language, text in texts.items() for name in read(text, language)} == {"US"}

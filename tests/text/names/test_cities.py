"""Every city has one key in all languages, with its country, and no language has two cities of one name unknowingly."""

from __future__ import annotations

from collections import defaultdict

import pytest

from pipeline import locales
from pipeline.text.names.cities import cities

LANGUAGES = ("en", "pt", "es", "fr", "de", "it", "ru", "ar", "zh", "hi")
NAMESAKES = {"圣地亚哥"}


def test_a_city_has_the_name_of_each_language() -> None:
    assert [cities(language)["CN/Beijing"][0] for language in ("en", "pt", "fr", "ru")] == [
        "Beijing",
        "Pequim",
        "Pékin",
        "Пекин",
    ]
    assert [cities(language)["CH/Zurich"] for language in ("en", "pt", "tr")] == [("Zurich",), ("Zurique",), ("Zürih",)]


def test_a_cell_without_a_name_is_the_english_one_and_a_dash_is_no_name() -> None:
    assert cities("pt")["US/Boston"] == ("Boston",)
    assert "IT/Milan" not in cities("hi")
    assert "US/Boston" not in cities("th")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_cities_share_a_name(language: str) -> None:
    named = defaultdict(set)
    for key, forms in cities(language).items():
        assert key[:2] in locales.territory_names("en")
        assert all(form and form == form.strip() for form in forms)
        for form in forms:
            named[form].add(key)
    assert {form for form, keys in named.items() if len(keys) > 1} <= NAMESAKES

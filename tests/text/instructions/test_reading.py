"""What a sentence of a leaflet says is read with its counts and denials, however the language says it."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import locales
from pipeline.text import instructions

COUNTS = [  # language, text, slot, count
    ("en", "Swallow two and a half capsules.", "form", "2.5"),
    ("en", "Use a quarter of a patch.", "form", "0.25"),
    ("en", "Dissolve 3/4 sachet in water.", "form", "0.75"),
    ("en", "Give 5 of the small white tablets.", "form", "5"),
    ("en", "Four puffs twice a day", "form", "4"),
    ("en", "Four puffs twice a day", "period", "2"),
    ("en", "Suck one half of one lozenge.", "form", "0.5"),
    ("pt", "Cole a metade de um adesivo.", "form", "0.5"),
    ("es", "Trague la mitad de una cápsula.", "form", "0.5"),
    ("pt", "Engula duas cápsulas e meia.", "form", "2.5"),
    ("pt", "Use um quarto de adesivo.", "form", "0.25"),
    ("es", "Trague dos cápsulas y media.", "form", "2.5"),
    ("fr", "Avalez deux gélules et demie.", "form", "2.5"),
    ("fr", "Collez un demi-patch.", "form", "0.5"),
    ("de", "Schlucken Sie zweieinhalb Kapseln.", "form", "2.5"),
    ("de", "Kleben Sie ein halbes Pflaster auf.", "form", "0.5"),
    ("ru", "Проглотите две с половиной капсулы.", "form", "2.5"),
    ("ru", "Три раза в неделю", "period", "3"),
    ("zh", "每日两次，每次3片", "form", "3"),
    ("ar", "ابتلع كبسولتين", "form", "2"),
    ("hi", "दिन में तीन बार दो गोलियाँ लें।", "form", "2"),
    ("it", "Deglutisca due capsule e mezza.", "form", "2.5"),
    ("tr", "İki buçuk kapsül yutun.", "form", "2.5"),
    ("tr", "İki günde bir yarım kapsül yutun.", "form", "0.5"),
    ("tr", "Kapsülün yarısını yutun.", "form", "0.5"),
    ("id", "Telan dua setengah kapsul.", "form", "2.5"),
    ("es", "Mastique tres tabletas al día.", "form", "3"),
    ("es", "Mastique tres comprimidos al día.", "form", "3"),
    ("pt", "Mastigue 4x ao dia.", "period", "4"),
    ("id", "Kunyah 4 x sehari.", "period", "4"),
]


@pytest.mark.parametrize(("language", "text", "slot", "count"), COUNTS)
def test_a_form_and_a_period_have_their_number(language: str, text: str, slot: str, count: str) -> None:
    (facet,) = [facet for facet in instructions.read(text, locales.parse(language)) if facet.slot == slot]
    assert facet.count == (Decimal(count),)


def test_a_number_of_a_strength_counts_no_form() -> None:
    (facet,) = [f for f in instructions.read("Keep the 20 mg tablets.", locales.parse("en")) if f.slot == "form"]
    assert facet.count == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Give three spoons of syrup."),
        ("pt", "Dê três colheres de sopa de xarope."),
        ("es", "Dé tres cucharadas de jarabe."),
        ("fr", "Donnez trois cuillères de sirop."),
    ],
)
def test_the_number_of_a_measure_counts_what_it_measures_out_alone(language: str, text: str) -> None:
    measure, held = (f.count for f in instructions.read(text, locales.parse(language)) if f.slot == "form")
    assert (measure, held) == ((Decimal(3),), ())


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Shake both inhalers."), ("pt", "Agite ambos os inaladores."), ("pt", "Agite os dois inaladores.")],
)
def test_both_is_no_number_of_a_form(language: str, text: str) -> None:
    (facet,) = [facet for facet in instructions.read(text, locales.parse(language)) if facet.slot == "form"]
    assert facet.count == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("every 6 hours", "6h"),
        ("every 24 hours", "day"),
        ("every two days", "2d"),
        ("every other day", "2d"),
        ("fortnightly", "2wk"),
    ],
)
def test_an_interval_is_a_period(text: str, value: str) -> None:
    (facet,) = instructions.read(f"Bathe the wound {text}.", locales.parse("en"))[1:]
    assert (facet.slot, facet.values) == ("period", {value})


def test_a_week_with_a_capital_letter_is_sunday_in_indonesian() -> None:
    read = [instructions.read(f"Oleskan setiap {week}.", locales.parse("id")) for week in ("minggu", "Minggu")]
    assert [(facet.slot, facet.values) for (facet,) in read] == [("period", {"week"}), ("weekday", {"sunday"})]


def test_what_is_denied_is_told_apart_from_what_is_said() -> None:
    facets = instructions.read("Go by the pharmacy, not the hospital.", locales.parse("en"))
    assert [(facet.text, facet.negated) for facet in facets] == [("pharmacy", False), ("hospital", True)]


def test_a_period_with_a_mere_article_is_vague() -> None:
    (period,) = [f for f in instructions.read("Spend a day in bed.", locales.parse("en")) if f.slot == "period"]
    assert period.loose


@given(st.text(max_size=60), st.sampled_from(instructions.languages()))
def test_any_text_is_read_in_order(text: str, language: str) -> None:
    facets = instructions.read(text, locales.parse(language))
    assert all(facet.text == text[facet.start : facet.end] for facet in facets)
    assert all(left.end <= right.start for left, right in pairwise(facets))

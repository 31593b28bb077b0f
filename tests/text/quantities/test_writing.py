"""What is written in a locale reads back as the same quantity there."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import locales
from pipeline.text import quantities
from pipeline.text.quantities import Quantity
from pipeline.text.quantities.figures import write_number
from pipeline.text.quantities.vocabulary import vocabulary
from tests.support.quantities import LOCALES

WRITTEN = [  # English, locale, written
    ("13.8 mg", "pt_BR", "13,8 mg"),
    ("at least 1,500 mg", "pt_BR", "≥1.500 mg"),
    ("27%", "fr", "27\u00a0%"),
    ("27%", "tr", "%27"),
    ("5-17 years", "ru", "5–17 лет"),
    ("8 hours", "zh_Hans", "8小时"),
    ("1.5 mg/kg", "ru", "1,5 мг/кг"),
    ("1.5 mg", "fa", "۱٫۵ میلی گرم"),
    ("1,500 people", "es_419", "1\u00a0500"),
    ("February 8, 2020", "pt_BR", "8 de fevereiro de 2020"),
    ("February 8", "zh_Hans", "2月8日"),
    ("8:30 p.m.", "de", "20:30"),
    ("10⁴ spores", "pt_BR", "10⁴"),
    ("4.5 x 10^3/mL", "pt_BR", "4,5 × 10³/mL"),
    ("from 2 to 7 × 10⁻⁵ g", "fr", "2–7 × 10⁻⁵ g"),
    ("10⁵–10⁷ spores", "pt_BR", "10⁵–10⁷"),
    ("3e8", "fa", "۳ × ۱۰⁸"),
]
UNITS = ["", "%", "mg", "µg", "mL", "mg/kg", "mmol/L", "°C", "IU", "h", "d", "wk", "mo", "y", "min"]
RELOCALISED = [  # source, copied draft, locale, draft with the locale's numbers
    ("At 100.4 °F call.", "A 100.4 °F ligue.", "pt_BR", "A 100,4 °F ligue."),
    ("1.5 million people", "1.5 milhão de pessoas", "pt_BR", "1,5 milhão de pessoas"),
    ("1,500 mg of B12.5", "1,500 mg de B12.5", "de", "1.500 mg de B12.5"),
    ("1.5–2.5 mg", "1.5–2.5 mg", "fr", "1,5–2,5 mg"),
    ("version 1.2.3", "versão 1.2.3", "pt_BR", "versão 1.2.3"),
]


@pytest.mark.parametrize(("text", "name", "expected"), WRITTEN)
def test_a_quantity_is_written_as_the_locale_writes_it(text: str, name: str, expected: str) -> None:
    (quantity,) = quantities.read(text, locales.parse("en"))
    assert quantities.write(quantity, locales.parse(name)) == expected


@pytest.mark.parametrize(
    ("name", "grouped", "expected"),
    [
        ("en", True, "1,234.50"),
        ("en", False, "1234.50"),
        ("pt_BR", True, "1.234,50"),
        ("fr", True, "1\u202f234,50"),
        ("fa", True, "۱٬۲۳۴٫۵۰"),
        ("mr", False, "१२३४.५०"),
    ],
)
def test_numbers_are_written_as_the_locale_writes_them(name: str, grouped: bool, expected: str) -> None:
    assert write_number(Decimal("1234.50"), locales.parse(name), grouped=grouped) == expected


@pytest.mark.parametrize("name", [name for name in LOCALES if vocabulary(locales.parse(name)).known])
@settings(max_examples=20)
@given(
    # Up to two a noun may be a number by itself (ساعتان): those are read from words, not from figures.
    value=st.decimals(min_value=0, max_value=1800, places=2).filter(lambda value: value not in {0, 1, 2})
    | st.integers(3, 10**9).map(Decimal),
    step=st.none() | st.integers(1, 50),
    unit=st.sampled_from(UNITS),
    bound=st.sampled_from(["", "<", "≤", ">", "≥", "≈"]),
    power=st.sampled_from([0, 0, 0, 6, 11, -3]),
)
def test_what_is_written_reads_back(
    name: str, value: Decimal, step: int | None, unit: str, bound: str, power: int
) -> None:
    locale = locales.parse(name)
    value, upper = value.scaleb(power), None if step is None else (value + step).scaleb(power)
    if power and unit in {"%", "h", "d", "wk", "mo", "y", "min"}:
        unit = "/L"
    quantity = Quantity("number", value, 0, 0, "", upper=upper, unit=unit, bound=bound, power=power)
    written = quantities.write(quantity, locale)
    (found,) = quantities.read(f"({written})", locale)
    assert (found.value, found.upper, found.bound) == (value, upper, bound)
    assert found.unit == unit or (unit in {"y", "mo"} and found.unit == "")


@pytest.mark.parametrize("name", LOCALES)
@settings(max_examples=20)
@given(value=st.decimals(min_value=0, max_value=10**12, places=2) | st.integers(0, 10**15).map(Decimal))
def test_a_bare_number_reads_back_in_every_locale(name: str, value: Decimal) -> None:
    locale = locales.parse(name)
    for grouped in (True, False):
        (found,) = quantities.read(f"({write_number(value, locale, grouped=grouped)})", locale)
        assert found.value == value


@pytest.mark.parametrize("name", LOCALES)
@settings(max_examples=20)
@given(month=st.integers(1, 12), day=st.none() | st.integers(1, 28), year=st.none() | st.integers(1950, 2050))
def test_a_date_reads_back(name: str, month: int, day: int | None, year: int | None) -> None:
    locale = locales.parse(name)
    if not vocabulary(locale).known or (day is None and year is None):
        return
    date = Quantity("date", None, 0, 0, "", year=year, month=month, day=day)
    (found,) = quantities.read(f"({quantities.write(date, locale)})", locale)
    assert (found.year, found.month, found.day) == (year, month, day)


@pytest.mark.parametrize("name", LOCALES)
@settings(max_examples=20)
@given(minutes=st.integers(13 * 60, 24 * 60 - 1))
def test_a_time_reads_back(name: str, minutes: int) -> None:
    locale = locales.parse(name)
    written = quantities.write(Quantity("time", Decimal(minutes), 0, 0, ""), locale)
    (found,) = quantities.read(f"({written})", locale)
    assert (found.kind, found.value) == ("time", Decimal(minutes))


@pytest.mark.parametrize(("source", "draft", "name", "expected"), RELOCALISED)
def test_numbers_copied_from_the_source_get_the_locales_form(source: str, draft: str, name: str, expected: str) -> None:
    english, locale = locales.parse("en"), locales.parse(name)
    assert quantities.relocalise(draft, source, english, locale) == expected

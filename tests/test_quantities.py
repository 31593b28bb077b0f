"""A number is the same number however a locale writes it."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import locales, quantities

LOCALES = [
    "en",
    "pt_BR",
    "pt_PT",
    "es",
    "es_419",
    "fr",
    "de",
    "de_CH",
    "pl",
    "ru",
    "ar",
    "fa",
    "hi",
    "mr",
    "bn",
    "zh_Hans",
]

READ = [  # locale, text, its values
    ("en", "13.8 months", "13.8"),
    ("pt_BR", "13,8 meses", "13.8"),
    ("en", "1,500 mg", "1500"),
    ("pt_BR", "1.500 mg", "1500"),
    ("en", "1.500 mg", "1.5"),
    ("pt_BR", "1,500 mg", "1.5"),
    ("en", "1,234,567.891", "1234567.891"),
    ("pt_BR", "1.234.567,891", "1234567.891"),
    ("fr", "1\u202f234\u202f567,891", "1234567.891"),
    ("fr", "1 234 567", "1234567"),
    ("pt_PT", "12\u00a0500", "12500"),
    ("en", "10\u2009000 people", "10000"),
    ("en", "10\u00a0000 people", "10000"),
    ("de_CH", "1’500.5 oder 1'500", "1500.5 1500"),
    ("hi", "1,00,000", "100000"),
    ("hi", "१,००,००० और १३.८", "100000 13.8"),
    ("mr", "२.५ मि.ली.", "2.5"),
    ("ar", "١٣٫٨ و ١٬٥٠٠", "13.8 1500"),
    ("ar", "١٣،٨", "13.8"),
    ("ar", "١٫٥٠٠", "1.5"),
    ("fa", "۱۳٫۸ و ۱٬۵۰۰", "13.8 1500"),
    ("fa", "13.875 و 1,500", "13.875 1500"),
    ("es_419", "1,500 y 13.8 y 13,8", "1500 13.8 13.8"),
    # Marks of another locale are understood where they can mean one thing alone.
    ("pt_BR", "13.8", "13.8"),
    ("pt_BR", "0.125", "0.125"),
    ("pt_BR", "1,234.567", "1234.567"),
    ("en", "1.234,5", "1234.5"),
    ("en", "1234,567", "1234.567"),
    # What is no single number is its parts.
    ("en", "2020-02-08", "2020 2 8"),
    ("de", "08.02.2020", "8 2 2020"),
    ("pt_BR", "8/2/2020", "8 2 2020"),
    ("en", "8:30", "8 30"),
    ("de", "08.30", "8 30"),
    ("en", "version 1.2.3", "1 2 3"),
    ("en", "[1,2,3]", "1 2 3"),
    ("en", "5'10", "5 10"),
    ("en", "120/80", "120 80"),
    ("en", "20 7946 0958", "20 7946 958"),
    ("fr", "20 7946 0958", "20 7946 958"),
    ("en", "+44 20 7946 0958", "44 20 7946 958"),
    ("fr", "+33 612 345 678", "33 612 345 678"),
    ("fr", "06 12 34 56 78", "6 12 34 56 78"),
    ("fr", "En 2020 150 patients", "2020 150"),
    ("en", "In 2020, 150 patients", "2020 150"),
    ("en", "8 of 11 (73%).", "8 11 73"),
    ("en", "3-5 days", "3 5"),
    ("en", "CD19, T4 and 10² cells", "19 4 10"),
    ("en", "no number", ""),
    ("en", "", ""),
]


@pytest.mark.parametrize(("name", "text", "expected"), READ)
def test_numbers_are_read_as_the_locale_writes_them(name: str, text: str, expected: str) -> None:
    found = quantities.read(text, locales.parse(name))
    assert [number.value for number in found] == [Decimal(value) for value in expected.split()]
    assert [text[number.start : number.end] for number in found] == [number.text for number in found]


def test_decimal_comma_equals_decimal_point() -> None:
    english = quantities.read("2.5 mg", locales.parse("en"))
    portuguese = quantities.read("2,5 mg", locales.parse("pt_BR"))
    assert english[0].value == portuguese[0].value


def test_a_locale_with_two_customs_keeps_both_values() -> None:
    found = quantities.read("1,500 1.500 13,8 0.125", locales.parse("es_419"))
    assert [(str(number.value), number.other and str(number.other)) for number in found] == [
        ("1500", "1.500"),
        ("1.500", "1500"),
        ("13.8", None),
        ("0.125", None),
    ]
    assert all(number.other is None for number in quantities.read("1,500 1.500", locales.parse("es")))


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
    assert quantities.write(Decimal("1234.50"), locales.parse(name), grouped=grouped) == expected


@pytest.mark.parametrize("name", LOCALES)
@given(
    value=st.decimals(min_value=0, max_value=10**12, allow_nan=False, allow_infinity=False, places=3)
    | st.integers(0, 10**15).map(Decimal)
    | st.decimals(min_value=0, max_value=1, allow_nan=False, allow_infinity=False),
    grouped=st.booleans(),
)
def test_what_is_written_reads_back(name: str, value: Decimal, grouped: bool) -> None:
    locale = locales.parse(name)
    text = f"({quantities.write(value, locale, grouped=grouped)})"
    found = quantities.read(text, locale)
    assert [number.value for number in found] == [value]


@given(st.text(alphabet="0123456789٣۵२.,'’٫٬، \u00a0\u2009\u202f+-/:ax", max_size=30), st.sampled_from(LOCALES))
def test_any_text_is_read_without_losing_a_digit(text: str, name: str) -> None:
    found = quantities.read(text, locales.parse(name))
    assert "".join(char for number in found for char in number.text if char.isdecimal()) == "".join(
        char for char in text if char.isdecimal()
    )
    assert all(text[number.start : number.end] == number.text for number in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("en", "Two or three of Twelve, often", [2, 3, 12]),
        ("pt_BR", "duas ou três", [2, 3]),
        ("es", "una de cada tres", [1, 3]),
        ("ja", "二", []),
    ],
)
def test_small_numbers_are_read_in_words(name: str, text: str, expected: list[int]) -> None:
    found = quantities.words(text, locales.parse(name))
    assert [number.value for number in found] == expected
    assert all(number.word for number in found)


def test_a_word_inside_another_is_no_number() -> None:
    assert quantities.words("someone often phones", locales.parse("en")) == ()

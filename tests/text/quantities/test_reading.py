"""A quantity is read as its language states it: in digits of any script, in words, with its unit and its bound."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import locales
from pipeline.text import quantities
from pipeline.text.quantities.reading import scan
from tests.support.quantities import LOCALES

VALUES = [  # locale, text, the values of its quantities
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
    ("en", ".5 mg", "0.5"),
    ("de_CH", "1’500.5 oder 1'500", "1500.5 1500"),
    ("hi", "1,00,000", "100000"),
    ("hi", "१,००,००० और १३.८", "100000 13.8"),
    ("mr", "२.५ मि.ली.", "2.5"),
    ("ar", "١٣٫٨ و ١٬٥٠٠", "13.8 1500"),
    ("ar", "١٣،٨", "13.8"),
    ("ar", "١٫٥٠٠", "1.5"),
    ("fa", "۱۳٫۸ و ۱٬۵۰۰", "13.8 1500"),
    ("fa", "13.875 و 1,500", "13.875 1500"),
    # Marks of another locale are understood where they can mean one thing alone.
    ("pt_BR", "13.8", "13.8"),
    ("pt_BR", "1,234.567", "1234.567"),
    ("en", "1.234,5", "1234.5"),
    ("en", "1234,567", "1234.567"),
    # What is no single number is its parts.
    ("en", "version 1.2.3", "1 2 3"),
    ("en", "[1,2,3]", "1 2 3"),
    ("en", "120/80", "120 80"),
    ("en", "In 2020, 150 patients", "2020 150"),
    ("en", "8 of 11 (73%).", "8 11 73"),
    ("en", "2½ tablets and ¼", "2.5 0.25"),
    # Codes, phone numbers and addresses are no quantities.
    ("en", "CD19, IL-6 and COVID-19", ""),
    ("en", "Call +44 20 7946 0958 or (020) 7946 0958.", ""),
    ("en", "See https://clinic.example/page/12 or nurse7@clinic.example", ""),
    ("en", "Hello {0}, %(count)s", ""),
    # With nothing but a space between, what follows is a quantity.
    ("en", "At 08:30 500 mg", "510 500"),
    ("en", "Since 05/12/26 500 mg", "12 500"),
    ("en", "Call 800-555-0142 24 h a day", "24"),
    ("en", "no quantity", ""),
    ("en", "", ""),
    # Words.
    ("en", "Two or three of Twelve, often", "2 3 12"),
    ("en", "twenty-five, ninety nine", "25 99"),
    ("en", "someone often phones", ""),
    ("pt_BR", "vinte e cinco", "25"),
    ("es", "treinta y una", "31"),
    ("fr", "quatre-vingt-dix-sept et soixante et onze", "97 71"),
    ("de", "einundzwanzig, zweiundsiebzig", "21 72"),
    ("it", "ventotto, trentuno", "28 31"),
    ("ru", "двадцатью пятью", "25"),
    ("ar", "خمسة وعشرين", "25"),
    ("fa", "بیست و پنج", "25"),
    ("hi", "सैंतालीस", "47"),
    ("id", "tujuh puluh dua", "72"),
    ("tr", "yetmiş iki", "72"),
    ("zh_Hans", "二十五名和两次，一百二十", "25 2 120"),
    ("ja", "三十二人、二つ", "32 2"),
    ("zh_Hans", "统一、十分、星期三、万一", ""),
    # Scales.
    ("en", "1.5 billion, 10 crore", "1500000000 100000000"),
    ("pt_BR", "10 mil", "10000"),
    ("es", "1500 millones", "1500000000"),
    ("ru", "3 тыс.", "3000"),
    ("zh_Hans", "4.7 亿和 20多万", "470000000 200000"),
    ("hi", "5 लाख", "500000"),
    # Fractions and multiples.
    ("en", "two thirds", "0.6667"),
    ("zh_Hans", "三分之二", "0.6667"),
    ("ru", "половина", "0.5"),
    ("en", "twice a day", "2"),
    ("ar", "مرتين", "2"),
    # Roman numerals beside a word that says so.
    ("en", "phase III and grade IV, I know", "3 4"),
    ("en", "phase I-II", "1"),
    ("es", "siglo XXI", "21"),
    ("ru", "XX век", "20"),
    ("zh_Hans", "II-III 期", "2"),
]
PARTS = [  # locale, text, value, upper, unit, bound, kind
    ("en", "at least 13.8 mg/kg", "13.8", None, "mg/kg", "≥", "number"),
    ("en", "no more than 40 minutes", "40", None, "min", "≤", "number"),
    ("en", "it must not be longer than 40 minutes", "40", None, "min", "≤", "number"),
    ("en", "5-17 years", "5", "17", "y", "", "number"),
    ("en", "between 2 and 8 °C", "2", "8", "°C", "", "number"),
    ("en", "from 27.3% to 29.8%", "27.3", "29.8", "%", "", "number"),
    ("en", "aged 65 or older", "65", None, "y", "≥", "number"),
    ("en", "100 ×10⁹/L", "1E+11", None, "/L", "", "number"),
    ("en", "three times daily", "3", None, "", "", "frequency"),
    ("en", "every 8 hours", "8", None, "h", "", "frequency"),
    ("en", "the 4th dose", "4", None, "", "", "ordinal"),
    ("en", "$2.6 million", "2600000", None, "USD", "", "number"),
    ("en", "−5 °C", "-5", None, "°C", "", "number"),
    ("pt_BR", "mais de 12 por cento", "12", None, "%", ">", "number"),
    ("pt_BR", "5 a 17 anos", "5", "17", "y", "", "number"),
    ("es", "hasta 3 semanas", "3", None, "wk", "≤", "number"),
    ("fr", "55 millions d’années", "55000000", None, "y", "", "number"),
    ("fr", "65 ans ou plus", "65", None, "y", "≥", "number"),
    ("de", "bis zu 20 Tage", "20", None, "d", "≤", "number"),
    ("ru", "от 2 до 14 дней", "2", "14", "d", "", "number"),
    ("ru", "не более 250 мг", "250", None, "mg", "≤", "number"),
    ("ru", "1,5 мг/дл", "1.5", None, "mg/dL", "", "number"),
    ("ar", "أكثر من 14 يومًا", "14", None, "d", ">", "number"),
    ("ar", "لا تزيد عن 250 ملغ", "250", None, "mg", "≤", "number"),
    ("ar", "أسبوعين", "2", None, "wk", "", "number"),
    ("ar", "لا يزيد على 50 ميجابايت", "50", None, "MB", "≤", "number"),
    ("fa", "حداقل ۵ میلی‌گرم", "5", None, "mg", "≥", "number"),
    ("hi", "65 वर्ष से अधिक", "65", None, "y", ">", "number"),
    ("hi", "कम से कम 5 मि.ग्रा.", "5", None, "mg", "≥", "number"),
    ("id", "5 hingga 17 tahun", "5", "17", "y", "", "number"),
    ("tr", "%27", "27", None, "%", "", "number"),
    ("zh_Hans", "至少 250毫克", "250", None, "mg", "≥", "number"),
    ("zh_Hans", "14 天以上", "14", None, "d", "≥", "number"),
    ("zh_Hans", "不要超过 3 个月", "3", None, "mo", "≤", "number"),
    ("zh_Hans", "百分之五", "5", None, "%", "", "number"),
    ("ja", "5ミリグラム未満", "5", None, "mg", "<", "number"),
]
VERBS = [  # locale, text: no month
    ("en", "Of 40 people, 15 may fall ill."),
    ("en", "OF 40 PEOPLE, 15 MAY FALL ILL."),
    ("en", "1 in 20 May Fall Ill"),
    ("en", "Three in 8 MAY need it."),
    ("en", "Room 4 may close early"),
    ("en", "Of the 40, 15 may."),
    ("en", "From 9 may families visit."),
    ("en", "The 20 march in rows."),
    ("en", "March 2 miles a day."),
    ("en", "May 4 friends visit me?"),
    ("it", "Faccia 4 set di dieci"),
    ("ro", "4 mai mulți copii"),
    ("ar", "مارس 20 دقيقة كل يوم"),
    ("fa", "۱۵ می‌مانند"),
]
MONTHS = [  # locale, text, month and day: the same words
    ("en", "Closed until 15 May.", 5, 15),
    ("en", "On 15 May we close at noon.", 5, 15),
    ("en", "May 15 is a holiday.", 5, 15),
    ("en", "closed on 15 may", 5, 15),
    ("en", "Closed On 15 May For Cleaning", 5, 15),
    ("en", "On 15 May Anna comes.", 5, 15),
    ("en", "MAY 15, 2027", 5, 15),
    ("en", "15 may 2027", 5, 15),
    ("en", "Since March 9 it is open.", 3, 9),
    ("it", "dal 4 set alle 8", 9, 4),
    ("ro", "pe 4 mai 2027", 5, 4),
    ("ar", "20 مارس 2027", 3, 20),
    ("ar", "أغلقت المدارس منذ 20 مارس على مستوى الولاية", 3, 20),
]
DATES = [  # locale, text, year, month, day
    ("en", "February 8, 2020", 2020, 2, 8),
    ("en", "8 Feb. 2020", 2020, 2, 8),
    ("en", "on May 1", None, 5, 1),
    ("en", "in March 2021", 2021, 3, None),
    ("en", "02/08/2020", 2020, 2, 8),
    ("en_GB", "02/08/2020", 2020, 8, 2),
    ("en", "2020-02-08", 2020, 2, 8),
    ("en", "25/08/2020", 2020, 8, 25),
    ("de", "08.02.2020", 2020, 2, 8),
    ("pt_BR", "8 de fevereiro de 2020", 2020, 2, 8),
    ("es", "el 1 de setiembre", None, 9, 1),
    ("fr", "le 1er mars", None, 3, 1),
    ("ru", "8 февраля 2020 г.", 2020, 2, 8),
    ("ar", "8 شباط 2020", 2020, 2, 8),
    ("hi", "8 फरवरी 2020", 2020, 2, 8),
    ("zh_Hans", "2020 年 2 月 8 日", 2020, 2, 8),
    ("ja", "2020年2月8日", 2020, 2, 8),
]


@pytest.mark.parametrize(("name", "text", "expected"), VALUES)
def test_values_are_read_as_the_locale_writes_them(name: str, text: str, expected: str) -> None:
    found = quantities.read(text, locales.parse(name))
    values = [quantity.value for quantity in found if quantity.value is not None]
    assert [round(value, 4) for value in values] == [Decimal(value) for value in expected.split()]
    assert all(text[quantity.start : quantity.end] == quantity.text for quantity in found)


@pytest.mark.parametrize(("name", "text", "value", "upper", "unit", "bound", "kind"), PARTS)
def test_a_quantity_has_all_its_parts(
    name: str, text: str, value: str, upper: str | None, unit: str, bound: str, kind: str
) -> None:
    (found,) = quantities.read(text, locales.parse(name))
    assert (found.value, found.upper) == (Decimal(value), upper and Decimal(upper))
    assert (found.unit, found.bound, found.kind) == (unit, bound, kind)


@pytest.mark.parametrize(("name", "text", "year", "month", "day"), DATES)
def test_a_date_has_its_year_month_and_day(name: str, text: str, year: int | None, month: int, day: int | None) -> None:
    (found,) = quantities.read(text, locales.parse(name))
    assert (found.kind, found.year, found.month, found.day) == ("date", year, month, day)


@pytest.mark.parametrize("text", ["You may go.", "They march on.", "It may take 3 weeks"])
def test_the_name_of_a_month_that_is_another_word_is_no_date(text: str) -> None:
    assert all(quantity.kind != "date" for quantity in quantities.read(text, locales.parse("en")))


@pytest.mark.parametrize(("text", "minutes"), [("8:30 p.m.", 1230), ("20:30", 1230), ("12:15 am", 15), ("8:30", 510)])
def test_a_time_of_day_is_minutes_since_midnight(text: str, minutes: int) -> None:
    (found,) = quantities.read(text, locales.parse("en"))
    assert (found.kind, found.value) == ("time", Decimal(minutes))


def test_a_locale_with_two_customs_keeps_both_values() -> None:
    found = quantities.read("1,500 1.500 13,8 0.125", locales.parse("es_419"))
    assert [(quantity.value, quantity.other) for quantity in found] == [
        (1500, Decimal("1.5")),
        (Decimal("1.5"), 1500),
        (Decimal("13.8"), None),
        (Decimal("0.125"), None),
    ]
    assert [quantity.separator for quantity in found] == ["ambiguous", "ambiguous", "", "decimal"]


def test_the_expression_and_the_number_in_it_have_spans() -> None:
    text = "Give at least 13.8 mg/kg."
    (found,) = quantities.read(text, locales.parse("en"))
    assert (found.text, text[found.first : found.last]) == ("at least 13.8 mg/kg", "13.8")


@given(st.text(alphabet="0123456789٣۵२.,'’٫٬، \u00a0\u2009\u202f+-/:ax%½IV", max_size=30), st.sampled_from(LOCALES))
def test_any_text_can_be_read(text: str, name: str) -> None:
    found = quantities.read(text, locales.parse(name))
    assert all(text[quantity.start : quantity.end] == quantity.text for quantity in found)
    assert all(first.first <= second.first for first, second in pairwise(found))


def test_two_bounds_are_no_tag() -> None:
    found = quantities.read("A pulse of <50 or > 120 and <1>6</1> mg, <b>7</b> mg.", locales.parse("en"))
    assert [(one.bound, str(one.value)) for one in found] == [("<", "50"), (">", "120"), ("", "6"), ("", "7")]


@pytest.mark.parametrize("text", ["2 to 14 mg", "8 May 2026", "on 5/8/2026", "24 h/24", "5 mg, ages 2–6"])
def test_what_is_read_once_for_all_is_changed_by_nobody(text: str) -> None:
    english = locales.parse("en")
    before = quantities.read(text, english)
    numbers = [
        part
        for number in scan(text, english)
        for part in (number, number.upper, number.lower, *number.date)
        if part is not None
    ]
    assert numbers
    for number in numbers:
        for name in ("value", "unit", "upper", "date"):
            with pytest.raises(FrozenInstanceError):
                setattr(number, name, None)
    assert quantities.read(text, english) == before


@pytest.mark.parametrize(("name", "text"), VERBS)
def test_a_verb_beside_a_number_is_no_month(name: str, text: str) -> None:
    assert all(quantity.month is None for quantity in quantities.read(text, locales.parse(name)))


@pytest.mark.parametrize(("name", "text", "month", "day"), MONTHS)
def test_the_same_word_is_a_month_where_the_grammar_allows_nothing_else(
    name: str, text: str, month: int, day: int
) -> None:
    (found,) = [quantity for quantity in quantities.read(text, locales.parse(name)) if quantity.month]
    assert (found.month, found.day) == (month, day)

"""A marked value is written in the form in which its author wrote it, and only where the author wrote that value."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import locales
from pipeline.locales.written import Amount, Moment, rewritten

DAY = Moment(date(2026, 1, 12), "ymd")
VALUES = [  # what an English author wrote, its value, and what readers of Brazilian Portuguese and of Arabic get
    ("January 12, 2026", DAY, "12 de janeiro de 2026", "12 يناير 2026"),
    ("12 January 2026", DAY, "12 de janeiro de 2026", "12 يناير 2026"),
    ("Jan. 12, 2026", DAY, "12 de jan. de 2026", "12\u200f/01\u200f/2026"),
    ("Monday, January 12, 2026", DAY, "segunda-feira, 12 de janeiro de 2026", "الاثنين، 12 يناير 2026"),
    ("1/12/2026", DAY, "12/01/2026", "12\u200f/1\u200f/2026"),
    ("January 2026", Moment(date(2026, 1, 1), "ym"), "janeiro de 2026", "يناير 2026"),
    ("January 12", Moment(date(2000, 1, 12), "md"), "12 de janeiro", "12 يناير"),
    ("2026", Moment(date(2026, 1, 1), "y"), "2026", "2026"),
    ("5:30 p.m.", Moment(clock=time(17, 30)), "17:30", "5:30\xa0م"),
    ("17:30", Moment(clock=time(17, 30)), "17:30", "5:30\xa0م"),
    ("$65.00", Amount(Decimal("65.00"), "USD"), "US$\xa065,00", "\u200f65.00\xa0US$"),
    ("$65", Amount(Decimal("65.00"), "USD"), "US$\xa065", "\u200f65\xa0US$"),
    ("USD 1,250", Amount(Decimal(1250), "USD"), "USD\xa01.250", "\u200f1,250\xa0USD"),
    ("65.00", Amount(Decimal(65), "USD"), "65,00", "65.00"),
    ("38 °C", Amount(Decimal(38), unit="celsius"), "38 °C", "38°م"),
    ("7 minutes", Amount(Decimal(7), unit="duration-minute"), "7 minutos", "7 دقائق"),
    ("1 day", Amount(Decimal(1), unit="duration-day"), "1 dia", "يوم"),
    ("27%", Amount(Decimal("0.27")), "27%", "27\u200e%\u200e"),
    ("1,200.5", Amount(Decimal("1200.5")), "1.200,5", "1,200.5"),
]


@pytest.mark.parametrize(("text", "value", "portuguese", "arabic"), VALUES)
def test_a_value_keeps_the_form_of_its_author(text: str, value: Moment | Amount, portuguese: str, arabic: str) -> None:
    english = locales.parse("en")
    plain = {"\u202f": "\xa0"}  # CLDR's versions differ in their spaces
    for name, expected in (("pt_BR", portuguese), ("ar", arabic)):
        found = rewritten(text, value, english, locales.parse(name))
        assert found is not None
        assert found.translate(str.maketrans(plain)).replace("\xa0", " ") == expected.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("January 13, 2026", DAY),
        ("January 12, 2025", DAY),
        ("on January 12, 2026", DAY),
        ("12/1/2027", DAY),
        ("2026-01-12", DAY),
        ("", DAY),
        ("5:30 AM", Moment(clock=time(17, 30))),
        ("$66", Amount(Decimal(65), "USD")),
        ("€65", Amount(Decimal(65), "USD")),
        ("38 °F", Amount(Decimal(38), unit="celsius")),
        ("38 things", Amount(Decimal(38), unit="thing")),
        ("7 minutes read", Amount(Decimal(7), unit="duration-minute")),
    ],
)
def test_what_is_not_the_value_alone_is_left_to_the_translator(text: str, value: Moment | Amount) -> None:
    assert rewritten(text, value, locales.parse("en"), locales.parse("de")) is None


def test_digits_are_those_of_the_locale() -> None:
    english, persian = locales.parse("en"), locales.parse("fa")
    assert rewritten("65.00", Amount(Decimal(65)), english, persian) == "۶۵٫۰۰"
    assert rewritten("January 12, 2026", DAY, english, persian) == "۱۲ ژانویهٔ ۲۰۲۶"


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["long", "medium", "full", "short"]))
def test_a_date_written_for_the_same_locale_stays(day: date, style: str) -> None:
    from babel.dates import format_date

    english = locales.parse("en")
    text = format_date(day, style, locale="en")  # type: ignore[arg-type]
    assert rewritten(text, Moment(day, "ymd"), english, english) == text
    there = rewritten(text, Moment(day, "ymd"), english, locales.parse("de"))
    assert there is not None
    assert rewritten(there, Moment(day, "ymd"), locales.parse("de"), english) is not None


@settings(deadline=None)
@given(st.decimals(-99999, 99999, places=2), st.sampled_from(["pt_BR", "de", "fr", "hi"]))
def test_a_number_comes_back_from_another_locale(number: Decimal, name: str) -> None:
    english, other = locales.parse("en"), locales.parse(name)
    text = f"{number:,.2f}"
    there = rewritten(text, Amount(number), english, other)
    assert there is not None
    assert rewritten(there, Amount(number), other, english) == text


def test_a_locale_has_a_region_for_open_graph() -> None:
    named = {name: locales.with_region(name) for name in ("pt_BR", "de", "zh_Hans", "es_419", "sr_Latn")}
    assert named == {"pt_BR": "pt_BR", "de": "de_DE", "zh_Hans": "zh_CN", "es_419": "es_419", "sr_Latn": "sr_RS"}

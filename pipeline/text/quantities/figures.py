"""What a number in digits is worth: `1.500` is one and a half here and fifteen hundred there.

Every script's digits count. Separators are read as the locale writes them; those of another locale are understood where
they can mean one thing alone, and noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline import locales
from pipeline.locales import Locale
from pipeline.text.language.scripts import ascii_digits

SPACES = "\u00a0\u2009\u202f "
MARKS = "\u060c\u066b\u066c.,'’"
# 1,500 and 12 500.25 and India's 1,00,000: no zero in front, three digits at the end of the whole.
WHOLE = (
    r"[1-9]\d?(?:,\d{2})+(?P<india>,)\d{3}|"
    r"[1-9]\d{0,2}(?P<mark>[\u060c\u066c.,'’])(?:\d{3}(?P=mark))*\d{3}|"
    rf"[1-9]\d{{0,2}}(?P<space>[{SPACES}])(?:\d{{3}}(?P=space))*\d{{3}}"
)
FRACTION = r"(?P<point>[\u060c\u066b.,])(?P<fraction>\d+)"
GROUPED = re.compile(rf"(?P<whole>{WHOLE})(?:(?!(?P=mark)|(?P=india)){FRACTION})?")
DECIMAL = re.compile(rf"(?P<whole>0|[1-9]\d*){FRACTION}")
PART = re.compile(rf"[^{SPACES}]+")
# Latin America writes both 1,500.5 and 1.500,5; for readers of all its countries ISO 80000 is safe: a decimal comma and
# groups with a space. CLDR has the point, which South America reads as the sign of thousands.
PREFERRED = {"es_419": (",", "\u00a0")}


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of one number in digits; `other` is what it would be in a locale with the other signs."""

    value: Decimal
    other: Decimal | None = None
    separator: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """The decimal and the grouping sign of a locale, with its own digits and with the digits 0–9."""

    decimal: str
    group: str
    latin_decimal: str
    latin_group: str
    both: bool


def signs(locale: Locale) -> Signs:
    """Return the separators to read and write a locale's numbers with."""
    return _signs(locale.tag)


@lru_cache(maxsize=128)
def _signs(tag: str) -> Signs:
    locale = locales.parse(tag)
    latin = locales.latin_separators(locale.tag)
    own = (locale.decimal, locale.group)
    preferred = PREFERRED.get(locale.gettext)
    return Signs(*(preferred or own), *(preferred or latin), both=preferred is not None)


def figure(token: str, locale: Locale) -> Figure:
    """Return the value of one number in digits."""
    return _figure(token, locale.tag)


@lru_cache(maxsize=8192)
def _figure(token: str, tag: str) -> Figure:
    if token.isascii() and token.isdecimal():
        return Figure(Decimal(token))
    digits = ascii_digits(token)
    marks = _signs(tag)
    native = token[0] != digits[0]
    decimal_mark, group_mark = (marks.decimal, marks.group) if native else (marks.latin_decimal, marks.latin_group)
    # An Arabic comma stands in for both Arabic separators, and many keyboards have only the Latin ones.
    decimals = {decimal_mark, "\u060c", "."} if decimal_mark == "\u066b" else {decimal_mark}
    grouped, decimal = GROUPED.fullmatch(digits), DECIMAL.fullmatch(digits)
    if grouped is None and decimal is None:
        return Figure(Decimal(digits))
    whole = Decimal(f"{re.sub(r'[^0-9]', '', grouped['whole'])}.{grouped['fraction'] or ''}") if grouped else None
    fraction = Decimal(f"{decimal['whole']}.{decimal['fraction']}") if decimal else None
    if whole is not None and fraction is not None and decimal is not None:
        if marks.both:
            values = (fraction, whole) if decimal["point"] == "." else (whole, fraction)
            return Figure(*values, "ambiguous")
        if decimal["point"] in (decimals | {"\u066b"}) - {"\u060c"}:
            return Figure(fraction, whole)
        if decimal["point"] == group_mark or group_mark == "\u066c" or decimal["point"] == "\u060c":
            return Figure(whole, fraction)
        return Figure(whole, fraction, "ambiguous")
    if whole is not None and grouped is not None:
        mark = grouped["mark"] or grouped["india"] or ""
        wrong = mark in decimals or (grouped["point"] and grouped["point"] not in decimals)
        return Figure(whole, None, "group" if wrong and not marks.both else "")
    assert fraction is not None
    assert decimal is not None
    return Figure(fraction, None, "" if decimal["point"] in decimals | {"\u066b"} else "decimal")


def pieces(token: str, locale: Locale) -> Iterator[tuple[int, int]]:
    """Cut a run of digits and separators into numbers: `20 7946` is two of them, and `8.2.2020` is three.

    A space groups digits where the locale says so, and everywhere where it is one that doesn't break the line.
    """
    if token.isdecimal():
        yield 0, len(token)
        return
    digits = ascii_digits(token)
    grouped = GROUPED.fullmatch(digits)
    if grouped and grouped["space"] and (grouped["space"] != " " or signs(locale).group in SPACES):
        yield 0, len(token)
        return
    for match in PART.finditer(digits):
        if GROUPED.fullmatch(match[0]) or DECIMAL.fullmatch(match[0]):
            yield match.span()
        else:
            for part in re.finditer(r"\d+", match[0]):
                yield match.start() + part.start(), match.start() + part.end()


def write_number(value: Decimal, locale: Locale, *, grouped: bool = False) -> str:
    """Write a number with the locale's separators and digits, with as many decimals as the value has."""
    marks = signs(locale)
    if marks.both:
        value = value.normalize()  # 1.500 would be read in two ways
    whole, _, decimals = f"{value:,f}".translate(dict(enumerate(locale.digits, ord("0")))).partition(".")
    whole = whole.replace(",", marks.group if grouped else "")
    return whole + (marks.decimal + decimals if decimals else "")

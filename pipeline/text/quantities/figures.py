"""Figures: what a number in digits is worth, for `1.500` is one and a half here and fifteen hundred there.

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
ARABIC_COMMA, ARABIC_POINT, ARABIC_GROUP = "\u060c", "\u066b", "\u066c"
MARKS = f"{ARABIC_COMMA}{ARABIC_POINT}{ARABIC_GROUP}.,'’"
# 1,500 and 12 500.25 and India's 1,00,000: no zero in front, three digits at the end of the whole.
WHOLE = (
    r"[1-9]\d?(?:,\d{2})+(?P<india>,)\d{3}|"
    r"[1-9]\d{0,2}(?P<mark>[\u060c\u066c.,'’])(?:\d{3}(?P=mark))*\d{3}|"
    rf"[1-9]\d{{0,2}}(?P<space>[{SPACES}])(?:\d{{3}}(?P=space))*\d{{3}}"
)
FRACTION = r"(?P<point>[\u060c\u066b.,])(?P<fraction>\d+)"
GROUPED = re.compile(rf"(?P<whole>{WHOLE})(?:(?!(?P=mark)|(?P=india)){FRACTION})?")
DECIMAL = re.compile(rf"(?P<whole>0|[1-9]\d*){FRACTION}")
DECIMALS = re.compile(r"\d+\.\d+(?:,\d+\.\d+){1,20}")  # a list without spaces: P<0.05,0.01
COMMAS = re.compile(r"\d+,\d+(?:,\d+,\d+){1,20}")  # the same where a comma is the decimal sign
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
    grouped, decimal = GROUPED.fullmatch(digits), DECIMAL.fullmatch(digits)
    custom = _custom(_signs(tag), native=token[0] != digits[0])
    if grouped and decimal:
        return _either(_whole(grouped), _fraction(decimal), decimal["point"], custom)
    if grouped:
        mark, point = grouped["mark"] or grouped["india"] or "", grouped["point"]
        foreign = mark in custom.decimals or (point and point not in custom.decimals)
        return Figure(_whole(grouped), None, "group" if foreign and not custom.both else "")
    if decimal:
        return Figure(
            _fraction(decimal), None, "" if decimal["point"] in {*custom.decimals, ARABIC_POINT} else "decimal"
        )
    return Figure(Decimal(digits))


@dataclass(frozen=True, slots=True)
class _Custom:
    """Custom of reading numbers in one sort of digits: the signs before decimals, and the one between groups."""

    decimals: frozenset[str]
    group: str
    both: bool


def _custom(signs: Signs, *, native: bool) -> _Custom:
    decimal, group = (signs.decimal, signs.group) if native else (signs.latin_decimal, signs.latin_group)
    # An Arabic comma stands in for both Arabic separators, and many keyboards have only the Latin ones.
    decimals = {decimal, ARABIC_COMMA, "."} if decimal == ARABIC_POINT else {decimal}
    return _Custom(frozenset(decimals), group, signs.both)


def _either(whole: Decimal, fraction: Decimal, point: str, custom: _Custom) -> Figure:
    """Return what `1.500` is worth, whose sign may be that of thousands or that of decimals."""
    if custom.both:
        return Figure(fraction, whole, "ambiguous") if point == "." else Figure(whole, fraction, "ambiguous")
    if point in {*custom.decimals, ARABIC_POINT} - {ARABIC_COMMA}:
        return Figure(fraction, whole)
    if point in {custom.group, ARABIC_COMMA} or custom.group == ARABIC_GROUP:
        return Figure(whole, fraction)
    return Figure(whole, fraction, "ambiguous")


def _whole(grouped: re.Match[str]) -> Decimal:
    return Decimal(f"{re.sub(r'[^0-9]', '', grouped['whole'])}.{grouped['fraction'] or ''}")


def _fraction(decimal: re.Match[str]) -> Decimal:
    return Decimal(f"{decimal['whole']}.{decimal['fraction']}")


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
        elif DECIMALS.fullmatch(match[0]):
            for part in re.finditer(r"[^,]+", match[0]):
                yield match.start() + part.start(), match.start() + part.end()
        elif COMMAS.fullmatch(match[0]) and "," in _custom(signs(locale), native=token[0] != digits[0]).decimals:
            for part in re.finditer(r"\d+,\d+", match[0]):
                yield match.start() + part.start(), match.start() + part.end()
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

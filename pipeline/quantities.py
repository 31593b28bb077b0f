"""The numbers that a text states: read in one locale, so that they can be found again in another.

`13.8` in English is `13,8` in Portuguese, `1,500` is `1.500`, and `٥` is 5 everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.locales import Locale

SPACES = "\u00a0\u2009\u202f "
MARKS = "\u060c\u066b\u066c.,'’"
TOKEN = re.compile(rf"\d+(?:[{re.escape(MARKS + SPACES)}]\d+)*")
# 1,500 and 12 500.25 and India's 1,00,000: no zero in front, three digits at the end of the whole.
WHOLE = (
    r"[1-9]\d?(?:,\d{2})+(?P<india>,)\d{3}|"
    r"[1-9]\d{0,2}(?P<mark>[\u060c\u066c.,'’])(?:\d{3}(?P=mark))*\d{3}|"
    rf"[1-9]\d{{0,2}}(?P<space>[{SPACES}])(?:\d{{3}}(?P=space))*\d{{3}}"
)
FRACTION = r"(?P<point>[\u060c\u066b.,])(?P<fraction>\d+)"
GROUPED = re.compile(rf"(?P<whole>{WHOLE})(?:(?!(?P=mark)|(?P=india)){FRACTION})?")
DECIMAL = re.compile(rf"(?P<whole>0|[1-9]\d*){FRACTION}")
# Latin America's Spanish as one: some of its countries write 1,500.5 and some 1.500,5.
AMBIGUOUS = frozenset({"es_419"})
# Small numbers are often written out; translators rightly exchange words and digits.
WORDS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
    "es": "cero un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "fr": "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze",
    "pt": "zero um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze",
}
# `10 mil` is 10,000 and `1500 millones` are 1.5 billion.
SCALES = {
    "en": {"thousand": 3, "million": 6, "billion": 9, "trillion": 12},
    "es": {"mil": 3, "millón": 6, "millones": 6, "mil millones": 9, "billón": 12, "billones": 12},
    "fr": {"mille": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9, "billion": 12, "billions": 12},
    "pt": {"mil": 3, "milhão": 6, "milhões": 6, "bilhão": 9, "bilhões": 9, "trilhão": 12, "trilhões": 12},
}
YEAR_RANGE = re.compile(r"\b(?P<century>\d\d)(?P<year>\d\d)[-–]\Z")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value, where it stands, and whether it is written in words.

    `other` is the value that it also has: by the other custom of a locale that has two, with the word after it
    (`10 mil`), or as a year whose century stands before it (`2019–20`).
    """

    value: Decimal
    start: int
    end: int
    text: str
    word: bool = False
    other: Decimal | None = None


def read(text: str, locale: Locale) -> tuple[Number, ...]:
    """Return the numbers of a text in digits, in order, read as the locale writes them.

    The parts of what is no single number are numbers each: of a date, a time, a range, a version, a phone number.
    """
    found: list[Number] = []
    for match in TOKEN.finditer(text):
        token = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in match[0])
        international = text[: match.start()].endswith("+")
        for start, end in _pieces(token, locale, international=international):
            value, other = _value(token[start:end], locale)
            first, last = match.start() + start, match.start() + end
            if other is None:
                other = _scaled(value, text[last:], locale) or _year(value, text[:first])
            found.append(Number(value, first, last, text[first:last], other=other))
    return tuple(found)


def words(text: str, locale: Locale) -> tuple[Number, ...]:
    """Return the numbers up to twelve that a text writes out, for the languages in WORDS."""
    values = _word_values(locale.language)
    found = []
    for match in re.finditer(r"[^\W\d_]+", text) if values else ():
        value = values.get(match[0].casefold())
        if value is not None:
            found.append(Number(Decimal(value), match.start(), match.end(), match[0], word=True))
    return tuple(found)


def write(value: Decimal, locale: Locale, *, grouped: bool = False) -> str:
    """Write a number with the locale's separators and digits, with as many decimals as the value has."""
    whole, _, decimals = f"{value:,f}".translate(dict(enumerate(locale.digits, ord("0")))).partition(".")
    whole = whole.replace(",", locale.group if grouped else "")
    return whole + (locale.decimal + decimals if decimals else "")


def relocalise(text: str, numbers: Iterable[Number], locale: Locale) -> str:
    """Write numbers that a translation copied from its source as the locale writes them: `100.4` as `100,4`.

    A number that is part of a code, an address or a longer number stays.
    """
    for number in numbers:
        form = write(number.value, locale, grouped="," in number.text)
        if form != number.text and not number.text.isdecimal():
            copied = rf"(?<![\w.,/-]){re.escape(number.text)}(?![\w/]|[.,]\d)"
            text = re.sub(copied, form, text)
    return text


def _pieces(token: str, locale: Locale, *, international: bool) -> Iterator[tuple[int, int]]:
    """Cut a run of digits and separators into numbers: `20 7946` is two of them, and `8.2.2020` is three.

    A space groups digits where the locale says so, and everywhere where it is one that doesn't break the line; never
    after the `+` of an international phone number.
    """
    grouped = GROUPED.fullmatch(token)
    if grouped and grouped["space"] and not international and (grouped["space"] != " " or locale.group in SPACES):
        yield 0, len(token)
        return
    for match in re.finditer(rf"[^{SPACES}]+", token):
        if GROUPED.fullmatch(match[0]) or DECIMAL.fullmatch(match[0]):
            yield match.span()
        else:
            yield from (
                (match.start() + part.start(), match.start() + part.end()) for part in re.finditer(r"\d+", match[0])
            )


def _value(token: str, locale: Locale) -> tuple[Decimal, Decimal | None]:
    """Return the value of one number, and its other value where the locale leaves open what a mark means."""
    grouped, decimal = GROUPED.fullmatch(token), DECIMAL.fullmatch(token)
    whole = Decimal(f"{re.sub(r'[^0-9]', '', grouped['whole'])}.{grouped['fraction'] or ''}") if grouped else None
    fraction = Decimal(f"{decimal['whole']}.{decimal['fraction']}") if decimal else None
    if whole is not None and fraction is not None and decimal is not None:
        # 1.500 alone: one and a half or fifteen hundred. Persian, with a mark of its own, is typed with a point, too.
        marks = {locale.decimal, "."} if locale.decimal == "\u066b" else {locale.decimal}
        values = (fraction, whole) if decimal["point"] in marks else (whole, fraction)
        return values[0], values[1] if locale.gettext in AMBIGUOUS else None
    if whole is not None:
        return whole, None
    return Decimal(token) if fraction is None else fraction, None


def _scaled(value: Decimal, after: str, locale: Locale) -> Decimal | None:
    words = re.findall(r"[^\W\d_]+", after[:30])[:2] if after[:1] in SPACES else []
    scales = SCALES.get(locale.language, {})
    zeros = scales.get(" ".join(words)) or scales.get(words[0] if words else "")
    return None if zeros is None else value * 10**zeros


def _year(value: Decimal, before: str) -> Decimal | None:
    found = YEAR_RANGE.search(before[-6:])
    if found is None or not int(found["year"]) < value < 100:
        return None
    return int(found["century"]) * 100 + value


@lru_cache(maxsize=64)
def _word_values(language: str) -> dict[str, int]:
    table = WORDS.get(language, "").split()
    return {form: value for value, forms in enumerate(table) for form in forms.split("|")}

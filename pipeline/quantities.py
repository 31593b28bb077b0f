"""The numbers that a text states: read in one locale, so that they can be found again in another.

`13.8` in English is `13,8` in Portuguese, `1,500` is `1.500`, and `٥` is 5 everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.locales import Locale

SPACES = "\u00a0\u2009\u202f "
MARKS = "\u066b\u066c.,'’"
TOKEN = re.compile(rf"\d+(?:[{re.escape(MARKS + SPACES)}]\d+)*")
# Small numbers are often written out; translators rightly exchange words and digits.
WORDS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
    "es": "cero un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "fr": "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze",
    "pt": "zero um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze",
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value, where it stands, and whether it is written in words."""

    value: Decimal
    start: int
    end: int
    text: str
    word: bool = False


def read(text: str, locale: Locale) -> tuple[Number, ...]:
    """Return the numbers of a text in digits, in order, read as the locale writes them."""
    found: list[Number] = []
    for match in TOKEN.finditer(text):
        for start, end in _pieces(match[0], locale):
            raw = match[0][start:end]
            found.append(Number(_value(raw, locale), match.start() + start, match.start() + end, raw))
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
    """Write a number with the locale's separators, with as many decimals as the value has."""
    whole, _, decimals = f"{value:,f}".partition(".")
    whole = whole.replace(",", locale.group if grouped else "")
    return whole + (locale.decimal + decimals if decimals else "")


def _pieces(token: str, locale: Locale) -> list[tuple[int, int]]:
    """Cut a run of digits and separators where a space can't be a grouping sign: `20 7946` is two numbers."""
    cuts = [0]
    grouped_by_space = locale.group in SPACES
    for match in re.finditer(rf"[{SPACES}]", token):
        left = re.search(r"\d+$", token[: match.start()])
        right = re.match(r"\d+", token[match.end() :])
        thousands = left and right and len(left[0]) <= 3 and len(right[0]) == 3
        if not (thousands and (grouped_by_space or match[0] in "\u2009\u202f")):
            cuts += [match.start(), match.end()]
    cuts.append(len(token))
    return list(zip(cuts[::2], cuts[1::2], strict=True))


def _value(raw: str, locale: Locale) -> Decimal:
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in raw)
    marks = [c for c in digits if not c.isdigit()]
    if not marks:
        return Decimal(digits)
    last = marks[-1]
    head, _, tail = digits.rpartition(last)
    plain = re.sub(r"\D", "", digits)
    is_group = len(tail) == 3 and (last in {locale.group, "\u066c", "'", "’"} or last in SPACES)
    if marks.count(last) > 1 or is_group:
        return Decimal(plain)
    return Decimal(f"{re.sub(r'[^0-9]', '', head)}.{tail}")


@lru_cache(maxsize=64)
def _word_values(language: str) -> dict[str, int]:
    table = WORDS.get(language, "").split()
    return {form: value for value, forms in enumerate(table) for form in forms.split("|")}

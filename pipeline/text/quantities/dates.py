"""Dates: which numbers beside a month are its day and its year, and what a date in figures alone says."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pipeline.text.language.scripts import ascii_digits
from pipeline.text.quantities.model import Number
from pipeline.text.quantities.units import before_gap
from pipeline.text.quantities.vocabulary import WORD, Vocabulary

GAP = " ,.\u00a0\u202f-–’"
YEAR_SIGNS = re.compile(r"[ \u00a0]?(?:年|г\.|года|году|год)")
DAY_SIGNS = re.compile(r"[ \u00a0]?(?:日|号|號)")
FIRST_YEAR, LAST_YEAR = 1900, 2100  # what patients are told of: other numbers of four figures count something
PIVOT = 70  # years in two figures below it are of this century, the others of the last: no page plans so far ahead
LONGEST_CUE = 40  # characters of a word before a date that says what it is
LONGEST_GAP = 12  # characters between two parts of a date: a word that joins them, and signs
ABBREVIATED = re.compile(r"\.,? ?(?:\d|[^\W\dA-Z_])")  # the full stop isn't the sentence's
_SENTENCE_END = frozenset(("", ".", "!", "?", ":", ";"))
MONTH_SIGN = re.compile(r"[ \u00a0]?月(?![经份]?[个])")


def joined(numbers: list[Number], text: str, low: str, words: Vocabulary) -> None:
    """Give day and year of each month their role; drop a month's name that is another word without them."""
    for place, month in enumerate(list(numbers)):
        if month.role != "month" or month.date:
            continue
        before = numbers[place - 1] if place else None
        after = numbers[place + 1] if place + 1 < len(numbers) else None
        later = numbers[place + 2] if place + 2 < len(numbers) else None
        # "می دهم" is "I give": what may be another word is a month beside figures alone.
        if month.idle:
            before, after = (None if other is None or other.word else other for other in (before, after))
        if low[month.start : month.end] in words.homographs:
            if not _surely(month, before, after, later, text, low, words):
                before = after = None
            elif after and not _is_year(after) and words.order == "dmy":
                after = None
        parts = [month]
        if before and _near(before, month, low, words):
            if _is_day(before):
                parts.insert(0, before)
                before.role = "day"
            elif _is_year(before) and words.cjk:
                parts.insert(0, before)
                before.role = "year"
        if after and _near(month, after, low, words):
            if _is_year(after):
                parts.append(after)
                after.role = "year"
            elif _is_day(after) and not (len(parts) > 1 and parts[0].role == "day"):
                parts.append(after)
                after.role = "day"
                if later and _is_year(later) and _near(after, later, low, words):
                    parts.append(later)
                    later.role = "year"
        if len(parts) > 1:
            dated = any(part.role == "year" for part in parts)
            month.idle = (
                low[month.start : month.end] in words.homographs and not dated and not _capital(month, text, low)
            )
        for part in parts:
            part.unit = part.bound = ""
            part.right = part.end
        month.date = tuple(parts)
        _signs(parts, low)


def numeric(match: re.Match[str], words: Vocabulary) -> list[Number]:
    """Return day, month and year of a date in figures, or nothing where it is none."""
    spans = [part.span() for part in re.finditer(r"\d+", match[0])]
    values = [int(ascii_digits(match[0][start:end])) for start, end in spans]
    order = "ymd" if spans[0][1] - spans[0][0] == 4 else words.order if words.order != "ymd" else "dmy"
    if order != "ymd" and values[order.index("m")] > 12:
        order = order.replace("m", "x").replace("d", "m").replace("x", "d")
    by = dict(zip(order, values, strict=True))
    if not (1 <= by["m"] <= 12 and 1 <= by["d"] <= 31):
        return []
    roles = {"d": "day", "m": "month", "y": "year"}
    parts = []
    for letter, value, (start, end) in zip(order, values, spans, strict=True):
        first, last = match.start() + start, match.start() + end
        part = Number("month" if letter == "m" else "number", Decimal(value), first, last, first, last)
        part.role = roles[letter]
        if letter == "y" and end - start == 2:
            part.value += 2000 if value < PIVOT else 1900
            part.also = (Decimal(value),)
        parts.append(part)
    month = next(part for part in parts if part.role == "month")
    month.date = tuple(parts)
    return parts


def month_sign(number: Number, text: str) -> bool:
    """Make a number before 月 the month that it is."""
    sign = MONTH_SIGN.match(text, number.end)
    if sign is None or not 1 <= number.value <= 12 or number.value % 1:
        return False
    number.kind, number.role, number.right = "month", "month", sign.end()
    return True


def surely_month(month: Number, text: str, low: str, words: Vocabulary) -> bool:
    """Tell whether a word without day and year is a month for its capital: among words without one, in mid-sentence."""
    return low[month.start : month.end] not in words.homographs or _capital(month, text, low)


def _surely(
    month: Number,
    before: Number | None,
    after: Number | None,
    later: Number | None,
    text: str,
    low: str,
    words: Vocabulary,
) -> bool:
    """Tell whether the words around a number and a month that is another word too allow nothing but a date."""
    day = before if before and _is_day(before) and _near(before, month, low, words) else None
    next_to = after if after and _near(month, after, low, words) else None
    if next_to and _is_year(next_to):
        return True
    if next_to and later and _is_year(later) and _is_day(next_to) and _near(next_to, later, low, words):
        return True
    capital = words.capital_months and _capital(month, text, low)
    start, last = (day or month).left, month.end if day or next_to is None else next_to.right
    opened = _end_before(text, start, '“"(‘ ')
    following = _following(text, low, last)
    if day and words.known and words.behind_date == {""}:
        return True  # a verb of these letters has its number behind it: مارس 30 دقيقة
    if day and ABBREVIATED.match(text, month.end):
        return True
    if capital and (day or text[max(0, opened - 1) : opened] not in _SENTENCE_END):
        # "In May 12 patients came": that is no day.
        return (
            bool(day)
            or following in words.behind_date
            or not low.endswith(words.months_long, 0, before_gap(low, start))
        )
    if capital:
        return following in words.behind_date
    cued = _word_before(low, start, '(“" ') in words.day_cues
    if day and cued and text[month.start].isupper() and following.isalpha():
        return True  # "Closed On 15 May For Cleaning"
    if following in words.subjects or following not in words.behind_date:
        return False
    if words.day_cues:
        return cued or not (opened or text[last:].strip(" .!?"))
    return day is not None


def _capital(month: Number, text: str, low: str) -> bool:
    """Tell whether a word has a capital that says something: in a heading all words have one, or all letters."""
    word = text[month.start : month.end]
    return word[0].isupper() and not word.isupper() and not _is_heading(text, word)


@lru_cache(maxsize=64)
def _is_heading(text: str, word: str) -> bool:
    """Tell whether all words of a text but this one begin with a capital."""
    # The first word of a sentence has one anyway.
    others = [other[0] for other in text.split()[1:] if len(other) > 2 and other[0].isalpha() and word not in other]
    return bool(others) and all(map(str.isupper, others))


def _end_before(text: str, at: int, signs: str) -> int:
    """Return where a text ends before a place, these signs left out."""
    while at and text[at - 1] in signs:
        at -= 1
    return at


def _word_before(low: str, at: int, signs: str) -> str:
    """Return the word before a place; of a very long one its end."""
    end = _end_before(low, at, signs)
    first = max(0, end - LONGEST_CUE)
    return low[max(first, low.rfind(" ", first, end) + 1) : end]


def _following(text: str, low: str, at: int) -> str:
    """Return the word with which a text goes on, "" where it ends or pauses; a joiner makes both one word."""
    if text[at : at + 1] == "\u200c":
        return text[at : at + 1]
    while at < len(low) and low[at].isspace():
        at += 1
    following = WORD.match(low, at)
    return following[0] if following else ""


def _near(left: Number, right: Number, low: str, words: Vocabulary) -> bool:
    gap = low[left.right if left.role == "month" or left.kind == "ordinal" else left.end : right.start]
    gap = YEAR_SIGNS.sub("", DAY_SIGNS.sub("", gap)) if words.cjk else gap
    return len(gap) <= LONGEST_GAP and all(part in words.date_joins for part in gap.strip(GAP).split())


def _is_day(number: Number) -> bool:
    return (
        number.kind in {"number", "ordinal"} and not number.role and 1 <= number.value <= 31 and number.value % 1 == 0
    )


def _is_year(number: Number) -> bool:
    return number.kind == "number" and not number.role and may_be_year(number.value)


def may_be_year(value: Decimal) -> bool:
    """Tell whether a number can be a year that a text for patients speaks of."""
    return FIRST_YEAR <= value <= LAST_YEAR and value % 1 == 0


def _signs(parts: list[Number], low: str) -> None:
    """Let the last part of a date take the sign after it: 日, г."""
    last = parts[-1]
    sign = (DAY_SIGNS if last.role == "day" else YEAR_SIGNS).match(low, last.right)
    if sign:
        last.right = sign.end()

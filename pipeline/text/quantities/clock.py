"""Times of day as languages write them: 8:30, 8.30, 8h30, 6 p.m., 8点半."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.model import Span
from pipeline.text.language.scripts import ascii_digits
from pipeline.text.quantities.model import Number
from pipeline.text.quantities.vocabulary import SILENT, Vocabulary, plain

DIGITS = re.compile(r"\d+")
POINTED = re.compile(r"(\d{1,2})\.([0-5]\d)")
HALF_PAST = re.compile("[ \u00a0]?[点點时時]半")


def hour(number: Number, text: str, words: Vocabulary) -> None:
    """Make a number the time of day that it is where the half of the day follows: 6 p.m., 6 مساءً."""
    tail = plain(text[number.end : number.end + 16].translate(SILENT), arabic=words.arabic).lstrip()
    for half, signs in ((720, words.pm), (0, words.am)):
        # A letter alone may be metres, and "3 дня" is three days.
        sure = [sign for sign in signs if len(sign) > 1 and sign not in words.units]
        if any(tail.startswith(sign) and not tail[len(sign) :][:1].isalpha() for sign in sure):
            number.kind, number.value = "time", number.value % 12 * 60 + half
            return


def time(match: re.Match[str], low: str, words: Vocabulary) -> Number | None:
    """Return the time of day that is written with its hours and minutes; None where it is none."""
    hours, minutes = (int(part[0]) for part in DIGITS.finditer(match[0]))
    if hours > 24 or minutes > 59:
        return None
    number = Number("time", Decimal(hours % 24 * 60 + minutes), *match.span(), *match.span())
    number.value, number.also = _halves(hours, minutes, low, match.span(), words)
    return number


def _halves(hours: int, minutes: int, low: str, span: Span, words: Vocabulary) -> tuple[Decimal, tuple[Decimal, ...]]:
    """Return the minutes since midnight, and those of the other half of the day where neither is named."""
    value = Decimal(hours % 24 * 60 + minutes)
    after = low[span[1] : span[1] + 16].lstrip()
    before = low[max(0, span[0] - 10) : span[0]].rstrip()
    late = after.startswith(words.pm) or before.endswith(words.pm)
    early = after.startswith(words.am) or before.endswith(words.am)
    if late and hours < 12:
        value += 720
    elif not late and hours == 12 and early:
        value -= 720
    return value, ((value + 720) % 1440,) if not late and not early and hours <= 12 else ()


def pointed(number: Number, text: str, low: str, words: Vocabulary) -> bool:
    """Note what a number is worth as a time with a full stop (8.30), and tell whether the half of the day says so."""
    match = POINTED.fullmatch(text, number.start, number.end)
    if match is None or text[number.end : number.end + 1] == "%":
        return False
    hours, minutes = int(ascii_digits(match[1])), int(ascii_digits(match[2]))
    if hours > 24:
        return False
    value, also = _halves(hours, minutes, low, (number.start, number.end), words)
    tail = low[number.end : number.end + 8].lstrip()
    half = next((sign for sign in (*words.am, *words.pm) if len(sign) > 1 and tail.startswith(sign)), "")
    if half and not tail[len(half) :][:1].isalpha():
        number.kind, number.value, number.also, number.other, number.separator = "time", value, also, None, ""
        return True
    number.clock = (value, *also)
    return False


def half_past(number: Number, text: str, words: Vocabulary) -> bool:
    """Make an hour with half an hour after it the time that it is, in Chinese and Japanese: 8点半."""
    match = HALF_PAST.match(text, number.end)
    if match is None or not 0 <= number.value <= 24 or number.value % 1:
        return False
    number.value, number.also = _halves(int(number.value), 30, text, (number.start, match.end()), words)
    number.kind, number.end, number.right = "time", match.end(), match.end()
    return True


def of_hours(hours: Decimal) -> tuple[Decimal, ...]:
    """Return the minutes since midnight, in both halves of the day, of hours that may be a time: eight and a half."""
    return (hours * 60 % 1440, (hours * 60 + 720) % 1440) if hours < 13 else (hours * 60 % 1440,)

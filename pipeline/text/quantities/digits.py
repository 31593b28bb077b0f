"""Find the numbers in digits: figures, fraction signs, dates, times of day; phones and codes are kept apart."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.locales import Locale
from pipeline.text.addresses import OPENINGS, phone_at
from pipeline.text.language.scripts import ascii_digits
from pipeline.text.quantities import clock, dates
from pipeline.text.quantities.figures import MARKS, SPACES, figure, pieces
from pipeline.text.quantities.model import Number
from pipeline.text.quantities.vocabulary import WORD, Vocabulary

HALVES = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅕": (1, 5), "⅛": (1, 8)}
DIGITS = re.compile(r"\d+")
# What a pattern begins with is looked for quickly where it is a set of characters, not a choice of two.
# No number has so many groups, and a row of a thousand of them isn't read to its end from each.
FIGURE = re.compile(rf"[\d½¼¾⅓⅔⅕⅛](?:(?<=\d)\d*(?:[{re.escape(MARKS + SPACES)}]\d+){{0,40}})?")
SPECIAL = re.compile(
    r"(?P<date>(?<![\w./-])(?:\d{1,2}(?P<sign>[./-])\d{1,2}(?P=sign)(?:\d{4}|\d{2})|"
    r"\d{4}(?P<dash>[./-])\d{1,2}(?P=dash)\d{1,2})(?![\w/-]|\.\d))|"
    # Always: a way of speaking, which many a language says without a number.
    r"(?P<always>(?<![\w./-])24/7(?![\w/-]|[.,]\d))|"
    r"(?P<time>(?<![.,:])(?<![^\W\u3040-\u30ff\u4e00-\u9fff])\d{1,2}[:hH]\d\d(?![^\W\u3040-\u30ff\u4e00-\u9fff]|:))"
)
# Digits that a letter sticks to are a code (H1N1, COVID-19, CD19), unless the hyphen joins an ordinary word (day-14).
CODE = re.compile(r"(?:[A-Za-zΑ-ωЀ-ӿ\u0900-\u0963]|\w[-\u2010\u2011–/.])$")
LETTERS = re.compile(r"[^\W\d_]+[-\u2010\u2011–]$")
CENTURY = re.compile(r"(?<!\d)(\d\d)(\d\d)\s*[-–/]\s*$")
OPEN = frozenset(" \u00a0(")
AFTER_HOUR = frozenset(" \u00a0\u202fap")
DASHES = frozenset("-–/")
SPECIAL_SIGNS = frozenset("-/:hH ")


def read(text: str, low: str, locale: Locale, words: Vocabulary) -> list[Number]:
    """Return the numbers in digits of a text, in order."""
    numbers: list[Number] = []
    at = 0
    while match := FIGURE.search(text, at):
        start, end = match.span()
        at = end
        if match[0] in HALVES:
            _half(numbers, match, text)
            continue
        special = None
        if (start and text[start - 1] in OPENINGS) or text[end : end + 1] in SPECIAL_SIGNS or not match[0].isdecimal():
            if phone := phone_at(text, start):
                at = phone.end
                continue
            special = SPECIAL.match(text, start)
        if not special:
            for left, right in pieces(match[0], locale):
                numbers.append(_figure(text, low, start + left, start + right, locale, words))
            continue
        at = special.end()  # a dose may follow an hour with nothing but a space between: 08:30 500 mg
        time = clock.time(special, low, words) if special["time"] else None
        parts = [time] if time else dates.numeric(special, words) if special["date"] else []
        numbers += parts
        for part in () if parts else DIGITS.finditer(text, *special.span()):
            numbers.append(_figure(text, low, *part.span(), locale, words))
            if special["always"]:
                numbers[-1].kind = "code"
    return numbers


def _figure(text: str, low: str, start: int, end: int, locale: Locale, words: Vocabulary) -> Number:
    token = text[start:end]
    head = text[max(0, start - 16) : start]
    worth = figure(token, locale)
    number = Number("number", worth.value, start, end, start, end, other=worth.other, separator=worth.separator)
    number.grouped = worth.other is not None and worth.other > worth.value and ascii_digits(token).endswith("000")
    if head and head[-1] not in OPEN and CODE.search(head) and _is_code(head, text, start, words):
        number.kind = "code"
        return number
    if not token.isdecimal() and clock.pointed(number, text, low, words):
        return number
    after = text[end : end + 1]
    if after.isalpha() and after.isascii() and not words.cjk and not _suffixed(number, text, words):
        number.kind = "code"
        return number
    if (
        head[-1:] in {".", ","}
        and token.isdecimal()
        and (len(head) == 1 or (head[-2] in " (\u00a0" and not head[:-1].rstrip().endswith(")")))
    ):
        # .5 and ,5: the zero before the sign is left out.
        number.value = Decimal("0." + ascii_digits(token))
        number.start = number.left = start - 1
    century = CENTURY.search(head) if end - start == 2 and head.rstrip()[-1:] in DASHES else None
    if century and int(century[2]) < number.value < 100:
        number.also = (int(century[1]) * 100 + number.value,)
    if words.cjk:
        if not clock.half_past(number, text, words):
            dates.month_sign(number, text)
    elif token.isdecimal() and 1 <= number.value <= 12 and after in AFTER_HOUR:
        clock.hour(number, text, words)
    return number


def _is_code(head: str, text: str, start: int, words: Vocabulary) -> bool:
    if head[-1].isalpha():
        return not words.cjk or head[-1].isascii()
    letters = LETTERS.search(head)
    if letters is None:
        return False
    word = letters[0][:-1]
    if word.isascii() and (not word[1:].islower() or len(word) < 3):
        return True
    return (not word.isascii() and not words.cjk) or word.lower() in {"covid", "sars", "hiv"}


def _suffixed(number: Number, text: str, words: Vocabulary) -> bool:
    """Tell whether the letters at a number are an ending (4th, 1990s) or a unit (5mg), and note which."""
    letters = WORD.match(text, number.end)
    if letters is None:
        return True
    raw, low = letters[0], letters[0].lower()
    tail = text[letters.end() : letters.end() + 1]
    if low in words.suffixes:
        if low == "s" and number.value >= 1000:
            number.also = (number.value % 100,)
        elif low != "s":
            number.kind = "ordinal"
        number.right = letters.end()
        return True
    known = raw in words.units or low in words.units
    return (
        (known and not tail.isdigit()) or any(word.strip() == low for word, _ in words.scales) or low in words.counters
    )


def _half(numbers: list[Number], match: re.Match[str], text: str) -> None:
    """Read a fraction sign: a number of its own, or a part of the whole number before it (2½)."""
    top, bottom = HALVES[match[0]]
    share = Decimal(top) / Decimal(bottom)
    if numbers and numbers[-1].kind == "number" and not text[numbers[-1].end : match.start()].strip():
        number = numbers[-1]
        number.value += share
        number.end = number.right = match.end()
    else:
        numbers.append(Number("fraction", share, *match.span(), *match.span()))

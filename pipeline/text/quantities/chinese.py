"""Numbers in Chinese characters, in Chinese and Japanese: 三, 十二, 两百, 三分之一.

A single character is part of many words that count nothing. It is a number before a word that counts things alone (个,
名, 周), and never inside the idioms of the language's file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.text.quantities import clock
from pipeline.text.quantities.model import Number
from pipeline.text.quantities.vocabulary import Vocabulary

DIGITS = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
PLACES = {"十": 10, "百": 100, "千": 1000}
BIG = {"万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
NUMERALS = re.compile(
    r"(?P<percent>百分之)?(?P<ordinal>第)?(?P<number>[〇零一二两兩三四五六七八九十百千万亿萬億]+)(?P<of>分之(?P<top>[一二两三四五六七八九]))?"
)
# 数百, 几十, 上千: nobody counts.
VAGUE = {"数", "几", "上", "成", "多", "幾", "數"}
# Two in a row are about so many: 两三天, 三四次.
FEW = frozenset({"两三", "二三", "三四", "四五", "五六", "六七", "七八", "八九", "兩三"})
DECADE = re.compile(
    r"(\d\d|[一二]?十[一二三四五六七八九]?)[ \u00a0]?世[纪紀][ \u00a0]?(\d0|[一二三四五六七八九]?十)[ \u00a0]?年代"
)
LONGEST = 32  # characters of a number: what is longer counts nothing
MONTH = re.compile(r"[ \u00a0]?月(?!经)")


def read(text: str, words: Vocabulary) -> Iterator[Number]:
    """Yield the numbers in characters."""
    for numeral in NUMERALS.finditer(text):
        digits, start, end = numeral["number"], numeral.start("number"), numeral.end("number")
        if digits[0] in BIG or (digits in PLACES and digits != "十") or _vague(text[start - 1 : start], digits):
            continue
        if (start and text[start - 1].isdigit()) or len(digits) > LONGEST:
            continue
        if numeral["of"]:
            top = DIGITS[numeral["top"]]
            share = Decimal(top) / Decimal(worth(digits) or 1)
            fraction = Number("fraction", share, start, numeral.end(), start, numeral.end(), word=True)
            fraction.also = (Decimal(worth(digits)),)
            yield fraction
            continue
        if numeral["percent"]:
            whole = Number("number", Decimal(worth(digits)), start, end, numeral.start(), end, word=True)
            whole.unit = "%"
            yield whole
            continue
        if digits in FEW:
            for place, char in enumerate(digits, start):
                number = Number("number", Decimal(DIGITS[char]), place, place + 1, place, place + 1, word=True)
                yield number
            continue
        value = Decimal(worth(digits))
        month = MONTH.match(text, end)
        if month and 1 <= value <= 12 and text[start - 1 : start] not in {"个", "每"}:
            yield Number("month", value, start, month.end(), start, month.end(), word=True, role="month")
            continue
        if idle(text, start, end, words):
            continue
        hour = Number("number", value, start, end, start, end, word=True)
        if clock.half_past(hour, text, words):
            yield hour
            continue
        kind = "ordinal" if numeral["ordinal"] else "number"
        counted = text.startswith(words.counters, end) or (
            text.startswith(words.counters, end + 1) and text[end] in " 多余来"
        )
        if kind == "ordinal" or len(digits) > 1 or counted:
            yield Number(kind, value, start, end, start, end, word=True, idle=value == 1 or not counted)


def _vague(before: str, digits: str) -> bool:
    """Tell whether nobody counts: 几十, 上千; but 早上七点 is seven in the morning."""
    return before in VAGUE and (before != "上" or digits[0] in PLACES or digits[0] in BIG)


def decades(numbers: list[Number], text: str) -> list[Number]:
    """Return the numbers with `20 世纪 30 年代` as what it is: the 1930s."""
    found = []
    inside: set[int] = set()
    for match in DECADE.finditer(text):
        inside.update(range(*match.span()))
        century, tens = (int(part) if part.isdecimal() else worth(part) for part in match.groups())
        decade = Number("number", Decimal((century - 1) * 100 + tens), *match.span(), *match.span())
        decade.role, decade.also = "year", (Decimal(tens),)
        found.append(decade)
    return [*(number for number in numbers if number.start not in inside), *found] if found else numbers


def worth(digits: str) -> int:
    """Return the value of a number in characters; `二〇二〇` is read digit by digit."""
    if not any(char in PLACES or char in BIG for char in digits):
        return int("".join(str(DIGITS[char]) for char in digits))
    total = section = digit = 0
    for char in digits:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in PLACES:
            section += (digit or 1) * PLACES[char]
            digit = 0
        else:
            total += (section + digit or 1) * BIG[char]
            section = digit = 0
    return total + section + digit


def idle(text: str, start: int, end: int, words: Vocabulary) -> bool:
    """Tell whether the characters are part of a word that counts nothing: 万一, 十分, 星期三."""
    for idiom in words.idioms:
        at = text.find(idiom, max(0, start - len(idiom) + 1), end + len(idiom) - 1)
        if at >= 0 and at < end and at + len(idiom) > start:
            # 每周三次 is three times a week, 周三 alone Wednesday.
            return not (at + len(idiom) == end and text.startswith(words.counters, end))
    return False

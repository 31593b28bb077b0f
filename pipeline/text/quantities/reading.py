"""Reader of quantities: it finds the numbers of a text first, then what belongs to each.

One pass finds the digits, a set of words tells whether a number word can be there at all; only around a number is more
of the text looked at.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pipeline import locales
from pipeline.locales import Locale
from pipeline.text import addresses, inline
from pipeline.text.quantities import chinese, clock, dates, digits, powers, roman, units
from pipeline.text.quantities.model import Number, Quantity, closed
from pipeline.text.quantities.vocabulary import Vocabulary, plain, vocabulary

DIGIT = re.compile(r"[\d½¼¾⅓⅔⅕⅛⁰¹²³⁴⁵⁶⁷⁸⁹]")
# A run is looked at from its first letter alone; a set of characters in front makes the search fast.
NUMERAL = re.compile(r"[IVX\u2160-\u216b](?<![IVX\u2160-\u216b]{2})[IVX\u2160-\u216b]*+(?![\w’'])")
# Placeholders and markup: what is in them is no quantity.
SKIPPED = re.compile(
    r"(?<!\^)\{[^{}\s]*\}|%\(\w+\)[a-z]|%\d+\$[a-z]"
    # A tag, or a code; some programs' tags begin with 0. Between two comparisons (<50 or >120) lies none.
    rf"|{inline.CODE.pattern}|</?(?:[^\W\d][^<>]*|0/?)>"
)
SKIPPED_SIGNS = re.compile(r"[<{%](?:(?<!%)|\(|\d+\$)")
COUNTED = frozenset({"number", "fraction"})
ROUND = frozenset({"/", "sur"})
# A decimal sign of some journals, 12·5; before a power of ten it multiplies.
POINT = re.compile(r"(?<=\d)[·‧⋅∙](?=\d)(?!10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹^<])")
MINUS = frozenset("-\u2212")
OF_YEARS = frozenset({"y", "g", "s"})  # what is read from an ending of years: 2020 años, 2020 г., 1990s
SIGN = re.compile(r"(?:^|[\s(\[<>≤≥])([-\u2212])$")
DASH = re.compile(r"\s?[-\u2010\u2011\u2012–—−~～〜]\s?|\s?--\s?")


def read(text: str, locale: Locale) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; codes, addresses and phone numbers are none."""
    numbers = scan(text, locale)
    inner = {part for number in numbers for part in number.date if part.kind != "month"}
    return tuple(
        number.quantity(text)
        for number in numbers
        if number.kind != "code" and number.lower is None and number not in inner
    )


def scan(text: str, locale: Locale) -> tuple[Number, ...]:
    """Return the numbers of a text in order, the codes among them, each with what belongs to it.

    They are closed: a source is read once for all of its translations and everyone who asks.
    """
    return _scan(text, locale.tag)


@lru_cache(maxsize=4096)
def _scan(text: str, tag: str) -> tuple[Number, ...]:
    locale = locales.parse(tag)
    words = vocabulary(locale)
    text = addresses.blank(text)
    if SKIPPED_SIGNS.search(text):
        text = SKIPPED.sub(lambda match: " " * len(match[0]), text)
    if not text.isascii():
        text = POINT.sub(locale.decimal if locale.decimal in ".," else ".", text)
    low = plain(text, arabic=words.arabic)
    numbers = _numbers(text, low, locale, words)
    if not numbers:
        return ()
    dates.joined(numbers, text, low, words)
    numbers = [number for number in numbers if number.kind != "idiom" and not _no_month(number, text, low, words)]
    numbers = _with_surroundings(numbers, text, low, words)
    _ranges(numbers, text, low, words)
    return closed(numbers)


def _numbers(text: str, low: str, locale: Locale, words: Vocabulary) -> list[Number]:
    """Return the numbers of a text in digits, words and numerals, with the scale words after them, in order."""
    numbers = digits.read(text, low, locale, words) if DIGIT.search(text) else []
    if numbers:
        numbers = powers.joined(numbers, text)
    if not text.isascii():
        numbers += powers.masses(text)
    if words.cjk:
        numbers += chinese.read(text, words)
        numbers = chinese.decades(numbers, text)
    else:
        for first in words.starts.keys() & words.word.findall(low):
            numbers += _words(first, text, low, words)
    if words.roman_before and NUMERAL.search(text):
        numbers += roman.read(text, low, words)
    numbers = _with_halves(_apart(numbers), low)
    scaled = [
        number for number in numbers if number.kind in COUNTED and not number.role and units.scaled(number, low, words)
    ]
    return _summed(_apart(numbers) if scaled else numbers, low, words)


def _summed(numbers: list[Number], low: str, words: Vocabulary) -> list[Number]:
    """Return the numbers with those in words that make up one: one hundred and thirty-one, cento e trinta e um."""
    kept: list[Number] = []
    for number in reversed(numbers):
        rest = kept[-1] if kept else None
        if (
            rest is not None
            and number.word
            and rest.word
            and number.kind == rest.kind == "number"
            and 0 < rest.value < _lowest(number.value)
            and low[number.right : rest.start].strip() in words.sums
            and not (low[number.right : rest.start].strip() and _opened(number, low, words))
        ):
            number.value += rest.value
            number.end = number.right = rest.right
            number.bare, number.idle, number.unit = None, False, rest.unit
            kept.pop()
        kept.append(number)
    return kept[::-1]


def _lowest(value: Decimal) -> int:
    """Return the place of the last figure that isn't nought, from the hundreds on; 0 for what has any below."""
    place = 0 if value <= 0 or value % 100 else 100
    while place and value % (place * 10) == 0:
        place *= 10
    return place


def _opened(number: Number, low: str, words: Vocabulary) -> bool:
    return bool(words.between) and low.endswith(words.between, 0, units.before_gap(low, number.left))


def _with_halves(numbers: list[Number], low: str) -> list[Number]:
    """Return the numbers with the half that some languages say before them: साढ़े आठ is eight and a half."""
    kept: list[Number] = []
    for number in numbers:
        half = kept.pop() if kept and kept[-1].kind == "half" else None
        if half and number.kind == "number" and not low[half.end : number.start].strip():
            number.value += half.value
            number.start = number.left = half.start
            number.clock = clock.of_hours(number.value)
        kept.append(number)
    return kept[:-1] if kept and kept[-1].kind == "half" else kept


def _with_surroundings(numbers: list[Number], text: str, low: str, words: Vocabulary) -> list[Number]:
    """Give each number its unit and its bound, and leave out those that another one has taken in."""
    kept = []
    taken = 0
    for number in numbers:
        if number.start < taken:
            continue
        if number.kind not in {"code", "month", "phase", "time"} and not number.role:
            if not number.unit:
                units.measured(number, text, low, words)
            _belonging(number, text, low, words)
        elif number.role == "year":
            units.misplaced(number, text, low, words)
        if number.kind not in {"code", "month"}:
            units.bounded(number, low, words)
        taken = number.right
        kept.append(number)
    return kept


def _words(first: str, text: str, low: str, words: Vocabulary) -> list[Number]:
    numbers = []
    at = low.find(first)
    while at >= 0:
        end = at + len(first)
        if not (at and (low[at - 1].isalpha() or units.MARK.match(low, at - 1))) and units.ends(low, end):
            for phrase, entry in words.starts[first]:
                end = at + len(phrase)
                if low.startswith(phrase, at) and units.ends(low, end):
                    number = Number(entry.kind, entry.value, at, end, at, end, word=True, idle=entry.idle)
                    number.unit = entry.unit
                    if entry.kind == "fraction" and (whole := 1 / entry.value) > 1 and whole == round(whole):
                        number.also = (round(whole, 0),)
                    if entry.kind == "month":
                        number.role = "month"
                    numbers.append(number)
                    break
        at = low.find(first, end)
    return numbers


def _apart(numbers: list[Number]) -> list[Number]:
    """Return the numbers in order, without those that lie in another one."""
    numbers.sort(key=lambda number: (number.start, -number.end))
    kept: list[Number] = []
    for number in numbers:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def _no_month(number: Number, text: str, low: str, words: Vocabulary) -> bool:
    """Tell whether the name of a month is another word here: it may go, we march."""
    if number.kind != "month" or len(number.date) > 1 or not number.word:
        return False
    if words.capital_months and not text[number.start].isupper():
        return True
    end = units.before_gap(text, number.start)
    if words.capital_months and end and text[end - 1] not in ".!?:;" and dates.surely_month(number, text, low, words):
        return False
    return number.idle and not low.endswith(words.month_cues, 0, end)


def _belonging(number: Number, text: str, low: str, words: Vocabulary) -> None:
    """Take back a unit that is none (2020 años), read a minus, and tell a frequency."""
    start = number.start
    sign = SIGN.search(text, max(0, start - 2), start) if text[start - 1 : start] in MINUS else None
    if sign and (sign[1] == "\u2212" or number.unit in {"°C", "°F", "%"}):
        number.value = -number.value
        number.start -= 1
        number.left = min(number.left, number.start)
    if number.unit in OF_YEARS and not number.word and dates.may_be_year(number.value):
        number.unit, number.right = "", number.end
        number.role = "year"
        return
    if low.startswith(words.times, units.after_gap(low, number.end)) or (
        number.unit in units.TIME
        and (
            low.endswith(words.every, 0, units.before_gap(low, number.left))
            or low.startswith(words.every_behind, units.after_gap(low, number.end))
        )
    ):
        number.kind = "frequency"


def _ranges(numbers: list[Number], text: str, low: str, words: Vocabulary) -> None:
    """Join the two ends of a range; what stands after the last of several numbers is the unit of all."""
    dated = {id(part) for number in numbers for part in number.date}
    again: set[int] = set()
    for place in range(len(numbers) - 2, -1, -1):
        left, right = numbers[place], numbers[place + 1]
        if left.kind in {"code", "month"} or right.kind in {"code", "month"}:
            continue
        gap, joined = _gap(left, right, text, low, words)
        if right.value == left.value and left.unit in units.TIME and gap in ROUND:
            again.add(id(right))  # 24 h/24, 7 jours sur 7: said once
            continue
        if right.value == left.value and right.unit in units.TIME and not left.unit and gap in words.repeats:
            again.add(id(left))  # de 8 em 8 horas: every 8 hours
            right.kind = "frequency"
            continue
        if joined:
            _lower_end(left, right)
            if left.unit == "y" and left.right == left.end and right.unit in units.TIME:
                left.unit = ""  # aged 6 to 59 months
        if id(left) in dated or id(right) in dated:
            continue
        if joined and right.upper is None and left.word == right.word:
            left.upper, right.lower = right, left
        distributed = right.power and not left.power and left.kind == "number"
        shared = (distributed or (right.unit and not left.unit)) and (joined or gap.strip(",、") in words.lists)
        if shared and not left.unit and right.unit:
            left.unit = right.unit
        if shared and distributed:
            left.also = (*left.also, left.value.scaleb(right.power))  # 2 to 4 × 10⁶
        if joined and not right.unit and left.unit in units.MONEY:
            right.unit = left.unit
    if again:
        numbers[:] = [number for number in numbers if id(number) not in again]


def _gap(left: Number, right: Number, text: str, low: str, words: Vocabulary) -> tuple[str, bool]:
    """Return what stands between two numbers, and whether it makes a range of them."""
    gap = low[left.right : right.start].strip()
    joined = DASH.fullmatch(text[left.right : right.start]) is not None or gap in words.ranges
    if joined:
        # "from 2 to 14": what opens and joins a range is no bound of its own.
        right.bound, right.left = "", right.start
        if low[left.left : left.start].strip() in words.openings:
            left.bound = ""
    elif right.left < right.start:
        # The upper end has a bound or a currency before it.
        gap = low[left.right : right.left].strip()
        joined = DASH.fullmatch(text[left.right : right.left]) is not None or gap in words.ranges
    return gap, joined or (gap in words.lists and low.endswith(words.between, 0, units.before_gap(low, left.left)))


def _lower_end(left: Number, right: Number) -> None:
    """Give the lower end of a range what it shares with the upper one: the half of the day, the scale."""
    if right.kind == "time" and left.kind == "number" and not left.unit:
        left.also = (*left.also, left.value + 12)  # from 2 to 6 p.m.
    if right.bare and not left.bare:  # it may fall, too: from 12.5 to 9.3 million
        left.also = (*left.also, left.value * (right.value / right.bare))

"""What two languages state in different words: half an hour and 30 minutes, two thirds and two in three, half past six.

Every 8 hours is three times a day, both are two of a kind, and thứ 2 is a Monday.

Only what found no partner is looked at, and only where both sides come to the very same value: none of this is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from pipeline.locales import Locale
from pipeline.text.quantities import chinese, units
from pipeline.text.quantities.model import Number, length
from pipeline.text.quantities.pairing import Pair, Pairing
from pipeline.text.quantities.vocabulary import Vocabulary, plain, vocabulary

HALF_A_DAY = 720  # minutes
DAY = 24  # hours
OFTEN = frozenset({"frequency", "multiple"})
MOST = 40  # numbers without a partner: a text with more of them is another one
GAP = 30  # characters between the two numbers of a ratio: three children out of ten
NEAR = 5  # characters between an hour and what is said of it: y cuarto, half past las
BEFORE = 60  # characters in which stands what a number is counted by, or whose version it is
VERSION = re.compile(
    r"(?:(\b(?:v|[Vv]er\w{0,6}|верси\w+|نسخة|الإصدار)\.?|版本|バージョン|संस्करण)|\b[A-Z][A-Za-z]*)[ \u00a0]?$"
)
BREAK = re.compile(r"[.;:!?。；：！？؛؟।]")
EXACT = Decimal("0.0001")  # thirds have no end
VAGUE = (2, 3)  # what "a couple" may be said as
SPOKEN = {value: "".join(char for char, digit in chinese.DIGITS.items() if digit == value) for value in range(1, 10)}


@dataclass(slots=True)
class Side:
    """One of the two texts: as it is looked up, all its numbers, and those of them that found no partner."""

    low: str
    words: Vocabulary
    numbers: Sequence[Number]
    alone: list[Number]

    def without(self, gone: Iterable[Number]) -> None:
        """Take numbers off, as far as they are there."""
        ids = {id(number) for number in gone}
        self.alone = [number for number in self.alone if id(number) not in ids]


def settled(pairing: Pairing, source: Side, target: Side) -> Pairing:
    """Return the pairing without the numbers that the other text states in another way."""
    if len(source.alone) > MOST or len(target.alone) > MOST:
        return pairing
    _same_lengths(source, target)
    for one, other in ((source, target), (target, source)):
        _rates(one, other)
        _both(one, other)
        _weekdays(one, other)
        _spans(one, other)
        _shares(one, other)
        _clock(one, other)
        _decades(one, other, pairing.pairs)
        _vague(one, other)
        _spoken(one, other)
    return Pairing(pairing.pairs, tuple(source.alone), tuple(target.alone))


def _same_lengths(source: Side, target: Side) -> None:
    """Take off times that are as long in another unit: 48 hours and two days."""
    for number in list(source.alone):
        measure = length(number.unit, number.value)
        twin = next(
            (other for other in target.alone if measure and length(other.unit, other.value) == measure and measure[1]),
            None,
        )
        if twin is not None:
            source.without([number])
            target.without([twin])


def _rates(one: Side, other: Side) -> None:
    """Take off the hours between two doses where the other text says how many doses a day that makes."""
    for number in list(one.alone):
        if number.kind != "frequency" or number.unit != "h" or not number.value or DAY % number.value:
            continue
        times = DAY / number.value
        twin = next((each for each in other.numbers if _is_often(each) and each.value == times), None)
        if twin is not None:
            one.without([number])
            other.without([twin])


def _is_often(number: Number) -> bool:
    return number.kind in OFTEN and not number.unit


def _both(one: Side, other: Side) -> None:
    """Take off a plain two where the other text says both: in both eyes, em 2 olhos."""
    twos = [number for number in one.alone if number.value == 2 and number.kind == "number" and _is_plain(number)]
    if twos:
        places = (place for phrase in other.words.both for place in _places(other, phrase))
        one.without(two for two, _ in zip(twos, places, strict=False))


def _is_plain(number: Number) -> bool:
    return not (number.unit or number.role or number.bound or number.upper or number.lower)


def _weekdays(one: Side, other: Side) -> None:
    """Take off the number of a weekday where the other text names it: thứ 2, 2ª-feira."""
    words = one.words
    if not other.words.weekdays or not (words.weekday_before or words.weekday_behind):
        return
    for number in list(one.alone):
        counted = one.low.endswith(words.weekday_before, 0, units.before_gap(one.low, number.start))
        if (counted or one.low.startswith(words.weekday_behind, number.end)) and any(
            next(_places(other, name), None) for name in other.words.weekdays.get(int(number.value), ())
        ):
            one.without([number])


def _spans(one: Side, other: Side) -> None:
    """Take off times that the other text says in a phrase: half an hour."""
    if not other.words.spans:
        return
    used: list[tuple[int, int]] = []
    for number in list(one.alone):
        measure = length(number.unit, number.value)
        if measure is None:
            continue
        for phrase, worth in other.words.spans:
            if worth == measure and (place := next(_places(other, phrase, used), None)):
                used.append(place)
                one.without([number])
                other.without(each for each in other.alone if _inside(each, place))
                break


def _places(side: Side, phrase: str, used: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[int, int]]:
    """Yield where a phrase stands as words of its own."""
    at = side.low.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        free = all(end <= start or stop <= at for start, stop in used)
        if free and (side.words.cjk or ((not at or not side.low[at - 1].isalpha()) and units.ends(side.low, end))):
            yield at, end
        at = side.low.find(phrase, end)


def _inside(number: Number, place: tuple[int, int]) -> bool:
    return number.start < place[1] and place[0] < number.end


def _shares(one: Side, other: Side) -> None:
    """Take off a fraction or percentage that the other text has as a ratio, or as the other of these."""
    for number in list(one.alone):
        share = _share(number)
        if share is None:
            continue
        twin = next(
            (
                each
                for each in other.alone
                if (each.unit == "%") != (number.unit == "%")
                and (worth := _share(each)) is not None
                and abs(worth - share) < EXACT
            ),
            None,
        )
        found = (twin,) if twin is not None else next(_ratios(other, share), None)
        if found is not None:
            one.without([number])
            other.without(found)


def _share(number: Number) -> Decimal | None:
    """Return the part of a whole that a number is, where it is one: a third, 30 %."""
    if number.upper or number.lower:
        return None
    if number.unit == "%":
        return number.value / 100
    return number.value if number.kind == "fraction" and not number.unit and number.value < 1 else None


def _ratios(side: Side, share: Decimal) -> Iterator[tuple[Number, ...]]:
    """Yield two numbers in a row that are a share: two in three, and as Hindi says it, of three two."""
    alone = {id(number) for number in side.alone}
    for first, second in pairwise(side.numbers):
        if id(first) not in alone and id(second) not in alone:
            continue
        low, high = sorted((first.value, second.value))
        gap = side.low[first.end : second.start]
        if (
            high > 1
            and low > 0
            and abs(low / high - share) < EXACT
            and not (first.unit or second.unit or first.role or second.role)
            and len(gap) <= GAP
            and not BREAK.search(gap)
        ):
            yield first, second


def _clock(one: Side, other: Side) -> None:
    """Take off a time of day in figures, or another phrase, that the other text says in words: half past six."""
    spoken = list(_phrases(other))
    if not spoken:
        return
    alone = {id(number) for number in one.alone}
    times = [*_written(one), *_phrases(one)]
    for minutes, said in spoken:
        for other_minutes, numbers in times:
            if minutes == other_minutes and any(id(number) in alone for number in numbers):
                one.without(numbers)
                other.without(said)
                break


def _phrases(side: Side) -> Iterator[tuple[Decimal, list[Number]]]:
    """Yield the times of day that are said with a part of an hour, in minutes of half a day, with their numbers."""
    for phrase, offset, first in side.words.clock:
        for place in _places(side, phrase):
            for number in side.numbers:
                gap = number.start - place[1] if first else place[0] - number.end
                if 0 <= gap <= NEAR and number.value <= 24 and number.value % 1 == 0 and not number.role:
                    minutes = (number.value * 60 + offset) % HALF_A_DAY
                    yield minutes, [number, *(each for each in side.numbers if _inside(each, place))]


def _written(side: Side) -> Iterator[tuple[Decimal, list[Number]]]:
    """Yield the times of day in figures: 15:30, 15 h 30."""
    for number in side.numbers:
        if number.kind == "time":
            yield number.value % HALF_A_DAY, [number]
        elif number.clock:
            yield number.clock[0] % HALF_A_DAY, [number]
    for hour, rest in pairwise(side.numbers):
        if hour.unit in {"", "h"} and hour.value <= 24 and rest.value < 60 and rest.start - hour.right <= 2:
            yield (hour.value * 60 + rest.value) % HALF_A_DAY, [hour, rest]


def _decades(one: Side, other: Side, pairs: Sequence[Pair]) -> None:
    """Take off the end of a range that is a decade of life in the other text: in their 60s, from 60 to 69."""
    for number in list(one.alone):
        start = number.lower
        if start is None or number.value - start.value not in {9, 10} or start.value % 10:
            continue
        twins = {id(side): pair for pair in pairs for side in (pair.source, pair.target)}
        pair = twins.get(id(start))
        twin = next((each for each in (pair.source, pair.target) if each is not start), None) if pair else None
        decade = twin or next((each for each in other.alone if each.value == start.value), None)
        if decade is not None and _is_decade(decade, other):
            one.without([number, start])
            other.without([decade])


def _is_decade(number: Number, side: Side) -> bool:
    written = side.low[number.start : number.right]
    return written in side.words.decades or side.low[number.end : number.right].lstrip("’") == "s"


def _vague(one: Side, other: Side) -> None:
    """Take off two or three, which may be what the other text has as a couple or a few."""
    alone = {id(number) for number in one.alone}
    for first, second in pairwise(one.numbers):
        few = second.value - first.value == 1 and first.value in VAGUE and second.start - first.right <= NEAR
        if (
            few
            and {id(first), id(second)} <= alone
            and any(next(_places(other, each), None) for each in other.words.vague)
        ):
            one.without([first, second])
            return


def _spoken(one: Side, other: Side) -> None:
    """Take off a small number whose character stands before a word that the reader doesn't know as one that counts."""
    if not other.words.cjk:
        return
    for number in list(one.alone):
        for char in SPOKEN.get(int(number.value), "") if number.value % 1 == 0 and not number.unit else "":
            places = ((at.start(), at.end()) for at in re.finditer(char, other.low))
            if any(
                not any(_inside(each, place) for each in other.numbers)
                and not chinese.idle(other.low, *place, other.words)
                for place in places
            ):
                one.without([number])
                break


def said_before(text: str, number: Number, unit: str, locale: Locale) -> bool:
    """Tell whether a text says before a number what it is counted by: 每公斤体重 5 毫克."""
    words = vocabulary(locale)
    head = plain(text[max(0, number.left - BEFORE) : number.left], arabic=words.arabic)
    head = units.CLAUSE.split(head)[-1]
    if words.cjk:
        return any(f"{per}{form}" in head for per in words.per for form, each in words.units.items() if each == unit)
    return any(first in words.per and words.units.get(second) == unit for first, second in pairwise(head.split()))


def is_version(source: str, number: Number, target: str, twin: Number) -> bool:
    """Tell whether a number is that of a program's version, which nobody translates: SPSS 24.0."""
    if source[number.start : number.end] != target[twin.start : twin.end]:
        return False
    ours, theirs = (
        VERSION.search(text[max(0, each.start - BEFORE) : each.start])
        for text, each in ((source, number), (target, twin))
    )
    return ours is not None and theirs is not None and (ours[0] == theirs[0] or bool(ours[1] and theirs[1]))


def turned_date(month: Number, twin: Number) -> bool:
    """Tell whether a source's 01/07/2019 is the first of July in words, which may well be what its author meant."""
    ours, theirs = ({part.role: part.value for part in each.date} for each in (month, twin))
    figures = bool(ours) and not month.word and month.right == month.end
    # Behind the year a month can be nothing else: 2019年7月1日.
    sure = twin.word or min(twin.date, key=lambda part: part.start, default=twin).role == "year"
    return (
        figures
        and sure
        and (ours.get("day"), ours.get("month"), ours.get("year"))
        == (theirs.get("month"), theirs.get("day"), theirs.get("year"))
    )

"""Pairing of the numbers of a source and its translation: which is which, and which was changed into which.

What agrees best is paired first: value and unit, then the value alone, then what either number may also mean. Of what
is left CHANGED_INTO tells what one number was most probably changed into the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from pipeline.text.quantities.figures import SPACES
from pipeline.text.quantities.model import Number
from pipeline.text.quantities.powers import unflattened

PARTS = {15: Decimal("0.25"), 30: Decimal("0.5")}  # of an hour
MARKED = frozenset({"month"})
COUNTED = frozenset({"number", "frequency", "multiple", "ordinal", "phase"})
OFTEN = frozenset({"frequency", "multiple"})
ORDERED = frozenset({"ordinal", "fraction"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A number of the source and the one of the target that states it."""

    source: Number
    target: Number


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs of two texts, and what found no partner."""

    pairs: tuple[Pair, ...]
    lost: tuple[Number, ...]
    added: tuple[Number, ...]


def pair(
    source: Sequence[Number], target: Sequence[Number], source_text: str, target_text: str, *, known: bool = True
) -> Pairing:
    """Pair the numbers of two texts; `known` tells whether the scale words of both languages are."""
    left = [number for number in source if number.kind != "code"]
    right = [number for number in target if number.kind != "code"]
    pairs: list[Pair] = []
    for agree in (_same, _alike, _equal, _foreign) if known else (_same, _alike, _equal, _foreign, _unscaled):
        _take(left, right, pairs, agree)
        if not left or not right:
            break
    if left or right:
        _take_clock(left, right)
        _take_clock(right, left)
        _take_spaced(left, right, source_text, target_text)
        _take_flattened(left, right, source_text)
        _take_codes(left, right, source, target)
    return Pairing(tuple(pairs), tuple(left), tuple(right))


def _take(left: list[Number], right: list[Number], pairs: list[Pair], agree: Callable[[Number, Number], bool]) -> None:
    for number in list(left):
        for other in right:
            if agree(number, other):
                left.remove(number)
                right.remove(other)
                pairs.append(Pair(number, other))
                break


def _same(source: Number, target: Number) -> bool:
    return (
        source.value == target.value
        and source.unit == target.unit
        and source.kind == target.kind
        and source.role == target.role
        and source.word == target.word
    )


def _alike(source: Number, target: Number) -> bool:
    """Tell whether value and unit agree and nothing speaks against it: a word may stand for digits."""
    return (
        source.value == target.value
        and (source.unit == target.unit or not source.unit or not target.unit)
        and (source.kind in MARKED) == (target.kind in MARKED)
        and not _apart(source, target)
    )


def _equal(source: Number, target: Number) -> bool:
    kinds = {source.kind, target.kind}
    return source.value == target.value and (len(kinds) == 1 or kinds <= COUNTED) and not _apart(source, target)


def _apart(source: Number, target: Number) -> bool:
    """Tell whether one can't be the other: part of a date and a word, a decade and the word ten."""
    for number, twin in ((source, target), (target, source)):
        if number.role and twin.word and not twin.role:
            return True
        if number.idle and number.unit and number.unit != twin.unit:
            return True
    return False


def _unscaled(source: Number, target: Number) -> bool:
    """Tell whether the values agree but for a scale word that one language's vocabulary lacks."""
    return not {source.value, source.bare}.isdisjoint({target.value, target.bare} - {None})


def _foreign(source: Number, target: Number) -> bool:
    """Tell whether a value agrees that either may have too; a source is written as its own locale writes."""
    ours = {source.value, source.other if source.separator == "ambiguous" else None, *source.also} - {None}
    theirs = {target.value, target.other, *target.also} - {None}
    if "time" in {source.kind, target.kind} and source.kind != target.kind:
        ours.update(source.clock)  # 8.30 is a time only where the other text has one
        theirs.update(target.clock)
    return not ours.isdisjoint(theirs) and (
        "time" in {source.kind, target.kind} or (source.kind in MARKED) == (target.kind in MARKED)
    )


def _take_clock(left: list[Number], right: list[Number]) -> None:
    """Take off a time of day that the other text has as its hour (8 p.m., 20 h) or as hour and minutes."""
    for number in list(left):
        if number.kind != "time":
            continue
        hour, minute = divmod(int(number.value), 60)
        hours = {hour, (hour + 12) % 24, 12 if hour % 12 == 0 else hour}
        twin = next((other for other in right if other.value in hours), None)
        rest = next((other for other in right if other is not twin and other.value == minute), None)
        if rest is None and minute in PARTS and (half := _part(right, minute)) is not None:
            # Half past eight, or half nine: the part before the hour counts towards it.
            following = {next_hour % 24 for hour in hours for next_hour in (hour + 1, hour + 13)} | {12}
            wanted = hours if twin is not None and twin.start < half.start else following
            twin = next((other for other in right if other is not half and other.value in wanted), None)
            rest = half
        if twin is not None and (rest is not None or minute == 0):
            left.remove(number)
            right.remove(twin)
            if rest is not None:
                right.remove(rest)


def _part(numbers: list[Number], minute: int) -> Number | None:
    """Return the part of an hour among numbers."""
    return next((each for each in numbers if each.kind == "fraction" and each.value == PARTS[minute]), None)


def _take_spaced(left: list[Number], right: list[Number], source: str, target: str) -> None:
    """Take off what one locale reads as a number with a space in it and the other as several.

    10,000 may become `10 000` anywhere. The other way round only the very same characters will do: `2 500 mg` may well
    be two tablets.
    """
    for number in list(left):
        run = _run(number, right, target)
        if run:
            left.remove(number)
            right[:] = [other for other in right if other not in run]
    for number in list(right):
        run = _run(number, left, source)
        if run and target[number.start : number.end].split() == [source[other.start : other.end] for other in run]:
            right.remove(number)
            left[:] = [other for other in left if other not in run]


def _take_flattened(left: list[Number], right: list[Number], source: str) -> None:
    """Take off a power of ten that lost its height in the source alone: 50 x 109 may well become 50 × 10⁹."""
    for first, second in pairwise(list(left)):
        worth = unflattened(first, second, source)
        twin = next((other for other in right if other.power and other.value == worth), None)
        if twin is not None:
            left.remove(first)
            left.remove(second)
            right.remove(twin)


def _run(number: Number, others: list[Number], text: str) -> list[Number]:
    """Return the numbers that make up this one when the single spaces between them are taken out."""
    for first in range(len(others)):
        run = [others[first]]
        for other in others[first + 1 :]:
            gap = text[run[-1].end : other.start]
            if len(gap) != 1 or gap not in SPACES:
                break
            run.append(other)
            digits = "".join(text[part.start : part.end] for part in run)
            if digits.isdecimal() and Decimal(digits) == number.value:
                return run
    return []


def _take_codes(left: list[Number], right: list[Number], source: Sequence[Number], target: Sequence[Number]) -> None:
    """Take off a number that is part of a code in the other text: `COVID-19` and `covid 19`."""
    ours = [number.value for number in source if number.kind == "code"]
    theirs = [number.value for number in target if number.kind == "code"]
    for value in list(ours):
        if value in theirs:
            ours.remove(value)
            theirs.remove(value)
    for numbers, codes in ((left, theirs), (right, ours)):
        for number in list(numbers):
            if number.value in codes:
                codes.remove(number.value)
                numbers.remove(number)


def _unit_and_form(old: Number, new: Number) -> bool:
    return old.unit == new.unit and _form(old, new)


def _form(old: Number, new: Number) -> bool:
    """Tell whether two numbers are of one sort: both in digits, or words that count in the same way."""
    if not old.word and not new.word:
        return True
    if not (old.word and new.word and _counts(old) and _counts(new)):
        return False
    if 1 in {old.value, new.value} and not {old.kind, new.kind} <= OFTEN:
        return False
    return (old.kind in ORDERED) == (new.kind in ORDERED)


def _word_and_digits(old: Number, new: Number) -> bool:
    """Tell whether a word may have become digits, or digits a word."""
    return old.word != new.word and (not old.word or _counts(old)) and (not new.word or _counts(new))


def _counts(number: Number) -> bool:
    """Tell whether a word is surely a number; how often something is done always counts: once, twice."""
    return number.kind in OFTEN or (not number.idle and (number.value >= 2 or number.kind == "fraction"))


# The surest first: what agrees in unit and form, then in form, then a word and digits.
CHANGED_INTO = (_unit_and_form, _form, _word_and_digits)

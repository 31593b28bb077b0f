"""Pairing of the numbers of a source and its translation: which is which, and which was changed into which.

What agrees best is paired first: value and unit, then the value alone, then what either number may also mean. Of what
is left CHANGED_INTO tells what one number was most probably changed into the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise

from pipeline.text.quantities.figures import SPACES
from pipeline.text.quantities.model import Number
from pipeline.text.quantities.powers import unflattened

PARTS = {15: Decimal("0.25"), 30: Decimal("0.5")}  # of an hour
MARKED = frozenset({"month"})
COUNTED = frozenset({"number", "frequency", "multiple", "ordinal", "phase"})
OFTEN = frozenset({"frequency", "multiple"})
ORDERED = frozenset({"ordinal", "fraction"})
MOST_DIGITS = 24  # of a number that is written with spaces
POINTS = frozenset({" · ", " ‧ ", " ⋅ ", " ∙ "})  # a decimal sign in the middle of the line, with spaces
FEW = 64  # comparisons of two numbers that take less time than a shelf


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


class Shelf:
    """Numbers without a partner, of which the first that agrees is taken.

    Those of one `sort`, alike to whoever asks, wait in one row, whose first answers for all; each row is found under
    some `keys`. So thousands of numbers are paired in a time that grows with their count and not with its square.
    """

    def __init__(
        self,
        numbers: Iterable[Number],
        sort: Callable[[Number], Hashable],
        keys: Callable[[Number], Iterable[Hashable]],
    ) -> None:
        self._numbers = tuple(numbers)
        self._taken: dict[int, tuple[int, deque[int]]] = {}  # by their ids, their places and rows
        self._rows: dict[Hashable, list[deque[int]]] = defaultdict(list)  # of places among the numbers
        rows: dict[Hashable, deque[int]] = {}
        for place, number in enumerate(self._numbers):
            kind = sort(number)
            if kind not in rows:
                rows[kind] = deque()
                for key in keys(number):
                    self._rows[key].append(rows[kind])
            rows[kind].append(place)

    def take(self, keys: Iterable[Hashable], agrees: Callable[[Number], bool] | None = None) -> Number | None:
        """Take and return the first number under some keys that agrees; None where none does."""
        best: deque[int] | None = None
        for key in keys:
            for row in self._rows.get(key, ()):
                if row and (best is None or row[0] < best[0]) and (not agrees or agrees(self._numbers[row[0]])):
                    best = row
        if best is None:
            return None
        place = best.popleft()
        number = self._numbers[place]
        self._taken[id(number)] = place, best
        return number

    def put_back(self, number: Number | None) -> None:
        """Put a number back into its place; of several those that were taken last come first."""
        if number is not None:
            place, row = self._taken.pop(id(number))
            row.appendleft(place)

    @property
    def rest(self) -> list[Number]:
        """The numbers that nobody has taken, in their order."""
        return [number for number in self._numbers if id(number) not in self._taken]


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
    if len(left) * len(right) > FEW:
        _take_many(left, right, pairs, agree)
        return
    for number in list(left):
        for other in right:
            if agree(number, other):
                left.remove(number)
                right.remove(other)
                pairs.append(Pair(number, other))
                break


def _take_many(
    left: list[Number], right: list[Number], pairs: list[Pair], agree: Callable[[Number, Number], bool]
) -> None:
    """Pair as `_take` does, in a time that grows with the count of the numbers alone."""
    shelf, alone = Shelf(right, _sort, values), []
    for number in left:
        other = shelf.take(values(number), partial(agree, number))
        if other is None:
            alone.append(number)
        else:
            pairs.append(Pair(number, other))
    left[:], right[:] = alone, shelf.rest


def values(number: Number) -> set[Decimal]:
    """Return the values that a number may have."""
    return {
        value for value in (number.value, number.other, number.bare, *number.also, *number.clock) if value is not None
    }


def by_value(numbers: Iterable[Number]) -> Shelf:
    """Return a shelf of numbers by their first value alone."""
    return Shelf(numbers, lambda number: (number.kind, number.value), lambda number: (number.value,))


def of_one_form(number: Number) -> Hashable:
    """Return all that CHANGED_INTO looks at."""
    return number.kind, number.unit, number.word, number.idle, number.value == 1, number.value >= 2


def _sort(number: Number) -> Hashable:
    """Return all that an agreement looks at."""
    marks = (number.kind, number.unit, number.role, number.word, number.idle)
    return (*marks, number.value, number.other, number.bare, number.also, number.clock)


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
    doubtful = source.separator == "ambiguous" or source.grouped
    ours = {source.value, source.other if doubtful else None, *source.also} - {None}
    theirs = {target.value, target.other, *target.also} - {None}
    if "time" in {source.kind, target.kind} and source.kind != target.kind:
        ours.update(source.clock)  # 8.30 is a time only where the other text has one
        theirs.update(target.clock)
    return not ours.isdisjoint(theirs) and (
        "time" in {source.kind, target.kind} or (source.kind in MARKED) == (target.kind in MARKED)
    )


def _take_clock(left: list[Number], right: list[Number]) -> None:
    """Take off a time of day that the other text has as its hour (8 p.m., 20 h) or as hour and minutes."""
    times = [number for number in left if number.kind == "time"]
    if not times or not right:
        return
    shelf = by_value(right)
    gone: set[int] = set()
    for number in times:
        hour, minute = divmod(int(number.value), 60)
        hours = {hour, (hour + 12) % 24, 12 if hour % 12 == 0 else hour}
        twin = shelf.take(hours)
        rest = shelf.take({minute})
        half = shelf.take({PARTS[minute]}, _is_part) if rest is None and minute in PARTS else None
        if half is not None:
            # Half past eight, or half nine: the part before the hour counts towards it.
            rest = half
            if twin is None or twin.start > half.start:
                shelf.put_back(twin)
                twin = shelf.take({next_hour % 24 for hour in hours for next_hour in (hour + 1, hour + 13)} | {12})
        if twin is not None and (rest is not None or minute == 0):
            gone.add(id(number))
        else:
            shelf.put_back(rest)
            shelf.put_back(twin)
    left[:], right[:] = _without(left, gone), shelf.rest


def _is_part(number: Number) -> bool:
    """Tell whether a number may be a part of an hour."""
    return number.kind == "fraction"


def _take_spaced(left: list[Number], right: list[Number], source: str, target: str) -> None:
    """Take off what one locale reads as a number with a space in it and the other as several.

    10,000 may become `10 000` anywhere. The other way round only the very same characters will do: `2 500 mg` may well
    be two tablets.
    """
    _take_runs(left, right, target, lambda number, run: True)
    _take_runs(
        right,
        left,
        source,
        lambda number, run: (
            target[number.start : number.end].split() == [source[part.start : part.end] for part in run]
        ),
    )


def _take_flattened(left: list[Number], right: list[Number], source: str) -> None:
    """Take off a power of ten that lost its height in the source alone: 50 x 109 may well become 50 × 10⁹."""
    powers = [number for number in right if number.power]
    if not powers:
        return
    shelf = by_value(powers)
    gone: set[int] = set()
    for first, second in pairwise(left):
        worth = unflattened(first, second, source)
        twin = None if worth is None or id(first) in gone else shelf.take((worth,))
        if twin is not None:
            gone.update(map(id, (first, second, twin)))
    left[:], right[:] = _without(left, gone), _without(right, gone)


def _take_runs(
    numbers: list[Number], parts: list[Number], text: str, same: Callable[[Number, Sequence[Number]], bool]
) -> None:
    """Take off the numbers that are several `parts` of the other text, with nothing but a space between them."""
    runs = _runs(parts, text) if numbers and len(parts) > 1 else {}
    if not runs:
        return
    gone: set[int] = set()
    for number in numbers:
        waiting = runs.get(number.value, deque())
        while waiting and not gone.isdisjoint(map(id, waiting[0])):
            waiting.popleft()
        if waiting and same(number, waiting[0]):
            gone.update(map(id, waiting[0]))
            gone.add(id(number))
    numbers[:], parts[:] = _without(numbers, gone), _without(parts, gone)


def _runs(numbers: Sequence[Number], text: str) -> dict[Decimal, deque[list[Number]]]:
    """Return the numbers in a row, by what they are worth when the single spaces between them are taken out."""
    runs: dict[Decimal, deque[list[Number]]] = defaultdict(deque)
    for first, number in enumerate(numbers):
        run, digits = [number], text[number.start : number.end]
        for place in range(first + 1, len(numbers)):
            other = numbers[place]
            if len(run) == 1 and text[number.end : other.start] in POINTS:
                decimals = text[other.start : other.end]
                if digits.isdecimal() and decimals.isdecimal() and len(digits) + len(decimals) <= MOST_DIGITS:
                    runs[Decimal(f"{digits}.{decimals}")].append([number, other])
                break
            if other.start - run[-1].end != 1 or text[run[-1].end] not in SPACES:
                break
            run.append(other)
            digits += text[other.start : other.end]
            if len(digits) > MOST_DIGITS or not digits.isdecimal():
                break
            runs[Decimal(digits)].append(list(run))
    return runs


def _without(numbers: Iterable[Number], gone: set[int]) -> list[Number]:
    return [number for number in numbers if id(number) not in gone]


def _take_codes(left: list[Number], right: list[Number], source: Sequence[Number], target: Sequence[Number]) -> None:
    """Take off a number that is part of a code in the other text: `COVID-19` and `covid 19`."""
    ours = Counter(number.value for number in source if number.kind == "code")
    theirs = Counter(number.value for number in target if number.kind == "code")
    for numbers, codes in ((left, theirs - ours), (right, ours - theirs)):
        gone = set()
        for number in sorted(numbers, key=lambda number: number.word):  # figures before words
            if codes[number.value] > 0:
                codes[number.value] -= 1
                gone.add(id(number))
        numbers[:] = _without(numbers, gone)


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

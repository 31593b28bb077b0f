"""Comparison of quantities: what a translation states otherwise, one Change a cause, in a translator's words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache, partial

from pipeline.locales import Locale
from pipeline.model import Severity
from pipeline.text.language.scripts import only_digits
from pipeline.text.quantities import equivalents, reading, units
from pipeline.text.quantities.equivalents import Side
from pipeline.text.quantities.model import Change, Number
from pipeline.text.quantities.pairing import (
    CHANGED_INTO,
    MOST_DIGITS,
    ORDERED,
    Pair,
    Pairing,
    Shelf,
    by_value,
    of_one_form,
    pair,
)
from pipeline.text.quantities.units import MONEY, TIME
from pipeline.text.quantities.vocabulary import SILENT, plain, vocabulary
from pipeline.text.quantities.writing import write
from pipeline.text.raised import RAISED

LOWER, UPPER = frozenset("<≤"), frozenset(">≥")
BLANKS = re.compile(f" +(?=[{RAISED}])")
BREAKS = frozenset({"", ",", ";", "、", "，", "،"})
SUM = re.compile(r"\d[ \u00a0\u202f]*[+−–-][ \u00a0\u202f]*\Z")
WORDED = 20  # the greatest number that has a word of its own …
ROUND_NUMBERS = frozenset({30, 40, 50, 60, 70, 80, 90, 100, 1000})  # … but for these
LONGEST_BREAK = 32  # characters, spaces among them


def compare(source: str, target: str, source_locale: Locale, target_locale: Locale) -> tuple[Change, ...]:
    """Return what a target states otherwise than its source; a permitted change of form is no difference."""
    ours = reading.scan(source, source_locale)
    theirs = reading.scan(target, target_locale)
    if not ours and not theirs:
        return ()
    known = vocabulary(source_locale).known and vocabulary(target_locale).known
    paired = pair(ours, theirs, source, target, known=known)
    if (paired.lost or paired.added) and source_locale.language != target_locale.language:
        paired = equivalents.settled(
            paired,
            Side(_plain(source, source_locale), vocabulary(source_locale), ours, list(paired.lost)),
            Side(_plain(target, target_locale), vocabulary(target_locale), theirs, list(paired.added)),
        )
    return tuple(_Comparison(source, target, source_locale, target_locale, paired).changes())


def _plain(text: str, locale: Locale) -> str:
    return plain(text, arabic=vocabulary(locale).arabic)


class _Comparison:
    """The texts and what was paired in them, so that every rule can name both sides."""

    def __init__(
        self, source: str, target: str, source_locale: Locale, target_locale: Locale, pairing: Pairing
    ) -> None:
        self.source, self.target = source, target
        self.source_locale, self.target_locale = source_locale, target_locale
        self.pairing = pairing
        self.same_language = source_locale.language == target_locale.language
        self.known = vocabulary(source_locale).known and vocabulary(target_locale).known

    def changes(self) -> Iterator[Change]:
        reported = set()
        for matched in self.pairing.pairs:
            for change in self._pair(matched):
                # Both ends of a range have the unit and the form of one cause.
                end = matched.target.lower or matched.target
                if (id(end), change.kind) not in reported:
                    reported.add((id(end), change.kind))
                    yield change
        yield from self._ranges()
        if self.pairing.lost or self.pairing.added:
            yield from self._unpaired()

    def _pair(self, matched: Pair) -> Iterator[Change]:
        """Judge two numbers of one value: the unit, the bound, the form."""
        source, target = matched.source, matched.target
        if source.unit != target.unit:
            yield from self._unit(source, target)
        if source.bound != target.bound:
            yield from self._bound(source, target)
        if target.separator or target.other is not None:
            yield from self._separator(source, target)

    def _unit(self, source: Number, target: Number) -> Iterator[Change]:
        if not target.unit and source.upper:
            return  # the upper end has the unit of both
        if target.unit == "°" and (source.kind == "ordinal" or target.kind == "ordinal"):
            return  # 8° mese is the eighth month
        per = source.unit.removeprefix(target.unit).partition("/")
        if per[1] and not per[0] and equivalents.said_before(self.target, target, per[2], self.target_locale):
            return
        if source.unit == "%" and not target.unit and self.known:
            yield self._change(
                "percent-lost",
                "critical",
                "The source has {0}, the translation has {1} without the percent.",
                source,
                target,
            )
        elif source.unit and not target.unit and self.known and not {*source.unit.split("/")} <= OPTIONAL:
            message = "The source says {0}, the translation has {1} without the unit."
            yield self._change("unit-changed", "critical", message, source, target)
        elif source.unit and target.unit and not _same_unit(source.unit, target.unit):
            yield self._change(
                "unit-changed",
                "critical",
                "The source says {0}, the translation says {1}: another unit.",
                source,
                target,
            )

    def _bound(self, source: Number, target: Number) -> Iterator[Change]:
        opposite = (source.bound in LOWER and target.bound in UPPER) or (
            source.bound in UPPER and target.bound in LOWER
        )
        # "Not for those under 6" may have more words between: a negation of its own is for polarity to compare.
        if opposite and target.turned != source.turned and not self.same_language:
            denied = source.turned or units.negates(self.source, vocabulary(self.source_locale))
            opposite = not denied or units.straight(source) != units.straight(target)
        if (
            opposite
            or self._tolerance(source, target)
            or (self.same_language and "≈" not in {source.bound, target.bound})
        ):
            yield self._change(
                "bound-changed",
                "critical",
                "The source says {0}, the translation says {1}: another limit.",
                source,
                target,
            )

    def _tolerance(self, source: Number, target: Number) -> bool:
        """Tell whether a tolerance has become a sum or a difference, or the other way round: 12 ± 2, 12 + 2."""
        if (source.bound == "±") == (target.bound == "±"):
            return False
        text, number = (self.target, target) if source.bound == "±" else (self.source, source)
        return SUM.search(text[max(0, number.start - 8) : number.start]) is not None

    def _separator(self, source: Number, target: Number) -> Iterator[Change]:
        if "time" in {source.kind, target.kind} or equivalents.is_version(self.source, source, self.target, target):
            return  # 8.30 Uhr
        if source.value != target.value and target.other in {source.value, source.other}:
            message = "{1} can be read as two numbers; the source says {0}."
            if target.separator == "ambiguous":
                yield self._change("ambiguous", "major", message, source, target)
            elif (
                target.other == source.value
                and not target.word
                and target.kind != "time"
                and not (source.grouped and not source.unit)  # 42.000 people: nobody counts thousandths
                and _marked(self.target, target)
            ):
                message = f"{{1}} reads as {target.value.normalize():f} here; the source says {{0}}."
                yield self._change("separator", "critical", message, source, target)
        elif target.separator == "ambiguous" and not source.separator:
            yield self._change(
                "ambiguous", "major", "{1} can be read as two numbers; the source says {0}.", source, target
            )
        elif target.separator == "decimal" and source.separator != "decimal":
            yield self._change("separator", "major", "{1} has the decimal sign of another language.", source, target)
        elif target.separator == "group" and source.separator != "group":
            yield self._change(
                "separator", "minor", "{1} has the sign of thousands of another language.", source, target
            )

    def _ranges(self) -> Iterator[Change]:
        twins = {id(matched.source): matched.target for matched in self.pairing.pairs}
        for matched in self.pairing.pairs:
            upper = matched.source.upper
            if upper is None or id(upper) not in twins or matched.target.upper or matched.target.lower:
                continue
            low, high = sorted((matched.target, twins[id(upper)]), key=lambda number: number.start)
            if low.word or high.word:
                continue
            gap = low.right, min(high.left, high.start)
            if (
                low.end <= high.start
                and gap[1] - gap[0] <= LONGEST_BREAK
                and self.target[slice(*gap)].strip() in BREAKS
            ):
                message = "{0} is a range; the translation has two numbers instead."
                yield self._change("range-broken", "critical", message, matched.source, low)

    def _unpaired(self) -> Iterator[Change]:
        paired = self.pairing.pairs
        lost, added = list(self.pairing.lost), list(self.pairing.added)
        yield from self._months(lost, added)
        yield from self._joined(lost, added)
        lost = _without_tops(lost, [(matched.target, matched.source) for matched in paired])
        added = _without_tops(added, [(matched.source, matched.target) for matched in paired])
        # What is close in kind and unit was most probably changed into each other.
        reported: set[tuple[int, int]] = set()
        for agree in CHANGED_INTO:
            shelf, rest = Shelf(added, of_one_form, lambda number: (None,)), []
            for number in lost:
                twin = shelf.take((None,), partial(agree, number))
                if twin is None:
                    rest.append(number)
                    continue
                reported.add((id(number), id(twin)))
                # Both ends of a range that became another one are one change.
                if (id(number.lower), id(twin.lower)) in reported:
                    continue
                kind = "date-changed" if number.role and number.role == twin.role else "number-changed"
                message = "The source says {0}, the translation says {1}."
                yield self._change(kind, "critical", message, number, twin)
            lost, added = rest, shelf.rest
        yield from self._alone(lost, {matched.target.value for matched in paired}, lost=True)
        yield from self._alone(added, {matched.source.value for matched in paired}, lost=False)

    def _alone(self, numbers: list[Number], values: set[Decimal], *, lost: bool) -> Iterator[Change]:
        """Report numbers without a partner; of words those that can hardly be said otherwise or not at all."""
        kind, message = (
            ("number-lost", "The number {0} of the source is missing.")
            if lost
            else ("number-added", "The source doesn't have the number {1}.")
        )
        for number in numbers:
            if not lost and number.role == "year" and number.value in values:
                continue  # said again with the second date of a range
            if number.kind == "phase" and not self.known:
                continue
            if not lost and number.kind == "frequency" and number.value == 1 and not number.unit:
                continue  # weekly is once a week
            if number.word and not (
                self.known and (self.same_language or number.value >= 3) and _weighty(number, values)
            ):
                continue
            if number.value == 2 and self._dual(number, lost=lost):
                continue
            # A word may say it: four-year-old is vierjarig in Dutch, whose numbers in words nobody has listed.
            worded = (number.word and not self.same_language) or (lost and not self.known and _sayable(number))
            severity: Severity = "major" if worded else "critical"
            yield self._change(kind, severity, message, *((number, None) if lost else (None, number)))

    def _dual(self, number: Number, *, lost: bool) -> bool:
        """Tell whether a plain two may be the ending of a noun in the other text: 2 tests, اختبارين."""
        text, locale = (self.target, self.target_locale) if lost else (self.source, self.source_locale)
        if number.unit or number.bound or number.role or number.upper or number.lower:
            return False
        return _has_dual(text, locale)

    def _months(self, lost: list[Number], added: list[Number]) -> Iterator[Change]:
        """Take the months out of both lists; a date that became another one is a single change."""
        ours = {matched.source.value for matched in self.pairing.pairs if matched.source.kind == "month"}
        gone = [number for number in lost if number.kind == "month"]
        new = [number for number in added if number.kind == "month"]
        for months, numbers, seen in ((gone, lost, ours), (new, added, ours)):
            numbers[:] = [number for number in numbers if number.kind != "month"]
            months[:] = [month for month in months if month.value not in seen]
        _take_figures(gone, added)
        _take_figures(new, lost)
        both = list(zip(gone, new, strict=False))
        dated = {id(part) for month, other in both for part in (*month.date, *other.date)}
        for numbers in (lost, added):
            numbers[:] = [number for number in numbers if id(number) not in dated]
        for month, other in both:
            if equivalents.turned_date(month, other):
                continue
            yield self._change(
                "date-changed", "critical", "The source says {0}, the translation says {1}.", month, other
            )
        for month in gone[len(new) :]:
            if len(month.date) > 1 and self.known:
                yield self._change("date-changed", "critical", "The date {0} of the source is missing.", month, None)
        for month in new[len(gone) :]:
            if len(month.date) > 1 and self.known:
                yield self._change("date-changed", "critical", "The source doesn't have the date {1}.", None, month)

    def _joined(self, lost: list[Number], added: list[Number]) -> Iterator[Change]:
        """Find a range whose dash was lost, so that its digits ran together."""
        left = {id(number) for number in lost}
        ranges = [number for number in lost if number.upper is not None and id(number.upper) in left]
        if not ranges or not added:
            return
        written: dict[str, list[Number]] = defaultdict(list)
        for other in added:
            if other.upper is None and other.lower is None and (digits := _digits(self.target, other)):
                written[digits].append(other)
        gone: set[int] = set()
        for number in ranges:
            digits = "".join(_digits(self.source, end) for end in (number, number.upper) if end is not None)
            run = _spelling(digits, written) if id(number) not in gone else []
            if run:
                gone.update(map(id, (number, number.upper, *run)))
                yield self._change(
                    "range-broken", "critical", "{0} is a range; the translation says {1}.", number, run[0]
                )
        for numbers in (lost, added):
            numbers[:] = [number for number in numbers if id(number) not in gone]

    def _change(
        self, kind: str, severity: Severity, message: str, ours: Number | None, theirs: Number | None
    ) -> Change:
        source = ours.quantity(self.source) if ours else None
        target = theirs.quantity(self.target) if theirs else None
        names = (_shown(source.text) if source else "", _shown(target.text) if target else "")
        # Of two versions of a text the older one has nothing to suggest.
        versions = self.source_locale.tag == self.target_locale.tag
        suggestion = write(source, self.target_locale) if source and not versions else None
        return Change(kind, severity, message.format(*names), source, target, suggestion)


@lru_cache(maxsize=16)
def _shown(text: str) -> str:
    """Return a quantity's text without the blanks in place of codes: what is raised stands at its number."""
    return BLANKS.sub("", text).strip()


def _has_dual(text: str, locale: Locale) -> bool:
    words = vocabulary(locale)
    return words.dual is not None and words.dual.search(plain(text.translate(SILENT), arabic=words.arabic)) is not None


def _sayable(number: Number) -> bool:
    """Tell whether a number is one that languages have a word for: a small one, or tens; with a time at most."""
    if number.unit not in {"", *TIME} or number.upper or number.lower or number.role:
        return False
    return number.value == int(number.value) and (number.value <= WORDED or number.value in ROUND_NUMBERS)


# These may be understood, stand in another place, or be no unit of measurement at all ("the unit").
OPTIONAL = TIME | MONEY | {"%", "U", "°", "L", "m", "V", "W", "ft", "in", "lb", "oz", "mi", "mol", "Da", "g"}


def _take_figures(months: list[Number], numbers: list[Number]) -> None:
    """Take off the months that the other text has in digits: 03/2020."""
    if not months or not numbers:
        return
    figures = by_value(number for number in numbers if not number.word and not number.role)
    months[:] = [month for month in months if figures.take((month.value,)) is None]
    left = {id(number) for number in figures.rest}
    numbers[:] = [number for number in numbers if number.word or number.role or id(number) in left]


def _spelling(digits: str, written: dict[str, list[Number]]) -> list[Number]:
    """Take the numbers whose digits are among some, where these are all of them in their order."""
    if len(digits) > MOST_DIGITS:
        return []
    parts = {digits[start:end] for start in range(len(digits)) for end in range(start + 1, len(digits) + 1)}
    known = [part for part in parts if written.get(part)]
    if sum(len(part) * len(written[part]) for part in known) != len(digits):
        return []
    run = sorted((number for part in known for number in written[part]), key=lambda number: number.start)
    spelt = {id(number): part for part in known for number in written[part]}
    if "".join(spelt[id(number)] for number in run) != digits:
        return []
    for part in known:
        del written[part]
    return run


def _same_unit(source: str, target: str) -> bool:
    """Tell whether units agree; a time that only one of them is measured by may stand elsewhere in the other text."""
    if {source, target} <= {"U", "IU"}:
        return True
    ours, theirs = source.split("/"), target.split("/")
    if len(ours) != len(theirs):
        ours, theirs = (
            [part for part in parts[:1] + parts[1:] if part not in TIME] or parts for parts in (ours, theirs)
        )
    return ours == theirs


def _without_tops(numbers: list[Number], paired: Iterable[tuple[Number, Number]]) -> list[Number]:
    """Leave out the one of "1 in 4" where the other text has a fraction: a quarter."""
    shelf: Shelf | None = None
    for fraction, bottom in paired:
        if fraction.kind == "fraction" and bottom.kind == "number":
            shelf = shelf or by_value(numbers)
            shelf.take((fraction.value * bottom.value,))
    return shelf.rest if shelf else numbers


def _weighty(number: Number, values: set[Decimal]) -> bool:
    return not number.idle and number.kind not in ORDERED and number.value not in values


def _digits(text: str, number: Number) -> str:
    return "" if number.word else only_digits(text[number.start : number.end])


def _marked(text: str, number: Number) -> bool:
    """Tell whether a number has a sign in it that two customs read differently."""
    return any(not char.isdecimal() for char in text[number.start : number.end])

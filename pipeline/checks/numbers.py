"""Numbers are doses, dates and results: each one of the source stands in the translation, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline import quantities
from pipeline.formats import inline
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.quantities import Number

CHECKS = {
    "number-lost": "A number of the source is missing from the translation.",
    "number-added": "The translation has a number that the source doesn't have.",
    "number-changed": "A number has another value in the translation.",
}


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Compare the multisets of values, whichever way each locale writes them; words up to twelve count as digits.

    Which plural form names the number itself is the language's choice: each has to have what both forms of the source
    have, and may have what one of them has.
    """
    text = inline.blank_codes(unit.segment.text)
    plural = None if unit.segment.plural is None else inline.blank_codes(unit.segment.plural)
    for translation in unit.targets:
        if not translation.strip() or inline.is_empty(translation):
            continue
        shown = inline.blank_codes(translation)
        wanted, got = list(quantities.read(text, source)), list(quantities.read(shown, target))
        optional: list[Number] = []
        if plural is not None:
            optional = list(quantities.read(plural, source))
            only_here = list(wanted)
            _take_equal(only_here, optional)
            wanted = [number for number in wanted if number not in only_here]
            optional += only_here
        _take_equal(wanted, got)
        _take_equal(optional, got)
        _take_spaced(wanted, got, text, shown)
        _take_equal(wanted, list(quantities.words(shown, target)))
        _take_equal(list(quantities.words(f"{text} {plural or ''}", source)), got)
        yield from _findings(unit, wanted, got, target)


def _take_equal(left: list[Number], right: list[Number]) -> None:
    """Take off both lists what they share by value, and then what they share by a locale's other custom."""
    for exact in (True, False):
        for number in list(left):
            twin = next((other for other in right if _equal(number, other, exact=exact)), None)
            if twin is not None:
                left.remove(number)
                right.remove(twin)


def _equal(left: Number, right: Number, *, exact: bool) -> bool:
    if exact:
        return left.value == right.value
    return bool(({left.value, left.other} & {right.value, right.other}) - {None})


def _take_spaced(wanted: list[Number], got: list[Number], text: str, translation: str) -> None:
    """Take off what one locale reads as a number with a space in it and the other as several.

    10,000 may become `10 000` anywhere. The other way round only the very same characters will do: `2 500 mg` may well
    be two tablets.
    """
    for number in list(wanted):
        run = _run(number, got, translation)
        if run:
            wanted.remove(number)
            got[:] = [other for other in got if other not in run]
    for number in list(got):
        run = _run(number, wanted, text)
        if run and number.text.split() == [other.text for other in run]:
            got.remove(number)
            wanted[:] = [other for other in wanted if other not in run]


def _run(number: Number, others: list[Number], text: str) -> list[Number]:
    """Return the numbers that make up this one when the single spaces between them are taken out."""
    for first in range(len(others)):
        run = [others[first]]
        for other in others[first + 1 :]:
            gap = text[run[-1].end : other.start]
            if len(gap) != 1 or gap not in quantities.SPACES:
                break
            run.append(other)
            digits = "".join(part.text for part in run)
            if digits.isdecimal() and Decimal(digits) == number.value:
                return run
    return []


def _findings(unit: Unit, lost: list[Number], added: list[Number], target: Locale) -> Iterator[Finding]:
    for number, other in zip(lost, added, strict=False):
        expected = quantities.write(number.value, target, grouped="," in number.text)
        yield Finding(
            "number-changed",
            "critical",
            f"The source says {number.text}, the translation says {other.text}.",
            unit,
            (number.start, number.end),
            (other.start, other.end),
            expected,
        )
    for number in lost[len(added) :]:
        expected = quantities.write(number.value, target, grouped="," in number.text)
        yield Finding(
            "number-lost",
            "critical",
            f"The number {number.text} of the source is missing.",
            unit,
            (number.start, number.end),
            None,
            expected,
        )
    for number in added[len(lost) :]:
        yield Finding(
            "number-added",
            "critical",
            f"The source doesn't have the number {number.text}.",
            unit,
            None,
            (number.start, number.end),
        )

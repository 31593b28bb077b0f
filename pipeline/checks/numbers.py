"""Numbers are doses, dates and results: each one of the source stands in the translation, and no other."""

from __future__ import annotations

from collections.abc import Iterator

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
    """Compare the multisets of values, whichever way each locale writes them; words up to twelve count as digits."""
    text = inline.blank_codes(unit.segment.text)
    for form, translation in enumerate(unit.targets):
        if not translation.strip() or inline.is_empty(translation):
            continue
        wanted = list(quantities.read(text, source))
        if unit.segment.plural is not None:
            # Which of the forms names the number itself is the language's choice: only additions can be told.
            plural = quantities.read(inline.blank_codes(unit.segment.plural), source)
            wanted = list({number.value: number for number in (*wanted, *plural)}.values())
        got = list(quantities.read(inline.blank_codes(translation), target))
        _take_equal(wanted, got)
        _take_equal(wanted, list(quantities.words(translation, target)))
        _take_equal(list(quantities.words(text, source)), got)
        if unit.segment.plural is None or form:
            yield from _findings(unit, wanted, got, target)


def _take_equal(left: list[Number], right: list[Number]) -> None:
    """Take off both lists what they share by value."""
    for number in list(left):
        twin = next((other for other in right if other.value == number.value), None)
        if twin is not None:
            left.remove(number)
            right.remove(twin)


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

"""Checks of the words that turn a sentence round, and are translated as they are: not, left, more, before, must."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import prose
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text import polarity
from pipeline.text.polarity import Shift

CHECKS = {
    "negation-lost": "The source says no or not, and nothing in the translation does.",
    "negation-added": "The translation says no or not, and nothing in the source does.",
    "side-swapped": "Left and right are exchanged.",
    "comparison-flipped": "More and less, at least and at most, above and below, a rise and a fall are exchanged.",
    "direction-flipped": "Better and worse are exchanged.",
    "order-flipped": "Before and after are exchanged.",
    "prefix-flipped": "Hypo- and hyper-, too low and too high, are exchanged.",
    "setting-swapped": "Inpatient and outpatient are exchanged.",
    "modality-changed": "What one must do and what one may do are exchanged.",
}


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Compare source and translation; a plural form may agree with either source form."""
    if target.pseudo or source.language == target.language:
        return
    languages = source.language, target.language
    for _, shifts in prose.compared(unit, lambda text, shown: polarity.compare(text, shown, *languages)):
        for shift in shifts:
            yield _finding(unit, shift).of(unit.sources[0])


def _finding(unit: Unit, shift: Shift) -> Finding:
    return Finding(
        shift.kind,
        shift.severity,
        shift.message,
        unit,
        (shift.source.start, shift.source.end) if shift.source else None,
        (shift.target.start, shift.target.end) if shift.target else None,
        shift.suggestion,
    )

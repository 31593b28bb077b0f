"""Checks of quantities, which are doses, dates and results: each stands in the translation, and no other does."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text import inline, quantities
from pipeline.text.quantities import Quantity

CHECKS = {
    "number-lost": "A number of the source is missing from the translation.",
    "number-added": "The translation has a number that the source doesn't have.",
    "number-changed": "A number has another value in the translation.",
    "unit-changed": "A number has another unit in the translation.",
    "percent-lost": "A percentage has no percent sign in the translation.",
    "range-broken": "The two ends of a range are no range any more.",
    "date-changed": "A date is another one in the translation, or missing.",
    "bound-changed": "A limit is turned round: at least, at most.",
    "separator": "A number is written with the signs of another language.",
    "ambiguous": "A number can be read as two different values.",
}


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Compare the quantities of a source and each of its translations, whichever way each locale writes them.

    Which plural form names the number itself is the language's choice: a translation is held to the form of the source
    that it agrees with best.
    """
    codes = unit.segment.codes
    forms = [(text, inline.shown(text, codes)) for text in unit.sources]
    for translation in unit.targets:
        if inline.is_blank(translation):
            continue
        shown = inline.shown(translation, codes)
        compared = [(text, quantities.compare(form, shown, source, target)) for text, form in forms]
        text, changes = min(compared, key=lambda each: len(each[1]))
        for change in changes:
            # A pseudo-locale writes the figures and has no words for "at least".
            if target.pseudo and change.kind == "bound-changed":
                continue
            spans = _span(change.source), _span(change.target)
            yield Finding(change.kind, change.severity, change.message, unit, *spans, change.suggestion).of(text)


def _span(quantity: Quantity | None) -> tuple[int, int] | None:
    return None if quantity is None else (quantity.start, quantity.end)

"""Checks of quantities, which are doses, dates and results: each stands in the translation, and no other does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text import inline, quantities
from pipeline.text.quantities import Quantity

# Letters that look like a figure: O of two scripts for nought, l and I for one.
FIGURES = str.maketrans("OoОоlI", "000011")
DIGIT = re.compile(r"\d")
# One set of characters goes first: the search is fast.
LETTER = re.compile(r"[OoОоlI](?:(?<=\d.)|(?<=\d[.,].)|[.,]?\d|(?<=[OОlI])[OОlI])")
LETTERS = re.compile(
    r"(?<![\w.,-])(?=[\d.,OoОоlI]*\d)(?:\d[\d.,]*[OoОоlI]|[OОlI][.,OОlI]|l\d)[\d.,OoОоlI]*"
    r"(?=[ \u00a0]?(?:%|°|(?:[kmµμn]?g|mcg|[mdµμ]?[lL]|IU|UI|MU|mmol|mmHg|кг|г|мг|мкг|мл|л|МЕ)(?![^\W_])))"
)
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
        told = [change.target for change in changes if change.target]
        if letters := _letters(shown, unit.segment.forms):
            start, end = letters.span()
            if not any(quantity.start < end and start < quantity.end for quantity in told):
                figures = letters[0].translate(FIGURES)
                message = f"“{letters[0]}” has a letter among its figures: is it {figures}?"
                yield Finding("number-changed", "critical", message, unit, None, (start, end), figures).of(text)


def _letters(text: str, sources: tuple[str, ...]) -> re.Match[str] | None:
    """Return the first number before a unit in which a letter stands for a figure, 5O mg, where its source has none."""
    if DIGIT.search(text) is None or LETTER.search(text) is None:
        return None
    return next((match for match in LETTERS.finditer(text) if not any(match[0] in source for source in sources)), None)


def _span(quantity: Quantity | None) -> tuple[int, int] | None:
    return None if quantity is None else (quantity.start, quantity.end)

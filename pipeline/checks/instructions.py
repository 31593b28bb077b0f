"""Checks of what a patient is told to do: how much, how often, when, by which route, who, and on what condition."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import prose
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text import halves, inline, instructions
from pipeline.text.instructions import Departure, Facet

CHECKS = {
    "count-changed": "Another number of tablets, puffs or drops, or another form of the medicine.",
    "frequency-changed": "A medicine is taken more or less often than the source says.",
    "numbers-exchanged": "Two numbers have changed places.",
    "time-changed": "Another time of the day, or another day.",
    "meal-changed": "With food, on an empty stomach, before or after a meal: it isn't what the source says.",
    "route-changed": "A medicine is given by another route.",
    "body-part-changed": "Another part of the body.",
    "storage-changed": "A medicine is kept otherwise: cold, dry, away from light.",
    "group-changed": "Another group of people: adults or children, pregnant or breastfeeding, mother or father.",
    "action-changed": "Another action: start or stop, swallow or chew, open or close.",
    "result-changed": "A result or a judgement is turned round: positive or negative, safe or dangerous.",
    "word-exchanged": "Another of a kind: another symptom, drink, colour, place or person.",
    "rank-changed": "First, last, next and previous are exchanged.",
    "condition-changed": "A condition or an exception of the source is missing, or only has become also.",
    "roles-exchanged": "Two parts have changed places: which of them is meant, and which isn't; what causes what.",
}


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Compare source and translation; a plural form may agree with either source form."""
    if target.pseudo or source.language == target.language:
        return
    said = inline.blank_codes(" ".join(unit.sources))
    if source.language == "en":
        yield from _halves(unit, target)
    for shown, departures in prose.compared(
        unit, lambda text, shown: instructions.compare(text, shown, source, target)
    ):
        for departure in departures:
            yield _finding(unit, departure).of(unit.sources[0])
        if not departures and source.language == "en" and (span := instructions.added(said, shown, target)):
            message = f"“{shown[slice(*span)]}” is of a medicine, and the source speaks of none."
            yield Finding("count-changed", "critical", message, unit, None, span).of(unit.sources[0])


def _halves(unit: Unit, target: Locale) -> Iterator[Finding]:
    for pair in unit.pairs(target.forms):
        text, shown = inline.blank_codes(pair.source), inline.blank_codes(pair.target)
        if (spans := halves.moved(text, shown, target)) is not None:
            was, now = text[slice(*spans[0])], shown[slice(*spans[1])]
            message = f"The source says “{was}”, and “{now}” is in the other half of the day."
            yield Finding("time-changed", "major", message, unit, *spans).of(pair.source)


def _finding(unit: Unit, departure: Departure) -> Finding:
    spans = _span(departure.source), _span(departure.target)
    return Finding(departure.kind, departure.severity, departure.message, unit, *spans)


def _span(facet: Facet | None) -> tuple[int, int] | None:
    return None if facet is None else (facet.start, facet.end)

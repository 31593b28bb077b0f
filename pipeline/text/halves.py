"""Halves of the day: whether an hour before or after noon is still in its half in the translation of an English text.

    moved(source, target, locale)      6 p.m. → às 6h, which is at dawn where clocks go up to 24

A translation that names no part of the day is judged only where its locale counts the hours so, and only where it
writes an hour as one (6h, 6 Uhr, 6:30): a figure alone may be said of either half.
"""

from __future__ import annotations

import re

from pipeline import locales
from pipeline.locales import Locale
from pipeline.model import Span
from pipeline.text import instructions
from pipeline.text.language.scripts import ascii_digits
from pipeline.text.quantities.vocabulary import vocabulary

_ENGLISH = re.compile(
    r"(?<![\d.:])(1[01]|0?[1-9])(?:[:.]([0-5]\d))?[ \u00a0\u202f]?([ap])(?:\.[ \u00a0]?m\b\.?|m\b)", re.IGNORECASE
)
_SIGN = r"[ \u00a0\u202f]?(?:h(?:s|rs?|oras?|eures?)?(?![^\W\d_])|Uhr\b|час\w*|ч\b|बजे|[点點時时])"
_HOUR = re.compile(rf"(?<![\d.,:/])(\d{{1,2}})(?:{_SIGN}|:(?=[0-5]\d\b))(?!/)", re.IGNORECASE)
_FIGURE = re.compile(r"\d+")
_EVERY = re.compile(
    r"(?:\b(?:cada|todas as|toutes les|alle|каждые|dans|depois de|por|durante|pendant)|每隔?)\s?$", re.IGNORECASE
)
NOON = 12
NEAR = 12  # characters between an hour and its part of the day


def moved(source: str, target: str, locale: Locale) -> tuple[Span, Span] | None:
    """Return the place of an English hour and of the hour of the other half of the day that stands in its place."""
    named: dict[int, set[str]] = {}
    for match in _ENGLISH.finditer(source):
        named.setdefault(int(match[1]), set()).add(match[3].lower())
    if not named or locale.language not in instructions.languages():
        return None
    text = ascii_digits(target)
    hours = {int(hour[1]): hour for hour in _HOUR.finditer(text) if not _EVERY.search(text[: hour.start()])}
    figures = {int(figure) for figure in _FIGURE.findall(text)}
    for match in _ENGLISH.finditer(source):
        hour, half = int(match[1]), match[3].lower()
        wanted, other = (hour + NOON, hour) if half == "p" else (hour, hour + NOON)
        if (
            len(named[hour]) == 1
            and other in hours
            and wanted not in figures
            and _says(text, locale, half, hours[other].span())
        ):
            return match.span(), hours[other].span()
    return None


def _says(text: str, locale: Locale, half: str, hour: Span) -> bool:
    """Tell whether a translation means its hours as they are written, or names no other half than the wrong one."""
    said = [facet for facet in instructions.read(text, locale) if facet.slot == "daypart"]
    parts = {value for facet in said for value in facet.values}
    if half == "a":
        return "morning" not in parts
    if parts - {"morning"} or any(sign in text.lower() for sign in vocabulary(locale).pm if len(sign) > 1):
        return False
    beside = any(facet.start - NEAR < hour[1] and hour[0] - NEAR < facet.end for facet in said)
    return beside or locales.counts_24_hours(locale.gettext)

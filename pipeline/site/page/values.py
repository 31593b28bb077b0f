"""Marked dates, times, numbers, prices and measures: their elements hold what CLDR writes in the page's locale.

`<time datetime>`, `<data value>`, and on any element `data-l10n-date`, or `data-l10n-number` with `data-l10n-currency`
or `data-l10n-unit`. An element that holds anything else than its value is text like any other.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from pipeline.formats.html.outline import Element, Outline
from pipeline.formats.splice import Edit
from pipeline.locales.written import Amount, Moment, Parts, rewritten
from pipeline.model import CodeSpan
from pipeline.site.page import markup
from pipeline.site.page.context import PageContext
from pipeline.site.page.slots import VisibleSlots

_MOMENT = re.compile(
    r"(?:(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?|(?:--)?(?P<month2>\d\d)-(?P<day2>\d\d))?"
    r"(?:(?:[T ]|\A)(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_DURATION = re.compile(r"P(?:(\d+)([YMWD])|T(\d+)([HMS]))", re.ASCII)
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,9})?", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}")
LEAP_YEAR = 2000  # a day without a year may be 29 February
_LONGEST = 80  # characters of what can be a value alone


@dataclass(frozen=True, slots=True)
class _Marked:
    """An element with the value that it says it holds."""

    element: Element
    value: Moment | Amount


@dataclass(slots=True)
class Written:
    """Contents of marked elements in another locale: `edits` on the page, `fills` by the place of a sentence's code."""

    edits: list[Edit] = field(default_factory=list)
    fills: dict[int, str] = field(default_factory=dict)


def written(source: str, outline: Outline, context: PageContext, visible: VisibleSlots) -> Written:
    """Return the marked values of a page as its locale writes them; in a sentence that stays, they stay as well."""
    result = Written()
    for marked in _marked(outline):
        element = marked.element
        inside = source[element.inner : element.inner_end]
        if len(inside) > _LONGEST or "<" in inside:
            continue
        new = rewritten(html.unescape(inside), marked.value, context.source, context.locale)
        if new is None:
            continue
        slot = visible.around(element)
        shown = "" if slot is None else visible.shown(slot)
        if slot is not None and shown in ("translated", "held") and _is_pair(element, slot.codes):
            result.fills[element.start] = markup.text(new)
        elif shown not in ("kept", "empty"):
            result.edits.append(Edit(element.inner, element.inner_end, markup.text(new)))
    return result


def _is_pair(element: Element, codes: tuple[CodeSpan, ...]) -> bool:
    return any(span.start == element.start and span.close_start < span.close_end for span in codes)


def _marked(outline: Outline) -> Iterator[_Marked]:
    for element in outline.elements:
        if element.attributes and element.has_end_tag and not element.state.closed and not element.state.foreign:
            value = _value(element)
            if value is not None:
                yield _Marked(element, value)


def _value(element: Element) -> Moment | Amount | None:
    if moment := element.value("data-l10n-date"):
        return _moment(moment)
    number = element.value("data-l10n-number")
    if element.name == "time" and not number:
        return _moment(element.value("datetime"))
    number = number or (element.value("value") if element.name == "data" else "")
    if not _NUMBER.fullmatch(number):
        return None
    currency = element.value("data-l10n-currency").upper()
    known = currency if _CURRENCY.fullmatch(currency) else ""
    return None if currency and not known else Amount(Decimal(number), known, element.value("data-l10n-unit").lower())


def _moment(text: str) -> Moment | Amount | None:
    """Read what HTML's `datetime` may say: a date or a part of one, a time, both, or a length of time in one unit."""
    duration = _DURATION.fullmatch(text)
    if duration is not None:
        number, unit = (duration[1], duration[2]) if duration[1] else (duration[3], f"T{duration[4]}")
        return Amount(Decimal(number), unit=f"duration-{_UNITS[unit]}")
    match = _MOMENT.fullmatch(text)
    if match is None or not text:
        return None
    year, month, day = match["year"], match["month"] or match["month2"], match["day"] or match["day2"]
    parts: Parts = ("ymd" if day else "ym" if month else "y") if year else "md" if month else ""
    try:
        whole = date(int(year or LEAP_YEAR), int(month or 1), int(day or 1)) if parts else None
        clock = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0)) if match["hour"] else None
    except ValueError:
        return None
    return Moment(whole, parts, clock)

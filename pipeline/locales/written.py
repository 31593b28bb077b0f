"""Localised dates, numbers, prices and measures that an author marked, in the form that the author chose.

CLDR writes the value in each of its forms in the language of the source; the form that gives back what the author
wrote is the one in which the other locale writes it. What no form gives back stays the translator's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Literal

from pipeline.locales import Locale, _cldr_of, percent, write_date

if TYPE_CHECKING:
    from babel.core import Locale as CldrLocale
    from babel.numbers import NumberPattern

    _Writer = Callable[[CldrLocale], str]

# Spaces, points of abbreviations and marks of direction differ between a style guide and CLDR, and say nothing.
_SILENT = re.compile(r"[\s\u200e\u200f\u061c]+|(?<=[^\W\d])\.")
_Style = Literal["full", "long", "medium", "short"]
_STYLES: tuple[_Style, ...] = ("full", "long", "medium", "short")
_Length = Literal["long", "short", "narrow"]
_LENGTHS: tuple[_Length, ...] = ("long", "short", "narrow")
_MOST_DIGITS = 4  # behind the decimal sign: what an article gives more exactly is no number for its readers

Parts = Literal["ymd", "ym", "md", "y", ""]


@dataclass(frozen=True, slots=True)
class Moment:
    """A date of which `parts` are known, a time of the day, or both."""

    day: date | None = None
    parts: Parts = ""
    clock: time | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, of a currency (ISO 4217) or of a unit (CLDR's id, "percent" too) if it has one."""

    number: Decimal
    currency: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Form:
    """A written form of a value: `read` in the language of the source, `write` in another ("" where it has none)."""

    read: _Writer
    write: _Writer


@lru_cache(maxsize=4096)
def rewritten(text: str, value: Moment | Amount, source: Locale, target: Locale) -> str | None:
    """Return the value in the form in which `text` has it; None where `text` isn't this value alone."""
    wanted = _squeezed(text)
    homes = [_cldr_of(source.tag), *_worldwide(source)] if wanted else []
    for form in _moments(value) if isinstance(value, Moment) else _amounts(value):
        if any(_squeezed(form.read(home)) == wanted for home in homes):
            written = form.write(_cldr_of(target.tag))
            return written.translate(dict(enumerate(target.digits, ord("0")))) or None
    return None


def _squeezed(text: str) -> str:
    return _SILENT.sub("", text).casefold()


def _worldwide(locale: Locale) -> list[CldrLocale]:
    """Return the language as it is written in most of the world: 12 January 2026, where America writes January 12."""
    from babel.core import Locale as BabelLocale
    from babel.core import UnknownLocaleError

    try:
        return [BabelLocale.parse(f"{locale.language}_001")]
    except UnknownLocaleError:
        return []


def _same(write: _Writer) -> _Form:
    return _Form(write, write)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A form of numbers: how many digits stand behind the decimal sign, and whether thousands are parted."""

    digits: int
    grouped: bool

    def pattern(self, pattern: str) -> NumberPattern:
        """Return a pattern of CLDR with these digits."""
        from babel.numbers import parse_pattern

        parsed = parse_pattern(pattern)
        parsed.frac_prec = (self.digits, self.digits)
        return parsed


def _moments(value: Moment) -> Iterator[_Form]:
    days = list(_days(value)) if value.day is not None else []
    clocks = list(_clocks(value.clock)) if value.clock is not None else []
    if not days or not clocks:
        yield from days or clocks
        return
    for day in days:
        for clock in clocks:
            yield _Form(partial(_together, day.read, clock.read), partial(_together, day.write, clock.write))


def _days(value: Moment) -> Iterator[_Form]:
    match value.parts:
        case "ymd":
            yield from (_same(partial(_styled, value, style)) for style in _STYLES)
            yield _same(partial(_by_skeleton, value, "yMd"))
        case "ym":
            yield from (_same(partial(_by_skeleton, value, skeleton)) for skeleton in ("yMMMM", "yMMM", "yM"))
        case "md":
            yield from (_same(partial(_by_skeleton, value, skeleton)) for skeleton in ("MMMMd", "MMMd"))
        case _:
            yield _same(partial(_by_skeleton, value, "y"))


def _styled(value: Moment, style: _Style, cldr: CldrLocale) -> str:
    from babel.dates import format_date

    return format_date(value.day, style, locale=cldr)


def _by_skeleton(value: Moment, skeleton: str, cldr: CldrLocale) -> str:
    from babel.dates import format_skeleton

    day = value.day or date.min
    if skeleton in cldr.datetime_skeletons:
        return format_skeleton(skeleton, day, locale=cldr)
    year, number = (day.year if "y" in value.parts else None), (day.day if "d" in value.parts else None)
    return write_date(str(cldr), year, day.month, number)


def _clocks(clock: time) -> Iterator[_Form]:
    short = partial(_clock, clock, "short")
    yield from (_same(short), _same(partial(_clock, clock, "medium")))
    for skeleton in ("Hm", "hm"):  # the other clock than the source's own; readers get the one that they know
        yield _Form(partial(_clock_of, clock, skeleton), short)


def _clock(clock: time, style: _Style, cldr: CldrLocale) -> str:
    from babel.dates import format_time

    return format_time(clock, style, locale=cldr)


def _clock_of(clock: time, skeleton: str, cldr: CldrLocale) -> str:
    from babel.dates import format_skeleton

    return format_skeleton(skeleton, clock, locale=cldr) if skeleton in cldr.datetime_skeletons else ""


def _together(day: _Writer, clock: _Writer, cldr: CldrLocale) -> str:
    from babel.dates import get_datetime_format

    frame = str(get_datetime_format("medium", locale=cldr)).replace("'", "")
    return frame.replace("{1}", day(cldr)).replace("{0}", clock(cldr))


def _amounts(value: Amount) -> Iterator[_Form]:
    exponent = value.number.as_tuple().exponent
    own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    for digits in dict.fromkeys((min(own, _MOST_DIGITS), *range(_MOST_DIGITS + 1))):
        for grouped in (True, False):
            shape = _Shape(digits, grouped)
            if value.currency:
                yield from (_same(partial(_price, value, shape, sign)) for sign in ("¤", "¤¤"))
            elif value.unit in ("", "percent"):
                number = value.number if value.unit else value.number * 100
                yield _same(partial(_percentage, number, shape))
            else:
                yield from _measures(value, shape)
            yield _same(partial(_decimal, value.number, shape))


def _percentage(number: Decimal, shape: _Shape, cldr: CldrLocale) -> str:
    return percent(str(cldr), _decimal(number, shape, cldr))


def _decimal(number: Decimal, shape: _Shape, cldr: CldrLocale) -> str:
    pattern = shape.pattern(cldr.decimal_formats[None].pattern)
    text: str = pattern.apply(number, cldr, group_separator=shape.grouped, numbering_system="default")
    return text


def _price(value: Amount, shape: _Shape, sign: str, cldr: CldrLocale) -> str:
    text: str = shape.pattern(cldr.currency_formats["standard"].pattern.replace("¤", sign)).apply(
        value.number,
        cldr,
        currency=value.currency,
        currency_digits=False,
        group_separator=shape.grouped,
        numbering_system="default",
    )
    return re.sub(rf"({value.currency})(?=\d)", "\\1\u00a0", text)


def _measures(value: Amount, shape: _Shape) -> Iterator[_Form]:
    known = _cldr_of("en").unit_display_names
    ids = (str(each) for each in known)
    unit = next((each for each in ids if each == value.unit or each.endswith(f"-{value.unit}")), None)
    if unit is None:
        return
    for length in _LENGTHS:
        read = partial(_measure, value.number, unit, shape, (length,))
        yield _Form(read, partial(_measure, value.number, unit, shape, (length, *_LENGTHS)))


def _measure(number: Decimal, unit: str, shape: _Shape, lengths: Iterable[_Length], cldr: CldrLocale) -> str:
    """Write a measure with the unit's name in the first of these lengths that CLDR has."""
    from babel.units import format_unit

    form = f"{'#,##0' if shape.grouped else '0'}{'.' if shape.digits else ''}{'0' * shape.digits}"
    for length in lengths:
        text = format_unit(number, unit, length, format=form, locale=cldr, numbering_system="default")
        if unit not in text:  # Babel shows the id where it knows no name
            return text
    return ""

"""Texts without words in which a translation has nothing to decide: a number, a time, a code, as the locale has them.

What can be read in two ways is none of them: a date in figures (3/11), an amount of money, a telephone number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline import locales
from pipeline.locales import Locale
from pipeline.text.language.scripts import ascii_digits
from pipeline.text.quantities.figures import write_number

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"  # in English
_UNIT = "°C|°F|mm|cm|km|nm|µm|mmHg|kPa|k?Hz|MHz|dB"  # the same in every language that is written in Latin letters
_EVERYWHERE = frozenset({"", "°C", "°F", "%"})
_MEASURE = re.compile(rf"([<>≤≥±~≈]?) ?({_NUMBER})(?:([-–])({_NUMBER}))? ?({_UNIT}|%|)")
_PRESSURE = re.compile(r"(\d{2,3})/(\d{2,3}) ?(mmHg|)")
_TIME = r"(?:[01]?\d|2[0-3]):[0-5]\d"
_TIMES = re.compile(rf"{_TIME}(?: ?[-–] ?{_TIME})?")
# An ISO date has one reading everywhere; so have the short names of molecules, strains and trials (CD19).
_SAME = re.compile(r"\d{4}-[01]\d-[0-3]\d|[A-Z]{1,4}\d+[A-Z]?\d*")
_DAYS = 31  # figures up to this, on both sides of a stroke, may be a date
_SPACES = re.compile(r"[ \u00a0\u202f\u2009]")


def is_as_written(source: str, translation: str, locale: Locale) -> bool:
    """Tell whether the translation of an English text without words is what the locale makes of it, and no other."""
    if locale.direction == "rtl":
        return False  # what stands on which side of a sign is a question there
    return _bare(translation) in {_bare(form) for form in _forms(source.strip(), locale)}


def _bare(text: str) -> str:
    return _SPACES.sub("", ascii_digits(text)).replace("–", "-")


def _forms(source: str, locale: Locale) -> Iterator[str]:
    """Yield what a locale may write for a text; nothing where more than its form has to be decided."""
    if _SAME.fullmatch(source) or (_TIMES.fullmatch(source) and locales.has_colon_in_times(locale.gettext)):
        yield source
    elif (pressure := _PRESSURE.fullmatch(source)) and max(int(pressure[1]), int(pressure[2])) > _DAYS:
        if not pressure[3] or locale.script == "Latn":
            yield source
    elif (measure := _MEASURE.fullmatch(source)) and (measure[5] in _EVERYWHERE or locale.script == "Latn"):
        sign, first, dash, second, unit = (part or "" for part in measure.groups())
        for numbers in zip(_written(first, locale), _written(second or first, locale), strict=True):
            whole = numbers[0] + (dash + numbers[1] if second else "")
            yield sign + (locales.percent(locale.gettext, whole) if unit == "%" else whole + unit)


def _written(number: str, locale: Locale) -> tuple[str, str]:
    """Return a number without groups and, where the source has them, with groups: some locales group no thousands."""
    value = Decimal(number.replace(",", ""))
    return write_number(value, locale), write_number(value, locale, grouped="," in number)

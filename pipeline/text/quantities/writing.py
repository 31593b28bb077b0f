"""Writer of quantities, in the digits, signs and names of units of a locale."""

from __future__ import annotations

import re

from pipeline import locales
from pipeline.locales import Locale
from pipeline.text.quantities import reading
from pipeline.text.quantities.digits import FIGURE
from pipeline.text.quantities.figures import figure, pieces, write_number
from pipeline.text.quantities.model import Quantity
from pipeline.text.quantities.vocabulary import vocabulary

GROUPING = re.compile(r"\d[,.\u00a0\u202f\u2009'’٬]\d{3}(?!\d)")
TEN_THOUSAND = 10_000
DURATIONS = {"y": "year", "mo": "month", "wk": "week", "d": "day", "h": "hour", "min": "minute", "s": "second"}
HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def write(quantity: Quantity, locale: Locale) -> str:
    """Return the quantity in the locale's digits, separators, order of a date and names of units."""
    if quantity.kind == "date" and quantity.month:
        return locales.write_date(locale.tag, quantity.year, quantity.month, quantity.day)
    if quantity.value is None:
        return quantity.text
    if quantity.kind == "time":
        hours, minutes = divmod(int(quantity.value), 60)
        return f"{hours:02}:{minutes:02}".translate(dict(enumerate(locale.digits, ord("0"))))
    if quantity.kind == "fraction" and quantity.value * 1000 % 1:
        return quantity.text
    grouped = abs(quantity.value) >= TEN_THOUSAND or bool(GROUPING.search(quantity.text))
    text = write_number(quantity.value, locale, grouped=grouped)
    if quantity.upper is not None:
        text += "–" + write_number(quantity.upper, locale, grouped=grouped)
    if quantity.unit in DURATIONS:
        last = quantity.value if quantity.upper is None else quantity.upper
        text = locales.duration(locale.tag, last, DURATIONS[quantity.unit], text)
    elif quantity.unit:
        text = with_unit(text, quantity.unit, locale)
    return quantity.bound + text


def with_unit(number: str, unit: str, locale: Locale) -> str:
    """Put a unit to a number: 13,8 mg, 27 %, ۵ میلی گرم."""
    if unit == "%":
        return locales.percent(locale.tag, number)
    names = vocabulary(locale).names
    name = "/".join(names.get(part, part) for part in unit.split("/"))
    if unit.startswith("×10^"):
        power, slash, per = unit[4:].partition("/")
        return f"{number} ×10{power.translate(HIGH)}{slash}{names.get(per, per)}"
    close = locale.language in {"zh", "ja"}
    return f"{number}{'' if close else ' '}{name}"


def relocalise(text: str, source: str, source_locale: Locale, locale: Locale) -> str:
    """Write numbers that a translation copied from its source as the locale writes them: `100.4` as `100,4`.

    A number that is part of a code, an address or a longer number stays.
    """
    for quantity in reading.read(source, source_locale):
        if quantity.kind in {"date", "time"}:
            continue
        for run in FIGURE.finditer(quantity.text):
            for start, end in pieces(run[0], source_locale):
                number = run[0][start:end]
                form = write_number(figure(number, source_locale).value, locale, grouped="," in number)
                if form != number and not number.isdecimal():
                    text = re.sub(rf"(?<![\w.,/-]){re.escape(number)}(?![\w/]|[.,]\d)", form, text)
    return text

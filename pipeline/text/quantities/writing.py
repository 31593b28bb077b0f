"""Writer of quantities, in the digits, signs and names of units of a locale."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline import locales
from pipeline.locales import Locale
from pipeline.text.quantities import reading
from pipeline.text.quantities.digits import FIGURE
from pipeline.text.quantities.figures import figure, pieces, write_number
from pipeline.text.quantities.model import Quantity
from pipeline.text.quantities.vocabulary import vocabulary
from pipeline.text.raised import high

GROUPING = re.compile(r"\d[,.\u00a0\u202f\u2009'’٬]\d{3}(?!\d)")
TEN_THOUSAND = 10_000
DURATIONS = {"y": "year", "mo": "month", "wk": "week", "d": "day", "h": "hour", "min": "minute", "s": "second"}


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
    text = number(quantity, locale)
    if quantity.unit in DURATIONS:
        last = quantity.value if quantity.upper is None else quantity.upper
        text = locales.duration(locale.tag, last, DURATIONS[quantity.unit], text)
    elif quantity.unit:
        text = with_unit(text, quantity.unit, locale)
    return quantity.bound + text


def number(quantity: Quantity, locale: Locale) -> str:
    """Return the number of a quantity alone, of a range both: 13,8 and 2–4 and 50 × 10⁹."""
    values = [value for value in (quantity.value, quantity.upper) if value is not None]
    if quantity.power:
        return _power(values, quantity.power, locale)
    grouped = abs(values[0]) >= TEN_THOUSAND or bool(GROUPING.search(quantity.text))
    return "–".join(write_number(value, locale, grouped=grouped) for value in values)


def _power(values: list[Decimal], exponent: int, locale: Locale) -> str:
    ten = write_number(Decimal(10), locale)
    mantissas = [value.scaleb(-exponent) for value in values]
    if mantissas[0] == 1 and all(value == Decimal(1).scaleb(value.adjusted()) for value in values):
        return "–".join(f"{ten}{high(str(value.adjusted()))}" for value in values)
    return "–".join(write_number(_plain(mantissa), locale) for mantissa in mantissas) + f" × {ten}{high(str(exponent))}"


def _plain(value: Decimal) -> Decimal:
    """Return a value without an exponent of its own, in which digits may hide."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def with_unit(number: str, unit: str, locale: Locale) -> str:
    """Put a unit to a number: 13,8 mg, 27 %, ۵ میلی گرم."""
    if unit == "%":
        return locales.percent(locale.tag, number)
    names = vocabulary(locale).names
    name = "/".join(names.get(part, part) for part in unit.split("/"))
    if unit.startswith("/"):
        return number + name
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
                if form == number or number.isdecimal():
                    continue
                if quantity.power:
                    whole = source[quantity.first : quantity.last]
                    text = text.replace(whole, whole.replace(number, form))
                else:
                    text = re.sub(rf"(?<![\w.,/-]){re.escape(number)}(?![\w/]|[.,]\d)", form, text)
    return text

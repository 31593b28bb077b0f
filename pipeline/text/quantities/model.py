"""The values of this package: the finished quantity, a number on the way to one, and a change between two texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import FrozenInstanceError, dataclass
from decimal import Decimal

from pipeline.model import Severity


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text with everything that belongs to it, finished.

    `kind` is number, ordinal, fraction, multiple ("twice"), frequency, date, time, or phase (a Roman numeral of a
    phase, grade, stage or type). `value` is the first number, of a date the day, of a time the minutes since midnight;
    `upper` is the end of a range. [`start`, `end`) is the whole expression ("at least 13.8 mg/kg"), [`first`, `last`)
    the number alone.

    `unit` is canonical ("mg", "µg", "mg/kg", "%", "°C", "d", "h", "USD" …), `bound` one of "<", "≤", ">", "≥", "≈",
    "±". `word` tells a number in words. `other` is the value that its figures have where the signs of decimals and
    thousands are exchanged. `separator` says what is unusual about the signs in it:
    "decimal", "group" or "ambiguous". `grouped` tells of 42.000, whose noughts are no decimals;
    `power` is the exponent where the number is written with a power of ten.
    `doubtful` is a date whose month may be another word.
    """

    kind: str
    value: Decimal | None
    start: int
    end: int
    text: str
    upper: Decimal | None = None
    unit: str = ""
    bound: str = ""
    word: bool = False
    other: Decimal | None = None
    separator: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    first: int = 0
    last: int = 0
    power: int = 0
    doubtful: bool = False


# Seconds and months have no common measure: a month has no fixed number of days.
SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400, "wk": 604800}
MONTHS = {"mo": 1, "y": 12}


def length(unit: str, value: Decimal) -> tuple[bool, Decimal] | None:
    """Return how long a time is: whether in months, and how many of them or of seconds; None for others."""
    if unit in SECONDS:
        return False, value * SECONDS[unit]
    return (True, value * MONTHS[unit]) if unit in MONTHS else None


@dataclass(slots=True, eq=False)
class Number:
    """One number of a text, or the month of a date; readers write its unit and bound into it until it is closed.

    [`start`, `end`) is the number alone, [`left`, `right`) with its unit and bound. `idle` is a word that is often no
    number ("one", "a second"). `role` is its part in a date: "day", "month" or "year". `also` are other values that
    would be the same statement: 8 for 20:00, 90 for the 1990s; `bare` is the number without the scale word after it;
    `power` is the exponent of a power of ten that is part of the value, `clock` the minutes since midnight where
    it may be a time of day (8.30);
    `turned` tells of a bound that a negation beside it has turned round.
    """

    kind: str
    value: Decimal
    start: int
    end: int
    left: int
    right: int
    word: bool = False
    idle: bool = False
    other: Decimal | None = None
    separator: str = ""
    grouped: bool = False
    unit: str = ""
    bound: str = ""
    turned: bool = False
    role: str = ""
    also: tuple[Decimal, ...] = ()
    bare: Decimal | None = None
    power: int = 0
    clock: tuple[Decimal, ...] = ()
    upper: Number | None = None
    lower: Number | None = None
    date: tuple[Number, ...] = ()

    def quantity(self, text: str) -> Quantity:
        """Return the finished value; for the lower end of a range with its upper end, for a date with all its parts."""
        parts = self.date or ((self, self.upper) if self.upper else (self,))
        left, right = min(part.left for part in parts), max(part.right for part in parts)
        roles = {part.role: int(part.value) for part in self.date}
        power = self.power or (self.upper.power if self.upper else 0)  # 2–4 × 10⁶ is so many millions at both ends
        value = self.value if power == self.power else self.value.scaleb(power)
        return Quantity(
            kind="date" if self.date else self.kind,
            value=Decimal(roles["day"]) if "day" in roles else None if self.date else value,
            start=left,
            end=right,
            text=text[left:right],
            upper=self.upper.value if self.upper and not self.date else None,
            unit=self.unit,
            bound=self.bound,
            word=self.word,
            other=self.other,
            separator=self.separator,
            year=roles.get("year"),
            month=roles.get("month"),
            day=roles.get("day"),
            first=self.start,
            last=self.end,
            power=power,
            doubtful=any(part.idle for part in self.date),
        )


class _Closed(Number):
    """A number that has been read, the same for everyone who asks."""

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")


def closed(numbers: Iterable[Number]) -> tuple[Number, ...]:
    """Return the numbers of a text, which nobody changes any more; as objects they stay what they are."""
    read = tuple(numbers)
    for number in read:
        number.__class__ = _Closed
    return read


@dataclass(frozen=True, slots=True)
class Change:
    """One cause for which a translation states something else than its source.

    `kind` is the id of a check, `message` a sentence for the translator, `suggestion` what the translation should say.
    """

    kind: str
    severity: Severity
    message: str
    source: Quantity | None = None
    target: Quantity | None = None
    suggestion: str | None = None

"""What a text states in figures, and what became of it in another text: the values of this package."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import Severity


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text with everything that belongs to it.

    `kind` is number, ordinal, fraction, multiple ("twice"), frequency, date, time, or phase (a Roman numeral of a
    phase, grade, stage or type). `value` is the first number, of a date the day, of a time the minutes since midnight;
    `upper` is the end of a range. [`start`, `end`) is the whole expression ("at least 13.8 mg/kg"), [`first`, `last`)
    the number alone.

    `unit` is canonical ("mg", "µg", "mg/kg", "%", "°C", "d", "h", "USD" …), `bound` one of "<", "≤", ">", "≥", "≈".
    `word` tells a number in words. `other` is the value that its figures have where the signs of decimals and thousands
    are exchanged. `separator` says what is unusual about the signs
    in it: "decimal", "group" or "ambiguous".
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

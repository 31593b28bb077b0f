"""A number on the way to a quantity: what the readers of units, dates and bounds write into."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.text.quantities.model import Quantity


@dataclass(slots=True, eq=False)
class Number:
    """One number of a text, or the month of a date.

    [`start`, `end`) is the number alone, [`left`, `right`) with its unit and bound. `idle` is a word that is often no
    number ("one", "a second"). `role` is its part in a date: "day", "month" or "year". `also` are other values that
    would be the same statement: 8 for 20:00, 90 for the 1990s; `bare` is the number without the scale word after it;
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
    unit: str = ""
    bound: str = ""
    turned: bool = False
    role: str = ""
    also: tuple[Decimal, ...] = ()
    bare: Decimal | None = None
    upper: Number | None = None
    lower: Number | None = None
    date: tuple[Number, ...] = ()

    def quantity(self, text: str) -> Quantity:
        """Return the finished value; for the lower end of a range with its upper end, for a date with all its parts."""
        parts = self.date or ((self, self.upper) if self.upper else (self,))
        left, right = min(part.left for part in parts), max(part.right for part in parts)
        roles = {part.role: int(part.value) for part in self.date}
        return Quantity(
            kind="date" if self.date else self.kind,
            value=Decimal(roles["day"]) if "day" in roles else None if self.date else self.value,
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
        )

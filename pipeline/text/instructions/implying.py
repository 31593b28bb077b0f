"""What goes without saying in an instruction: every morning is every day, dinner is in the evening.

Where one text says it and the other doesn't, nothing is lost or added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from pipeline.text.instructions.reading import Facet

UNCOUNTED = ((), (Decimal(1),))  # the counts of what is there once, said or not
IMPLIED = {
    "subcutaneous": "skin",
    "topical": "skin",
    "intradermal": "skin",
    "intramuscular": "muscle",
    "intravenous": "vein",
    "sublingual": "tongue",
    "nasal": "nose",
    "oral": "mouth",
}
PERIODIC = {"daypart": "day", "weekday": "week"}  # every morning is every day, on Mondays every week
MEALTIMES = {"breakfast": ("morning",), "lunch": ("noon", "afternoon"), "dinner": ("evening", "night")}


def imply(left: dict[str, list[Facet]], right: dict[str, list[Facet]]) -> None:
    """Add to the facets of two texts what they imply, and leave out what one implies and the other says."""
    _every_morning(left, right)
    _imply_dayparts(left, right)
    imply_parts(left)
    imply_parts(right)


def imply_parts(slots: dict[str, list[Facet]]) -> None:
    """Let a route answer for the part of the body that it names: who injects under the skin speaks of the skin."""
    for facet in slots.get("route", ()):
        values = frozenset(IMPLIED[value] for value in facet.values if value in IMPLIED)
        if values:
            slots["body"].append(replace(facet, slot="body", values=values, loose=True))


def _every_morning(left: dict[str, list[Facet]], right: dict[str, list[Facet]]) -> None:
    """Leave out that it is every day or every week where one text alone says so, and both name a time of it."""
    for part, period in PERIODIC.items():
        if part not in left or part not in right:
            continue
        for one, other in ((left, right), (right, left)):
            if not other.get("period"):  # another period in its place is an exchange
                one["period"] = [facet for facet in one.get("period", ()) if not _is_every(facet, period)]


def _is_every(facet: Facet, period: str) -> bool:
    return period in facet.values and facet.count in UNCOUNTED


def _imply_dayparts(left: Mapping[str, list[Facet]], right: dict[str, list[Facet]]) -> None:
    """Let a meal answer for the time of day that it is eaten at, where the source names that: with breakfast."""
    said = {value for facet in left.get("daypart", ()) for value in facet.values}
    for facet in right.get("meal", ()):
        values = frozenset(said & {value for meal in facet.values for value in MEALTIMES.get(meal, ())})
        if values:
            right["daypart"].append(replace(facet, slot="daypart", values=values, loose=True))

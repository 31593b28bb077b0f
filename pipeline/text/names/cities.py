"""Cities and regions by what languages call them: CLDR's names for those of time zones, and a table of the project."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pipeline import locales

UNKNOWN = "-"


@cache
def cities(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the names of cities in a language, the usual one first; a key has the country first, "DE/Munich"."""
    known: dict[str, tuple[str, ...]] = {key: (name,) for key, name in _of_zones(language)}
    for row in _table():
        own = row.get(language, UNKNOWN)
        forms = tuple(own.split("|")) if own else (row["en"].split("|")[0],)
        if forms != (UNKNOWN,):
            known[f"{row['country']}/{row['en'].split('|')[0]}"] = forms
    return known


def _of_zones(language: str) -> Iterator[tuple[str, str]]:
    """Yield CLDR's names of cities; a Latin language that writes one as English does has no name for it."""
    names = locales.city_names(language)
    latin = locales.parse(language).script == "Latn"
    data = tomllib.loads((Path(__file__).parent / "places.toml").read_text("utf-8"))
    for row in data["cities"].split():
        country, _, zone = row.partition("=")
        english = zone.rpartition("/")[2].replace("_", " ")
        name = names.get(zone, english if latin else None)
        if name is not None:
            yield f"{country}/{english}", name


@cache
def _table() -> tuple[dict[str, str], ...]:
    with (Path(__file__).parent / "cities.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

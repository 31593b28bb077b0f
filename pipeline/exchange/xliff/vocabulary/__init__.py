"""The words of XLIFF as tables: a TOML file for the core and for each module, read when a version is first checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.exchange.xliff.vocabulary.values import TYPES

TABLES = {
    "1.2": ("xliff12",),
    "2": ("core", "matches", "glossary", "styles", "metadata", "resources", "changes", "sizes", "validation", "its"),
}
PARTICLE = re.compile(r"\(([^()]+)\)([?*+]?)|([\w:-]+)([?*+]?)")
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of an element: whether it must be there, and what its value may be."""

    name: str
    required: bool
    type: str = ""
    values: frozenset[str] = frozenset()

    @property
    def expected(self) -> str:
        """Its values in words."""
        listed = ", ".join(sorted(self.values))
        return " or ".join(filter(None, (listed, TYPES[self.type][1] if self.type else "")))

    def allows(self, value: str) -> bool:
        """Tell whether a value is one of its values or of its type."""
        return value in self.values or (TYPES[self.type][0](value) if self.type else not self.values)


@dataclass(frozen=True, slots=True)
class Particle:
    """A place in an element's content: names of which one may stand there, and how often."""

    names: tuple[str, ...]
    required: bool
    repeated: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """An element of the standard: its content and its attributes."""

    name: str
    text: bool = False
    particles: tuple[Particle, ...] = ()
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    extensions: bool = False  # attributes of unknown name spaces
    of_xml: bool = False  # attributes such as xml:lang, which it doesn't list
    anything: bool = False  # elements of any name space, which nobody looks into
    order: re.Pattern[str] = re.compile("")
    names: frozenset[str] = frozenset()  # of the elements that may be in it


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All elements of a version with its modules.

    `places` are, by a module's element, the elements that it may be in, and whether once or more often; `loose` are the
    attributes of modules, by their name, and `bearers` the elements that they may be on.
    """

    kinds: Mapping[str, Kind]
    places: Mapping[str, Mapping[str, bool]]
    loose: Mapping[str, Attribute]
    bearers: Mapping[str, frozenset[str]]
    shapes: set[tuple[str | None, ...]] = field(default_factory=set)  # names of attributes and children that are right


@cache
def vocabulary(version: str) -> Vocabulary:
    """Return the tables of a version: "2" is 2.0 and 2.1, with their modules; those of "1.2" are the strict ones."""
    kinds: dict[str, Kind] = {}
    places: dict[str, dict[str, bool]] = {}
    loose: dict[str, Attribute] = {}
    bearers: dict[str, frozenset[str]] = {}
    lists: dict[str, str] = {}
    for name in TABLES[version]:
        table = tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))
        lists |= table.get("lists", {})
        kinds |= {name: _kind(name, row, lists) for name, row in table.get("elements", {}).items()}
        for name, where in table.get("places", {}).items():
            places[name] = {place.rstrip("?*"): place.endswith("*") for place in where.split()}
        for name, row in table.get("attributes", {}).items():
            loose[name] = _attribute(f"{name}={row['type']}" if row.get("type") else name, lists)
            bearers[name] = frozenset(row["on"].split())
    return Vocabulary(kinds, places, loose, bearers)


def _kind(name: str, row: Mapping[str, Any], lists: Mapping[str, str]) -> Kind:
    content = row.get("content", "")
    text = content.split(" ", 1)[0] == "text"
    particles = tuple(_particles(content.removeprefix("text")))
    attributes = [_attribute(word, lists) for word in row.get("attributes", "").split()]
    order = "".join(
        f"(?:{'|'.join(re.escape(f'<{one}>') for one in particle.names)})"
        f"{('+' if particle.required else '*') if particle.repeated else '' if particle.required else '?'}"
        for particle in particles
    )
    return Kind(
        name,
        text,
        particles,
        {attribute.name: attribute for attribute in attributes},
        bool(row.get("extensions")),
        row.get("extensions") is True,
        row.get("anything", False),
        re.compile(order),
        frozenset(name for particle in particles for name in particle.names),
    )


def _particles(content: str) -> list[Particle]:
    return [
        Particle(tuple((found[1] or found[3]).split("|")), mark in ("", "+"), mark in ("*", "+"))
        for found in PARTICLE.finditer(content)
        for mark in [found[2] if found[1] else found[4]]
    ]


def _attribute(word: str, lists: Mapping[str, str]) -> Attribute:
    name, _, kinds = word.partition("=")
    values: list[str] = []
    kind = ""
    for one in kinds.split("|") if kinds else ():
        if one in TYPES:
            kind = one
        elif one in lists:
            listed = lists[one].split()
            kind = next((value for value in listed if value in TYPES), kind)
            values += [value for value in listed if value not in TYPES]
        else:
            values.append(one)
    return Attribute(name.removesuffix("!"), name.endswith("!"), kind, frozenset(values))

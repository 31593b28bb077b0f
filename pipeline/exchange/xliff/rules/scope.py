"""A unit as the rules look at it: its segments, the codes and annotations of either side in order, and its data.

Files and groups are looked at in the same way; they have no segments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.exchange.xliff.reading import Element

CODES = ("ph", "pc", "sc", "ec")
MARKERS = ("mrk", "sm")
YES, NO, FIRST = "yes", "no", "firstNo"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A fragment identifier; a scope that it doesn't name is None, and so is the rest where it ends at a scope."""

    absolute: bool
    file: str | None = None
    group: str | None = None
    unit: str | None = None
    prefix: str = ""
    identity: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A reference out of its unit, of an attribute; `file` is the id of the file that it leads into."""

    element: Element
    attribute: str
    file: str
    fragment: Fragment


@dataclass(slots=True)
class Facts:
    """What is known of a document so far, of the file under way and of what was referred to."""

    root: Element
    files: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    subflows: list[tuple[Element, str]] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)
    has_target: bool = False
    prefixes: Mapping[str, str] = field(default_factory=dict)  # of extensions, with their name spaces

    @property
    def source_language(self) -> str:
        """The language of the document's sources."""
        return self.root.attributes.get("srcLang", "")

    @property
    def target_language(self) -> str:
        """The language of its targets, or nothing."""
        return self.root.attributes.get("trgLang", "")


@dataclass(frozen=True)
class Scope:
    """A unit, a group or a file that has been read whole, with the elements around it."""

    element: Element
    above: tuple[Element, ...]
    facts: Facts

    @cached_property
    def segments(self) -> list[Element]:
        """Its segments and ignorable parts."""
        return self.element.named("segment", "ignorable")

    @cached_property
    def targets(self) -> list[Element]:
        """Its targets, in the order in which they are read."""
        placed = []
        for number, segment in enumerate(self.segments, 1):
            for target in segment.named("target")[:1]:
                order = target.attributes.get("order", "")
                placed.append((int(order) if order.isascii() and order.isdigit() else number, target))
        return [target for _, target in sorted(placed, key=lambda pair: pair[0])]

    @cached_property
    def source(self) -> list[Element]:
        """The codes and annotations of its sources, in order."""
        return [item for part in self.segments for source in part.named("source") for item in source.below()]

    @cached_property
    def target(self) -> list[Element]:
        """The codes and annotations of its targets, in the order in which they are read."""
        return [item for target in self.targets for item in target.below()]

    @property
    def sides(self) -> tuple[list[Element], list[Element]]:
        """Both sides, the sources first."""
        return self.source, self.target

    @cached_property
    def notes(self) -> set[str]:
        """The ids of its notes."""
        return {note.attributes["id"] for note in _grandchildren(self.element, "notes", "note")}

    @cached_property
    def data(self) -> set[str]:
        """The ids of its original data."""
        return {data.attributes["id"] for data in _grandchildren(self.element, "originalData", "data")}

    @property
    def around(self) -> tuple[Element, ...]:
        """The elements around it and itself, the root first."""
        return (*self.above, self.element)

    @cached_property
    def own(self) -> list[Element]:
        """It and everything in it that is neither in a group or unit of its own, nor of an extension."""
        found = [self.element]
        for child in self.element.children:
            if child.name not in ("group", "unit", "file") and not child.is_foreign:
                found.append(child)
                found += [one for one in child.below() if not one.is_foreign]
        return found

    @cached_property
    def bearers(self) -> dict[str, list[Element]]:
        """Those of `own` that have attributes of modules, by the modules' prefixes."""
        found: dict[str, list[Element]] = {}
        for element in self.own:
            for prefix in {name.partition(":")[0] for name in element.attributes if ":" in name}:
                found.setdefault(prefix, []).append(element)
        return found

    @cached_property
    def matches(self) -> list[Element]:
        """Its translation candidates."""
        return [match for matches in self.element.named("mtc:matches") for match in matches.named("mtc:match")]

    def enclosing(self, name: str) -> str:
        """Return the id of the innermost element of a name around it, or of itself."""
        return next((one.attributes.get("id", "") for one in reversed(self.around) if one.name == name), "")


def _grandchildren(element: Element, child: str, grandchild: str) -> Iterator[Element]:
    for one in element.named(child):
        yield from (item for item in one.named(grandchild) if "id" in item.attributes)


def leading(element: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names in a file, a group or a unit, as far as its first group or unit.

    Modules stand before those, and a file may have a hundred thousand of them.
    """
    for child in element.content:
        if isinstance(child, Element):
            if child.name in ("unit", "group"):
                return
            if child.name in names:
                yield child


def is_code(element: Element) -> bool:
    """Tell whether an element stands for markup of the original."""
    return element.name in CODES

"""Ids: each unique where the standard says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.exchange.xliff.problems import Problem, Rule, problem, tag
from pipeline.exchange.xliff.reading import Element
from pipeline.exchange.xliff.rules.scope import CODES, MARKERS, Facts, Scope

RULES = {
    "file-id-repeated": Rule("The id of a file is unique in the document."),
    "group-id-repeated": Rule("The id of a group is unique in its file."),
    "unit-id-repeated": Rule("The id of a unit is unique in its file."),
    "note-id-repeated": Rule("The id of a note is unique in the file, group or unit that it belongs to."),
    "data-id-repeated": Rule("The id of original data is unique in its unit."),
    "content-id-repeated": Rule("The ids of segments, of codes and of annotations are unique in their unit."),
    "target-id": Rule("A code or annotation of a target has the id of its counterpart in the source, or a new one."),
}
SPANS = {"pc", "sc", "ec"}  # what a translation may write one for the other


def check_container(container: Element, facts: Facts) -> Iterator[Problem]:
    """Yield repeated ids of a file, a group or a unit, and of its notes."""
    known = {"file": facts.files, "group": facts.groups, "unit": facts.units}.get(container.name)
    identity = container.attributes.get("id")
    if known is not None and identity is not None:
        if identity in known:
            yield problem(f"{container.name}-id-repeated", container, f"There is another {tag(container)}.")
        known.add(identity)
    for notes in container.named("notes"):
        yield from repeated(notes.named("note"), "note-id-repeated", container)


def check_unit(unit: Scope) -> Iterator[Problem]:
    """Yield repeated ids in a unit."""
    for data in unit.element.named("originalData"):
        yield from repeated(data.named("data"), "data-id-repeated", unit.element)
    inline = [item for item in unit.source if item.name in (*CODES, *MARKERS)]
    yield from repeated([*unit.segments, *inline], "content-id-repeated", unit.element)
    translated = [item for item in unit.target if item.name in (*CODES, *MARKERS)]
    yield from repeated(translated, "content-id-repeated", unit.element)
    segments = {segment.attributes["id"] for segment in unit.segments if "id" in segment.attributes}
    origins = {item.attributes["id"]: item for item in inline if "id" in item.attributes}
    yield from _counterparts(translated, segments, origins)


def check_match(match: Element) -> Iterator[Problem]:
    """Yield repeated ids in a translation candidate."""
    for data in match.named("originalData"):
        yield from repeated(data.named("data"), "data-id-repeated", match)
    inline = {side: [item for one in match.named(side) for item in one.below()] for side in ("source", "target")}
    for items in inline.values():
        yield from repeated(items, "content-id-repeated", match)
    origins = {item.attributes["id"]: item for item in inline["source"] if "id" in item.attributes}
    yield from _counterparts(inline["target"], set(), origins)


def _counterparts(translated: list[Element], segments: set[str], origins: dict[str, Element]) -> Iterator[Problem]:
    for item in translated:
        identity = item.attributes.get("id")
        if identity is None:
            continue
        origin = origins.get(identity)
        if identity in segments:
            yield problem("target-id", item, f"{tag(item)} has the id of a segment.")
        elif origin is not None and origin.name != item.name and not _alike(origin, item):
            yield problem("target-id", item, f"{tag(item)} has the id of {tag(origin)} in the source.")


def _alike(one: Element, other: Element) -> bool:
    names = {one.name, other.name}
    return names <= SPANS or names <= set(MARKERS)


def repeated(elements: Iterable[Element], rule: str, scope: Element) -> Iterator[Problem]:
    """Yield the elements whose id another before them has."""
    seen: set[str] = set()
    for element in elements:
        identity = element.attributes.get("id")
        if identity is None:
            continue
        if identity in seen:
            yield problem(rule, element, f"The id of {tag(element)} is used before in {tag(scope)}.")
        seen.add(identity)

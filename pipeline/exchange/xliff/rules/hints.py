"""Editing hints: what may be deleted, copied or moved, and whether a translation kept to it.

The standard checks them on targets that are there: a segment without one breaks no hint.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.exchange.xliff.problems import Problem, Rule, problem, tag
from pipeline.exchange.xliff.reading import Element
from pipeline.exchange.xliff.rules.scope import FIRST, NO, YES, Scope, is_code

RULES = {
    "reorder-hints": Rule('A code with canReorder "no" or "firstNo" has canCopy="no" and canDelete="no".'),
    "reorder-start": Rule('A sequence of codes that can\'t be reordered starts with canReorder="firstNo".'),
    "code-deleted": Rule('A code with canDelete="no" is in a target of its unit, too, once its segment has one.'),
    "code-reordered": Rule("A sequence of codes that can't be reordered has the same order in the target."),
    "code-copied": Rule('A code with canCopy="no" is not copied.'),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A code, or the start or end of one, as it stands in a text; `key` is the same on both sides."""

    key: str
    code: Element
    reorder: str


def check(unit: Scope) -> Iterator[Problem]:
    """Yield where hints contradict one another, and where a translation doesn't keep to them."""
    source = [mark for part in unit.segments for one in part.named("source") for mark in _marks(one)]
    target = [mark for one in unit.targets for mark in _marks(one)]
    for marks in (source, target):
        yield from _hints(marks)
    if target or unit.targets:
        yield from _deleted(unit, {mark.key for mark in target})
        yield from _reordered(source, target)
        yield from _copied(unit)


def _marks(content: Element) -> Iterator[Mark]:
    for item in content.children:
        reorder = item.attributes.get("canReorder", YES)
        if not is_code(item):
            yield from _marks(item)
            continue
        reference = item.attributes.get("startRef") if item.name == "ec" else None
        key = item.attributes.get("id", "") if reference is None else f"/{reference}"
        yield Mark(key, item, reorder)
        if item.name == "pc":
            yield from _marks(item)
            yield Mark(f"/{key}", item, NO if reorder == FIRST else reorder)


def _hints(marks: Iterable[Mark]) -> Iterator[Problem]:
    is_first = True
    for mark in marks:
        if mark.reorder == YES:
            continue
        item = mark.code
        is_end = mark.key.startswith("/") and item.name == "pc"
        if not is_end and any(item.attributes.get(name) != NO for name in ("canCopy", "canDelete")):
            yield problem("reorder-hints", item, f'canCopy and canDelete of {tag(item)} must be "no".')
        if is_first and mark.reorder == NO:
            yield problem("reorder-start", item, f'Before {tag(item)} there is no code with canReorder="firstNo".')
        is_first = False


def _deleted(unit: Scope, kept: set[str]) -> Iterator[Problem]:
    for segment in unit.segments:
        if not segment.named("target"):
            continue
        for source in segment.named("source"):
            for mark in _marks(source):
                if mark.code.attributes.get("canDelete") == NO and mark.key not in kept:
                    yield problem("code-deleted", mark.code, f"{tag(mark.code)} is not in the target.")
                    kept.add(mark.key)


def _reordered(source: list[Mark], target: list[Mark]) -> Iterator[Problem]:
    places = {mark.key: number for number, mark in enumerate(target)}
    sequences: list[list[Mark]] = []
    for mark in source:
        if mark.reorder == FIRST and mark.code.name != "ec":
            sequences.append([mark])
        elif mark.reorder != YES and sequences:
            sequences[-1].append(mark)
    for sequence in sequences:
        found = [places[mark.key] for mark in sequence if mark.key in places]
        if found != sorted(found):
            first = sequence[0].code
            yield problem("code-reordered", first, f"What can't be reordered after {tag(first)} is, in the target.")


def _copied(unit: Scope) -> Iterator[Problem]:
    bases = {item.attributes.get("id", ""): item for item in unit.source if is_code(item)}
    for item in unit.target:
        base = bases.get(item.attributes.get("copyOf", "")) if is_code(item) else None
        if base is not None and base.attributes.get("canCopy") == NO:
            yield problem("code-copied", item, f"{tag(item)} is a copy of {tag(base)}.")

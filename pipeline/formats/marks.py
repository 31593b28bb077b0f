"""Where an author, or the configuration, says what class of text stands: one account of it for all formats.

A mark covers a stretch of the source. A sentence belongs to a class where it touches such a stretch; to navigation,
which asks for less than other classes may, only where it lies within one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from pipeline.errors import FormatError
from pipeline.formats.html.outline import Outline
from pipeline.formats.selectors import Keys, Rule, Trail
from pipeline.formats.sentences import Lines
from pipeline.model import Slot
from pipeline.text.classes import CLASSES, NAVIGATION

ATTRIBUTE = "data-l10n-class"
KEY = "l10n-class"  # of front matter, of YAML and JSON at their top, and the name of a <meta>
_BETWEEN = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int


class Marks:
    """The marked stretches of one source, collected while it is read."""

    def __init__(self, rules: tuple[Rule, ...] = ()) -> None:
        self._trail = Trail(rules)
        self._found: dict[str, list[_Stretch]] = {}

    def add(self, start: int, end: int, names: Iterable[str]) -> None:
        """Mark the characters [start, end)."""
        for name in names:
            self._found.setdefault(name, []).append(_Stretch(start, end))

    def elements(self, outline: Outline, length: int) -> None:
        """Mark where the elements of a page stand that the rules, or they themselves, put into classes."""
        trails: dict[int, Trail] = {}
        for element in outline.elements:
            outer = self._trail if element.parent is None else trails[id(element.parent)]
            values = {attribute.name: attribute.value for attribute in element.attributes}
            inner = outer.entered(element.name, values)
            if ATTRIBUTE in values:
                inner = inner.labelled(named(values[ATTRIBUTE]))
            trails[id(element)] = inner
            if inner.labels != outer.labels:
                self.add(element.start, element.end, inner.labels - outer.labels)
            if element.name == "meta" and values.get("name", "").strip().lower() == KEY:
                self.page(named(values.get("content", "")), length, element.start)

    def page(self, names: Iterable[str], length: int, place: int) -> None:
        """Mark the whole of a page; what names the classes stands at `place`."""
        for name in names:
            self.add(place if name not in CLASSES else 0, length, [name])

    def on(self, slots: Sequence[Slot], source: str) -> tuple[Slot, ...]:
        """Return the slots with their classes; raise FormatError with the line of a mark that names no class."""
        for name, stretches in self._found.items():
            if name not in CLASSES:
                known = ", ".join(CLASSES)
                raise FormatError(f"{KEY} {name!r} is no class ({known})", line=Lines(source).at(stretches[0].start))
        joined = {name: _joined(stretches) for name, stretches in self._found.items()}
        return tuple(_classed(slot, joined) for slot in slots) if joined else tuple(slots)


def named(value: str) -> frozenset[str]:
    """Return the names in the value of a mark: words, parted by spaces or commas."""
    return frozenset(filter(None, _BETWEEN.split(value)))


def keyed(path: Sequence[str], patterns: Sequence[Keys]) -> frozenset[str]:
    """Return the classes that the keys of a value, or their whole path, give it."""
    keys = [_folded(key) for key in path if key]
    keys.append(".".join(keys))
    return frozenset(one.label for one in patterns if any(fnmatchcase(key, _folded(one.pattern)) for key in keys))


def _folded(key: str) -> str:
    return key.lower().replace("-", "_")


def _joined(stretches: list[_Stretch]) -> list[_Stretch]:
    """Return stretches in order, those that overlap as one: looking one up takes no time however many there are."""
    joined: list[_Stretch] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.start):
        if joined and stretch.start <= joined[-1].end:
            joined[-1] = _Stretch(joined[-1].start, max(joined[-1].end, stretch.end))
        else:
            joined.append(stretch)
    return joined


def _classed(slot: Slot, joined: Mapping[str, list[_Stretch]]) -> Slot:
    names = {name for name, stretches in joined.items() if _is_marked(slot, stretches, within=name == NAVIGATION)}
    if not names:
        return slot
    return replace(slot, segment=replace(slot.segment, classes=slot.segment.classes | names))


def _is_marked(slot: Slot, stretches: list[_Stretch], *, within: bool) -> bool:
    last = max(slot.end, slot.start + 1)
    index = bisect_right(stretches, last - 1, key=lambda stretch: stretch.start) - 1
    if index < 0:
        return False
    found = stretches[index]
    return found.start <= slot.start and slot.end <= found.end if within else slot.start < found.end

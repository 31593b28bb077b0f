"""Marks of classes: where an author, or the configuration, says what class of text stands, alike in all formats.

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
from pipeline.formats.sentences import Lines
from pipeline.formats.settings import Keys, Rule
from pipeline.model import Slot
from pipeline.text.classes import CLASSES, NAVIGATION

ATTRIBUTE = "data-l10n-class"
KEY = "l10n-class"  # of front matter, of YAML and JSON at their top, and the name of a <meta>
_BETWEEN = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters [start, end) of the source."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MatchState:
    """State of the selectors' matching at a place: how far the elements around it match, and the labels that it gets.

    A step is taken by the outermost element that it fits: whatever a later one could reach, this one reaches as well.
    """

    rules: tuple[Rule, ...] = ()
    reached: tuple[int, ...] = ()
    labels: frozenset[str] = frozenset()

    def entered(self, name: str, values: Mapping[str, str]) -> MatchState:
        """Return the state inside an element: itself where the element changes nothing."""
        reached = self.reached or (0,) * len(self.rules)
        taken = [
            index
            for index, (rule, done) in enumerate(zip(self.rules, reached, strict=True))
            if done < len(rule.steps) and rule.steps[done].fits(name, values)
        ]
        if not taken:
            return self
        steps = tuple(done + (index in taken) for index, done in enumerate(reached))
        fulfilled = {self.rules[index].label for index in taken if steps[index] == len(self.rules[index].steps)}
        return replace(self, reached=steps, labels=self.labels | fulfilled)

    def labelled(self, labels: frozenset[str]) -> MatchState:
        """Return the state with more labels, which the element itself names."""
        return self if labels <= self.labels else replace(self, labels=self.labels | labels)


class Marks:
    """The marked stretches of one source, collected while it is read."""

    def __init__(self, rules: tuple[Rule, ...] = ()) -> None:
        self._outermost = MatchState(rules)
        self._stretches: dict[str, list[_Stretch]] = {}

    def add(self, start: int, end: int, names: Iterable[str]) -> None:
        """Mark the characters [start, end)."""
        for name in names:
            self._stretches.setdefault(name, []).append(_Stretch(start, end))

    def elements(self, outline: Outline, length: int) -> None:
        """Mark where the elements of a page stand that the rules, or they themselves, put into classes."""
        states: dict[int, MatchState] = {}
        for element in outline.elements:
            outer = self._outermost if element.parent is None else states[id(element.parent)]
            values = {attribute.name: attribute.value for attribute in element.attributes}
            inner = outer.entered(element.name, values)
            if ATTRIBUTE in values:
                inner = inner.labelled(named(values[ATTRIBUTE]))
            states[id(element)] = inner
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
        for name, stretches in self._stretches.items():
            if name not in CLASSES:
                known = ", ".join(CLASSES)
                raise FormatError(f"{KEY} {name!r} is no class ({known})", line=Lines(source).at(stretches[0].start))
        joined = {name: _joined(stretches) for name, stretches in self._stretches.items()}
        return tuple(_classed(slot, joined) for slot in slots) if joined else tuple(slots)


def named(value: str) -> frozenset[str]:
    """Return the names in the value of a mark: words, parted by spaces or commas."""
    return frozenset(filter(None, _BETWEEN.split(value)))


def keyed(path: Sequence[str], patterns: Sequence[Keys]) -> frozenset[str]:
    """Return the classes that the keys of a value, or their whole path, give it."""
    keys = [_folded(key) for key in path if key]
    keys.append(".".join(keys))
    return frozenset(rule.label for rule in patterns if any(fnmatchcase(key, _folded(rule.pattern)) for key in keys))


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
    nearest = stretches[index]  # the last that begins before the slot's end
    return nearest.start <= slot.start and slot.end <= nearest.end if within else slot.start < nearest.end

"""Comparison of polarity in two versions of one text: each mark that came, went, changed or moved is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.text.polarity.marks import Mark
from pipeline.text.polarity.shifts import POLES, Shift

WORD = re.compile(r"\w+")
KINDS = {
    "negation": ("negation-lost", "negation-added", "negation-moved"),
    "side": ("side-lost", "side-added", "side-swapped"),
    "comparison": ("comparison-lost", "comparison-added", "comparison-flipped"),
    "direction": ("direction-lost", "direction-added", "direction-flipped"),
    "order": ("order-lost", "order-added", "order-flipped"),
    "modality": ("modality-changed", "modality-changed", "modality-changed"),
    "frequency": ("frequency-changed", "frequency-changed", "frequency-changed"),
    "exception": ("exception-lost", "exception-added", "exception-changed"),
    "prefix": ("prefix-lost", "prefix-added", "prefix-flipped"),
    "setting": ("setting-lost", "setting-added", "setting-swapped"),
}


# Prepositions and "possible" come and go with the style of a sentence; "high" for "low" doesn't.
LOOSELY = {"comparison", "direction"}


def shifts(old: str, new: str, old_marks: Sequence[Mark], new_marks: Sequence[Mark]) -> Iterator[Shift]:
    """Yield what changed from the old version's marks to the new one's."""
    families = {mark.family for mark in old_marks} | {mark.family for mark in new_marks}
    for family, kinds in KINDS.items():
        if family not in families:
            continue
        before = [mark for mark in old_marks if _counts(mark, family)]
        after = [mark for mark in new_marks if _counts(mark, family)]
        if sorted(map(_value, before)) == sorted(map(_value, after)):
            yield from _moved(family, kinds[2], old, new, before, after)
            continue
        gone, come = _without_twins(before, after), _without_twins(after, before)
        while gone and come and (pair := _pair(family, gone, come)):
            gone.remove(pair[0])
            come.remove(pair[1])
            yield _shift(kinds[2], *pair)
        yield from (_shift(kinds[0], mark, None) for mark in gone if not mark.loose)
        yield from (_shift(kinds[1], None, mark) for mark in come if not mark.loose)


def _counts(mark: Mark, family: str) -> bool:
    return mark.family == family and (not mark.loose or family in LOOSELY)


def _value(mark: Mark) -> str:
    """Return what makes a mark another one: for a negation nothing, "not able" is "unable"."""
    return "" if mark.family == "negation" else mark.value


def _without_twins(marks: Sequence[Mark], others: Sequence[Mark]) -> list[Mark]:
    """Return the marks that are left when each of the others takes off one of its value, the same word first."""
    values = Counter(map(_value, others))
    words = Counter(mark.text.lower() for mark in others)
    left = []
    for mark in sorted(marks, key=lambda mark: words[mark.text.lower()] == 0):
        if values[_value(mark)] > 0:
            values[_value(mark)] -= 1
        else:
            left.append(mark)
    return sorted(left, key=lambda mark: mark.start)


def _pair(family: str, gone: Sequence[Mark], come: Sequence[Mark]) -> tuple[Mark, Mark] | None:
    """Return a mark that went and the one that came in its place, opposites first."""
    opposed = ((lost, added) for lost in gone for added in come if _opposed(lost, added))
    outright = ((lost, added) for lost in gone for added in come if not lost.loose and not added.loose)
    return next(opposed, None) or next(outright, None)


def _opposed(lost: Mark, added: Mark) -> bool:
    first, second = POLES.get((lost.family, lost.value)), POLES.get((added.family, added.value))
    return first is not None and second is not None and first[0] == second[0] and first[1] != second[1]


def _moved(
    family: str, kind: str, old: str, new: str, before: Sequence[Mark], after: Sequence[Mark]
) -> Iterator[Shift]:
    """Tell that the same marks stand with other words: "left arm, right leg" for "right arm, left leg"."""
    places, others = _places(old, before), _places(new, after)
    if places == others or sorted(places) == sorted(others):
        return
    first, second = Counter(places), Counter(others)
    words = {match[0] for match in WORD.finditer(old.lower())} & {match[0] for match in WORD.finditer(new.lower())}
    lost = [
        mark
        for mark in before
        if first[_value(mark), word := _next_word(old, mark)] > second[_value(mark), word] and word in words
    ]
    added = [
        mark
        for mark in after
        if second[_value(mark), word := _next_word(new, mark)] > first[_value(mark), word] and word in words
    ]
    if lost and added:
        yield _shift(kind, lost[0], added[0])


def _places(text: str, marks: Sequence[Mark]) -> list[tuple[str, str]]:
    return [(_value(mark), _next_word(text, mark)) for mark in marks]


def _next_word(text: str, mark: Mark) -> str:
    match = WORD.search(text, mark.end)
    return match[0].lower() if match else ""


def _shift(kind: str, old: Mark | None, new: Mark | None) -> Shift:
    match old, new:
        case Mark(), Mark():
            message = f"“{old.text}” is now “{new.text}”."
        case Mark(), None:
            message = f"“{old.text}” is no longer there."
        case _:
            message = f"“{new.text if new else ''}” is new."
    return Shift(kind, "critical", message, old, new, None)

"""Checks across entries: one source with two translations, two sources with one, a term rendered two ways.

A reader who meets "Ask your nurse" twice in other words looks for a difference that isn't there; one who meets two
instructions in the same words misses the one that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.model import Finding, Unit
from pipeline.po import roles
from pipeline.text import inline
from pipeline.text.language import words

CHECKS = {
    "inconsistent-source": "The same source text has another translation elsewhere.",
    "same-source": "The same source text has another translation in another role.",
    "inconsistent-translation": "Another source text has the same translation.",
    "term-inconsistent": "A term is rendered in another way than before, both allowed.",
}
# A word or two may rightly be two things in one language and one in the other: "Home" and "House", "you" and "you".
FEWEST_WORDS = 4
FEWEST_CHARACTERS = 8  # of a script without spaces
SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Rendering:
    """A translation's choice among several terms that the glossary has for the same words of the source.

    `term` is the glossary's term that stands there, `others` are those of its other terms that stand there as well.
    """

    concept: str
    text: str
    term: str
    others: tuple[str, ...]
    source_span: tuple[int, int]
    target_span: tuple[int, int]


class Renderings:
    """The first rendering of each term, which later entries are compared with; entries are told in their order."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], tuple[str, tuple[str, int]]] = {}

    def check(self, unit: Unit, renderings: Iterable[Rendering]) -> Iterator[Finding]:
        """Compare how a unit renders its terms with how the same words of the source were rendered before."""
        for rendering in renderings:
            first, place = self._first.setdefault(
                (rendering.concept, rendering.text.casefold()), (rendering.term, unit.place)
            )
            if first == rendering.term or first in rendering.others:
                continue
            message = f"“{rendering.text}” is “{rendering.term}” here and was “{first}” before{_at(place, unit)}."
            yield Finding(
                "term-inconsistent", "minor", message, unit, rendering.source_span, rendering.target_span, first
            )


def inconsistencies(units: Iterable[Unit]) -> Iterator[Finding]:
    """Compare the accepted translations of a locale with each other, each unit with the first that differs from it.

    The same source in two contexts may be two things, and is told as such; two plural forms are. A draft and an
    untranslated entry are compared with nothing: nobody has decided on them.
    """
    in_any_role: dict[tuple[str, str | None], Unit] = {}
    by_source: dict[tuple[str | None, str, str | None], Unit] = {}
    by_target: dict[str, Unit] = {}
    for unit in units:
        if unit.state in ("untranslated", "draft") or not unit.targets or any(map(inline.is_empty, unit.targets)):
            continue
        segment = unit.segment
        first = by_source.setdefault((segment.context, segment.text, segment.plural), unit)
        if first.targets != unit.targets:
            other = " | ".join(first.targets)
            message = f"The same source is translated as “{other}” elsewhere{_at(first.place, unit)}."
            yield Finding("inconsistent-source", "minor", message, unit, None, None, other)
        other_role = in_any_role.setdefault((segment.text, segment.plural), unit)
        if other_role.segment.context != segment.context and _differ(other_role, unit):
            role = other_role.segment.context or roles.in_words(other_role.segment.role) or "text"
            other = " | ".join(other_role.targets)
            message = f"As {role} the same source is translated as “{other}”{_at(other_role.place, unit)}."
            yield Finding("same-source", "minor", message, unit, None, None, other)
        if len(unit.targets) > 1 or not _telling(segment.text) or not _telling(unit.targets[0]):
            continue
        twin = by_target.setdefault(_normalised(unit.targets[0]), unit)
        if _normalised(twin.segment.text) != _normalised(segment.text):
            message = f"“{twin.segment.text}” has the same translation{_at(twin.place, unit)}."
            yield Finding("inconsistent-translation", "minor", message, unit)


def _telling(text: str) -> bool:
    """Tell sentences from labels, whose few words have several meanings."""
    own_words = words.words(inline.blank_codes(text))
    return len(own_words) >= FEWEST_WORDS or (bool(words.UNSPACED.search(text)) and len(text) >= FEWEST_CHARACTERS)


def _differ(unit: Unit, other: Unit) -> bool:
    """Tell whether two translations differ in more than their signs and capitals."""
    return [*map(_normalised, unit.targets)] != [*map(_normalised, other.targets)]


def _normalised(text: str) -> str:
    """Return what a text says, whatever its signs and capitals."""
    return SIGNS.sub(" ", inline.blank_codes(text)).strip().casefold()


def _at(place: tuple[str, int], unit: Unit) -> str:
    path, line = place
    if not line:
        return ""
    return f" (line {line})" if path == unit.place[0] else f" ({path}:{line})"

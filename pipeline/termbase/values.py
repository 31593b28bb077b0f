"""Values that a termbase answers with: term entries with targets, their matches, how a translation honours them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["form", "inflected", "derived", "part", "lemma"]


@dataclass(frozen=True, slots=True)
class Target:
    """A term of the target locale; `status` as in the glossary, `forms` are inflected forms that it lists."""

    term: str
    status: str
    pos: str = ""
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A concept as one pair of locales sees it: source terms and targets, the preferred ones first.

    `kept` are the names that stay as they are in every translation; `do_not_translate` says that there are some.
    """

    concept: str
    sources: tuple[str, ...]
    targets: tuple[Target, ...]
    kept: tuple[str, ...] = ()
    domain: str = ""
    note: str = ""

    @property
    def do_not_translate(self) -> bool:
        """The concept's name stays as it is."""
        return bool(self.kept)

    @property
    def allowed(self) -> tuple[Target, ...]:
        """The targets that a translation may use."""
        return tuple(target for target in self.targets if target.status in ("preferred", "admitted"))


@dataclass(frozen=True, slots=True)
class TermMatch:
    """An entry that stands in a source segment at [start, end); homonyms stand at the same place."""

    concept: str
    entry: TermEntry
    start: int
    end: int
    text: str

    @property
    def literal(self) -> bool:
        """Whether the segment has the entry's term as it is written, and no other form of it."""
        return self.text.casefold() in map(str.casefold, self.entry.sources)


def alone(matches: Sequence[TermMatch]) -> list[TermMatch]:
    """Return the matches that aren't homonyms: those alone at their place, or alone there with their term as written.

    Where “visit” and “visits” have an entry each, one of them means the other's regular plural.
    """
    places: dict[tuple[int, int], list[TermMatch]] = {}
    for match in matches:
        places.setdefault((match.start, match.end), []).append(match)
    literal = {place: [match for match in own if match.literal] for place, own in places.items()}
    meant = (own if len(own) == 1 else literal[place] for place, own in places.items())
    return [match for own in meant if len(own) == 1 for match in own]


@dataclass(frozen=True, slots=True)
class Honour:
    """An entry honoured by a translation: by which target, where, and how closely.

    `kind`: "form" (a written form), "inflected" (by rule), "derived" (a word of the same family), "part" (the words of
    a longer target that answer the source's), "lemma" (by dictionary).
    """

    target: Target
    kind: Kind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class WrongSense:
    """A homonym of a source whose translation has a rendering of another sense."""

    match: TermMatch
    used: Honour

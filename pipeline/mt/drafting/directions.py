"""What both directions make of a draft: how likely it is given its source, and its source given the draft.

A forward model finds likely what it says itself; the model of the other direction has to find the source again in what
was said, and misses what was lost. Neither alone is a judge: a draft is better than another where both say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.model import Span


class Token(Protocol):
    """A token of a text, at [start, end), and the logarithm of its probability."""

    @property
    def span(self) -> Span:
        """Where it stands."""

    @property
    def log(self) -> float:
        """How likely it is."""


class Direction(Protocol):
    """A model of one direction that is asked how likely given translations are."""

    def tokens(self, sources: Sequence[str], targets: Sequence[str]) -> Sequence[Sequence[Token]]:
        """Return how likely each token of each target is given its source; none where it can't tell."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The tokens of a draft given its source, and those of the source given the draft; logarithms are natural."""

    said: tuple[Token, ...]
    back: tuple[Token, ...]

    @property
    def forward(self) -> float:
        """The mean logarithm of the draft's tokens."""
        return _mean(self.said)

    @property
    def backward(self) -> float:
        """The mean logarithm of the source's tokens."""
        return _mean(self.back)

    def better(self, other: Reading) -> bool:
        """Tell whether both directions find this draft likelier than another of the same source."""
        return self.forward > other.forward and self.backward > other.backward


@dataclass(frozen=True, slots=True)
class Directions:
    """The models of both directions."""

    forward: Direction
    backward: Direction

    def read(self, sources: Sequence[str], drafts: Sequence[str]) -> list[Reading | None]:
        """Return what both make of each draft of its source, in order; None where one can't tell.

        Hundreds at a time are fastest; a reading is independent of order and batch.
        """
        said = self.forward.tokens(sources, drafts)
        back = self.backward.tokens(drafts, sources)
        pairs = zip(said, back, strict=True)
        return [Reading(tuple(there), tuple(here)) if there and here else None for there, here in pairs]


def _mean(tokens: Sequence[Token]) -> float:
    return sum(token.log for token in tokens) / len(tokens)

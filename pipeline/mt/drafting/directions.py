"""What both directions make of a draft: how likely it is given its source, and its source given the draft.

A forward model finds likely what it says itself; the model of the other direction has to find the source again in what
was said, and misses what was lost. Neither alone is a judge: a draft is better than another where both say so.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from pipeline.model import Span

LEAST = 1e-3  # of a score: below it there is no difference
MOST = -10.0


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

    def sound(self, score: float) -> float:
        """Return the score of the draft by both directions, from its score by the first: see `joint`."""
        return joint(score, self.back)

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


@dataclass(frozen=True, slots=True)
class Calibration:
    """The logistic regressions of a grave error: by the forward score alone, and with what the other direction adds.

    Each has a bias, and a weight for the logarithm of the forward score; `backward` is the weight of the source's token
    that is second in being unlikely.
    """

    alone: tuple[float, float]
    bias: float
    forward: float
    backward: float

    def joint(self, score: float, back: Sequence[Token]) -> float:
        """Return the forward score of drafts that are as often wrong as those with this score and these tokens."""
        odds = self.bias + self.forward * math.log(max(score, LEAST)) + self.backward * returned(back)
        return min(1.0, math.exp((odds - self.alone[0]) / self.alone[1]))


def returned(back: Sequence[Token]) -> float:
    """Return how surely a source comes back: the logarithm of its token that is second in being unlikely.

    One alone may be a synonym's. A model's surprise has no bounds, and beyond MOST says no more.
    """
    logs = sorted(token.log for token in back)
    return max(MOST, logs[1] if len(logs) > 1 else logs[0])


def joint(score: float, back: Sequence[Token]) -> float:
    """Return the score of a draft by both directions, from its score by the first and its source's tokens."""
    return _calibration().joint(score, back)


@cache
def _calibration() -> Calibration:
    data = tomllib.loads((Path(__file__).parent / "directions.toml").read_text("utf-8"))
    return Calibration(tuple(data["alone"]), data["bias"], data["forward"], data["backward"])


def _mean(tokens: Sequence[Token]) -> float:
    return sum(token.log for token in tokens) / len(tokens)

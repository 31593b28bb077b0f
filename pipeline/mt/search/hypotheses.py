"""The values that the beam search takes and returns, in tokens: constraints, tasks and hypotheses."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Constraint:
    """A requirement: any one of these token sequences appears in the translation."""

    options: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A source, its end included, with the sequences that its translation must have and must not have.

    The translation begins with `prefix`, whatever the requirements; phrases in it that were asked for are `requested`.
    """

    tokens: tuple[int, ...]
    required: tuple[Constraint, ...] = ()
    forbidden: tuple[tuple[int, ...], ...] = ()
    prefix: tuple[int, ...] = ()
    requested: tuple[tuple[int, ...], ...] = ()

    @property
    def phrases(self) -> tuple[tuple[int, ...], ...]:
        """The sequences that were asked for: they say nothing of a hypothesis's fluency."""
        return (*self.requested, *(option for constraint in self.required for option in constraint.options))


@dataclass(frozen=True, slots=True, eq=False)
class Hypothesis:
    """A translation that the search found for one source: tokens without the end, and their log-probabilities.

    `log_probabilities` are natural logarithms; they include the end of sentence, where it was reached (`ended`).
    `attention` is [target tokens, source tokens]; neither side has the end. `unmet` are the indices of the
    requirements that the translation misses.
    """

    tokens: tuple[int, ...]
    log_probabilities: tuple[float, ...]
    attention: NDArray[np.float32]
    ended: bool
    unmet: tuple[int, ...] = ()

    @property
    def score(self) -> float:
        """The geometric mean of the tokens' probabilities, in 0–1."""
        return self.fluency(())

    def fluency(self, phrases: Iterable[tuple[int, ...]]) -> float:
        """Return the score without the tokens of these phrases, which were asked for: they cost it nothing."""
        requested = {
            place
            for phrase in phrases
            for start in range(len(self.tokens) - len(phrase) + 1)
            if self.tokens[start : start + len(phrase)] == phrase
            for place in range(start, start + len(phrase))
        }
        logs = [log for place, log in enumerate(self.log_probabilities) if place not in requested]
        return min(1.0, math.exp(sum(logs) / len(logs))) if logs else 0.0

"""What is asked of the search and what it answers, in tokens."""

from __future__ import annotations

import math
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

    The translation begins with `prefix`, whatever the requirements.
    """

    tokens: tuple[int, ...]
    required: tuple[Constraint, ...] = ()
    forbidden: tuple[tuple[int, ...], ...] = ()
    prefix: tuple[int, ...] = ()

    @property
    def forced(self) -> int:
        """How many tokens come of the requirements: the first of each, for after that one the others are likely."""
        return len(self.required)


@dataclass(frozen=True, slots=True, eq=False)
class Hypothesis:
    """What the search found for one source: tokens without the end, natural logarithms of their probabilities.

    `log_probabilities` includes the end of sentence, where it was reached (`ended`). `attention` is
    [target tokens, source tokens]; neither side has the end. `unmet` are the indices of the requirements it misses.
    """

    tokens: tuple[int, ...]
    log_probabilities: tuple[float, ...]
    attention: NDArray[np.float32]
    ended: bool
    unmet: tuple[int, ...] = ()

    @property
    def score(self) -> float:
        """The geometric mean of the tokens' probabilities, in 0–1."""
        return self.fluency(0)

    def fluency(self, forced: int) -> float:
        """Return the score without so many of the least likely tokens: what a hypothesis was told costs it nothing."""
        logs = sorted(self.log_probabilities)[min(forced, len(self.log_probabilities) - 1) :]
        return min(1.0, math.exp(sum(logs) / len(logs))) if logs else 0.0

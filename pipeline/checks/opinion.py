"""A second opinion: a translation model doubts what the rules let pass, where it would hardly say that of the source.

Measured (tests/bench/opinion.py), the mean probability of a translation's words tells whether it belongs to its source
and its language, and the probability of its end whether something is still to come. Neither sees a lost "not", another
number or the other side: a model finds such words about as likely as the right ones.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from pipeline.model import Finding, Unit

CHECKS = {"model-doubts": "A translation model finds it unlikely that this is the whole translation of the source."}

# Natural logarithms of probabilities. A short text has a few words alone to be judged by, and each may be free.
DOUBTFUL, SHORT = -3.7, -4.0  # the mean over n tokens lies below DOUBTFUL + SHORT / √n
UNENDED = -1.0  # human translations end where the model expects it at -0.01 or so
FEWEST = 6  # tokens, the end included, below which there is nothing to be sure of
NOTHING = "The translation model would hardly say this of the source: is it the translation of another sentence?"
UNFINISHED = "The translation model expects more behind this end: is something of the source left out?"


class Opinion(Protocol):
    """What a model makes of a translation: natural logarithms of probabilities, over `tokens` tokens with the end."""

    @property
    def mean(self) -> float:
        """The mean over all tokens."""

    @property
    def end(self) -> float:
        """That of ending where the translation ends."""

    @property
    def tokens(self) -> int:
        """How many there are."""

    @property
    def span(self) -> tuple[int, int] | None:
        """The [start, end) of the least likely stretch of the translation."""


class Scorer(Protocol):
    """A translation model that gives a second opinion on translations."""

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> Sequence[Opinion | None]:
        """Return what it makes of each target as translation of its source; None where it can't tell."""


def doubts(units: Sequence[Unit], scorer: Scorer) -> list[Finding | None]:
    """Return for each unit what the model finds most doubtful in it, asking for all of them at once."""
    asked = [(number, form) for number, unit in enumerate(units) for form in range(len(unit.targets))]
    sources = [_source(units[number], form) for number, form in asked]
    opinions = scorer.score(sources, [units[number].targets[form] for number, form in asked])
    found: list[Finding | None] = [None] * len(units)
    worst = [0.0] * len(units)
    for (number, form), opinion in zip(asked, opinions, strict=True):
        if opinion is not None and (lack := shortfall(opinion)) > worst[number]:
            worst[number], found[number] = lack, _finding(units[number], form, opinion)
    return found


def shortfall(opinion: Opinion) -> float:
    """Return by how much an opinion falls short of what is asked of a translation; 0 where it doesn't."""
    if opinion.tokens < FEWEST:
        return 0.0
    return max(0.0, limit(opinion.tokens) - opinion.mean, UNENDED - opinion.end)


def limit(tokens: int) -> float:
    """Return below which mean a translation of so many tokens is doubtful."""
    return DOUBTFUL + SHORT / math.sqrt(tokens)


def _source(unit: Unit, form: int) -> str:
    """Return the source of a plural form: the first of several stands for one, unless there is only one form."""
    plural = unit.segment.plural
    return plural if plural is not None and (form or len(unit.targets) == 1) else unit.segment.text


def _finding(unit: Unit, form: int, opinion: Opinion) -> Finding:
    text = unit.targets[form]
    if opinion.mean < limit(opinion.tokens):
        span = opinion.span or (0, len(text))
        return Finding("model-doubts", "major", NOTHING, unit, None, span)
    end = len(text.rstrip())
    return Finding("model-doubts", "major", UNFINISHED, unit, None, (text.rfind(" ", 0, end) + 1, end))

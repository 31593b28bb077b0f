"""A second opinion: a translation model doubts what the rules let pass, where it would hardly say that of the source.

Measured (tests/bench/opinion.py), the mean probability of a translation's words tells whether it belongs to its source
and its language, and the probability of its end whether something is still to come. Neither sees a lost "not", another
number or the other side: a model finds such words about as likely as the right ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pipeline.checks.punctuation import CLOSERS, KIND, NARROW, WIDE
from pipeline.model import Finding, PluralForms, Unit
from pipeline.text import inline

CHECKS = {"model-doubts": "A translation model finds it unlikely that this is the whole translation of the source."}

# Natural logarithms of probabilities. A short text has a few words alone to be judged by, and each may be free.
DOUBTFUL, SHORT = -3.7, -4.0  # the mean over n tokens lies below DOUBTFUL + SHORT / √n
UNENDED = -1.0  # of ending: where nothing is missing, that is -0.01 or so
UNCLOSED = -5.0  # of a final sign that the translation lacks, and of ending behind it
ENDS = frozenset({"full stop", "question mark", "exclamation mark"})
FEWEST = 6  # tokens, the end included, below which there is nothing to be sure of
FEWEST_TO_END = 12  # and below which an end may come anywhere
STRANGE = "The translation model would hardly say this of the source: is it the translation of another sentence?"
UNFINISHED = "The translation model expects more behind this end: is something of the source left out?"


class Opinion(Protocol):
    """A model's opinion of a translation: natural logarithms of probabilities, over `tokens` tokens with the end."""

    @property
    def mean(self) -> float:
        """The mean over all tokens."""

    @property
    def end(self) -> float:
        """That of ending where the translation ends."""

    @property
    def last(self) -> float:
        """That of the last token before the end."""

    @property
    def tokens(self) -> int:
        """How many there are."""

    @property
    def span(self) -> tuple[int, int] | None:
        """The [start, end) of the least likely stretch of the translation."""


class Scorer(Protocol):
    """A translation model that gives a second opinion on translations."""

    @property
    def origin(self) -> str:
        """Name and version of the model."""

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> Sequence[Opinion | None]:
        """Return what it makes of each target as translation of its source; None where it can't tell."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A model's answer about a unit: the least mean of its forms, None where it can't tell, and its greatest doubt."""

    mean: float | None = None
    doubt: Finding | None = None


def ask(units: Sequence[Unit], scorer: Scorer, forms: PluralForms | None = None) -> list[Answer]:
    """Return for each unit what the model makes of it, asking about all of them at once; `forms` are the locale's."""
    asked = [question for number, unit in enumerate(units) for question in _questions(number, unit, forms)]
    opinions = scorer.score([each.source for each in asked], [each.target + each.sign for each in asked])
    answers = [Answer() for _ in units]
    worst = [0.0] * len(units)
    for question, opinion in zip(asked, opinions, strict=True):
        if opinion is None:
            continue
        known = answers[question.unit]
        least = opinion.mean if known.mean is None else min(known.mean, opinion.mean)
        answers[question.unit] = replace(known, mean=least)
        if opinion.tokens < FEWEST:
            continue
        strange, unended = limit(opinion.tokens) - opinion.mean, _unended(opinion, question)
        lack = max(strange, unended)
        if lack > worst[question.unit]:
            worst[question.unit] = lack
            span = _stretch(question.target, opinion) if strange > 0 else _last_word(question.target)
            message = STRANGE if strange > 0 else UNFINISHED
            doubt = Finding("model-doubts", "major", message, units[question.unit], None, span)
            answers[question.unit] = Answer(least, doubt)
    return answers


def limit(tokens: int) -> float:
    """Return below which mean a translation of so many tokens is doubtful."""
    return DOUBTFUL + SHORT / math.sqrt(tokens)


@dataclass(frozen=True, slots=True)
class _Question:
    """A translation in a form of a unit, its source, and the final sign that only the source has."""

    unit: int
    source: str
    target: str
    sign: str


def _questions(number: int, unit: Unit, forms: PluralForms | None) -> Iterator[_Question]:
    """Ask about each form that says something."""
    for pair in unit.pairs(forms):
        if not inline.is_blank(pair.target):
            target = pair.target.rstrip()
            yield _Question(number, pair.source, target, _sign(pair.source.rstrip(), target))


def _sign(source: str, target: str) -> str:
    """Return the final sign that a translation lacks: that it is gone is for `end-punctuation` to say, not for a model.

    What breaks off ends where the model expects no such sign.
    """
    sign = source[-1:]
    if KIND.get(sign) not in ENDS or KIND.get(target.rstrip(CLOSERS)[-1:]):
        return ""
    return sign.translate(WIDE) if NARROW.search(f"{target}.") else sign


def _unended(opinion: Opinion, question: _Question) -> float:
    """Return how much likelier an end should be; a list of notes, and a code in a word's place, hide where one is."""
    if opinion.tokens < FEWEST_TO_END or "/>" in question.target:
        return 0.0
    return UNCLOSED - opinion.last - opinion.end if question.sign else UNENDED - opinion.end


def _stretch(text: str, opinion: Opinion) -> tuple[int, int]:
    start, end = opinion.span or (0, len(text))
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    return (start + lead, start + len(words.rstrip())) if words.strip() else (0, len(text))


def _last_word(text: str) -> tuple[int, int]:
    return text.rfind(" ") + 1, len(text)

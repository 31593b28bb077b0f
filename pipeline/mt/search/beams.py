"""Beam search over any model's step: a batch of sentences, a few hypotheses each, and phrases that they are held to.

Without requirements it finds what transformers' beam search finds: of twice as many continuations as beams those that
end count if they are among the first, scores are divided by length to a power, and a sentence is done when its best
open hypothesis can't overtake its worst finished one. With requirements the beams are shared out among hypotheses
that have produced equally much of them (dynamic beam allocation), so that a forced word competes with its like.
What is done leaves the batch. A hypothesis that meets its length limit comes back not `ended`.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.mt.search.constraints import NEVER, Continuation, Progress, Rules, allocate
from pipeline.mt.search.hypotheses import Hypothesis
from pipeline.mt.search.stepper import Continuations, Stepper

if TYPE_CHECKING:
    from torch import Tensor

_KEEP_ABOVE = 0.85  # copying the cache costs less than computing rows that are done, from about here
# Where one translation meets its requirements, others that are longer by so much are bent out of shape.
_PATIENCE, _SPARE = 1.25, 4
_LIKELY = 8  # continuations of a hypothesis that are looked at beside those that a requirement wants


@dataclass(frozen=True, slots=True)
class Search:
    """The width of a search: beams, hypotheses wanted of each sentence, and the power of the length.

    `held_penalty` is that power where requirements hold: dividing by the whole length would favour a translation that
    goes on past its end only to fit a phrase in. `counted` are tokens of the start that count for the length.
    """

    beams: int
    n_best: int = 1
    length_penalty: float = 1.0
    counted: int = 0
    held_penalty: float = 0.5

    def normalised(self, total: float, length: int) -> float:
        """Return a sum of logarithms as scores are compared."""
        return float(total / (length + self.counted) ** self.length_penalty)


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of the batch: the row of each sentence, and of each beam token, parent, logarithm and attention."""

    rows: NDArray[np.int64]
    tokens: NDArray[np.int64]
    parents: NDArray[np.int64]
    logs: NDArray[np.float32]
    attention: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Finished:
    """A hypothesis that grows no more: its last token, taken at `step` from beam `parent`."""

    score: float
    step: int
    parent: int
    token: int
    log: float
    unmet: tuple[int, ...] = ()
    patience: float = math.inf  # the length at which nobody waits for another beside it
    runaway: bool = False  # with requirements, an end counts more than meeting them; generate makes no difference

    @property
    def rank(self) -> tuple[bool, int, float]:
        """What hypotheses are sorted by: fewer unmet requirements, then the higher score."""
        return (self.runaway, len(self.unmet), -self.score)


@dataclass(slots=True)
class _Open:
    """The open hypotheses of the batch: beams of each row, best first."""

    latest: Tensor
    totals: Tensor
    parents: Tensor
    logs: Tensor
    best: Tensor  # of each row [rows], normalised


def search(
    stepper: Stepper, limits: Sequence[int], how: Search, rules: Sequence[Rules] | None = None
) -> list[list[Hypothesis]]:
    """Return for each sentence of a batch up to `n_best` hypotheses, best first.

    `limits` are the most tokens of each, its end included; `rules` the phrases that each is held to.
    """
    import torch

    with torch.inference_mode():
        return _Run(stepper, limits, how, rules).finish()


@dataclass(slots=True)
class _Run:
    """One search: the state of its batch and what it has found."""

    stepper: Stepper
    limits: Sequence[int]
    how: Search
    rules: Sequence[Rules] | None
    steps: list[_Step] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)  # the sentence of each row of the batch
    done: set[int] = field(default_factory=set)
    finished: list[list[_Finished]] = field(default_factory=list)
    progress: list[list[Progress]] = field(default_factory=list)  # of each row's beams, where there are rules
    read: list[int] = field(default_factory=list)  # how many tokens of each sentence's prefix the model has read

    def finish(self) -> list[list[Hypothesis]]:
        import torch

        count = len(self.limits)
        self.rows = list(range(count))
        self.finished = [[] for _ in self.rows]
        if self.rules is not None:
            self.progress = [[rules.start()] * self.how.beams for rules in self.rules]
        totals = torch.full((count, self.how.beams), NEVER)
        totals[:, 0] = 0
        latest = torch.full((count, self.how.beams), self.stepper.end)
        self._begin(latest, totals)
        for step in range(max(limit - read for limit, read in zip(self.limits, self.read, strict=True))):
            taken = 2 * self.how.beams if self.rules is None else _LIKELY
            advance = self.stepper.advance(latest, taken)
            choose = self._free if self.rules is None else self._held
            chosen = choose(advance.continuations, totals, step)
            self._record(chosen, advance.attention)
            self._close(chosen.best, step)
            kept = [row for row, sentence in enumerate(self.rows) if sentence not in self.done]
            if not kept:
                break
            if self.how.beams > 1:
                self.stepper.reorder(chosen.parents)
            latest, totals = chosen.latest, chosen.totals
            if len(kept) <= _KEEP_ABOVE * len(self.rows):
                places = torch.tensor(kept)
                self.stepper.keep(places)
                latest, totals = latest.index_select(0, places), totals.index_select(0, places)
                self.rows = [self.rows[row] for row in kept]
                self.progress = [self.progress[row] for row in kept] if self.progress else []
        return [
            [self._traced(sentence, last) for last in finished[: self.how.n_best]]
            for sentence, finished in enumerate(self.finished)
        ]

    def _begin(self, latest: Tensor, totals: Tensor) -> None:
        """Set out from where the model has read the prefixes to."""
        self.read = [0] * len(self.limits)
        if self.rules is None or self.stepper.begun is None:
            return
        logs = self.stepper.begun.log_probabilities.tolist()
        for sentence, rules in enumerate(self.rules):
            self.read[sentence] = len(rules.prefix)
            if rules.prefix:
                latest[sentence] = rules.prefix[-1]
                totals[sentence, 0] = sum(logs[sentence][: len(rules.prefix)])
                reached = functools.reduce(rules.after, rules.prefix, rules.start())
                self.progress[sentence] = [reached] * self.how.beams

    def _length(self, row: int, step: int) -> int:
        """Return how many tokens a row's hypotheses have after a step."""
        return step + 1 + self.read[self.rows[row]]

    def _free(self, continuations: Continuations, totals: Tensor, step: int) -> _Open:
        """Choose the best continuations of each row at once."""
        beams = self.how.beams
        tokens, logs = continuations.best.tokens, continuations.best.log_probabilities
        count = tokens.shape[2]
        sums = (logs + totals[:, :, None]).flatten(1)
        best, at = sums.topk(min(2 * beams, sums.shape[1]))
        parents = at // count
        tokens, logs = tokens.flatten(1).gather(1, at), logs.flatten(1).gather(1, at)
        ends = tokens == self.stepper.end
        length = step + 1
        scores = best / (length + self.how.counted) ** self.how.length_penalty
        over = {row for row, sentence in enumerate(self.rows) if length >= self.limits[sentence]}
        closing = ends[:, :beams].any(1).nonzero()[:, 0].tolist()
        for row in sorted({*closing, *over}):
            if self.rows[row] not in self.done:
                values = zip(*(v[row, :beams].tolist() for v in (scores, parents, tokens, logs)), strict=True)
                for score, parent, token, log in values:
                    if (token == self.stepper.end or row in over) and score > NEVER / 10:
                        self._add(row, _Finished(score, step, parent, token, log))
        totals, at = best.masked_fill(ends, NEVER).topk(beams)
        latest, parents, logs = tokens.gather(1, at), parents.gather(1, at), logs.gather(1, at)
        return _Open(
            latest, totals, parents, logs, totals[:, 0] / (length + self.how.counted) ** self.how.length_penalty
        )

    def _held(self, continuations: Continuations, totals: Tensor, step: int) -> _Open:
        """Choose for each row by itself, sharing its beams among the banks of its requirements."""
        import torch

        assert self.rules is not None
        beams = self.how.beams
        before = totals.tolist()
        wanted = [
            [
                self._wanted(sentence, at, step) if total > NEVER / 10 else []
                for at, total in zip(self.progress[row], before[row], strict=True)
            ]
            for row, sentence in enumerate(self.rows)
        ]
        width = max(1, max(len(tokens) for row in wanted for tokens in row))
        padded = [[tokens + [self.stepper.end] * (width - len(tokens)) for tokens in row] for row in wanted]
        priced = continuations.of(torch.tensor(padded)).tolist()
        tokens, logs = continuations.best.tokens.tolist(), continuations.best.log_probabilities.tolist()
        empty = (NEVER, 0, self.stepper.end, 0.0)
        chosen = []
        for row, sentence in enumerate(self.rows):
            picked: list[Continuation] = []
            if sentence not in self.done:
                free = step + self.read[sentence] >= len(self.rules[sentence].prefix)
                prices = [dict(zip(*pair, strict=False)) for pair in zip(wanted[row], priced[row], strict=True)]
                for price, *likely in zip(prices, tokens[row], logs[row], strict=True) if free else ():
                    price.update(zip(*likely, strict=True))
                picked = self._allocated(row, before[row], prices, step)
                self.progress[row] = [continuation.progress for continuation in picked]
                self.progress[row] += [self.rules[sentence].start()] * (beams - len(picked))
            values = [(beam.total, beam.parent, beam.token, beam.log) for beam in picked]
            chosen.append(values + [empty] * (beams - len(values)))
        sums, parents, latest, logs_taken = (
            torch.tensor([[values[field] for values in row] for row in chosen]) for field in range(len(empty))
        )
        lengths = torch.tensor([self._length(row, step) for row in range(len(self.rows))])
        best = sums.amax(1) / (lengths + self.how.counted) ** self.how.length_penalty
        return _Open(latest, sums, parents, logs_taken, best)

    def _wanted(self, sentence: int, progress: Progress, step: int) -> list[int]:
        """Return the tokens to look at, however unlikely: the next of the prefix, after it those of requirements."""
        assert self.rules is not None
        rules = self.rules[sentence]
        place = step + self.read[sentence]
        return list(rules.prefix[place : place + 1]) or list(rules.following(progress).wanted)

    def _allocated(
        self, row: int, totals: Sequence[float], priced: Sequence[dict[int, float]], step: int
    ) -> list[Continuation]:
        """Allocate a row's beams, note what ends or has no room to go on, and return what does."""
        sentence = self.rows[row]
        assert self.rules is not None
        allocation = allocate(self.rules[sentence], self.progress[row], totals, priced, self.stepper.end)
        length = self._length(row, step)
        cut = allocation.open if length >= self.limits[sentence] else []
        for last in (*allocation.ended, *cut):
            score = self.how.normalised(last.total, length)
            unmet = self.rules[sentence].unmet(last.progress)
            ended = last.token == self.stepper.end
            whole = ended and len(unmet) == len(self.rules[sentence].hopeless)
            patience = _PATIENCE * length + _SPARE if whole else math.inf
            self._add(row, _Finished(score, step, last.parent, last.token, last.log, unmet, patience, not ended))
        return allocation.open

    def _add(self, row: int, hypothesis: _Finished) -> None:
        finished = self.finished[self.rows[row]]
        finished.append(hypothesis)
        finished.sort(key=lambda hypothesis: hypothesis.rank)
        del finished[max(self.how.beams, self.how.n_best) :]

    def _record(self, chosen: _Open, attention: Tensor) -> None:
        rows = np.full(len(self.limits), -1)
        rows[self.rows] = np.arange(len(self.rows))
        values = (chosen.latest, chosen.parents, chosen.logs, attention)
        self.steps.append(_Step(rows, *(value.numpy() for value in values)))

    def _close(self, best: Tensor, step: int) -> None:
        """Note the sentences that are done: at their limit, or with nothing better to come."""
        enough = self.how.beams if self.rules is None else max(self.how.n_best, 2)
        open_best = best.tolist()
        for row, sentence in enumerate(self.rows):
            finished = self.finished[sentence]
            length = self._length(row, step)
            late = self.rules is not None and bool(finished) and length > finished[0].patience
            if late or length >= self.limits[sentence] or open_best[row] <= NEVER / 1e4:
                self.done.add(sentence)
            elif len(finished) >= enough:
                fewest = len(self.rules[sentence].hopeless) if self.rules else 0
                last = finished[enough - 1]
                if len(last.unmet) == fewest and open_best[row] <= last.score:
                    self.done.add(sentence)

    def _traced(self, sentence: int, last: _Finished) -> Hypothesis:
        """Walk back from the last token to the first."""
        ended = last.token == self.stepper.end
        beam, logs = last.parent, [last.log]
        tokens, attention = ([], []) if ended else ([last.token], [self._attention(sentence, last.step, beam)])
        for number in range(last.step - 1, -1, -1):
            step = self.steps[number]
            row = step.rows[sentence]
            tokens.append(int(step.tokens[row, beam]))
            logs.append(float(step.logs[row, beam]))
            beam = int(step.parents[row, beam])
            attention.append(step.attention[row, beam])
        if read := self.read[sentence]:
            assert self.rules is not None
            assert self.stepper.begun is not None
            tokens += self.rules[sentence].prefix[::-1]
            logs += self.stepper.begun.log_probabilities[sentence, :read].tolist()[::-1]
            attention += list(self.stepper.begun.attention[sentence, :read].numpy()[::-1])
        width = self.steps[0].attention.shape[2]
        paid = np.array(attention[::-1], dtype=np.float32).reshape(-1, width)
        return Hypothesis(tuple(tokens[::-1]), tuple(logs[::-1]), paid, ended, last.unmet)

    def _attention(self, sentence: int, number: int, beam: int) -> NDArray[np.float32]:
        step = self.steps[number]
        paid: NDArray[np.float32] = step.attention[step.rows[sentence], beam]
        return paid

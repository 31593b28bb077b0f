"""Decoding of tasks into hypotheses, in batches chosen so that a translation can't depend on its neighbours.

Rows are padded to a multiple of `GRAIN` tokens that depends on the row alone, batched only with rows of the same
padded length, and never computed fewer than a few at once: below that, matrix libraries change to kernels that add in
another order, and the last bits of a score would hang on the batch.

A free translation is made greedily first, and again with `BEAMS` beams where its score is below `DOUBTFUL`: measured,
that is better than beams for all, at a third of their cost. The bound is a fixed score, not a share of the batch.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from pipeline.mt.search.beams import Search, search
from pipeline.mt.search.constraints import Rules
from pipeline.mt.search.hypotheses import Constraint, Hypothesis, Task
from pipeline.mt.search.stepper import Encoded

__all__ = ["Encoded", "Vocabulary", "batches", "decode", "padded", "step_limit"]

GRAIN = 32
BATCH_TOKENS = 4096  # of a greedy batch, padding included
BEAM_TOKENS = 2048  # times beams
BEAMS = 4
DOUBTFUL = 0.905
_SPARE_STEPS, _STEPS_PER_TOKEN = 16, 2.5  # of a translation that can still come to an end: see `step_limit`
_HELD_GRAIN, _MOST_HELD = 4, 24  # beams of a task with requirements: a multiple, and the most


def step_limit(source_tokens: int) -> int:
    """Return after how many tokens a translation that hasn't ended counts as runaway."""
    return _SPARE_STEPS + math.ceil(_STEPS_PER_TOKEN * source_tokens)


def padded(length: int) -> int:
    """Return the padded length of a source, its end included: a matter of this source alone."""
    return -(-length // GRAIN) * GRAIN


def batches(lengths: Sequence[int], *, tokens: int = BATCH_TOKENS) -> list[list[int]]:
    """Group the indices of sources, longest first, so that a batch has one padded length and fits the budget."""
    order = sorted(range(len(lengths)), key=lambda index: (-padded(lengths[index]), -lengths[index], index))
    grouped: list[list[int]] = []
    for index in order:
        width = padded(lengths[index])
        last = grouped[-1] if grouped else []
        if last and padded(lengths[last[0]]) == width and (len(last) + 1) * width <= tokens:
            last.append(index)
        else:
            grouped.append([index])
    return grouped


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokens of a model that the search treats apart: those it never chooses, and those that continue a word."""

    impossible: Collection[int] = ()
    inside: Collection[int] = ()


def decode(
    encode: Callable[[Sequence[Sequence[int]], int], Encoded],
    tasks: Sequence[Task],
    how: Search | None = None,
    vocabulary: Vocabulary | None = None,
) -> list[list[Hypothesis]]:
    """Return up to `how.n_best` hypotheses for each task, best first; without `how` the best by the default policy.

    `encode` takes sources and the length to pad them to. A translation that doesn't end within `step_limit` comes
    back not `ended`.
    """
    best: list[list[Hypothesis]] = [[] for _ in tasks]
    held = [index for index, task in enumerate(tasks) if task.required or task.forbidden or task.prefix]
    free = sorted(set(range(len(tasks))).difference(held))
    for batch in batches([len(tasks[index].tokens) for index in free]):
        part = [free[n] for n in batch]
        for index, hypotheses in zip(part, _free(encode, [tasks[n] for n in part], how), strict=True):
            best[index] = hypotheses
    rules = {index: _rules(tasks[index], vocabulary or Vocabulary()) for index in held}
    wide = how or Search(BEAMS)
    for beams in sorted({_beams(rules[index], wide.beams) for index in held}):
        group = [index for index in held if _beams(rules[index], wide.beams) == beams]
        lengths = [len(tasks[index].tokens) for index in group]
        for batch in batches(lengths, tokens=BEAM_TOKENS * BEAMS // beams):
            part = [group[n] for n in batch]
            sources = [tasks[index].tokens for index in part]
            stepper = encode(sources, padded(max(map(len, sources)))).begin(
                range(len(part)),
                beams,
                [rules[index].tokens for index in part],
                [rules[index].prefix for index in part],
            )
            narrow = replace(wide, beams=beams, length_penalty=wide.held_penalty)
            results = search(stepper, list(map(_limit, sources)), narrow, [rules[index] for index in part])
            for index, hypotheses in zip(part, results, strict=True):
                best[index] = [_trimmed(hypothesis, tasks[index]) for hypothesis in hypotheses]
    return best


def _rules(task: Task, vocabulary: Vocabulary) -> Rules:
    longest = _limit(task.tokens) - 1
    required = tuple(Constraint(tuple(o for o in need.options if len(o) <= longest)) for need in task.required)
    possible = replace(task, required=required)
    return Rules(possible, impossible=vocabulary.impossible, inside=vocabulary.inside)


def _beams(rules: Rules, beams: int) -> int:
    """Return how many beams a task with rules takes: as many more as it has banks, up to a bound."""
    wanted = -(-(beams + rules.size) // _HELD_GRAIN) * _HELD_GRAIN if rules.size else beams
    return max(beams, min(wanted, _MOST_HELD))


def _limit(source: Sequence[int]) -> int:
    return step_limit(len(source))


def _free(
    encode: Callable[[Sequence[Sequence[int]], int], Encoded], tasks: Sequence[Task], how: Search | None
) -> list[list[Hypothesis]]:
    """Translate one batch without requirements."""
    sources = [task.tokens for task in tasks]
    width = padded(max(map(len, sources)))
    encoded = encode(sources, width)
    first = how or Search(1)
    best: list[list[Hypothesis]] = [[] for _ in tasks]
    _searched(encoded, list(range(len(tasks))), sources, first, best)
    if how is None:
        greedy = [hypotheses[0] for hypotheses in best]
        doubtful = [row for row, first_try in enumerate(greedy) if first_try.score < DOUBTFUL or not first_try.ended]
        _searched(encoded, doubtful, sources, Search(BEAMS), best)
        for row in doubtful:
            best[row] = [max((*best[row], greedy[row]), key=lambda hypothesis: (hypothesis.ended, hypothesis.score))]
    return [
        [_trimmed(hypothesis, task) for hypothesis in hypotheses] for hypotheses, task in zip(best, tasks, strict=True)
    ]


def _searched(
    encoded: Encoded, rows: Sequence[int], sources: Sequence[Sequence[int]], how: Search, best: list[list[Hypothesis]]
) -> None:
    """Search for the given rows of a batch, as many at once as the budget of tokens allows."""
    if not rows:
        return
    width = padded(max(map(len, sources)))
    size = max(1, (BATCH_TOKENS if how.beams == 1 else BEAM_TOKENS * BEAMS // how.beams) // width)
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        limits = [_limit(sources[row]) for row in part]
        for row, hypotheses in zip(part, search(encoded.begin(part, how.beams), limits, how), strict=True):
            best[row] = hypotheses


def _trimmed(hypothesis: Hypothesis, task: Task) -> Hypothesis:
    """Return a hypothesis with its attention to the source alone, without padding and end."""
    return replace(hypothesis, attention=hypothesis.attention[:, : len(task.tokens) - 1].copy())

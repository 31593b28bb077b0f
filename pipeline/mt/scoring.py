"""How likely a model finds a translation that is there already: forced decoding, where drafting would choose the words.

A batch holds sources of one padded length, and the output layer is computed in blocks of one size, so that a score
can't depend on the pairs beside it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.errors import ModelError
from pipeline.mt import routes, workers
from pipeline.mt.decoding import batches, padded
from pipeline.mt.markup import take_out
from pipeline.mt.typography import spell

if TYPE_CHECKING:
    from torch import Tensor

    from pipeline.mt.loading import LoadedModel
    from pipeline.mt.pretrained import PretrainedModel
    from pipeline.mt.workers import Model

LONGEST = 400  # tokens of a source or a translation: what is longer would tell of the model, not of the translator
EXPECTED = -4.5  # a stretch is where the logarithms stay below that: what people write is seldom so for long
BATCH_TOKENS = 2048
BLOCK = 256  # places of the output layer at once: their logits over the whole vocabulary take 32 MB


@dataclass(frozen=True, slots=True)
class Score:
    """What a model makes of a translation, given its source.

    `mean` is the mean natural logarithm of the probabilities of `tokens` tokens, the end among them. `span` is the
    [start, end) of the least likely stretch of the translation, None where no word is unlikely, and `surprise` by how
    many natural units that stretch falls short of `EXPECTED` all in all.
    """

    mean: float
    tokens: int
    span: tuple[int, int] | None = None
    surprise: float = 0.0


@dataclass(frozen=True, slots=True)
class _Pair:
    """A source and a translation as a model reads them, ends included, and where the translation's tokens stand."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


class ForcedScorer:
    """A translation model that is asked for the probability of given translations; it loads when first asked."""

    def __init__(self, load: Callable[[], Model], origin: str, *, jobs: int | None = None) -> None:
        self.origin = origin
        self.jobs = workers.processors() if jobs is None else jobs
        self._load = load

    @cached_property
    def model(self) -> Model:
        """The model in memory."""
        return self._load()

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[Score | None]:
        """Return the score of each target given its source, in order; None where one is blank, or too long.

        Inline codes are left out. The result is independent of order and batch; hundreds at a time are fastest.
        """
        pairs = [_read(self.model, source, target) for source, target in zip(sources, targets, strict=True)]
        wanted = [number for number, pair in enumerate(pairs) if pair is not None]
        found: list[Score | None] = [None] * len(pairs)
        kept = [pair for pair in pairs if pair is not None]
        grouped = batches([len(pair.source) for pair in kept], tokens=BATCH_TOKENS)
        parts = [[kept[index] for index in batch] for batch in grouped]
        results = workers.run(self.model, log_probabilities, parts, jobs=self.jobs)
        for batch, lists in zip(grouped, results, strict=True):
            for index, logs in zip(batch, lists, strict=True):
                found[wanted[index]] = _score(kept[index], logs)
        return found


def _read(model: Model, source: str, target: str) -> _Pair | None:
    plain, given = take_out(source), take_out(target)
    if not plain.text.strip() or not given.text.strip():
        return None
    tokens = model.encode(spell(plain.text, model.knows).text).tokens
    spelled = spell(given.text, model.knows)
    cut = model.cut(spelled.text)
    if max(len(tokens), len(cut.tokens) + 1) > LONGEST:
        return None
    places = [spelled.span(*span) for span in cut.spans]
    spans = tuple((given.origin[a], given.origin[b - 1] + 1 if b > a else given.origin[a]) for a, b in places)
    return _Pair(tokens, (*cut.tokens, model.end), spans)

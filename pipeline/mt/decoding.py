"""Our own search over a model's step, because a translation must not depend on its neighbours in the batch.

Rows are padded to a multiple of `GRAIN` tokens that depends on the row alone, batched only with rows of the same
padded length, and never computed fewer than `FEWEST_ROWS` at once: below that, matrix libraries change to
kernels that add in another order, and the last bits of a score would hang on the batch.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pipeline.mt.bergamot.modeling import BergamotForConditionalGeneration
    from pipeline.mt.projection import Projection

GRAIN = 8
FEWEST_ROWS = 4
BATCH_TOKENS = 3072
ENCODER_TOKENS = 256  # as many as a core's cache holds the activations of; decoding likes more rows
_SPARE_STEPS, _STEPS_PER_TOKEN = 16, 2.5
_COMPACT_BELOW = 0.85  # copying the cache costs less than computing rows that are finished, from about here


@dataclass(frozen=True, slots=True, eq=False)
class Hypothesis:
    """What the search found for one source: tokens without the end, natural logarithms of their probabilities.

    `log_probabilities` includes the end of sentence, where it was reached (`ended`). `attention` is
    [target tokens, source tokens], the guided head of the last decoder layer; neither side has the end.
    """

    tokens: tuple[int, ...]
    log_probabilities: tuple[float, ...]
    attention: NDArray[np.float32]
    ended: bool

    @property
    def score(self) -> float:
        """The geometric mean of the tokens' probabilities, in 0–1."""
        logs = self.log_probabilities
        return min(1.0, math.exp(sum(logs) / len(logs))) if logs else 0.0


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


def greedy(
    model: BergamotForConditionalGeneration, projection: Projection, sources: Sequence[Sequence[int]]
) -> list[Hypothesis]:
    """Translate token sequences of one padded length (each ended by `</s>`), taking the likeliest token each time.

    A translation that doesn't end within `step_limit` comes back not `ended`.
    """
    import torch

    end = int(model.config.eos_token_id)
    width = padded(max(map(len, sources)))
    count = max(len(sources), FEWEST_ROWS)
    input_ids = torch.full((count, width), end, dtype=torch.long)
    mask = torch.zeros((count, width), dtype=torch.long)
    for row in range(count):
        source = sources[min(row, len(sources) - 1)]
        input_ids[row, : len(source)] = torch.tensor(source)
        mask[row, : len(source)] = 1
    limits = [step_limit(len(source)) for source in sources]
    tokens: list[list[int]] = [[] for _ in sources]
    logs: list[list[float]] = [[] for _ in sources]
    attention = np.zeros((len(sources), max(limits), width), dtype=np.float32)
    ended = [False] * len(sources)

    with torch.inference_mode():
        grain = max(FEWEST_ROWS, ENCODER_TOKENS // width)
        parts = zip(torch.split(input_ids, grain), torch.split(mask, grain), strict=True)
        encoded = torch.cat([model.encoder(*part).last_hidden_state for part in parts])
        cache = model.decoder.start(encoded, mask)
        selection = projection.start([sources[min(row, len(sources) - 1)] for row in range(count)])
        rows = list(range(len(sources)))  # the source of each row of the batch
        alive = set(rows)
        latest = torch.full((count, 1), end, dtype=torch.long)
        for step in range(max(limits)):
            hidden, weights = model.decoder(model.encoder.embed(latest), cache)
            choice = selection.choose(hidden[:, -1])
            chosen_now, logs_now = choice.tokens.tolist(), choice.log_probabilities.tolist()
            guided = weights[-1][:, 0, -1].numpy()
            for place, source_index in enumerate(rows):
                if source_index not in alive:
                    continue
                logs[source_index].append(logs_now[place])
                if chosen_now[place] == end:
                    ended[source_index] = True
                    alive.discard(source_index)
                    continue
                attention[source_index, len(tokens[source_index])] = guided[place]
                tokens[source_index].append(chosen_now[place])
                if step + 1 >= limits[source_index]:
                    alive.discard(source_index)
            if not alive:
                break
            latest = choice.tokens[:, None]
            kept = [place for place, source_index in enumerate(rows) if source_index in alive]
            if len(latest) > FEWEST_ROWS and len(kept) <= _COMPACT_BELOW * len(latest):
                rows = [rows[place] for place in kept]
                kept += [kept[0]] * (FEWEST_ROWS - len(kept))
                index = torch.tensor(kept)
                cache.reorder_cache(index)
                selection.keep(index)
                latest = latest.index_select(0, index)

    return [
        Hypothesis(
            tuple(tokens[row]),
            tuple(logs[row]),
            attention[row, : len(tokens[row]), : len(source) - 1].copy(),
            ended[row],
        )
        for row, source in enumerate(sources)
    ]

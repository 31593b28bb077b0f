"""A batch in the middle of being translated by the Bergamot network, as the beam search drives it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from pipeline.mt.bergamot.network import BergamotCache, BergamotNetwork
from pipeline.mt.stepper import Advance

if TYPE_CHECKING:
    from pipeline.mt.projection import Projection

FEWEST_ROWS = 4  # below that, matrix libraries change to kernels that add in another order
ENCODER_TOKENS = 256  # as many as a core's cache holds the activations of; decoding likes more rows
END = 0


class BergamotSources:
    """The sources of a batch, encoded once for as many searches as are made.

    All have the same padded length `width`.
    """

    def __init__(
        self, network: BergamotNetwork, projection: Projection, sources: Sequence[Sequence[int]], width: int
    ) -> None:
        self.network = network
        self.projection = projection
        self.sources = sources
        count = max(len(sources), FEWEST_ROWS)
        input_ids = torch.full((count, width), END, dtype=torch.long)
        mask = torch.zeros((count, width), dtype=torch.long)
        for row in range(count):
            source = sources[min(row, len(sources) - 1)]
            input_ids[row, : len(source)] = torch.tensor(source)
            mask[row, : len(source)] = 1
        grain = max(FEWEST_ROWS, ENCODER_TOKENS // width)
        with torch.inference_mode():
            parts = zip(torch.split(input_ids, grain), torch.split(mask, grain), strict=True)
            encoded = torch.cat([network.encoder.encode(*part) for part in parts])
            self.cache = network.decoder.start(encoded, mask)

    def begin(self, rows: Sequence[int], beams: int, extra: Sequence[Sequence[int]] | None = None) -> BergamotStepper:
        """Return a search's start for the given sources; `extra` are tokens that each may use beside its shortlist."""
        return BergamotStepper(self, rows, beams, extra)


class BergamotStepper:
    """The search's view of the network: recurrent states follow the beams, keys and values stay where they are."""

    def __init__(
        self, encoded: BergamotSources, rows: Sequence[int], beams: int, extra: Sequence[Sequence[int]] | None
    ) -> None:
        self.end = END
        self.network = encoded.network
        self.beams = beams
        self.count = len(rows)
        with torch.inference_mode():
            places = _filled(torch.tensor(rows), beams)
            whole = encoded.cache
            states = [state[places, None].expand(-1, beams, -1) for state in whole.states]
            self.cache = BergamotCache(states, whole.keys, whole.values, whole.mask)
            if places.tolist() != list(range(len(whole.mask))):
                self.cache.keys = [key.index_select(0, places) for key in whole.keys]
                self.cache.values = [value.index_select(0, places) for value in whole.values]
                self.cache.mask = whole.mask.index_select(0, places)
            chosen = encoded.projection.start([encoded.sources[row] for row in rows], extra)
            self.selection = chosen.keep(_filled(torch.arange(len(rows)), beams))

    def advance(self, tokens: Tensor, count: int) -> Advance:
        """Read the latest tokens and score what follows; the first step starts from no token at all."""
        latest = tokens.index_select(0, _filled(torch.arange(self.count), self.beams))
        hidden, attention = self.network.decoder.step(self.network.embed_target(latest), self.cache)
        return Advance(self.selection.score(hidden, count).first(self.count), attention[: self.count])

    def reorder(self, parents: Tensor) -> None:
        """Let each beam go on from the given beam of its sentence."""
        chosen = parents.index_select(0, _filled(torch.arange(self.count), self.beams))
        flat = (chosen + torch.arange(len(chosen))[:, None] * self.beams).flatten()
        self.cache.states = [state.flatten(0, 1).index_select(0, flat).view(state.shape) for state in self.cache.states]

    def keep(self, sentences: Tensor) -> None:
        """Keep the given sentences in the given order."""
        self.count = len(sentences)
        rows = _filled(sentences, self.beams)
        self.cache.reorder_cache(rows)
        self.selection = self.selection.keep(rows)


def _filled(rows: Tensor, beams: int) -> Tensor:
    """Repeat the first row until there are enough to compute together."""
    spare = -(-FEWEST_ROWS // beams) - len(rows)
    return torch.cat((rows, rows[:1].expand(spare))) if spare > 0 else rows

"""The beam search's steps through the Bergamot network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from pipeline.mt.bergamot.network import BergamotCache, BergamotNetwork
from pipeline.mt.search.stepper import FEWEST_ROWS, Advance, filled

if TYPE_CHECKING:
    from pipeline.mt.bergamot.projection import Projection

ENCODER_TOKENS = 256  # as many as a core's cache holds the activations of; decoding likes more rows
ENCODER_GRAIN = 8  # sources are encoded beside those of the same length, up to a multiple of this
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
        rows = [*range(len(sources)), *[len(sources) - 1] * (FEWEST_ROWS - len(sources))]
        mask = torch.zeros((len(rows), width), dtype=torch.long)
        encoded = torch.zeros((len(rows), width, network.width))
        # The encoder takes what is about as long: padding costs it as much as words do.
        narrow: dict[int, list[int]] = {}
        for row, number in enumerate(rows):
            mask[row, : len(sources[number])] = 1
            narrow.setdefault(-(-len(sources[number]) // ENCODER_GRAIN) * ENCODER_GRAIN, []).append(row)
        with torch.inference_mode():
            for length, group in narrow.items():
                size = max(FEWEST_ROWS, ENCODER_TOKENS // length)
                for start in range(0, len(group), size):
                    part = group[start : start + size]
                    tokens = torch.full((max(len(part), FEWEST_ROWS), length), END, dtype=torch.long)
                    for place, row in enumerate(part):
                        source = sources[rows[row]]
                        tokens[place, : len(source)] = torch.tensor(source)
                    part_mask = mask[(part + part[:1] * FEWEST_ROWS)[: len(tokens)], :length]
                    encoded[part, :length] = network.encoder.encode(tokens, part_mask)[: len(part)]
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
            places = filled(torch.tensor(rows), beams)
            whole = encoded.cache
            states = [state[places, None].expand(-1, beams, -1) for state in whole.states]
            self.cache = BergamotCache(states, whole.keys, whole.values, whole.mask)
            if places.tolist() != list(range(len(whole.mask))):
                self.cache.keys = [key.index_select(0, places) for key in whole.keys]
                self.cache.values = [value.index_select(0, places) for value in whole.values]
                self.cache.mask = whole.mask.index_select(0, places)
            chosen = encoded.projection.start([encoded.sources[row] for row in rows], extra)
            self.selection = chosen.keep(filled(torch.arange(len(rows)), beams))

    def advance(self, tokens: Tensor, count: int) -> Advance:
        """Read the latest tokens and score what follows; the first step starts from no token at all."""
        latest = tokens.index_select(0, filled(torch.arange(self.count), self.beams))
        hidden, attention = self.network.decoder.step(self.network.embed_target(latest), self.cache)
        return Advance(self.selection.score(hidden, count).first(self.count), attention[: self.count])

    def reorder(self, parents: Tensor) -> None:
        """Let each beam go on from the given beam of its sentence."""
        chosen = parents.index_select(0, filled(torch.arange(self.count), self.beams))
        flat = (chosen + torch.arange(len(chosen))[:, None] * self.beams).flatten()
        self.cache.states = [state.flatten(0, 1).index_select(0, flat).view(state.shape) for state in self.cache.states]

    def keep(self, sentences: Tensor) -> None:
        """Keep the given sentences in the given order."""
        self.count = len(sentences)
        rows = filled(sentences, self.beams)
        self.cache.reorder_cache(rows)
        self.selection = self.selection.keep(rows)

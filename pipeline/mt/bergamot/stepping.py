"""The beam search's steps through the Bergamot network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from pipeline.mt.bergamot.network import BergamotCache, BergamotNetwork
from pipeline.mt.search.stepper import FEWEST_ROWS, Advance, Begun, filled

if TYPE_CHECKING:
    from pipeline.mt.bergamot.projection import Projection

ENCODER_TOKENS = 256  # as many as a core's cache holds the activations of; decoding likes more rows
ENCODER_GRAIN = 8  # sources are encoded beside those of the same length, up to a multiple of this
PREFIX_GRAIN = 8  # beginnings are read up to a multiple of this
MOST_ENCODED = 16_384  # tokens of sources whose encodings are kept: 25 MB at a width of 384
END = 0


class Encodings:
    """What an encoder made of the latest sources: a draft that is searched for again is read once.

    An encoding depends on its source alone, so that it doesn't matter beside which others it was read.
    """

    def __init__(self, most: int = MOST_ENCODED) -> None:
        self._most = most
        self._known: dict[tuple[int, ...], Tensor] = {}
        self._tokens = 0

    def of(
        self, sources: Sequence[Sequence[int]], encode: Callable[[Sequence[Sequence[int]]], list[Tensor]]
    ) -> list[Tensor]:
        """Return the hidden states of each source [length, width], of those that aren't known by `encode`."""
        wanted = [tuple(source) for source in sources]
        found = {source: self._known[source] for source in wanted if source in self._known}
        fresh = [source for source in dict.fromkeys(wanted) if source not in found]
        found |= zip(fresh, encode(fresh), strict=True)
        for source in fresh:
            self._known[source] = found[source]
            self._tokens += len(source)
        while self._tokens > self._most:
            oldest = next(iter(self._known))
            del self._known[oldest]
            self._tokens -= len(oldest)
        return [found[source] for source in wanted]


def _encoded(network: BergamotNetwork, sources: Sequence[Sequence[int]]) -> list[Tensor]:
    """Encode sources beside those that are about as long: padding costs the encoder as much as words do."""
    narrow: dict[int, list[int]] = {}
    for number, source in enumerate(sources):
        narrow.setdefault(-(-len(source) // ENCODER_GRAIN) * ENCODER_GRAIN, []).append(number)
    found: dict[int, Tensor] = {}
    for length, group in narrow.items():
        size = max(FEWEST_ROWS, ENCODER_TOKENS // length)
        for start in range(0, len(group), size):
            part = group[start : start + size]
            tokens = torch.full((max(len(part), FEWEST_ROWS), length), END, dtype=torch.long)
            mask = torch.zeros_like(tokens)
            for place in range(len(tokens)):
                source = sources[part[place] if place < len(part) else part[0]]
                mask[place, : len(source)] = 1
                if place < len(part):
                    tokens[place, : len(source)] = torch.tensor(source)
            hidden = network.encoder.encode(tokens, mask)
            found |= {number: hidden[place, : len(sources[number])].clone() for place, number in enumerate(part)}
    return [found[number] for number in range(len(sources))]


class BergamotSources:
    """The sources of a batch, encoded once for as many searches as are made.

    All have the same padded length `width`.
    """

    def __init__(
        self,
        network: BergamotNetwork,
        projection: Projection,
        sources: Sequence[Sequence[int]],
        width: int,
        known: Encodings | None = None,
    ) -> None:
        self.network = network
        self.projection = projection
        self.sources = sources
        rows = [*range(len(sources)), *[len(sources) - 1] * (FEWEST_ROWS - len(sources))]
        mask = torch.zeros((len(rows), width), dtype=torch.long)
        encoded = torch.zeros((len(rows), width, network.width))
        known = Encodings() if known is None else known
        with torch.inference_mode():
            hidden = known.of(sources, lambda fresh: _encoded(network, fresh))
            for row, number in enumerate(rows):
                mask[row, : len(sources[number])] = 1
                encoded[row, : len(sources[number])] = hidden[number]
            self.cache = network.decoder.start(encoded, mask)

    def begin(
        self,
        rows: Sequence[int],
        beams: int,
        extra: Sequence[Sequence[int]] | None = None,
        prefixes: Sequence[Sequence[int]] | None = None,
    ) -> BergamotStepper:
        """Return a search's start for the given sources, their translations begun with `prefixes`.

        `extra` are tokens that each may use beside its shortlist.
        """
        return BergamotStepper(self, rows, beams, extra, prefixes)


class BergamotStepper:
    """The search's view of the network: recurrent states follow the beams, keys and values stay where they are."""

    def __init__(
        self,
        encoded: BergamotSources,
        rows: Sequence[int],
        beams: int,
        extra: Sequence[Sequence[int]] | None,
        prefixes: Sequence[Sequence[int]] | None = None,
    ) -> None:
        self.end = END
        self.network = encoded.network
        self.beams = beams
        self.count = len(rows)
        with torch.inference_mode():
            places = filled(torch.tensor(rows), beams)
            whole = encoded.cache
            states = [state[places] for state in whole.states]
            self.cache = BergamotCache(states, whole.keys, whole.values, whole.mask)
            if places.tolist() != list(range(len(whole.mask))):
                self.cache.keys = [key.index_select(0, places) for key in whole.keys]
                self.cache.values = [value.index_select(0, places) for value in whole.values]
                self.cache.mask = whole.mask.index_select(0, places)
            chosen = encoded.projection.start([encoded.sources[row] for row in rows], extra)
            self.selection = chosen.keep(filled(torch.arange(len(rows)), beams))
            self.begun = self._begun(prefixes) if prefixes is not None and any(prefixes) else None
            self.cache.states = [state[:, None].expand(-1, beams, -1) for state in self.cache.states]

    def _begun(self, prefixes: Sequence[Sequence[int]]) -> Begun:
        """Read the sentences' beginnings at once, a row each, and leave each before its last token."""
        lengths = torch.tensor([len(prefix) for prefix in prefixes])
        longest = -(-int(lengths.max()) // PREFIX_GRAIN) * PREFIX_GRAIN
        tokens = torch.full((len(prefixes), longest), END, dtype=torch.long)
        for row, prefix in enumerate(prefixes):
            tokens[row, : len(prefix)] = torch.tensor(prefix, dtype=torch.long)
        rows = filled(torch.arange(self.count), self.beams)
        # The decoder reads what was said before each token; where nothing was, it has a start of its own.
        before = torch.nn.functional.pad(tokens[:, :-1], (1, 0))[rows]
        hidden, attention = self.network.decoder(self.network.embed_target(before), self.cache, lengths[rows])
        logs = self.selection.score(hidden, 1).of(tokens[rows][:, :, None])[:, :, 0]
        return Begun(logs[: self.count], attention[-1][: self.count, 0])

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

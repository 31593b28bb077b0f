"""The output layer without its whole price, which is most of a small model's work: the likeliest next tokens.

A shortlist leaves the tokens that a source can become. Where the processor multiplies integers well, int8 products,
whose sums are exact and so can't depend on the batch, screen those; the best few are computed again in float32.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.mt.search.stepper import Choice

if TYPE_CHECKING:
    from torch import Tensor, nn

    from pipeline.mt.bergamot.shortlist import Shortlist

_MARGIN = 4  # candidates beyond those asked for: int8 screening was never seen to misplace one by more than two
_GRAIN = 64  # the width of a batch's choice is a multiple of this, as matrix libraries like it


@dataclass(frozen=True, slots=True)
class Scores:
    """The tokens that may follow each hidden state: the `best` few, and the price of any other.

    `total` [sentences, beams, 1] is the logarithm of the sum that makes logits probabilities.
    """

    best: Choice
    total: Tensor
    hidden: Tensor
    projection: Projection

    def of(self, tokens: Tensor) -> Tensor:
        """Return the logarithms of the probabilities of given tokens, both [sentences, beams, count]."""
        return (self.projection.logits(self.hidden, tokens) - self.total).clamp_(max=0)

    def first(self, rows: int) -> Scores:
        """Return the scores of the first so many sentences."""
        best = Choice(self.best.tokens[:rows], self.best.log_probabilities[:rows])
        return Scores(best, self.total[:rows], self.hidden[:rows], self.projection)


class Projection:
    """An output layer, prepared for this processor; `unknown` is never chosen."""

    def __init__(
        self, layer: nn.Linear, unknown: int | None, shortlist: Shortlist | None = None, *, integers: bool = False
    ) -> None:
        self.weight = layer.weight.detach()
        self.bias = layer.bias.detach()
        self.unknown = unknown
        self.shortlist = shortlist
        self.integers: Tensor | None = None
        self.step = 1.0
        if integers:
            self._quantise()

    def _quantise(self) -> None:
        import torch

        # The smallest weight is one step of the grid where the model was quantised; elsewhere the largest spans it.
        step = self.weight.abs()[self.weight != 0].min()
        on_grid = self.weight / step
        if on_grid.abs().max() > 127.5 or (on_grid - on_grid.round()).abs().max() > 0.01:
            step = self.weight.abs().max() / 127
        self.step = float(step)
        self.integers = (self.weight / step).round().clamp(-127, 127).to(torch.int8)

    def logits(self, hidden: Tensor, tokens: Tensor) -> Tensor:
        """Return exact logits of given tokens [sentences, beams, count], each row by itself."""
        from torch.nn import functional

        return (functional.embedding(tokens, self.weight) * hidden[:, :, None, :]).sum(-1) + self.bias[tokens]

    def start(self, sources: Sequence[Sequence[int]], extra: Sequence[Sequence[int]] | None = None) -> Selection:
        """Prepare the choice of tokens for a batch of sources, a row each; a row may use its `extra` tokens too."""
        import torch

        if self.shortlist is None:
            tokens = torch.arange(len(self.bias)).expand(len(sources), -1)
            return Selection(self, tokens, None, self._bias(tokens), self._weights(None))
        more = extra or [()] * len(sources)
        lists = [self.shortlist.candidates(source, also) for source, also in zip(sources, more, strict=True)]
        used = np.zeros(len(self.bias), dtype=bool)
        for candidates in lists:
            used[candidates] = True
        place = np.cumsum(used) - 1
        width = -(-max(map(len, lists)) // _GRAIN) * _GRAIN
        tokens = torch.zeros((len(lists), width), dtype=torch.long)
        spare = torch.ones((len(lists), width), dtype=torch.bool)
        for row, candidates in enumerate(lists):
            tokens[row, : len(candidates)] = torch.from_numpy(candidates)
            spare[row, : len(candidates)] = False
        bias = self._bias(tokens).masked_fill_(spare, -math.inf)
        places = torch.from_numpy(place)[tokens].clamp_(min=0)
        return Selection(self, tokens, places, bias, self._weights(torch.from_numpy(np.flatnonzero(used))))

    def _bias(self, tokens: Tensor) -> Tensor:
        """Return the biases of tokens; screening leaves the unknown out for good, the plain sum has to count it."""
        bias = self.bias[tokens]
        if self.integers is not None and self.unknown is not None:
            bias.masked_fill_(tokens == self.unknown, -math.inf)
        return bias

    def _weights(self, tokens: Tensor | None) -> Tensor:
        """Return the weights [width, tokens] of the batch's common product: int8 where they only screen."""
        weights = self.weight if self.integers is None else self.integers
        return (weights if tokens is None else weights.index_select(0, tokens)).t()


class Selection:
    """The choice among each sentence's `tokens` [sentences, count]; `bias` is -inf where a row has fewer.

    `places` says where in the batch's common product each of them is; without it they are all tokens, in order.
    """

    def __init__(
        self, projection: Projection, tokens: Tensor, places: Tensor | None, bias: Tensor, weights: Tensor
    ) -> None:
        self.projection = projection
        self.tokens = tokens
        self.places = places
        self.bias = bias
        self.weights = weights

    def keep(self, rows: Tensor) -> Selection:
        """Return the choice for the given sentences, in the given order."""
        places = None if self.places is None else self.places.index_select(0, rows)
        tokens, bias = self.tokens.index_select(0, rows), self.bias.index_select(0, rows)
        return Selection(self.projection, tokens, places, bias, self.weights)

    def score(self, hidden: Tensor, count: int) -> Scores:
        """Score what may follow hidden states [sentences, beams, width]; `best` has up to `count` tokens."""
        return self._plain(hidden, count) if self.projection.integers is None else self._screened(hidden, count)

    def _plain(self, hidden: Tensor, count: int) -> Scores:
        logits = self._own(hidden @ self.weights) + self.bias[:, None, :]
        total = logits.logsumexp(-1, keepdim=True)
        best, near = self._without_unknown(logits).topk(min(count, logits.shape[2]))
        return Scores(Choice(self._named(near), best - total), total, hidden, self.projection)

    def _screened(self, hidden: Tensor, count: int) -> Scores:
        """Choose by float32 among what int8 leaves; the sum of probabilities is the screening's, within about 0.01."""
        import torch

        scale = hidden.abs().amax(2, keepdim=True).clamp_(min=1e-12) / 127
        rounded = (hidden / scale).round_().to(torch.int8)
        product = torch._int_mm(rounded.flatten(0, 1), self.weights).view(*hidden.shape[:2], -1)
        logits = torch.addcmul(self.bias[:, None, :], self._own(product), scale * self.projection.step)
        approximate, near = logits.topk(min(count + _MARGIN, logits.shape[2]))
        tokens = self._named(near)
        exact = self.projection.logits(hidden, tokens).masked_fill_(approximate == -math.inf, -math.inf)
        top = exact.amax(2, keepdim=True)
        # In float64, so that the width of a batch's choice leaves no trace in the sum.
        # Below e⁻⁵⁰ lies nothing that counts, and numbers that processors are slow at.
        others = logits.sub_(top).clamp_(min=-50).exp_().sum(2, dtype=torch.float64, keepdim=True)
        others -= (approximate - top).clamp_(min=-50).exp_().sum(2, dtype=torch.float64, keepdim=True)
        nearest = (exact - top).exp_().sum(2, dtype=torch.float64, keepdim=True)
        total = (top + (nearest + others.clamp_(min=0)).log_()).to(hidden.dtype)
        best, place = exact.topk(min(count, exact.shape[2]))
        choice = Choice(tokens.gather(2, place), (best - total).clamp_(max=0))
        return Scores(choice, total, hidden, self.projection)

    def _own(self, product: Tensor) -> Tensor:
        """Return of the product for the whole batch [sentences, beams, all] what each sentence may use."""
        if self.places is None:
            return product
        return product.gather(2, self.places[:, None, :].expand(-1, product.shape[1], -1))

    def _without_unknown(self, logits: Tensor) -> Tensor:
        unknown = self.projection.unknown
        if unknown is not None:
            logits.masked_fill_((self.tokens == unknown)[:, None, :], -math.inf)
        return logits

    def _named(self, places: Tensor) -> Tensor:
        return self.tokens[:, None, :].expand(-1, places.shape[1], -1).gather(2, places)

"""The likeliest next token without the whole price of the output layer, which is most of a small model's work.

A shortlist leaves the tokens that a source can become. Where the processor multiplies integers well, int8 products,
whose sums are exact and so can't depend on the batch, screen those; the best few are computed again in float32.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from torch import Tensor, nn

    from pipeline.mt.shortlist import Shortlist

_GROUP = 128  # tokens that share one maximum in the first screening
_CANDIDATES = 8  # far more than needed: int8 screening was never seen to put the best below the second place


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest token of each row [rows] and the logarithm of its probability [rows]."""

    tokens: Tensor
    log_probabilities: Tensor


class Projection:
    """An output layer, prepared for this processor; `unknown` is never chosen."""

    def __init__(
        self, layer: nn.Linear, unknown: int | None, shortlist: Shortlist | None = None, *, integers: bool = False
    ) -> None:
        self.weight = layer.weight.detach()
        self.bias = layer.bias.detach().clone()
        if unknown is not None:
            self.bias[unknown] = -math.inf
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

    def start(self, sources: Sequence[Sequence[int]]) -> Selection:
        """Prepare the choice of tokens for a batch of sources, a row each."""
        import torch
        from torch.nn import functional

        if self.shortlist is None:
            tokens = torch.arange(len(self.bias))
            bias = self.bias.expand(len(sources), -1)
        else:
            lists = [self.shortlist.candidates(source) for source in sources]
            union = np.unique(np.concatenate(lists))
            forbidden = np.ones((len(sources), len(union)), dtype=bool)
            for row, candidates in enumerate(lists):
                forbidden[row, np.searchsorted(union, candidates)] = False
            tokens = torch.from_numpy(union)
            bias = self.bias[tokens].masked_fill(torch.from_numpy(forbidden), -math.inf)
        spare = -len(tokens) % _GROUP
        tokens, bias = functional.pad(tokens, (0, spare)), functional.pad(bias, (0, spare), value=-math.inf)
        if self.integers is None:
            return Selection(tokens, bias, weight=self.weight[tokens])
        return Selection(tokens, bias, screen=Screen(self.integers[tokens].t(), self.step, self.weight))


@dataclass(frozen=True, slots=True)
class Screen:
    """Integer weights [width, tokens] of a selection with their step, and the exact weights of all tokens."""

    integers: Tensor
    step: float
    weight: Tensor


class Selection:
    """The choice among `tokens` for the rows of one batch; `bias` [rows, tokens] is -inf for what a row may not use."""

    def __init__(
        self, tokens: Tensor, bias: Tensor, *, weight: Tensor | None = None, screen: Screen | None = None
    ) -> None:
        self.tokens = tokens
        self.bias = bias
        self.weight = weight
        self.screen = screen

    def keep(self, rows: Tensor) -> None:
        """Keep the given rows in the given order."""
        self.bias = self.bias.index_select(0, rows)

    def choose(self, hidden: Tensor) -> Choice:
        """Choose the likeliest allowed token for each row of hidden states [rows, width]."""
        return self._plain(hidden) if self.screen is None else self._screened(hidden, self.screen)

    def _plain(self, hidden: Tensor) -> Choice:
        assert self.weight is not None
        logits = self.bias + hidden @ self.weight.t()
        best, places = logits.max(-1)
        return Choice(self.tokens[places], best - logits.logsumexp(-1))

    def _screened(self, hidden: Tensor, screen: Screen) -> Choice:
        """Choose by float32 among what int8 leaves; the sum of probabilities is the screening's, within about 0.01."""
        import torch

        scale = hidden.abs().amax(1, keepdim=True).clamp_(min=1e-12) / 127
        rounded = (hidden / scale).round_().to(torch.int8)
        logits = torch.addcmul(self.bias, torch._int_mm(rounded, screen.integers).float(), scale * screen.step)
        grouped = logits.view(len(hidden), -1, _GROUP)
        groups = grouped.amax(2).topk(min(_CANDIDATES, grouped.shape[1])).indices
        near = grouped.gather(1, groups[:, :, None].expand(-1, -1, _GROUP)).flatten(1)
        approximate, near_places = near.topk(_CANDIDATES)
        places = groups.gather(1, near_places // _GROUP) * _GROUP + near_places % _GROUP
        tokens = self.tokens[places]
        exact = (screen.weight[tokens] @ hidden[:, :, None])[:, :, 0] + self.bias.gather(1, places)
        top = exact.amax(1, keepdim=True)
        # In float64, so that the order in which a batch has its tokens leaves no trace in the sum.
        # Below e⁻⁵⁰ lies nothing that counts, and numbers that processors are slow at.
        others = logits.sub_(top).clamp_(min=-50).exp_().sum(1, dtype=torch.float64) - (approximate - top).exp_().sum(1)
        total = top[:, 0] + ((exact - top).exp_().sum(1) + others.clamp_(min=0)).log_()
        best, place = exact.max(1)
        return Choice(tokens.gather(1, place[:, None])[:, 0], (best - total).clamp_(max=0).float())

"""The likeliest next token without the whole price of the output layer, which is most of a small model's work.

Screening multiplies with int8 integers, whose sums are exact and so can't depend on the batch; the candidates that
are left are computed again in float32. The token is the one that float32 alone would choose.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from torch import Tensor, nn

_GROUP = 128  # tokens that share one maximum in the first screening
_CANDIDATES = 8  # far more than needed: int8 screening was never seen to put the best below the second place
_WORTHWHILE = 4096  # below this vocabulary the plain layer is as fast


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest token of each row [rows] and the logarithm of its probability [rows]."""

    tokens: Tensor
    log_probabilities: Tensor


class Projection(Protocol):
    """A way from hidden states to tokens."""

    def choose(self, hidden: Tensor) -> Choice:
        """Choose the likeliest known token for each row of hidden states [rows, width]."""


def projection(layer: nn.Linear, unknown: int | None) -> Projection:
    """Return the fastest way to choose from an output layer on this processor; `unknown` is never chosen."""
    import torch

    integers = hasattr(torch, "_int_mm") and getattr(torch.cpu, "_is_vnni_supported", bool)()
    if integers and layer.out_features >= _WORTHWHILE:
        return ScreenedProjection(layer, unknown)
    return PlainProjection(layer, unknown)


class PlainProjection:
    """The output layer as it is, in float32."""

    def __init__(self, layer: nn.Linear, unknown: int | None) -> None:
        self.layer = layer
        self.unknown = unknown

    def choose(self, hidden: Tensor) -> Choice:
        """Choose the likeliest known token for each row of hidden states [rows, width]."""
        logits = self.layer(hidden)
        total = logits.logsumexp(-1)
        if self.unknown is not None:
            logits[:, self.unknown] = -math.inf
        best, tokens = logits.max(-1)
        return Choice(tokens, best - total)


class ScreenedProjection:
    """The output layer in int8 to find candidates, in float32 to choose among them.

    Log-probabilities take the sum over the vocabulary from the screening: they are within about 0.01 of the plain ones.
    """

    def __init__(self, layer: nn.Linear, unknown: int | None) -> None:
        import torch
        from torch.nn import functional

        self.layer = layer
        self.unknown = unknown
        weight = layer.weight.detach()
        spare = -weight.shape[0] % _GROUP
        # The smallest weight is one step of the grid where the model was quantised; elsewhere the largest spans it.
        step = weight.abs()[weight != 0].min()
        on_grid = weight / step
        if on_grid.abs().max() > 127.5 or (on_grid - on_grid.round()).abs().max() > 0.01:
            step = weight.abs().max() / 127
        self.step = float(step)
        integers = (weight / step).round().clamp(-127, 127).to(torch.int8)
        self.integers = functional.pad(integers, (0, 0, 0, spare)).t()
        self.bias = functional.pad(layer.bias.detach(), (0, spare), value=-math.inf)

    def choose(self, hidden: Tensor) -> Choice:
        """Choose the likeliest known token for each row of hidden states [rows, width]."""
        import torch

        scale = hidden.abs().amax(1, keepdim=True).clamp_(min=1e-12) / 127
        rounded = (hidden / scale).round_().to(torch.int8)
        logits = torch.addcmul(self.bias, torch._int_mm(rounded, self.integers).float(), scale * self.step)
        grouped = logits.view(len(hidden), -1, _GROUP)
        groups = grouped.amax(2).topk(min(_CANDIDATES, grouped.shape[1])).indices
        near = grouped.gather(1, groups[:, :, None].expand(-1, -1, _GROUP)).flatten(1)
        approximate, places = near.topk(_CANDIDATES)
        tokens = groups.gather(1, places // _GROUP) * _GROUP + places % _GROUP
        tokens.clamp_(max=self.layer.out_features - 1)
        exact = (self.layer.weight[tokens] @ hidden[:, :, None])[:, :, 0] + self.layer.bias[tokens]
        top = exact.amax(1, keepdim=True)
        others = logits.sub_(top).exp_().sum(1) - (approximate - top).exp_().sum(1)
        total = top[:, 0] + ((exact - top).exp_().sum(1) + others.clamp_(min=0)).log_()
        if self.unknown is not None:
            exact = exact.masked_fill(tokens == self.unknown, -math.inf)
        best, place = exact.max(1)
        return Choice(tokens.gather(1, place[:, None])[:, 0], (best - total).clamp_(max=0))

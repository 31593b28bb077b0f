"""Linear layers in int8, as the Bergamot models were made to run, where the processor multiplies such integers fast.

Each row of activations has a scale of its own and integer sums are exact, so a row's result can't depend on the others.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from pipeline.mt.bergamot.modeling import BergamotForConditionalGeneration


def supported() -> bool:
    """Tell whether torch multiplies int8 matrices fast and without saturation here."""
    return hasattr(torch, "_int_mm") and bool(getattr(torch.cpu, "_is_vnni_supported", bool)())


class Grid:
    """Weights [out, in] on their int8 grid: `integers` [in, out] times `step`."""

    def __init__(self, weight: Tensor) -> None:
        weight = weight.detach()
        # The smallest weight is one step of the grid where the model was quantised; elsewhere the largest spans it.
        step = weight.abs()[weight != 0].min()
        on_grid = weight / step
        if on_grid.abs().max() > 127.5 or (on_grid - on_grid.round()).abs().max() > 0.01:
            step = weight.abs().max() / 127
        self.step = float(step)
        self.integers = (weight / step).round().clamp(-127, 127).to(torch.int8).contiguous().t()

    def multiply(self, rows: Tensor, bias: Tensor) -> Tensor:
        """Return rows [n, in] times the weights, plus the bias, [n, out]."""
        scale = rows.abs().amax(1, keepdim=True).clamp_(min=1e-12) / 127
        rounded = (rows / scale).round_().to(torch.int8)
        return torch.addcmul(bias, torch._int_mm(rounded, self.integers).float(), scale * self.step)


class IntegerLinear(nn.Module):
    """Stand in for a linear layer."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.grid = Grid(layer.weight)
        self.bias = layer.bias

    def forward(self, hidden: Tensor) -> Tensor:
        """Return the projection of hidden states [..., in]."""
        return self.grid.multiply(hidden.flatten(0, -2), self.bias).view(*hidden.shape[:-1], -1)


def in_integers(model: BergamotForConditionalGeneration) -> BergamotForConditionalGeneration:
    """Return a copy of a model whose encoder and decoder layers multiply in int8; embeddings are shared."""
    replaced = copy.deepcopy(model, {id(model.encoder.embed_tokens): model.encoder.embed_tokens, id(model.lm_head): model.lm_head})
    for module in list(replaced.modules()):
        for name, child in module.named_children():
            if isinstance(child, nn.Linear) and child is not model.lm_head:
                setattr(module, name, IntegerLinear(child))
    return replaced

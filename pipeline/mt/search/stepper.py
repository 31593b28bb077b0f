"""What the beam search asks of a model: one step for a batch of sentences, a few hypotheses each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from torch import Tensor

    from pipeline.mt.markup.projection import Choice


class Continuations(Protocol):
    """What may follow each hypothesis."""

    @property
    def best(self) -> Choice:
        """The likeliest tokens."""

    def of(self, tokens: Tensor) -> Tensor:
        """Return the logarithms of the probabilities of given tokens, both [sentences, beams, count]."""


@dataclass(frozen=True, slots=True)
class Advance:
    """What a step gives: continuations, and the attention [sentences, beams, source length] that it paid."""

    continuations: Continuations
    attention: Tensor


class Stepper(Protocol):
    """A model in the middle of translating a batch."""

    end: int

    def advance(self, tokens: Tensor, count: int) -> Advance:
        """Read the latest tokens [sentences, beams] and score what follows; the first step reads its own start."""

    def reorder(self, parents: Tensor) -> None:
        """Let each beam go on from the given beam of its sentence [sentences, beams]."""

    def keep(self, sentences: Tensor) -> None:
        """Keep the given sentences in the given order."""


class Encoded(Protocol):
    """The sources of a batch, encoded once for as many searches as are made."""

    def begin(self, rows: Sequence[int], beams: int, extra: Sequence[Sequence[int]] | None = None) -> Stepper:
        """Return a search's start for the given sources; `extra` are tokens that each may use in any case."""

"""The interface of the beam search to a model: one step for a batch of sentences, a few hypotheses each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from torch import Tensor

FEWEST_ROWS = 4  # below that, matrix libraries change to kernels that add in another order


def filled(rows: Tensor, beams: int) -> Tensor:
    """Repeat the first row until there are enough, of so many beams each, to compute together."""
    import torch

    spare = -(-FEWEST_ROWS // beams) - len(rows)
    return torch.cat((rows, rows[:1].expand(spare))) if spare > 0 else rows


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest tokens [sentences, beams, count], best first, and the logarithms of their probabilities."""

    tokens: Tensor
    log_probabilities: Tensor


class Continuations(Protocol):
    """The tokens that may follow each hypothesis."""

    @property
    def best(self) -> Choice:
        """The likeliest tokens."""

    def of(self, tokens: Tensor) -> Tensor:
        """Return the logarithms of the probabilities of given tokens, both [sentences, beams, count]."""


@dataclass(frozen=True, slots=True)
class Advance:
    """The result of a step: continuations, and the attention [sentences, beams, source length] that it paid."""

    continuations: Continuations
    attention: Tensor


@dataclass(frozen=True, slots=True)
class Begun:
    """What a model made of given beginnings, ended by nothing and filled up to the longest.

    That is the logarithms of their tokens' probabilities [sentences, longest], and the attention that it paid to the
    source [sentences, longest, source length].
    """

    log_probabilities: Tensor
    attention: Tensor


class Stepper(Protocol):
    """A model in the middle of translating a batch."""

    end: int
    begun: Begun | None  # where the model has read the sentences' beginnings at once; the last token is still to read

    def advance(self, tokens: Tensor, count: int) -> Advance:
        """Read the latest tokens [sentences, beams] and score what follows; the first step reads its own start."""

    def reorder(self, parents: Tensor) -> None:
        """Let each beam go on from the given beam of its sentence [sentences, beams]."""

    def keep(self, sentences: Tensor) -> None:
        """Keep the given sentences in the given order."""


class Encoded(Protocol):
    """The sources of a batch, encoded once for as many searches as are made."""

    def begin(
        self,
        rows: Sequence[int],
        beams: int,
        extra: Sequence[Sequence[int]] | None = None,
        prefixes: Sequence[Sequence[int]] | None = None,
    ) -> Stepper:
        """Return a search's start for the given sources; `extra` are tokens that each may use in any case.

        A model that reads texts at once takes the `prefixes` of the translations so, others step through them.
        """

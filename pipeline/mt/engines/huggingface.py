"""The beam search's steps through any Hugging Face encoder–decoder.

The model must have been loaded with `attn_implementation="eager"`: other kernels give no attention to align by.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from pipeline.mt.search.stepper import FEWEST_ROWS, Advance, Begun, Choice, filled


@dataclass(frozen=True, slots=True)
class Start:
    """The special tokens of a model's translations: the decoder's first ones, its end, and those never to be chosen.

    Where `prompt` holds a target language that `generate` would force, count it in the search's `counted`.
    """

    prompt: tuple[int, ...]
    end: int
    padding: int
    suppressed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Distribution:
    """The logarithms of all tokens' probabilities [sentences, beams, vocabulary], and the best of them."""

    logs: Tensor
    best: Choice

    def of(self, tokens: Tensor) -> Tensor:
        """Return the logarithms of the probabilities of given tokens, both [sentences, beams, count]."""
        return self.logs.gather(2, tokens)


class HuggingFaceSources:
    """The sources of a batch, encoded once for as many searches as are made; all are padded to `width`."""

    def __init__(self, model: Any, start: Start, sources: Sequence[Sequence[int]], width: int) -> None:
        self.model = model
        self.start = start
        count = max(len(sources), FEWEST_ROWS)
        input_ids = torch.full((count, width), start.padding, dtype=torch.long)
        self.mask = torch.zeros((count, width), dtype=torch.long)
        for row in range(count):
            source = sources[min(row, len(sources) - 1)]
            input_ids[row, : len(source)] = torch.tensor(source)
            self.mask[row, : len(source)] = 1
        with torch.inference_mode():
            self.encoded = model.get_encoder()(input_ids=input_ids, attention_mask=self.mask)[0]

    def begin(
        self,
        rows: Sequence[int],
        beams: int,
        extra: Sequence[Sequence[int]] | None = None,
        prefixes: Sequence[Sequence[int]] | None = None,
    ) -> HuggingFaceStepper:
        """Return a search's start for the given sources; every token may be used, so `extra` says nothing new.

        Caches of keys begin together, so prefixes are stepped through.
        """
        return HuggingFaceStepper(self, rows, beams)


class HuggingFaceStepper:
    """The search's view of the model: a row for each beam, reordered with the cache."""

    begun: Begun | None = None

    def __init__(self, encoded: HuggingFaceSources, rows: Sequence[int], beams: int) -> None:
        self.start = encoded.start
        self.end = encoded.start.end
        self.model = encoded.model
        self.beams = beams
        self.count = len(rows)
        self.places = self._rows(torch.tensor(rows))
        self.encoded = encoded.encoded.index_select(0, self.places)
        self.mask = encoded.mask.index_select(0, self.places)
        self.cache: Any = None

    def _rows(self, sentences: Tensor) -> Tensor:
        """Return the rows of sentences, one a beam, and more where there are too few to compute together."""
        return filled(sentences, self.beams).repeat_interleave(self.beams)

    def advance(self, tokens: Tensor, count: int) -> Advance:
        """Read the latest tokens, or the prompt at first, and score what follows."""
        if self.cache is None:
            latest = torch.tensor(self.start.prompt).expand(len(self.mask), -1)
        else:
            spare = len(self.mask) // self.beams - self.count
            latest = torch.cat((tokens, tokens[:1].expand(spare, -1))).flatten()[:, None]
        output = self.model(
            encoder_outputs=(self.encoded,),
            attention_mask=self.mask,
            decoder_input_ids=latest,
            past_key_values=self.cache,
            use_cache=True,
            output_attentions=True,
        )
        self.cache = output.past_key_values
        logs = output.logits[:, -1].float().log_softmax(-1)
        logs[:, list(self.start.suppressed)] = -math.inf
        logs = logs.view(-1, self.beams, logs.shape[-1])[: self.count]
        best, chosen = logs.topk(min(count, logs.shape[2]))
        paid = torch.stack([weights[:, :, -1].mean(1) for weights in output.cross_attentions]).mean(0)
        attention = paid.view(-1, self.beams, paid.shape[-1])[: self.count]
        return Advance(Distribution(logs, Choice(chosen, best)), attention)

    def reorder(self, parents: Tensor) -> None:
        """Let each beam go on from the given beam of its sentence."""
        spare = len(self.mask) // self.beams - self.count
        chosen = torch.cat((parents, parents[:1].expand(spare, -1)))
        self.cache.reorder_cache((chosen + torch.arange(len(chosen))[:, None] * self.beams).flatten())

    def keep(self, sentences: Tensor) -> None:
        """Keep the given sentences in the given order."""
        self.count = len(sentences)
        first = self._rows(sentences) * self.beams
        rows = first + torch.arange(self.beams).repeat(len(first) // self.beams)
        self.cache.reorder_cache(rows)
        self.encoded, self.mask = self.encoded.index_select(0, rows), self.mask.index_select(0, rows)

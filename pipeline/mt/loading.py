"""A converted model in memory, and the one place that knows what importing torch and transformers takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from pipeline.mt.bergamot.modeling import BergamotForConditionalGeneration
    from pipeline.mt.decoding import Hypothesis
    from pipeline.mt.projection import Projection

EXTRA = 'pip install "medlocale[embedded]"'


def missing(error: ImportError, what: str) -> ModelError:
    """Return the error that names what isn't installed and the command that installs it."""
    return ModelError(f"{what} needs {error.name or error}, which isn't installed: {EXTRA}")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A source as the model reads it: token ids with the end, and the [start, end) of each in the text, without it."""

    tokens: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A text written from tokens, and the [start, end) of each token in it."""

    text: str
    spans: tuple[tuple[int, int], ...]


class LoadedModel:
    """A model with its tokenizer and its way of choosing tokens."""

    def __init__(self, folder: Path, model: BergamotForConditionalGeneration, processor: Any) -> None:
        self.folder = folder
        self.model = model
        self.processor = processor
        self._known: dict[str, bool] = {}

    @cached_property
    def projection(self) -> Projection:
        """The output layer, prepared for this processor."""
        from pipeline.mt import integers, shortlist
        from pipeline.mt.projection import Projection

        return Projection(
            self.model.lm_head,
            self.model.config.unk_token_id,
            shortlist.load(self.folder),
            integers=integers.supported(),
        )

    def knows(self, character: str) -> bool:
        """Tell whether the vocabulary can spell a character."""
        if character not in self._known:
            unknown = self.processor.unk_id()
            self._known[character] = unknown not in self.processor.encode(f"a{character}a")
        return self._known[character]

    def encode(self, text: str) -> Pieces:
        """Return the tokens of a text."""
        mapping = self.processor.encode(text, return_type="offset_mapping")
        return Pieces((*mapping["ids"], self.model.config.eos_token_id), tuple(map(tuple, mapping["offsets"])))

    def write(self, tokens: Sequence[int]) -> Written:
        """Return the text of tokens."""
        mapping = self.processor.decode(list(tokens), return_type="offset_mapping")
        return Written(mapping["text"], tuple(map(tuple, mapping["offsets"])))

    def decode(self, sources: Sequence[Sequence[int]]) -> list[Hypothesis]:
        """Translate the tokens of one batch."""
        from pipeline.mt.decoding import greedy

        return greedy(self.model, self.projection, sources)


def load_folder(folder: Path) -> LoadedModel:
    """Load a converted model for use on one thread; raise ModelError where it, or what runs it, is missing."""
    try:
        import torch
        from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
        from transformers.utils import logging

        from pipeline.mt import integers
        from pipeline.mt.bergamot import register
    except ImportError as error:
        raise missing(error, "the embedded model") from error
    torch.set_num_threads(1)
    register()
    bars = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = AutoModelForSeq2SeqLM.from_pretrained(folder, local_files_only=True, use_safetensors=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelError(f"the model can't be loaded: {error}", path=folder) from error
    finally:
        if bars:
            logging.enable_progress_bar()
    model.eval()
    if integers.supported():
        integers.quantise(model, model.config.integer_scales or {})
    loaded = LoadedModel(folder, model, tokenizer.processor)
    _ = loaded.projection  # before any fork, so that workers share it
    return loaded

"""Hugging Face encoder–decoders in memory (Marian, M2M100, NLLB-200), each from a folder that was inspected first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.errors import ModelError
from pipeline.mt.engines import folders, subwords
from pipeline.mt.engines.folders import Folder
from pipeline.mt.engines.loading import Pieces, Written, needing_extra
from pipeline.mt.engines.subwords import Subwords
from pipeline.mt.search.hypotheses import Hypothesis, Task

if TYPE_CHECKING:
    from pipeline.mt.engines.huggingface import Start
    from pipeline.mt.search.decoding import Vocabulary
    from pipeline.mt.search.stepper import Encoded

LONGEST = 128  # tokens; such models were trained on sentences, and drop clauses of what is longer


class PretrainedModel:
    """A model for one pair of locales, with the same interface as `BergamotModel`."""

    guided = False

    def __init__(self, folder: Path, network: Any, subwords: Subwords, start: Start) -> None:
        self.folder = folder
        self.network = network
        self.subwords = subwords
        self.start = start
        self._known: dict[str, bool] = {}

    @property
    def end(self) -> int:
        """The token that ends a source and a translation."""
        return self.subwords.end

    @property
    def precision(self) -> str:
        """What the model computes in."""
        return str(self.network.dtype).removeprefix("torch.")

    @property
    def longest(self) -> int:
        """The most tokens of a source, such that a translation that takes long still fits the model's positions."""
        return max(filter(self._fits, range(1, LONGEST + 1)), default=1)

    def _fits(self, tokens: int) -> bool:
        from pipeline.mt.search.decoding import padded, step_limit

        places = int(self.network.config.max_position_embeddings)
        return max(padded(tokens), step_limit(tokens) + len(self.start.prompt)) <= places

    @property
    def vocabulary(self) -> Vocabulary:
        """The tokens that are never chosen, and those that continue a word."""
        from pipeline.mt.search.decoding import Vocabulary

        return Vocabulary((*self.start.suppressed, self.end), self.subwords.inside)

    def knows(self, character: str) -> bool:
        """Tell whether the vocabulary can spell a character."""
        if character not in self._known:
            self._known[character] = self.subwords.knows(character)
        return self._known[character]

    def encode(self, text: str) -> Pieces:
        """Return the tokens of a text."""
        return self.subwords.encode(text)

    def spelled(self, text: str) -> tuple[int, ...]:
        """Return the tokens by which a translation says a text, without an end."""
        return self.subwords.spelled(text)

    def write(self, tokens: Sequence[int]) -> Written:
        """Return the text of tokens."""
        return self.subwords.write(tokens)

    def decode(
        self, tasks: Sequence[Task], *, beams: int | None = None, n_best: int = 1, length_penalty: float = 1.0
    ) -> list[list[Hypothesis]]:
        """Return the best hypotheses of each task; without `beams` by the default policy of `decoding`.

        A source that is too long for the model's positions comes back untranslated, not `ended`.
        """
        from pipeline.mt.search.beams import Search
        from pipeline.mt.search.decoding import BEAMS, decode

        how = None
        if beams is not None or n_best > 1:
            counted = len(self.start.prompt) - 1
            how = Search(beams or max(BEAMS, n_best), n_best, length_penalty, counted)
        fitting = [task for task in tasks if self._fits(len(task.tokens))]
        decoded = iter(decode(self._encode, fitting, how, self.vocabulary))
        return [next(decoded) if self._fits(len(task.tokens)) else [_nothing(task)] for task in tasks]

    def _encode(self, sources: Sequence[Sequence[int]], width: int) -> Encoded:
        from pipeline.mt.engines.huggingface import HuggingFaceSources

        return HuggingFaceSources(self.network, self.start, sources, width)


def _nothing(task: Task) -> Hypothesis:
    return Hypothesis((), (), np.zeros((0, len(task.tokens) - 1), np.float32), ended=False)


def load(folder: Folder, *, source: str, target: str) -> PretrainedModel:
    """Load a model for use on one thread; raise ModelError where it isn't whole, or has other languages."""
    with needing_extra("a Hugging Face model"):
        import torch
        from transformers import AutoModelForSeq2SeqLM

        vocabulary = subwords.load(folder, source, target)
    torch.set_num_threads(1)
    network = _network(folder, AutoModelForSeq2SeqLM)
    return PretrainedModel(folder.path, network, vocabulary, _start(folder, network, vocabulary))


def _network(folder: Folder, family: Any) -> Any:
    """Return a folder's network with its weights, by one of transformers' Auto classes, which is silenced meanwhile."""
    import torch
    from transformers.utils import logging

    bars, level = logging.is_progress_bar_enabled(), logging.get_verbosity()
    logging.disable_progress_bar()
    logging.set_verbosity_error()
    try:
        network, report = family.from_pretrained(
            folder.path,
            local_files_only=True,
            use_safetensors=True,
            trust_remote_code=False,
            dtype=torch.float32,
            attn_implementation="eager",  # the others don't tell where they attend
            output_loading_info=True,
        )
    except (OSError, ValueError, RuntimeError, KeyError, TypeError) as error:
        raise ModelError(f"the model can't be loaded: {error}", path=folder.path) from error
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()
    lacking = sorted(name for name in report["missing_keys"] if "embed_positions" not in name)
    if lacking:
        raise ModelError(f"the model lacks {len(lacking)} weights, such as {lacking[0]}", path=folder.path)
    network.eval()
    return network


def _start(folder: Folder, network: Any, vocabulary: Subwords) -> Start:
    """Return how translations begin and end, by the folder's settings and the languages asked for."""
    from pipeline.mt.engines.huggingface import Start

    size = int(network.get_output_embeddings().weight.shape[0])
    first = _token(folder, "decoder_start_token_id", size)
    if first is None:
        raise ModelError("doesn't say which token starts a translation", path=folder.path / folders.CONFIG)
    padding = _token(folder, "pad_token_id", size)
    own = _token(folder, "forced_bos_token_id", size)
    forced = vocabulary.forced or (() if own is None else (own,))
    never = vocabulary.special | ({padding} if padding is not None else set())
    return Start(
        (first, *forced),
        vocabulary.end,
        vocabulary.end if padding is None else padding,
        tuple(sorted(never - {vocabulary.end})),
    )


def _token(folder: Folder, name: str, size: int) -> int | None:
    """Return a token that the settings of generation name, or else the configuration."""
    value = folder.json(folders.GENERATION).get(name, folder.config.get(name))
    if value is not None and not (isinstance(value, int) and 0 <= value < size):
        raise ModelError(f"{name} is {value!r}, but the model has {size} tokens", path=folder.path)
    return value

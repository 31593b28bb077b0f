"""A Bergamot model in memory, from its converted folder, and the error for whoever lacks a package of the extra."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from pipeline.mt.bergamot.network import BergamotNetwork
    from pipeline.mt.bergamot.projection import Projection
    from pipeline.mt.bergamot.stepping import Encodings
    from pipeline.mt.search.decoding import Vocabulary
    from pipeline.mt.search.hypotheses import Hypothesis, Task
    from pipeline.mt.search.stepper import Encoded

EXTRA = 'pip install "medlocale[embedded]"'


@contextmanager
def needing_extra(what: str) -> Iterator[None]:
    """Turn the failed import of a package into a ModelError that names it and the command that installs it.

    `what` is the thing that needs packages of the extra.
    """
    try:
        yield
    except ImportError as error:
        package = (error.name or "").partition(".")[0]
        if package == __name__.partition(".")[0]:  # a fault of the program
            raise
        raise ModelError(f"{what} needs {package or error}, which isn't installed: {EXTRA}") from error


@dataclass(frozen=True, slots=True)
class Pieces:
    """The token ids of a text, and the [start, end) of each; those of a source end with its end, which has no span."""

    tokens: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A text written from tokens, and the [start, end) of each token in it."""

    text: str
    spans: tuple[tuple[int, int], ...]


class BergamotModel:
    """A Bergamot network with its vocabulary and its way of choosing tokens."""

    guided = True  # one head of its attention was trained on word alignments

    def __init__(
        self, folder: Path, network: BergamotNetwork, unknown: int | None, processor: Any, writer: Any = None
    ) -> None:
        self.folder = folder
        self.network = network
        self.unknown = unknown
        self.processor = processor
        self.writer = writer or processor  # the target's vocabulary, where it has its own
        self._known: dict[str, bool] = {}

    @cached_property
    def projection(self) -> Projection:
        """The output layer, prepared for this processor."""
        from pipeline.mt.bergamot import integers, shortlist
        from pipeline.mt.bergamot.projection import Projection

        words = shortlist.load(self.folder)
        return Projection(self.network.lm_head, self.unknown, words, integers=integers.supported())

    @property
    def precision(self) -> str:
        """What the model computes in on this processor."""
        return "float32" if self.projection.integers is None else "int8"

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The tokens that are never chosen, and those that continue a word."""
        from pipeline.mt.search.decoding import Vocabulary

        pieces = map(self.writer.id_to_piece, range(self.writer.get_piece_size()))
        inside = frozenset(number for number, piece in enumerate(pieces) if piece[:1].isalnum())
        return Vocabulary(tuple({self.end, *(() if self.unknown is None else (self.unknown,))}), inside)

    def knows(self, character: str) -> bool:
        """Tell whether the vocabulary can spell a character."""
        if character not in self._known:
            unknown = self.processor.unk_id()
            self._known[character] = unknown not in self.processor.encode(f"a{character}a")
        return self._known[character]

    @property
    def end(self) -> int:
        """The token that ends a source and a translation."""
        return 0

    def encode(self, text: str) -> Pieces:
        """Return the tokens of a text."""
        mapping = self.processor.encode(text, return_type="offset_mapping")
        return Pieces((*mapping["ids"], self.end), tuple(map(tuple, mapping["offsets"])))

    def spelled(self, text: str) -> tuple[int, ...]:
        """Return the tokens by which a translation says a text, without an end."""
        return tuple(self.writer.encode(text))

    def write(self, tokens: Sequence[int]) -> Written:
        """Return the text of tokens."""
        mapping = self.writer.decode(list(tokens), return_type="offset_mapping")
        return Written(mapping["text"], tuple(map(tuple, mapping["offsets"])))

    def decode(
        self, tasks: Sequence[Task], *, beams: int | None = None, n_best: int = 1, length_penalty: float = 1.0
    ) -> list[list[Hypothesis]]:
        """Return the best hypotheses of each task; without `beams` by the default policy of `decoding`."""
        from pipeline.mt.search.beams import Search
        from pipeline.mt.search.decoding import BEAMS, decode

        how = None if beams is None and n_best == 1 else Search(beams or max(BEAMS, n_best), n_best, length_penalty)
        return decode(self._encode, tasks, how, self.vocabulary if any(t.required for t in tasks) else None)

    @cached_property
    def _encodings(self) -> Encodings:
        """The encoder's latest work."""
        from pipeline.mt.bergamot.stepping import Encodings

        return Encodings()

    def _encode(self, sources: Sequence[Sequence[int]], width: int) -> Encoded:
        from pipeline.mt.bergamot.stepping import BergamotSources

        return BergamotSources(self.network, self.projection, sources, width, self._encodings)


def load_folder(folder: Path) -> BergamotModel:
    """Load a converted model for use on one thread; raise ModelError where it, or what runs it, is missing."""
    with needing_extra("a Bergamot model"):
        import sentencepiece
        import torch
        from safetensors.torch import load_file

        from pipeline.mt.bergamot import integers
        from pipeline.mt.bergamot.network import BergamotNetwork, Shape
    torch.set_num_threads(1)
    try:
        settings = json.loads((folder / "config.json").read_text("utf-8"))
        shape = Shape(**{field.name: settings[field.name] for field in fields(Shape) if field.name in settings})
        weights = load_file(folder / "model.safetensors")
        with torch.device("meta"):  # weights of its own would only be thrown away
            network = BergamotNetwork(shape, weights["encoder.embed_tokens.weight"])
        weights.setdefault("lm_head.weight", weights["encoder.embed_tokens.weight"])
        network.load_state_dict(weights, assign=True)
        processor, *others = (
            sentencepiece.SentencePieceProcessor(model_file=str(folder / name))
            for name in ("vocab.spm", *(["target.spm"] if shape.target_vocab_size else []))
        )
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise ModelError(f"the model can't be loaded: {error}", path=folder) from error
    network.eval()
    if integers.supported():
        integers.quantise(network, settings.get("integer_scales") or {})
    loaded = BergamotModel(folder, network, settings.get("unk_token_id"), processor, *others)
    _ = loaded.projection  # before any fork, so that workers share it
    return loaded

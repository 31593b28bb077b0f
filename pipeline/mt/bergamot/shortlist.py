"""Lexical shortlist of a model: the words that a source can become, which spares most of the output layer.

Marian's file holds for each source token the target tokens that it was aligned with in training, best first; a
translation may use those of its own source's tokens and the most frequent ones: it depends on its source alone.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelError

FILE_NAME = "shortlist.safetensors"
_MAGIC = 0xF11A48D5013417F5
_HEADER = struct.Struct("<6Q")  # magic, checksum, frequent tokens, tokens a source token, offsets, ids


@dataclass(frozen=True, slots=True)
class Shortlist:
    """A lexical shortlist.

    Source token `s` has the target tokens `ids[offsets[s]:offsets[s + 1]]`, and each has the first `frequent` ones.
    """

    offsets: NDArray[np.int64]
    ids: NDArray[np.int64]
    frequent: int

    def candidates(self, tokens: Sequence[int], also: Sequence[int] = ()) -> NDArray[np.int64]:
        """Return the target tokens that a source may become, and those that it may become `also`, sorted."""
        chosen = np.zeros(len(self.offsets) - 1, dtype=bool)
        chosen[: self.frequent] = True
        for token in set(tokens):
            chosen[self.ids[self.offsets[token] : self.offsets[token + 1]]] = True
        chosen[list(also)] = True
        return np.flatnonzero(chosen)


def read(path: Path, vocabulary: int, target: int | None = None) -> Shortlist:
    """Read Marian's binary shortlist for vocabularies of so many tokens; raise ModelError where it is damaged."""
    target = vocabulary if target is None else target
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"can't be read: {error.strerror}", path=path) from error
    if len(data) < _HEADER.size:
        raise ModelError(f"damaged shortlist: {len(data)} bytes", path=path)
    magic, _, frequent, _, offset_count, id_count = _HEADER.unpack_from(data)
    if magic != _MAGIC:
        raise ModelError(f"damaged shortlist: it begins with {magic:#x}, expected {_MAGIC:#x}", path=path)
    needed = _HEADER.size + 8 * offset_count + 4 * id_count
    if offset_count != vocabulary + 1 or len(data) != needed or frequent > target:
        raise ModelError(
            f"damaged shortlist: {len(data)} bytes for {offset_count} offsets and {id_count} tokens", path=path
        )
    offsets = np.frombuffer(data, "<u8", offset_count, _HEADER.size).astype(np.int64)
    ids = np.frombuffer(data, "<u4", id_count, _HEADER.size + 8 * offset_count).astype(np.int64)
    ordered = offsets[0] == 0 and offsets[-1] == id_count and bool((np.diff(offsets) >= 0).all())
    if not ordered or (id_count and ids.max() >= target):
        raise ModelError("damaged shortlist: offsets or tokens are out of range", path=path)
    return Shortlist(offsets, ids, frequent)


def save(shortlist: Shortlist, folder: Path) -> None:
    """Write a shortlist into a model's folder."""
    from safetensors.numpy import save_file

    frequent = np.array([shortlist.frequent])
    values: dict[str, NDArray[Any]] = {
        "offsets": shortlist.offsets,
        "ids": shortlist.ids.astype(np.int32),
        "frequent": frequent,
    }
    save_file(values, folder / FILE_NAME)


def load(folder: Path) -> Shortlist | None:
    """Return the shortlist of a model's folder; None where the model has none."""
    from safetensors.numpy import load_file

    path = folder / FILE_NAME
    if not path.exists():
        return None
    values = load_file(path)
    return Shortlist(values["offsets"], values["ids"].astype(np.int64), int(values["frequent"][0]))

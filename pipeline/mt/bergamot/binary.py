"""Reader of Marian's binary model files, with suspicion: a damaged file must end in an error, not in a crash.

A file is a version, a count of items, that many headers (length of name, type, rank, bytes), the names, the
shapes, an offset to align the data, and the data. Quantised items hold int8 values and then one float32
multiplier: weight = int8 / multiplier. All are stored transposed, except the embeddings.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelError

VERSION = 1
SETTINGS = "special:model.yml"
EMBEDDINGS = "Wemb"
_FLOAT32, _CHARACTERS, _INTGEMM8 = 0x0404, 0x0101, 0x4101
_HEADER = struct.Struct("<4Q")
_MOST_ITEMS, _LONGEST_NAME, _HIGHEST_RANK = 100_000, 1024, 8
_TYPE_SIZE = {_FLOAT32: 4, _CHARACTERS: 1, _INTGEMM8: 1}


@dataclass(frozen=True, slots=True)
class MarianModel:
    """The float32 weights of a model by name, shaped [in, out], and the settings it was trained with.

    `multipliers` are those of the weights that the file holds as int8.
    """

    weights: Mapping[str, NDArray[np.float32]]
    multipliers: Mapping[str, float]
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Item:
    """A named array of the file, as bytes."""

    name: str
    kind: int
    shape: tuple[int, ...]
    data: bytes


class _Reader:
    """A cursor over the file's bytes that checks every length before it is believed."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.data = data
        self.offset = 0

    def take(self, count: int, what: str) -> bytes:
        left = len(self.data) - self.offset
        if count > left:
            raise self.error(f"{what}: needs {count} bytes at offset {self.offset}, but only {left} are left")
        chunk = self.data[self.offset : self.offset + count]
        self.offset += count
        return chunk

    def number(self, what: str) -> int:
        return int.from_bytes(self.take(8, what), "little")

    def error(self, message: str) -> ModelError:
        return ModelError(f"damaged Marian model: {message}", path=self.path)


def read(path: Path) -> MarianModel:
    """Read a model file; raise ModelError, naming file and value, where it isn't a sound version 1 file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"can't be read: {error.strerror}", path=path) from error
    reader = _Reader(path, data)
    version = reader.number("version")
    if version != VERSION:
        raise reader.error(f"version {version}, expected {VERSION}")
    weights: dict[str, NDArray[np.float32]] = {}
    multipliers: dict[str, float] = {}
    settings: dict[str, str] = {}
    for item in _items(reader):
        if item.name == SETTINGS:
            settings = _settings(item.data)
        elif item.kind == _CHARACTERS:
            raise reader.error(f"{item.name} holds characters, expected numbers")
        else:
            if item.kind == _INTGEMM8:
                multipliers[item.name] = _multiplier(item, reader)
            weights[item.name] = _weights(item, reader)
    return MarianModel(weights, multipliers, settings)


def _items(reader: _Reader) -> list[_Item]:
    count = reader.number("count of items")
    if count > _MOST_ITEMS:
        raise reader.error(f"{count} items")
    headers = [_HEADER.unpack(reader.take(_HEADER.size, f"header {n}")) for n in range(count)]
    names = []
    for length, kind, rank, _ in headers:
        if not 1 < length <= _LONGEST_NAME:
            raise reader.error(f"a name of {length} bytes")
        raw = reader.take(length, "name")
        try:
            name = raw[:-1].decode("ascii")
        except UnicodeDecodeError as error:
            raise reader.error(f"the name {raw!r}") from error
        if raw[-1] or not name.isprintable() or name in names:
            raise reader.error(f"the name {raw!r}")
        if kind not in _TYPE_SIZE:
            raise reader.error(f"{name} has type {kind:#x}, expected one of {', '.join(map(hex, _TYPE_SIZE))}")
        if rank > _HIGHEST_RANK:
            raise reader.error(f"{name} has rank {rank}")
        names.append(name)
    shapes = [struct.unpack(f"<{h[2]}i", reader.take(4 * h[2], "shape")) for h in headers]
    reader.take(reader.number("offset of the data"), "offset of the data")
    items = []
    for name, shape, (_, kind, _, size) in zip(names, shapes, headers, strict=True):
        if any(dimension < 1 for dimension in shape):
            raise reader.error(f"{name} has shape {shape}")
        needed = math.prod(shape) * _TYPE_SIZE[kind] + (4 if kind == _INTGEMM8 else 0)
        if size < needed:
            raise reader.error(f"{name} of shape {shape} needs {needed} bytes, its header says {size}")
        items.append(_Item(name, kind, shape, reader.take(size, name)))
    return items


def _weights(item: _Item, reader: _Reader) -> NDArray[np.float32]:
    count = math.prod(item.shape)
    if item.kind == _FLOAT32:
        values = np.frombuffer(item.data, dtype="<f4", count=count).reshape(item.shape)
    else:
        multiplier = _multiplier(item, reader)
        quantised = np.frombuffer(item.data, dtype=np.int8, count=count)
        if item.name.endswith(EMBEDDINGS) or len(item.shape) != 2:
            quantised = quantised.reshape(item.shape)
        else:
            quantised = quantised.reshape(item.shape[::-1]).T
        values = quantised.astype(np.float32) / np.float32(multiplier)
    if not np.isfinite(values).all():
        raise reader.error(f"{item.name} holds a value that isn't a finite number")
    return np.ascontiguousarray(values, dtype=np.float32)


def _multiplier(item: _Item, reader: _Reader) -> float:
    (multiplier,) = struct.unpack_from("<f", item.data, math.prod(item.shape))
    if not (math.isfinite(multiplier) and multiplier > 0):
        raise reader.error(f"{item.name} has the quantisation multiplier {multiplier}")
    return float(multiplier)


def _settings(data: bytes) -> dict[str, str]:
    """Return the top-level scalars of the settings: the block is YAML of which nothing else is needed."""
    pairs = {}
    for line in data.rstrip(b"\0").decode("utf-8", "replace").splitlines():
        name, colon, value = line.partition(":")
        if colon and not name.startswith((" ", "-")):
            pairs[name] = value.strip().strip('"')
    return pairs

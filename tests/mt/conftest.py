"""Models small enough for tests, made once: files as Marian writes them, and the folders that they become."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.support import tiny
from tests.support.tiny_bergamot import FLOAT32, INTGEMM8, marian_file, tiny_items


@pytest.fixture(scope="session")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SentencePiece model with Marian's ids: 0 ends a sentence, 1 is unknown."""
    pytest.importorskip("sentencepiece")
    folder = tmp_path_factory.mktemp("vocabulary")
    return tiny.train(folder / "vocab", eos_id=0, unk_id=1, bos_id=-1, pad_id=-1)


@pytest.fixture(scope="session")
def pieces(vocabulary: Path) -> int:
    import sentencepiece

    return int(sentencepiece.SentencePieceProcessor(model_file=str(vocabulary)).get_piece_size())


@pytest.fixture(scope="session")
def marian(tmp_path_factory: pytest.TempPathFactory, pieces: int) -> Path:
    path = tmp_path_factory.mktemp("marian") / "tiny-1" / "model.bin"
    path.parent.mkdir()
    path.write_bytes(marian_file(tiny_items(pieces)))
    return path


@pytest.fixture(scope="session")
def marian_with_scales(tmp_path_factory: pytest.TempPathFactory, pieces: int) -> Path:
    """The same model with the multipliers of its activations, as files for int8 have them."""
    items = tiny_items(pieces)
    scale = struct.pack("<f", 20.0)
    items += [(f"{name}_QuantMultA", FLOAT32, (1, 1), scale) for name, kind, *_ in items if kind == INTGEMM8]
    path = tmp_path_factory.mktemp("marian") / "tiny-2" / "model.bin"
    path.parent.mkdir()
    path.write_bytes(marian_file(items))
    return path


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory, marian: Path, vocabulary: Path) -> Path:
    from pipeline.mt.bergamot import convert

    return convert.cached(marian, vocabulary, cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def loaded(converted: Path):
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    from pipeline.mt.engines.loading import load_folder

    return load_folder(converted)

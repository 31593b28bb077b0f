from __future__ import annotations

import struct
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.errors import ModelError
from pipeline.mt.bergamot import binary, convert
from tests.support.tiny_bergamot import FLOAT32, INTGEMM8, marian_file, tiny_items

HEADERS = 16  # bytes before the first item's header


def test_quantised_weights_are_transposed_back_and_divided_by_their_multiplier(tmp_path):
    data = bytes([1, 2, 3, 4, 5, 250]) + struct.pack("<f", 2.0)
    path = tmp_path / "model.bin"
    path.write_bytes(marian_file([("W", INTGEMM8, (2, 3), data), ("Wemb", INTGEMM8, (2, 3), data)]))
    weights = binary.read(path).weights
    assert weights["W"].tolist() == [[0.5, 1.5, 2.5], [1.0, 2.0, -3.0]]
    assert weights["Wemb"].tolist() == [[0.5, 1.0, 1.5], [2.0, 2.5, -3.0]]


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (0, 7, "version 7"),
        (8, 2**62, "items"),
        (8, 3000, "header"),
        (HEADERS, 2**40, "a name of"),
        (HEADERS, 0, "a name of 0 bytes"),
        (HEADERS + 8, 0x9999, "type 0x9999"),
        (HEADERS + 16, 2**50, "rank"),
        (HEADERS + 24, 3, "header says 3"),
        (HEADERS + 24, 2**60, "needs"),
    ],
)
def test_a_damaged_header_is_an_error_with_file_and_value(tmp_path, place, value, words):
    good = marian_file([("b", FLOAT32, (1, 4), b"\0" * 16)])
    path = tmp_path / "model.bin"
    path.write_bytes(good[:place] + struct.pack("<Q", value) + good[place + 8 :])
    with pytest.raises(ModelError, match=words) as caught:
        binary.read(path)
    assert str(path) in str(caught.value)


def test_every_truncation_is_an_error(tmp_path, pieces):
    good = marian_file([("b", FLOAT32, (1, 4), b"\0" * 16), ("c", FLOAT32, (2, 2), b"\0" * 16)])
    path = tmp_path / "model.bin"
    for length in range(len(good)):
        path.write_bytes(good[:length])
        with pytest.raises(ModelError):
            binary.read(path)


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([("b", FLOAT32, (-2, -2), b"\0" * 16)], r"shape \(-2, -2\)"),
        ([("b", FLOAT32, (1, 1), struct.pack("<f", float("nan")))], "finite"),
        ([("W", INTGEMM8, (1, 1), b"\1" + struct.pack("<f", 0.0))], "multiplier 0.0"),
        ([("b", FLOAT32, (1, 1), b"\0" * 4)] * 2, "name b'b"),
    ],
)
def test_senseless_weights_are_an_error(tmp_path, items, words):
    path = tmp_path / "model.bin"
    path.write_bytes(marian_file(items))
    with pytest.raises(ModelError, match=words):
        binary.read(path)


def _without(name, items):
    return [item for item in items if item[0] != name]


def test_missing_weights_are_named(tmp_path, vocabulary, pieces):
    path = tmp_path / "model.bin"
    path.write_bytes(marian_file(_without("encoder_l2_self_Wk", tiny_items(pieces))))
    with pytest.raises(ModelError, match="no weights encoder_l2_self_Wk"):
        convert.cached(path, vocabulary, cache=tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_vocabulary_of_another_size_is_refused(tmp_path, vocabulary, pieces):
    path = tmp_path / "model.bin"
    path.write_bytes(marian_file(tiny_items(pieces + 1)))
    with pytest.raises(ModelError, match=f"{pieces} pieces, but the model has {pieces + 1}"):
        convert.cached(path, vocabulary, cache=tmp_path / "cache")


def test_another_architecture_is_refused(tmp_path, vocabulary, pieces):
    *rest, (name, kind, _, settings) = tiny_items(pieces)
    settings = settings.replace(b"ssru", b"gru")
    path = tmp_path / "model.bin"
    path.write_bytes(marian_file([*rest, (name, kind, (len(settings),), settings)]))
    with pytest.raises(ModelError, match="dec-cell is 'gru'"):
        convert.cached(path, vocabulary, cache=tmp_path / "cache")


def test_conversions_at_the_same_time_leave_one_whole_folder(tmp_path, marian, vocabulary):
    with ThreadPoolExecutor(4) as pool:
        folders = set(pool.map(lambda _: convert.cached(marian, vocabulary, cache=tmp_path), range(8)))
    assert list(tmp_path.iterdir()) == list(folders)
    names = {path.name for path in folders.pop().iterdir()}
    assert names >= {"config.json", "model.safetensors", "vocab.spm", "tokenizer_config.json"}


def test_a_changed_source_converts_anew(tmp_path, marian, vocabulary, pieces):
    first = convert.cached(marian, vocabulary, cache=tmp_path)
    changed = tmp_path / marian.parent.name / "model.bin"
    changed.parent.mkdir()
    data = bytearray(marian.read_bytes())
    data[-2000] ^= 1
    changed.write_bytes(data)
    assert convert.cached(changed, vocabulary, cache=tmp_path) != first

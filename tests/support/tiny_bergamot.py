"""A Bergamot model small enough for tests, written as Marian writes its files."""

from __future__ import annotations

import struct

import pytest

np = pytest.importorskip("numpy", reason="the neural engine needs the extra 'embedded'")

WIDTH, INNER, HEADS, ENCODERS, DECODERS = 16, 32, 2, 2, 2
FLOAT32, CHARACTERS, INTGEMM8 = 0x0404, 0x0101, 0x4101
SETTINGS = """dec-cell: ssru
dec-depth: 2
enc-depth: 2
tied-embeddings-all: true
transformer-decoder-autoreg: rnn
transformer-ffn-activation: relu
transformer-heads: 2
transformer-postprocess: dan
transformer-preprocess: ""
transformer-train-position-embeddings: false
type: transformer
"""


def marian_file(items: list[tuple[str, int, tuple[int, ...], bytes]]) -> bytes:
    """Return a version 1 file of (name, type, shape, data)."""
    names = [name.encode() + b"\0" for name, *_ in items]
    data = struct.pack("<2Q", 1, len(items))
    for encoded, (_, kind, shape, payload) in zip(names, items, strict=True):
        data += struct.pack("<4Q", len(encoded), kind, len(shape), len(payload))
    data += b"".join(names)
    data += b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, _, shape, _ in items)
    padding = -(len(data) + 8) % 256
    return data + struct.pack("<Q", padding) + b"\0" * padding + b"".join(payload for *_, payload in items)


def tiny_items(vocabulary: int) -> list[tuple[str, int, tuple[int, ...], bytes]]:
    """Return random weights of a tiny model: matrices in int8, the rest in float32."""
    random = np.random.default_rng(7)
    items: list[tuple[str, int, tuple[int, ...], bytes]] = []

    def matrix(name: str, rows: int, columns: int, *, transposed: bool = True) -> None:
        values = random.integers(-127, 128, (rows, columns), dtype=np.int8)
        stored = values.T if transposed else values
        data = np.ascontiguousarray(stored).tobytes() + struct.pack("<f", 300.0)
        items.append((name, INTGEMM8, (rows, columns), data + b"\0" * (-len(data) % 256)))

    def vector(name: str, size: int, middle: float = 0.0) -> None:
        values = (middle + random.normal(0, 0.3, (1, size))).astype("<f4")
        items.append((name, FLOAT32, (1, size), values.tobytes()))

    def attention(prefix: str) -> None:
        for letter in "qkvo":
            matrix(f"{prefix}_W{letter}", WIDTH, WIDTH)
            vector(f"{prefix}_b{letter}", WIDTH)
        vector(f"{prefix}_Wo_ln_scale", WIDTH, 1.0)
        vector(f"{prefix}_Wo_ln_bias", WIDTH)

    def feed_forward(prefix: str) -> None:
        matrix(f"{prefix}_W1", WIDTH, INNER)
        vector(f"{prefix}_b1", INNER)
        matrix(f"{prefix}_W2", INNER, WIDTH)
        vector(f"{prefix}_b2", WIDTH)
        vector(f"{prefix}_ffn_ln_scale", WIDTH, 1.0)
        vector(f"{prefix}_ffn_ln_bias", WIDTH)

    matrix("Wemb", vocabulary, WIDTH, transposed=False)
    vector("decoder_ff_logit_out_b", vocabulary)
    for number in range(1, ENCODERS + 1):
        attention(f"encoder_l{number}_self")
        feed_forward(f"encoder_l{number}_ffn")
    for number in range(1, DECODERS + 1):
        matrix(f"decoder_l{number}_rnn_W", WIDTH, WIDTH)
        matrix(f"decoder_l{number}_rnn_Wf", WIDTH, WIDTH)
        vector(f"decoder_l{number}_rnn_bf", WIDTH)
        vector(f"decoder_l{number}_rnn_ffn_ln_scale", WIDTH, 1.0)
        vector(f"decoder_l{number}_rnn_ffn_ln_bias", WIDTH)
        attention(f"decoder_l{number}_context")
        feed_forward(f"decoder_l{number}_ffn")
    settings = SETTINGS.encode() + b"\0"
    items.append(("special:model.yml", CHARACTERS, (len(settings),), settings))
    return items

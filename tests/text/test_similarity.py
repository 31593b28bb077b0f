"""The index over many texts finds what looking at each of them finds."""

from __future__ import annotations

import random

import pytest

from pipeline.text.similarity import FEW, Nearest

WORDS = [
    f"{first}{second}{third}" for first in "bdfgklmnprst" for second in "aeiou" for third in ("n", "rt", "sh", "m")
]
COMMON = ["the", "of", "to", "and", "you", "is"]
HAN = [chr(0x4E00 + number) for number in range(400)]


def spaced(rng: random.Random) -> str:
    return " ".join(rng.choice(COMMON if rng.random() < 0.5 else WORDS) for _ in range(rng.randint(4, 14)))


def unspaced(rng: random.Random) -> str:
    return "".join(rng.choice(HAN) for _ in range(rng.randint(5, 25)))


def frequent(rng: random.Random) -> str:
    return " ".join(rng.choice(COMMON) for _ in range(rng.randint(5, 12)))


@pytest.mark.parametrize("make", [spaced, unspaced, frequent])
def test_the_index_finds_what_looking_at_each_text_finds(make: object) -> None:
    assert callable(make)
    rng = random.Random(3)
    texts = [make(rng) for _ in range(3 * FEW)]
    listed, each = Nearest(texts), Nearest(texts, once=True)
    for _ in range(25):
        text = rng.choice(texts)
        at = rng.randrange(len(text) - 1)
        wanted = f"{text[:at]}x{text[at + 1 :]}"
        assert listed.find(wanted, floor=0.8) == each.find(wanted, floor=0.8)


def test_texts_too_short_or_too_long_to_be_alike_are_none() -> None:
    near = Nearest(["water", "water and bread and more", "wate"])
    assert [like.index for like in near.find("water", limit=5, floor=0.5)] == [0, 2]


def test_of_equals_the_earlier_comes_first() -> None:
    assert [like.index for like in Nearest(["Tea", "milk", "tea", "TEA"]).find("tea", limit=3)] == [0, 2, 3]


def test_a_floor_of_nothing_finds_everything() -> None:
    assert len(Nearest(["", "abc", "a much longer text"]).find("xyz", limit=9, floor=0)) == 3

"""The frame of a message that is one text stays where it is: a word that leaves its branch misleads."""

from __future__ import annotations

import pytest

from pipeline.formats.block import Block
from pipeline.formats.json.frames import broken
from pipeline.formats.json.placeholders import items
from pipeline.formats.sentences import Lines, slots

# A select without `other` can't be taken apart.
VALUE = "{sex, select, f {Women} m {Men {name}}} bring {n} cards."
CODED = "<1/>Women<2/>Men <3/><4/> bring <5/> cards."


def said(target: str, value: str = VALUE) -> str | None:
    (slot,) = slots(Block(items(value), "string", None, (), whole=True), value, None, Lines(value))
    assert value != VALUE or slot.segment.text == CODED
    return broken(slot.segment.text, target, slot.segment.codes)


@pytest.mark.parametrize(
    "target",
    [
        "<1/>Mulheres<2/>Homens <3/><4/> trazem <5/> cartões.",
        "<1/>Mulheres<2/><3/>, homens<4/> trazem cartões: <5/>.",
        "Tragam <5/> cartões: <1/>mulheres<2/>homens <3/><4/>.",
        CODED,
    ],
)
def test_words_may_change_and_move_within_their_branch(target: str) -> None:
    assert said(target) is None


@pytest.mark.parametrize(
    "target",
    [
        "<2/>Mulheres<1/>Homens <3/><4/> trazem <5/> cartões.",
        "<1/>Mulheres<2/>Homens <4/><3/> trazem <5/> cartões.",
        "<1/>Mulheres<2/>Homens <5/><4/> trazem <3/> cartões.",
        "<1/>Mulheres e homens<2/><3/><4/> trazem <5/> cartões.",
        "<1/><2/>Homens <3/><4/> Mulheres trazem <5/> cartões.",
        "<1/>Mulheres trazem cartões<2/>Homens trazem <3/> cartões<4/> <5/>",
    ],
)
def test_a_frame_that_moves_and_a_branch_that_loses_its_words_are_told(target: str) -> None:
    assert said(target) is not None


def test_words_in_a_branch_that_has_none_are_told() -> None:
    value = "Bring {n, plural, =0 {} one {a card}} to us."
    assert said("Traga <1/><2/>um cartão<3/> para nós.", value) is None
    assert said("Traga <1/>nada<2/>um cartão<3/> para nós.", value) is not None


def test_a_text_without_a_choice_has_no_frame() -> None:
    assert said("<2/> e <1/>", "{a} and {b}") is None

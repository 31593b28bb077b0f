"""What both directions make of a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from pipeline.mt.drafting.directions import Directions, Reading


@dataclass(frozen=True)
class Word:
    span: tuple[int, int]
    log: float


@dataclass(frozen=True)
class Model:
    """A model that finds each word of a text as likely as it is told, and says nothing of texts that it isn't."""

    logs: Mapping[tuple[str, str], Sequence[float]]

    def tokens(self, sources: Sequence[str], targets: Sequence[str]) -> list[list[Word]]:
        pairs = zip(sources, targets, strict=True)
        return [[Word((place, place + 1), log) for place, log in enumerate(self.logs.get(pair, ()))] for pair in pairs]


def reading(forward: float, backward: float) -> Reading:
    return Reading((Word((0, 1), forward),), (Word((0, 1), backward),))


def test_a_draft_is_read_in_both_directions() -> None:
    both = Directions(Model({("rest", "descanse"): (-0.5, -1.5)}), Model({("descanse", "rest"): (-3.0,)}))
    (found,) = both.read(["rest"], ["descanse"])
    assert found is not None
    assert (found.forward, found.backward) == (-1.0, -3.0)


def test_what_one_direction_cannot_read_has_no_reading() -> None:
    both = Directions(Model({("rest", "descanse"): (-0.5,)}), Model({}))
    assert both.read(["rest"], ["descanse"]) == [None]


@pytest.mark.parametrize(("forward", "backward", "better"), [(-1, -1, True), (-1, -3, False), (-3, -1, False)])
def test_a_draft_is_better_where_both_directions_say_so(forward: float, backward: float, *, better: bool) -> None:
    assert reading(forward, backward).better(reading(-2, -2)) is better

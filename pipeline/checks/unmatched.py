"""What two texts don't share: of signs that are counted by what they are, not by where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Protocol, TypeVar


class Sign(Protocol):
    """Something of which two are alike where `same` is equal."""

    @property
    def same(self) -> Hashable:
        """What its likes have in common."""


S = TypeVar("S", bound=Sign)


def left(these: Sequence[S], those: Sequence[S]) -> list[S]:
    """Return those of these that are left when each of those has taken its like away."""
    rest = Counter(sign.same for sign in those)
    unmatched = []
    for sign in these:
        if rest[sign.same]:
            rest[sign.same] -= 1
        else:
            unmatched.append(sign)
    return unmatched

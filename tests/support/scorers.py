"""Models for the tests of the second opinion: what they make of a translation is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Opinion:
    mean: float = -1.0
    end: float = 0.0
    last: float = -0.1
    tokens: int = 25
    span: tuple[int, int] | None = None


@dataclass
class GivenScorer:
    """Says of a target, with the final sign that it was given, what `opinions` has for it, else that it is fine.

    `calls` are what it was asked, a list a call.
    """

    opinions: Mapping[str, Opinion | None]
    origin: str = "oracle@1"
    calls: list[list[tuple[str, str]]] = field(default_factory=list)

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[Opinion | None]:
        self.calls.append(list(zip(sources, targets, strict=True)))
        return [self.opinions.get(target, Opinion()) for target in targets]

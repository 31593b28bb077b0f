"""How alike two texts are, and which of many is most like one: what a fuzzy match is measured by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

FLOOR = 0.7  # below, a translator is quicker without the old translation
FEW = 2_000  # as many texts are compared one by one; of more, only those that share a rare word
RAREST = 8
COMMON = 1_000  # a word in more texts than this tells them apart too little to be worth its list
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Like:
    """A text by its index and how alike it is, in 0–1."""

    index: int
    score: float


def likeness(a: str, b: str) -> float:
    """Return the share of characters, in 0–1, that two texts have in common in the same order, whatever their case."""
    return fuzz.ratio(_folded(a), _folded(b)) / 100


class Nearest:
    """An index over texts that finds those most like a given one."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = [_folded(text) for text in texts]
        self._places: dict[str, list[int]] = {}
        if len(texts) > FEW:
            for index, text in enumerate(self._texts):
                for word in set(WORD.findall(text)):
                    self._places.setdefault(word, []).append(index)

    def find(self, text: str, *, limit: int = 1, floor: float = FLOOR) -> list[Like]:
        """Return the most alike texts, the best first; among equals the earlier one comes first."""
        wanted = _folded(text)
        candidates = self._candidates(wanted)
        found = process.extract(
            wanted,
            self._texts if candidates is None else {index: self._texts[index] for index in candidates},
            scorer=fuzz.ratio,
            processor=None,
            limit=limit,
            score_cutoff=floor * 100,
        )
        return [Like(index, score / 100) for _, score, index in found]

    def _candidates(self, text: str) -> list[int] | None:
        """Return the texts that share one of the rarest words; None where each has to be looked at."""
        if not self._places:
            return None
        lists = sorted((self._places.get(word, []) for word in set(WORD.findall(text))), key=len)
        rare = [places for places in lists if 0 < len(places) <= COMMON][:RAREST]
        return sorted({index for places in rare for index in places}) if rare else None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())

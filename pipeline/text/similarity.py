"""Similarity of texts, and an index of those most like a given one: what a fuzzy match is measured by."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rapidfuzz import fuzz, process

from pipeline.locales import UNSPACED_LETTERS

FLOOR = 0.7  # below, a translator is quicker without the old translation
FEW = 2_000  # as many texts are compared one by one; of more, only those that share rare words
COMMON = 1_000  # a word in more texts than this tells them apart too little: then two of such words in a row do
ENOUGH = 6_000  # texts that share the rarest words of the wanted one: more of them would hardly bring a better one
SHORT = 3  # words: one slip of the pen in so few, and none of the rare ones is shared
# In scripts that put no spaces between words, two letters in a row stand for a word.
WORD = re.compile(rf"(?P<unspaced>[{UNSPACED_LETTERS}]+)|[^\W{UNSPACED_LETTERS}]+")


@dataclass(frozen=True, slots=True)
class Like:
    """A text by its index and how alike it is, in 0–1."""

    index: int
    score: float


def likeness(a: str, b: str) -> float:
    """Return the share of characters, in 0–1, that two texts have in common in the same order, whatever their case."""
    return fuzz.ratio(_folded(a), _folded(b)) / 100


class Nearest:
    """An index over texts that finds those most like a given one.

    The words of many texts are listed at the first search; with `once` they never are, which is quicker for a
    few searches.
    """

    def __init__(self, texts: Sequence[str], *, once: bool = False) -> None:
        folded = [_folded(text) for text in texts]
        # By length: texts too short or too long to be alike are then left out by a cut.
        self._indices = sorted(range(len(folded)), key=lambda index: len(folded[index]))
        self._texts = [folded[index] for index in self._indices]
        self._lengths = [len(text) for text in self._texts]
        self._listed = len(texts) > FEW and not once

    def find(self, text: str, *, limit: int = 1, floor: float = FLOOR) -> list[Like]:
        """Return the most alike texts, the best first; among equals the earlier one comes first."""
        wanted = _folded(text)
        # What two texts share is at most the shorter one.
        least = floor / (2 - floor)
        first = bisect_left(self._lengths, len(wanted) * least)
        last = bisect_right(self._lengths, len(wanted) / least) if least > 0 else len(self._texts)
        places = self._candidates(wanted, first, last)
        matches = process.extract(
            wanted,
            self._texts[first:last] if places is None else [self._texts[place] for place in places],
            scorer=fuzz.ratio,
            processor=None,
            limit=None,
            score_cutoff=floor * 100,
        )
        likes = [
            Like(self._indices[first + number if places is None else places[number]], score / 100)
            for _, score, number in matches
        ]
        return sorted(likes, key=lambda like: (-like.score, like.index))[:limit]

    def _candidates(self, text: str, first: int, last: int) -> list[int] | None:
        """Return the places in [first, last) of texts that share rare words; None where each has to be looked at."""
        words = _words(text)
        if not self._listed or last - first <= FEW or len(words) <= SHORT:
            return None
        lists = []
        for word in {*words, *_pairs(words)}:
            places = self._places.get(word, ())
            lists.append(places[bisect_left(places, first) : bisect_left(places, last)])
        lists.sort(key=len)
        candidates: set[int] = set()
        for places in lists:
            if candidates and len(candidates) + len(places) > ENOUGH:
                break
            candidates.update(places)
        return sorted(candidates)

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """Where each word stands, and each two in a row of those that stand in many texts."""
        texts = [_words(text) for text in self._texts]
        places: dict[str, list[int]] = {}
        for place, words in enumerate(texts):
            for word in set(words):
                places.setdefault(word, []).append(place)
        common = {word for word, spots in places.items() if len(spots) > COMMON}
        for place, words in enumerate(texts):
            for pair in set(_pairs([word if word in common else "" for word in words])):
                places.setdefault(pair, []).append(place)
        return places


def _words(text: str) -> list[str]:
    """Return the words of a folded text in their order."""
    words = []
    for match in WORD.finditer(text):
        run = match[0]
        if match["unspaced"] is None or len(run) == 1:
            words.append(run)
        else:
            words += [run[at : at + 2] for at in range(len(run) - 1)]
    return words


def _pairs(words: Sequence[str]) -> list[str]:
    """Return each two words in a row, without those of which one is empty."""
    return [f"{first} {second}" for first, second in pairwise(words) if first and second]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())

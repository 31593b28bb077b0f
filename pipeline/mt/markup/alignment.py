"""Word alignment: which words of a translation come from which of the source, by the model's guided attention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = re.compile(r"\w+(?:[-'’.,/]\w+)*|[^\w\s]")
_LINKED = 0.2  # the share of a word's attention from which a link is worth something


@dataclass(frozen=True, slots=True)
class Link:
    """An alignment of a word of the source with one of the target, and how sure the model is of it (0–1)."""

    source: Span
    target: Span
    weight: float


def words(text: str) -> list[Span]:
    """Return the spans of words and of single signs of punctuation."""
    return [match.span() for match in _WORD.finditer(text)]


def overlap(span: Span, other: Span) -> bool:
    """Tell whether two spans share a character."""
    return span[0] < other[1] and other[0] < span[1]


def links(
    source: str,
    target: str,
    source_pieces: Sequence[Span],
    target_pieces: Sequence[Span],
    attention: NDArray[np.float32],
) -> tuple[Link, ...]:
    """Return the links between words, in target order; `attention` is [target pieces, source pieces]."""
    import numpy as np

    source_words, target_words = words(source), words(target)
    if not source_words or not target_words or not attention.size:
        return ()
    from_words = _membership(source_words, source_pieces)
    to_words = _membership(target_words, target_pieces)
    counts = np.maximum(to_words.sum(axis=1, keepdims=True), 1)
    weights = (to_words / counts) @ attention @ from_words.T
    linked = np.zeros(weights.shape, dtype=bool)
    linked[np.arange(len(target_words)), weights.argmax(axis=1)] = True
    linked[weights.argmax(axis=0), np.arange(len(source_words))] = True
    linked &= weights >= _LINKED
    return tuple(
        Link(source_words[s], target_words[t], min(1.0, float(weights[t, s]))) for t, s in np.argwhere(linked).tolist()
    )


def _membership(word_spans: Sequence[Span], pieces: Sequence[Span]) -> NDArray[np.float32]:
    """Return [words, pieces]: 1 where they share a character."""
    import numpy as np

    starts, ends = np.array(word_spans).T
    piece_starts, piece_ends = np.array(pieces).reshape(-1, 2).T
    shared = (starts[:, None] < piece_ends[None, :]) & (piece_starts[None, :] < ends[:, None])
    members: NDArray[np.float32] = shared.astype(np.float32)
    return members

"""Marks of polarity: the words of a text that turn its sentence round, each with its place and its clause."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from functools import lru_cache

from pipeline.text.polarity.lexicon import LEXICA

# Commas and their like end a clause anywhere, a full stop before a space, a dash between two. It begins with one set of
# characters, for which the search is fast.
CLAUSE = re.compile(
    r"[,;:()\[\]—،؛、，；：（）。！？؟।.!?…–-](?:(?<![.!?…–-])|(?<=[.!?…])[.!?…]{0,20}(?=\s|$)|(?<=\s[–-])(?=\s))"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One word or phrase: its family and value, characters [start, end) of the text, and the number of its clause.

    A loose mark may carry the meaning or not ("small", "unusual"): it answers for a mark of the other text.
    """

    family: str
    value: str
    start: int
    end: int
    text: str
    clause: int
    loose: bool = False


@lru_cache(maxsize=8192)
def read(text: str, language: str) -> tuple[Mark, ...]:
    """Return the marks of a text in order, none overlapping; empty for a language without data."""
    words = LEXICA.load(language)
    spans = list(words.spans(text)) if words else []
    if not spans:
        return ()
    breaks = [match.start() for match in CLAUSE.finditer(text)]
    return tuple(
        Mark(meaning.family, meaning.value, start, end, text[start:end], bisect(breaks, start), meaning.loose)
        for meaning, start, end in spans
    )

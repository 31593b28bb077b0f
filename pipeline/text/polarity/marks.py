"""Marks of polarity: the words of a text that turn its sentence round, each with its place and its clause."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from functools import lru_cache

from pipeline.text import inline
from pipeline.text.polarity import lexicon
from pipeline.text.polarity.lexicon import Lexicon, Meaning

# Commas and their like end a clause anywhere, a full stop before a space, a dash between two. It begins with one set of
# characters, for which the search is fast.
CLAUSE = re.compile(
    r"[,;:()\[\]—،؛、，；：（）。！？؟।.!?…–-](?:(?<![.!?…–-])|(?<=[.!?…])[.!?…]*(?=\s|$)|(?<=\s[–-])(?=\s))"
)
TAG = re.compile(inline.TAG)


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
    words = lexicon.load(language)
    if words is None:
        return ()
    plain, places = _plain(text, words)
    meanings = [(_meaning(language, match[0]), *match.span()) for match in words.words.finditer(plain)]
    if not any(meaning for meaning, _, _ in meanings):
        return ()
    breaks = [match.start() for match in CLAUSE.finditer(text)]
    marks = []
    for meaning, first, last in meanings:
        if meaning is not None:
            start, end = (places[first], places[last - 1] + 1) if places else (first, last)
            clause = bisect(breaks, start)
            marks.append(Mark(meaning.family, meaning.value, start, end, text[start:end], clause, meaning.loose))
    return tuple(marks)


def _plain(text: str, words: Lexicon) -> tuple[str, list[int] | None]:
    """Return the text as the lexicon spells it, and where each character stood where some were left out."""
    plain = text.lower()
    if len(plain) != len(text):
        plain = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    if "<" in plain:
        plain = TAG.sub(lambda tag: " " * len(tag[0]), plain)
    # A handful of replacements is faster than a table of translation, which looks up every character.
    for char, other in words.same.items():
        plain = plain.replace(char, other)
    if words.ignored.isdisjoint(plain):
        return plain, None
    places = [place for place, char in enumerate(plain) if char not in words.ignored]
    return "".join([plain[place] for place in places]), places


@lru_cache(maxsize=16384)
def _meaning(language: str, phrase: str) -> Meaning | None:
    words = lexicon.load(language)
    return None if words is None else words.meaning(" ".join(phrase.split()))

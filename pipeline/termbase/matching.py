"""Term recognition in source segments, in one pass: the longest of those that begin together, none inside another.

The segment's words are looked up as they go, in a table of whole terms; a word that begins no term costs one look. An
Aho–Corasick automaton does that part faster, but must be built anew at each start; the tables are plain data that a
cache holds, and most of the time goes into reading the words either way (tests/bench/termbase.py measures both).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.termbase import english, inflection
from pipeline.termbase.words import WORD, folded
from pipeline.text.language.words import Reader

ABBREVIATION = 5  # letters; a longer term in capitals is shouted
SHORT = 3  # letters of a term in small ones, which in capitals would be an abbreviation of something else
ORDINARY = frozenset({"aids"})  # words whose capitals mean something else
DASHES = re.compile("[\u2010-\u2015\u2212]")  # dashes that stand for a hyphen inside a name


@dataclass(frozen=True, slots=True)
class Hit:
    """Source terms by their numbers at [start, end) of a text."""

    terms: tuple[int, ...]
    start: int
    end: int


class Index:
    """An index of source terms by the keys of their words.

    `terms` maps keys joined by spaces to the numbers of terms; `lengths` maps a first key to the lengths, in words and
    the longest first, of the terms that begin with it; `spellings` are the terms as they are written.
    """

    def __init__(
        self,
        language: str,
        terms: Mapping[str, Sequence[int]],
        lengths: Mapping[str, Sequence[int]],
        spellings: Sequence[str],
        exact: frozenset[int],
    ) -> None:
        self._key = key_of(language)
        self._english = language == "en"
        self._keys = Reader(self._read)
        self._terms = terms
        self._lengths = lengths
        self._spellings = spellings
        self._exact = exact

    def _read(self, chunk: str) -> list[str]:
        blanked = english.blank_possessives(chunk) if self._english else chunk
        return list(map(self._key, WORD.findall(blanked)))

    def hits(self, text: str, *, nested: bool = False) -> Iterator[Hit]:
        """Yield the terms of a text from the left, the longest at each place; `nested`: those inside others too."""
        # In a line of capitals they say nothing, so that there no abbreviation can be told from a word.
        read = text.lower() if text.isupper() and " " in text.strip() else text
        if len(read) != len(text):
            read = text
        keys = self._keys(read)
        if self._lengths.keys().isdisjoint(keys):
            return
        blanked = english.blank_possessives(read) if self._english else read
        spans = [word.span() for word in WORD.finditer(blanked)]
        at = 0
        while at < len(keys):
            step = 1
            for length in self._lengths.get(keys[at], ()):
                numbers = self._terms.get(" ".join(keys[at : at + length]), ()) if at + length <= len(keys) else ()
                if not numbers:
                    continue
                start, end = spans[at][0], spans[at + length - 1][1]
                fitting = tuple(number for number in numbers if self._fits(number, text, read, start, end))
                if fitting:
                    yield Hit(fitting, start, end)
                    if not nested:
                        step = length
                        break
            at += step

    def _fits(self, number: int, text: str, read: str, start: int, end: int) -> bool:
        """Tell whether capitals agree: an abbreviation stands in capitals, a name that is kept as it is written."""
        term = self._spellings[number]
        if term == read[start:end]:
            return True
        if number in self._exact:
            return plain(text[start:end]) == plain(term)
        words, own = WORD.findall(read, start, end), WORD.findall(term)
        return all(map(_same_case, own, words)) if len(own) == len(words) else True


def build(language: str, spellings: Sequence[str]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Return the tables `terms` and `lengths` of an index."""
    key = key_of(language)
    terms: dict[str, list[int]] = {}
    lengths: dict[str, set[int]] = {}
    for number, spelling in enumerate(spellings):
        text = english.blank_possessives(spelling) if language == "en" else spelling
        keys = [key(word[0]) for word in WORD.finditer(text)]
        if not keys:
            continue
        written = [folded(word[0]) for word in WORD.finditer(text)]
        # A list in small letters has "sars", which is no plural: the text's SARS is looked up as it is written.
        for way in {tuple(keys), tuple(written)} if len(keys) == 1 and written[0] not in ORDINARY else {tuple(keys)}:
            terms.setdefault(" ".join(way), []).append(number)
            lengths.setdefault(way[0], set()).add(len(way))
    return terms, {first: sorted(counts, reverse=True) for first, counts in lengths.items()}


def key_of(language: str) -> Callable[[str], str]:
    """Return what makes a source word comparable in a language."""
    if language == "en":
        return english.key
    forms = inflection.of(language)
    return forms.stem


def plain(name: str) -> str:
    """Return a name with plain hyphens and spaces."""
    return DASHES.sub("-", name.replace("\u00a0", " ").replace("\u202f", " "))


def stands(name: str, text: str) -> tuple[int, int] | None:
    """Return where a name stands in a text just as it is written, with no Latin letter or digit beside it."""
    occurrence = next(occurrences(name, text), None)
    return occurrence and (occurrence.start(), occurrence.end())


def occurrences(name: str, text: str) -> Iterator[re.Match[str]]:
    """Yield where a name stands in a text; letters of another script may lean on it, as endings and prefixes do."""
    return _name(plain(name)).finditer(plain(text))


@lru_cache(maxsize=1 << 12)
def _name(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])")


def _same_case(term: str, word: str) -> bool:
    if term.isupper() and 2 <= len(term) <= ABBREVIATION and term.isalpha():
        return word.rstrip("s").isupper()
    return not (len(term) <= SHORT and term.islower() and word.isupper() and len(word) > 1)

"""Tokenisation for terms: the words of a text with their places and folded forms (no case, accents, ways of writing).

Scripts that put no spaces between words have a word a character: the dictionary itself then says what belongs together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from pipeline.locales import UNSPACED_LETTERS
from pipeline.text.language.scripts import ascii_digits
from pipeline.text.language.words import UNSPACED

# Vowel signs and other marks that `\w` leaves out, by block: Latin, Hebrew, Arabic, and the scripts of India.
MARKS = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
# A zero-width joiner belongs to the word; the non-joiner does in India, and stands between words in Persian.
JOINER = r"(?<=[\u0900-\u0dff])\u200c(?=[\u0900-\u0dff])"
LETTER = rf"[^\W_{UNSPACED_LETTERS}]"
# Letters first and marks after them: most texts have no marks, and are read twice as fast.
WORD = re.compile(rf"{LETTER}+(?:(?:[{MARKS}\u00ad\u200d]|{JOINER})+{LETTER}*)*|[{UNSPACED_LETTERS}]")
# What one writes and another leaves out: accents, Hebrew and Arabic vowel signs, the dot under Hindi's borrowed sounds.
OPTIONAL = re.compile(
    r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u09bc\u0a3c]"
)
# Letters that stand for each other in good texts: hamza's seats, Persian and Arabic keyboards, Hindi's two nasal signs.
ALIKE = str.maketrans(
    {**dict.fromkeys("أإآٱ", "ا"), **dict.fromkeys("ىیېئے", "ي"), **dict.fromkeys("ةہھەۀۂۃ", "ه")}
    | {"ؤ": "و", "ک": "ك", "ں": "ن", "\u0901": "\u0902", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
)
NASAL = re.compile("[ङञणनम]\u094d(?=[\u0915-\u0939])")


class Sentence:
    """The words of a text: as they are written, and their folded forms (`keys`)."""

    def __init__(self, text: str, fold: Callable[[str], str]) -> None:
        self.text = text
        self.words: list[str] = WORD.findall(text)
        self.keys = list(map(fold, self.words))
        self.padded = f" {' '.join(self.keys)} "

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands in the text."""
        return [word.span() for word in WORD.finditer(self.text)]

    def places(self, heads: Iterable[str], same: Callable[[str], bool]) -> list[int]:
        """Return the numbers of the words that have one of the heads in their keys and are the `same`."""
        # Most words have none: to ask for their stems would take most of the time.
        near = {at for head in heads if head in self.padded for at, key in enumerate(self.keys) if head in key}
        return sorted(at for at in near if same(self.words[at]))

    def find(self, words: str) -> tuple[int, int] | None:
        """Return the numbers [first, last] of consecutive words, given by their keys with spaces between."""
        first = next(self.all(words), None)
        return None if first is None else (first, first + words.count(" "))

    def all(self, words: str) -> Iterator[int]:
        """Yield the number of the first word of each place where consecutive words stand."""
        at = self.padded.find(f" {words} ")
        while at >= 0:
            yield self.padded.count(" ", 0, at + 1) - 1
            at = self.padded.find(f" {words} ", at + 1)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the words from the first to the last stand in the text."""
        return self.spans[first][0], self.spans[last][1]


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Return a word without case, accents and optional signs, its digits as 0–9."""
    if word.isascii():
        return word.lower()
    plain = OPTIONAL.sub("", unicodedata.normalize("NFKD", word.casefold()))
    plain = unicodedata.normalize("NFC", plain).translate(ALIKE)
    plain = NASAL.sub("\u0902", plain)
    return ascii_digits(plain)


def unspaced(words: Sequence[str]) -> bool:
    """Tell whether words are of a script that puts no spaces between them."""
    return all(UNSPACED.fullmatch(word) for word in words)

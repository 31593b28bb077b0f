"""Words of a text, to count and compare across languages: one idea of where a word begins and ends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TypeVar

from pipeline.locales import UNSPACED_LETTERS

# What is neither white space, digit, ASCII sign nor punctuation of some script. Vowel signs of Indic scripts and
# Arabic marks belong to their word, which \w would break at each of them.
WORD = re.compile(
    "[^\\s\\d!-/:-@\\[-`{-~\u00a0-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u060c\u061b\u061f\u0640"
    "\u066a-\u066d\u06d4\u0964\u0965\u2000-\u206f\u2070-\u209f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u303f"
    "\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufffd]+"
)
UNSPACED = re.compile(f"[{UNSPACED_LETTERS}]")
REMEMBERED = 30_000  # chunks of a reader: the vocabulary of a large catalog
LONGEST = 32  # characters of a chunk that is likely to come again

Piece = TypeVar("Piece")

_ARABIC = str.maketrans("أإآٱىئؤةکیہھگ", "اااايييهكيههك", "ًٌٍَُِّْٰـ")
_MARKS = re.compile("[\u0300-\u036f\u093c]")


class Reader(dict[str, tuple[Piece, ...]]):
    """A reader of texts chunk by chunk, as white space parts them: most chunks of a text have been read before."""

    def __init__(self, read: Callable[[str], Iterable[Piece]]) -> None:
        self._read = read

    def __call__(self, text: str) -> list[Piece]:
        """Return what `read` makes of each chunk of a text, in a row."""
        return list(chain.from_iterable(map(self.__getitem__, text.split())))

    def __missing__(self, chunk: str) -> tuple[Piece, ...]:
        pieces = tuple(self._read(chunk))
        if len(self) < REMEMBERED and len(chunk) < LONGEST:
            self[chunk] = pieces
        return pieces


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, in order; a language without spaces gives whole clauses."""
    return WORD.findall(text.lower())


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the [start, end) of each word, in the order of `words`."""
    return (match.span() for match in WORD.finditer(text))


def fold(text: str) -> str:
    """Return text in lower case without the accents and letter variants that writers of a language leave out."""
    text = text.lower()
    if text.isascii():
        return text
    # й and ё lose their marks as é does; the nukta of Devanagari and the vowel signs of Arabic are left out by many.
    text = _MARKS.sub("", unicodedata.normalize("NFD", text.translate(_ARABIC)))
    return text.replace("œ", "oe").replace("æ", "ae").replace("ँ", "ं")

"""Roman numerals, where a word beside them says that they count: phase III, стадия IV, siglo XXI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.text.quantities.model import Number
from pipeline.text.quantities.vocabulary import Vocabulary

NUMERAL = re.compile(r"(?<![\w.])(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})(?![\w’'])(?!\.\w)|[\u2160-\u216b]")
LIST = re.compile(r"\s*+(?:[/,–—-]|\S{1,5}(?=\s))?+\s*+")
WORTH = {"I": 1, "V": 5, "X": 10}


def read(text: str, low: str, words: Vocabulary) -> Iterator[Number]:
    """Yield the Roman numerals; one beside no trigger word of the language, nor another such numeral, is a code."""
    numerals = list(NUMERAL.finditer(text))
    sure = [_triggered(numeral, low, words) for numeral in numerals]
    for order in (range(1, len(numerals)), range(len(numerals) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for place in order:
            lower, upper = sorted((place, place + step))
            rising = worth(numerals[lower][0]) < worth(numerals[upper][0])
            if sure[place + step] and rising and LIST.fullmatch(text, numerals[lower].end(), numerals[upper].start()):
                sure[place] = True
    for numeral, counts in zip(numerals, sure, strict=True):
        kind = "phase" if counts else "code"
        yield Number(kind, Decimal(worth(numeral[0])), *numeral.span(), *numeral.span())


def _triggered(numeral: re.Match[str], low: str, words: Vocabulary) -> bool:
    head = low[max(0, numeral.start() - 16) : numeral.start()].rstrip(" (")
    tail = low[numeral.end() : numeral.end() + 16].lstrip(" ")
    return head.endswith(words.roman_before) or tail.startswith(words.roman_after)


def worth(numeral: str) -> int:
    """Return the value of a numeral up to thirty-nine."""
    if len(numeral) == 1 and ord(numeral) >= 0x2160:
        return ord(numeral) - 0x215F
    values = [WORTH[letter] for letter in numeral]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))

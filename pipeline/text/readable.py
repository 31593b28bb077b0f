"""A text as a reader sees it: what no eye tells apart is one, with the way back to the characters as they stand.

Markup inside of a word, soft hyphens, signs of no width, hard spaces, curly quotes and full-width letters change
nothing for a reader. Whoever looks for words in a text looks there; what is written stays as its author wrote it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.text import inline

# Soft hyphen, spaces and joiners of no width, marks of direction. The joiners of Persian and Hindi are letters' shapes.
UNSEEN = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
JOINERS = "\u200c\u200d"
_PLAIN = {
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t\r\n", " "),
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032", "'"),
    **dict.fromkeys("\u2010\u2011", "-"),
}
FULL_WIDTH = range(0xFF01, 0xFF5F)
# Between letters, a code is emphasis inside of a word.
IN_WORD = re.compile(rf"(?<=[^\W\d_])(?:{inline.CODE.pattern})+(?=[^\W\d_])")
_ODD = re.compile(rf"[{UNSEEN}{JOINERS}\uff01-\uff5e]")


@dataclass(frozen=True, slots=True)
class Readable:
    """A text as a reader sees it; `places` has each character's place in the text as it stands."""

    text: str
    places: tuple[int, ...]

    def span(self, span: Span) -> Span:
        """Return where a stretch of this text stands in the text as it is."""
        start, end = span
        if start >= end or end > len(self.places):
            last = self.places[-1] + 1 if self.places else 0
            return (min(start, last), min(end, last))
        return (self.places[start], self.places[end - 1] + 1)


def is_odd(text: str) -> bool:
    """Tell whether a text holds signs inside of its words that a reader doesn't see, or letters of another width."""
    if not text.isascii() and _ODD.search(text) is not None:
        return True
    return "<" in text and IN_WORD.search(text) is not None


def joined(text: str) -> Readable:
    """Return a text without what no reader sees in its words; its codes beside words and its spaces stay."""
    dropped = {place for match in IN_WORD.finditer(text) for place in range(*match.span())}
    pairs = [(place, char) for place, char in enumerate(text) if place not in dropped and not is_unseen(text, place)]
    plain = "".join(unicodedata.normalize("NFKC", char) if ord(char) in FULL_WIDTH else char for _, char in pairs)
    return Readable(plain, tuple(place for place, _ in pairs))


def plain(text: str) -> str:
    """Return the words of a text alone: without codes, with plain quotes and one plain space between words."""
    text = joined(text).text if is_odd(text) else text
    return " ".join("".join(_PLAIN.get(char, char) for char in inline.blank_codes(text)).split())


def is_unseen(text: str, place: int) -> bool:
    """Tell whether a reader doesn't see the character at a place."""
    char = text[place]
    if char in JOINERS:
        return place > 0 and text[place - 1].isascii()
    return char in _UNSEEN


def is_tidy(text: str) -> bool:
    """Tell whether a text has nothing that a reader doesn't see, and no space but one between its words."""
    return text.isprintable() and "  " not in text and text == text.strip() and _UNSEEN.isdisjoint(text)


_UNSEEN = frozenset(re.findall(f"[{UNSEEN}]", "".join(map(chr, range(0x10000)))))

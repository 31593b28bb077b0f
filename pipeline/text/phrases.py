"""Finder of phrases: where the words and phrases of a list stand in a text, however many there are.

One automaton (Aho and Corasick's, in Rust) finds all forms of a list in one pass over a text. What stands around them
tells which are whole words. Of a form with a number in it the automaton finds what stands before the number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import takewhile

from ahocorasick_rs import AhoCorasick

# Marks of vowels are no \w: without them a word of Hindi would end in its middle.
_MARKS = ((0x300, 0x36F), (0x64B, 0x652), (0x670, 0x670), (0x900, 0x903), (0x93A, 0x94F), (0x962, 0x963))
MARKS = frozenset(chr(code) for first, last in _MARKS for code in range(first, last + 1))
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")  # "#" in a form
ODD_SPACE = re.compile(r"[^\S ]")
Span = tuple[int, int]


class Phrases:
    """The forms of a list, ready for finding: `stems` go on with any letters, `endings` have some before them, too.

    `attached` are parts of words that may be written before any form. Where `spaced` is false, forms stand anywhere.
    """

    def __init__(
        self,
        exact: Collection[str],
        stems: Collection[str] = (),
        endings: Collection[str] = (),
        attached: Collection[str] = (),
        *,
        spaced: bool = True,
    ) -> None:
        self._spaced = spaced
        self._attached = frozenset(attached)
        self._longest = max(map(len, attached), default=0)
        # What the automaton looks for: whether it is a word, a stem, an ending; and forms that only begin with it.
        words = defaultdict[str, list[bool]](lambda: [False, False, False])
        longer = defaultdict[str, list[_Form]](list)
        self._counted: list[_Form] = []  # that begin with a number
        for kind, forms in enumerate((exact, stems, endings)):
            for form in forms:
                head = "".join(takewhile(lambda char: char != "#" and (spaced or char != " "), form))
                if head == form:
                    words[form][kind] = True
                elif head:
                    longer[head].append(_Form(form, spaced=spaced, stem=kind > 0))
                else:
                    self._counted.append(_Form(form, spaced=spaced, stem=kind > 0))
        heads = [*dict.fromkeys((*words, *longer))]
        self._automaton = AhoCorasick(heads)
        self._kinds = [(*words[head],) if head in words else (False, False, False) for head in heads]
        self._longer = [tuple(longer.get(head, ())) for head in heads]

    def find(self, text: str) -> Iterator[Span]:
        """Yield the place [start, end) of each phrase, in order: of those that begin at one place the longest."""
        if not self._spaced:
            return _apart(self._anywhere(text))
        if not text.isprintable():  # most texts are, and have no other space than the plain one
            text = ODD_SPACE.sub(" ", text)
        return self._across(text) if "  " in text else _apart(self._among_words(text))

    def _across(self, text: str) -> Iterator[Span]:
        """Find phrases across any number of spaces between their words."""
        places = [at for at, char in enumerate(text) if char != " " or text[at - 1 : at] != " "]
        for first, last in _apart(self._among_words("".join([text[at] for at in places]))):
            yield places[first], places[last - 1] + 1

    def _among_words(self, text: str) -> list[tuple[int, int, int]]:
        """Return where forms stand as whole words: the start, what goes first among those of one start, the end."""
        found = []
        kinds, longer, length = self._kinds, self._longer, len(text)
        begin = finish = 0
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            word, stem, ending = kinds[number]
            rank = 0
            if start and _is_letter(text[start - 1]):
                if not (ending or self._attached):
                    continue
                if not begin < start <= finish:  # the word of the match before, for most
                    begin, finish = _word_start(text, start), _word_end(text, start)
                if start - begin <= self._longest and text[begin:start] in self._attached:
                    start, rank = begin, begin - start
                elif ending:
                    found.append((begin, 1, finish if end <= finish else _word_end(text, end)))
                    continue
                else:
                    continue
            if stem:
                found.append((start, rank, _word_end(text, end)))
            elif word and (end == length or not _is_letter(text[end])):
                found.append((start, rank, end))
            for form in longer[number]:
                if (last := form.end(text, end)) >= 0:
                    found.append((start, rank, last))
        places = (place for place in self._numbers(text) if not place or not _is_letter(text[place - 1]))
        return [*found, *((place, 0, last) for place in places for last in self._ends(text, place))]

    def _anywhere(self, text: str) -> list[tuple[int, int, int]]:
        found = []
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if self._kinds[number][0]:
                found.append((start, 0, end))
            found += [(start, 0, last) for form in self._longer[number] if (last := form.end(text, end)) >= 0]
        return [*found, *((place, 0, last) for place in self._numbers(text) for last in self._ends(text, place))]

    def _numbers(self, text: str) -> Iterator[int]:
        """Yield where numbers begin, where there are forms that begin with one."""
        if self._counted and any(map(str.isdecimal, text)):
            yield from (match.start() for match in NUMBER.finditer(text))

    def _ends(self, text: str, place: int) -> Iterator[int]:
        return (last for form in self._counted if (last := form.end(text, place)) >= 0)


class _Form:
    """A form with a number in it, or with a space where words have none between them: its tail is an expression."""

    def __init__(self, form: str, *, spaced: bool, stem: bool) -> None:
        self._tail = form[next(at for at, char in enumerate(form) if char == "#" or (not spaced and char == " ")) :]
        self._spaced = spaced
        self._stem = stem

    def end(self, text: str, at: int) -> int:
        """Return where the form ends whose literal beginning ends at a place, -1 where it doesn't stand there."""
        match = self._pattern.match(text, at)
        if match is None:
            return -1
        end = match.end()
        if not self._spaced or end == len(text) or not _is_letter(text[end]):
            return end
        return _word_end(text, end) if self._stem else -1

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts = (NUMBER.pattern if char == "#" else r"\s+" if char == " " else re.escape(char) for char in self._tail)
        return re.compile("".join(parts))


def _apart(found: list[tuple[int, int, int]]) -> Iterator[Span]:
    """Yield the places of forms that don't overlap, from the left: of those that begin at one place the longest."""
    reached = 0
    for start, _, minus in sorted([(start, rank, -end) for start, rank, end in found]):
        if start >= reached:
            reached = -minus
            yield start, reached


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_" or char in MARKS


def _word_start(text: str, at: int) -> int:
    while at and _is_letter(text[at - 1]):
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and _is_letter(text[at]):
        at += 1
    return at

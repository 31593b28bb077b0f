"""A text that is edited step by step and still knows where each of its characters came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pipeline.mt.markup.alignment import Span


class Rewritten:
    """A text under edit; `text` is its present form."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = list(range(len(text)))
        self._ends = list(range(1, len(text) + 1))

    def replace(self, edits: Iterable[tuple[Span, str]]) -> None:
        """Put new words in the place of disjoint spans, given in order."""
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        position = 0
        for (start, end), words in edits:
            parts += [self.text[position:start], words]
            starts += self._starts[position:start]
            ends += self._ends[position:start]
            if start < end:
                first, last = self._starts[start], self._ends[end - 1]
            else:  # an insertion belongs to what stands before it
                first = last = self._ends[start - 1] if start else 0
            starts += [first] * len(words)
            ends += [last] * len(words)
            position = end
        self.text = "".join((*parts, self.text[position:]))
        self._starts = starts + self._starts[position:]
        self._ends = ends + self._ends[position:]

    def sub(self, pattern: re.Pattern[str], words: str | Callable[[re.Match[str]], str]) -> None:
        """Replace every match of a pattern, by a template of `re` or by what a function says."""
        found = list(pattern.finditer(self.text))
        if found:
            expand = (lambda match: match.expand(words)) if isinstance(words, str) else words
            self.replace([(match.span(), expand(match)) for match in found])

    def origin(self, span: Span) -> Span:
        """Return the characters of the first form that a span of the present one came from."""
        start, end = span
        if start >= end or not self._starts:
            return (0, 0)
        return min(self._starts[start:end]), max(self._ends[start:end])

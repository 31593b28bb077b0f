"""The plain text format: paragraphs, list items and label lines, told apart by how they are laid out.

A blank line, a bullet or an item's number begins a block, and so does every line of a document that isn't
hard-wrapped. A translated sentence is written on one line: it isn't wrapped again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.formats import splice
from pipeline.formats.block import Block, Builder
from pipeline.formats.sentences import Lines, cutter, slots
from pipeline.formats.settings import FormatSettings
from pipeline.formats.translatable import is_translatable
from pipeline.model import Extraction, Leftover

WIDEST = 120  # characters of the longest line of a document that can be hard-wrapped
SHORTEST_FULL = 40  # characters of the shortest line that a lower-case word on the next line continues
LABEL = 80  # characters of the longest line that can be a label

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_MARKER = re.compile(r"([ \t]*)(?:[-*•–▪▫◦‣·●○■□✓✔+]|\(?\d{1,3}[.)]|\(?[a-z]\))[ \t]+(?=\S)")
_FINAL = (".", "!", "?", "…", ":", ";", ".”", ".’", '."', ".)", "。", "！", "？", "।", "؟")  # fmt: skip
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]+")
_LINE_BREAKS = re.compile(r"[\n\v\f\r\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class TextFormat:
    """The format of plain text, hard-wrapped or with a paragraph a line."""

    settings: FormatSettings = field(default_factory=FormatSettings)

    def extract(self, text: str, *, lang: str = "en", left: list[Leftover] | None = None) -> Extraction:
        """Find the paragraphs, list items and label lines of a text; their markers and indents are layout."""
        cut = cutter(self.settings, lang)
        lines = Lines(text)
        placed = (slot for block in blocks(text) for slot in slots(block, text, cut, lines, left=left))
        return Extraction(text, tuple(placed), lang)

    def merge(self, extraction: Extraction, targets: Mapping[str, str], *, locale: str | None = None) -> str:
        """Return the text with targets spliced in."""
        return splice.merge(extraction, targets, on_one_line, locale=locale)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with words: they stand at [start, end) of the text, behind `indent` characters and maybe a marker."""

    text: str
    start: int
    end: int
    indent: int
    item: bool
    after_blank: bool


def on_one_line(text: str, form: str) -> str:
    """Write a target as a part of a line: line breaks are spaces, and what no text file should hold is dropped."""
    return _UNWRITABLE.sub("", _LINE_BREAKS.sub(" ", text))


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a text in order."""
    lines = list(_lines(text))
    widest = max((len(line.text) for line in lines if " " in line.text.strip()), default=0)
    column = _wrap_column(lines, widest)
    builder = Builder()
    first: _Line | None = None
    before: _Line | None = None
    count = 0
    for line in lines:
        if (
            before is not None
            and first is not None
            and _continues(first, before, line, column, wrapped=widest <= WIDEST)
        ):
            builder.text(text[before.end : line.end], before.end)
            count += 1
        else:
            if first is not None and before is not None:
                yield Block(builder.finish(), _role(first, before, count))
            builder.text(text[line.start : line.end], line.start)
            first, count = line, 1
        before = line
    if first is not None and before is not None:
        yield Block(builder.finish(), _role(first, before, count))


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    blank = True
    while at < len(text):
        match = _LINE.match(text, at)
        following = match.end() if match else len(text)
        line = text[at:following].rstrip()
        marker = _MARKER.match(line)
        inside = marker.end() if marker else len(line) - len(line.lstrip(" \t\ufeff"))
        if line[inside:]:
            width = len(marker[1]) if marker else inside
            yield _Line(line, at + inside, at + len(line), width, marker is not None, blank)
            blank = False
        else:
            blank = True
        at = following


def _wrap_column(lines: list[_Line], widest: int) -> int | None:
    """Return the column at which a document is hard-wrapped; None where its line breaks are its author's."""
    if widest > WIDEST:
        return None
    full = sum(
        not line.after_blank and not line.item and _is_full(before, line, widest) for before, line in pairwise(lines)
    )
    return widest if full > 1 else None


def _is_full(before: _Line, line: _Line, column: int) -> bool:
    """Tell whether a line's first word had no room on the line before."""
    return len(before.text) + 1 + len(line.text.split(None, 1)[0]) > column


def _continues(first: _Line, before: _Line, line: _Line, column: int | None, *, wrapped: bool) -> bool:
    if line.after_blank or line.item or _is_rule(line) or _is_rule(before):
        return False
    if (first.item and line.indent > first.indent) or (column is not None and _is_full(before, line, column)):
        return True
    if not wrapped or len(before.text) < SHORTEST_FULL or before.text.endswith(_FINAL):
        return False
    return line.text.lstrip()[0].islower() and is_translatable(line.text)


def _is_rule(line: _Line) -> bool:
    return not any(char.isalnum() for char in line.text)


def _role(first: _Line, last: _Line, count: int) -> str:
    if first.item:
        return "li"
    return "label" if count == 1 and len(first.text) <= LABEL and not last.text.endswith(_FINAL) else "p"

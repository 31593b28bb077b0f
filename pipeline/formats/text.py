"""The plain text format: paragraphs, list items and label lines, told apart by how they are laid out.

A blank line, a bullet or an item's number begins a block, and so does every line of a document that isn't
hard-wrapped. A translated sentence is written on one line: it isn't wrapped again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.formats import splice
from pipeline.formats.block import Block, Builder
from pipeline.formats.sentences import Lines, cutter, slots
from pipeline.formats.settings import FormatSettings
from pipeline.formats.wrapping import Layout, Line
from pipeline.model import Extraction, Leftover

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_MARKER = re.compile(
    r"([ \t]*)(?:(?P<bullet>[-*•–▪▫◦‣·●○■□✓✔+])|\(?(?P<number>\d{1,3})[.)]|\(?(?P<letter>[a-z])\))[ \t]+(?=\S)"
)
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
        placed = (slot for block in blocks(text, lang) for slot in slots(block, text, cut, lines, left=left))
        return Extraction(text, tuple(placed), lang)

    def merge(
        self,
        extraction: Extraction,
        targets: Mapping[str, str],
        *,
        locale: str | None = None,
        options: splice.MergeOptions | None = None,
    ) -> str:
        """Return the text with targets spliced in; `options` are what a site does to it besides."""
        return splice.merge(extraction, targets, on_one_line, locale=locale, options=options)


def on_one_line(text: str, form: str) -> str:
    """Write a target as a part of a line: line breaks are spaces, and what no text file should hold is dropped."""
    return _UNWRITABLE.sub("", _LINE_BREAKS.sub(" ", text))


def blocks(text: str, lang: str = "en") -> Iterator[Block]:
    """Yield the blocks of a text in `lang`, in order."""
    layout = Layout(list(_lines(text)), lang)
    builder = Builder()
    for block in layout.blocks():
        at = block[0].start
        for line in block:
            builder.text(text[at : line.end], at)
            at = line.end
        yield Block(builder.finish(), layout.role(block))


def _lines(text: str) -> Iterator[Line]:
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
            bullet = (marker["bullet"] or "") if marker else ""
            count = int(marker["number"] or ord(marker["letter"] or "`") - ord("`")) if marker else 0
            yield Line(line, at + inside, at + len(line), width, bullet, count, marker is not None, blank)
            blank = False
        else:
            blank = True
        at = following

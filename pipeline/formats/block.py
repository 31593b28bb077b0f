"""A block of text with its inline markup: what a format finds between two block boundaries, in page order.

A format feeds a Builder with text, character references and tags, each with its place in the source. Text that only
looks like an inline code becomes a code itself, so that nothing in a translation is mistaken for markup.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from pipeline.formats.translatable import is_identifier
from pipeline.text.inline import CODE, EMPTY

MAX_SEARCHED = 256  # open pairs that a closing tag may look through: bounds the time of a hostile page

UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]+")  # what no PO file can hold

# Words parted by single spaces; white space that a browser collapses; a space that it keeps, or what isn't written.
_BETWEEN = r"\s\ufeff\x00-\x08\x0e-\x1f\x7f\ud800-\udfff"
_RUN = re.compile(rf"([^{_BETWEEN}]+(?: [^{_BETWEEN}]+)*)|([ \t\n\r\f]+)|[{_BETWEEN}]")
_LOOKALIKE = re.compile(
    rf"{CODE.pattern}|{EMPTY}"
    # What template engines replace: expressions, statements and remarks, of a length that keeps the search linear.
    r"|\{\{\{?(?:(?!\}\}|\{\{)[\s\S]){0,500}\}\}\}?|\{%(?:(?!%\}|\{%)[\s\S]){0,500}%\}"
    r"|\{#(?:(?!#\}|\{#)[\s\S]){0,500}#\}|\$\{[^{}]*\}|<%(?:(?!%>|<%)[\s\S]){0,500}%>"
)

Kind = Literal["text", "space", "white", "open", "close", "alone", "boundary"]


@dataclass(slots=True, eq=False)
class Item:
    """A stretch [start, end) of the source inside a block: words, spaces, or a piece of markup.

    `text` is what it says ("" for markup; of an element that stays closed to translators, its words). `worded` is
    true of a standalone code that stands for words and so belongs to its sentence even at the edge; `shown` of one that
    takes room, so that a space behind it counts; `breaks` of a line break.
    """

    kind: Kind
    text: str
    start: int
    end: int
    name: str = ""
    label: str = ""
    role: str = ""
    context: str | None = None
    notes: tuple[str, ...] = ()
    partner: Item | None = None
    worded: bool = False
    shown: bool = False
    breaks: bool = False
    separable: bool = False
    filled: bool = False


@dataclass(slots=True)
class Block:
    """A finished block; role, context and notes are those of its segments, `form` says how targets are written."""

    items: list[Item]
    role: str
    context: str | None = None
    notes: tuple[str, ...] = ()
    form: str = "text"
    whole: bool = False  # never cut into sentences


@dataclass(slots=True)
class Builder:
    """Collector of the items of one block."""

    items: list[Item] = field(default_factory=list)
    opened: list[Item] = field(default_factory=list)
    odd: bool = False

    def text(self, text: str, start: int) -> None:
        """Add characters that stand in the source just as they read."""
        for item in _literal(text, start):
            self._add(item)
        self.odd = self.odd or "<" in text or "{" in text

    def reference(self, value: str, start: int, end: int) -> None:
        """Add a character reference, which reads as `value`."""
        kind: Kind = "text"
        if not UNWRITABLE.sub("", value).strip():
            kind = "space" if value.strip(" \t\n\r\f") else "white"
        self._add(Item(kind, " " if kind == "white" else value, start, end))
        self.odd = self.odd or value in "<>{}/"

    def open(self, item: Item) -> None:
        """Add the opening of a pair; it becomes a standalone code unless `close` finds it."""
        self._add(item)
        self.opened.append(item)

    def close(self, name: str, start: int, end: int) -> bool:
        """Close the last open pair of this name, whose inner ones stay standalone; false where there is none."""
        deepest = max(0, len(self.opened) - MAX_SEARCHED)
        index = len(self.opened) - 1
        while index >= deepest and self.opened[index].name != name:
            index -= 1
        if index < deepest:
            return False
        item = self.opened[index]
        inner = self.opened[index + 1 :]
        del self.opened[index:]
        item.filled = item.filled or any(pair.filled for pair in inner)
        if self.opened:
            self.opened[-1].filled = self.opened[-1].filled or item.filled
        last = self.items[-1]
        if not item.filled or (
            len(self.items) > 1 and self.items[-2] is item and last.kind == "text" and is_identifier(last.text)
        ):
            inside = self._cut_back_to(item)
            item.kind, item.end, item.worded = "alone", end, item.filled
            item.text = "".join(words.text for words in inside) if item.filled else ""
            item.shown = item.filled or any(code.shown for code in inside)
            return True
        closing = Item("close", "", start, end, name=name, partner=item)
        item.partner = closing
        self.items.append(closing)
        return True

    def alone(self, item: Item) -> None:
        """Add a standalone code."""
        self._add(item)

    def finish(self) -> list[Item]:
        """Return the items; pairs that were never closed are standalone codes now."""
        for item in self.items:
            if item.kind == "open" and item.partner is None:
                item.kind = "alone"
        items = _protect(self.items) if self.odd else self.items
        self.items, self.opened, self.odd = [], [], False
        return items

    def _add(self, item: Item) -> None:
        if self.opened and (item.kind in ("text", "space") or item.worded):
            self.opened[-1].filled = True
        self.items.append(item)

    def _cut_back_to(self, item: Item) -> list[Item]:
        index = len(self.items) - 1
        while self.items[index] is not item:
            index -= 1
        inner = self.items[index + 1 :]
        del self.items[index + 1 :]
        return inner


def _literal(text: str, start: int) -> Iterator[Item]:
    for match in _RUN.finditer(text):
        kind: Kind = "text" if match[1] else "white" if match[2] else "space"
        yield Item(kind, " " if kind == "white" else match[0], start + match.start(), start + match.end())


def has_placeholder(text: str) -> bool:
    """Tell whether text looks like a code, or holds what a template engine replaces."""
    return _LOOKALIKE.search(text) is not None


def cut_item(item: Item, first: int, last: int) -> Iterator[Item]:
    """Yield what lies in characters [first, last) of an item's text; a character reference stays in one piece."""
    if first <= 0 and last >= len(item.text):
        yield item
    elif item.end - item.start == len(item.text):
        yield from _literal(item.text[max(first, 0) : last], item.start + max(first, 0))
    elif first <= 0 < last:
        yield item


def _protect(items: list[Item]) -> list[Item]:
    """Turn text that looks like a code, or that a template engine replaces, into standalone codes."""
    protected: list[Item] = []
    run: list[Item] = []
    for item in items:
        if item.kind in ("text", "space", "white"):
            run.append(item)
        else:
            protected.extend(_protect_run(run))
            protected.append(item)
            run = []
    protected.extend(_protect_run(run))
    return protected


def _protect_run(run: list[Item]) -> Iterator[Item]:
    text = "".join(item.text for item in run)
    matches = list(_LOOKALIKE.finditer(text))
    if not matches:
        yield from run
        return
    starts = list(accumulate((len(item.text) for item in run), initial=0))
    at = 0
    for match in matches:
        yield from _stretch(run, starts, at, match.start())
        inside = list(_stretch(run, starts, match.start(), match.end()))
        at = match.end()
        worded = not match[0].startswith(("{%", "{#", "{{#", "{{/", "{{!", "<%")) or match[0].startswith("<%=")
        label = f"“{match[0]}”"
        yield Item("alone", match[0], inside[0].start, inside[-1].end, label=label, worded=worded, shown=worded)
    yield from _stretch(run, starts, at, len(text))


def _stretch(run: list[Item], starts: list[int], first: int, last: int) -> Iterator[Item]:
    for index in range(bisect_right(starts, first) - 1, len(run)):
        if starts[index] >= last:
            return
        yield from cut_item(run[index], first - starts[index], last - starts[index])

"""What a Markdown parser finds in a text, with places in characters: the one module that knows pyromark."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pyromark import Options

EventKind = Literal["start", "end", "text", "code", "html", "inline html", "footnote", "break", "soft", "other"]

_KINDS: dict[str, EventKind] = {
    "Start": "start",
    "End": "end",
    "Text": "text",
    "Code": "code",
    "Html": "html",
    "InlineHtml": "inline html",
    "FootnoteReference": "footnote",
    "HardBreak": "break",
    "SoftBreak": "soft",
}
_WIDE = re.compile("[^\x00-\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Event:
    """One event at [start, end) of the text: of a tag its name and data, of others their text."""

    kind: EventKind
    name: str
    data: Any
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Definition:
    """A reference's definition at [start, end) of the text; without a title it is the empty text."""

    label: str
    url: str
    title: str
    start: int
    end: int


def events(text: str, known: Callable[[str], bool] | None = None) -> Iterator[Event]:
    """Yield the events of a text in order; `known` tells which labels are defined elsewhere."""
    import pyromark

    text = _SURROGATE.sub("\ufffd", text)
    place = _places(text)

    def resolve(link: Any) -> tuple[str, str] | None:
        return ("#", "") if known is not None and known(link["reference"]) else None

    found = pyromark.events_with_range(text, options=_options(), broken_link_callback=resolve if known else None)
    for event, span in found:
        start, end = place(span["start"]), place(span["end"])
        if isinstance(event, str):
            yield Event(_KINDS.get(event, "other"), event, None, start, end)
            continue
        [(key, value)] = event.items()
        kind = _KINDS.get(key, "other")
        if kind in ("start", "end") and isinstance(value, dict):
            [(name, data)] = value.items()
            yield Event(kind, name, data, start, end)
        elif kind in ("start", "end"):
            yield Event(kind, str(value), None, start, end)
        else:
            yield Event(kind, key, value, start, end)


def definitions(text: str) -> list[Definition]:
    """Return the definitions of reference links in order."""
    import pyromark

    text = _SURROGATE.sub("\ufffd", text)
    place = _places(text)
    return [
        Definition(
            label, found["dest"], found["title"] or "", place(found["span"]["start"]), place(found["span"]["end"])
        )
        for label, found in pyromark.reference_definitions(text, options=_options()).items()
    ]


def _options() -> Options:
    from pyromark import Options

    return (
        Options.ENABLE_TABLES
        | Options.ENABLE_FOOTNOTES
        | Options.ENABLE_STRIKETHROUGH
        | Options.ENABLE_TASKLISTS
        | Options.ENABLE_HEADING_ATTRIBUTES
        | Options.ENABLE_GFM
        | Options.ENABLE_DEFINITION_LIST
    )


def _places(text: str) -> Callable[[int], int]:
    """Return what turns a place in the text's UTF-8 bytes into one in its characters."""
    if text.isascii():
        return int
    ends: list[int] = []
    extras = [0]
    extra = 0
    for match in _WIDE.finditer(text):
        extra += len(match[0].encode()) - 1
        ends.append(match.end() + extra)
        extras.append(extra)
    return lambda at: at - extras[bisect_right(ends, at)]

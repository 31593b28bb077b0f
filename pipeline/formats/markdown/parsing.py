"""Markdown as a parser reads it, with places in characters: the one module that knows pyromark.

What a parser must not see (front matter, admonitions, attribute lists, templates) is masked before: it is replaced by
what the parser knows, character by character, so that every place stays the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pyromark import Options

EventKind = Literal["start", "end", "text", "code", "html", "inline html", "footnote", "break", "soft", "other"]

# A character that a backslash makes plain text.
ESCAPE = re.compile(r"\\([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")

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

_FRONT = re.compile(
    r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*(?:\r\n?|\n)(?P<body>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_KEYS = re.compile(
    r"(?:[ \t]*+(?:#[^\r\n]*+)?+(?:\r\n?+|\n))*+(?:[\w\"'][^\r\n]*?:(?:[ \t]|[\r\n]|\Z)|\Z)|[\w\-.\"']++[ \t]*+="
)
_LINE = re.compile(r"[^\r\n]+")
_FENCE = re.compile(r"[ \t>]*+(?:[-*+]|\d{1,9}[.)])?+[ \t]*+(`{3,}|~{3,})([^\r\n]*)")
# `!!! note "Title"`, `???+ tip`, `=== "Tab"`: a block that its indented lines belong to.
_INDENTED = re.compile(r"([ \t>]*)(!!!|\?\?\?\+?|===[+!]?)[ \t]*+((?:[\w\-]++[ \t]*+)*+)(?:\"([^\r\n]*)\")?[ \t]*+\Z")
# `:::note Title`, `::: tip [Title] {.class}`, `:::`: a block between two lines.
_FENCED = re.compile(
    r"([ \t>]*+)(:{3,}+)[ \t]*+(?:\{[^{}]*\}|[\w\-]++)?+[ \t]*+"
    r"(?:\[([^\r\n]*)\]|((?:\\.|[^\\\[{\r\n])(?:\\.|[^\\{\r\n])*+))?(\{[^{}]*\})?[ \t]*+\Z"
)
_CALLOUT = re.compile(r"[ \t>]*>[ \t]?(\[!([\w\-]+)\][+\-]?)([^\r\n]*)\Z")
_GITHUB = frozenset({"note", "tip", "important", "warning", "caution"})
_TEMPLATE = re.compile(r"\{\{[^{}\r\n]*\}\}|\{%[^{}]*?%\}|(?<!\\)\{:[^{}\r\n]*\}|\$\{[^{}\r\n]*\}|<%[^<>]*%>")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata at the top of a page: it ends at `end`, and its YAML stands at [body, body_end)."""

    body: int
    body_end: int
    end: int
    is_yaml: bool


@dataclass(frozen=True, slots=True)
class Masked:
    """A text of the same length for the parser, with the places of the headings that are admonitions' titles."""

    text: str
    titles: dict[int, str]


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


def front_matter(source: str) -> FrontMatter | None:
    """Find the metadata at the top of a page; two rules with prose between them are none."""
    match = _FRONT.match(source)
    if match is None or _KEYS.match(match["body"]) is None:
        return None
    return FrontMatter(match.start("body"), match.end("body"), match.end(), match["fence"] == "---")


def masked(source: str) -> Masked:
    """Return the page as the parser may see it; a line end stays a line end."""
    front = front_matter(source)
    begin = front.end if front else int(source.startswith("\ufeff"))
    parts = [re.sub(r"[^\r\n]", " ", source[:begin])]
    at = begin
    titles: dict[int, str] = {}
    fence = ""
    for line in _LINE.finditer(source, begin):
        parts.append(source[at : line.start()])
        at = line.end()
        text = line[0]
        if bar := _FENCE.match(text):
            if not fence and not ("`" in bar[2] and bar[1][0] == "`"):
                fence = bar[1]
            elif fence and bar[1].startswith(fence) and not bar[2].strip():
                fence = ""
        parts.append(text if fence else _line(text, line.start(), titles))
    parts.append(source[at:])
    return Masked("".join(parts), titles)


def _line(text: str, start: int, titles: dict[int, str]) -> str:
    """Return a line outside of code as the parser may see it; a title becomes a heading, whose place is noted."""
    bare = text.lstrip(" \t>")
    if bare.startswith(("!!!", "???", "===")) and (block := _INDENTED.match(text)) and (block[3] or block[4]):
        # A list's item that begins with a heading holds indented lines as an admonition does.
        head = len(block[1])
        titles[start + head + 2] = "quoted"
        return block[1] + "- #" + _blank(text, head + 3, block.start(4), block.end(4))
    if bare.startswith(":::") and (block := _FENCED.match(text)):
        group = 3 if block[3] is not None else 4
        if not (block[group] or "").strip():
            return block[1] + " " * (len(text) - len(block[1]))
        titles[start + len(block[1])] = ""
        return block[1] + "#" + _blank(text, len(block[1]) + 1, block.start(group), block.end(group))
    if "[!" in text and (kind := _CALLOUT.match(text)) and (kind[2].lower() not in _GITHUB or kind[3].strip()):
        text = text[: kind.start(1)] + "x" * len(kind[1]) + text[kind.end(1) :]
    if "{" in text or "<%" in text:
        text = _TEMPLATE.sub(lambda template: "x" * len(template[0]), text)
    return text


def _blank(text: str, first: int, start: int, end: int) -> str:
    """Return the characters of a line from `first` on, blank outside of [start, end)."""
    if start < 0:
        return " " * (len(text) - first)
    return " " * (start - first) + text[start:end] + " " * (len(text) - end)


def events(text: str, known: Callable[[str], bool] | None = None) -> Iterator[Event]:
    """Yield the events of a text in order; `known` tells which labels are defined elsewhere."""
    import pyromark

    text = _SURROGATE.sub("\ufffd", text)
    place = _places(text)

    def resolve(link: Any) -> tuple[str, str] | None:
        return ("#", "") if known is not None and known(link["reference"]) else None

    callback = resolve if known else None
    for event, span in pyromark.events_with_range(text, options=_options(), broken_link_callback=callback):
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
        Definition(label, link["dest"], link["title"] or "", place(link["span"]["start"]), place(link["span"]["end"]))
        for label, link in pyromark.reference_definitions(text, options=_options()).items()
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

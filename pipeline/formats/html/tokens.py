"""The tokens of an HTML page, with their places in the source to the character, and the tree that a browser builds.

turbohtml's tokenizer follows the HTML standard and normalises line ends, as it must; this module maps its places back
to the page as it was given, so that everything that isn't translated can be copied from there. The tree is for whoever
looks at a finished page.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from html.entities import html5
from typing import Literal

TokenKind = Literal["text", "reference", "start", "end", "other"]

_ATTRIBUTE = re.compile(
    r"([^ \t\n\r\f/>][^ \t\n\r\f/>=]*)"
    r"(?:[ \t\n\r\f]*=[ \t\n\r\f]*(?:\"([^\"]*)\"?|'([^']*)'?|([^ \t\n\r\f>]*)))?"
)
_TAG_NAME = re.compile(r"<[^ \t\n\r\f/>]+")
_REFERENCE = re.compile(r"&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+);?|[A-Za-z][A-Za-z0-9]*;?)")


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch [start, end) of the page: text, a character reference, a tag, or anything else (`text` is its source).

    `text` is the characters of a text, the value of a reference, and the tag's lower-case name.
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    self_closing: bool = False


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a start tag: its raw value stands at [start, end), quoted as `quote` says ("" for unquoted)."""

    name: str
    raw: str
    start: int
    end: int
    quote: str

    @property
    def value(self) -> str:
        """The value as a browser reads it."""
        return "".join(token.text for token in references(self.raw, self.start)) if "&" in self.raw else self.raw


@dataclass(frozen=True, slots=True)
class Node:
    """An element of a page, or a text (its name is empty), at its place in document order.

    `parent` is the number of the element around it (-1 for none), `end` that of the first node behind all that is
    in it. `line` counts from 1; a text has its element's.
    """

    name: str
    text: str
    attributes: Mapping[str, str]
    line: int
    parent: int
    end: int


def tree(source: str) -> tuple[Node, ...]:
    """Return the nodes that a browser without scripts builds of a page; comments are none, templates hold theirs."""
    from turbohtml import Element, Text, parse

    document = parse(source, allow_declarative_shadow_roots=False)
    # What is left to visit of a node, and that node's number; the end of a node is known when all in it is visited.
    open_: list[tuple[Iterator[object], int]] = [(iter(document.children), -1)]
    nodes: list[tuple[str, str, Mapping[str, str], int, int]] = []
    ends: list[int] = []
    while open_:
        rest, parent = open_[-1]
        child = next(rest, None)
        line = nodes[parent][3] if parent >= 0 else 1
        if child is None:
            open_.pop()
            if parent >= 0:
                ends[parent] = len(nodes)
        elif isinstance(child, Text):
            nodes.append(("", child.data, {}, line, parent))
            ends.append(len(nodes))
        elif isinstance(child, Element):
            attributes = {
                name: value if isinstance(value, str) else " ".join(value or ()) for name, value in child.attrs.items()
            }
            nodes.append((child.tag, "", attributes, child.source_line or line, parent))
            ends.append(0)
            open_.append((iter(child.children), len(nodes) - 1))
        else:  # a comment has no children; those of a template are in a fragment
            open_.append((iter(getattr(child, "children", ())), parent))
    return tuple(Node(*node, end) for node, end in zip(nodes, ends, strict=True))


def tokens(source: str) -> Iterator[Token]:
    """Yield the tokens of a page in order; what turbohtml leaves out (an unfinished tag at the end) isn't there.

    `<noscript>` holds markup, as for a browser without scripts.
    """
    unscripted = False
    for token in _tokens(source):
        if token.kind in ("start", "end"):
            unscripted = token.text == "noscript" and token.kind == "start"
        elif unscripted and token.kind == "text":
            for inner in _tokens(token.text):
                if inner.kind == "start" and inner.text == "noscript":
                    break  # its text would be raw once more, without end
                yield replace(inner, start=inner.start + token.start, end=inner.end + token.start)
            continue
        yield token


def _tokens(source: str) -> Iterator[Token]:
    from turbohtml import TokenType, tokenize

    page = source.replace("\r\n", "\n").replace("\r", "\n") if "\r" in source else source
    pairs = [match.start() for match in re.finditer("\r\n", source)]
    # The places in `page` of the line ends that were two characters.
    dropped = [at - index for index, at in enumerate(pairs)]
    lines = [0, *(match.end() for match in re.finditer("\n", page))]
    kinds: dict[TokenType, TokenKind] = {
        TokenType.TEXT: "text",
        TokenType.CHARACTER_REFERENCE: "reference",
        TokenType.START_TAG: "start",
        TokenType.END_TAG: "end",
    }

    def place(at: int) -> int:
        return at + bisect_left(dropped, at) if dropped else at

    for token in tokenize(page, resolve_references=False, capture_source=True, capture_attributes=False):
        start = lines[token.line - 1] + token.col
        kind = kinds.get(token.type, "other")
        written = token.source if token.source is not None else token.data or ""
        end = start + len(written)
        if kind == "text" and page[start:end].replace("\0", "\ufffd") != written.replace("\0", "\ufffd"):
            yield from _without_nameless_tags(source, page, written, start, place)
            continue
        first, last = place(start), place(end)
        text = source[first:last] if kind in ("text", "other") else token.tag or token.data or ""
        yield Token(kind, text, first, last, token.self_closing)


def _without_nameless_tags(
    source: str, page: str, written: str, start: int, place: Callable[[int], int]
) -> Iterator[Token]:
    """Yield a text around each `</>` in it, which a tokenizer drops without a trace."""
    at, left = start, len(written)
    while left > 0:
        if page.startswith("</>", at):
            yield Token("other", "</>", place(at), place(at + 3))
            at += 3
            continue
        following = page.find("</>", at, at + left + 2)
        length = left if following < 0 else min(left, following - at)
        first, last = place(at), place(at + length)
        yield Token("text", source[first:last], first, last)
        at, left = at + length, left - length


def attributes(source: str, tag: Token) -> list[Attribute]:
    """Return the attributes of a start tag in order; of two with one name, the first counts."""
    written = source[tag.start : tag.end]
    name = _TAG_NAME.match(written)
    by_name: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(written, name.end() if name else 1):
        group = 2 if match[2] is not None else 3 if match[3] is not None else 4
        start, end = match.span(group) if match[group] is not None else (match.end(), match.end())
        attribute = Attribute(
            match[1].lower(), match[group] or "", tag.start + start, tag.start + end, {2: '"', 3: "'"}.get(group, "")
        )
        by_name.setdefault(attribute.name, attribute)
    return list(by_name.values())


def references(raw: str, start: int) -> Iterator[Token]:
    """Yield the raw value of an attribute, which stands at `start`, as texts and character references."""
    at = 0
    for match in _REFERENCE.finditer(raw):
        value = _resolve(match[0], raw[match.end() : match.end() + 1])
        if value is None:
            continue
        if match.start() > at:
            yield Token("text", raw[at : match.start()], start + at, start + match.start())
        yield Token("reference", value, start + match.start(), start + match.end())
        at = match.end()
    if at < len(raw):
        yield Token("text", raw[at:], start + at, start + len(raw))


def _resolve(reference: str, following: str) -> str | None:
    """Return what a reference in an attribute reads as; None where the standard leaves it as text (`?a=1&copy=2`)."""
    if reference[1] == "#":
        return unescape(reference)
    if reference[1:] not in html5:
        return None
    if not reference.endswith(";") and following == "=":
        return None
    return html5[reference[1:]]

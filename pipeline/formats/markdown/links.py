"""The addresses of a Markdown page, which a site may have to write anew: of links, images, definitions and raw HTML.

An address that is its own text, `<https://…>`, is what readers see, and stays.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.formats.html import tokens
from pipeline.formats.markdown.events import Event, definitions, events
from pipeline.formats.markdown.mask import masked
from pipeline.formats.markdown.raw_html import ESCAPABLE

_INLINE = re.compile(r"\]\([\s>]*(?:<((?:\\.|[^<>\\\r\n])*)>|((?:\\.|[^\s\\])*))")
_DEFINITION = re.compile(r"\[(?:\\.|[^\[\]\\])*\]:[\s>]*(?:<((?:\\.|[^<>\\\r\n])*)>|((?:\\.|[^\s\\])*))")
_ESCAPED = re.compile(rf"\\([{re.escape(ESCAPABLE)}])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_IN_HTML = frozenset({"href", "src", "poster"})


@dataclass(frozen=True, slots=True)
class _Address:
    """An address at [start, end) of a page; `quote` is what it stands in: "<", a quote of HTML, or nothing."""

    url: str
    start: int
    end: int
    quote: str


def relinked(text: str, relink: Callable[[str], str]) -> str:
    """Return a page with its addresses as `relink` gives them; every other character is the page's own."""
    parts: list[str] = []
    at = 0
    for address in sorted(_addresses(text), key=lambda each: each.start):
        new = relink(address.url)
        if new != address.url and address.start >= at:
            parts += [text[at : address.start], _written(new, address.quote)]
            at = address.end
    return "".join([*parts, text[at:]])


def _addresses(text: str) -> Iterator[_Address]:
    page = masked(text).text
    blank = re.sub(r"[^\r\n]", " ", text)
    raw: list[str] = []
    at = 0
    for found in definitions(page):
        yield from _found(_DEFINITION.match(text, found.start, found.end), found.url)
    opened: list[Event] = []
    inside = 0  # where the text of the innermost link ends
    for event in events(page):
        if event.kind in ("html", "inline html") and event.start >= at:
            raw += [blank[at : event.start], text[event.start : event.end]]
            at = event.end
        if event.name in ("Link", "Image") and event.kind == "start":
            opened.append(event)
            inside = event.start + (1 if event.name == "Link" else 2)
            continue
        if event.name in ("Link", "Image") and opened:
            start = opened.pop()
            if start.data["link_type"] == "Inline":
                yield from _found(_INLINE.match(text, inside, event.end - 1), start.data["dest_url"])
        inside = event.end
    if raw:
        yield from _in_html("".join([*raw, blank[at:]]))


def _found(match: re.Match[str] | None, url: str) -> Iterator[_Address]:
    """Yield an address if it reads as the parser says."""
    if match is None:
        return
    group = 1 if match[1] is not None else 2
    if html.unescape(_ESCAPED.sub(r"\1", match[group])) == url:
        yield _Address(url, *match.span(group), "<" if group == 1 else "")


def _in_html(page: str) -> Iterator[_Address]:
    for token in tokens.tokens(page):
        for each in tokens.attributes(page, token) if token.kind == "start" else ():
            if each.name in _IN_HTML and each.quote:
                yield _Address(each.value, each.start, each.end, each.quote)


def _written(url: str, quote: str) -> str:
    match quote:
        case '"' | "'":
            return url.replace("&", "&amp;").replace('"', "&quot;").replace("'", "&#39;")
        case "":
            plain = not re.search(r"[\s()<>\\]", url)
            return _ENTITY.sub("&amp;", url) if plain else f"<{_written(url, '<')}>"
    return _ENTITY.sub("&amp;", re.sub(r"([\\<>])", r"\\\1", url))

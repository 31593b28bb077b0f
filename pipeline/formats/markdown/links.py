"""The links of a Markdown page: their addresses, which a site may have to write anew, and their labels.

An address that is its own text, `<https://…>`, is what readers see, and stays. A link whose words are its own label,
`[rest]`, means `[rest][rest]`, and must say so once it is translated.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate

from pipeline.formats import splice
from pipeline.formats.html import tokens
from pipeline.formats.markdown.parsing import ESCAPE, Event, definitions, events, masked
from pipeline.formats.splice import Address, Edit, edited
from pipeline.model import Extraction, Slot
from pipeline.text import inline

_INLINE = re.compile(r"\]\([\s>]*(?:<((?:\\.|[^<>\\\r\n])*)>|((?:\\.|[^\s\\])*))")
_DEFINITION = re.compile(r"\[(?:\\.|[^\[\]\\])*\]:[\s>]*(?:<((?:\\.|[^<>\\\r\n])*)>|((?:\\.|[^\s\\])*))")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_IN_HTML = frozenset({"href", "src", "poster"})
_BREAK = re.compile(r"\s*[\r\n][ \t>]*")  # a line's end in a label, with the prefix of the next line


def relinked(text: str, relink: Callable[[str], str]) -> str:
    """Return a page with its addresses as `relink` gives them; every other character is the page's own."""
    return splice.relinked(text, addresses(text), relink, _written)


def addresses(text: str) -> Iterator[Address]:
    """Yield the addresses of a page that stand apart from its words: of links, pictures, definitions and raw HTML."""
    page = masked(text).text
    blank = re.sub(r"[^\r\n]", " ", text)
    raw: list[str] = []
    at = 0
    for definition in definitions(page):
        yield from _address(_DEFINITION.match(text, definition.start, definition.end), definition.url)
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
                yield from _address(_INLINE.match(text, inside, event.end - 1), start.data["dest_url"])
        inside = event.end
    if raw:
        yield from _in_html("".join([*raw, blank[at:]]))


def _address(match: re.Match[str] | None, url: str) -> Iterator[Address]:
    """Yield an address if it reads as the parser says."""
    if match is None:
        return
    group = 1 if match[1] is not None else 2
    if html.unescape(ESCAPE.sub(r"\1", match[group])) == url:
        yield Address(url, *match.span(group), "<" if group == 1 else "")


def _in_html(page: str) -> Iterator[Address]:
    for token in tokens.tokens(page):
        for attribute in tokens.attributes(page, token) if token.kind == "start" else ():
            if attribute.name in _IN_HTML and attribute.quote:
                yield Address(attribute.value, attribute.start, attribute.end, attribute.quote)


def _written(url: str, quote: str) -> str:
    match quote:
        case '"' | "'":
            return url.replace("&", "&amp;").replace('"', "&quot;").replace("'", "&#39;")
        case "":
            plain = not re.search(r"[\s()<>\\]", url)
            return _ENTITY.sub("&amp;", url) if plain else f"<{_written(url, '<')}>"
    return _ENTITY.sub("&amp;", re.sub(r"([\\<>])", r"\\\1", url))


def defined_labels(source: str) -> Callable[[str], bool]:
    """Return what tells whether a label is defined on a page."""
    labels = {_folded(definition.label) for definition in definitions(masked(source).text)}
    return lambda label: _folded(label) in labels


def labelled(extraction: Extraction, targets: Mapping[str, str]) -> Extraction:
    """Return the extraction with the labels written out of links that a translation changes."""
    source = extraction.source
    if "]:" not in source:
        return extraction
    changed = [
        slot for slot in extraction.slots if targets.get(slot.segment.key, slot.segment.text) != slot.segment.text
    ]
    edits: list[Edit] = []
    starts: list[Event] = []
    for event in events(masked(source).text) if changed else ():
        if event.name not in ("Link", "Image"):
            continue
        if event.kind == "start":
            starts.append(event)
            continue
        start = starts.pop()
        kind = start.data["link_type"]
        if kind not in ("Shortcut", "Collapsed"):
            continue
        first, last = start.start + (1 if event.name == "Link" else 2), event.end - 1
        if any(_changes(slot, start.start, first, last, targets) for slot in changed):
            label = _BREAK.sub(" ", source[first:last])
            place, text = (event.end, f"[{label}]") if kind == "Shortcut" else (event.end + 1, label)
            edits.append(Edit(place, place, text))
    return _inserted(extraction, sorted(edits, key=lambda edit: edit.start)) if edits else extraction


def _changes(slot: Slot, start: int, first: int, last: int, targets: Mapping[str, str]) -> bool:
    """Tell whether a slot's translation changes what stands at [first, last)."""
    if slot.end <= first or slot.start >= last:
        return False
    span = next((span for span in slot.codes if span.start == start), None)
    if span is None:
        return all(not (code.start <= start and last <= code.end) for code in slot.codes)
    inside = re.compile("(.*)".join(inline.write(kind, span.number) for kind in ("open", "close")), re.DOTALL)
    before, after = inside.search(slot.segment.text), inside.search(targets[slot.segment.key])
    return before is not None and (after is None or before[1] != after[1])


def _inserted(extraction: Extraction, edits: list[Edit]) -> Extraction:
    """Return the extraction with texts inserted into its source, in order, and every slot moved along."""
    places = [edit.start for edit in edits]
    lengths = [0, *accumulate(len(edit.text) for edit in edits)]

    def moved(place: int) -> int:
        return place + lengths[bisect_right(places, place)]

    slots = tuple(
        replace(
            slot,
            start=moved(slot.start),
            end=moved(slot.end),
            codes=tuple(
                replace(
                    span,
                    start=moved(span.start),
                    end=moved(span.end),
                    close_start=moved(span.close_start),
                    close_end=moved(span.close_end),
                )
                for span in slot.codes
            ),
        )
        for slot in extraction.slots
    )
    return replace(extraction, source=edited(extraction.source, edits), slots=slots)


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()

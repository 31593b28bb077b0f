"""Links whose words are their own address: `[rest]` means `[rest][rest]`, and must say so once it is translated."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from pipeline.formats.markdown.events import Event, definitions, events
from pipeline.formats.markdown.mask import masked
from pipeline.model import Extraction, Slot
from pipeline.text import inline

_BREAK = re.compile(r"\s*[\r\n][ \t>]*")


@dataclass(frozen=True, slots=True)
class _Edit:
    """A text that is inserted at a place of the source."""

    place: int
    text: str


def known(source: str) -> Callable[[str], bool]:
    """Return what tells whether a label is defined on a page."""
    labels = {_folded(found.label) for found in definitions(masked(source).text)}
    return lambda label: _folded(label) in labels


def completed(extraction: Extraction, targets: Mapping[str, str]) -> Extraction:
    """Return the extraction with the labels written out of links that a translation changes."""
    source = extraction.source
    if "]:" not in source:
        return extraction
    changed = [
        slot for slot in extraction.slots if targets.get(slot.segment.key, slot.segment.text) != slot.segment.text
    ]
    edits = []
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
            edits.append(_Edit(event.end, f"[{label}]") if kind == "Shortcut" else _Edit(event.end + 1, label))
    return _inserted(extraction, sorted(edits, key=lambda edit: edit.place)) if edits else extraction


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


def _inserted(extraction: Extraction, edits: list[_Edit]) -> Extraction:
    source = extraction.source
    places = [edit.place for edit in edits]
    lengths = [0, *accumulate(len(edit.text) for edit in edits)]

    def moved(place: int) -> int:
        return place + lengths[bisect_right(places, place)]

    parts = []
    at = 0
    for edit in edits:
        parts += [source[at : edit.place], edit.text]
        at = edit.place
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
    return replace(extraction, source="".join((*parts, source[at:])), slots=slots)


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()

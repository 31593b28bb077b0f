"""Merging of targets into a source text: the other half of extraction, the same for every format whose slots are spans.

A slot may lie inside the markup of another one's code (the alternative text of an image in a sentence), so a stretch
of the source is always copied with the slots inside it spliced.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.formats.html import nesting
from pipeline.formats.json import frames
from pipeline.model import Extraction, Slot
from pipeline.segmentation import joiner
from pipeline.text import inline

Escape = Callable[[str, str], str]
"""Write text as a form wants it: escape(text, form)."""

Frame = Callable[[Slot, str], str]
"""Finish what stands in a slot: frame(slot, written) for a target, and for a source text that stays."""


def as_it_is(slot: Slot, text: str) -> str:
    """Leave what stands in a slot as it is."""
    return text


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters [start, end) of a source and what takes their place; at a slot's edge an insertion is outside of it.

    An edit lies in one piece outside of slots, or in the markup of one code.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it is written at [start, end) of a source; `quote` is what it stands in, or empty."""

    url: str
    start: int
    end: int
    quote: str


def edited(source: str, edits: Iterable[Edit]) -> str:
    """Return a source without slots, edited; of edits that overlap the first one holds."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start >= at:
            parts += (source[at : edit.start], edit.text)
            at = edit.end
    return "".join((*parts, source[at:]))


def relinked(
    source: str, addresses: Iterable[Address], relink: Callable[[str], str], write: Callable[[str, str], str]
) -> str:
    """Return a source with its addresses as `relink` gives them; `write(url, quote)` writes one that changes.

    What `relink` leaves is left as it is written.
    """
    new = [(address, relink(address.url)) for address in addresses]
    return edited(source, [Edit(each.start, each.end, write(url, each.quote)) for each, url in new if url != each.url])


@dataclass(frozen=True, slots=True)
class MergeOptions:
    """Options of a merge beside its targets: how texts are framed and written, and edits around them.

    `shown` completes a target, `same` a text whose target is the text itself, `kept` one without a usable target.
    `edits` change the source around the slots, in order of their places; `fills` are what stands inside a
    code, by the place where the code begins, whatever the target says.
    """

    shown: Frame = as_it_is
    same: Frame = as_it_is
    kept: Frame = as_it_is
    edits: Sequence[Edit] = ()
    fills: Mapping[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Node:
    """A slot with the slots inside its codes."""

    slot: Slot
    inner: list[_Node] = field(default_factory=list)


def usable(slot: Slot, targets: Mapping[str, str]) -> str | None:
    """Return a slot's target; None where there is none, or one whose codes don't fit or can't stand where they do."""
    target = targets.get(slot.segment.key)
    if target is None or not target.strip():
        return None
    if target == slot.segment.text:
        return target.strip()
    if inline.is_empty(target):
        # Alone in its block it has no neighbour that could say it.
        return None if slot.codes or slot.segment.block == slot.segment.text else target.strip()
    pairs = {span.number for span in slot.codes if span.close_start < span.close_end}
    alone = {span.number for span in slot.codes} - pairs
    codes = slot.segment.codes
    if inline.broken(target, pairs, alone) or nesting.broken(slot.segment.text, target, codes):
        return None
    if frames.broken(slot.segment.text, target, codes):
        return None
    return target.strip()


def merge(
    extraction: Extraction,
    targets: Mapping[str, str],
    escape: Escape,
    *,
    locale: str | None = None,
    finish: Frame = as_it_is,
    options: MergeOptions | None = None,
) -> str:
    """Return the source with targets spliced in.

    `finish` completes a written target (quotes around an attribute's value). Between two sentences that follow each
    other and are both translated, the locale's own space is written.
    """
    spoken = saying(extraction.slots, targets)
    merging = _Merge(extraction.source, spoken, escape, locale, finish, options or MergeOptions())
    return merging.text(extraction.slots)


def saying(slots: Sequence[Slot], targets: Mapping[str, str]) -> Mapping[str, str]:
    """Return the targets without those of a block that would say nothing: each sentence leaves it to the others."""
    blocks: list[set[str]] = []
    last: dict[str, set[str]] = {}  # the sentences of each text, since a block may hold another one's place
    for slot in slots:
        block = slot.segment.block
        if not slot.joined or block not in last:
            last[block] = set()
            blocks.append(last[block])
        last[block].add(slot.segment.key)
    silent = {key for keys in blocks if all(inline.is_empty(targets.get(key, "")) for key in keys) for key in keys}
    return {key: target for key, target in targets.items() if key not in silent} if silent else targets


@dataclass(slots=True)
class _Merge:
    """One merge: what stays the same while stretches of the source are written, each with the slots inside of it."""

    source: str
    targets: Mapping[str, str]
    escape: Escape
    locale: str | None
    finish: Frame
    options: MergeOptions

    def text(self, slots: tuple[Slot, ...]) -> str:
        roots: list[_Node] = []
        open_nodes: list[_Node] = []
        for slot in slots:
            while open_nodes and open_nodes[-1].slot.end <= slot.start:
                open_nodes.pop()
            node = _Node(slot)
            (open_nodes[-1].inner if open_nodes else roots).append(node)
            open_nodes.append(node)
        return self.stretch(0, len(self.source), roots, edges=True)

    def stretch(self, start: int, end: int, nodes: list[_Node], *, edges: bool = False) -> str:
        """Return [start, end) of the source with the slots in it spliced; `edges`: with insertions at its ends."""
        written: list[str] = []
        at = start
        before: Slot | None = None
        begun = False  # something stands already before this sentence in its block
        for node in nodes:
            slot = node.slot
            gap = self.copy(at, slot.start, first=edges or before is not None, last=True)
            begun = begun and slot.joined
            if slot.joined and before is not None:
                gap = self.gap(before, slot, gap, begun=begun)
            text = self.slot(node)
            written += (gap, text)
            at, before, begun = slot.end, slot, begun or bool(text)
        written.append(self.copy(at, end, first=edges or before is not None, last=edges))
        return "".join(written)

    def copy(self, start: int, end: int, *, first: bool, last: bool) -> str:
        """Return [start, end) of the source, edited; `first` and `last`: with the insertions that stand at its ends."""
        edits = self.options.edits
        index = bisect_left(edits, start, key=_edited) if edits else 0
        if index == len(edits) or edits[index].start > end:
            return self.source[start:end]
        written: list[str] = []
        at = start
        while index < len(edits) and edits[index].start <= end:
            edit = edits[index]
            index += 1
            outside = edit.start == edit.end and (
                (edit.start == start and not first) or (edit.start == end and not last)
            )
            if outside or edit.start < at or edit.end > end:
                continue
            written += (self.source[at : edit.start], edit.text)
            at = edit.end
        written.append(self.source[at:end])
        return "".join(written)

    def gap(self, before: Slot, slot: Slot, gap: str, *, begun: bool) -> str:
        """Return what stands between two sentences of a block."""
        targets = usable(before, self.targets), usable(slot, self.targets)
        if targets[1] == inline.EMPTY or not begun:
            return ""
        if self.locale is None or None in targets:
            return gap
        if targets == (before.segment.text, slot.segment.text):
            return gap
        wanted = joiner(self.locale)
        return wanted if not wanted or not gap else gap

    def slot(self, node: _Node) -> str:
        slot = node.slot
        target = usable(slot, self.targets)
        if target == inline.EMPTY:
            return ""
        if target is None or target == slot.segment.text:
            kept = self.stretch(slot.start, slot.end, node.inner)
            return self.options.kept(slot, kept) if target is None else self.options.same(slot, kept)
        spans = {span.number: span for span in slot.codes}
        written: list[str] = []
        filled = 0  # the number of the code whose inside the target doesn't decide
        for part in inline.parse(target):
            span = spans.get(part.number)
            if span is None and filled:
                continue
            if span is None:
                written.append(self.escape(part.text, slot.form))
            elif part.kind == "close":
                filled = 0 if filled == span.number else filled
                written.append(self.inside(span.close_start, span.close_end, node.inner))
            else:
                written.append(self.inside(span.start, span.end, node.inner))
                if part.kind == "open" and span.start in self.options.fills:
                    written.append(self.options.fills[span.start])
                    filled = span.number
        return self.options.shown(slot, self.finish(slot, "".join(written)))

    def inside(self, start: int, end: int, nodes: list[_Node]) -> str:
        first = bisect_left(nodes, start, key=_start)
        last = bisect_left(nodes, end, key=_start)
        return self.stretch(start, end, nodes[first:last])


def _start(node: _Node) -> int:
    return node.slot.start


def _edited(edit: Edit) -> int:
    return edit.start

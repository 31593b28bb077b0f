"""Targets into a source text: the other half of extraction, the same for every format whose slots are spans.

A slot may lie inside the markup of another one's code (the alternative text of an image in a sentence), so a stretch
of the source is always copied with the slots inside it spliced.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.formats import inline, nesting
from pipeline.model import Extraction, Slot
from pipeline.segmentation import joiner

Escape = Callable[[str, str], str]
"""Write text as a form wants it: escape(text, form)."""

Frame = Callable[[Slot, str], str]
"""Finish what stands in a slot: frame(slot, written) for a target, and for a source text that stays."""


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
    if inline.broken(target, pairs, alone) or nesting.broken(slot.segment.text, target, slot.segment.codes):
        return None
    return target.strip()


def merge(
    extraction: Extraction,
    targets: Mapping[str, str],
    escape: Escape,
    *,
    locale: str | None = None,
    finish: Frame | None = None,
    keep: Frame | None = None,
) -> str:
    """Return the source with targets spliced in.

    `finish` completes a written target (quotes around an attribute's value), `keep` a slot that has no usable target.
    Between two sentences that follow each other and are both translated, the locale's own space is written.
    """
    targets = _saying(extraction.slots, targets)
    return _Merge(extraction.source, targets, escape, locale, finish, keep).text(extraction.slots)


def _saying(slots: Sequence[Slot], targets: Mapping[str, str]) -> Mapping[str, str]:
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
    source: str
    targets: Mapping[str, str]
    escape: Escape
    locale: str | None
    finish: Frame | None
    keep: Frame | None

    def text(self, slots: tuple[Slot, ...]) -> str:
        roots: list[_Node] = []
        open_nodes: list[_Node] = []
        for slot in slots:
            while open_nodes and open_nodes[-1].slot.end <= slot.start:
                open_nodes.pop()
            node = _Node(slot)
            (open_nodes[-1].inner if open_nodes else roots).append(node)
            open_nodes.append(node)
        return self.stretch(0, len(self.source), roots)

    def stretch(self, start: int, end: int, nodes: list[_Node]) -> str:
        """Return [start, end) of the source with the slots in it spliced."""
        written: list[str] = []
        at = start
        before: Slot | None = None
        begun = False  # something stands already before this sentence in its block
        for node in nodes:
            slot = node.slot
            gap = self.source[at : slot.start]
            begun = begun and slot.joined
            if slot.joined and before is not None:
                gap = self.gap(before, slot, gap, begun=begun)
            text = self.slot(node)
            written += (gap, text)
            at, before, begun = slot.end, slot, begun or bool(text)
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
            return self.keep(slot, kept) if self.keep and target is None else kept
        spans = {span.number: span for span in slot.codes}
        written: list[str] = []
        for part in inline.parse(target):
            span = spans.get(part.number)
            if span is None:
                written.append(self.escape(part.text, slot.form))
            elif part.kind == "close":
                written.append(self.inside(span.close_start, span.close_end, node.inner))
            else:
                written.append(self.inside(span.start, span.end, node.inner))
        text = "".join(written)
        return self.finish(slot, text) if self.finish else text

    def inside(self, start: int, end: int, nodes: list[_Node]) -> str:
        first = bisect_left(nodes, start, key=_start)
        last = bisect_left(nodes, end, key=_start)
        return self.stretch(start, end, nodes[first:last])


def _start(node: _Node) -> int:
    return node.slot.start

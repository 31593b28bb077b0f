"""Raw HTML in Markdown: the elements around its blocks, and those inside of them.

Raw HTML is read as one HTML page in which Markdown is blank. A sign before each of Markdown's blocks tells whether
the elements around it are closed to translators, and which context and notes they hand down.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.formats.block import Block, Item, cut_item
from pipeline.formats.html import blocks
from pipeline.formats.html import elements as tables
from pipeline.formats.html.outline import OutlineBuilder
from pipeline.formats.html.semantics import is_other_language

_SIGN = "\ue000"


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block of Markdown; what holds it begins at `begin`, where elements around it can be told."""

    begin: int
    block: Block


def combined(
    source: str, placed: list[PlacedBlock], html: list[slice], lang: str, outline: OutlineBuilder
) -> list[Block]:
    """Return the blocks of Markdown and of raw HTML that are open to translators; HTML's elements go into `outline`."""
    if not html:
        return [markdown.block for markdown in placed]
    page = list(re.sub(r"[^\r\n]", " ", source))
    for tag in html:
        page[tag] = source[tag]
    signs = {markdown.begin for markdown in placed if markdown.begin and page[markdown.begin - 1].isspace()}
    for begin in signs:
        page[begin - 1] = _SIGN
    states: dict[int, Block] = {}
    result: list[Block] = []
    for block in blocks.blocks("".join(page), lang=lang, outline=outline):
        parts: list[list[Item]] = [[]]
        for item in block.items:
            if _SIGN not in item.text or item.kind != "text":
                parts[-1].append(item)
                continue
            for at, char in enumerate(item.text, item.start):
                if char == _SIGN and at + 1 in signs:
                    states[at + 1] = block
                    parts.append([])
                else:
                    parts[-1].extend(cut_item(item, at - item.start, at - item.start + 1))
        result += [replace(block, items=_whole(part)) for part in parts if part]
    for markdown in placed:
        begin, block = markdown.begin, markdown.block
        if begin not in signs:
            result.append(block)
        elif state := states.get(begin):
            notes = tuple(dict.fromkeys((*state.notes, *block.notes)))
            result.append(replace(block, context=block.context or state.context, notes=notes))
    return result


def is_closed(name: str, values: dict[str, str], lang: str) -> bool:
    """Tell whether an inline element's words stay as they are on a page in `lang`."""
    switch = values.get("translate", "").strip().lower()
    if switch == "no" or "notranslate" in values.get("class", "").split():
        return True
    if is_other_language(values.get("lang") or values.get("xml:lang", ""), lang):
        return True
    return name in tables.OPAQUE or name in ("svg", "math")


def _whole(items: list[Item]) -> list[Item]:
    """Return a part of a block's items; of a pair that is cut in two, each half is a standalone code."""
    inside = {id(item) for item in items}
    return [
        replace(item, kind="alone", partner=None)
        if item.partner is not None and id(item.partner) not in inside
        else item
        for item in items
    ]

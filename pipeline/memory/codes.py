"""Inline elements of TMX ↔ our inline codes, an inverse pair: `<bpt>`…`<ept>` is `<1>…</1>`, `<ph>` is `<1/>`.

A code whose native text is one of ours (an export of medlocale) keeps its number. Those of other tools are numbered as
they first stand in the source; the translation's have the numbers of their partners, which share an `x` or, of a
pair, an `i`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from pipeline.system.xml import Element
from pipeline.text import inline
from pipeline.text.inline import CODE, Part

OPENING, CLOSING, ISOLATED, ALONE, AROUND = "bpt", "ept", "it", ("ph", "ut"), "hi"


class Codes:
    """The codes of one translation unit: its segments are read source first, so that partners have the same number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self.lost: set[str] = set()

    def text(self, segment: Element) -> str:
        """Return the text of a `<seg>` with codes; `lost` names, in words, what had no place."""
        return "".join(_Reader(self._numbers, self.lost).parts(segment))


class _Reader:
    """The state in one segment: what is open in it by its `i`, and how many codes without an `x` it had."""

    def __init__(self, numbers: dict[tuple[str, str], int], lost: set[str]) -> None:
        self.numbers = numbers
        self.lost = lost
        self.open: dict[str, int] = {}
        self.anonymous: Counter[str] = Counter()

    def parts(self, element: Element) -> Iterator[str]:
        for item in element.content:
            if isinstance(item, str):
                yield item
            elif item.name == AROUND:
                number = self.number(item, "pair", "")
                yield inline.write("open", number)
                yield from self.parts(item)
                yield inline.write("close", number)
            elif item.name in (OPENING, CLOSING, ISOLATED, *ALONE):
                yield self.code(item)
            else:
                self.lost.add(f"the element <{item.name}>, whose text is kept")
                yield from self.parts(item)

    def code(self, item: Element) -> str:
        native = "".join(part for part in item.content if isinstance(part, str))
        if any(child.name == "sub" for child in item.children):
            self.lost.add("text inside of a code (<sub>)")
        if CODE.fullmatch(native):
            return native
        key = item.attributes.get("i", "")
        if item.name == OPENING:
            self.open[key] = self.number(item, "pair", key)
            return inline.write("open", self.open[key])
        if item.name == CLOSING and key in self.open:
            return inline.write("close", self.open.pop(key))
        # A half whose other half is in another segment stands alone here, and is no other half's partner.
        kind = "alone" if item.name in ALONE else f"half {item.attributes.get('pos', 'end')}"
        return inline.write("alone", self.number(item, kind, ""))

    def number(self, item: Element, kind: str, key: str) -> int:
        """Return the number of a code: its partner's, or the next one."""
        name = item.attributes.get("x", "") or (f"i{key}" if key else "")
        if not name:
            self.anonymous[kind] += 1
            name = f"n{self.anonymous[kind]}"
        return self.numbers.setdefault((kind, name), len(self.numbers) + 1)


def written(text: str) -> str:
    """Return a text with codes as the content of a `<seg>`."""
    elements: list[str] = []
    identifiers = 0
    parts = inline.parse(text)
    partners = _partners(parts)
    opened: dict[int, int] = {}
    for index, part in enumerate(parts):
        number, native = part.number, escape(part.text)
        if part.kind == "text":
            elements.append(_characters(part.text))
        elif part.kind == "alone":
            elements.append(f'<ph x="{number}">{native}</ph>')
        elif index not in partners:
            position = "end" if part.kind == "close" else "begin"
            elements.append(f'<it pos="{position}" x="{number}">{native}</it>')
        elif part.kind == "close":
            elements.append(f'<ept i="{opened[partners[index]]}">{native}</ept>')
        else:
            identifiers += 1
            opened[index] = identifiers
            elements.append(f'<bpt i="{identifiers}" x="{number}">{native}</bpt>')
    return "".join(elements)


def _partners(parts: Sequence[Part]) -> dict[int, int]:
    """Return the opening code of each closing one by their places in the list, and the other way round."""
    waiting: dict[int, list[int]] = {}
    partners: dict[int, int] = {}
    for index, part in enumerate(parts):
        if part.kind == "open":
            waiting.setdefault(part.number, []).append(index)
        elif part.kind == "close" and waiting.get(part.number):
            opening = waiting[part.number].pop()
            partners |= {opening: index, index: opening}
    return partners


def _characters(text: str) -> str:
    # A bare carriage return would come back as a line feed.
    return escape(text, {"\r": "&#13;"})

"""XLIFF 1.2, strict: names that are given once, and what refers to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.exchange.xliff.problems import Problem, Rule, problem, tag
from pipeline.exchange.xliff.reading import Complete, Element

RULES = {
    "v12-file-last": Rule("A document has a file, and no extension follows the last one."),
    "v12-unit-id-repeated": Rule("The id of a trans-unit or bin-unit is unique in its file."),
    "v12-group-id-repeated": Rule("The id of a group is unique in its file."),
    "v12-tool-repeated": Rule("The tool-id of a tool is unique in its file."),
    "v12-tool-reference": Rule("tool-id of a file, a phase or an alt-trans names a tool of the file's header."),
    "v12-phase-repeated": Rule("The phase-name of a phase is unique in its file."),
    "v12-phase-reference": Rule("phase-name names a phase of the file's header."),
    "v12-name-repeated": Rule("The name of a count-group, and that of a context-group, is unique in its file."),
    "v12-uid-repeated": Rule("The uid of an external file is unique in its file."),
    "v12-segment-repeated": Rule("The mid of a segment is unique in its seg-source."),
    "v12-segment-reference": Rule("The mid of a segment in a target, or of an alt-trans, names one of the seg-source."),
    "v12-pair-repeated": Rule("No two starts of one text have the same rid."),
    "v12-pair-reference": Rule("The rid of an ept names a bpt of its text, and that of an ex a bx."),
    "v12-unit-reference": Rule("xid names a trans-unit or bin-unit of the file."),
}
WHOLE = frozenset({"xliff", "file", "body", "group", "trans-unit", "bin-unit"})
TEXTS = ("source", "seg-source", "target")
PAIRS = {"bpt": "ept", "bx": "ex"}


@dataclass(slots=True)
class File:
    """What a file has named so far, by kind, and the units that its texts refer to."""

    seen: dict[str, set[str]] = field(default_factory=dict)
    units: list[tuple[Element, str]] = field(default_factory=list)

    def repeated(self, kind: str, rule: str, element: Element, attribute: str) -> Iterator[Problem]:
        """Yield a problem where a name was given before."""
        name = element.attributes.get(attribute)
        if name is None:
            return
        seen = self.seen.setdefault(kind, set())
        if name in seen:
            yield problem(rule, element, f'{attribute}="{name}" of {tag(element)} is used before.')
        seen.add(name)


def check(complete: Complete, file: File) -> Iterator[Problem]:
    """Yield what is wrong with an element that has ended; `file` is what its file has named."""
    element = complete.element
    if element.name == "xliff":
        if not element.children or element.children[-1].name != "file":
            yield problem("v12-file-last", element, "The last element of the document is no <file>.")
        return
    if element.name in ("trans-unit", "bin-unit"):
        yield from file.repeated("unit", "v12-unit-id-repeated", element, "id")
    elif element.name == "group":
        yield from file.repeated("group", "v12-group-id-repeated", element, "id")
    inside = list(_inside(element))
    for item in inside:
        if item.name in ("count-group", "context-group"):
            yield from file.repeated(item.name, "v12-name-repeated", item, "name")
        elif item.name == "external-file":
            yield from file.repeated("uid", "v12-uid-repeated", item, "uid")
        if "xid" in item.attributes:
            file.units.append((item, item.attributes["xid"]))
    referring = [item for item in (element, *inside) if "tool-id" in item.attributes or "phase-name" in item.attributes]
    # Units are many, and a header can be long: it is looked at for those that refer to it.
    header = _header(element, complete.above) if referring else []
    yield from _references(referring, header)
    if element.name == "trans-unit":
        yield from _segments(element)
        for text in inside:
            if text.name in TEXTS:
                yield from _pairs(text)
    if element.name == "file":
        for one in header:
            kind = {"tool": "tool-id", "phase": "phase-name"}.get(one.name)
            if kind:
                yield from file.repeated(one.name, f"v12-{one.name}-repeated", one, kind)
        for item, wanted in file.units:
            if wanted not in file.seen.get("unit", set()):
                yield problem("v12-unit-reference", item, f'xid="{wanted}" of {tag(item)} is no unit of the file.')


def _inside(element: Element) -> Iterator[Element]:
    for child in element.children:
        if child.name not in WHOLE and not child.is_foreign:
            yield child
            yield from _inside(child)


def _header(element: Element, above: tuple[Element, ...]) -> list[Element]:
    for around in (*above, element):
        if around.name == "file":
            first = next((child for child in around.content if isinstance(child, Element)), around)
            return list(_inside(first)) if first.name == "header" else []
    return []


def _references(items: Iterable[Element], header: list[Element]) -> Iterator[Problem]:
    for item in items:
        for attribute, kind in (("tool-id", "tool"), ("phase-name", "phase")):
            wanted = item.attributes.get(attribute)
            if wanted is None or item.name == kind:
                continue
            if not any(one.name == kind and one.attributes.get(attribute) == wanted for one in header):
                yield problem(f"v12-{kind}-reference", item, f'{attribute}="{wanted}" of {tag(item)} is no {kind}.')


def _segments(unit: Element) -> Iterator[Problem]:
    for holder in (unit, *unit.named("alt-trans")):
        mids: set[str] = set()
        for mark in _marks(holder, "seg-source"):
            if mark.attributes["mid"] in mids:
                yield problem("v12-segment-repeated", mark, f'mid="{mark.attributes["mid"]}" is used before.')
            mids.add(mark.attributes["mid"])
        wanted = _marks(holder, "target")
        if holder is unit:
            wanted += [one for one in unit.named("alt-trans") if "mid" in one.attributes]
        for item in wanted:
            if item.attributes["mid"] not in mids:
                yield problem("v12-segment-reference", item, f'mid="{item.attributes["mid"]}" is no segment.')


def _marks(holder: Element, name: str) -> list[Element]:
    return [mark for text in holder.named(name) for mark in text.named("mrk") if "mid" in mark.attributes]


def _pairs(text: Element) -> Iterator[Problem]:
    items = [item for item in _inside(text) if "rid" in item.attributes]
    for start, end in PAIRS.items():
        rids: set[str] = set()
        for item in items:
            if item.name == start:
                if item.attributes["rid"] in rids:
                    yield problem("v12-pair-repeated", item, f"The rid of {tag(item)} is used before.")
                rids.add(item.attributes["rid"])
        for item in items:
            if item.name == end and item.attributes["rid"] not in rids:
                yield problem("v12-pair-reference", item, f"The rid of {tag(item)} is that of no <{start}>.")

"""Inline codes: pairs, what they refer to, and what their types may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.exchange.xliff.problems import Problem, Rule, problem, tag
from pipeline.exchange.xliff.reading import Element
from pipeline.exchange.xliff.rules.scope import FIRST, NO, YES, Scope, is_code

RULES = {
    "start-isolated": Rule('A <sc> is isolated="yes" exactly where its <ec> is not in the unit.'),
    "end-isolated": Rule('An <ec> is isolated="yes" exactly where its <sc> is not in the unit.'),
    "end-reference": Rule('An <ec> has startRef, and only one with isolated="yes" has an id instead.'),
    "end-direction": Rule('Only an <ec> with isolated="yes" has dir.'),
    "pair-order": Rule("A <sc> comes before its <ec>."),
    "pair-repeated": Rule("No two <ec> end one <sc>."),
    "pair-hints": Rule("A <sc> and its <ec> have the same canCopy, canDelete, canOverlap and canReorder."),
    "data-reference": Rule("dataRef, dataRefStart and dataRefEnd name data of the same unit or candidate."),
    "subflow-reference": Rule("subFlows, subFlowsStart and subFlowsEnd name units of the same file."),
    "code-pair": Rule("equivStart and equivEnd of a <pc> come together, and so do subFlowsStart and subFlowsEnd."),
    "copy-reference": Rule("copyOf names another code of the same unit."),
    "copy-with-data": Rule("copyOf is for copies of codes without original data."),
    "subtype-alone": Rule("A code with subType has a type."),
    "subtype-value": Rule("A subType of the prefix xlf is one of the standard, with the type that belongs to it."),
    "code-point": Rule("The hex of a <cp> is a code point that XML can't have, as pairs of digits 0-9 and A-F."),
}
DATA = ("dataRef", "dataRefStart", "dataRefEnd")
SUBFLOWS = ("subFlows", "subFlowsStart", "subFlowsEnd")
TOGETHER = (("equivStart", "equivEnd"), ("subFlowsStart", "subFlowsEnd"))
SHARED = {"canCopy": YES, "canDelete": YES, "canOverlap": YES}
SUBTYPES = {**dict.fromkeys(("lb", "pb", "b", "i", "u"), "fmt"), "var": "ui"}
HEX = re.compile(r"(?:[0-9A-F]{2}){1,4}")


def check(unit: Scope) -> Iterator[Problem]:
    """Yield what is wrong with the codes of a unit."""
    codes = {item.attributes["id"]: item for side in unit.sides for item in side if _is_base(item)}
    for side in unit.sides:
        yield from _pairs(side)
        yield from check_content(side, unit.data)
        for item in side:
            yield from _copy(item, codes)
            for name in SUBFLOWS:
                unit.facts.subflows += [(item, value) for value in item.attributes.get(name, "").split()]
    for data in unit.element.named("originalData"):
        yield from _points(data.below())


def check_match(match: Element) -> Iterator[Problem]:
    """Yield what is wrong with the codes of a translation candidate, whose pairs may be cut."""
    data = {one.attributes.get("id", "") for datas in match.named("originalData") for one in datas.named("data")}
    for side in ("source", "target"):
        for content in match.named(side):
            yield from check_content(list(content.below()), data)


def check_content(side: list[Element], data: set[str]) -> Iterator[Problem]:
    """Yield what is wrong with codes one by one."""
    yield from _points(side)
    for item in side:
        if not is_code(item):
            continue
        for name in DATA:
            value = item.attributes.get(name)
            if value is not None and value not in data:
                yield problem("data-reference", item, f'{tag(item)}: there is no <data id="{value}">.')
        yield from _subtype(item)
        for names in TOGETHER if item.name == "pc" else ():
            if len(given := [name for name in names if name in item.attributes]) == 1:
                other = next(name for name in names if name not in given)
                yield problem("code-pair", item, f"{tag(item)} has {given[0]} without {other}.")
        if item.name == "ec":
            yield from _end(item)


def _is_base(item: Element) -> bool:
    return is_code(item) and "id" in item.attributes


def _pairs(side: list[Element]) -> Iterator[Problem]:
    places = {item.attributes.get("id"): number for number, item in enumerate(side) if item.name == "sc"}
    ended: set[str] = set()
    for number, end in enumerate(side):
        reference = end.attributes.get("startRef") if end.name == "ec" else None
        if reference is None or _isolated(end):
            continue
        if reference not in places:
            yield problem("end-isolated", end, f'There is no <sc id="{reference}"> in the unit on this side.')
            continue
        start = side[places[reference]]
        if reference in ended:
            yield problem("pair-repeated", end, f"{tag(start)} is ended twice.")
        ended.add(reference)
        if places[reference] > number:
            yield problem("pair-order", end, f"The <ec> of {tag(start)} comes before it.")
        yield from _hints(start, end)
    for start in side:
        if start.name != "sc":
            continue
        has_end = start.attributes.get("id") in ended
        if _isolated(start) and has_end:
            yield problem("start-isolated", start, f"{tag(start)} is isolated, and its <ec> is in the unit.")
        elif not _isolated(start) and not has_end:
            yield problem("start-isolated", start, f"{tag(start)} has no <ec> in the unit and isn't isolated.")


def _isolated(item: Element) -> bool:
    return item.attributes.get("isolated") == YES


def _end(end: Element) -> Iterator[Problem]:
    if _isolated(end):
        if "id" not in end.attributes or "startRef" in end.attributes:
            yield problem("end-reference", end, "An isolated <ec> has an id and no startRef.")
        return
    if "startRef" not in end.attributes or "id" in end.attributes:
        yield problem("end-reference", end, "An <ec> that isn't isolated has startRef and no id.")
    if "dir" in end.attributes:
        yield problem("end-direction", end, "An <ec> that isn't isolated can't have dir.")


def _hints(start: Element, end: Element) -> Iterator[Problem]:
    for name, default in SHARED.items():
        if start.attributes.get(name, default) != end.attributes.get(name, default):
            yield problem("pair-hints", end, f"{name} isn't the same as that of {tag(start)}.")
    first, last = (item.attributes.get("canReorder", YES) for item in (start, end))
    # What begins a sequence is the start; its end is one more of the sequence.
    if first != last and (first, last) != (FIRST, NO):
        yield problem("pair-hints", end, f"canReorder isn't the same as that of {tag(start)}.")


def _copy(item: Element, codes: dict[str, Element]) -> Iterator[Problem]:
    reference = item.attributes.get("copyOf") if is_code(item) else None
    if reference is None:
        return
    base = codes.get(reference)
    if base is None or reference == item.attributes.get("id"):
        yield problem("copy-reference", item, f'{tag(item)}: there is no other code of the id "{reference}".')
    elif any(name in one.attributes for name in DATA for one in (base, item)):
        yield problem("copy-with-data", item, f"{tag(item)} or {tag(base)} has original data.")


def _subtype(item: Element) -> Iterator[Problem]:
    subtype = item.attributes.get("subType")
    if subtype is None:
        return
    kind = item.attributes.get("type")
    if kind is None:
        yield problem("subtype-alone", item, f"{tag(item)} has a subType and no type.")
    prefix, _, name = subtype.partition(":")
    if prefix != "xlf":
        return
    if name not in SUBTYPES:
        yield problem("subtype-value", item, f"{tag(item)}: {subtype} is none of the standard.")
    elif kind is not None and kind != SUBTYPES[name]:
        yield problem("subtype-value", item, f'{tag(item)}: with {subtype} goes type="{SUBTYPES[name]}".')


def _points(items: Iterable[Element]) -> Iterator[Problem]:
    for item in items:
        value = item.attributes.get("hex")
        if item.name == "cp" and value is not None and not _is_point(value):
            yield problem("code-point", item, f'hex="{value[:20]}" is no code point that a <cp> is for.')


def _is_point(value: str) -> bool:
    if not HEX.fullmatch(value):
        return False
    point = int(value, 16)
    control = point < 0x20 and point not in (0x9, 0xA, 0xD)
    return control or 0xD800 <= point <= 0xDFFF or point in (0xFFFE, 0xFFFF)

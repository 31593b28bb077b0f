"""Annotations: pairs of <sm> and <em>, and what each type of annotation must have."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.exchange.xliff.problems import Problem, Rule, problem, tag
from pipeline.exchange.xliff.reading import Element
from pipeline.exchange.xliff.rules.fragments import leads_within, parsed
from pipeline.exchange.xliff.rules.scope import MARKERS, Scope

RULES = {
    "annotation-end": Rule("The startRef of an <em> names a <sm> of the unit, on the same side."),
    "annotation-open": Rule("A <sm> has an <em> in the unit, on the same side."),
    "annotation-order": Rule("A <sm> comes before its <em>."),
    "annotation-repeated": Rule("No two <em> end one <sm>."),
    "annotation-translate": Rule("An annotation of no other type says translate."),
    "comment-content": Rule("A comment has either a value or a ref."),
    "comment-reference": Rule("The ref of a comment names a note of the same unit."),
}


def check(unit: Scope) -> Iterator[Problem]:
    """Yield what is wrong with the annotations of a unit."""
    for side in unit.sides:
        yield from _pairs(side)
        for item in side:
            if item.name in MARKERS:
                yield from _content(item, unit)


def _pairs(side: list[Element]) -> Iterator[Problem]:
    places = {item.attributes.get("id"): number for number, item in enumerate(side) if item.name == "sm"}
    ended: set[str] = set()
    for number, end in enumerate(side):
        reference = end.attributes.get("startRef") if end.name == "em" else None
        if reference is None:
            continue
        if reference not in places:
            yield problem("annotation-end", end, f'There is no <sm id="{reference}"> in the unit on this side.')
            continue
        if reference in ended:
            yield problem("annotation-repeated", end, f'<sm id="{reference}"> is ended twice.')
        ended.add(reference)
        if places[reference] > number:
            yield problem("annotation-order", end, f'The <em> of <sm id="{reference}"> comes before it.')
    for start in side:
        if start.name == "sm" and start.attributes.get("id") not in ended:
            yield problem("annotation-open", start, f"{tag(start)} has no <em>.")


def _content(item: Element, unit: Scope) -> Iterator[Problem]:
    kind = item.attributes.get("type", "generic")
    if kind == "generic":
        # With attributes of a module or an extension it says something else than whether to translate.
        if "translate" not in item.attributes and not any(":" in name or " " in name for name in item.attributes):
            yield problem("annotation-translate", item, f"{tag(item)} has neither a type nor translate.")
    elif kind == "comment":
        if ("value" in item.attributes) == ("ref" in item.attributes):
            yield problem("comment-content", item, f"{tag(item)} needs a value or a ref, and not both.")
        elif "ref" in item.attributes:
            yield from _comment(item, unit)


def _comment(item: Element, unit: Scope) -> Iterator[Problem]:
    reference = item.attributes["ref"].strip()
    fragment = parsed(reference, unit.facts.prefixes) if reference.startswith("#") else None
    if isinstance(fragment, str):
        yield problem("fragment-syntax", item, f'ref="{reference[:60]}" of {tag(item)}: {fragment}.')
    elif (
        fragment is None
        or fragment.prefix != "n"
        or fragment.identity not in unit.notes
        or not leads_within(fragment, unit)
    ):
        yield problem("comment-reference", item, f"{tag(item)}: its ref is no note of the unit.")

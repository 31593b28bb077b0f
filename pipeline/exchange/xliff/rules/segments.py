"""Segments and what is around them: languages, states, the order of targets, skeletons."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.exchange.xliff.problems import Problem, Rule, problem, tag
from pipeline.exchange.xliff.reading import Element
from pipeline.exchange.xliff.rules.scope import MARKERS, Facts, Scope
from pipeline.exchange.xliff.vocabulary.tags import same_language

RULES = {
    "target-language-missing": Rule("A document with targets has trgLang."),
    "source-language": Rule("The xml:lang of a source, its own or inherited, is srcLang."),
    "target-language": Rule("The xml:lang of a target, its own or inherited, is trgLang."),
    "space-differs": Rule('A target of a source with xml:space="preserve", its own or inherited, has it as well.'),
    "segment-missing": Rule("A unit has a segment."),
    "skeleton-content": Rule("A skeleton is either empty and has href, or it isn't and has none."),
    "state-without-target": Rule('A segment without a target has state="initial", or none.'),
    "substate-alone": Rule("A segment with subState has a state."),
    "order-range": Rule("The order of a target is at most the number of segments and ignorable parts of its unit."),
    "order-repeated": Rule("No two targets of a unit come in the same place."),
    "prefix-reserved": Rule("The prefix xlf is the standard's: no type and no subState of one's own has it."),
}


def check_unit(unit: Scope) -> Iterator[Problem]:
    """Yield what is wrong with the segments of a unit."""
    if unit.segments and not unit.element.named("segment"):
        yield problem("segment-missing", unit.element, f"{tag(unit.element)} has no <segment>.")
    yield from _reserved(unit.element, "type")
    for side in unit.sides:
        for item in side:
            if item.name in MARKERS:
                yield from _reserved(item, "type")
    inherited = space = ""
    for around in unit.around:
        inherited = around.attributes.get("xml:lang", inherited)
        space = around.attributes.get("xml:space", space)
    for segment in unit.segments:
        yield from _languages(segment, unit.facts, inherited)
        yield from _space(segment, space)
        yield from _state(segment)
    yield from _order(unit)


def check_container(element: Element) -> Iterator[Problem]:
    """Yield what is wrong with a file or a group."""
    if element.name == "group":
        yield from _reserved(element, "type")
    for skeleton in element.named("skeleton"):
        has_content = bool(skeleton.children or skeleton.text.strip())
        if "href" in skeleton.attributes and has_content:
            yield problem("skeleton-content", skeleton, "The <skeleton> has href and content.")
        elif "href" not in skeleton.attributes and not skeleton.content:
            yield problem("skeleton-content", skeleton, "The <skeleton> has neither content nor href.")


def _reserved(element: Element, attribute: str) -> Iterator[Problem]:
    if element.attributes.get(attribute, "").startswith("xlf:"):
        yield problem("prefix-reserved", element, f"{attribute} of {tag(element)}: the prefix xlf is the standard's.")


def _languages(segment: Element, facts: Facts, inherited: str) -> Iterator[Problem]:
    for target in segment.named("target"):
        if not facts.target_language and not facts.has_target:
            facts.has_target = True
            yield problem("target-language-missing", facts.root, "There are targets, and <xliff> has no trgLang.")
        yield from language(target, facts.target_language, "target-language", "trgLang", inherited)
    for source in segment.named("source"):
        yield from language(source, facts.source_language, "source-language", "srcLang", inherited)


def language(element: Element, expected: str, rule: str, attribute: str, inherited: str = "") -> Iterator[Problem]:
    """Yield a problem where the xml:lang of an element, its own or inherited, is another than expected."""
    value = element.attributes.get("xml:lang", inherited)
    if value and expected and not same_language(value, expected):
        yield problem(rule, element, f'xml:lang="{value}" of {tag(element)}: {attribute} is {expected}.')


def _space(segment: Element, inherited: str) -> Iterator[Problem]:
    source, target = (
        [one.attributes.get("xml:space", inherited) for one in segment.named(side)] for side in ("source", "target")
    )
    if source[:1] == ["preserve"] and target and target[0] != "preserve":
        message = f'The source of {tag(segment)} is xml:space="preserve", and its target isn\'t.'
        yield problem("space-differs", segment, message)


def _state(segment: Element) -> Iterator[Problem]:
    state = segment.attributes.get("state")
    if state not in (None, "initial") and not segment.named("target"):
        yield problem("state-without-target", segment, f'{tag(segment)} is state="{state}" without a target.')
    if "subState" in segment.attributes:
        if state is None:
            yield problem("substate-alone", segment, f"{tag(segment)} has subState and no state.")
        yield from _reserved(segment, "subState")


def _order(unit: Scope) -> Iterator[Problem]:
    places: dict[int, Element] = {}
    count = len(unit.segments)
    for number, segment in enumerate(unit.segments, 1):
        for target in segment.named("target")[:1]:
            order = target.attributes.get("order")
            if order is not None and not (order.isascii() and order.isdigit()):
                continue
            place = number if order is None else int(order)
            if place > count:
                yield problem("order-range", target, f'order="{place}": the unit has {count} parts.')
            elif place in places:
                yield problem("order-repeated", target, f"Another target comes in place {place}, too.")
            places[place] = target

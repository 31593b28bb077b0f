"""What stands where: every element and attribute held to the tables of its version, before any rule looks at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pipeline.exchange.xliff.problems import Problem, Rule, problem, tag
from pipeline.exchange.xliff.reading import Element
from pipeline.exchange.xliff.vocabulary import OTHER, Attribute, Kind, Vocabulary

RULES = {
    "element-unknown": Rule("An element in a name space of the standard is one of the standard."),
    "element-misplaced": Rule("An element stands in one that may hold it."),
    "element-missing": Rule("An element holds what it must hold."),
    "element-repeated": Rule("An element that may be there once is there once."),
    "element-order": Rule("Elements stand in the order that the standard gives."),
    "text-misplaced": Rule("Text stands in elements for text only."),
    "attribute-unknown": Rule("An attribute is one that its element may have."),
    "attribute-missing": Rule("An element has the attributes that it must have."),
    "attribute-value": Rule("The value of an attribute is of its type, or one of its list."),
}
LONG = 60  # characters of a value that a message shows
LARGE, MANY = 40, 10_000  # names of a shape that is remembered to be right, and how many shapes are


def check(element: Element, words: Vocabulary, whole: frozenset[str]) -> Iterator[Problem]:
    """Yield the problems of an element and of what is in it; elements named in `whole` are checked when they end."""
    kind = words.kinds[element.name]
    children = [item for item in element.content if isinstance(item, Element)]
    shape = (element.name, *element.attributes, None, *[child.name for child in children])
    if shape not in words.shapes:
        found = [*_attributes(element, kind, words), *([] if kind.anything else _content(element, kind, words))]
        yield from found
        if not found and len(shape) < LARGE and len(words.shapes) < MANY:
            words.shapes.add(shape)
    for name, value in element.attributes.items():
        known = kind.attributes.get(name) or words.loose.get(name)
        if known is not None and not known.allows(value):
            yield problem("attribute-value", element, _wrong(element, known, value))
    if not kind.text and any(isinstance(item, str) and not item.isspace() for item in element.content):
        yield problem("text-misplaced", element, f"There is text directly in {tag(element)}.")
    if not kind.anything:
        for child in children:
            if child.name in words.kinds and child.name not in whole:
                yield from check(child, words, whole)


def _attributes(element: Element, kind: Kind, words: Vocabulary) -> Iterator[Problem]:
    for name in element.attributes:
        if name in kind.attributes:
            continue
        if name in words.loose:
            if element.name not in words.bearers[name]:
                yield problem("attribute-unknown", element, f"{tag(element)} can't have {name}.")
        elif not (kind.of_xml if name.startswith("xml:") else kind.extensions and " " in name):
            yield problem("attribute-unknown", element, f"{tag(element)} can't have {_shown(name)}.")
    for known in kind.attributes.values():
        if known.required and known.name not in element.attributes:
            yield problem("attribute-missing", element, f"{tag(element)} has no {known.name}.")


def _wrong(element: Element, attribute: Attribute, value: str) -> str:
    shown = value if len(value) <= LONG else f"{value[:LONG]}…"
    return f'{attribute.name}="{shown}" of {tag(element)} must be {attribute.expected}.'


def _shown(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{local} of {space}" if space else local


def _content(element: Element, kind: Kind, words: Vocabulary) -> Iterator[Problem]:
    allowed = kind.names
    placed: list[str] = []
    counts: Counter[str] = Counter()
    for child in element.children:
        if child.name in allowed:
            placed.append(child.name)
            continue
        module = words.places.get(child.name)
        if OTHER in allowed and (child.is_foreign or module is not None):
            placed.append(OTHER)
            if module is not None:
                yield from _place(child, element, module, counts)
        elif child.is_foreign or child.name in words.kinds:
            yield problem("element-misplaced", child, f"{tag(child)} can't stand in {tag(element)}.")
        else:
            yield problem("element-unknown", child, f"{tag(child)} is no element of the standard.")
    if not kind.order.fullmatch("".join(f"<{name}>" for name in placed)):
        yield from _disorder(element, kind, placed)


def _place(child: Element, parent: Element, places: Mapping[str, bool], counts: Counter[str]) -> Iterator[Problem]:
    if parent.name not in places:
        yield problem("element-misplaced", child, f"{tag(child)} can't stand in {tag(parent)}.")
        return
    counts[child.name] += 1
    if counts[child.name] > 1 and not places[parent.name]:
        yield problem("element-repeated", child, f"{tag(parent)} has more than one <{child.name}>.")


def _disorder(element: Element, kind: Kind, placed: list[str]) -> Iterator[Problem]:
    """Say what is wrong with children each of which may be there: one is missing, twice there, or out of order."""
    counts = Counter(placed)
    found = False
    for particle in kind.particles:
        count = sum(counts[name] for name in particle.names)
        if particle.required and not count:
            found = True
            names = " or ".join(f"<{name}>" for name in particle.names)
            yield problem("element-missing", element, f"{tag(element)} has no {names}.")
        if count > 1 and not particle.repeated:
            found = True
            again = [child for child in element.children if child.name in particle.names][1]
            yield problem("element-repeated", again, f"{tag(element)} has more than one <{again.name}>.")
    if not found:
        order = ", ".join(
            "extensions" if name == OTHER else f"<{name}>" for one in kind.particles for name in one.names
        )
        yield problem("element-order", element, f"What is in {tag(element)} must come in this order: {order}.")

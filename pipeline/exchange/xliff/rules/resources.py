"""Resource data (res): what is in an item, and what refers to it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.exchange.xliff.problems import Problem, Rule, problem, tag
from pipeline.exchange.xliff.reading import Element
from pipeline.exchange.xliff.rules.identity import repeated
from pipeline.exchange.xliff.rules.scope import Facts, Scope, leading
from pipeline.exchange.xliff.rules.segments import language

RULES = {
    "res-reference": Rule("The ref of a <res:resourceItemRef> names an item of the file's resource data."),
    "res-id-repeated": Rule("The ids of items and references are unique in their resource data."),
    "res-item-empty": Rule("An item has a source, a target or a reference."),
    "res-content": Rule("A source or target of an item is either empty and has href, or it isn't and has none."),
    "res-mime": Rule("An item whose source and target are empty has mimeType."),
    "res-language": Rule("xml:lang of an item's source is srcLang, and that of its target trgLang."),
}


def check(scope: Scope) -> Iterator[Problem]:
    """Yield what is wrong with the resource data of an element."""
    for data in scope.element.named("res:resourceData"):
        yield from repeated(data.children, "res-id-repeated", data)
        for item in data.named("res:resourceItem"):
            yield from _item(item, scope.facts)
        items = {
            item.attributes.get("id")
            for around in scope.around
            if around.name == "file" or around is scope.element
            for one in leading(around, "res:resourceData")
            for item in one.named("res:resourceItem")
        }
        for reference in data.named("res:resourceItemRef"):
            wanted = reference.attributes.get("ref")
            if wanted is not None and wanted not in items:
                yield problem("res-reference", reference, f'There is no <res:resourceItem id="{wanted}">.')


def _item(item: Element, facts: Facts) -> Iterator[Problem]:
    if not item.children:
        yield problem("res-item-empty", item, f"{tag(item)} is empty.")
    sides = item.named("res:source", "res:target")
    if sides and all(_is_empty(side) for side in sides) and "mimeType" not in item.attributes:
        yield problem("res-mime", item, f"{tag(item)} has no mimeType.")
    for side in sides:
        if _is_empty(side) == ("href" not in side.attributes):
            wrong = "neither content nor href" if _is_empty(side) else "content and href"
            yield problem("res-content", side, f"{tag(side)} has {wrong}.")
        is_source = side.name == "res:source"
        expected = facts.source_language if is_source else facts.target_language
        yield from language(side, expected, "res-language", "srcLang" if is_source else "trgLang")


def _is_empty(side: Element) -> bool:
    return not side.children and not side.text.strip()

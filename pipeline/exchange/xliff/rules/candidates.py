"""Translation candidates (mtc): what they translate, their languages, and the core inside of them."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.exchange.xliff.problems import Problem, Rule, problem, tag
from pipeline.exchange.xliff.reading import Element
from pipeline.exchange.xliff.rules import codes, identity
from pipeline.exchange.xliff.rules.fragments import finds, leads_within, parsed
from pipeline.exchange.xliff.rules.scope import MARKERS, YES, Scope
from pipeline.exchange.xliff.rules.segments import language

RULES = {
    "mtc-reference": Rule("The ref of a candidate leads to a span of text of its unit."),
    "mtc-id-repeated": Rule("The id of a candidate is unique among those of its unit."),
    "mtc-language": Rule('xml:lang of a candidate is that of the document, but in a target with reference="yes".'),
    "mtc-subtype-alone": Rule("A candidate with subType has a type."),
    "mtc-annotation": Rule("An annotation of the type mtc:match has no ref."),
    "mtc-pair": Rule("The <sc> and <sm> of a candidate have their ends in it, but for isolated ones."),
}


def check(scope: Scope) -> Iterator[Problem]:
    """Yield what is wrong with the candidates of a unit."""
    yield from identity.repeated(scope.matches, "mtc-id-repeated", scope.element)
    for match in scope.matches:
        yield from span(match, scope, "mtc-reference")
        if "subType" in match.attributes and "type" not in match.attributes:
            yield problem("mtc-subtype-alone", match, f"{tag(match)} has a subType and no type.")
        yield from identity.check_match(match)
        yield from codes.check_match(match)
        yield from _pairs(match)
        for source in match.named("source"):
            yield from language(source, scope.facts.source_language, "mtc-language", "srcLang")
        if match.attributes.get("reference") != YES:
            for target in match.named("target"):
                yield from language(target, scope.facts.target_language, "mtc-language", "trgLang")
    for side in scope.sides:
        for item in side:
            if item.name in MARKERS and item.attributes.get("type") == "mtc:match" and "ref" in item.attributes:
                yield problem("mtc-annotation", item, f"{tag(item)} is of the type mtc:match and has a ref.")


def span(element: Element, scope: Scope, rule: str) -> Iterator[Problem]:
    """Yield a problem where the ref of a module's element leads to no span of text of its unit."""
    reference = element.attributes.get("ref")
    if reference is None or _is_span(reference.strip(), scope):
        return
    yield problem(rule, element, f'ref="{reference[:60]}" of {tag(element)} leads to no text of the unit.')


def _is_span(reference: str, scope: Scope) -> bool:
    if reference.startswith("#"):
        fragment = parsed(reference, scope.facts.prefixes)
        if isinstance(fragment, str) or fragment.prefix not in ("", "t") or fragment.identity is None:
            return False
        return leads_within(fragment, scope) and finds(scope.element, fragment, {})
    # Before the # may stand the name of this document, by which it isn't known here.
    before, _, identity_ = reference.rpartition("#")
    inline = [item for side in scope.sides for item in side]
    return bool(before) and any(item.attributes.get("id") == identity_ for item in (*scope.segments, *inline))


def _pairs(match: Element) -> Iterator[Problem]:
    for side in ("source", "target"):
        items = [item for content in match.named(side) for item in content.below()]
        ended = {(item.name, item.attributes.get("startRef")) for item in items}
        for item in items:
            end = {"sc": "ec", "sm": "em"}.get(item.name)
            if end and item.attributes.get("isolated") != YES and (end, item.attributes.get("id")) not in ended:
                yield problem("mtc-pair", item, f"{tag(item)} has no <{end}> in the candidate.")

"""ITS 2.0 in XLIFF 2.1 (its, itsm): what must go together, what excludes one another, and which tool said so."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.exchange.xliff.problems import Problem, Rule, problem, tag
from pipeline.exchange.xliff.reading import Element
from pipeline.exchange.xliff.rules.fragments import leads_within, parsed
from pipeline.exchange.xliff.rules.scope import MARKERS, Scope, leading

RULES = {
    "its-version": Rule("What has ITS attributes is in the scope of its:version."),
    "its-type": Rule("An annotation with ITS attributes is of the type its:generic, generic or none."),
    "its-annotators": Rule("its:annotatorsRef is data-category|IRI, with spaces between several, each category once."),
    "its-annotators-missing": Rule("A confidence is in the scope of its:annotatorsRef for its data category."),
    "its-issue": Rule("A quality issue has a type or a comment."),
    "its-issue-both": Rule("its:locQualityIssuesRef excludes the attributes of one issue."),
    "its-issue-reference": Rule("its:locQualityIssuesRef leads to the issues of its unit (#its=id)."),
    "its-rating": Rule("A quality rating has either a score or a vote, and a threshold goes with its own."),
    "its-analysis": Rule("its:taIdent and its:taSource go together, and exclude its:taIdentRef."),
    "its-analysis-confidence": Rule("its:taConfidence goes with its:taClassRef, its:taIdentRef or its:taIdent."),
    "its-provenance-both": Rule("its:provenanceRecordsRef excludes the attributes of one record."),
    "its-provenance-empty": Rule("A provenance record says something."),
    "its-provenance-pair": Rule(
        "Provenance names a tool, a person or an organization directly or by a reference, not both."
    ),
    "its-provenance-reference": Rule("its:provenanceRecordsRef leads to records of its unit, group or file (#its=id)."),
    "its-id-repeated": Rule("The xml:id of issues and of records is unique in their unit, group or file."),
    "its-filter": Rule("its:localeFilterType goes with its:localeFilterList."),
}
CATEGORIES = frozenset(
    {
        *("allowed-characters", "directionality", "domain", "elements-within-text", "external-resource", "id-value"),
        *("language-information", "locale-filter", "localization-note", "localization-quality-issue"),
        *("localization-quality-rating", "mt-confidence", "preserve-space", "provenance", "storage-size"),
        *("target-pointer", "terminology", "text-analysis", "translate"),
    }
)
CONFIDENCES = {
    "its:mtConfidence": "mt-confidence",
    "its:taConfidence": "text-analysis",
    "its:termConfidence": "terminology",
}
ISSUE = tuple(f"its:locQualityIssue{name}" for name in ("Type", "Comment", "Severity", "ProfileRef", "Enabled"))
AGENTS = ("tool", "person", "org", "revTool", "revPerson", "revOrg")
PROVENANCE = tuple(f"its:{name}{end}" for name in AGENTS for end in ("", "Ref"))
# Term annotations have a type of their own; what goes with them needs no other.
OF_TERMS = {"its:termConfidence"}
TERMS = {"term", "its:term-no"}
GENERIC = {None, "generic", "its:generic"}


def check(scope: Scope) -> Iterator[Problem]:
    """Yield what is wrong with the ITS data of an element and what is in it."""
    if "its" in scope.bearers or "itsm" in scope.bearers:
        yield from _one(scope.element, scope.around, scope)
        for child in scope.element.children:
            if child.name not in ("group", "unit", "file"):
                yield from _tree(child, scope.around, scope)
    seen: set[str] = set()
    for element in scope.own:
        if not element.name.startswith("its:"):
            continue
        yield from _record(element)
        identity = element.attributes.get("xml:id")
        if identity is not None and identity in seen:
            yield problem("its-id-repeated", element, f'xml:id="{identity}" is used before in {tag(scope.element)}.')
        if identity is not None:
            seen.add(identity)


def _tree(element: Element, around: tuple[Element, ...], scope: Scope) -> Iterator[Problem]:
    if element.is_foreign:
        return
    inner = (*around, element)
    yield from _one(element, inner, scope)
    for child in element.children:
        yield from _tree(child, inner, scope)


def _one(element: Element, around: tuple[Element, ...], scope: Scope) -> Iterator[Problem]:
    own = [name for name in element.attributes if name.startswith(("its:", "itsm:"))]
    if not own:
        return
    if not any("its:version" in one.attributes for one in around):
        yield problem("its-version", element, f"{tag(element)} has ITS attributes and no its:version around it.")
    kind = element.attributes.get("type")
    told = set(own) - {"its:version", "its:annotatorsRef"}
    is_typed = kind in GENERIC or (kind in TERMS and told <= OF_TERMS)
    if element.name in MARKERS and told and not is_typed:
        yield problem("its-type", element, f'{tag(element)} has ITS attributes and type="{kind}".')
    yield from _annotators(element, around)
    yield from _issues(element, scope)
    yield from _rating(element, around)
    yield from _analysis(element)
    yield from _provenance(element, scope)
    if "its:localeFilterType" in own and "its:localeFilterList" not in own:
        yield problem("its-filter", element, f"{tag(element)} has its:localeFilterType and no list.")


def _categories(element: Element) -> list[str]:
    return [part.partition("|")[0] for part in element.attributes.get("its:annotatorsRef", "").split()]


def _annotators(element: Element, around: tuple[Element, ...]) -> Iterator[Problem]:
    value = element.attributes.get("its:annotatorsRef")
    if value is not None:
        categories = _categories(element)
        parts = [part.partition("|") for part in value.split()]
        known = all(category in CATEGORIES and iri for category, _, iri in parts)
        if not parts or not known or len(set(categories)) < len(categories):
            yield problem(
                "its-annotators", element, f'its:annotatorsRef="{value[:60]}" of {tag(element)} can\'t be read.'
            )
    for name, category in CONFIDENCES.items():
        if name in element.attributes and not any(category in _categories(one) for one in around):
            message = f"{tag(element)} has {name} and no its:annotatorsRef for {category} around it."
            yield problem("its-annotators-missing", element, message)


def _issues(element: Element, scope: Scope) -> Iterator[Problem]:
    attributes = element.attributes
    single = [name for name in ISSUE if name in attributes]
    reference = attributes.get("its:locQualityIssuesRef")
    if reference is not None:
        if single:
            yield problem("its-issue-both", element, f"{tag(element)} has its:locQualityIssuesRef and {single[0]}.")
        if not _leads(reference, scope, "its:locQualityIssues"):
            yield problem("its-issue-reference", element, f'its:locQualityIssuesRef="{reference[:60]}" leads nowhere.')
    elif single and not {"its:locQualityIssueType", "its:locQualityIssueComment"} & set(single):
        yield problem("its-issue", element, f"{tag(element)} has {single[0]} and no type or comment of an issue.")


def _leads(reference: str, scope: Scope, name: str) -> bool:
    """Tell whether a reference leads to a stand-off element of a scope; one to another file can't be followed."""
    if not reference.startswith("#"):
        return True
    fragment = parsed(reference, scope.facts.prefixes)
    if isinstance(fragment, str) or fragment.prefix != "its":
        return False
    places = [scope.element] if leads_within(fragment, scope) else [*scope.above]
    return any(one.attributes.get("xml:id") == fragment.identity for place in places for one in leading(place, name))


def _rating(element: Element, around: tuple[Element, ...]) -> Iterator[Problem]:
    score, vote = "its:locQualityRatingScore", "its:locQualityRatingVote"
    if score in element.attributes and vote in element.attributes:
        yield problem("its-rating", element, f"{tag(element)} has a score and a vote.")
    for name in (score, vote):
        if f"{name}Threshold" in element.attributes and not any(name in one.attributes for one in around):
            yield problem("its-rating", element, f"{tag(element)} has {name}Threshold and no {name}.")


def _analysis(element: Element) -> Iterator[Problem]:
    has = {
        name
        for name in ("ClassRef", "Confidence", "Ident", "IdentRef", "Source")
        if f"its:ta{name}" in element.attributes
    }
    if ("Ident" in has) != ("Source" in has):
        yield problem("its-analysis", element, f"{tag(element)} has one of its:taIdent and its:taSource.")
    elif {"Ident", "IdentRef"} <= has:
        yield problem("its-analysis", element, f"{tag(element)} has its:taIdentRef and its:taIdent.")
    if has == {"Confidence"}:
        yield problem("its-analysis-confidence", element, f"{tag(element)} has its:taConfidence of nothing.")


def _provenance(element: Element, scope: Scope) -> Iterator[Problem]:
    single = [name for name in PROVENANCE if name in element.attributes]
    reference = element.attributes.get("its:provenanceRecordsRef")
    if reference is not None:
        if single:
            yield problem(
                "its-provenance-both", element, f"{tag(element)} has its:provenanceRecordsRef and {single[0]}."
            )
        if not _leads(reference, scope, "its:provenanceRecords"):
            message = f'its:provenanceRecordsRef="{reference[:60]}" leads nowhere.'
            yield problem("its-provenance-reference", element, message)
    yield from _agents(element, "its:")


def _agents(element: Element, prefix: str) -> Iterator[Problem]:
    for name in AGENTS:
        if f"{prefix}{name}" in element.attributes and f"{prefix}{name}Ref" in element.attributes:
            yield problem("its-provenance-pair", element, f"{tag(element)} has {prefix}{name} and {prefix}{name}Ref.")


def _record(record: Element) -> Iterator[Problem]:
    if record.name == "its:locQualityIssue":
        if not {"locQualityIssueType", "locQualityIssueComment"} & set(record.attributes):
            yield problem("its-issue", record, "An <its:locQualityIssue> has no type and no comment.")
    elif record.name == "its:provenanceRecord":
        if not any(name.removeprefix("its:") in record.attributes for name in PROVENANCE):
            yield problem("its-provenance-empty", record, "An <its:provenanceRecord> says nothing.")
        yield from _agents(record, "")

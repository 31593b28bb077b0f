"""Change tracking (ctr): what revisions are of, and which one is current."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.exchange.xliff.problems import Problem, Rule, problem, tag
from pipeline.exchange.xliff.reading import Element
from pipeline.exchange.xliff.rules.scope import Scope

RULES = {
    "ctr-applies": Rule("appliesTo of revisions names an element beside the change track, or a child of one."),
    "ctr-reference": Rule(
        "The ref of revisions is the id of an element beside the change track, or of a child of one."
    ),
    "ctr-reference-missing": Rule("Revisions of one of several elements with ids have a ref."),
    "ctr-version": Rule("currentVersion of revisions is the version of one of them."),
}


def check(scope: Scope) -> Iterator[Problem]:
    """Yield what is wrong with the change tracks of an element."""
    tracks = scope.element.named("ctr:changeTrack")
    if not tracks:
        return
    near = [child for child in scope.element.children if child.name != "ctr:changeTrack"]
    near += [inner for child in near for inner in child.children]
    for track in tracks:
        for revisions in track.named("ctr:revisions"):
            yield from _revisions(revisions, near)


def _revisions(revisions: Element, near: list[Element]) -> Iterator[Problem]:
    name = revisions.attributes.get("appliesTo")
    reference = revisions.attributes.get("ref")
    same = [element for element in near if element.name.rpartition(":")[2] == name]
    if name is not None and not same:
        yield problem("ctr-applies", revisions, f'There is no <{name}> that appliesTo="{name}" could be of.')
    if reference is not None:
        if not any(element.attributes.get("id") == reference for element in near):
            yield problem("ctr-reference", revisions, f'There is no element with the id "{reference}".')
    elif len(same) > 1 and all("id" in element.attributes for element in same):
        yield problem(
            "ctr-reference-missing", revisions, f"{tag(revisions)} has no ref: there are {len(same)} <{name}>."
        )
    current = revisions.attributes.get("currentVersion")
    versions = {revision.attributes.get("version") for revision in revisions.named("ctr:revision")}
    if current is not None and current not in versions:
        yield problem("ctr-version", revisions, f'There is no revision of the version "{current}".')

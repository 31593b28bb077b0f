"""Size and length restriction (slr): values that the standard's profiles can read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.exchange.xliff.problems import Problem, Rule, problem, tag
from pipeline.exchange.xliff.reading import Element
from pipeline.exchange.xliff.rules.scope import YES, Scope, leading

RULES = {
    "slr-profile": Rule("A profile with the prefix xliff is one of the standard."),
    "slr-restriction": Rule(
        "A restriction of the standard's profiles is [minimum,]maximum in digits; a maximum may be *."
    ),
    "slr-size": Rule("sizeInfo and equivStorage of the standard's profiles are integers."),
    "slr-info-both": Rule("No element has both sizeInfo and sizeInfoRef."),
    "slr-info-reference": Rule("sizeInfoRef is an id in <slr:data> beside the element, or beside one around it."),
    "slr-isolated": Rule('An <ec> has equivStorage, sizeInfo or sizeInfoRef only with isolated="yes".'),
}
GENERAL = {"xliff:codepoints"}
STORAGE = {"xliff:utf8", "xliff:utf16", "xliff:utf32"}
RESTRICTION = re.compile(r"\*|(?:[0-9]+,)?(?:[0-9]+|\*)")
SIZE = re.compile(r"-?[0-9]*")
# Each attribute with the kind of profile that reads it, and how.
READ_AS = {
    "slr:sizeRestriction": ("generalProfile", RESTRICTION, "slr-restriction"),
    "slr:storageRestriction": ("storageProfile", RESTRICTION, "slr-restriction"),
    "slr:sizeInfo": ("generalProfile", SIZE, "slr-size"),
    "slr:equivStorage": ("storageProfile", SIZE, "slr-size"),
}
INLINE = ("slr:equivStorage", "slr:sizeInfo", "slr:sizeInfoRef")


def check(scope: Scope) -> Iterator[Problem]:
    """Yield what is wrong with the restrictions of an element and what is in it."""
    if scope.element.name == "file":
        yield from _profiles(scope.element)
    sized = scope.bearers.get("slr", [])
    if not sized:
        return
    profiles: dict[str, str] = {}
    data: set[str] = set()
    for around in scope.around:
        for one in leading(around, "slr:profiles", "slr:data"):
            if one.name == "slr:profiles":
                profiles |= one.attributes
            else:
                data |= {item.attributes["id"] for item in one.below() if "id" in item.attributes}
    for element in sized:
        yield from _sizes(element, profiles, data)


def _profiles(file: Element) -> Iterator[Problem]:
    for profiles in file.named("slr:profiles"):
        for name, known in (("generalProfile", GENERAL), ("storageProfile", STORAGE)):
            value = profiles.attributes.get(name, "")
            if value.startswith("xliff:") and value not in known:
                yield problem("slr-profile", profiles, f'{name}="{value}" is none of {", ".join(sorted(known))}.')


def _sizes(element: Element, profiles: dict[str, str], data: set[str]) -> Iterator[Problem]:
    attributes = element.attributes
    for name, (profile, pattern, rule) in READ_AS.items():
        value = attributes.get(name)
        if value is not None and profiles.get(profile) in GENERAL | STORAGE and not pattern.fullmatch(value):
            yield problem(rule, element, f'{name}="{value[:40]}" of {tag(element)} can\'t be read.')
    if "slr:sizeInfo" in attributes and "slr:sizeInfoRef" in attributes:
        yield problem("slr-info-both", element, f"{tag(element)} has sizeInfo and sizeInfoRef.")
    reference = attributes.get("slr:sizeInfoRef")
    if reference is not None and reference not in data:
        yield problem("slr-info-reference", element, f'There is no element with the id "{reference}" in <slr:data>.')
    if element.name == "ec" and attributes.get("isolated") != YES and any(name in attributes for name in INLINE):
        yield problem("slr-isolated", element, f"{tag(element)} isn't isolated and has a size.")

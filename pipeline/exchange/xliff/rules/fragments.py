"""Fragment identifiers (`#f=f1/u=u1/n=n1`): their grammar, and whether they lead somewhere.

A reference may lead to a unit further down. Those that leave their own unit are kept, and looked for in a second
reading: files that have any are rare, and no index of a whole file is held.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.exchange.xliff.problems import Problem, Rule, problem, tag
from pipeline.exchange.xliff.reading import MODULES, Complete, Element
from pipeline.exchange.xliff.rules.scope import MARKERS, Facts, Fragment, Scope, Wanted
from pipeline.exchange.xliff.vocabulary.values import NMTOKEN

RULES = {
    "fragment-syntax": Rule("A reference into the document is a fragment identifier of the standard's grammar."),
    "fragment-target": Rule("A reference into the document leads to something."),
}
SCOPES = ("f", "g", "u")  # in the order in which they may come
LEAVES = ("n", "d", "t")
MODULE_PREFIXES = frozenset(MODULES.values())
# Extensions whose prefix is known; others can be named on the command line.
EXTENSIONS = {"tbx": "urn:iso:std:iso:30042:ed-1:v1:en"}


def parsed(reference: str, extensions: Mapping[str, str]) -> Fragment | str:
    """Return a fragment identifier that begins with `#`, or in words what is wrong with it.

    `extensions` are the name spaces of extensions that registered a prefix, by that.
    """
    text = reference[1:]
    absolute = text.startswith("/")
    scopes: dict[str, str] = {}
    leaf: tuple[str, str] | None = None
    for selector in text.removeprefix("/").split("/"):
        prefix, equals, identity = selector.rpartition("=")
        if not NMTOKEN.fullmatch(identity) or (equals and not NMTOKEN.fullmatch(prefix)):
            return f"{selector!r} is no selector"
        if leaf is not None:
            return f"{selector!r} comes after the last selector"
        if prefix in SCOPES:
            if prefix in scopes:
                return f"there are two selectors {prefix}="
            if any(SCOPES.index(one) > SCOPES.index(prefix) for one in scopes):
                return f"{prefix}= comes too late"
            scopes[prefix] = identity
        elif prefix and prefix not in LEAVES and prefix not in MODULE_PREFIXES and prefix not in extensions:
            return f"no module or registered extension has the prefix {prefix}="
        else:
            leaf = (prefix, identity)
    if absolute and "f" not in scopes:
        return "an absolute one begins with the file"
    prefix, name = leaf or ("", None)
    return Fragment(absolute, scopes.get("f"), scopes.get("g"), scopes.get("u"), prefix, name)


def check(unit: Scope) -> Iterator[Problem]:
    """Yield what is wrong with the references of a unit's annotations."""
    for side in unit.sides:
        for item in side:
            if item.name in MARKERS and item.attributes.get("type") != "comment":
                yield from reference(item, "ref", unit)


def reference(item: Element, attribute: str, unit: Scope) -> Iterator[Problem]:
    """Yield what is wrong with one reference, if it leads into the document; that into another unit is kept."""
    value = item.attributes.get(attribute, "").strip()
    if not value.startswith("#"):
        return
    fragment = parsed(value, unit.facts.prefixes)
    if isinstance(fragment, str):
        yield problem("fragment-syntax", item, f'{attribute}="{value[:60]}" of {tag(item)}: {fragment}.')
        return
    if leads_within(fragment, unit):
        if fragment.identity is not None and not finds(unit.element, fragment, unit.facts.prefixes):
            yield problem("fragment-target", item, f'{attribute}="{value[:60]}" of {tag(item)} leads nowhere.')
        return
    file = fragment.file if fragment.file is not None else unit.enclosing("file")
    unit.facts.wanted.append(Wanted(item, attribute, file, fragment))


def leads_within(fragment: Fragment, unit: Scope) -> bool:
    """Tell whether a fragment stays in its unit."""
    here = unit.element.attributes.get("id"), unit.enclosing("file"), unit.enclosing("group")
    file = fragment.file in (None, here[1])
    group = fragment.group is None or (fragment.unit is not None and fragment.group == here[2])
    if fragment.unit is None:
        return fragment.file is None and fragment.group is None
    return fragment.unit == here[0] and file and group


def finds(scope: Element, fragment: Fragment, extensions: Mapping[str, str]) -> bool:
    """Tell whether a file, a group or a unit has what the last selector names."""
    prefix, identity = fragment.prefix, fragment.identity or ""
    match prefix:
        case "":
            return any(_is(part, identity) or _has(part, "source", identity) for part in _segments(scope))
        case "t":
            return any(_has(part, "target", identity) for part in _segments(scope))
        case "n":
            return any(_is(note, identity) for notes in scope.named("notes") for note in notes.children)
        case "d":
            return any(_is(data, identity) for datas in scope.named("originalData") for data in datas.children)
    begin = f"{extensions[prefix]} " if prefix in extensions else f"{prefix}:"
    return any(
        _is(one, identity)
        for child in scope.children
        if child.name.startswith(begin)
        for one in (child, *child.below())
    )


def _segments(scope: Element) -> list[Element]:
    return scope.named("segment", "ignorable")


def _is(element: Element, identity: str) -> bool:
    return identity in (element.attributes.get("id"), element.attributes.get("xml:id"))


def _has(part: Element, side: str, identity: str) -> bool:
    return any(_is(item, identity) for one in part.named(side) for item in one.below())


def unresolved(facts: Facts, elements: Iterator[Complete]) -> list[Wanted]:
    """Return the references that lead nowhere, after a second reading of the whole document."""
    left = list(facts.wanted)
    for complete in elements:
        element, above = complete.element, complete.above
        if element.name in ("file", "group", "unit"):
            around = [one.attributes.get("id", "") for one in above if one.name == "group"]
            file = element if element.name == "file" else next((one for one in above if one.name == "file"), element)
            name = file.attributes.get("id", "")
            left = [one for one in left if not _answers(one, element, name, around, facts.prefixes)]
        if element.name != "xliff":
            element.content.clear()
    return left


def _answers(wanted: Wanted, element: Element, file: str, groups: list[str], extensions: Mapping[str, str]) -> bool:
    fragment = wanted.fragment
    last = "unit" if fragment.unit else "group" if fragment.group else "file"
    if wanted.file != file or element.name != last:
        return False
    if last != "file" and element.attributes.get("id", "") != (fragment.unit or fragment.group):
        return False
    if last == "unit" and fragment.group and fragment.group not in groups:
        return False
    return not fragment.identity or finds(element, fragment, extensions)


def problems(wanted: list[Wanted]) -> Iterator[Problem]:
    """Yield a problem for each reference that leads nowhere."""
    for one in wanted:
        value = one.element.attributes.get(one.attribute, "")
        yield problem("fragment-target", one.element, f'{one.attribute}="{value[:60]}" leads nowhere.')

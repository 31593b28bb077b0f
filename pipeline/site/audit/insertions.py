"""The build's own insertions in a page, recognised by their exact shape, since a class name proves nothing.

The build's elements have classes that begin with `l10n-`. One that has such a class and another shape is a problem
itself: it is how somebody would try to pass for the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.formats import charset
from pipeline.formats.html import elements, jsonld
from pipeline.formats.html.tokens import Node
from pipeline.site.audit.identity import is_tag
from pipeline.site.audit.problems import Problem, Rule
from pipeline.site.audit.reading import Page, Site, bare

RULES = {"insertion-shape": Rule("critical", "An element has a class of the build's own, but not its shape.")}
PREFIX = "l10n-"
PLACE = re.compile(rf"{PREFIX}[0-9a-f]{{12}}")
SPOKEN = frozenset({"lang", "dir"})
# The elements inside of a notice and of a list of languages, with the attributes that each may have.
PROSE: Mapping[str, frozenset[str]] = dict.fromkeys(("p", "ul", "li", "strong", "bdi", "br", "span"), SPOKEN)
INSIDE: Mapping[str, Mapping[str, frozenset[str]]] = {
    "l10n-notice": {
        **PROSE,
        "p": frozenset({"class", *SPOKEN}),
        "details": SPOKEN,
        "summary": SPOKEN,
        "a": frozenset({"href", "hreflang", "rel", *SPOKEN}),
        "time": frozenset({"datetime", *SPOKEN}),
    },
    "l10n-languages": {
        **PROSE,
        "a": frozenset({"href", "hreflang", "rel", "aria-current", *SPOKEN}),
    },
    "l10n-mark": {"bdi": SPOKEN, "a": frozenset({"href", "hreflang", "title", "aria-label", *SPOKEN})},
}
OWN: Mapping[str, tuple[str, frozenset[str]]] = {
    "l10n-notice": ("aside", frozenset({"class", "role", "id", "aria-label", *SPOKEN})),
    "l10n-languages": ("nav", frozenset({"class", "aria-label", "id", *SPOKEN})),
    "l10n-source": ("span", frozenset({"class", *SPOKEN})),
    "l10n-draft": ("span", frozenset({"class", *SPOKEN})),
    "l10n-mark": ("small", frozenset({"class", *SPOKEN})),
    "l10n-ltr": ("bdi", frozenset({"class", "dir"})),
}
# Pairs around words alone, which stay; they say all that they may.
AROUND = frozenset({"l10n-source", "l10n-draft", "l10n-ltr"})
REPORTING = frozenset({"l10n-notice", "l10n-mark"})
FACTS = "l10n-facts"  # the one class inside of a notice
# Elements around a word that only say its language and direction, and change nothing of what it does.
ISOLATES = frozenset({"bdi", "span"})


@dataclass(frozen=True, slots=True)
class Stripped:
    """A page without the build's insertions: the nodes that are left, by number, and what is wrong with the others."""

    left: tuple[int, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class BlockText:
    """The text of a block, and the line where the block begins."""

    line: int
    text: str


def check(page: Page, site: Site) -> Iterator[Problem]:
    """Look at the shape of each insertion."""
    yield from stripped(page, site).problems


@lru_cache(maxsize=8)
def stripped(page: Page, site: Site) -> Stripped:
    """Take the insertions out of a page; a pair around words alone leaves its words."""
    left: list[int] = []
    problems = []
    number = 0
    while number < len(page.nodes):
        node = page.nodes[number]
        kind = next((name for name in node.attributes.get("class", "").split() if name.startswith(PREFIX)), "")
        if kind:
            if wrong := _wrong(page, site, number, kind):
                problems.append(Problem(page.file, node.line, "insertion-shape", f"{kind}: {wrong}.", kind))
                number = node.end
                continue
            breaks = kind == "l10n-draft" and number + 1 < node.end and page.nodes[number + 1].name == "br"
            number = number + 1 + breaks if kind in AROUND else node.end
        elif _isolates(node):
            number += 1
        elif _of_the_head(node) or _is_place(node, number):
            number = node.end
        else:
            left.append(number)
            number += 1
    return Stripped(tuple(left), tuple(problems))


def block_texts(page: Page, site: Site) -> list[BlockText]:
    """Return what each block of a page says to readers, without the build's insertions."""
    left = stripped(page, site).left
    blocks: dict[int, list[str]] = {}
    for number in left:
        node = page.nodes[number]
        if node.name or page.hidden[number]:
            continue
        above = node.parent
        while above > 0 and page.nodes[above].name not in elements.BLOCK:
            above = page.nodes[above].parent
        blocks.setdefault(above, []).append(node.text)
    return [BlockText(page.nodes[number].line, "".join(parts)) for number, parts in blocks.items()]


def _wrong(page: Page, site: Site, number: int, kind: str) -> str:
    """Say what is wrong with an insertion; "" where it is the build's own."""
    node = page.nodes[number]
    if kind not in OWN:
        return "the build has no such class"
    name, attributes = OWN[kind]
    if node.name != name or not node.attributes.keys() <= attributes:
        return f"it is a <{name}> with {', '.join(sorted(attributes))}"
    if node.attributes["class"] != kind or (kind == "l10n-notice" and node.attributes.get("role") != "note"):
        return "its class or its role is another"
    if bad := _unspoken(node):
        return bad
    if kind in AROUND:
        return "" if node.attributes.keys() == attributes else f"it has {' and '.join(sorted(attributes))}"
    allowed = INSIDE[kind]
    for inner in page.nodes[number + 1 : node.end]:
        foreign = inner.name not in allowed or not inner.attributes.keys() <= allowed[inner.name]
        if inner.name and (foreign or inner.attributes.get("class", FACTS) != FACTS):
            return f"<{inner.name}> with {', '.join(inner.attributes) or 'no attribute'} has no place in it"
        if bad := _unspoken(inner) or _leads_away(inner, kind, page, site):
            return bad
    return ""


def _unspoken(node: Node) -> str:
    for name in ("lang", "hreflang"):
        if name in node.attributes and not is_tag(node.attributes[name]):
            return f"{node.attributes[name]!r} is no language tag"
    if node.attributes.get("dir", "ltr") not in {"ltr", "rtl", "auto"}:
        return f"{node.attributes['dir']!r} is no direction"
    return ""


def _leads_away(node: Node, kind: str, page: Page, site: Site) -> str:
    """Say where a link of an insertion leads that it must not: a list of languages, and a mark, to twins alone.

    Notices and marks lead to where errors are reported, too: to --report, or where the source pages lead anyway.
    """
    url = node.attributes.get("href")
    if url is None:
        return ""
    place = site.place(url, page.name, page.base)
    twins = {twin.name for twin in site.twins(page.path)}
    if place in twins or (place is not None and kind == "l10n-notice"):
        return ""
    reports = kind in REPORTING
    if reports and bare(url) in site.contacts:
        return ""
    if reports and site.report and url.startswith(site.report):
        return "" if url[len(site.report) : len(site.report) + 1] in {"", "?", "#", "&", "/"} else f"it leads to {url}"
    return f"it leads to {url}" + (", which --report may allow" if reports else "")


def _isolates(node: Node) -> bool:
    """Tell whether an element only says the language and direction of what is in it."""
    if node.name not in ISOLATES or not node.attributes.keys() <= SPOKEN or _unspoken(node):
        return False
    return node.name == "bdi" or bool(node.attributes)


def _is_place(node: Node, number: int) -> bool:
    """Tell whether an element does nothing but mark the place of a sentence in a preview."""
    empty = node.end == number + 1 and node.attributes.keys() == {"id"}
    return empty and node.name == "span" and PLACE.fullmatch(node.attributes["id"]) is not None


def _of_the_head(node: Node) -> bool:
    """Tell whether an element is of the kind that the build writes into the head; rules of their own look at these."""
    values = node.attributes
    match node.name:
        case "link":
            kinds = values.get("rel", "").lower()
            return (kinds == "alternate" and values.keys() == {"rel", "hreflang", "href"}) or (
                kinds == "canonical" and values.keys() == {"rel", "href"}
            )
        case "meta" if charset.of_meta(*(values.get(key, "") for key in ("charset", "http-equiv", "content"))):
            return values.keys() <= {"charset", "http-equiv", "content"}
        case "meta":
            named = {values.get("property", ""), values.get("name", "").lower()}
            own = {"og:locale", "og:locale:alternate", "robots"}
            return bool(named & own) and values.keys() <= {"property", "name", "content"}
        case "script":
            return jsonld.is_structured_data(node.name, values) and values.keys() <= {"type"}
    return False

"""Rules for markup that a translation brought: a page does what its source does, and not a thing more.

Every element of the translation is paired with one of the source that is the same. What has no partner was added;
what has one of its name alone was changed. The build's own insertions and what it writes into the head are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.formats.html import elements
from pipeline.formats.html.tokens import Node
from pipeline.site.audit import contacts
from pipeline.site.audit.insertions import stripped
from pipeline.site.audit.links import CANDIDATES, URLS, references
from pipeline.site.audit.problems import Problem, Rule
from pipeline.site.audit.reading import Page, Site

RULES = {
    "markup-added": Rule("critical", "The source page doesn't have this element, or not as often."),
    "script-changed": Rule("critical", "A script or a style sheet inside of the page isn't the source's."),
    "handler-added": Rule("critical", "The source's element doesn't run this when something happens."),
    "style-added": Rule("critical", "The source's element doesn't have this style."),
    "attribute-changed": Rule("critical", "An attribute that is not for readers isn't the source's."),
    "url-runs": Rule("critical", "An address runs a script or holds a document, and the source doesn't have it."),
    "url-changed": Rule("critical", "An address isn't the source's."),
}
# A browser takes no notice of white space and controls in front of a scheme, nor of line ends in it.
RUNS = re.compile(r"(?i)[\x00-\x20]*(?:j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|vbscript|data|blob|filesystem)\s*:")
DIGEST = re.compile(r"\.[0-9a-f]{8,64}(?=\.[^./]+\Z)")  # what a build puts into an asset's name
INLINE = frozenset({"script", "style"})
# What a localised page may say in its own way.
FREE = frozenset({"lang", "dir", "xml:lang", "hreflang"})
ADDRESS_METAS = frozenset({"og:url", "og:image", "twitter:image", "twitter:url"})


@dataclass(frozen=True, slots=True)
class _Element:
    """An element as it is compared: `values` are its attributes without what a translator may change."""

    node: Node
    text: str
    values: Mapping[str, str]

    @property
    def same(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        return self.node.name, self.text, tuple(sorted(self.values.items()))


def compare(page: Page, source: Page, site: Site) -> Iterator[Problem]:
    """Pair the elements of a translation with those of its source."""
    wanted: dict[object, int] = defaultdict(int)
    for element in (originals := _elements(source, site)):
        wanted[element.same] += 1
    strange = []
    for element in _elements(page, site):
        if wanted[element.same] > 0:
            wanted[element.same] -= 1
        else:
            strange.append(element)
    left: dict[str, list[_Element]] = defaultdict(list)
    for element in originals:
        if wanted[element.same] > 0:
            wanted[element.same] -= 1
            left[element.node.name].append(element)
    for element in strange:
        others = left[element.node.name]
        if not others:
            message = f"The source page doesn't have this <{element.node.name}>."
            yield Problem(page.file, element.node.line, "markup-added", message, _shown(element.node))
            continue
        other = max(others, key=lambda other: len(other.values.items() & element.values.items()))
        others.remove(other)
        yield from _changed(page, source, site, element, other)


def _elements(page: Page, site: Site) -> list[_Element]:
    compared = []
    for number in stripped(page, site).left:
        node = page.nodes[number]
        if not node.name:
            continue
        inline = page.nodes[number + 1 : node.end] if node.name in INLINE else ()
        values = {
            name: _compared(page, site, node, name, value)
            for name, value in node.attributes.items()
            if name not in FREE
        }
        compared.append(_Element(node, "".join(text.text for text in inline), values))
    return compared


def _compared(page: Page, site: Site, node: Node, name: str, value: str) -> str:
    """Return what of an attribute's value has to be the source's: of a text for readers, that there is one."""
    if name in URLS:
        return address(page, site, value)
    if name in CANDIDATES:
        return " ".join(address(page, site, link.url) for link in references(node) if link.attribute == name)
    if name == "content" and {node.attributes.get("property", ""), node.attributes.get("name", "")} & ADDRESS_METAS:
        return address(page, site, value)
    return "" if _for_readers(node, name) else value


def address(page: Page, site: Site, url: str) -> str:
    """Return where an address leads, the same for twins: inside the site without the locale's folder."""
    place = site.place(url, page.name, page.base)
    if place is None:
        return url.strip()
    folder, _, rest = place.partition("/")
    name = DIGEST.sub("", rest if folder in site.locales else place)
    parts = urlsplit(url.strip())
    return f"/{name}?{parts.query}#{parts.fragment}"


def _changed(page: Page, source: Page, site: Site, element: _Element, other: _Element) -> Iterator[Problem]:
    node = element.node
    if element.text != other.text:
        message = f"The <{node.name}> isn't the source's."
        yield Problem(page.file, node.line, "script-changed", message, " ".join(element.text.split()))
    for name in sorted(element.values.keys() | other.values.keys()):
        value, before = element.values.get(name), other.values.get(name)
        if value == before or (value is None and _for_readers(other.node, name)):
            continue
        written = node.attributes.get(name, "")
        if value is None or (before is None and not _is_address(name) and name != "style" and name[:2] != "on"):
            what = "lacks" if value is None else "has"
            message = f"The <{node.name}> {what} the attribute {name}, unlike the source's."
            yield Problem(page.file, node.line, "attribute-changed", message, f"{name}={written or before!r}")
        elif name.startswith("on"):
            message = f"The <{node.name}> has a handler {name} that the source's doesn't have."
            yield Problem(page.file, node.line, "handler-added", message, f"{name}={written!r}")
        elif name == "style":
            yield Problem(page.file, node.line, "style-added", f"The <{node.name}> has a style of its own.", written)
        elif _is_address(name) or name == "content":
            was = other.node.attributes.get(name, "")
            yield _address_problem(page, source, site, node, name, written, was)
        else:
            message = f"The attribute {name} of <{node.name}> is {value!r}; the source's is {before!r}."
            yield Problem(page.file, node.line, "attribute-changed", message, f"{name}={written!r}")


def _address_problem(page: Page, source: Page, site: Site, node: Node, name: str, url: str, was: str) -> Problem:
    """Tell an address that isn't the source's: first that it runs, then that it is a stranger's in disguise."""
    if RUNS.match(url) and not RUNS.match(was):
        message = f"The {name} of <{node.name}> runs a script or holds a document of its own."
        return Problem(page.file, node.line, "url-runs", message, url)
    if problem := contacts.link_problem(page, node.line, url, was, contacts.hosts(source, site)):
        return problem
    message = f"The {name} of <{node.name}> leads to {url!r}; the source's leads to {was!r}."
    return Problem(page.file, node.line, "url-changed", message, url)


def _for_readers(node: Node, name: str) -> bool:
    return elements.attribute_role(node.name, name, node.attributes) is not None


def _is_address(name: str) -> bool:
    return name in URLS or name in CANDIDATES


def _shown(node: Node) -> str:
    return f"<{node.name}{''.join(f' {name}={value!r}' for name, value in node.attributes.items())}>"

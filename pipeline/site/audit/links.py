"""Rules for links and assets inside of the site: whoever follows one arrives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from pipeline.errors import SourceError
from pipeline.formats.html.elements import names
from pipeline.formats.html.tokens import Node
from pipeline.formats.markdown import headings
from pipeline.formats.markdown import links as markdown
from pipeline.formats.sentences import Lines
from pipeline.site.audit.problems import Problem, Rule
from pipeline.site.audit.reading import Page, Site
from pipeline.site.links import INDEX
from pipeline.system.files import read_text

RULES = {
    "link-dead": Rule("major", "A link leads to a page or file that the site doesn't have."),
    "fragment-dead": Rule("major", "A link leads to a place that its page doesn't have."),
    "asset-dead": Rule("major", "A picture, style sheet, script or the like is not on the site."),
}
REMEMBERED = 256  # pages whose places are held while links are followed
URLS = names("href src poster data action formaction cite background manifest longdesc ping icon usemap xlink:href")
CANDIDATES = frozenset({"srcset", "imagesrcset"})
FOLLOWED = frozenset({"a", "area", "form"})
CANDIDATE = re.compile(r"([^\s,]\S*)[^,]*,?")
# What `rel` says of an address that is fetched with the page; of others it says where else something is.
FETCHED = names("stylesheet icon apple-touch-icon manifest preload modulepreload mask-icon")


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in an attribute of an element."""

    node: Node
    attribute: str
    url: str


def references(node: Node) -> Iterator[Reference]:
    """Yield the addresses in an element's attributes, of a set of pictures each."""
    for name, value in node.attributes.items():
        if name in CANDIDATES:
            for match in CANDIDATE.finditer(value):
                yield Reference(node, name, match[1].rstrip(","))
        elif name in URLS:
            yield Reference(node, name, value.strip())


def check(page: Page, site: Site) -> Iterator[Problem]:
    """Follow every link of the page that stays on the site, and look for every file that it fetches."""
    for _, node in page.elements():
        for reference in references(node):
            if reference.attribute in {"cite", "longdesc", "ping", "usemap"} or node.name == "base":
                continue
            if node.name == "link" and not FETCHED & set(node.attributes.get("rel", "").lower().split()):
                continue
            yield from _followed(page, site, reference)


def check_markdown(site: Site, name: str) -> Iterator[Problem]:
    """Follow the links of a Markdown page that lead to places in pages; raise SourceError where it can't be read.

    What programs make of the page's name and of its headings differs: a place that any of them has is there.
    """
    text = _markdown(site, name)
    lines = Lines(text)
    for address in markdown.addresses(text):
        fragment = unquote(urlsplit(address.url).fragment) if "#" in address.url else ""
        place = site.place(address.url, name) if fragment and not fragment.startswith((":~:", "!")) else None
        if place is None:
            continue
        target = place if place in site.files else _rendered(site, place)
        known = _places(site, target)
        if known is not None and fragment not in known and fragment.lower() not in map(str.lower, known):
            message = f"{target} has no place named {fragment!r}."
            yield Problem(f"{site.shown}/{name}", lines.at(address.start), "fragment-dead", message, address.url)


def _rendered(site: Site, place: str) -> str:
    """Return the Markdown page that programs render to an address, `beds.html` or `beds/`; the address if none is."""
    path = PurePosixPath(place)
    stems = {str(PurePosixPath(name).with_suffix("")): name for name in site.markdown}
    return stems.get(str(path.with_suffix(""))) or stems.get(str(path.parent) if path.name == INDEX else "") or place


@lru_cache(maxsize=REMEMBERED)
def _places(site: Site, name: str) -> frozenset[str] | None:
    """Return the names in a page that a link can lead to; None where nobody can tell."""
    if name in site.facts:
        return site.facts[name].fragments
    return headings.places(_markdown(site, name)) if name in site.markdown else None


def _markdown(site: Site, name: str) -> str:
    try:
        return read_text(site.root / name)
    except SourceError as error:
        raise SourceError(error.message, path=f"{site.shown}/{name}", line=error.line) from error


def _followed(page: Page, site: Site, reference: Reference) -> Iterator[Problem]:
    node, url = reference.node, reference.url
    if not url and reference.attribute != "href":
        return
    name = site.place(url, page.name, page.base) if url else page.name
    if name is None:
        return
    if name not in site.files:
        if urlsplit(url).netloc and name.partition("/")[0] not in site.locales:
            return  # whether something else than these pages has an answer there, a folder can't tell
        rule = "link-dead" if node.name in FOLLOWED else "asset-dead"
        yield Problem(page.file, node.line, rule, f"{url!r} leads to {name}, which is not on the site.", url)
        return
    fragment = unquote(urlsplit(url).fragment)
    if node.name not in FOLLOWED or fragment.startswith(":~:"):
        return
    known = _places(site, name)
    if known is not None and fragment not in known and fragment.lower() != "top":
        yield Problem(page.file, node.line, "fragment-dead", f"{name} has no place named {fragment!r}.", url)

"""What alternates, canonical addresses and the sitemap of a site say of each other, read by parsers of other people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Page:
    lang: str
    canonical: str
    alternates: Mapping[str, str]
    hidden: bool


def problems(root: Path, base: str, tags: list[str]) -> list[str]:
    """Return what doesn't fit in a site's pages and its sitemap, in a sentence each; nothing where all does."""
    pages = {
        path.relative_to(root).as_posix(): _page(path.read_text("utf-8"))
        for tag in tags
        for path in sorted((root / tag).rglob("*.html"))
    }
    wrong = [f"there is no page in {tag}" for tag in tags if not any(name.startswith(f"{tag}/") for name in pages)]
    for name, page in pages.items():
        wrong += [f"{name}: {problem}" for problem in _of_page(name, page, pages, base)]
    return wrong + list(_of_sitemap(root / "sitemap.xml", pages, base))


def _page(text: str) -> Page:
    tree = LexborHTMLParser(text)
    assert tree.root is not None
    canonicals = [node.attributes.get("href") or "" for node in tree.css('head > link[rel="canonical"]')]
    alternates = {
        node.attributes.get("hreflang") or "": node.attributes.get("href") or ""
        for node in tree.css('head > link[rel="alternate"][hreflang]')
    }
    hidden = any("noindex" in (node.attributes.get("content") or "") for node in tree.css('meta[name="robots"]'))
    canonical = canonicals[0] if len(canonicals) == 1 else f"{len(canonicals)} of them"
    return Page(tree.root.attributes.get("lang") or "", canonical, alternates, hidden)


def _of_page(name: str, page: Page, pages: Mapping[str, Page], base: str) -> Iterator[str]:
    tag, _, path = name.partition("/")
    if page.lang != tag:
        yield f"lang is {page.lang}"
    if page.hidden:
        return
    if _file(page.canonical, base) != name:
        yield f"canonical is {page.canonical}"
    twins = {other.partition("/")[0]: other for other in pages if other.partition("/")[2] == path}
    visible = {lang: twin for lang, twin in twins.items() if not pages[twin].hidden}
    if len(visible) < 2 and not page.alternates:
        return
    if page.alternates.get(tag) != page.canonical:
        yield f"is {page.alternates.get(tag)} among its alternates"
    named = {lang: _file(url, base) for lang, url in page.alternates.items()}
    if named.pop("x-default", "") not in visible.values():
        yield "has no x-default among its twins"
    if named != visible:
        yield f"names {sorted(named.items())}, has {sorted(visible.items())}"
    for twin in visible.values():
        if pages[twin].alternates != page.alternates:
            yield f"{twin} names other alternates"


def _of_sitemap(path: Path, pages: Mapping[str, Page], base: str) -> Iterator[str]:
    listed: dict[str, dict[str, str]] = {}
    for entry in ElementTree.parse(path).getroot().iter(f"{SITEMAP}url"):
        address = (entry.findtext(f"{SITEMAP}loc") or "").strip()
        if address in listed:
            yield f"sitemap: {address} is there twice"
        listed[address] = {link.get("hreflang", ""): link.get("href", "") for link in entry.iter(f"{XHTML}link")}
    wanted = {page.canonical: name for name, page in pages.items() if not page.hidden}
    for address in sorted(wanted.keys() - listed.keys()):
        yield f"sitemap: {address} is missing"
    for address, alternates in listed.items():
        name = wanted.get(address)
        if name is None:
            file = _file(address, base)
            if file.endswith(".html") or not (path.parent / file).is_file():
                yield f"sitemap: {address} is no page"
        elif alternates != dict(pages[name].alternates):
            yield f"sitemap: {address} has other alternates than the page"


def _file(url: str, base: str) -> str:
    """Return the file that an absolute address of the site means; "" for any other address."""
    if not url.startswith(f"{base}/"):
        return ""
    path = unquote(url.removeprefix(f"{base}/"))
    return f"{path}index.html" if path.endswith("/") or not path else path

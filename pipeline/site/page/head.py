"""The head of a page for search engines and other sites: its address, its language, and where its twins are.

Absolute addresses need the site's `base_url`; without it nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.formats.html.elements import names
from pipeline.formats.html.outline import Element, Outline
from pipeline.formats.html.semantics import is_other_language
from pipeline.formats.splice import Edit
from pipeline.locales import with_region
from pipeline.site.page import markup
from pipeline.site.page.context import PageContext

ADDRESSES = names("og:url twitter:url")
LANGUAGES = names("language dc.language dcterms.language content-language inlanguage")
PARTS = names("title base link meta style script noscript template")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")


@dataclass(slots=True)
class _Head:
    """The elements of a page's head that this module writes, by what they say."""

    canonical: Element | None = None
    alternates: list[Element] = field(default_factory=list)
    metas: dict[str, list[Element]] = field(default_factory=dict)


def owns(element: Element) -> bool:
    """Tell whether an element holds an address that this module writes."""
    if element.name == "meta":
        return _meaning(element) in ADDRESSES
    return element.name == "link" and (_is_canonical(element) or _is_alternate(element))


def edits(source: str, outline: Outline, context: PageContext, body: int) -> Iterator[Edit]:
    """Yield what becomes of a page's head, which ends before the place `body`."""
    head = _head(outline)
    added: list[str] = []
    ours = head.canonical is None or context.is_itself(head.canonical.value("href"))
    if context.address and ours:
        if head.canonical is None:
            added.append(f"<link{markup.attributes(rel='canonical', href=context.address)}>")
        else:
            yield markup.changed(source, head.canonical, "href", context.address)
    elif head.canonical is not None and (href := head.canonical.attribute("href")) is not None:
        yield markup.changed(source, head.canonical, "href", context.url(href.value))
    mesh = _mesh(context) if ours else {}
    yield from _without(source, head.alternates, context, mesh)
    added += [
        f"<link{markup.attributes(rel='alternate', hreflang=tag, href=address)}>" for tag, address in mesh.items()
    ]
    yield from _addresses(source, head, context)
    yield from _open_graph(source, head, context, added)
    if context.is_translation:
        yield from _languages(source, head, context)
    if context.preview or context.locale.pseudo:
        if robots := head.metas.get("robots"):
            yield from (markup.changed(source, meta, "content", "noindex") for meta in robots)
        else:
            added.append(f"<meta{markup.attributes(name='robots', content='noindex')}>")
    if added:
        yield from _addition(source, outline, head, added, body)


def _head(outline: Outline) -> _Head:
    head = _Head()
    for element in outline.elements:
        if element.name == "link":
            if _is_canonical(element):
                head.canonical = head.canonical or element
            elif _is_alternate(element):
                head.alternates.append(element)
        elif element.name == "meta" and (meaning := _meaning(element)):
            head.metas.setdefault(meaning, []).append(element)
    return head


def _is_canonical(element: Element) -> bool:
    return "canonical" in element.value("rel").lower().split()


def _is_alternate(element: Element) -> bool:
    return "alternate" in element.value("rel").lower().split() and bool(element.value("hreflang"))


def _meaning(element: Element) -> str:
    names = (element.value(key).lower() for key in ("property", "name", "http-equiv", "itemprop"))
    return next(filter(None, names), "")


def _mesh(context: PageContext) -> dict[str, str]:
    """Return the addresses of a page's twins by language, itself among them: the same on every one of them."""
    return context.site.alternates(context.page) if context.locale in context.site.languages(context.page) else {}


def _without(source: str, alternates: list[Element], context: PageContext, mesh: dict[str, str]) -> Iterator[Edit]:
    """Take out the author's own links to twins, which would contradict ours; those to other sites stay."""
    named = {tag.lower() for tag in mesh}
    for element in alternates:
        href = element.attribute("href")
        managed = href is not None and context.destination(href.value) is not None
        if context.address and (managed or element.value("hreflang").lower() in named):
            start = len(source[: element.start].rstrip(" \t"))
            start = start - 1 if source[:start].endswith("\n") else element.start
            yield Edit(start, element.end, "")
        elif href is not None and (new := context.url(href.value)) != href.value:
            yield markup.changed(source, element, "href", new)


def _addresses(source: str, head: _Head, context: PageContext) -> Iterator[Edit]:
    for name in sorted(ADDRESSES):
        for element in head.metas.get(name, ()):
            content = element.attribute("content")
            if content is not None:
                own = context.address if context.is_itself(content.value) else ""
                yield markup.changed(source, element, "content", own or context.url(content.value))


def _open_graph(source: str, head: _Head, context: PageContext, added: list[str]) -> Iterator[Edit]:
    own = with_region(context.locale.tag)
    managed = dict.fromkeys(with_region(locale.tag) for locale in context.site.languages(context.page))
    others = [
        f"<meta{markup.attributes(property='og:locale:alternate', content=name)}>" for name in managed if name != own
    ]
    known = {with_region(locale.tag).lower() for locale in context.site.locales}
    for element in head.metas.get("og:locale:alternate", ()):
        if element.value("content").replace("-", "_").lower() in known:
            yield Edit(element.start, element.end, "")
    if present := head.metas.get("og:locale"):
        if context.is_translation:
            yield markup.changed(source, present[0], "content", own)
        if others:
            yield Edit(present[0].end, present[0].end, _lined(source, present[0], others))
    elif context.is_translation and any(name.startswith("og:") for name in head.metas):
        added += [f"<meta{markup.attributes(property='og:locale', content=own)}>", *others]  # else it means en_US


def _languages(source: str, head: _Head, context: PageContext) -> Iterator[Edit]:
    for name in sorted(LANGUAGES):
        for element in head.metas.get(name, ()):
            tag = element.value("content")
            if _TAG.fullmatch(tag) and not is_other_language(tag, context.source.tag):
                yield markup.changed(source, element, "content", context.locale.tag)


def _addition(source: str, outline: Outline, head: _Head, added: list[str], body: int) -> Iterator[Edit]:
    """Write elements behind the canonical link, or else at the end of the head."""
    parts = [
        part for part in outline.elements if part.name in PARTS and part.end <= body and not _is_inside(part, PARTS)
    ]
    anchor = head.canonical if head.canonical in parts else parts[-1] if parts else None
    if anchor is not None:
        if anchor.name in ("title", "style", "script", "noscript", "template") and not anchor.has_end_tag:
            return
        yield Edit(anchor.end, anchor.end, _lined(source, anchor, added))
        return
    inside = [element.inner for element in outline.elements if element.name in ("html", "head")]
    before = [element.start for element in outline.elements if element.name == "body"]
    at = (inside[-1:] or before or [body])[0]
    yield Edit(at, at, "".join(added))


def _is_inside(element: Element, parts: frozenset[str]) -> bool:
    return any(outer.name in parts for outer in element.ancestors())


def _lined(source: str, anchor: Element, written: list[str]) -> str:
    """Write elements below an element that stands in a line of its own, or else right behind it."""
    line = source.rfind("\n", 0, anchor.start) + 1
    indent = source[line : anchor.start]
    gap = f"\n{indent}" if not indent.strip() and line else ""
    return "".join(gap + element for element in written)

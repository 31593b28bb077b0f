"""sitemap.xml: every page in every language, each with its twins, so that search engines show a reader the right one.

The forms are those of https://www.sitemaps.org/protocol.html and of the alternates that search engines read in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from pipeline import formats
from pipeline.site.links import SiteMap

NAME = "sitemap.xml"
# What one file may hold by the protocol; a larger site has several, and an index of them.
MOST_PAGES, MOST_BYTES = 50_000, 50_000_000
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class Visit:
    """A page in a locale, and when it was last changed, as far as that is known."""

    page: str
    tag: str
    modified: date | None = None


def visits(site: SiteMap, modified: Mapping[tuple[str, str], date]) -> list[Visit]:
    """Return what a sitemap lists: HTML pages, not data or plain texts, in the real locales that publish them.

    Hidden pages are left out. `modified` is by page and tag.
    """
    return [
        Visit(page, locale.tag, modified.get((page, locale.tag)))
        for page in sorted(site.pages)
        if formats.kind(page) == "HTML" and page not in site.hidden
        for locale in site.languages(page)
    ]


def documents(site: SiteMap, listed: Sequence[Visit]) -> dict[str, str]:
    """Return the sitemap by the name of its file: one, or an index and the files that it leads to.

    A site without an address of its own has none.
    """
    if not site.base_url:
        return {}
    parts = list(_parts([_entry(site, visit) for visit in listed]))
    if len(parts) < 2:
        return {NAME: _set("".join(parts))}
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    places = "".join(f"<sitemap><loc>{escape(f'{site.base_url}/{name}')}</loc></sitemap>\n" for name in names)
    index = f'{DECLARATION}<sitemapindex xmlns="{NAMESPACE}">\n{places}</sitemapindex>\n'
    return {NAME: index, **{name: _set(part) for name, part in zip(names, parts, strict=True)}}


def _entry(site: SiteMap, visit: Visit) -> str:
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(address)}/>\n'
        for tag, address in site.alternates(visit.page).items()
    )
    changed = f"<lastmod>{visit.modified.isoformat()}</lastmod>\n" if visit.modified else ""
    return f"<url>\n<loc>{escape(site.address(visit.page, visit.tag))}</loc>\n{changed}{alternates}</url>\n"


def _parts(entries: Sequence[str]) -> Iterator[str]:
    """Yield the entries in parts that a file may hold."""
    part: list[str] = []
    size = 0
    for entry in entries:
        length = len(entry.encode())
        if part and (len(part) == MOST_PAGES or size + length > MOST_BYTES):
            yield "".join(part)
            part, size = [], 0
        part.append(entry)
        size += length
    yield "".join(part)


def _set(entries: str) -> str:
    return f'{DECLARATION}<urlset xmlns="{NAMESPACE}" xmlns:xhtml="{XHTML}">\n{entries}</urlset>\n'

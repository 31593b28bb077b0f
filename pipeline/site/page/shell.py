"""A page's place on the site, and the pages of the site that its addresses lead to."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

from pipeline.locales import Locale
from pipeline.site.links import INDEX, SAFE, SiteMap

NOWHERE = "https://site.invalid"  # stands in for the address of a site that has none


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the site in the locale `tag`."""

    page: str
    tag: str


@dataclass(frozen=True, slots=True)
class Shell:
    """A page's place: itself, the two locales and the site.

    A page is built for a `preview` when reviewers are to see it and no search engine. `report` is an address of
    pipeline.project.feedback.
    """

    page: str
    source: Locale
    locale: Locale
    site: SiteMap
    preview: bool = False
    report: str = ""

    @property
    def is_translation(self) -> bool:
        """Whether this is a page in another locale than the source's."""
        return self.locale != self.source

    @property
    def turns(self) -> bool:
        """Whether the page runs in the other direction than its source."""
        return self.locale.direction != self.source.direction

    @property
    def address(self) -> str:
        """The page's absolute address; empty where the site has none."""
        return self.site.address(self.page, self.locale.tag)

    def url(self, url: str) -> str:
        """Return what a link on this page becomes."""
        return self.site.relink(url, page=self.page, tag=self.locale.tag)

    def place(self, url: str) -> Place | None:
        """Return the page of the site that a link on this page leads to once it is relinked; None elsewhere."""
        try:
            base = urlsplit(self.site.base_url or NOWHERE)
            here = f"{base.geturl()}/{quote(f'{self.locale.tag}/{self.page}', safe=SAFE)}"
            found = urlsplit(urljoin(here, self.url(url).strip()))
        except ValueError:
            return None
        prefix = base.path.rstrip("/") + "/"
        there = found.netloc.lower() == base.netloc.lower() and found.scheme in {"http", "https"}
        if not there or not found.path.startswith(prefix):
            return None
        tag, _, page = unquote(found.path[len(prefix) :]).partition("/")
        page = f"{page}{INDEX}" if not page or page.endswith("/") else page
        return Place(page, tag) if page in self.site.published.get(tag, ()) else None

    def is_itself(self, url: str) -> bool:
        """Tell whether a link leads to this page, in whatever locale."""
        place = self.place(url)
        return place is not None and place.page == self.page

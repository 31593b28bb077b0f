"""The context of a page: where it stands on the site, and which pages of the site its links lead to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

from pipeline.locales import Locale
from pipeline.site.links import INDEX, SAFE, Link, SiteMap

NOWHERE = "https://site.invalid"  # stands in for the address of a site that has none


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page of the site in the locale `tag`."""

    page: str
    tag: str


@dataclass(frozen=True, slots=True)
class PageContext:
    """A page as its parts know it: its path, its locale and its source's, and the site.

    A page is built for a `preview` when reviewers are to see it and no search engine. `report` is an address of
    pipeline.project.feedback. `note` is told the path of every link inside the site that is looked up.
    """

    page: str
    source: Locale
    locale: Locale
    site: SiteMap
    preview: bool = False
    report: str = ""
    note: Callable[[str], None] = lambda path: None

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

    def link(self, url: str) -> Link:
        """Return what a link on this page becomes, and where it leads."""
        link = self.site.link(url, page=self.page, tag=self.locale.tag)
        if link.path:
            self.note(link.path)
        return link

    def url(self, url: str) -> str:
        """Return what a link on this page becomes."""
        return self.link(url).url

    def destination(self, url: str) -> SitePage | None:
        """Return the page of the site that a link on this page leads to once it is relinked; None elsewhere."""
        try:
            base = urlsplit(self.site.base_url or NOWHERE)
            own = f"{base.geturl()}/{quote(f'{self.locale.tag}/{self.page}', safe=SAFE)}"
            target = urlsplit(urljoin(own, self.url(url).strip()))
        except ValueError:
            return None
        prefix = base.path.rstrip("/") + "/"
        on_site = target.netloc.lower() == base.netloc.lower() and target.scheme in {"http", "https"}
        if not on_site or not target.path.startswith(prefix):
            return None
        tag, _, page = unquote(target.path[len(prefix) :]).partition("/")
        page = f"{page}{INDEX}" if not page or page.endswith("/") else page
        return SitePage(page, tag) if page in self.site.published.get(tag, ()) else None

    def is_itself(self, url: str) -> bool:
        """Tell whether a link leads to this page, in whatever locale."""
        destination = self.destination(url)
        return destination is not None and destination.page == self.page

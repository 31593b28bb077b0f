"""Links that stay in the reader's language: from page to page inside the locale, and to the one copy of each asset.

The site is laid out as `<locale tag>/<page>` beside the assets, which are copied once, under their own path.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from pipeline.locales import Locale

INDEX = "index.html"
SAFE = "/:@!$&'()*+,;=~"  # what RFC 3986 lets stand in a path


@dataclass(frozen=True, slots=True)
class SiteMap:
    """Where everything lies: what each locale publishes, the assets beside the pages, and the site's address.

    `locales` begin with the source. `published` are the pages of each locale by its tag: of the source all there are.
    """

    locales: tuple[Locale, ...]
    published: Mapping[str, Collection[str]]
    assets: Collection[str]
    base_url: str = ""

    @property
    def source_tag(self) -> str:
        """The tag of the source locale."""
        return self.locales[0].tag

    @property
    def pages(self) -> Collection[str]:
        """The pages of the source."""
        return self.published[self.source_tag]

    def twins(self, page: str) -> tuple[Locale, ...]:
        """Return the locales that publish a page, the source first."""
        return tuple(locale for locale in self.locales if page in self.published[locale.tag])

    def languages(self, page: str) -> tuple[Locale, ...]:
        """Return the twins of a page that are for readers: a pseudo-locale is nobody's language, and in no list."""
        return tuple(locale for locale in self.twins(page) if not locale.pseudo)

    def address(self, page: str, tag: str) -> str:
        """Return the absolute address of a page in a locale, a folder for its index; empty without a base address."""
        if not self.base_url:
            return ""
        path = f"{tag}/{page}"
        folder = path.removesuffix(INDEX) if path.endswith(f"/{INDEX}") else path
        return f"{self.base_url}/{quote(folder, safe=SAFE)}"

    def relink(self, url: str, *, page: str, tag: str) -> str:
        """Return the address that `url` on `page` becomes in the locale `tag`; one that leads elsewhere stays as it is.

        A link to a page that this locale doesn't publish leads to the source page.
        """
        try:
            parts = urlsplit(url.strip())
        except ValueError:
            return url
        base = urlsplit(self.base_url)
        prefix = base.path.rstrip("/")
        absolute = bool(parts.scheme or parts.netloc)
        here = parts.scheme in {"", "http", "https"} and parts.netloc.lower() == base.netloc.lower()
        if absolute and not (self.base_url and here):
            return url
        rooted = absolute or parts.path.startswith("/")
        if not rooted and not parts.path:
            return url
        if rooted:
            if not f"{parts.path}/".startswith(f"{prefix}/"):
                return url
            path = unquote(parts.path[len(prefix) :]).lstrip("/")
        else:
            path = unquote(posixpath.join(posixpath.dirname(page), parts.path))
        path = self._known(path)
        if path in self.pages:
            home = tag if path in self.published[tag] else self.source_tag
            if not rooted and home == tag:
                return url
            target = f"{home}/{path}"
        elif path in self.assets and not rooted:
            target = path
        else:
            return url
        new = f"{prefix}/{target}" if rooted else posixpath.relpath(target, posixpath.dirname(f"{tag}/{page}"))
        query_and_fragment = re.sub(r"\A[^?#]*", "", url.strip())
        return urlunsplit((parts.scheme, parts.netloc, quote(new, safe=SAFE), "", "")) + query_and_fragment

    def twin(self, page: str, tag: str, other: str) -> str:
        """Return the relative address of a page in the locale `other`, from the same page in the locale `tag`."""
        return quote(posixpath.relpath(f"{other}/{page}", posixpath.dirname(f"{tag}/{page}")), safe=SAFE)

    def _known(self, path: str) -> str:
        """Return the page or asset that an address means: a folder means its index."""
        path = posixpath.normpath(path) if path else "."
        for candidate in (path, posixpath.normpath(posixpath.join(path, INDEX))):
            if candidate in self.pages or candidate in self.assets:
                return candidate
        return path

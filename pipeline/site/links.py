"""Links that stay in the reader's language: from page to page inside the locale, and to the one copy of each asset.

The site is laid out as `<locale tag>/<page>` beside the assets, which are copied once, under their own path.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit, urlunsplit

INDEX = "index.html"
SAFE = "/:@!$&'()*+,;=~"  # what RFC 3986 lets stand in a path


@dataclass(frozen=True, slots=True)
class SiteMap:
    """Where everything lies: the pages of the source, the assets beside them, and the site's address."""

    source_tag: str
    pages: Collection[str]
    assets: Collection[str]
    base_url: str = ""

    def relink(self, url: str, *, page: str, tag: str, published: Collection[str]) -> str:
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
            home = tag if path in published or tag == self.source_tag else self.source_tag
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

    def original(self, page: str, tag: str) -> str:
        """Return the relative address of the source page, from the page in the locale `tag`."""
        return quote(posixpath.relpath(f"{self.source_tag}/{page}", posixpath.dirname(f"{tag}/{page}")), safe=SAFE)

    def _known(self, path: str) -> str:
        """Return the page or asset that an address means: a folder means its index."""
        path = posixpath.normpath(path) if path else "."
        for candidate in (path, posixpath.normpath(posixpath.join(path, INDEX))):
            if candidate in self.pages or candidate in self.assets:
                return candidate
        return path

"""The layout of a site and the links in it, which stay in the reader's language.

The site is laid out as `<locale tag>/<page>` beside the assets, which are copied once. A link leads from page to page
inside of the locale, and to the one copy of each asset.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from pipeline.formats import FormatSettings
from pipeline.locales import Locale
from pipeline.system.files import digest

INDEX = "index.html"
X_DEFAULT = "x-default"
SAFE = "/:@!$&'()*+,;=~"  # what RFC 3986 lets stand in a path


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """Settings of a site as plain values: nothing under site/ knows a project's configuration.

    `content` is the folder of the sources, `folder` the one that the site is written to; `form` is how pages are read.
    `report` is an address of pipeline.project.feedback; `negotiation` names the servers that get rules. A `preview` is
    for reviewers and for no search engine. `jobs` is the number of processes; 0 is one a processor.
    """

    name: str
    source: Locale
    content: Path
    folder: Path
    form: FormatSettings
    base_url: str = ""
    report: str = ""
    negotiation: tuple[str, ...] = ()
    preview: bool = False
    jobs: int = 0

    def source_path(self, page: str) -> Path:
        """Return the file of a page, or of an asset, among the sources."""
        return Path(f"{self.content}/{page}")

    def page_path(self, locale: Locale, page: str) -> Path:
        """Return the file of a page on the site in a locale."""
        return Path(f"{self.folder}/{locale.tag}/{page}")


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the site has it, and the tag of the locale whose page it leads to; "" where it is to no page.

    `path` is what it means under content/: a page that has it is made anew when this path leads elsewhere.
    """

    url: str
    tag: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """An address inside of the site, as the path under content/ that it means.

    It is `rooted` where it isn't relative to the page that it stands on.

    `prefix` is the path of the site's own address.
    """

    path: str
    rooted: bool
    prefix: str

    def url(self, old: str, target: str, beside: str) -> str:
        """Return the old address made to lead to `target` on the site, from the file `beside` on it."""
        new = quote(f"{self.prefix}/{target}", safe=SAFE) if self.rooted else relative(target, beside)
        parts = urlsplit(old.strip())
        query_and_fragment = re.sub(r"\A[^?#]*", "", old.strip())
        return urlunsplit((parts.scheme, parts.netloc, new, "", "")) + query_and_fragment


def relative(target: str, beside: str) -> str:
    """Return the relative address of a file of the site, from the file `beside` on it.

    A name such as `javascript:x.html` is no scheme: it stands behind `./`.
    """
    path = quote(posixpath.relpath(target, posixpath.dirname(beside) or "."), safe=SAFE)
    return f"./{path}" if ":" in path.partition("/")[0] else path


@lru_cache(maxsize=4096)
def resolve(url: str, page: str, base_url: str) -> Resolved | None:
    """Return what an address on `page` means inside the site; None where it leads elsewhere."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    base = urlsplit(base_url)
    prefix = base.path.rstrip("/")
    absolute = bool(parts.scheme or parts.netloc)
    own = parts.scheme in {"", "http", "https"} and parts.netloc.lower() == base.netloc.lower()
    if absolute and not (base_url and own):
        return None
    rooted = absolute or parts.path.startswith("/")
    if not rooted:
        path = unquote(posixpath.join(posixpath.dirname(page), parts.path)) if parts.path else ""
        return Resolved(posixpath.normpath(path), rooted, prefix) if path else None
    if not f"{parts.path}/".startswith(f"{prefix}/"):
        return None
    return Resolved(posixpath.normpath(unquote(parts.path[len(prefix) :]).lstrip("/") or "."), rooted, prefix)


@dataclass(frozen=True, slots=True)
class SiteMap:
    """Map of the site: what each locale publishes, the assets beside the pages, and the site's address.

    `locales` begin with the source. `published` are the pages of each locale by its tag: of the source all there are.
    `assets` maps the path of an asset under content/ to its path on the site. `hidden` are pages that their authors
    keep from search engines.
    """

    locales: tuple[Locale, ...]
    published: Mapping[str, Collection[str]]
    assets: Mapping[str, str]
    base_url: str = ""
    hidden: Collection[str] = ()

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

    def alternates(self, page: str) -> dict[str, str]:
        """Return the absolute addresses of a page's twins by language, itself and x-default among them.

        There are none where the page has no twin for readers, or is hidden, or the site has no address.
        """
        languages = self.languages(page)
        if not self.base_url or len(languages) < 2 or page in self.hidden:
            return {}
        addresses = {locale.tag: self.address(page, locale.tag) for locale in languages}
        return {**addresses, X_DEFAULT: self.address(page, self.source_tag)}

    def address(self, page: str, tag: str) -> str:
        """Return the absolute address of a page in a locale, a folder for its index; empty without a base address."""
        if not self.base_url:
            return ""
        path = f"{tag}/{page}"
        folder = path.removesuffix(INDEX) if path.endswith(f"/{INDEX}") else path
        return f"{self.base_url}/{quote(folder, safe=SAFE)}"

    def link(self, url: str, *, page: str, tag: str) -> Link:
        """Return what `url` on `page` becomes in the locale `tag`; one that leads elsewhere stays as it is.

        A link to a page that this locale doesn't publish leads to the source page.
        """
        resolved = resolve(url, page, self.base_url)
        if resolved is None:
            return Link(url)
        leads_to = self._locale_of(resolved.path, tag)
        target = self.target(resolved.path, tag)
        if not target or (leads_to == tag and not resolved.rooted) or (target == resolved.path and resolved.rooted):
            return Link(url, leads_to, resolved.path)
        return Link(resolved.url(url, target, f"{tag}/{page}"), leads_to, resolved.path)

    def relink(self, url: str, *, page: str, tag: str) -> str:
        """Return the address that `url` on `page` becomes in the locale `tag`."""
        return self.link(url, page=page, tag=tag).url

    def twin(self, page: str, tag: str, other: str) -> str:
        """Return the relative address of a page in the locale `other`, from the same page in the locale `tag`."""
        return relative(f"{other}/{page}", f"{tag}/{page}")

    def target(self, path: str, tag: str) -> str:
        """Return where on the site a path under content/ leads to in a locale; empty where there is nothing."""
        name, leads_to = self._page_or_asset(path), self._locale_of(path, tag)
        return f"{leads_to}/{name}" if leads_to else self.assets.get(name, "")

    @property
    def digest(self) -> str:
        """A digest of all that any page may see of the site."""
        parts = [self.base_url, repr(sorted(self.assets.items()))]
        parts += [f"{locale.tag}\t{sorted(self.published[locale.tag])}" for locale in self.locales]
        return digest("\0".join(parts))

    def view(self, page: str, tag: str, asked: Iterable[str]) -> str:
        """Return a digest of what a page sees of the site: its twins, and where the paths that it asked for lead to."""
        twins = [locale.tag for locale in self.twins(page)]
        return digest("\0".join([*twins, *(f"{path}\t{self.target(path, tag)}" for path in sorted(asked))]))

    def _locale_of(self, path: str, tag: str) -> str:
        """Return the tag of the locale whose page a path leads to; empty where it is no page's."""
        page = self._page_or_asset(path)
        if page not in self.pages:
            return ""
        return tag if page in self.published[tag] else self.source_tag

    def _page_or_asset(self, path: str) -> str:
        """Return the page or asset that an address means: a folder means its index."""
        for candidate in (path, posixpath.normpath(posixpath.join(path, INDEX))):
            if candidate in self.pages or candidate in self.assets:
                return candidate
        return path

"""What a page refers to: the paths that its links are looked up by, and what else in it may be the name of a file."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.locales import Locale
from pipeline.site.assets import naming
from pipeline.site.links import Link, SiteMap, place
from pipeline.site.page import inline, localisation
from pipeline.site.page.localisation import Shell


@dataclass(frozen=True, slots=True)
class References:
    """What a page or an asset refers to: paths under content/, and words that may be a file's name."""

    paths: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


class _Listener(SiteMap):
    """A site that only notes what it is asked: every link inside it becomes an empty one."""

    def link(self, url: str, *, page: str, tag: str) -> Link:
        found = place(url, page, self.base_url)
        if found is None or self.asked is None:
            return Link(url)
        self.asked.add(found.path)
        return Link("")


def of_page(text: str, name: str, source: Locale, base_url: str) -> References:
    """Return what a source page refers to; a name that is still in it without its links is one that no link has."""
    asked: set[str] = set()
    site = _Listener((source,), {source.tag: {name}}, {}, base_url, asked)
    shell = Shell(name, source, source, site)
    left = localisation.relinked(text, shell)
    if name.lower().endswith((".html", ".htm")):
        left = inline.relinked(left, shell)
    return References(frozenset(asked), frozenset(naming.mentioned(left)))

"""What stands around the pages of a site: a choice of languages, lists of pages, the sitemap, rules for a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from pipeline import project
from pipeline.config import Settings
from pipeline.errors import MedlocaleError
from pipeline.files import digest, inside, write_text
from pipeline.manifest import Manifest
from pipeline.site import index_page, negotiation, sitemap
from pipeline.site.index_page import Entry
from pipeline.site.links import INDEX, SiteMap
from pipeline.standing import Title

LISTED = frozenset({".html", ".htm", ".md", ".markdown", ".txt"})  # what a reader can open; data is for programs


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the pages that are on the site, by page and tag: what they are called, when they changed."""

    titles: Mapping[tuple[str, str], Title | None]
    modified: Mapping[tuple[str, str], date]


@dataclass(frozen=True, slots=True)
class Written:
    """What came of the files around the pages: their steps' keys, how many changed, what went wrong, what to say."""

    keys: frozenset[str]
    changed: int
    errors: tuple[MedlocaleError, ...]
    messages: tuple[str, ...]


def write(settings: Settings, manifest: Manifest, site: SiteMap, facts: Facts, *, lists: bool) -> Written:
    """Write what changed; `lists` asks for a list of its pages for each locale.

    A file that the author has under the same name in content/ takes the place of ours, and is told.
    """
    keys: set[str] = set()
    changed = 0
    errors: list[MedlocaleError] = []
    messages = [] if site.base_url else ["No sitemap.xml is written: [publish] base_url is empty."]
    for name, text in _documents(settings, site, facts, lists=lists):
        if name in site.assets.values():
            messages.append(f"{name} is the one in {settings.content.name}/; medlocale writes none.")
            continue
        key = f"site:{name}"
        keys.add(key)
        inputs = digest(text)
        if manifest.fresh(key, inputs) is not None:
            continue
        try:
            output = inside(settings.site, settings.site / name)
            changed += write_text(output, text, durable=False)
            manifest.record(key, inputs, [output], {})
        except MedlocaleError as error:
            errors.append(error)
    return Written(frozenset(keys), changed, tuple(errors), tuple(messages))


def with_list(pages: frozenset[str]) -> frozenset[str]:
    """Return a locale's pages with the list of them, which is there once something can be listed."""
    return pages | {INDEX} if any(map(_is_listed, pages)) else pages


def _documents(settings: Settings, site: SiteMap, facts: Facts, *, lists: bool) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file."""
    yield INDEX, index_page.chooser(site, settings.name)
    for locale in site.twins(INDEX) if lists else ():
        entries = [
            Entry(page, title.text, title.tag)
            for page in sorted(site.published[locale.tag])
            if _is_listed(page) and page != INDEX and (title := facts.titles.get((page, locale.tag)))
        ]
        name = project.site_path(settings, locale, INDEX).relative_to(settings.site).as_posix()
        yield name, index_page.index(site, locale, settings.name, entries)
    yield from sitemap.documents(site, sitemap.visits(site, facts.modified)).items()
    for kind in settings.negotiation:
        yield negotiation.NAMES[kind], negotiation.rules(kind, site)


def _is_listed(page: str) -> bool:
    return PurePosixPath(page).suffix.lower() in LISTED

"""Writer of the files around the pages of a site: choice of languages, lists of pages, sitemap, rules for a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipeline import formats
from pipeline.errors import MedlocaleError
from pipeline.locales import Locale
from pipeline.project.manifest import Manifest
from pipeline.review.verdicts import Title
from pipeline.site.index import encoding, index_page, negotiation, sitemap
from pipeline.site.index.index_page import Entry
from pipeline.site.links import INDEX, SiteMap, SiteSettings
from pipeline.system.boundaries import inside
from pipeline.system.files import remove, write_text

LISTED = frozenset({"HTML", "Markdown", "plain text"})  # what a reader can open; data is for programs


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts about the pages that are on the site, by page and tag: what they are called, when they changed."""

    titles: Mapping[tuple[str, str], Title | None]
    modified: Mapping[tuple[str, str], date]


@dataclass(frozen=True, slots=True)
class Written:
    """Result of writing the files around the pages: the steps, how many changed, what went wrong, what to say."""

    keys: frozenset[str]
    changed: int
    errors: tuple[MedlocaleError, ...]
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """Files that are made together of `facts`, by a key of their own; `documents` makes them, by their names."""

    key: str
    facts: str
    documents: Callable[[], Mapping[str, str]]


def write(settings: SiteSettings, manifest: Manifest, site: SiteMap, facts: Facts, *, lists: bool) -> Written:
    """Write what changed; `lists` asks for a list of its pages for each locale.

    A file that the author has under the same name in content/ takes the place of ours, and is told.
    """
    keys: set[str] = set()
    changed = 0
    errors: list[MedlocaleError] = []
    messages = [] if site.base_url else ["No sitemap.xml is written: [publish] base_url is empty."]
    for part in _parts(settings, site, facts, lists=lists):
        if part.key in site.assets.values():
            messages.append(f"{part.key} is the one in {settings.content.name}/; medlocale writes none.")
            continue
        key = f"site:{part.key}"
        keys.add(key)
        inputs = manifest.of(also=[site.base_url, settings.name, part.facts])
        if manifest.fresh(key, inputs) is not None:
            continue
        try:
            changed += _written(settings, manifest, key, inputs, part.documents())
        except MedlocaleError as error:
            errors.append(error)
    return Written(frozenset(keys), changed, tuple(errors), tuple(messages))


def _written(settings: SiteSettings, manifest: Manifest, key: str, inputs: str, documents: Mapping[str, str]) -> int:
    """Write the files of a part in the place of those that it had; return how many changed."""
    outputs = {inside(settings.folder, settings.folder / name): text for name, text in documents.items()}
    changed = sum(write_text(path, text, durable=False) for path, text in outputs.items())
    gone = [path for path in manifest.outputs(key) if path not in outputs]
    for path in gone:
        remove(inside(settings.folder, path))
    manifest.record(key, inputs, outputs, {})
    return changed + len(gone)


def with_list(pages: frozenset[str]) -> frozenset[str]:
    """Return a locale's pages with the list of them, which is there once something can be listed."""
    return pages | {INDEX} if any(map(_is_listed, pages)) else pages


def _parts(settings: SiteSettings, site: SiteMap, facts: Facts, *, lists: bool) -> Iterator[_Part]:
    front = [locale.tag for locale in site.twins(INDEX)]
    yield _Part(INDEX, repr(front), lambda: {INDEX: index_page.chooser(site, settings.name)})
    for locale in site.twins(INDEX) if lists else ():
        yield _list(settings, site, locale, facts)
    if site.base_url:
        visits = sitemap.visits(site, facts.modified)
        yield _Part(sitemap.NAME, repr(visits), lambda: sitemap.documents(site, visits))
    for kind in settings.negotiation:
        for name in dict.fromkeys((negotiation.NAMES[kind], encoding.NAMES[kind])):
            yield _Part(name, repr((front, encoding.texts(site))), partial(_rules, kind, name, site))


def _list(settings: SiteSettings, site: SiteMap, locale: Locale, facts: Facts) -> _Part:
    entries = [
        Entry(page, title.text, title.tag)
        for page in sorted(site.published[locale.tag])
        if _is_listed(page) and page != INDEX and (title := facts.titles.get((page, locale.tag)))
    ]
    name = f"{locale.tag}/{INDEX}"
    front = [twin.tag for twin in site.twins(INDEX)]
    return _Part(name, repr((front, entries)), lambda: {name: index_page.index(site, locale, settings.name, entries)})


def _rules(kind: str, name: str, site: SiteMap) -> dict[str, str]:
    """Make a file of rules for a server: of those that go into one of this name."""
    makers = [module for module in (negotiation, encoding) if module.NAMES[kind] == name]
    return {name: "".join(module.rules(kind, site) for module in makers)}


def _is_listed(page: str) -> bool:
    return formats.kind(page) in LISTED

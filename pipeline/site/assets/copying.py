"""The assets' part of a build: which assets the sources refer to, under which names they are copied, and the copies.

A page refers to the paths that its links are looked up by. What else in it may be the name of a file is a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from pipeline import formats
from pipeline.errors import MedlocaleError, SourceError
from pipeline.formats.charset import read_text
from pipeline.locales import Locale
from pipeline.project.manifest import Manifest
from pipeline.site import metadata
from pipeline.site.assets import css, naming
from pipeline.site.assets.naming import Assets
from pipeline.site.links import Link, SiteMap, SiteSettings, resolve
from pipeline.site.page import linking, localisation
from pipeline.site.page.context import PageContext
from pipeline.system.boundaries import inside
from pipeline.system.files import digest, read_bytes, write_bytes

# Assets whose text may name others, in ways that only their readers understand.
TEXTS = frozenset({".css", ".js", ".mjs", ".cjs", ".svg", ".xml", ".webmanifest", ".json", ".txt"})


@dataclass(frozen=True, slots=True)
class References:
    """References of a page or an asset: paths under content/, and words that may be a file's name."""

    paths: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sources:
    """References and metadata of all sources: paths, words that may be names, and their own dates by page.

    `hidden` are pages that no search engine may show.
    """

    paths: frozenset[str]
    words: frozenset[str]
    modified: Mapping[str, date]
    hidden: frozenset[str]


class _Emptied(SiteMap):
    """A site map by which every link inside the site becomes an empty one."""

    def link(self, url: str, *, page: str, tag: str) -> Link:
        resolved = resolve(url, page, self.base_url)
        return Link(url) if resolved is None else Link("", path=resolved.path)


def page_references(text: str, page: str, source: Locale, base_url: str) -> References:
    """Return what a source page refers to; a name that is still in it without its links is one that no link has."""
    asked: set[str] = set()
    site = _Emptied((source,), {source.tag: {page}}, {}, base_url)
    context = PageContext(page, source, source, site, note=asked.add)
    left = localisation.relinked(text, context)
    if formats.kind(page) == "HTML":
        left = linking.assets_relinked(left, context)
    return References(frozenset(asked), frozenset(naming.mentioned(left)))


def scan_key(name: str) -> str:
    """Return the key under which the manifest has what a page or an asset refers to."""
    return f"scan:{name}"


def scan(settings: SiteSettings, manifest: Manifest, pages: Sequence[str], assets: Sequence[str]) -> Sources:
    """Look for references in the pages and the assets that changed; of what can't be read, others say so."""
    paths: set[str] = set()
    words: set[str] = set()
    modified: dict[str, date] = {}
    hidden = set()
    for name in [*pages, *(asset for asset in assets if PurePosixPath(asset).suffix.lower() in TEXTS)]:
        inputs = manifest.of(settings.content / name, also=[settings.source.tag, settings.base_url])
        value = manifest.fresh(scan_key(name), inputs)
        if value is None:
            try:
                value = _scanned(settings, name, page=name in pages)
            except MedlocaleError:
                continue
            manifest.record(scan_key(name), inputs, [], value)
        paths.update(value["paths"])
        words.update(value["words"])
        if value["hidden"]:
            hidden.add(name)
        if value["modified"]:
            modified[name] = date.fromisoformat(value["modified"])
    return Sources(frozenset(paths), frozenset(words), modified, frozenset(hidden))


def named(settings: SiteSettings, manifest: Manifest, assets: Sequence[str], sources: Sources) -> Assets:
    """Name the assets; those that are named in ways that aren't understood keep their names."""
    digests = {asset: manifest.file(settings.content / asset) for asset in assets}
    styles = dict(_styles(settings, assets))
    paths = set(sources.paths).union(
        *(naming.references(text, sheet, settings.base_url) for sheet, text in styles.items())
    )
    referenced = {asset for asset in paths & digests.keys() if not _is_mentioned(asset, sources.words)}
    return naming.named(digests, styles, referenced=referenced, base_url=settings.base_url)


def copy(settings: SiteSettings, manifest: Manifest, assets: Assets, asset: str) -> bool:
    """Write an asset under its name on the site; return whether that changed."""
    source = settings.content / asset
    target = assets.names[asset]
    style = assets.styles.get(asset)
    inputs = manifest.of(source, also=[asset, "" if style is None else digest(naming.encoded(style))])
    if manifest.fresh(key(target), inputs) is not None:
        return False
    output = inside(settings.folder, settings.folder / target)
    data = read_bytes(source) if style is None else naming.encoded(style)
    changed = write_bytes(output, data, durable=False)
    manifest.record(key(target), inputs, [output], {})
    return changed


def key(target: str) -> str:
    """Return the key of an asset's step, by its path on the site: one under an old name is a step of its own."""
    return f"asset:{target}"


def _styles(settings: SiteSettings, assets: Sequence[str]) -> Iterator[tuple[str, str]]:
    for asset in assets:
        if naming.is_style(asset):
            with suppress(SourceError):  # who copies it says so
                yield asset, naming.decoded(read_bytes(settings.content / asset))


def _scanned(settings: SiteSettings, name: str, *, page: bool) -> dict[str, Any]:
    if not page:
        text = naming.decoded(read_bytes(settings.content / name))
        # What a style sheet refers to is looked up when it is written; what else it says is in its words.
        left = css.relinked(text, lambda url: "") if naming.is_style(name) else text
        return _value(References(words=frozenset(naming.mentioned(left))))
    text = read_text(settings.content / name)
    references = page_references(text, name, settings.source, settings.base_url)
    hidden = metadata.is_hidden(name, text, settings.base_url)
    return _value(references, modified=metadata.modified(name, text), hidden=hidden)


def _value(references: References, *, modified: date | None = None, hidden: bool = False) -> dict[str, Any]:
    """Return what the manifest keeps of a file that was scanned."""
    return {
        "paths": sorted(references.paths),
        "words": sorted(references.words),
        "modified": modified.isoformat() if modified else "",
        "hidden": hidden,
    }


def _is_mentioned(asset: str, words: frozenset[str]) -> bool:
    """Tell whether a word is an asset's name, or a part of one that has spaces or the like in it."""
    own = PurePosixPath(asset).name
    return not words.isdisjoint({own, *naming.mentioned(own)})

"""The last stage: the site, made of the sources and of what may be shown of their translations; only what changed.

A page is made anew when its source, what it shows, or what it sees of the site has changed: its twins, and where its
links lead to.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeline import formats, locales
from pipeline.errors import MedlocaleError, SourceError
from pipeline.locales import Locale
from pipeline.project import layout, sources
from pipeline.project.config import Settings
from pipeline.project.fingerprints import MISSING
from pipeline.project.layout import Outcome, Tell
from pipeline.project.manifest import PAGE, Manifest, page_key
from pipeline.review.verdicts import PageTranslation, Title
from pipeline.site.assets import copying
from pipeline.site.index import writing
from pipeline.site.index.writing import LISTED, Facts
from pipeline.site.links import INDEX, SiteMap, SiteSettings
from pipeline.site.rendering import Rendered, Renderer, Task
from pipeline.stages.check import Summary, translation
from pipeline.system.boundaries import inside
from pipeline.system.files import exists, remove

KINDS = (PAGE, "asset:", "site:")  # of the steps that write files of the site
NAMED = 3  # pages that a message names, of many


@dataclass(frozen=True, slots=True)
class Work:
    """Scope of a build: the pages, and what the check found of each of them in each locale.

    Without `targets` it is all locales. `failed` are the sources and catalogs that earlier stages couldn't read: what
    an earlier build made of them stays. So do pages whose sources or locales are gone: `vanished`, by their keys.
    """

    pages: Sequence[str]
    summaries: Sequence[Summary]
    targets: Sequence[Locale] = ()
    failed: Collection[object] = ()
    vanished: Collection[str] = ()


def kept(settings: Settings, manifest: Manifest, work: Work) -> Work:
    """Return the same work without the loss of more than half of the site's pages at once, where it would come to that.

    A folder that isn't mounted, or a slip in the configuration, looks as if all had been deleted. What is not to be
    shown any more is no such loss: it goes in any case.
    """
    if work.targets or settings.preview:
        return work
    known = {locale.gettext for locale in (settings.source, *settings.targets)}
    pages, vanished, sources = frozenset(work.pages), [], []
    keys = manifest.keys(PAGE)
    for key in keys:
        name, page = key.removeprefix(PAGE).split(":", 1)
        source = layout.source_path(settings, page)
        if (page in pages and name in known) or source in work.failed:
            continue
        if exists(layout.site_path(settings, locales.parse(name), page)):
            vanished.append(key)
            sources += [] if page in pages else [source]
    if 2 * len(vanished) <= len(keys):
        return work
    return replace(work, failed={*work.failed, *sources}, vanished=vanished)


def build(settings: Settings, manifest: Manifest, tell: Tell, work: Work) -> Outcome:
    """Write the source's and the locales' pages, the assets and what is around them, and remove what is none of these.

    A page or an asset that fails stops no other; what an earlier build made of it stays.
    """
    try:
        return _Build(settings, manifest, tell, work).outcome()
    except MedlocaleError as error:
        return Outcome(0, 0, (error,))


def site_settings(settings: Settings) -> SiteSettings:
    """Return what the configuration says to the site."""
    return SiteSettings(
        name=settings.name,
        source=settings.source,
        content=settings.content,
        folder=settings.site,
        form=sources.format_settings(settings),
        base_url=settings.base_url,
        report=settings.report,
        negotiation=settings.negotiation,
        preview=settings.preview,
        jobs=settings.jobs,
    )


class _Build:
    def __init__(self, settings: Settings, manifest: Manifest, tell: Tell, work: Work) -> None:
        self.settings = settings
        self.site_settings = site_settings(settings)
        self.manifest = manifest
        self.tell = tell
        self.work = work
        self.errors: list[MedlocaleError] = []
        self.steps: set[str] = set()
        self.written = 0
        self.site = ""  # a digest of its map
        self.titles: dict[tuple[str, str], Title | None] = {}
        self.modified: dict[tuple[str, str], date] = {}
        self.summaries = {(summary.locale, summary.page): summary for summary in work.summaries}

    def outcome(self) -> Outcome:
        """Do it all, in the order in which nothing on the site ever leads to what isn't there yet."""
        assets = layout.assets(self.settings)
        _no_collision(self.settings, assets)
        references = copying.scan(self.site_settings, self.manifest, self.work.pages, assets)
        named = copying.named(self.site_settings, self.manifest, assets, references)
        published = self._published()
        lists = INDEX not in published[self.settings.source.tag]
        if lists:
            published = {tag: writing.with_list(pages) for tag, pages in published.items()}
        known = (self.settings.source, *self.settings.targets)
        site = SiteMap(known, published, named.names, self.settings.base_url, hidden=references.hidden)
        self.site = site.digest
        for asset in assets:
            self.steps.add(copying.key(named.names[asset]))
            try:
                self.written += copying.copy(self.site_settings, self.manifest, named, asset)
            except MedlocaleError as error:
                self.errors.append(error)
        renderer = Renderer(self.site_settings, site, references.modified, titles=lists)
        wanted = (self.settings.source, *(self.work.targets or self.settings.targets))
        total = len(wanted) * len(self.work.pages)
        self._pages(renderer, wanted, total)
        around = writing.write(self.site_settings, self.manifest, site, self._facts(site), lists=lists)
        self.errors += around.errors
        self.steps |= around.keys
        self.written += around.changed
        messages = (*around.messages, *self._short(), *self._dead(site, references.paths))
        if not self.work.targets:
            self._remove_stale()
        return Outcome(total, self.written, tuple(self.errors), messages, self._refused())

    def _short(self) -> Iterator[str]:
        """Yield a sentence for each page that stays on the site with less in translation than it takes."""
        for summary in self.work.summaries:
            if summary.published and summary.offer.is_short:
                yield (
                    f"{summary.locale}: {summary.page} stays, because it was offered before: {summary.offer} sentences "
                    f"are shown in translation, and [publish] least asks for {self.settings.least:.0%}."
                )

    def _dead(self, site: SiteMap, paths: Collection[str]) -> Iterator[str]:
        """Yield a sentence for each link of a source page to a page that isn't there, or isn't there any more."""
        source = self.settings.source
        gone = {key.removeprefix(_key(source, "")) for key in self.manifest.keys(_key(source, ""))} - {*self.work.pages}
        dead = {
            path
            for path in paths
            # The addresses of the site's own pages, which stand in their heads, begin with a locale.
            if path.partition("/")[0] not in {"..", *site.published} and not site.target(path, source.tag)
            if formats.kind(path) in LISTED or path in gone or posixpath.join(path, INDEX) in gone
        }
        for page in self.work.pages if dead else ():
            value = self.manifest.value(copying.scan_key(page)) or {}
            for path in sorted(dead.intersection(value.get("paths", ()))):
                yield f"{layout.source_path(self.settings, page)}: a link leads to {path}, which the site doesn't have."

    def _refused(self) -> tuple[str, ...]:
        if not self.work.vanished:
            return ()
        count, total = len(self.work.vanished), len(self.manifest.keys(PAGE))
        first = ", ".join(key.removeprefix(PAGE).replace(":", ": ", 1) for key in sorted(self.work.vanished)[:NAMED])
        return (
            f"{count} of the site's {total} pages have lost their source or their locale: {first}"
            f"{' …' if count > NAMED else ''}. They stay; if they shall go, run it again with --prune.",
        )

    def _published(self) -> dict[str, frozenset[str]]:
        """Return the pages of each locale; those of an earlier build where this one can't or shan't look at them."""
        source = self.settings.source
        source_pages = frozenset(self.work.pages) | {
            page for page in self._earlier(source) if self._failed(source, page)
        }
        published = {source.tag: source_pages}
        for locale in self.settings.targets:
            left = bool(self.work.targets) and locale not in self.work.targets
            kept = {page for page in self._earlier(locale) if left or self._failed(locale, page)}
            shown = {page for page in self.work.pages if self._is_published(locale, page)}
            published[locale.tag] = source_pages & (kept | shown)
        return published

    def _is_published(self, locale: Locale, page: str) -> bool:
        summary = self.summaries.get((locale.gettext, page))
        return summary is not None and summary.published

    def _earlier(self, locale: Locale) -> list[str]:
        """Return the pages of an earlier build, if there may be any that this one doesn't look at."""
        if not self.work.failed and not self.work.targets:
            return []
        prefix = _key(locale, "")
        return [key.removeprefix(prefix) for key in self.manifest.keys(prefix)]

    def _failed(self, locale: Locale, page: str) -> bool:
        if not self.work.failed:
            return False
        path = layout.catalog_path(self.settings, locale, page)
        if layout.source_path(self.settings, page) in self.work.failed or path in self.work.failed:
            return True
        # Its ledger or the glossary can't be read, so that nobody could judge what its catalog holds.
        unjudged = locale in self.settings.targets and (locale.gettext, page) not in self.summaries
        return unjudged and page in self.work.pages and self.manifest.file(path) != MISSING

    def _pages(self, renderer: Renderer, wanted: Sequence[Locale], total: int) -> None:
        """Render the pages that aren't as they should be."""
        inputs: dict[str, str] = {}
        stale = {page: self._stale(renderer, page, wanted, inputs) for page in self.work.pages}
        done = total - len(inputs)
        self.tell("build", done, total)
        for number, rendered in enumerate(renderer.run(self._tasks(stale), len(inputs)), 1):
            if rendered.error is not None:
                self.errors.append(rendered.error)
            else:
                key = _key(rendered.locale, rendered.page)
                self.written += rendered.changed
                output = layout.site_path(self.settings, rendered.locale, rendered.page)
                view = renderer.site.view(rendered.page, rendered.locale.tag, rendered.asked)
                value = {**_value(rendered), "view": view, "site": self.site}
                self.manifest.record(key, inputs[key], [output], value)
                self._note(rendered.page, rendered.locale, value)
            self.tell("build", done + number, total)

    def _tasks(self, stale: Mapping[str, Sequence[Locale]]) -> Iterator[Task]:
        """Yield what is to be rendered; the translations of a page are read when it is its turn."""
        for page, targets in stale.items():
            translations: dict[Locale, PageTranslation | None] = {}
            for locale in targets:
                summary = self.summaries.get((locale.gettext, page))
                try:
                    translations[locale] = translation(self.manifest, summary) if summary is not None else None
                except MedlocaleError as error:
                    self.errors.append(error)
            if translations:
                yield Task(page, translations)

    def _stale(self, renderer: Renderer, page: str, wanted: Sequence[Locale], inputs: dict[str, str]) -> list[Locale]:
        """Return in which locales a page has to be rendered; put into `inputs` what of."""
        stale = []
        for locale in wanted:
            if page not in renderer.site.published[locale.tag]:
                continue
            key, summary = _key(locale, page), self.summaries.get((locale.gettext, page))
            self.steps.add(key)
            if summary is None and locale != self.settings.source:
                continue  # nobody could judge it, so it stays as it is
            current = self._inputs(renderer, page, summary)
            value = self.manifest.fresh(key, current)
            if value is None or not self._sees_the_same(renderer.site, page, locale, key, value):
                inputs[key] = current
                stale.append(locale)
            else:
                self._note(page, locale, value)
        return stale

    def _sees_the_same(self, site: SiteMap, page: str, locale: Locale, key: str, value: Mapping[str, Any]) -> bool:
        """Tell whether nothing that concerns a page has changed on the site since it was made."""
        if value["site"] == self.site:
            return True
        same: bool = value["view"] == site.view(page, locale.tag, value["asked"])
        if same:
            self.manifest.note(key, {**value, "site": self.site})
        return same

    def _inputs(self, renderer: Renderer, page: str, summary: Summary | None) -> str:
        also = [self.settings.text, str(renderer.titles), summary.seen if summary is not None else ""]
        return self.manifest.of(*sources.files(self.settings, page), also=also)

    def _note(self, page: str, locale: Locale, value: Mapping[str, Any]) -> None:
        self.titles[page, locale.tag] = Title(*value["title"]) if value["title"] else None
        if value["modified"]:
            self.modified[page, locale.tag] = date.fromisoformat(value["modified"])

    def _facts(self, site: SiteMap) -> Facts:
        """Return what is known of the pages on the site, of an earlier build's too."""
        for locale in site.locales:
            for page in site.published[locale.tag]:
                if (page, locale.tag) not in self.titles:
                    value = self.manifest.value(_key(locale, page))
                    if value is not None:
                        self._note(page, locale, value)
        return Facts(self.titles, self.modified)

    def _remove_stale(self) -> None:
        """Delete what an earlier build wrote and this one has no use for; nothing else on the site is ours.

        While something can't be built, the assets stay that its page of an earlier build may refer to.
        """
        incomplete = bool(self.errors or self.work.failed or self.work.vanished)
        for key in [key for kind in KINDS for key in self.manifest.keys(kind) if key not in self.steps]:
            if self._stays(key) or (incomplete and key.startswith("asset:")):
                continue
            try:
                for path in self.manifest.outputs(key):
                    others = self.steps.intersection(self.manifest.makers(path))
                    if not others and exists(inside(self.settings.site, path)) and not os.path.isdir(path):
                        remove(path)
                        self.written += 1
            except MedlocaleError as error:
                self.errors.append(error)
            else:
                self.manifest.forget([key])

    def _stays(self, key: str) -> bool:
        """Tell whether a page is on the site only because what it is made of can't be read now."""
        if not key.startswith(PAGE):
            return False
        if key in self.work.vanished:
            return True
        _, name, page = key.split(":", 2)
        return self._failed(locales.parse(name), page) or layout.source_path(self.settings, page) in {
            error.path for error in self.errors
        }


def _key(locale: Locale, page: str) -> str:
    return page_key(locale.gettext, page)


def _value(rendered: Rendered) -> dict[str, Any]:
    """Return what the manifest remembers of a page by itself."""
    return {
        "asked": list(rendered.asked),
        "title": [rendered.title.text, rendered.title.tag] if rendered.title else None,
        "modified": rendered.modified.isoformat() if rendered.modified else "",
    }


def _no_collision(settings: Settings, assets: Sequence[str]) -> None:
    tags = {locale.tag for locale in (settings.source, *settings.targets)}
    for asset in assets:
        if asset.split("/")[0] in tags:
            raise SourceError("lies where the site keeps a locale's pages", path=settings.content / asset)

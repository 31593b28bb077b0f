"""Compiled catalogs (.mo) beside a project's PO files, for programs that load gettext: only what people accepted.

A program has no place for the notice over a draft, nor for the mark of a translation that is of an earlier wording. So
of what the publishing policy lets a page show, its compiled catalog has what is shown as accepted; for all else the
program shows the source text. A sentence that is left to its neighbours (`<empty/>`) isn't in it either: a program
asks for each text alone, and would lose this one where a neighbour's translation isn't accepted.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.errors import ChangedError, MedlocaleError
from pipeline.locales import Locale
from pipeline.model import join_forms
from pipeline.po import catalog
from pipeline.po.entries import Catalog
from pipeline.project import layout
from pipeline.project.config import Settings
from pipeline.project.fingerprints import MISSING
from pipeline.project.layout import Outcome, Tell
from pipeline.project.manifest import Manifest
from pipeline.review.verdicts import PageTranslation
from pipeline.stages.build import Work
from pipeline.stages.check import translation
from pipeline.system.files import exists, remove, write_bytes
from pipeline.text import inline

KIND = "mo:"  # of the steps that write compiled catalogs


def compile_catalogs(settings: Settings, manifest: Manifest, tell: Tell, work: Work) -> Outcome:
    """Write compiled catalogs, and remove those that would hold nothing now, or whose page is gone.

    What can't be read or judged now stays as an earlier run made it. The outcome counts the catalogs that are compiled.
    """
    return _Compilation(settings, manifest, work).outcome(tell)


class _Compilation:
    """The compiled catalogs of one command; `steps` are the keys in the manifest of those that it has looked at."""

    def __init__(self, settings: Settings, manifest: Manifest, work: Work) -> None:
        self._settings = settings
        self._manifest = manifest
        self._work = work
        self._targets = work.targets or settings.targets
        self._summaries = {(summary.locale, summary.page): summary for summary in work.summaries}
        self._steps: set[str] = set()
        self._errors: list[MedlocaleError] = []
        self._compiled = 0
        self._written = 0

    def outcome(self, tell: Tell) -> Outcome:
        total = len(self._targets) * len(self._work.pages)
        for locale in self._targets:
            for page in self._work.pages:
                try:
                    self._page(locale, page)
                except MedlocaleError as error:
                    self._errors.append(error)
                tell("compile", len(self._steps), total)
        self._remove_stale()
        return Outcome(self._compiled, self._written, tuple(self._errors))

    def _page(self, locale: Locale, page: str) -> None:
        key = f"{KIND}{locale.gettext}:{page}"
        self._steps.add(key)
        path = layout.compiled_path(self._settings, locale, page)
        source = layout.catalog_path(self._settings, locale, page)
        summary = self._summaries.get((locale.gettext, page))
        if summary is None and self._manifest.file(source) != MISSING:
            return  # nobody could judge it, so it stays as it is
        if summary is None or not summary.shown.get("accepted"):
            self._remove(key, [path])
            return
        inputs = self._manifest.of(source, also=[summary.seen, locale.plural_forms])
        if self._manifest.fresh(key, inputs) is None:
            accepted = _accepted(source, translation(self._manifest, summary))
            if not accepted.entries:
                self._remove(key, [path])
                return
            from pipeline.po.polib import compiled

            self._written += write_bytes(path, compiled(accepted, locale.plural_forms), durable=False)
            self._manifest.record(key, inputs, [path], {})
        self._compiled += 1

    def _remove_stale(self) -> None:
        """Remove what an earlier run compiled of pages, and for locales, that are no more."""
        left = {locale.gettext for locale in self._settings.targets} - {locale.gettext for locale in self._targets}
        for key in self._manifest.keys(KIND):
            _, locale, page = key.split(":", 2)
            unread = layout.source_path(self._settings, page) in self._work.failed
            if key in self._steps or locale in left or unread:
                continue
            try:
                self._remove(key, self._manifest.outputs(key))
            except MedlocaleError as error:
                self._errors.append(error)

    def _remove(self, key: str, paths: Iterable[Path]) -> None:
        for path in paths:
            if exists(path) and not os.path.isdir(path):
                remove(path)
                self._written += 1
        self._manifest.forget([key])


def _accepted(path: Path, shown: PageTranslation) -> Catalog:
    """Return of a page's catalog what the page shows as accepted and a program can show alone.

    Raise ChangedError where the catalog says something else by now: nobody has judged that.
    """
    current = catalog.read(path)
    entries = [entry for entry in current.entries if not entry.obsolete and entry.key in shown.accepted]
    if {entry.key: join_forms(*entry.msgstr) for entry in entries} != shown.accepted:
        raise ChangedError(path=path)
    return replace(current, entries=tuple(entry for entry in entries if not any(map(inline.is_empty, entry.msgstr))))

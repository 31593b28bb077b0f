"""The offer of accepted translations to their twins: one decision a text, wherever on the site it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import checks
from pipeline.errors import MedlocaleError
from pipeline.locales import Locale
from pipeline.model import Unit
from pipeline.po import catalog, provenance
from pipeline.po.entries import Catalog, Entry
from pipeline.project import layout
from pipeline.project.config import Settings
from pipeline.project.manifest import Manifest
from pipeline.review import twins
from pipeline.review.approvals import Approvals, ledger_path
from pipeline.review.twins import Place
from pipeline.stages.extract import now
from pipeline.system.files import exists
from pipeline.termbase import Termbase


def offer(
    settings: Settings,
    manifest: Manifest,
    locale: Locale,
    *,
    pages: Sequence[str],
    termbase: Callable[[Locale], Termbase | None],
) -> int:
    """Put accepted translations in the place of untouched drafts of the same source; return how many files changed.

    What people accepted on pages that are gone counts as well: one was renamed on one branch, translated on another.
    `termbase` loads the glossary, once there is something to offer. A catalog that can't be read is left out: whoever
    needs it says so. Raise ChangedError where one is saved meanwhile, SourceError where the glossary can't be read.
    """
    paths = {page: layout.catalog_path(settings, locale, page) for page in pages}
    paths = {page: path for page, path in paths.items() if exists(path)}
    folder, wanted = layout.catalog_path(settings, locale, "").parent, set(paths.values())
    gone = [path for path in layout.catalogs(settings, locale) if path not in wanted]
    looked_at = [*paths.values(), *gone]
    if manifest.fresh(_key(locale), _inputs(settings, manifest, locale, looked_at)) is not None:
        return 0
    approvals = Approvals(settings, locale)
    found: dict[str, Catalog] = {}
    for path in looked_at:
        try:
            found[path.relative_to(folder).as_posix().removesuffix(".po")] = catalog.read(path)
        except MedlocaleError:
            continue
    known = twins.decided((Place(page, entry) for page in found for entry in found[page].entries), approvals)
    written = 0
    for page, current in found.items():
        if page not in paths:
            continue
        entries = tuple(
            new if new is entry or _fits(new, settings, locale, termbase) else entry
            for entry in current.entries
            for new in [twins.offered(Place(page, entry), known)]
        )
        if entries != current.entries:
            headers = {**current.headers, "PO-Revision-Date": now()}
            written += catalog.update(paths[page], current, replace(current, entries=entries, headers=headers))
            manifest.rewritten(paths[page])
    manifest.record(_key(locale), _inputs(settings, manifest, locale, looked_at), [], {})
    return written


def _fits(entry: Entry, settings: Settings, locale: Locale, termbase: Callable[[Locale], Termbase | None]) -> bool:
    """Tell whether an offer has no critical finding: it would be a mistake repeated."""
    unit: Unit = replace(provenance.unit(entry, ""), state="draft")
    findings = checks.run([unit], settings.source, locale, termbase(locale))
    return not any(finding.severity == "critical" for finding in findings)


def _inputs(settings: Settings, manifest: Manifest, locale: Locale, paths: Iterable[Path]) -> str:
    people = map(str, settings.people.values())
    return manifest.of(ledger_path(settings, locale), *paths, also=[*people, *settings.two_persons])


def _key(locale: Locale) -> str:
    return f"twins:{locale.gettext}"

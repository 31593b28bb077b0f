"""The project's translation memory, built from its catalogs and imported TMX, for new sentences.

The index in `.medlocale/memory.sqlite` can be deleted at any time. What it is built from stays: the PO files, the
review ledgers, and the TMX files in `memory/`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from pipeline import checks, locales
from pipeline.errors import MedlocaleError, SourceError
from pipeline.locales import Locale, plural_forms
from pipeline.memory import Match, Memory, Notices, Query, Standing, Store, TranslationUnit, tmx
from pipeline.model import Unit, join_forms, pairs, split_forms
from pipeline.po import catalog, provenance
from pipeline.po.entries import FUZZY, Catalog, Entry
from pipeline.po.headers import PLURAL_FORMS
from pipeline.po.provenance import CRITICAL, MACHINE, MATCH, MEMORY, SIMILAR
from pipeline.project import layout
from pipeline.project.config import Settings
from pipeline.project.layout import catalog_path
from pipeline.project.manifest import Manifest
from pipeline.review.approvals import Approvals, ledger_path
from pipeline.system import clock
from pipeline.system.files import digest, ending, opened
from pipeline.termbase import Termbase
from pipeline.text import inline

FILE_NAME = "memory.sqlite"
GOOD = 0.85  # from here on, adapting the match is less work than judging a machine's draft
EXACT = 5  # exact matches that are tried before a fuzzy one
PO_DATE = "%Y-%m-%d %H:%M%z"


class ProjectMemory:
    """The memory of a project as `translate` asks it: opened and brought up to date when it is first asked."""

    def __init__(self, settings: Settings, manifest: Manifest) -> None:
        self._settings = settings
        self._manifest = manifest
        self._store: Store | None = None
        self._fresh: set[str] = set()
        self.errors: list[MedlocaleError] = []

    def close(self) -> None:
        """Let go of the index."""
        if self._store is not None:
            self._store.close()

    def store(self, targets: Sequence[Locale]) -> Store:
        """Return the index, with all that the project has for these locales; what can't be read is in `errors`."""
        if self._store is None:
            self._store = Store(self._settings.state / FILE_NAME)
        for name in {target.gettext: target for target in self._serving(targets)}.keys() - self._fresh:
            self._refresh(self._store, locales.parse(name))
            self._fresh.add(name)
        return self._store

    def memory(self, target: Locale, termbase: Termbase | None) -> Memory:
        """Return what is known for a locale."""
        return Memory(self.store([target]), self._settings.source, target, termbase=termbase)

    def state(self, target: Locale) -> str:
        """Return a digest of all that a locale's memory is built from, without opening it."""
        found = [self._inputs(path, locale) for locale in self._serving([target]) for path in self._catalogs(locale)]
        return self._manifest.of(also=[*found, *self._imported.values(), str(self._settings.memory_threshold)])

    @cached_property
    def _imported(self) -> Mapping[Path, str]:
        """The imported files with their digests."""
        return {path: tmx_digest(self._settings, path) for path in tmx_files(self._settings)}

    def _serving(self, targets: Sequence[Locale]) -> list[Locale]:
        """Return the project's locales whose catalogs serve one of these: `pt` serves pt_BR."""
        return [
            own
            for own in self._settings.targets
            if any(locales.matches(target.tag, own.tag) for target in targets) and not own.pseudo
        ]

    def _catalogs(self, locale: Locale) -> list[Path]:
        return layout.catalogs(self._settings, locale)

    def _inputs(self, path: Path, locale: Locale) -> str:
        people = [*map(str, self._settings.people.values()), *self._settings.two_persons]
        return self._manifest.of(path, ledger_path(self._settings, locale), also=[*people, locale.plural_forms])

    def _refresh(self, store: Store, locale: Locale) -> None:
        """Bring a locale's catalogs, and the imported files, in the index up to date: only what changed is read."""
        root = self._settings.root
        folder = catalog_path(self._settings, locale, "").parent
        paths = {path.relative_to(root).as_posix(): path for path in self._catalogs(locale)}
        wanted = {name: self._inputs(path, locale) for name, path in paths.items()}
        imported = {path.relative_to(root).as_posix(): path for path in self._imported}
        wanted |= {name: self._imported[path] for name, path in imported.items()}
        others = [catalog_path(self._settings, other, "").parent for other in self._settings.targets if other != locale]
        elsewhere = tuple(f"{home.relative_to(root).as_posix()}/" for home in others)
        known = store.files()
        gone = [name for name in known if name not in wanted and not name.startswith(elsewhere)]
        changed = [name for name in wanted if known.get(name) != wanted[name]]
        if not gone and not changed:
            return
        approvals: Approvals | None = None
        with store.writing():
            for name in gone:
                store.forget(name)
            for name in changed:
                try:
                    if name in imported:
                        units = units_of(imported[name], name, self._settings.source, Notices())
                    else:
                        approvals = approvals or Approvals(self._settings, locale)
                        units = _units(self._settings, locale, paths[name], folder, approvals)
                    store.replace(name, wanted[name], units)
                except MedlocaleError as error:
                    self.errors.append(error)
                    store.forget(name)


def tmx_files(settings: Settings) -> list[Path]:
    """Return the imported translation memories of a project."""
    return ending(settings.memory, ".tmx")


def tmx_digest(settings: Settings, path: Path) -> str:
    """Return the digest that the index keeps of an imported file, which is read piece by piece: it may be large."""
    try:
        with opened(path) as file:
            own = hashlib.file_digest(file, "sha256").hexdigest()
    except SourceError:
        own = "unreadable"  # who reads it says why
    return digest(" ".join((own, settings.source.tag, tmx.RULES)))


def units_of(path: Path, name: str, source: Locale, notices: Notices) -> Iterator[TranslationUnit]:
    """Yield the units of a TMX file as the index has them: they come from the file `name`."""
    for unit in tmx.read(path, notices, source=source):
        yield replace(unit, origin=name)


def queries(found: Catalog, page: str) -> Mapping[str, Query]:
    """Return what the memory is asked for each living entry of a page's catalog, by its key."""
    living = [entry for entry in found.entries if not entry.obsolete]
    texts = ["", *(entry.msgid for entry in living), ""]
    sources = [join_forms(entry.msgid, entry.msgid_plural) for entry in living]
    return {
        entry.key: Query(source, page, entry.msgctxt, texts[place], texts[place + 2])
        for place, (entry, source) in enumerate(zip(living, sources, strict=True))
    }


def offer(
    memory: Memory,
    entry: Entry,
    query: Query,
    settings: Settings,
    target: Locale,
    termbase: Termbase | None,
    header: str = "",
) -> Match | None:
    """Return the best match that an untranslated entry can take, or None.

    An exact one with a critical finding would be a mistake repeated. The forms of a plural come in the order of
    `header`, the Plural-Forms of the entry's catalog; a match that hasn't all of them is none.
    """
    plural = entry.msgid_plural is not None
    counted = plural_forms.forms_of(target.gettext, header) if plural else None
    for match in memory.exact(query, limit=EXACT):
        own = split_forms(match.target)
        forms = plural_forms.converted(own, target.gettext, "", header) if plural else own
        if forms is None or len(forms) != (counted.count if counted else 1):
            continue
        unit: Unit = replace(provenance.unit(entry, ""), targets=forms, state="draft", forms=counted)
        findings = checks.run([unit], settings.source, target, termbase)
        if not any(finding.severity == "critical" for finding in findings):
            return replace(match, target=join_forms(*forms))
    # After a critical edit the old translation stands there for reference; another one is no better.
    if any(line.startswith(CRITICAL) for line in entry.translator):
        return None
    return next(iter(memory.fuzzy(query, settings.memory_threshold)), None)


def filled(entry: Entry, match: Match) -> Entry:
    """Return an untranslated entry with the translation of a match as a draft, which someone accepts here."""
    others = tuple(flag for flag in entry.flags if flag != FUZZY)
    kept = tuple(line for line in entry.translator if not line.startswith((MACHINE, MATCH, SIMILAR)))
    result = replace(entry, msgstr=split_forms(match.target), flags=(FUZZY, *others))
    if match.kind != "fuzzy":
        return replace(result, translator=(*kept, _line(f"{MEMORY} {match.kind}, from {match.origin}")))
    return replace(
        result,
        translator=(*kept, _line(f"{MATCH} {match.score:.2f}, from {match.origin}: {match.changes}")),
        previous_msgctxt=match.context,
        previous_msgid=match.source,
    )


def referred(entry: Entry, match: Match) -> Entry:
    """Return a drafted entry with a match for reference beside the draft."""
    kept = tuple(line for line in entry.translator if not line.startswith(SIMILAR))
    note = f"{SIMILAR} {match.score:.2f}, from {match.origin}: {match.changes} — {match.target}"
    return replace(entry, translator=(*kept, _line(note)))


def good(match: Match) -> bool:
    """Tell whether a match serves a translator better than a machine's draft."""
    return match.kind != "fuzzy" or match.score >= GOOD


def _units(
    settings: Settings, locale: Locale, path: Path, folder: Path, approvals: Approvals
) -> Iterator[TranslationUnit]:
    """Yield what people translated in a catalog; what is obsolete has no neighbours.

    The forms of a plural have the order of the locale's own rule: the catalogs of a project may differ in theirs.
    """
    found = catalog.read(path)
    header = found.headers.get(PLURAL_FORMS, "")
    singular = plural_forms.forms_of(locale.gettext, header).singular
    page = path.relative_to(folder).as_posix().removesuffix(".po")
    revised = moment(found.headers.get("PO-Revision-Date", ""))
    asked = queries(found, page)
    for entry in found.entries:
        standing = _standing(entry, approvals, singular)
        forms = entry.msgstr
        if entry.msgid_plural is not None:
            forms = plural_forms.converted(entry.msgstr, locale.gettext, header, "") or ()
        if standing is None or not forms:
            continue
        dates = [record.at for record in approvals.ledger.acceptances(entry)] if standing == "reviewed" else []
        source = join_forms(entry.msgid, entry.msgid_plural)
        place = Query(source, page, entry.msgctxt) if entry.obsolete else asked[entry.key]
        yield TranslationUnit(
            source=place.text,
            target=join_forms(*forms),
            source_locale=settings.source.gettext,
            target_locale=locale.gettext,
            origin=page,
            context=entry.msgctxt,
            before=place.before,
            after=place.after,
            standing=standing,
            changed=max(dates, default=revised),
        )


def _standing(entry: Entry, approvals: Approvals, singular: int) -> Standing | None:
    """Say who stands behind a translation; None for a machine's draft, and for what serves no other place."""
    if not all(entry.msgstr) or any(inline.is_empty(text) for text in entry.msgstr) or approvals.rejected(entry):
        return None
    if any(inline.mismatch(pair.source, pair.target) for pair in pairs(entry.sources, entry.msgstr, singular)):
        return None
    match approvals.state(entry):
        case "reviewed":
            return "reviewed"
        case "accepted":
            return "accepted"
    # What is still fuzzy is a person's only if it has the digest of what was offered, and someone changed that.
    offered = provenance.is_match(entry) or any(
        line.startswith(MEMORY) and not line.startswith(SIMILAR) for line in entry.translator
    )
    known = provenance.machine_note(entry) or provenance.agency_note(entry)
    touched = known is not None and not (provenance.is_untouched_draft(entry) or provenance.is_agency_text(entry))
    return "typed" if touched and not offered else None


def moment(date: str) -> str:
    """Return a PO header's date as UTC; empty where it is none."""
    try:
        return clock.written(datetime.strptime(date, PO_DATE))
    except ValueError:
        return ""


def _line(text: str) -> str:
    return " ".join(text.split())

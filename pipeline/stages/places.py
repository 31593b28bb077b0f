"""Places of returned units: the entry of a project's catalogs that each is for, by its key or by its very text.

A file may name its page otherwise than it was sent, and a page may have been renamed since: a unit whose context and
source stand on another page is that page's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.exchange import sent
from pipeline.exchange.arrivals import Sent, tidy
from pipeline.exchange.parcel import KEY_DIGITS, Parcel, ParcelUnit, source_digest
from pipeline.exchange.returned import ReturnedUnit
from pipeline.locales import Locale
from pipeline.po import catalog
from pipeline.po.entries import Catalog, Entry
from pipeline.project import layout
from pipeline.project.config import Settings
from pipeline.project.glossary import Glossary
from pipeline.review.approvals import Approvals
from pipeline.review.examiner import Examiner
from pipeline.system.files import digest, exists


@dataclass(frozen=True, slots=True)
class Place:
    """An entry by its page and its key."""

    page: str
    key: str


class SentUnits:
    """A parcel's manifest, asked by what came back."""

    def __init__(self, parcel: Parcel) -> None:
        self.parcel = parcel
        self._units = {unit.id: (unit, file.page) for file in parcel.files for unit in file.units}
        self._pages = {file.name: file.page for file in parcel.files}
        self._by_source: dict[str, ParcelUnit] | None = None

    def page_of(self, unit: ReturnedUnit, name: str) -> str:
        """Return the page of a unit: by its file's name in the parcel, else by the unit itself; empty if unknown."""
        known = self._units.get(unit.id.unit) if unit.id else None
        return self._pages.get(name) or (known[1] if known else "")

    def sent(self, unit: ReturnedUnit) -> Sent | None:
        """Return what was sent of a unit; None where the parcel had no such unit."""
        if unit.id is not None:
            known = self._units.get(unit.id.unit)
            return Sent(unit.id.source, unit.id.target, known[0].state) if known else None
        if self._by_source is None:
            self._by_source = {each.source: each for each, _ in self._units.values()}
        found = self._by_source.get(source_digest([tidy(source, unit.sources) for source in unit.sources]))
        return Sent(found.source, found.target, found.state) if found else None


@dataclass(slots=True)
class _Everywhere:
    """All entries of a locale: pages by the first digits of keys, places by sources, and the keys that are obsolete."""

    pages: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Place | None] = field(default_factory=dict)  # None where several entries have it
    obsolete: set[str] = field(default_factory=set)


class Target:
    """A locale with its catalogs, its ledger and its checks, each read when it is asked for."""

    def __init__(self, settings: Settings, locale: Locale, glossary: Glossary, pages: Collection[str]) -> None:
        self.locale = locale
        self.examiner = Examiner(settings, glossary, locale)
        self.approvals = Approvals(settings, locale)
        self._settings = settings
        self._record = sent.read(self.approvals.path.with_name(sent.FILE_NAME))
        self._names = sorted(pages)
        self._catalogs: dict[str, Catalog] = {}
        self._entries: dict[str, Mapping[str, Entry]] = {}
        self._all: _Everywhere | None = None

    def path(self, page: str) -> Path:
        """Return the file of a page's catalog."""
        return layout.catalog_path(self._settings, self.locale, page)

    def catalog(self, page: str) -> Catalog:
        """Return a page's catalog; it is read once before `forget`."""
        if page not in self._catalogs:
            self._catalogs[page] = catalog.read(self.path(page))
        return self._catalogs[page]

    def entry(self, place: Place) -> Entry:
        """Return the entry at a place."""
        return self._keyed(place.page)[_digits(place.key)]

    def forget(self) -> None:
        """Let go of the catalogs: they are written, or may be."""
        self._catalogs.clear()
        self._entries.clear()

    def renew(self) -> None:
        """Read the ledger again, which has been written."""
        self.approvals = Approvals(self._settings, self.locale)

    def by_key(self, digits: str, page: str) -> Place | None:
        """Return the place of the entry whose key has these first digits: on a page, else on any."""
        if page and exists(self.path(page)) and (found := self._keyed(page).get(digits)):
            return Place(page, found.key)
        other = self._everywhere.pages.get(digits)
        return Place(other, self._keyed(other)[digits].key) if other is not None else None

    def by_source(self, unit: ReturnedUnit, page: str) -> Place | None:
        """Return the place of the only entry with a unit's very source, on a page if one is given."""
        wanted = {tidy(source, unit.sources) for source in unit.sources}
        if len(wanted) != 1:
            return None
        (text,) = wanted
        if page and exists(self.path(page)):
            same = [entry for entry in self._keyed(page).values() if entry.sources == (text,)]
            if len(same) == 1:
                return Place(page, same[0].key)
        return self._everywhere.sources.get(source_digest((text,)))

    def was_here(self, unit: ReturnedUnit) -> bool:
        """Tell whether a unit is of a parcel that was sent from here, or its entry has gone out of use."""
        if unit.id is None:
            return False
        parcel = self._record.of(unit.file.parcel)
        of_page = parcel.pages.get(unit.file.original, ()) if parcel else ()
        return unit.id.unit in of_page or unit.id.key in self._everywhere.obsolete

    def agency(self, parcel: str) -> str:
        """Return the agency that a parcel was sent to; empty where none was, or none was named."""
        known = self._record.of(parcel)
        return known.agency if known else ""

    def _keyed(self, page: str) -> Mapping[str, Entry]:
        """Return a page's living entries by the first digits of their keys."""
        if page not in self._entries:
            living = (entry for entry in self.catalog(page).entries if not entry.obsolete)
            self._entries[page] = {_digits(entry.key): entry for entry in living}
        return self._entries[page]

    @property
    def _everywhere(self) -> _Everywhere:
        if self._all is None:
            self._all = _Everywhere()
            for page in self._names:
                if exists(self.path(page)):
                    self._index(page, self._all)
        return self._all

    def _index(self, page: str, into: _Everywhere) -> None:
        for entry in catalog.stream(self.path(page)):
            digits = _digits(entry.key)
            if entry.obsolete:
                into.obsolete.add(digits)
            elif not catalog.is_header(entry):
                into.pages.setdefault(digits, page)
                source = source_digest(entry.sources)
                into.sources[source] = None if source in into.sources else Place(page, entry.key)


def _digits(key: str) -> str:
    return digest(key)[:KEY_DIGITS]

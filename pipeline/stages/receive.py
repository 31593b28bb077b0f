"""What an agency sends back, into the catalogs: as drafts with the agency's mark, held against what was sent.

No state of a file is an acceptance, and nothing that a person wrote or decided meanwhile is overwritten. A file that
can't be read stops no other, and receiving the same once more changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from pipeline import locales
from pipeline.checks import cache
from pipeline.checks.runner import Cache
from pipeline.errors import LocaleError, MedlocaleError, SourceError
from pipeline.exchange import packing, returned
from pipeline.exchange.arrivals import Arrival, Outcome, Sent, arrived
from pipeline.exchange.parcel import agency_name
from pipeline.exchange.returned import FileFacts, ReturnedUnit
from pipeline.locales import Locale
from pipeline.model import FindingRow
from pipeline.po import catalog
from pipeline.po.headers import PLURAL_FORMS
from pipeline.project import layout
from pipeline.project.config import Person, Settings
from pipeline.project.glossary import Glossary
from pipeline.project.layout import Tell
from pipeline.review import approvals, ledger
from pipeline.review.approvals import Decision
from pipeline.stages.deliveries import Changes, Delivery
from pipeline.stages.places import Place, SentUnits, Target

AT_ONCE = 20_000  # units whose catalogs are held in memory before they are checked and written
MAX_UNITS = 500_000  # of one file
NOBODY = "agency"  # the name of one that nothing names


@dataclass(frozen=True, slots=True)
class Told:
    """A unit that somebody has to look at: where it came from, what is wrong, and both texts.

    `file` and `line` are of the returned file; `entry` is the place in the catalog, empty where there is none. `notes`
    are the agency's where they stand in no catalog.
    """

    file: str
    line: int
    outcome: Outcome
    message: str
    unit: str
    entry: str = ""
    msgctxt: str | None = None
    msgid: str = ""
    today: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """The end of `receive`: units by what became of them, what is to be looked at, and findings in what was taken.

    `accepted` counts the translations that a person answers for, `held` those that have a critical finding, or that
    somebody rejected, and were left as drafts. `written` counts files.
    """

    counts: Mapping[Outcome, int]
    told: tuple[Told, ...]
    rows: tuple[FindingRow, ...]
    accepted: int
    held: int
    written: int
    errors: tuple[MedlocaleError, ...]

    @property
    def conflicts(self) -> int:
        """How many units have two translations, between which a person has to decide."""
        return self.counts.get("conflict", 0)


def receive(
    settings: Settings, paths: Sequence[Path], tell: Tell, *, agency: str = "", accept_as: str = ""
) -> Received:
    """Take what came back in parcels and files into the catalogs.

    `agency` is its name, where a parcel doesn't say it or says another. `accept_as` is a person of the project who
    answers for the agency. Raise SourceError where there is nobody of that name, or the agency's can't be one.
    """
    person = approvals.person_of(settings, Decision((), by=accept_as)) if accept_as else None
    try:
        name = agency_name(agency)
    except ValueError as error:
        raise SourceError(f"--agency: {error}", path=settings.root) from error
    with cache.opened(settings.state) as memory:
        receiving = _Receiving(settings, name, person, memory)
        for number, path in enumerate(paths, 1):
            with receiving.remembering_errors():
                receiving.take(path)
            tell("receive", number, len(paths))
        receiving.write()
    return receiving.end()


@dataclass(frozen=True, slots=True)
class _File:
    """A returned file: as it is named for people, its agency, the manifest that it came with, and its locales."""

    name: str
    agency: str
    sent: SentUnits | None
    targets: Mapping[FileFacts, Target]

    def target(self, unit: ReturnedUnit) -> Target:
        return self.targets[unit.file]

    def delivery(self, arrival: Arrival) -> Delivery:
        known = self.sent.parcel.id if self.sent else ""
        return Delivery(self.name, self.agency, arrival.unit.file.parcel or known, arrival)

    def was_sent(self, unit: ReturnedUnit) -> bool:
        """Tell whether a unit that has no entry any more was one of the project."""
        if unit.id is None:
            return False
        return self.sent.sent(unit) is not None if self.sent else self.target(unit).was_here(unit)


class _Receiving:
    """Receiving under way: deliveries are gathered by catalog, and written before one of these comes again."""

    def __init__(self, settings: Settings, agency: str, person: Person | None, memory: Cache | None) -> None:
        self._settings = settings
        self._agency = agency
        self._person = person
        self._memory = memory
        self._glossary = Glossary(settings)
        self._pages = frozenset(layout.pages(settings))
        self._targets: dict[Locale, Target] = {}
        self._gathered: dict[Target, dict[str, list[Delivery]]] = {}
        self._units = 0
        self._counts: Counter[Outcome] = Counter()
        self._told: list[Told] = []
        self._rows: list[FindingRow] = []
        self._errors: list[MedlocaleError] = []
        self._accepted = self._held = self._written = 0

    def take(self, path: Path) -> None:
        """Take a parcel or a file; raise MedlocaleError where it can't be read as one."""
        if not packing.is_parcel(path):
            self._take(path, str(path), None)
            return
        with packing.unpacked(path) as there:
            names = [name for name in sorted(there.files) if returned.is_returned(name)]
            if not names:
                raise SourceError(f"holds no file of translation ({', '.join(returned.SUFFIXES)})", path=path)
            sent = SentUnits(there.parcel) if there.parcel else None
            for name in names:
                with self.remembering_errors():
                    self._take(there.files[name], f"{path}/{name}", sent, name)

    @contextmanager
    def remembering_errors(self) -> Iterator[None]:
        """Keep an error for the end: what is wrong with one file stops no other."""
        try:
            yield
        except MedlocaleError as error:
            self._errors.append(error)

    def end(self) -> Received:
        """Return what all came to."""
        return Received(
            dict(self._counts),
            tuple(self._told),
            tuple(self._rows),
            self._accepted,
            self._held,
            self._written,
            (*self._errors, *self._glossary.errors()),
        )

    def _take(self, path: Path, name: str, sent: SentUnits | None, inner: str = "") -> None:
        """Take a file whole or not at all: one that is cut off has lost more than its end."""
        units = _units(path, name)
        targets: dict[FileFacts, Target] = {}
        for unit in units:
            if unit.file not in targets:
                targets[unit.file] = self._target(unit, name, sent)
        named = self._agency or (sent.parcel.agency if sent else "")
        named = named or targets[units[0].file].agency(units[0].file.parcel) or _agency(units[0].file.agency)
        file = _File(name, named, sent, targets)
        places = [self._place(unit, file, inner) for unit in units]
        if not any(places) and not any(map(file.was_sent, units)):
            raise SourceError(f"has no unit of this project among its {len(units)}", path=name, line=units[0].line)
        gathered = {(target, page) for target, pages in self._gathered.items() for page in pages}
        if any(
            place and (file.target(unit), place.page) in gathered for unit, place in zip(units, places, strict=True)
        ):
            self.write()
        self._gather(units, places, file)
        if self._units > AT_ONCE:
            self.write()

    def _target(self, unit: ReturnedUnit, name: str, sent: SentUnits | None) -> Target:
        """Return the locale that a file is for; raise SourceError where that is none of the project's, or another."""
        facts, settings = unit.file, self._settings
        parcel = sent.parcel if sent else None
        wanted = facts.target or (parcel.locale if parcel else "")
        source = _known(facts.source or settings.source.tag, [settings.source])
        found = _known(wanted, settings.targets)
        problem = ""
        if parcel and facts.parcel and facts.parcel != parcel.id:
            problem = f"is of the parcel {facts.parcel}, and lies in the parcel {parcel.id}"
        elif not wanted:
            problem = "doesn't say its target language"
        elif source is None:
            problem = f"its source language is {facts.source[:40]!r}, not {settings.source.tag}"
        elif found is None:
            names = ", ".join(locale.tag for locale in settings.targets)
            problem = f"its target language is {wanted[:40]!r}, none of this project's ({names})"
        elif parcel and _known(parcel.locale, [found]) is None:
            problem = f"its target language is {wanted[:40]!r}, and the parcel was sent for {parcel.locale}"
        if problem or found is None:
            raise SourceError(problem, path=name, line=unit.line)
        if found not in self._targets:
            self._targets[found] = Target(settings, found, self._glossary, self._pages)
        return self._targets[found]

    def _place(self, unit: ReturnedUnit, file: _File, inner: str) -> Place | None:
        """Return where a unit's entry is: on the page that its file names, else wherever there is just that text."""
        page = unit.file.original
        if page not in self._pages and file.sent:
            page = file.sent.page_of(unit, inner)
        page = page if page in self._pages else ""
        if unit.id is not None:
            return file.target(unit).by_key(unit.id.key, page)
        return file.target(unit).by_source(unit, page) if unit.targets else None

    def _gather(self, units: Sequence[ReturnedUnit], places: Sequence[Place | None], file: _File) -> None:
        """Put the units of a file to their catalogs; what is there twice, in other words, is nobody's word."""
        said: dict[tuple[Target, Place], set[tuple[str, ...]]] = {}
        for unit, place in zip(units, places, strict=True):
            if place and unit.targets:
                said.setdefault((file.target(unit), place), set()).add(unit.targets)
        for unit, place in zip(units, places, strict=True):
            target = file.target(unit)
            if place is None:
                if unit.targets or unit.notes or unit.id:
                    self._lost(unit, file)
                continue
            entry = target.entry(place)
            sent = file.sent.sent(unit) if file.sent else _by_itself(unit)
            if sent is None:
                arrival = Arrival("unknown", unit, entry, unit.targets, "The parcel that it came in had no such unit.")
            elif len(said.get((target, place), ())) > 1:
                message = "It isn't taken: the unit stands there twice, in other words."
                arrival = Arrival("refused", unit, entry, unit.targets, message)
            else:
                arrival = arrived(unit, entry, sent)
            self._gathered.setdefault(target, {}).setdefault(place.page, []).append(file.delivery(arrival))
            self._units += 1

    def _lost(self, unit: ReturnedUnit, file: _File) -> None:
        """Count, and tell, a unit that no catalog has an entry for."""
        outcome: Outcome = "source" if file.was_sent(unit) else "unknown"
        gone = "Its source has changed since it was sent, or is gone."
        message = gone if outcome == "source" else "It is no unit of this project."
        self._counts[outcome] += 1
        source = " | ".join(unit.sources)
        self._told.append(
            Told(
                file.name,
                unit.line,
                outcome,
                message,
                unit.name,
                msgid=source,
                returned=unit.targets,
                notes=unit.notes,
            )
        )

    def write(self) -> None:
        """Check and write what has been gathered."""
        gathered, self._gathered, self._units = self._gathered, {}, 0
        for target, pages in gathered.items():
            with self.remembering_errors():
                self._write(target, pages)
        for target in self._targets.values():
            target.forget()

    def _write(self, target: Target, pages: Mapping[str, Sequence[Delivery]]) -> None:
        """Write the ledger first, so that no catalog claims what isn't recorded."""
        answered = self._person is not None
        changes = {self._name(target, page): Changes(target.catalog(page), of, answered) for page, of in pages.items()}
        units = (
            target.approvals.unit(entry, name, header=change.current.headers.get(PLURAL_FORMS, ""))
            for name, change in changes.items()
            for entry in change.examined()
        )
        for name, group in groupby(target.examiner.examine(units, self._memory), lambda each: each.unit.place[0]):
            for each in group:
                changes[name].judge(each.unit.segment.key, each.findings)
        if self._person is not None:
            records = [record for each in changes.values() for record in each.accept(target.approvals, self._person)]
            if records:
                known = target.approvals.ledger
                self._written += ledger.write(target.approvals.path, known.with_records(records))
                target.renew()
        for page, change in zip(pages, changes.values(), strict=True):
            with self.remembering_errors():
                self._finish(target.path(page), self._name(target, page), change)

    def _finish(self, path: Path, name: str, change: Changes) -> None:
        """Write a catalog and tell of it; raise ChangedError where somebody saves it meanwhile."""
        if not change.is_none:
            self._written += catalog.update(path, change.current, change.catalog())
        self._accepted += change.accepted
        self._held += change.held
        self._counts.update(each.arrival.outcome for each in change.deliveries)
        told = [each for each in change.deliveries if each.arrival.message]
        before = {entry.key: entry.line for entry in change.current.entries if not entry.obsolete}
        now = change.lines() if change.rows or told else before
        places = {line: now[key] for key, line in before.items() if key in now}
        self._rows += [replace(row, line=places.get(row.line, row.line)) for row in change.rows]
        for each in told:
            unit, entry = each.arrival.unit, each.arrival.entry
            assert entry is not None
            self._told.append(
                Told(
                    each.file,
                    unit.line,
                    each.arrival.outcome,
                    each.arrival.message,
                    unit.name,
                    f"{name}:{now.get(entry.key, entry.line)}",
                    entry.msgctxt,
                    entry.msgid,
                    entry.msgstr if any(entry.msgstr) else (),
                    each.arrival.targets,
                )
            )

    def _name(self, target: Target, page: str) -> str:
        return target.path(page).relative_to(self._settings.root).as_posix()


def _units(path: Path, name: str) -> list[ReturnedUnit]:
    """Return the units of a file but those for context; raise SourceError where it can't be read to its end."""
    units: list[ReturnedUnit] = []
    try:
        for unit in returned.read(path):
            if unit.id is not None or not unit.is_context:
                units.append(unit)
            if len(units) > MAX_UNITS:
                raise SourceError(f"has more than {MAX_UNITS} units", path=path, line=unit.line)
    except SourceError as error:
        raise SourceError(error.message, path=name, line=error.line) from error
    if not units:
        raise SourceError("has no unit to be translated", path=name)
    return units


def _agency(name: str) -> str:
    """Return the agency that a file names, if that can be a name; else a word for any."""
    try:
        return agency_name(name) or NOBODY
    except ValueError:
        return NOBODY


def _by_itself(unit: ReturnedUnit) -> Sent:
    """Return what a unit's own id says of it as it was sent."""
    return Sent(unit.id.source, unit.id.target) if unit.id else Sent()


def _known(name: str, among: Sequence[Locale]) -> Locale | None:
    """Return which of some locales a name means: tools write it with a region more, or without."""
    try:
        wanted = locales.parse(name)
    except LocaleError:
        return None
    if wanted in among:
        return wanted
    same = [locale for locale in among if locale.language == wanted.language and "_" not in locale.gettext]
    same += [locale for locale in among if locale.language == wanted.language and "_" not in wanted.gettext]
    return same[0] if len(same) == 1 else None

"""The parcel for an agency: a locale's texts in the states that are asked for, with all that its translators need.

A file a page, the glossary of just these texts, what the memory has for them, and the pages to look at. It is written
whole or not at all, and from the same project it is the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path

from pipeline import formats, memory
from pipeline.errors import MedlocaleError, SourceError, naming
from pipeline.exchange import accompanying, packing, sent, xliff12, xliff21
from pipeline.exchange.outgoing import PENDING, SUFFIX, OutgoingFile, OutgoingUnit
from pipeline.exchange.parcel import Parcel, ParcelFile, ParcelUnit, Version
from pipeline.exchange.sent import Record, Sent
from pipeline.formats.charset import read_text
from pipeline.locales import Locale, plural_forms
from pipeline.memory import Match, Notices, Query, TranslationUnit, tmx
from pipeline.model import State, is_plural, join_forms
from pipeline.po import catalog
from pipeline.po.entries import Entry
from pipeline.po.headers import PLURAL_FORMS
from pipeline.project import glossary, layout, sources
from pipeline.project.config import Settings
from pipeline.project.glossary import Glossary
from pipeline.project.layout import Tell
from pipeline.project.manifest import Manifest, version
from pipeline.review.approvals import Approvals, ledger_path
from pipeline.review.classification import ORDINARY, Classification
from pipeline.review.verdicts import PageTranslation
from pipeline.site.links import SiteMap
from pipeline.site.page import localisation
from pipeline.site.page.context import PageContext
from pipeline.stages import parcel_units, project_memory
from pipeline.stages.project_memory import ProjectMemory
from pipeline.system import archives, clock, processes
from pipeline.system.files import exists
from pipeline.termbase import TermMatch, tbx
from pipeline.text import inline

MATCHES = 3  # of the memory, for a text
# Texts of a parcel for which the memory is asked, and for whose pages a preview is made. More are no work for one
# delivery: whoever orders them gets the whole memory, and lists of sentences to look at.
MANY = 1_000
PART = 4  # pages that a process is given at a time
TERMS, TRANSLATIONS, CONTEXT, INSTRUCTIONS = "glossary.tbx", "memory.tmx", "context", "instructions.txt"
WRITERS = {"xliff12": xliff12, "xliff21": xliff21}
DATES = ("PO-Revision-Date", "POT-Creation-Date")  # of a catalog: a parcel's own date would be another each time
DECIDED = ("accepted", "reviewed")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be sent: pages, the states of their texts, and where to; with `changed` only what is news."""

    pages: Sequence[str]
    states: frozenset[State]
    output: Path
    format: Version = "xliff12"
    agency: str = ""
    changed: bool = False


@dataclass(slots=True)
class Sending:
    """What was sent, in numbers; `parcel` is empty where there was nothing to send.

    `again` says that just this parcel was sent before; `errors` are of what the memory couldn't read, and `notices` say
    what a format has no place for.
    """

    parcel: str = ""
    files: int = 0
    units: int = 0
    words: int = 0
    again: bool = False
    errors: list[MedlocaleError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def send(settings: Settings, manifest: Manifest, locale: Locale, order: Order, tell: Tell) -> Sending:
    """Write a parcel and record that it was sent; raise MedlocaleError, and write nothing, where a page can't be read.

    Without a text to send nothing is written either.
    """
    if locale.pseudo:
        raise SourceError(f"{locale.gettext} is a pseudo-locale, which nobody translates into", path=settings.root)
    for folder in (settings.content, settings.catalogs, settings.site, settings.state):
        if order.output.resolve().is_relative_to(folder):
            raise SourceError(f"lies in {folder.name}/, whose files are the project's", path=order.output)
    path = ledger_path(settings, locale).with_name(sent.FILE_NAME)
    record = sent.read(path)
    with closing(ProjectMemory(settings, manifest)) as known:
        job = _Job(settings, locale, order, record, known)
        try:
            with packing.packed(order.output) as draft:
                parcel = job.fill(draft, tell)
        except _Nothing:
            return job.sending
    job.sending.errors += known.errors
    job.sending.again = not record.add(path, Sent.of(parcel, clock.written(clock.moment())))
    return job.sending


@dataclass(frozen=True, slots=True)
class _Some:
    """Some pages of a parcel that were made by themselves: their files, and what was counted in them."""

    files: tuple[ParcelFile, ...]
    units: int
    words: int
    concepts: frozenset[str]
    revised: str


def _apart(shared: tuple[_Job, Path], pages: Sequence[str]) -> _Some:
    job, draft = shared
    own = job.apart()
    files = tuple(file for page in pages for file in own.made(draft, page))
    return _Some(files, own.sending.units, own.sending.words, frozenset(own.concepts), own.revised)


class _Nothing(Exception):
    """There is no text to send, and so no parcel."""


class _Job:
    """A parcel that is being made, page after page: one page at a time is held, and of the others their digests."""

    def __init__(self, settings: Settings, locale: Locale, order: Order, record: Record, known: ProjectMemory) -> None:
        self.settings = settings
        self.locale = locale
        self.order = order
        self.record = record
        self.sending = Sending()
        self.is_rest = False
        self.glossary = Glossary(settings)
        self.termbase = self.glossary.termbase(locale)
        self.known = known
        self.memory = known.memory(locale, self.termbase)
        self.approvals = Approvals(settings, locale)
        self.has_records = bool(self.approvals.ledger.records)
        self.classification = Classification(settings)
        self.writer = WRITERS[order.format]
        self.concepts: set[str] = set()
        self.matches: dict[tuple[str, str, str], TranslationUnit] = {}
        self.revised = ""
        every = (settings.source, *settings.targets)
        self.site = SiteMap(every, {each.tag: frozenset(order.pages) for each in every}, {}, settings.base_url)
        self.matched = lru_cache(maxsize=4096)(self._matched)  # labels stand on many pages

    def fill(self, draft: Path, tell: Tell) -> Parcel:
        """Write all files of the parcel and return it; raise _Nothing where it has none."""
        files: list[ParcelFile] = []
        total = len(self.order.pages)
        waiting = iter(self.order.pages)
        for number, page in enumerate(waiting, 1):
            files += self.made(draft, page)
            tell("send", number, total)
            if self.is_large:
                break
        # Nothing is asked of the memory from here on, so that each page is made by itself.
        rest = iter(lambda: list(islice(waiting, PART)), [])
        jobs = self.settings.jobs or processes.processors()
        died = MedlocaleError("a process that writes a parcel died")
        for some in processes.side_by_side((self, draft), _apart, rest, jobs, died=died):
            files += some.files
            self.sending.units += some.units
            self.sending.words += some.words
            self.concepts |= some.concepts
            self.revised = max(self.revised, some.revised)
            tell("send", min(total, len(files)), total)
        if not files:
            raise _Nothing
        source, target = self.settings.source.tag, self.locale.tag
        parcel = Parcel.of(self.order.agency, source, target, self.order.format, files)
        self.write_terms(draft)
        self.write_translations(draft)
        told = accompanying.instructions(
            parcel,
            organization=self.settings.name,
            contact=self.settings.bugs,
            words=self.sending.words,
            units=self.sending.units,
            companions=[name for name in (TERMS, TRANSLATIONS) if exists(draft / name)],
        )
        archives.write_pieces(draft / INSTRUCTIONS, [told])
        packing.seal(draft, parcel, pending=PENDING)
        self.sending.parcel, self.sending.files = parcel.id, len(files)
        return parcel

    def apart(self) -> _Job:
        """Return the same job with nothing counted yet, for pages that are made by themselves."""
        own = copy(self)
        own.is_rest, own.sending, own.concepts, own.revised = True, Sending(), set(), ""
        own.matched = lru_cache(maxsize=4096)(own._matched)
        return own

    def made(self, draft: Path, page: str) -> list[ParcelFile]:
        """Write the files of a page, if any of it is asked for."""
        path = layout.catalog_path(self.settings, self.locale, page)
        if not exists(path):
            return []
        with naming(path):
            file = self.page(draft, page, path)
        return [file] if file else []

    def page(self, draft: Path, page: str, path: Path) -> ParcelFile | None:
        """Write the files of a page; None where nothing of it is asked for."""
        current = catalog.read(path)
        living = [entry for entry in current.entries if not entry.obsolete]
        states = self.states(page, living)
        wanted = self.wanted(page, living, states)
        if not wanted:
            return None
        header = current.headers.get(PLURAL_FORMS, "")
        singular = plural_forms.forms_of(self.locale.gettext, header).singular
        asked = {} if self.is_large else project_memory.queries(current, page)
        units: list[OutgoingUnit] = []
        for index, entry in enumerate(living):
            if part := wanted.get(index):
                units.append(self.unit(entry, part, asked.get(entry.key), singular))
            elif index - 1 in wanted or index + 1 in wanted:
                units.append(parcel_units.neighbour(entry, index + 1, singular))
        self.revised = max(self.revised, *(project_memory.moment(current.headers.get(name, "")) for name in DATES))
        name = f"xliff/{page}{SUFFIX}"
        is_shown = formats.kind(page) == "HTML" and not self.is_large
        looked_at = f"{CONTEXT}/{page}{'' if formats.kind(page) == 'HTML' else accompanying.LISTED}"
        file = OutgoingFile(
            page=page,
            kind=formats.kind(page) or "",
            source=self.settings.source.tag,
            target=self.locale.tag,
            is_rtl=self.locale.direction == "rtl",
            organization=self.settings.name,
            agency=self.order.agency,
            version=version(),
            up="../" * (name.count("/")),
            context=looked_at,
        )
        archives.write_pieces(draft / name, self.pieces(units, file))
        looks = self.preview(file, living, states, header) if is_shown else accompanying.listing(units, file)
        archives.write_pieces(draft / looked_at, looks)
        return ParcelFile(name, page, tuple(wanted.values()))

    def states(self, page: str, living: Sequence[Entry]) -> list[State]:
        """Return how far each entry is."""
        # Classes are read from the source page, and matter where some of them ask for two persons.
        named = self.classification.of(page) if self.settings.two_persons else {}
        return [self.approvals.state(entry, named.get(entry.key, ORDINARY)) for entry in living]

    def wanted(self, page: str, living: Sequence[Entry], states: Sequence[State]) -> dict[int, ParcelUnit]:
        """Return the entries that are asked for, by their places."""
        known = self.record.sources(page) if self.order.changed else frozenset()
        chosen = {}
        for index, (entry, state) in enumerate(zip(living, states, strict=True)):
            if ("accepted" if state == "reviewed" else state) not in self.order.states:
                continue
            part = parcel_units.parcel_unit(entry, state)
            if not (self.order.changed and (state in DECIDED or sent.source_part(part.id) in known)):
                chosen[index] = part
        return chosen

    def unit(self, entry: Entry, part: ParcelUnit, asked: Query | None, singular: int) -> OutgoingUnit:
        """Return an entry as it goes out, and count it."""
        self.sending.units += 1
        self.sending.words += len(inline.blank_codes(entry.msgid).split())
        return parcel_units.outgoing(
            entry,
            part,
            parcel_units.standing(entry, part.state, rejected=self.has_records and self.approvals.rejected(entry)),
            matches=[] if asked is None or part.state in DECIDED or self.is_large else self.found(asked),
            terms=self.matched,
            singular=singular,
        )

    @property
    def is_large(self) -> bool:
        """Whether the parcel has more texts by now than are looked at one by one."""
        return self.is_rest or self.sending.units > MANY

    def found(self, asked: Query) -> list[Match]:
        """Return what the memory has for a text; it goes into the parcel's memory as well."""
        found = self.memory.matches(asked, threshold=self.settings.memory_threshold, limit=MATCHES)
        for match in found:
            if not is_plural(match.source):
                self.matches[match.source, match.target, match.origin] = TranslationUnit(
                    match.source,
                    match.target,
                    self.settings.source.gettext,
                    self.locale.gettext,
                    origin=match.origin,
                    context=match.context,
                    standing=match.standing,
                    changed=match.changed,
                )
        return found

    def _matched(self, text: str) -> tuple[TermMatch, ...]:
        found = self.termbase.matches(inline.blank_codes(text)) if self.termbase else ()
        self.concepts.update(match.concept for match in found)
        return found

    def pieces(self, units: Sequence[OutgoingUnit], file: OutgoingFile) -> Iterator[str]:
        """Yield a page's file of translation."""
        yield self.writer.head(file)
        for unit in units:
            yield from self.writer.unit(unit, file)
        yield self.writer.tail()

    def preview(
        self, file: OutgoingFile, living: Sequence[Entry], states: Sequence[State], header: str
    ) -> Iterator[str]:
        """Yield the page as a preview shows it, with the translations that there are."""
        texts: dict[bool, dict[str, str]] = {True: {}, False: {}}
        for entry, state in zip(living, states, strict=True):
            if state != "untranslated":
                texts[state in DECIDED][entry.key] = join_forms(*entry.msgstr)
        shown = PageTranslation(accepted=texts[True], drafts=texts[False], plural_forms=header)
        source = layout.source_path(self.settings, file.page)
        context = PageContext(file.page, self.settings.source, self.locale, self.site, preview=True)
        with naming(source):
            form = sources.format_settings(self.settings)
            yield localisation.localised(read_text(source), context, shown, settings=form)

    def write_terms(self, draft: Path) -> None:
        """Write the glossary of these texts, where they have terms."""
        known = glossary.read(self.glossary.files).rows if self.concepts else ()
        chosen = glossary.chosen(known, targets=(self.settings.source, self.locale))
        rows = [row for row in chosen if row.concept in self.concepts]
        if rows:
            exported = tbx.serialize(rows, source=self.settings.source)
            archives.write_pieces(draft / TERMS, [exported.text])
            self.sending.notices += [f"{TERMS}: {notice}" for notice in exported.losses]

    def write_translations(self, draft: Path) -> None:
        """Write what the memory has for these texts, where it has anything."""
        units: Iterable[TranslationUnit] = [self.matches[key] for key in sorted(self.matches)]
        if self.is_large:
            store = self.known.store([self.locale])
            units = store.all(memory.pairs(store, self.settings.source, [self.locale]))
        elif not self.matches:
            return
        notices = Notices()
        created = self.revised or "1970-01-01T00:00:00Z"
        pieces = tmx.write(units, notices, source=self.settings.source, created=created, version=version())
        archives.write_pieces(draft / TRANSLATIONS, pieces)
        self.sending.notices += notices.sentences(TRANSLATIONS)

"""Approvals: a project's ledgers read against its catalogs, and the decisions that `medlocale review` adds to them.

Clearing the fuzzy flag in an editor accepts a draft; an entry is reviewed once the ledger says that a known person
accepted exactly this text, and two persons where its class of text asks for two (ISO 17100).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.checks.suppression import by_comments
from pipeline.errors import MedlocaleError, SourceError
from pipeline.locales import Locale, plural_forms
from pipeline.model import PERSON_ROLES, State, Unit
from pipeline.po import catalog, provenance
from pipeline.po.edits import Carried
from pipeline.po.entries import FUZZY, Catalog, Entry
from pipeline.po.provenance import ignored_checks
from pipeline.project import layout
from pipeline.project.config import Person, Settings
from pipeline.project.layout import Outcome
from pipeline.review import ledger, policy, unread
from pipeline.review.classification import Classification
from pipeline.review.ledger import UNKNOWN, Record, entry_digest, translation_digest
from pipeline.review.unread import Flags, Refused
from pipeline.system import clock
from pipeline.system.files import exists
from pipeline.text import inline
from pipeline.text.classes import classes_of

SECOND_ROLES = ("reviser", "clinician")  # one of the two persons reviews what another wrote
CARRIER = "medlocale"
REJECTED = provenance.REJECTED


@dataclass(frozen=True, slots=True)
class Decision:
    """Scope of a command of `medlocale review`: pages (all without any), a sentence's text, and who decides."""

    pages: Sequence[str]
    sentence: str = ""
    by: str = ""
    role: str = ""


class Approvals:
    """The ledger of one locale with the people whose word counts."""

    def __init__(self, settings: Settings, locale: Locale) -> None:
        self.settings = settings
        self.locale = locale
        self.path = ledger_path(settings, locale)
        self.ledger = ledger.read(self.path)

    def state(self, entry: Entry, classes: Collection[str] = ()) -> State:
        """Return how far an entry is: accepted by its flag, reviewed by the ledger.

        `classes` are those that its place on the page gives it; its text may give it more.
        """
        state = provenance.state(entry)
        if state != "accepted" or not self.ledger.records:
            return state
        return "reviewed" if self._enough(entry, classes) else state

    def unit(self, entry: Entry, path: str, classes: frozenset[str] = frozenset(), *, header: str = "") -> Unit:
        """Return an entry of the file `path` as a unit of these classes, with what the ledger knows of it.

        `header` is the Plural-Forms of the file.
        """
        forms = plural_forms.forms_of(self.locale.gettext, header) if entry.msgid_plural is not None else None
        unit = replace(provenance.unit(entry, path), state=self.state(entry, classes), forms=forms)
        unit = replace(unit, segment=replace(unit.segment, classes=classes), excused=self._excused(entry, unit))
        return replace(unit, origin=REJECTED) if any(entry.msgstr) and self.rejected(entry) else unit

    def level(self, entry: Entry) -> str:
        """Return how far people have come with a translation, as one of config.REQUIREMENTS."""
        if provenance.state(entry) != "accepted":
            return policy.DRAFT
        known = self.reviews(entry)
        if not known:
            return policy.ACCEPTED
        return policy.TWO_REVIEWERS if _are_two(known) else policy.REVIEWED

    def rejected(self, entry: Entry) -> bool:
        """Tell whether a person rejected exactly this translation, and nobody has accepted it since."""
        return self.ledger.rejected(entry)

    def waits_for_second(self, entry: Entry, classes: Collection[str] = ()) -> bool:
        """Tell whether one known person accepted this translation and its class of text asks for another."""
        return bool(self.reviews(entry)) and not self._enough(entry, classes)

    def reviews(self, entry: Entry) -> list[Record]:
        """Return the acceptances of exactly this translation by people of the configuration who review.

        An author stands for the source; what an author accepts or translates nobody qualified has reviewed.
        """
        accepted = ledger.by_people(self.ledger.acceptances(entry), self.settings.people)
        return [record for record in accepted if record.role != "author"]

    def has_accepted(self, person: Person, entry: Entry) -> bool:
        """Tell whether a person has accepted exactly this translation, in whatever role."""
        accepted = ledger.by_people(self.ledger.acceptances(entry), self.settings.people)
        return any(record.by == person.id for record in accepted)

    def by_clinician(self, entry: Entry) -> bool:
        """Tell whether a clinician of the configuration has accepted exactly this translation."""
        return any(record.role == "clinician" for record in self.reviews(entry))

    def _excused(self, entry: Entry, unit: Unit) -> frozenset[str]:
        """Return the checks that the comments of an entry set aside: none, before a known person accepted its text."""
        if not ignored_checks(entry.translator) or not self.reviews(entry):
            return frozenset()
        adapted = bool(self.settings.emergency_numbers.get(self.locale.gettext)) and self.by_clinician(entry)
        return by_comments(unit, adapted=adapted)

    def _enough(self, entry: Entry, classes: Collection[str]) -> bool:
        known = self.reviews(entry)
        wanted = self.settings.two_persons
        if not wanted or not known or _are_two(known):
            return bool(known)
        text = inline.blank_codes(f"{entry.msgid} {entry.msgid_plural or ''}")
        return {*classes, *classes_of(text, self.settings.source)}.isdisjoint(wanted)


def _are_two(known: Sequence[Record]) -> bool:
    """Tell whether two persons have accepted, one of them as someone who reviews."""
    return len({record.by for record in known}) > 1 and any(record.role in SECOND_ROLES for record in known)


def ledger_path(settings: Settings, locale: Locale) -> Path:
    """Return the file of a locale's ledger."""
    return settings.catalogs / locale.gettext / ledger.FILE_NAME


def troubles(settings: Settings, locale: Locale) -> list[SourceError]:
    """Return an error for each record of a ledger that is out of its chain, or what keeps it from being read."""
    path = ledger_path(settings, locale)
    try:
        ledger_read = ledger.read(path)
    except SourceError as error:
        return [error]
    return [SourceError(trouble.message, path=path, line=trouble.index + 1) for trouble in ledger_read.troubles()]


@dataclass(frozen=True, slots=True)
class Accepted:
    """Result of `accept`: how many translations it accepted, and how many drafts it left, which nobody has read."""

    done: int
    left: int


def accept(settings: Settings, locale: Locale, decision: Decision, *, drafts: bool = False) -> Accepted:
    """Record an acceptance of each chosen translation and clear its fuzzy flag.

    Of whole pages, and of several sentences at once, what a machine, an agency or the memory offered stays, unless
    `drafts` is true: who accepts a page needn't have read it. A match of another wording is never accepted: it has to
    be adapted first, in an editor.
    """
    person = person_of(settings, decision)
    one = bool(decision.sentence) and _names_one(settings, locale, decision)
    left = 0

    def change(entry: Entry, approvals: Approvals) -> tuple[Entry, Record | None]:
        nonlocal left
        if provenance.is_match(entry):
            return entry, None
        if entry.fuzzy and not drafts and not one and unread.is_unread(entry):
            left += 1
            return entry, None
        accepted = cleared(entry)
        if approvals.has_accepted(person, accepted):
            return accepted, None  # a command that was killed has recorded it and got no further
        return accepted, new_record(accepted, "accept", person.id, decision.role or person.role)

    done = decide(settings, locale, decision, change).done
    return Accepted(done, left)


def cleared(entry: Entry) -> Entry:
    """Return an entry as accepted: without its fuzzy flag and without the earlier source that it was compared with."""
    flags = tuple(flag for flag in entry.flags if flag != FUZZY)
    return replace(entry, flags=flags, previous_msgctxt=None, previous_msgid=None, previous_msgid_plural=None)


def _names_one(settings: Settings, locale: Locale, decision: Decision) -> bool:
    """Tell whether a decision is about a single text, in however many places: part of a word is in every sentence."""
    texts = _texts(settings, locale, decision)
    return len(texts) < 2 or decision.sentence.casefold() in texts


def _texts(settings: Settings, locale: Locale, decision: Decision) -> set[str]:
    """Return the translated texts, without regard to case, that hold what a decision names."""
    paths = (layout.catalog_path(settings, locale, page) for page in decision.pages)
    entries = (entry for path in paths if exists(path) for entry in _living(catalog.read(path)))
    wanted = decision.sentence.casefold()
    return {entry.msgid.casefold() for entry in entries if wanted in entry.msgid.casefold() and any(entry.msgstr)}


def reject(settings: Settings, locale: Locale, decision: Decision, *, reason: str = "") -> Outcome:
    """Record that each chosen translation is rejected: it becomes fuzzy again and is shown on no page.

    A `reason` is written into the entry, as a comment in the person's name.
    """
    person = person_of(settings, decision)
    words = " ".join(reason.split())
    comment = (f"{person.name or person.id}: {words}",) if words else ()

    def change(entry: Entry, approvals: Approvals) -> tuple[Entry, Record | None]:
        rejected = entry if entry.fuzzy else replace(entry, flags=(FUZZY, *entry.flags))
        rejected = replace(rejected, translator=tuple(dict.fromkeys((*comment, *entry.translator))))
        if approvals.rejected(entry):
            return rejected, None
        return rejected, new_record(entry, "reject", person.id, decision.role or person.role)

    return decide(settings, locale, decision, change)


def carry(settings: Settings, locale: Locale, carried: Sequence[Carried]) -> bool:
    """Record the approvals that cosmetic edits of the source leave standing; return whether the ledger changed."""
    if not carried:
        return False
    approvals = Approvals(settings, locale)
    records = [
        replace(new_record(item.new, "carried", CARRIER, ""), of=translation_digest(item.old), rule=item.rule)
        for item in carried
        if approvals.ledger.acceptances(item.old)
    ]
    return bool(records) and ledger.write(approvals.path, approvals.ledger.with_records(records))


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody whom a catalog's header names and the configuration doesn't, and how many acceptances are theirs."""

    path: Path
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Synced:
    """Result of `sync`: how many acceptances it recorded, those of nobody known among them, and what it refused."""

    outcome: Outcome
    recorded: int
    strangers: tuple[Stranger, ...]
    refused: tuple[Refused, ...]

    @property
    def unknown(self) -> int:
        """How many of the acceptances are by nobody known."""
        return sum(stranger.count for stranger in self.strangers)


def sync(
    settings: Settings, locale: Locale, decision: Decision, *, accept_all: bool = False, attribute: str = ""
) -> Synced:
    """Turn the flags that editors cleared into acceptances, by the person that the PO header names or `decision` does.

    Drafts that lost their flags in bulk and still say what the machine wrote were hardly read by anyone: they are left
    alone unless told to `accept_all`. With `attribute`, what nobody known has accepted is recorded as that person's.
    """
    decider = person_of(settings, decision) if decision.by or (accept_all and not attribute) else None
    heir = person_of(settings, replace(decision, by=attribute)) if attribute else None
    approvals = Approvals(settings, locale)
    classification = Classification(settings)
    found: list[tuple[Flags, str]] = []
    errors: list[MedlocaleError] = []
    for page in decision.pages:
        path = layout.catalog_path(settings, locale, page)
        if not exists(path):
            continue
        try:
            current = catalog.read(path)
            classes = classification.of(page)
        except MedlocaleError as error:
            errors.append(error)
            continue
        fresh = [entry for entry in _living(current) if _is_news(entry, approvals, again=bool(heir))]
        flags = unread.flags(path, current, fresh, classes, settings.source)
        found.append((flags, current.headers.get("Last-Translator", "")))
    refused = [] if accept_all else unread.refused([flags for flags, _ in found])
    left = {refusal.path: refusal.entries for refusal in refused}
    records: list[Record] = []
    strangers: list[Stranger] = []
    for flags, name in found:
        taken = [entry for entry in flags.fresh if entry not in left.get(flags.path, ())]
        translator = decider or _translator(settings, name)
        unknown = 0
        for entry in taken:
            # Whoever the header names now needn't be who saved what was recorded before.
            person = (heir if approvals.ledger.acceptances(entry) else translator) or heir
            by, role = (person.id, decision.role or person.role) if person else (UNKNOWN, "")
            records.append(new_record(entry, "accept", by, role))
            unknown += person is None
        if unknown:
            strangers.append(Stranger(flags.path, name.strip(), unknown))
    written = bool(records) and ledger.write(approvals.path, approvals.ledger.with_records(records))
    outcome = Outcome(len(decision.pages), int(written), tuple(errors))
    return Synced(outcome, len(records), tuple(strangers), tuple(refused))


def decide(
    settings: Settings,
    locale: Locale,
    decision: Decision,
    change: Callable[[Entry, Approvals], tuple[Entry, Record | None]],
) -> Outcome:
    """Apply a decision to the chosen entries: the ledger first, so that no catalog claims what isn't recorded."""
    approvals = Approvals(settings, locale)
    wanted = decision.sentence.casefold()
    whole = bool(wanted) and wanted in _texts(settings, locale, decision)  # a sentence, and no part of longer ones
    decided = 0
    records: list[Record] = []
    changed: list[tuple[Path, Catalog, Catalog]] = []
    for page in decision.pages:
        path = layout.catalog_path(settings, locale, page)
        if not exists(path):
            continue
        current = catalog.read(path)
        entries = list(current.entries)
        for index, entry in enumerate(entries):
            text = entry.msgid.casefold()
            if not entry.obsolete and all(entry.msgstr) and (text == wanted if whole else wanted in text):
                entries[index], record = change(entry, approvals)
                records += [record] if record else []
                decided += record is not None or entries[index] != entry
        if tuple(entries) != current.entries:
            changed.append((path, current, replace(current, entries=tuple(entries))))
    written = 0
    if records:
        written += ledger.write(approvals.path, approvals.ledger.with_records(records))
    written += sum(catalog.update(path, old, new) for path, old, new in changed)
    return Outcome(decided, written)


def _is_news(entry: Entry, approvals: Approvals, *, again: bool = False) -> bool:
    """Tell whether an entry is accepted by its flag and the ledger knows nothing of this translation.

    `again`: nor anybody who accepted it.
    """
    if provenance.state(entry) != "accepted" or approvals.rejected(entry):
        return False
    return all(again and record.by == UNKNOWN for record in approvals.ledger.acceptances(entry))


def _living(current: Catalog) -> list[Entry]:
    return [entry for entry in current.entries if not entry.obsolete]


def new_record(entry: Entry, action: ledger.Action, by: str, role: str) -> Record:
    """Return the record of a decision on a translation, made now."""
    note, agency = provenance.machine_note(entry), provenance.agency_note(entry)
    origin = note.origin if note else f"{provenance.AGENCY} {agency.name} {agency.parcel}" if agency else ""
    return Record(
        entry=entry_digest(entry),
        translation=translation_digest(entry),
        action=action,
        by=by,
        at=clock.written(clock.moment()),
        role=role,
        work=provenance.work(entry) if action == "accept" else "",
        origin=origin if action == "accept" else "",
    )


def person_of(settings: Settings, decision: Decision) -> Person:
    """Return who decides; raise SourceError where that is nobody in the configuration, or the role isn't theirs."""
    person = settings.people.get(decision.by)
    if person is None:
        known = ", ".join(settings.people) or "none yet"
        raise SourceError(f"{decision.by!r} is nobody in [review.people] (known: {known})", path=settings.root)
    if decision.role and decision.role not in PERSON_ROLES:
        raise SourceError(f"{decision.role!r} is no role (known: {', '.join(PERSON_ROLES)})", path=settings.root)
    if decision.role and ledger.role_of(person, decision.role) != decision.role:
        message = f"{person.id} is {person.role} in [review.people], not {decision.role}"
        raise SourceError(message, path=settings.root)
    return person


def _translator(settings: Settings, header: str) -> Person | None:
    """Return the configured person whom a `Last-Translator` names: by name and address, as far as both are known."""
    name, _, address = header.partition("<")
    given = name.strip().casefold(), address.rstrip("> ").casefold()
    for person in settings.people.values():
        own = person.name.casefold(), person.email.casefold()
        if any(own) and all(mine in ("", theirs) for mine, theirs in zip(own, given, strict=True)):
            return person
    return None

"""Twins, the entries of one source text in several roles and on several pages: what a person decided of one is offered.

A heading may need other words than a button. So a decision goes nowhere by itself: where only a machine has drafted,
the accepted translation takes the draft's place and waits, fuzzy, for a look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.locales import Locale
from pipeline.model import join_forms
from pipeline.po import catalog, provenance, roles
from pipeline.po.entries import FUZZY, Entry
from pipeline.po.provenance import ACCEPTED_IN, MACHINE, MEMORY, SIMILAR
from pipeline.project import layout
from pipeline.project.config import Settings
from pipeline.review.approvals import Approvals, Decision, decide, new_record, person_of
from pipeline.review.ledger import Record
from pipeline.review.unread import is_unread
from pipeline.system.files import exists
from pipeline.text import inline

BODY = "text"  # what a place without a role is called
STANDING = ("reviewed", "accepted")  # the best first


@dataclass(frozen=True, slots=True)
class Place:
    """An entry on its page."""

    page: str
    entry: Entry

    @property
    def name(self) -> str:
        """Its role, or context, and its page."""
        role = roles.in_words(provenance.unit(self.entry, "").segment.role)
        return f"{role or self.entry.msgctxt or BODY}, from {self.page}"


@dataclass(frozen=True, slots=True)
class Decided:
    """The places where people accepted a translation of one source, in the order of the pages."""

    places: tuple[Place, ...]

    def nearest(self, place: Place) -> Place:
        """Return the decision for a twin: that of its own role before that of its own page, else the first."""
        return min(self.places, key=lambda each: (each.entry.msgctxt != place.entry.msgctxt, each.page != place.page))


def source_of(entry: Entry) -> str:
    """Return what the twins of an entry have in common: the source text, of a plural both forms."""
    return join_forms(entry.msgid, entry.msgid_plural)


def decided(places: Iterable[Place], approvals: Approvals) -> Mapping[str, Decided]:
    """Return what people have accepted, by source: of a source that the reviewed translations, where there are any."""
    found: dict[str, dict[str, list[Place]]] = {}
    for place in places:
        entry = place.entry
        if entry.obsolete or any(map(inline.is_empty, entry.msgstr)) or approvals.rejected(entry):
            continue
        state = approvals.state(entry)
        if state in STANDING:
            found.setdefault(source_of(entry), {}).setdefault(state, []).append(place)
    return {
        source: Decided(tuple(next(states[state] for state in STANDING if state in states)))
        for source, states in found.items()
    }


def offered(place: Place, by_source: Mapping[str, Decided]) -> Entry:
    """Return an entry with what people accepted of its source elsewhere, instead of a machine's untouched draft."""
    entry = place.entry
    known = by_source.get(source_of(entry))
    if known is None or entry.obsolete or not provenance.is_untouched_draft(entry):
        return entry
    twin = known.nearest(place)
    if len(twin.entry.msgstr) != len(entry.msgstr):
        return entry
    kept = tuple(line for line in entry.translator if not line.startswith((MACHINE, SIMILAR)))
    others = tuple(flag for flag in entry.flags if flag != FUZZY)
    note = " ".join(f"{MEMORY} {ACCEPTED_IN} {twin.name}".split())
    return replace(entry, msgstr=twin.entry.msgstr, flags=(FUZZY, *others), translator=(*kept, note))


@dataclass(frozen=True, slots=True)
class Accepted:
    """The places where `accept` accepted a translation, and those where a person wrote another, which stays."""

    places: tuple[Place, ...]
    others: tuple[Place, ...]


def accept(settings: Settings, locale: Locale, decision: Decision, *, pages: Sequence[str]) -> Accepted:
    """Accept on all of `pages` what the person of a decision has accepted of the chosen sentences, with a record each.

    It takes the place of what a machine or the memory offered. Another translation that a person wrote stays, and of a
    source that the person accepted in several ways none is taken anywhere.
    """
    person = person_of(settings, decision)
    approvals = Approvals(settings, locale)
    by_page = {page: _living(settings, locale, page) for page in pages}
    texts: dict[str, set[tuple[str, ...]]] = {}
    for entry in (entry for page in decision.pages for entry in by_page.get(page, ())):
        chosen = decision.sentence.casefold() in entry.msgid.casefold()
        if chosen and not entry.fuzzy and approvals.has_accepted(person, entry):
            texts.setdefault(source_of(entry), set()).add(entry.msgstr)
    one = {source: next(iter(forms)) for source, forms in texts.items() if len(forms) == 1}
    places: list[Place] = []
    others: list[Place] = []
    for page in pages:

        def change(entry: Entry, approvals: Approvals, page: str = page) -> tuple[Entry, Record | None]:
            forms = one.get(source_of(entry))
            if forms is None or len(forms) != len(entry.msgstr):
                return entry, None
            if entry.msgstr != forms and not (entry.fuzzy and is_unread(entry)):
                others.append(Place(page, entry))
                return entry, None
            settled = _settled(entry, forms)
            if settled == entry and approvals.has_accepted(person, entry):
                return entry, None
            places.append(Place(page, settled))
            return settled, new_record(settled, "accept", person.id, decision.role or person.role)

        if any(source_of(entry) in one for entry in by_page[page]):
            decide(settings, locale, replace(decision, pages=[page], sentence=""), change)
    return Accepted(tuple(places), tuple(others))


def _living(settings: Settings, locale: Locale, page: str) -> list[Entry]:
    path = layout.catalog_path(settings, locale, page)
    return [entry for entry in catalog.read(path).entries if not entry.obsolete] if exists(path) else []


def _settled(entry: Entry, forms: tuple[str, ...]) -> Entry:
    """Return an entry with an accepted translation; what was said of another one goes with it."""
    flags = tuple(flag for flag in entry.flags if flag != FUZZY)
    if entry.msgstr == forms:
        return replace(entry, flags=flags)
    kept = tuple(line for line in entry.translator if not line.startswith((MACHINE, MEMORY)))
    return replace(
        entry,
        msgstr=forms,
        flags=flags,
        translator=kept,
        previous_msgctxt=None,
        previous_msgid=None,
        previous_msgid_plural=None,
    )

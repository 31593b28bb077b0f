"""Units as a parcel has them, made of a catalog's entries: what each says, how far it is, and why it waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.checks import length
from pipeline.exchange import codes
from pipeline.exchange.outgoing import (
    Candidate,
    Form,
    Issue,
    Note,
    OutgoingTerm,
    OutgoingUnit,
    Standing,
)
from pipeline.exchange.parcel import ParcelUnit
from pipeline.memory import Match
from pipeline.model import InlineCode, Pair, State, is_plural, pairs, split_forms
from pipeline.po import provenance, roles
from pipeline.po.entries import Entry
from pipeline.po.provenance import (
    CRITICAL,
    EARLIER,
    FINDING,
    MACHINE,
    MEMORY,
    SAME,
    UNMET,
    MachineNote,
    is_ours,
)
from pipeline.termbase import TermMatch
from pipeline.text import inline

IN_ANOTHER_ROLE = SAME[-1]
WAITS: Mapping[Standing, str] = {
    "machine": "A machine drafted it, and no person has accepted it.",
    "exact": "It comes from the memory, for the same wording; no person has accepted it here.",
    "memory": "It comes from the memory, for the same wording in another role; no person has accepted it here.",
    "fuzzy": "It was made for another wording, and has to be adapted.",
    "typed": "A person wrote it, and nobody has accepted it yet.",
    "rejected": "A person of the project has rejected it.",
}
NO_CODES: Mapping[int, InlineCode] = MappingProxyType({})


def standing(entry: Entry, state: State, *, rejected: bool) -> Standing:
    """Return how far an entry is, and where its draft comes from."""
    if not any(entry.msgstr):
        return "untranslated"
    if rejected:
        return "rejected"
    if state in ("accepted", "reviewed"):
        return "reviewed" if state == "reviewed" else "accepted"
    if provenance.is_match(entry):
        return "fuzzy"
    if provenance.is_draft_text(entry):
        return "machine"
    if provenance.machine_note(entry) is None:
        for line in entry.translator:
            if line.startswith(SAME):
                return "memory" if line.startswith(IN_ANOTHER_ROLE) else "exact"
    return "typed"


def parcel_unit(entry: Entry, state: State) -> ParcelUnit:
    """Return an entry as a manifest has it."""
    return ParcelUnit.of(entry.msgctxt, entry.sources, entry.msgstr, state)


@dataclass(frozen=True, slots=True)
class _Told:
    """What an entry's `#.` comments tell of its source, read once: its role, the names of its codes, and notes."""

    role: str
    legend: str
    notes: tuple[Note, ...]
    authors: tuple[str, ...]
    has_terms: bool


def neighbour(entry: Entry, number: int, singular: int) -> OutgoingUnit:
    """Return an entry that is sent for the context: its words, and no more."""
    told = _told(entry)
    form = pairs(entry.sources, entry.msgstr, singular)[0]
    return OutgoingUnit(
        id=f"context-{number}",
        name=entry.msgctxt or told.role or "text",
        forms=(Form(form.source, form.target),),
        codes=_codes(entry, told.legend),
        standing=standing(entry, provenance.state(entry), rejected=False),
        tag=told.role,
        for_context=True,
        is_broken=bool(form.target) and inline.mismatch(form.source, form.target) is not None,
    )


def outgoing(
    entry: Entry,
    sent: ParcelUnit,
    how: Standing,
    *,
    matches: Sequence[Match] = (),
    terms: Callable[[str], Sequence[TermMatch]] = lambda text: (),
    singular: int = 0,
) -> OutgoingUnit:
    """Return an entry as it goes out, with what the memory and the glossary have for it."""
    told = _told(entry)
    machine = provenance.machine_note(entry) if how == "machine" else None
    is_counted = entry.msgid_plural is not None
    forms = tuple(
        [
            Form(
                pair.source,
                pair.target,
                pair.number if is_counted else None,
                tuple(_candidates(entry, pair, how, machine, matches)),
                # The terms of a text are told in its entry: one without such a line has none.
                tuple(_terms(terms(pair.source))) if told.has_terms else (),
            )
            for pair in pairs(entry.sources, entry.msgstr, singular)
        ]
    )
    return OutgoingUnit(
        id=sent.id,
        name=entry.msgctxt or told.role or "text",
        forms=forms,
        codes=_codes(entry, told.legend),
        standing=how,
        notes=(*told.notes, *_remarks(entry, how)),
        issues=tuple(_issues(entry)) if how != "untranslated" and entry.translator else (),
        tag=told.role,
        origin=machine.origin if machine else "",
        limit=length.room(told.authors) if told.authors else None,
        is_broken=any(form.target and inline.mismatch(form.source, form.target) is not None for form in forms),
    )


def _told(entry: Entry) -> _Told:
    role = legend = ""
    notes: list[Note] = []
    authors: list[str] = []
    has_terms = False
    for line in entry.extracted:
        name, colon, value = line.partition(": ")
        match name if colon else "":
            case "Role":
                role = roles.of_words(value)
                notes.append(Note("role", line))
            case "Class":
                notes.append(Note("class", line))
            case "Codes":
                legend = value
            case "Paragraph" | "Preview":
                pass
            case "Glossary" | "Glossary, also" | "Glossary, not":
                has_terms = True
                notes.append(Note("glossary", line))
            case _:
                words = line.removeprefix("Note: ")
                authors.append(words)
                notes.append(Note("author", f"Author: {words}"))
    return _Told(role, legend, tuple(notes), tuple(authors), has_terms)


def _codes(entry: Entry, legend: str) -> Mapping[int, InlineCode]:
    if "<" not in entry.msgid and (entry.msgid_plural is None or "<" not in entry.msgid_plural):
        return NO_CODES
    named = inline.read_legend(legend)
    return {number: code for source in entry.sources for number, code in codes.codes_of(source, named).items()}


def _remarks(entry: Entry, how: Standing) -> Iterator[Note]:
    """Yield why a translation waits, and what people have said of it."""
    if how in WAITS:
        yield Note("waits", WAITS[how])
    for line in entry.translator:
        if line.startswith(f"{MACHINE} {UNMET} "):
            yield Note("waits", f"Not met by the machine: {line.removeprefix(f'{MACHINE} {UNMET} ')}")
        elif line.startswith((CRITICAL, MEMORY)):
            yield Note("waits", line)
        elif line.startswith(FINDING):
            yield Note("waits", f"Finding: {line.removeprefix(FINDING).strip()}")
        elif line.strip() and not is_ours(line):
            yield Note("translator", f"Translator: {line.strip()}")


def _issues(entry: Entry) -> Iterator[Issue]:
    for line in entry.translator:
        if line.startswith(FINDING):
            check, dash, message = line.removeprefix(FINDING).strip().partition(" — ")
            yield Issue(check if dash else "finding", message if dash else check)


def _candidates(
    entry: Entry, pair: Pair, how: Standing, note: MachineNote | None, matches: Sequence[Match]
) -> Iterator[Candidate]:
    if note is not None and pair.target:
        yield Candidate("mt", pair.source, pair.target, note.score, note.origin)
    if entry.previous_msgid is not None and pair.target and how == "fuzzy":
        from_here = not any(line.startswith(provenance.MATCH) and EARLIER not in line for line in entry.translator)
        if from_here:
            previous = entry.previous_msgid_plural if pair.source == entry.msgid_plural else entry.previous_msgid
            yield Candidate("previous", previous or entry.previous_msgid, pair.target, 0.0, "previous wording")
    for match in matches:
        sources, targets = split_forms(match.source), split_forms(match.target)
        if is_plural(match.source) or entry.msgid_plural is not None:
            if len(targets) != len(entry.msgstr):
                continue
            source = sources[-1] if pair.source == entry.msgid_plural else sources[0]
            yield Candidate(match.kind, source, targets[pair.number], match.score, match.origin)
        else:
            yield Candidate(match.kind, match.source, match.target, match.score, match.origin)


def _terms(matches: Sequence[TermMatch]) -> Iterator[OutgoingTerm]:
    for match in matches:
        entry = match.entry
        targets = entry.kept or tuple(target.term for target in entry.allowed)
        if targets:
            yield OutgoingTerm(match.text, match.start, match.end, targets)

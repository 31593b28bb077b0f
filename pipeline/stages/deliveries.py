"""Changes of a catalog by what came back for it: drafts with the agency's mark, their findings, its notes.

A person of the project may answer for an agency. Even then nothing is accepted that has a critical finding, or that
somebody has turned down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.exchange.arrivals import Arrival
from pipeline.model import Finding, FindingRow
from pipeline.po import annotation, catalog, provenance
from pipeline.po.entries import Catalog, Entry
from pipeline.project.config import Person
from pipeline.review import approvals
from pipeline.review.approvals import Approvals
from pipeline.review.ledger import Record

MSGID = 'msgid "'  # how the line of a living entry begins; an obsolete one has a mark before it


@dataclass(frozen=True, slots=True)
class Delivery:
    """A unit that came back, held against its entry: in which file, of which agency, in which parcel."""

    file: str
    agency: str
    parcel: str
    arrival: Arrival


@dataclass(slots=True)
class Changes:
    """The changes of one catalog; `answered` tells whether a person answers for what came back."""

    current: Catalog
    deliveries: Sequence[Delivery]
    answered: bool = False
    held: int = 0
    accepted: int = 0
    rows: list[FindingRow] = field(default_factory=list)
    _new: dict[str, Entry] = field(default_factory=dict)
    _waiting: dict[str, Sequence[Finding]] = field(default_factory=dict)  # by key: what may be accepted, its findings

    def examined(self) -> Iterator[Entry]:
        """Yield the entries that take what came back, and those that a person may now answer for, to be checked."""
        for delivery in self.deliveries:
            arrival = delivery.arrival
            if arrival.entry is None:
                continue
            entry = self._new.get(arrival.entry.key, arrival.entry)
            notes = [f"Note of {delivery.agency}: {note}" for note in arrival.unit.notes]
            if arrival.outcome == "taken":
                self._new[entry.key] = provenance.with_agency_text(
                    entry,
                    arrival.targets,
                    name=delivery.agency,
                    parcel=delivery.parcel,
                    said=arrival.unit.said,
                    comments=notes,
                )
            elif any(note not in entry.translator for note in notes):
                self._new[entry.key] = replace(entry, translator=tuple(dict.fromkeys((*entry.translator, *notes))))
            again = arrival.outcome == "again" and self.answered and entry.fuzzy and provenance.is_agency_text(entry)
            if (arrival.outcome == "taken" or again) and entry.key not in self._waiting:
                self._waiting[entry.key] = ()
                yield self._new.get(entry.key, entry)

    def judge(self, key: str, findings: Sequence[Finding]) -> None:
        """Note what the checks found in an entry; of what has just been taken, it is written beside it."""
        self._waiting[key] = findings
        self.rows += [finding.row for finding in findings]
        if key in self._new and findings:
            lines = [annotation.comment(finding.check, finding.message).removeprefix("# ") for finding in findings]
            entry = self._new[key]
            self._new[key] = replace(entry, translator=tuple(dict.fromkeys((*entry.translator, *lines))))

    def accept(self, known: Approvals, person: Person) -> list[Record]:
        """Accept what a person answers for and nothing speaks against; return what the ledger has to say of it."""
        entries = {entry.key: entry for entry in self.current.entries if not entry.obsolete}
        records = []
        for key, findings in self._waiting.items():
            entry = self._new.get(key, entries[key])
            if any(finding.severity == "critical" for finding in findings) or known.rejected(entry):
                self.held += 1
                continue
            self._new[key] = approvals.cleared(entry)
            self.accepted += 1
            if not known.has_accepted(person, self._new[key]):
                records.append(approvals.new_record(self._new[key], "accept", person.id, person.role))
        return records

    def catalog(self) -> Catalog:
        """Return the catalog as it becomes."""
        if not self._new:
            return self.current
        entries = (entry if entry.obsolete else self._new.get(entry.key, entry) for entry in self.current.entries)
        return replace(self.current, entries=tuple(entries))

    def lines(self) -> dict[str, int]:
        """Return the line of each living entry by its key, as the catalog is written."""
        living = [entry for entry in self.current.entries if not entry.obsolete]
        if self.is_none:
            return {entry.key: entry.line for entry in living}
        rows = catalog.serialize(self.catalog()).split("\n")
        numbers = [number for number, row in enumerate(rows, 1) if row.startswith(MSGID)]
        # The header is before them, if there is one.
        return {entry.key: number for entry, number in zip(living, numbers[-len(living) :], strict=True)}

    @property
    def is_none(self) -> bool:
        """Whether the catalog stays as it is."""
        return not self._new

"""How a page's translation stands: what it shows of what, who reviewed that, and when; a notice promises no more.

A role has reviewed a page where every accepted translation on it was accepted by somebody of that role: a reviser's
acceptance does for a translator's, and a clinician's, who needn't know the language, for nobody else's. Only people of
`[review.people]` count, and only acceptances that stand in the ledger. An author, who is no qualified translator, is
named where anything rests on an author's word alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from pipeline.acceptance import Approvals
from pipeline.files import digest
from pipeline.po import catalog, provenance
from pipeline.po.entries import Entry
from pipeline.po.ledger import Record
from pipeline.review import Verdict
from pipeline.site.notices import Reviewed, Standing

AUTHOR = "author"
# Whose acceptance counts for a role's.
COUNTS = {"translator": ("translator", "reviser"), "reviser": ("reviser",), "clinician": ("clinician",)}
CREATED = "POT-Creation-Date"
MOMENT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Showing:
    """What a page shows: translations by the keys of their segments, and how these stand.

    `created` is when the template was made that the catalog belongs to. `accepted_on` is the day of the newest
    acceptance where everything that is translated was accepted by known people, else None.
    """

    accepted: Mapping[str, str] = field(default_factory=dict)
    drafts: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, str] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)
    created: date | None = None
    accepted_on: date | None = None

    @property
    def digest(self) -> str:
        """A digest of all this."""
        texts = [sorted(group.items()) for group in (self.accepted, self.drafts, self.held)]
        return digest(repr((texts, self.standing, self.created, self.accepted_on)))


def showing(verdicts: Sequence[Verdict], approvals: Approvals, path: Path) -> Showing:
    """Return what a page shows, from the verdicts on the entries of its catalog `path`."""
    groups: dict[str, dict[str, str]] = {"accepted": {}, "draft": {}, "held": {}, "source": {}}
    for verdict in verdicts:
        groups[verdict.shown][verdict.unit.segment.key] = provenance.text(verdict.unit)
    accepted = [acceptances(verdict, approvals) for verdict in verdicts if verdict.shown in ("accepted", "held")]
    days = [_newest(records) for records in accepted if records]
    return Showing(
        groups["accepted"],
        groups["draft"],
        groups["held"],
        Standing(
            drafts=len(groups["draft"]),
            accepted=len(groups["accepted"]),
            untranslated=len(groups["source"]),
            held=len(groups["held"]),
            reviewed=reviewed(accepted),
        ),
        created=created(path),
        accepted_on=max(days) if days and len(days) == len(accepted) and not groups["draft"] else None,
    )


def reviewed(accepted: Sequence[Collection[Record]]) -> tuple[Reviewed, ...]:
    """Return the roles that reviewed a page, given the acceptances by known people of each of its translations."""
    return tuple(_roles(accepted))


def acceptances(verdict: Verdict, approvals: Approvals) -> list[Record]:
    """Return the acceptances by known people of what a page shows for a unit.

    What is held is the translation of an earlier wording: nobody has accepted it for this one.
    """
    if verdict.shown != "accepted":
        return []
    segment = verdict.unit.segment
    entry = Entry(segment.text, verdict.unit.targets, segment.context, segment.plural)
    known = approvals.settings.people
    return [record for record in approvals.ledger.acceptances(entry) if record.by in known]


def created(path: Path) -> date | None:
    """Return the day on which the template of a catalog was made; None where its header doesn't say."""
    header = next(catalog.stream(path), None)
    if header is None or not catalog.is_header(header):
        return None
    try:
        return date.fromisoformat(catalog.headers_of(header).get(CREATED, "")[:10])
    except ValueError:
        return None


def _roles(accepted: Sequence[Collection[Record]]) -> Iterator[Reviewed]:
    for role, counting in COUNTS.items():
        counted = [[record for record in records if record.role in counting] for records in accepted]
        own = any(record.role == role for records in counted for record in records)
        if own and all(counted):
            yield Reviewed(role, max(map(_newest, counted)))
    alone = [records for records in accepted if records and {record.role for record in records} == {AUTHOR}]
    if alone:
        yield Reviewed(AUTHOR, max(map(_newest, alone)))


def _newest(records: Collection[Record]) -> date:
    return max(datetime.strptime(record.at, MOMENT).date() for record in records)

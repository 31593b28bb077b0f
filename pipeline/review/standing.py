"""How a page's translation stands: what it shows of what, who reviewed that, and when; a notice promises no more.

A role has reviewed a page where every accepted translation on it was accepted by somebody of that role: a reviser's
acceptance does for a translator's, and a clinician's, who needn't know the language, for nobody else's. Only people of
`[review.people]` count, and only acceptances that stand in the ledger. An author, who is no qualified translator, is
named where something rests on an author's word alone, and all of that is an author's own translation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

from pipeline.locales import Locale
from pipeline.model import Segment, join_forms, split_forms
from pipeline.po import catalog
from pipeline.po.catalog import Catalog
from pipeline.po.entries import Entry
from pipeline.review.approvals import Approvals
from pipeline.review.ledger import Record
from pipeline.review.verdicts import Verdict
from pipeline.system import clock
from pipeline.system.files import ChangedError, digest
from pipeline.text import inline

AUTHOR = "author"
# Whose acceptance counts for a role's.
COUNTS = {"translator": ("translator", "reviser"), "reviser": ("reviser",), "clinician": ("clinician",)}
CREATED = "POT-Creation-Date"
LETTERS = {"accepted": "a", "draft": "d", "held": "h", "source": "s"}
TITLES = ("title", "h1")  # the roles of what a page is called by, the best first


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A role of config.ROLES that reviewed the translation, and the latest date on which it did."""

    role: str
    on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How the translation of a page stands.

    `drafts`, `accepted`, `untranslated` and `held` count the segments that the page shows so; `held` are accepted
    translations of an earlier wording. `unchecked_terms`: the drafts follow a glossary with rows that no speaker of the
    language has checked. `reviewed` names a role only where it stands for all that is accepted or held, and the author
    where anything rests on an author's word alone: a notice must not promise more than happened. `source_date` is the
    date of the source version that was translated, `report` an address of pipeline.project.feedback.
    """

    drafts: int = 0
    accepted: int = 0
    untranslated: int = 0
    held: int = 0
    unchecked_terms: bool = False
    reviewed: tuple[Reviewed, ...] = ()
    source_date: date | None = None
    report: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """What a page is called, and the tag of the language that it says so in."""

    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The translations that a page shows, by the keys of their segments: the forms of a plural are joined by NUL."""

    accepted: Mapping[str, str]
    drafts: Mapping[str, str]
    held: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Showing:
    """What a page shows of a catalog, and how that stands: all that a build has to know, without judging again.

    `verdicts` has one of LETTERS for each living entry of the file whose digest is `catalog`. `reviewed` is what
    Standing has; `created` is when the catalog's template was made, `accepted_on` the day of the newest acceptance
    where all that is translated was accepted by known people; else None. `held` are the texts of what is held, by key:
    what stands in the catalog is another's work in progress. `seen` is a digest of what readers see of it.
    """

    verdicts: str
    catalog: str
    reviewed: tuple[Reviewed, ...]
    created: date | None
    accepted_on: date | None
    title: Title
    seen: str
    held: Mapping[str, str]

    @property
    def standing(self) -> Standing:
        """The standing of the page, as far as it follows from its catalog and the ledger."""
        count = {shown: self.verdicts.count(letter) for shown, letter in LETTERS.items()}
        return Standing(
            drafts=count["draft"],
            accepted=count["accepted"],
            untranslated=count["source"],
            held=count["held"],
            reviewed=self.reviewed,
        )

    def texts(self, found: Catalog, path: Path) -> Texts:
        """Return the translations to show; raise ChangedError where the file isn't the one that was judged."""
        living = [entry for entry in found.entries if not entry.obsolete]
        if found.digest != self.catalog or len(living) != len(self.verdicts):
            raise ChangedError(path)
        texts: dict[str, dict[str, str]] = {letter: {} for letter in LETTERS.values()}
        for entry, letter in zip(living, self.verdicts, strict=True):
            texts[letter][entry.key] = join_forms(*entry.msgstr)
        return Texts(texts["a"], texts["d"], self.held)

    def value(self) -> dict[str, Any]:
        """Return it as values of JSON."""
        return {
            "verdicts": self.verdicts,
            "catalog": self.catalog,
            "reviewed": [[review.role, review.on.isoformat()] for review in self.reviewed],
            "created": self.created and self.created.isoformat(),
            "accepted_on": self.accepted_on and self.accepted_on.isoformat(),
            "title": [self.title.text, self.title.tag],
            "seen": self.seen,
            "held": dict(self.held),
        }

    @classmethod
    def of_value(cls, value: Mapping[str, Any]) -> Self:
        """Return what `value` made values of."""
        return cls(
            verdicts=value["verdicts"],
            catalog=value["catalog"],
            reviewed=tuple(Reviewed(role, date.fromisoformat(on)) for role, on in value["reviewed"]),
            created=value["created"] and date.fromisoformat(value["created"]),
            accepted_on=value["accepted_on"] and date.fromisoformat(value["accepted_on"]),
            title=Title(*value["title"]),
            seen=value["seen"],
            held=value["held"],
        )


def showing(verdicts: Sequence[Verdict], approvals: Approvals, path: Path, file_digest: str, locale: Locale) -> Showing:
    """Return what a page shows, from the verdicts on the living entries of its catalog, in their order."""
    letters = "".join(LETTERS[verdict.shown] for verdict in verdicts)
    accepted = [acceptances(verdict, approvals) for verdict in verdicts if verdict.shown in ("accepted", "held")]
    days = [_newest(records) for records in accepted if records]
    whole = bool(days) and len(days) == len(accepted) and LETTERS["draft"] not in letters
    roles = reviewed(accepted)
    when, day = created(path), max(days) if whole else None
    title = _title(verdicts, locale, approvals.settings.source)
    shown = [(verdict.unit.segment.key, verdict.shown, verdict.text) for verdict in verdicts]
    held = {verdict.unit.segment.key: verdict.text for verdict in verdicts if verdict.shown == "held"}
    seen = digest(repr((sorted(shown), roles, when, day)))
    return Showing(letters, file_digest, roles, when, day, title, seen, held)


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


def source_title(segments: Sequence[Segment], source: Locale) -> Title:
    """Return what a page of the source is called."""
    segment = _naming(segments)
    return Title(_plain(segment.text) if segment else "", source.tag)


def _title(verdicts: Sequence[Verdict], locale: Locale, source: Locale) -> Title:
    segments = [verdict.unit.segment for verdict in verdicts]
    segment = _naming(segments)
    if segment is None:
        return Title("", locale.tag)
    verdict = verdicts[segments.index(segment)]
    if verdict.shown == "source":
        return source_title([segment], source)
    return Title(_plain(split_forms(verdict.text)[0]), locale.tag)


def _naming(segments: Sequence[Segment]) -> Segment | None:
    """Return the segment that a page is called by: its title, its heading, or what it begins with."""
    for role in TITLES:
        for segment in segments:
            if segment.role == role:
                return segment
    return segments[0] if segments else None


def _plain(text: str) -> str:
    return " ".join(inline.blank_codes(text).split())


def _roles(accepted: Sequence[Collection[Record]]) -> Iterator[Reviewed]:
    for role, counting in COUNTS.items():
        counted = [[record for record in records if record.role in counting] for records in accepted]
        own = any(record.role == role for records in counted for record in records)
        if own and all(counted):
            yield Reviewed(role, max(map(_newest, counted)))
    alone = [records for records in accepted if records and {record.role for record in records} == {AUTHOR}]
    # Whoever accepted a machine's draft has not translated by hand, and no notice may say so.
    if alone and all(any(record.work == "translated" for record in records) for records in alone):
        yield Reviewed(AUTHOR, max(map(_newest, alone)))


def _newest(records: Collection[Record]) -> date:
    return max(clock.read(record.at).date() for record in records)

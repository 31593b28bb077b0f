"""The verdicts on a page's texts, and the translation that they make of it: what it shows, who reviewed that, and when.

A role has reviewed a page where every accepted translation on it was accepted by somebody of that role: a reviser's
acceptance does for a translator's, and a clinician's, who needn't know the language, for nobody else's. Only people of
`[review.people]` count, and only acceptances that stand in the ledger. An author, who is no qualified translator, is
named where something rests on an author's word alone, and all of that is an author's own translation.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Self

from pipeline.locales import Locale
from pipeline.model import Finding, Segment, Unit, split_forms
from pipeline.po.entries import Entry
from pipeline.review.ledger import Ledger, Record, Role, by_people
from pipeline.system import clock
from pipeline.system.files import digest
from pipeline.text import inline

Shown = Literal["accepted", "draft", "source", "held"]
AUTHOR = "author"
WORDLESS = "wordless"  # the rule by which a number or a code is shown that a machine wrote
# Whose acceptance counts for a role's.
COUNTS = {"translator": ("translator", "reviser"), "reviser": ("reviser",), "clinician": ("clinician",)}
TITLES = ("title", "h1")  # the roles of what a page is called by, the best first


@dataclass(frozen=True, slots=True)
class Verdict:
    """Verdict on a unit: what a page shows for it and why, in a sentence and by the name of the rule that decides.

    `text` is what is shown ("" for the source), the forms of a plural joined by NUL. `requires` is what the unit's
    classes ask for, one of config.REQUIREMENTS; `waits` is the class for which it still waits to be accepted,
    `beneath` the draft that stands under its source text.
    A rule is a key of the configuration, `check.` with a check's id, or one of "untranslated", "rejected", "wording",
    "emergency-number", "no-notice", "neighbour"; of what is shown it is "accepted", "draft",
    "wordless" or "publish.on_change", and of what only a preview shows the one that keeps it off the site.
    """

    unit: Unit
    shown: Shown
    reason: str
    findings: tuple[Finding, ...]
    rule: str = ""
    text: str = ""
    requires: str = ""
    waits: str = ""
    beneath: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A role of pipeline.model.PERSON_ROLES that reviewed the translation, and the latest date on which it did."""

    role: str
    on: date


@dataclass(frozen=True, slots=True)
class Title:
    """A page's title, and the tag of the language that it is in."""

    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class PageTranslation:
    """The translation of a page as readers see it: all that a build has to know, without judging again.

    `accepted`, `drafts` and `held` are the texts by the keys of their segments, the forms of a plural joined by NUL;
    `held` are accepted translations of an earlier wording. `beneath` are the drafts under texts in the source language,
    by their keys too; of those in `reviewing` the review has begun. `untranslated` counts the segments that stay in the
    source language. `unchecked_terms`: the drafts follow a glossary with rows that no speaker of the language has
    checked. `reviewed` names a role only where it stands for all that is accepted or held, and the author where
    anything rests on an author's word alone: a notice must not promise more than happened. `source_date` is the date of
    the source version that was translated. `accepted_on` is the day of the newest acceptance where all that is
    translated was accepted by known people; else None. `plural_forms` is the catalog's rule, whose order the forms
    have. `wordless` are drafts without words, in which nobody has anything to decide; no notice speaks of them.
    """

    accepted: Mapping[str, str] = field(default_factory=dict)
    drafts: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, str] = field(default_factory=dict)
    untranslated: int = 0
    unchecked_terms: bool = False
    reviewed: tuple[Reviewed, ...] = ()
    title: Title = Title("", "")
    source_date: date | None = None
    accepted_on: date | None = None
    plural_forms: str = ""
    beneath: Mapping[str, str] = field(default_factory=dict)
    reviewing: tuple[str, ...] = ()
    wordless: Mapping[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        """All that is shown in translation, by the keys of the segments."""
        return {**self.wordless, **self.drafts, **self.held, **self.accepted}

    @property
    def digest(self) -> str:
        """A digest of all that readers see of it."""
        return digest(json.dumps(self.value(), sort_keys=True))

    def value(self) -> dict[str, Any]:
        """Return it as a value of JSON."""
        return {
            "accepted": dict(self.accepted),
            "drafts": dict(self.drafts),
            "held": dict(self.held),
            "untranslated": self.untranslated,
            "unchecked_terms": self.unchecked_terms,
            "reviewed": [[review.role, review.on.isoformat()] for review in self.reviewed],
            "title": [self.title.text, self.title.tag],
            "source_date": self.source_date and self.source_date.isoformat(),
            "plural_forms": self.plural_forms,
            "accepted_on": self.accepted_on and self.accepted_on.isoformat(),
            "beneath": dict(self.beneath),
            "reviewing": list(self.reviewing),
            "wordless": dict(self.wordless),
        }

    @classmethod
    def of_value(cls, value: Mapping[str, Any]) -> Self:
        """Return what `value` made a value of."""
        days = {name: value[name] and date.fromisoformat(value[name]) for name in ("source_date", "accepted_on")}
        reviewed = tuple(Reviewed(role, date.fromisoformat(on)) for role, on in value["reviewed"])
        apart = {"reviewed": reviewed, "title": Title(*value["title"]), "reviewing": tuple(value["reviewing"])}
        return cls(**{**value, **days, **apart})


def page_translation(
    verdicts: Sequence[Verdict],
    ledger: Ledger,
    people: Mapping[str, Role],
    *,
    locale: Locale,
    source: Locale,
    source_date: date | None,
    unchecked_terms: bool,
    plural_forms: str = "",
) -> PageTranslation:
    """Return the translation that the verdicts on the living entries of a page's catalog make, in their order.

    `people` are those whose acceptances count, by their ids.
    """
    wordless = {verdict.unit.segment.key: verdict.text for verdict in verdicts if verdict.rule == WORDLESS}
    worded = [verdict for verdict in verdicts if verdict.rule != WORDLESS]
    by_people = [acceptances(verdict, ledger, people) for verdict in worded if verdict.shown in ("accepted", "held")]
    days = [_newest(records) for records in by_people if records]
    texts: dict[Shown, dict[str, str]] = {"accepted": {}, "draft": {}, "held": {}, "source": {}}
    for verdict in worded:
        texts[verdict.shown][verdict.unit.segment.key] = verdict.text
    beneath = [verdict for verdict in verdicts if verdict.beneath]
    whole = bool(days) and len(days) == len(by_people) and not texts["draft"]
    return PageTranslation(
        accepted=texts["accepted"],
        drafts=texts["draft"],
        held=texts["held"],
        untranslated=len(texts["source"]),
        unchecked_terms=unchecked_terms,
        reviewed=reviewed(by_people),
        title=_title(verdicts, locale, source),
        source_date=source_date,
        accepted_on=max(days) if whole else None,
        plural_forms=plural_forms,
        beneath={verdict.unit.segment.key: verdict.beneath for verdict in beneath},
        reviewing=tuple(verdict.unit.segment.key for verdict in beneath if verdict.unit.state != "draft"),
        wordless=wordless,
    )


def reviewed(by_people: Sequence[Collection[Record]]) -> tuple[Reviewed, ...]:
    """Return the roles that reviewed a page, given the acceptances by known people of each of its translations."""
    return tuple(_roles(by_people))


def acceptances(verdict: Verdict, ledger: Ledger, people: Mapping[str, Role]) -> list[Record]:
    """Return the acceptances by known people of what a page shows for a unit.

    What is held is the translation of an earlier wording: nobody has accepted it for this one.
    """
    if verdict.shown != "accepted":
        return []
    segment = verdict.unit.segment
    entry = Entry(segment.text, verdict.unit.targets, segment.context, segment.plural)
    return by_people(ledger.acceptances(entry), people)


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


def _roles(by_people: Sequence[Collection[Record]]) -> Iterator[Reviewed]:
    for role, counting in COUNTS.items():
        counted = [[record for record in records if record.role in counting] for records in by_people]
        own = any(record.role == role for records in counted for record in records)
        if own and all(counted):
            yield Reviewed(role, max(map(_newest, counted)))
    alone = [records for records in by_people if records and {record.role for record in records} == {AUTHOR}]
    # Whoever accepted a machine's draft has not translated by hand, and no notice may say so.
    if alone and all(any(record.work == "translated" for record in records) for records in alone):
        yield Reviewed(AUTHOR, max(map(_newest, alone)))


def _newest(records: Collection[Record]) -> date:
    return max(clock.read(record.at).date() for record in records)

"""The publishing policy applied: a verdict on every entry of a page's catalog, given the findings of the checks.

A sentence is shown in translation once people have come as far with it as its classes of text require. Whatever has a
critical finding, a broken code or another emergency number is never shown. What isn't shown stands in the source
language or, where the project wants that, as people accepted it for its earlier wording.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.checks import cache
from pipeline.checks.suppression import BREAKING, in_vain
from pipeline.errors import naming
from pipeline.formats import has_room_for_notice
from pipeline.formats.charset import read_text
from pipeline.locales import Locale
from pipeline.model import Finding, Unit, split_forms
from pipeline.po import catalog, provenance
from pipeline.po.entries import Catalog, Entry
from pipeline.po.headers import PLURAL_FORMS
from pipeline.project import layout
from pipeline.project.config import Settings
from pipeline.project.glossary import Glossary
from pipeline.review.approvals import REJECTED, Approvals
from pipeline.review.classification import ORDINARY, Classification
from pipeline.review.earlier import EarlierWordings, may_stand_for
from pipeline.review.examiner import Examiner
from pipeline.review.policy import DRAFT, MEANING, REVIEWED, SOURCE, Requirement, adapted_number, rank, requirement
from pipeline.review.settled import is_settled
from pipeline.review.verdicts import WORDLESS, PageTranslation, Verdict, page_translation
from pipeline.text import inline
from pipeline.text.classes import classes_of, wording

CREATED = "POT-Creation-Date"
# What keeps a draft off the page, critical or not: nobody has decided that it is the translation of its source.
DOUBTED = frozenset({"untranslated", "entry-shifted", "truncated", "sentence-lost", "content-added"})
CHECK_RULE = "check."  # how the rule of a finding begins; the check's id follows
SO_FAR = {
    "draft": "nobody has yet",
    "accepted": "somebody cleared its flag, and the ledger names nobody known for it",
    "reviewed": "one person has so far",
    "two-reviewers": "two persons have",
}


@dataclass(frozen=True, slots=True)
class Case:
    """An entry, the same as a unit of the classes that the source page gives it, and its earlier wording.

    `earlier` is that with the translation that people accepted for it; None where a page shows no such. `beside` are
    the keys of the sentences in its block that aren't left to their neighbours, on pages where any is.
    """

    entry: Entry
    unit: Unit
    earlier: Entry | None = None
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PageCases:
    """The cases of a page's catalog, and whether the page has a place for the notice over it.

    `digest` is of the bytes that the catalog was read from; `created` is the day on which its template was made, None
    where its header doesn't say. `plural_forms` is its header's rule.
    """

    cases: tuple[Case, ...]
    has_room: bool
    digest: str
    created: date | None
    plural_forms: str = ""


class Judge:
    """The publishing policy of one locale, with the ledger, the sources and the checks that it asks."""

    def __init__(
        self, examiner: Examiner, classification: Classification, *, approvals: Approvals | None = None
    ) -> None:
        self._settings = examiner.settings
        self._examiner = examiner
        self._classification = classification
        self._approvals = approvals or Approvals(examiner.settings, examiner.locale)

    def read(self, page: str) -> PageCases:
        """Read a page's catalog; raise SourceError where it, or the source page, can't be read."""
        path = layout.catalog_path(self._settings, self._examiner.locale, page)
        name = path.relative_to(self._settings.root).as_posix()
        current = catalog.read(path)
        classes = self._classification.of(page)
        header = current.headers.get(PLURAL_FORMS, "")
        earlier = EarlierWordings(current, self._approvals) if self._settings.on_change == "hold-last" else None
        living = [entry for entry in current.entries if not entry.obsolete]
        # What `<empty/>` stands for is said in a neighbouring sentence.
        empty = {entry.key for entry in living if any(map(inline.is_empty, entry.msgstr))}
        neighbours = self._classification.neighbours(page) if empty else {}

        def named(key: str) -> frozenset[str]:
            return classes.get(key, ORDINARY)

        cases = tuple(
            Case(
                entry,
                # A neighbour says what `<empty/>` leaves out, and answers for it as strictly.
                self._approvals.unit(entry, name, named(entry.key).union(*map(named, empty & beside)), header=header),
                earlier.accepted(entry) if earlier else None,
                beside - empty,
            )
            for entry in living
            for beside in [neighbours.get(entry.key, frozenset())]
        )
        return PageCases(cases, has_room(self._settings, page), current.digest, created(current), header)

    def verdicts(self, page: PageCases, findings: Sequence[Sequence[Finding]]) -> list[Verdict]:
        """Say what a page shows for all of its cases: what `<empty/>` leaves to neighbours, one of them has to say."""
        cases = page.cases
        judged = [self.verdict(case, own, room=page.has_room) for case, own in zip(cases, findings, strict=True)]
        translated = {verdict.unit.segment.key for verdict in judged if verdict.shown in ("accepted", "draft")}
        return [
            _left_out(verdict) if _is_empty(verdict) and not (case.beside and case.beside <= translated) else verdict
            for case, verdict in zip(cases, judged, strict=True)
        ]

    def verdict(self, case: Case, findings: Sequence[Finding], *, room: bool) -> Verdict:
        """Say what a page shows for a case; `room` tells whether the page has a place for the notice over it."""
        judged = self._by_policy(case, tuple(findings), room=room)
        if judged.shown != "source" or judged.requires == SOURCE:
            return judged
        if self._settings.preview:
            return _previewed(judged, room=room)
        if not room:
            return judged
        judged = self._by_earlier_wording(case, judged)
        return self._with_draft_beneath(judged) if judged.shown == "source" else judged

    def translation(self, page: PageCases, verdicts: Sequence[Verdict]) -> PageTranslation:
        """Return what the verdicts on a page's cases come to, for the build."""
        return page_translation(
            verdicts,
            self._approvals.ledger,
            self._settings.people,
            locale=self._examiner.locale,
            source=self._settings.source,
            source_date=page.created,
            plural_forms=page.plural_forms,
            unchecked_terms=self._examiner.has_unchecked_terms,
        )

    def _by_policy(self, case: Case, findings: tuple[Finding, ...], *, room: bool) -> Verdict:
        """Return the verdict on the translation as it stands; the first rule that keeps it off the page decides."""
        unit = case.unit
        need = requirement(unit.segment.classes, self._settings)
        level = self._approvals.level(case.entry)

        def source(rule: str, reason: str) -> Verdict:
            return Verdict(unit, "source", reason, findings, rule, "", need.level)

        if need.level == SOURCE:
            return source(need.rule, f"{_subject(need)} is always shown in the source language.")
        if unit.state == "untranslated":
            return source("untranslated", "There is no translation yet.")
        problem = self._emergency_problem(unit, case.entry)
        for finding in sorted(findings, key=lambda finding: finding.severity != "critical"):
            # A person may keep a name as it is; a machine that gives back the source has translated nothing.
            if finding.severity == "critical" or (level == DRAFT and finding.check in DOUBTED):
                if problem and finding.check in provenance.ignored_checks(unit.comments):
                    break  # the comment excuses it as a finding, and what it can't excuse is told
                held = f"Held back by {finding.check}: {finding.message}"
                return source(f"{CHECK_RULE}{finding.check}", " ".join((held, *in_vain(unit))))
        if unit.origin == REJECTED:
            return source("rejected", "A reviewer rejected this translation.")
        if unit.origin == provenance.MATCH:
            return source("wording", "The translation is of another wording and waits to be adapted.")
        if problem:
            return source("emergency-number", problem)
        if not need.met_by(level):
            return replace(source(need.rule, _lacking(need, level, unit)), waits=need.name)
        if not findings and is_settled(unit, self._settings.source, self._examiner.locale):
            reason = "It has no words, and a machine wrote it as the locale does: nobody has anything to decide."
            return Verdict(unit, "accepted", reason, (), WORDLESS, provenance.text(unit), need.level)
        if level == DRAFT and not room:
            return source("no-notice", f"{_maker(unit)}, and the file has no place for the notice that says so.")
        text = provenance.text(unit)
        if level == DRAFT:
            whose = "An agency's translation" if provenance.returned(unit) else "A machine's draft"
            return Verdict(unit, "draft", f"{whose}, shown under a notice.", findings, "draft", text, need.level)
        return Verdict(unit, "accepted", "A person accepted it.", findings, "accepted", text, need.level)

    def _by_earlier_wording(self, case: Case, judged: Verdict) -> Verdict:
        """Return the verdict that shows the translation of the earlier wording, if that does what is required."""
        old, unit = case.earlier, case.unit
        if old is None:
            return judged
        old_wording = inline.blank_codes(f"{old.msgid} {old.msgid_plural or ''}")
        classes = unit.segment.classes | classes_of(old_wording, self._settings.source)
        level = self._approvals.level(old)
        if rank(level) < rank(REVIEWED) or not requirement(classes, self._settings).met_by(level):
            return judged
        if not may_stand_for(old, case.entry, self._settings.source.tag, self._examiner.termbase):
            return judged
        # What its translator said of the new wording ("ignore: …") doesn't hold for the old translation.
        stand_in = replace(unit, targets=old.msgstr, state="reviewed", origin="", comments=())
        if self._emergency_problem(stand_in, old):
            return judged
        if any(finding.severity == "critical" for finding in self._examiner.checker.examine(stand_in).findings):
            return judged
        reason = f"The source has changed; shown is what people accepted for its earlier wording. {judged.reason}"
        text = provenance.text(stand_in)
        return replace(judged, shown="held", reason=reason, rule="publish.on_change", text=text)

    def _with_draft_beneath(self, judged: Verdict) -> Verdict:
        """Return the verdict that has a draft stand under its source text, where nothing but a review is missing.

        A sentence for emergencies may help somebody who reads no English. A draft of a dose may kill, so it never does.
        """
        settings, unit = self._settings, judged.unit
        classes = unit.segment.classes
        if not settings.emergency_draft or settings.drafts == "source" or not judged.waits:
            return judged
        if "emergency" not in classes or "dose" in classes or len(unit.targets) > 1 or inline.is_empty(unit.targets[0]):
            return judged
        reason = f"{judged.reason} Its draft stands under it, marked as one that nobody has reviewed."
        if unit.state != "draft":
            reason = f"{judged.reason} Its translation stands under it, marked as one whose review isn't finished."
        return replace(judged, reason=reason, beneath=provenance.text(unit))

    def _emergency_problem(self, unit: Unit, decided: Entry) -> str:
        """Say what became of an emergency number; what people have decided is of the entry `decided`."""
        numbers = self._settings.emergency_numbers.get(self._examiner.locale.gettext, {})
        if numbers and not self._approvals.by_clinician(decided):
            numbers = {}
        return adapted_number(wording(unit.segment), unit.targets, unit.segment.classes, numbers)


def units(path: Path, approvals: Approvals) -> list[Unit]:
    """Read a catalog's living entries as units, with what the ledger knows of them."""
    name = path.relative_to(approvals.settings.root).as_posix()
    current = catalog.read(path)
    header = current.headers.get(PLURAL_FORMS, "")
    return [approvals.unit(entry, name, header=header) for entry in current.entries if not entry.obsolete]


def has_room(settings: Settings, page: str) -> bool:
    """Tell whether a page has a place for a notice: without one it shows nobody's words but people's."""
    path = layout.source_path(settings, page)
    with naming(path):
        return has_room_for_notice(page, read_text(path))


def created(current: Catalog) -> date | None:
    """Return the day on which the template of a catalog was made; None where its header doesn't say."""
    try:
        return date.fromisoformat(current.headers.get(CREATED, "")[:10])
    except ValueError:
        return None


def verdicts(
    settings: Settings, glossary: Glossary, locale: Locale, page: str, classification: Classification | None = None
) -> list[Verdict]:
    """Judge a page's catalog by the project's policy and glossary; `classification` remembers pages between calls."""
    examiner = Examiner(settings, glossary, locale)
    judge = Judge(examiner, classification or Classification(settings))
    read = judge.read(page)
    with cache.opened(settings.state) as memory:
        findings = [each.findings for each in examiner.examine((case.unit for case in read.cases), memory)]
    return judge.verdicts(read, findings)


def waiting(judged: Sequence[Verdict]) -> dict[str, int]:
    """Return how many sentences each class of text keeps from a page until somebody accepts them, by class."""
    counts = Counter(verdict.waits for verdict in judged if verdict.waits)
    return dict(counts)


def unmet(judged: Sequence[Verdict]) -> list[dict[str, Any]]:
    """Return what isn't shown in its present translation, as values of JSON; what is always the source is meant so."""
    return [
        {
            "file": verdict.unit.place[0],
            "line": verdict.unit.place[1],
            "msgid": verdict.unit.segment.text,
            "shown": verdict.shown,
            "rule": verdict.rule,
            "reason": verdict.reason,
        }
        for verdict in judged
        if verdict.shown in {"source", "held"} and verdict.requires != SOURCE
    ]


def _previewed(judged: Verdict, *, room: bool) -> Verdict:
    """Return what a preview shows in the place of the source: all that there is, if it can't break the page."""
    broken = any(finding.severity == "critical" and finding.check in BREAKING for finding in judged.findings)
    if broken or not room or not judged.unit.targets:
        return judged
    text = provenance.text(judged.unit)
    return replace(judged, shown="draft", reason=f"Only in the preview. {judged.reason}", text=text)


def _is_empty(verdict: Verdict) -> bool:
    return verdict.shown in ("accepted", "draft") and any(map(inline.is_empty, split_forms(verdict.text)))


def _left_out(verdict: Verdict) -> Verdict:
    reason = "Its translation stands in a neighbouring sentence, and not all of these are shown in their own."
    return replace(verdict, shown="source", reason=reason, rule="neighbour", text="")


def _lacking(need: Requirement, level: str, unit: Unit) -> str:
    if need.rule == "publish.drafts":
        return f"{_maker(unit)}, and drafts are not published."
    return f"{_subject(need)} is shown once {MEANING[need.level]}; {SO_FAR[level]}."


def _maker(unit: Unit) -> str:
    return f"Only {'an agency' if provenance.returned(unit) else 'a machine'} has translated it"


def _subject(need: Requirement) -> str:
    return f"Text of the class {need.name}" if need.name else "Such text"

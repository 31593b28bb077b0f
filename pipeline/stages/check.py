"""The stage of the checks: every catalog of a project, entry by entry and with each other, and what it comes to."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.checks import cache
from pipeline.checks.consistency import Renderings, inconsistencies
from pipeline.checks.runner import Cache
from pipeline.errors import ChangedError, MedlocaleError
from pipeline.locales import Locale
from pipeline.model import Finding, FindingRow, Unit
from pipeline.po.provenance import ignored_checks
from pipeline.project import layout, sources
from pipeline.project.config import Settings
from pipeline.project.fingerprints import MISSING
from pipeline.project.glossary import Glossary
from pipeline.project.layout import Outcome, Tell
from pipeline.project.manifest import Manifest
from pipeline.review import judge, policy
from pipeline.review.approvals import Approvals, ledger_path, troubles
from pipeline.review.classification import Classification
from pipeline.review.examiner import Examiner
from pipeline.review.judge import Judge, PageCases
from pipeline.review.offering import NO_OFFER, Offer, offer
from pipeline.review.policy import SOURCE
from pipeline.review.verdicts import WORDLESS, PageTranslation
from pipeline.stages.progress import progress

if TYPE_CHECKING:
    from pipeline.mt.scoring import ForcedScorer


@dataclass(frozen=True, slots=True)
class Summary:
    """A page in a locale, in numbers: its entries by state, what its page would show, and its findings as rows.

    `ignored` is how many checks its translators have told to be quiet, each with a reason; `progress` is what
    `pipeline.stages.progress` says of its units, and `seen` the digest of its PageTranslation. `waiting` counts, by
    class of text, what that class keeps from the page, and `unmet` lists what isn't shown in translation where the
    locale has to be complete. `offer` is how much of the page is shown in translation, and whether that is enough.
    """

    locale: str
    page: str
    states: Mapping[str, int]
    shown: Mapping[str, int]
    rows: Sequence[FindingRow]
    ignored: int = 0
    progress: Mapping[str, Any] = field(default_factory=dict)
    seen: str = ""
    waiting: Mapping[str, int] = field(default_factory=dict)
    unmet: Sequence[Mapping[str, Any]] = ()
    offer: Offer = NO_OFFER

    @property
    def published(self) -> bool:
        """A page is published in a locale once enough on it speaks that language."""
        return self.offer.stands


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of the check stage with a summary a page and locale."""

    outcome: Outcome
    summaries: tuple[Summary, ...]

    @property
    def rows(self) -> list[FindingRow]:
        """The findings of all summaries."""
        return [row for summary in self.summaries for row in summary.rows]


def check(
    settings: Settings,
    manifest: Manifest,
    tell: Tell,
    *,
    pages: Sequence[str],
    targets: Sequence[Locale] = (),
    scorers: Mapping[str, ForcedScorer] | None = None,
) -> Checked:
    """Check every catalog of the project, and those of a locale with each other.

    One that can't be read is an error and stops no other; of the others only the entries that changed are looked at.
    `scorers` are the models to ask for a second opinion, by gettext name.
    """
    glossary = Glossary(settings)
    wanted = targets or settings.targets
    asked = scorers or {}
    classification = Classification(settings, manifest)
    examiners = deque(Examiner(settings, glossary, locale, scorer=asked.get(locale.gettext)) for locale in wanted)
    total = len(examiners) * len(pages)
    summaries: list[Summary] = []
    errors: list[MedlocaleError] = []
    with cache.opened(settings.state) as memory:
        for number in range(len(wanted)):
            # What one locale needs (its ledger, its terms) goes before the next one's comes.
            stage = _Stage(manifest, examiners.popleft(), classification)
            errors += troubles(settings, stage.locale)
            try:
                summaries += stage.summaries(pages, memory, errors)
            except MedlocaleError as error:
                errors.append(error)
            tell("check", (number + 1) * len(pages), total)
    return Checked(Outcome(total, 0, tuple(errors)), tuple(summaries))


def translation(manifest: Manifest, summary: Summary) -> PageTranslation:
    """Return the translation of a page as it was judged; raise MedlocaleError where the manifest has another."""
    value = manifest.value(_translation_key(summary.locale, summary.page))
    shown = PageTranslation.of_value(value) if value is not None else PageTranslation()
    if shown.digest != summary.seen:
        raise MedlocaleError(f"{summary.page} in {summary.locale} isn't there as it was judged", path=manifest.path)
    return shown


def _translation_key(locale: str, page: str) -> str:
    return f"translation:{locale}:{page}"


class _Stage:
    """The check stage of one locale."""

    def __init__(self, manifest: Manifest, examiner: Examiner, classification: Classification) -> None:
        self.locale = examiner.locale
        self._settings = examiner.settings
        self._manifest = manifest
        self._examiner = examiner
        self._classification = classification
        self._paths: dict[str, Path] = {}

    def summaries(self, pages: Sequence[str], memory: Cache | None, errors: list[MedlocaleError]) -> list[Summary]:
        """Return the summary of each page that has a catalog; what can't be read is added to the errors."""
        stale: dict[str, str] = {}  # by the name of the catalog
        values: dict[str, dict[str, Any]] = {}
        for page in pages:
            path = self._path(page)
            if self._manifest.file(path) == MISSING:
                continue
            value = self._manifest.fresh(self._key(page), self._inputs(page, path))
            if value is not None:
                values[page] = value
            else:
                stale[self._name(page)] = page
        # One stream over all pages, so that several processes share the work of many small ones.
        waiting: dict[str, PageCases] = {}
        examined = self._examiner.examine(self._units(stale.values(), waiting, errors), memory)
        for name, group in groupby(examined if stale else (), lambda each: each.unit.place[0]):
            page = stale[name]
            values[page] = self._value(page, waiting.pop(page), [each.findings for each in group])
        for page, read in waiting.items():  # whose catalogs are empty
            values[page] = self._value(page, read, [])
        compared = self._compared([page for page in pages if page in values], memory)
        return [
            Summary(
                self.locale.gettext,
                page,
                value["states"],
                value["shown"],
                sorted([*map(FindingRow.of_value, value["rows"]), *compared.get(page, ())], key=lambda row: row.line),
                value["ignored"],
                value["progress"],
                value["seen"],
                value["waiting"],
                value["unmet"],
                self._offer(page, value),
            )
            for page, value in sorted(values.items())
        ]

    def _offer(self, page: str, value: Mapping[str, Any]) -> Offer:
        counts: Mapping[str, int] = value["shown"]
        worded = sum(counts.values()) - counts.get(WORDLESS, 0)
        shown, translatable = worded - counts.get("source", 0), worded - value["always_source"]
        return offer(self._settings, self._manifest, self.locale, page, shown=shown, translatable=translatable)

    def _units(
        self, pages: Iterable[str], waiting: dict[str, PageCases], errors: list[MedlocaleError]
    ) -> Iterator[Unit]:
        """Yield the units of pages, each page's when it is read; it is then among those that wait to be judged."""
        for page in pages:
            try:
                waiting[page] = self._read(page)
            except MedlocaleError as error:
                errors.append(error)
            else:
                yield from (case.unit for case in waiting[page].cases)

    def _read(self, page: str) -> PageCases:
        """Read a page; raise ChangedError where its catalog isn't what the manifest takes it for."""
        path, read = self._path(page), self._judge.read(page)
        if read.digest != self._manifest.file(path):
            self._manifest.touched(path)  # a translator saved it since it was looked at
            if read.digest != self._manifest.file(path):
                raise ChangedError(path=path)
        return read

    def _value(self, page: str, read: PageCases, findings: Sequence[Sequence[Finding]]) -> dict[str, Any]:
        """Return, and record, what the verdicts on a page's units come to."""
        judged = self._judge.verdicts(read, findings)
        translation = self._judge.translation(read, judged)
        units = [verdict.unit for verdict in judged]
        value = {
            "states": dict(Counter(verdict.unit.state for verdict in judged)),
            "shown": dict(Counter(verdict.rule if verdict.rule == WORDLESS else verdict.shown for verdict in judged)),
            "ignored": sum(len(ignored_checks(unit.comments)) for unit in units),
            "progress": {
                **progress(units, self._approvals),
                "settled": [verdict.unit.segment.key for verdict in judged if verdict.rule == WORDLESS],
            },
            "waiting": judge.waiting(judged),
            "unmet": judge.unmet(judged) if self.locale.gettext in self._settings.complete else [],
            "always_source": sum(verdict.requires == SOURCE for verdict in judged),
            "seen": translation.digest,
            "rows": [finding.row.value() for verdict in judged for finding in verdict.findings],
        }
        inputs = self._inputs(page, self._path(page))
        self._manifest.record(_translation_key(self.locale.gettext, page), inputs, [], translation.value())
        self._manifest.record(self._key(page), inputs, [], value)
        return value

    def _compared(self, pages: Sequence[str], memory: Cache | None) -> dict[str, list[FindingRow]]:
        """Return by page what only the entries of all pages together show."""
        key = f"consistency:{self.locale.gettext}"
        inputs = self._manifest.of(*map(self._path, pages), also=[self._common, *pages])
        value = self._manifest.fresh(key, inputs)
        if value is None:
            units = [unit for page in pages for unit in judge.units(self._path(page), self._approvals)]
            names = {self._name(page): page for page in pages}
            by_page: dict[str, list[dict[str, Any]]] = {}
            for finding in self._differences(units, memory):
                by_page.setdefault(names[finding.unit.place[0]], []).append(finding.row.value())
            value = {"rows": by_page}
            self._manifest.record(key, inputs, [], value)
        return {page: [FindingRow.of_value(row) for row in rows] for page, rows in value["rows"].items()}

    def _differences(self, units: Sequence[Unit], memory: Cache | None) -> Iterator[Finding]:
        checker = self._examiner.checker
        before = Renderings()
        for each in self._examiner.examine(units, memory):
            yield from checker.wanted(each.unit, before.check(each.unit, each.renderings))
        for finding in inconsistencies(units):
            yield from checker.wanted(finding.unit, [finding])

    @cached_property
    def _approvals(self) -> Approvals:
        return Approvals(self._settings, self.locale)

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self._examiner, self._classification, approvals=self._approvals)

    @cached_property
    def _common(self) -> str:
        """A digest of what the findings of all pages depend on, and the verdicts on them."""
        settings = self._settings
        people = [*map(str, settings.people.values()), *settings.two_persons]
        publishing = [policy.digest(settings, self.locale), str(sources.format_settings(settings))]
        ledger = ledger_path(settings, self.locale)
        return self._manifest.of(ledger, also=[self._examiner.context, *publishing, *people])

    def _inputs(self, page: str, path: Path) -> str:
        return self._manifest.of(path, *sources.files(self._settings, page), also=[self._common])

    def _key(self, page: str) -> str:
        return f"check:{self.locale.gettext}:{page}"

    def _path(self, page: str) -> Path:
        if page not in self._paths:
            self._paths[page] = layout.catalog_path(self._settings, self.locale, page)
        return self._paths[page]

    def _name(self, page: str) -> str:
        return self._path(page).relative_to(self._settings.root).as_posix()

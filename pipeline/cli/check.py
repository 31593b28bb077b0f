"""`medlocale check`: the findings of a project, or of PO files from anywhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from pipeline import locales, termbase
from pipeline.cli import report
from pipeline.cli.application import (
    FAILED,
    GATE,
    ConfigOption,
    JobsOption,
    LocaleOption,
    QuietOption,
    app,
    finish,
    open_project,
)
from pipeline.cli.opinion import ModelOption, Models, models_of, write_ranked
from pipeline.cli.report import FindingsForm, Teller
from pipeline.errors import MedlocaleError
from pipeline.locales import Locale
from pipeline.model import FindingRow
from pipeline.review.ranking import Scored, least_first
from pipeline.stages import check_file
from pipeline.stages.messages import counted
from pipeline.system import processes
from pipeline.system.files import digest, read_bytes

LINES = frozenset({FindingsForm.text, FindingsForm.json, FindingsForm.github})
READ = frozenset({FindingsForm.text, FindingsForm.github})  # by people; GitHub shows ten annotations of a step


@app.command()
def check(
    catalogs: Annotated[
        list[Path] | None, typer.Argument(help="PO files from anywhere; without any, the project's.")
    ] = None,
    locale: LocaleOption = None,
    source_locale: Annotated[str, typer.Option(help="The locale that PO files are translated from.")] = "en",
    glossary: Annotated[
        list[Path] | None,
        typer.Option("--glossary", help="A glossary for PO files (CSV); can be given more than once."),
    ] = None,
    form: Annotated[
        FindingsForm, typer.Option("--format", help="How findings are printed on standard output.")
    ] = FindingsForm.text,
    config_path: ConfigOption = None,
    model: ModelOption = False,
    scores: Annotated[
        bool,
        typer.Option("--scores", help="Say how far each translation can be trusted, the least first; no findings."),
    ] = False,
    annotate: Annotated[
        bool, typer.Option("--annotate", help="Also write the findings into the PO files, as `# QA:` comments.")
    ] = False,
    jobs: JobsOption = None,
    quiet: QuietOption = False,
) -> None:
    """Look for what could harm a patient: a changed number, a lost code, an empty or untranslated sentence.

    With PO files as arguments it works anywhere, without a project; their locale comes from --locale or their header.
    Exit code 3: a finding in an accepted translation fails the gate. A draft fails no gate: it isn't published as
    long as it has a critical finding.
    """
    if scores and (annotate or form not in (FindingsForm.text, FindingsForm.json)):
        raise typer.BadParameter("--scores are printed as text or json, and written into no PO file")
    if catalogs:
        if locale and len(locale) > 1:
            raise typer.BadParameter("PO files take one --locale")
        from pipeline.project import layout

        layout.surround([*catalogs, *(glossary or ())])
        teller = Teller(sys.stderr, quiet=quiet)
        source = locales.parse(source_locale)
        files = _Files(
            tuple(catalogs),
            locale[0] if locale else None,
            source,
            _termbases(glossary or (), source, teller),
            Models(source, teller, jobs) if model else None,
            jobs or processes.processors(),
        )
        if scores:
            _score_files(files, form, teller)
        else:
            _check_files(files, form, teller, annotate=annotate)
    elif glossary:
        raise typer.BadParameter("--glossary goes with PO files")
    else:
        from pipeline.project import layout

        with open_project(config_path, quiet=quiet, jobs=jobs, only=locale) as (work, teller):
            scorers = models_of(work, teller, jobs) if model else None
            checked = work.check(work.pages, scorers=scorers)
            if scores:
                write_ranked(work, checked, scorers, as_json=form is FindingsForm.json)
                finish(work, teller, [checked.outcome])
                return
            if annotate:
                work.annotate(checked)
                checked = work.check(work.pages, scorers=scorers)
            findings = report.findings(form, sys.stdout, work.settings.root)
            tally = _Tally()
            for summary in checked.summaries:
                path = layout.catalog_path(work.settings, locales.parse(summary.locale), summary.page)
                findings.file(path.relative_to(work.settings.root).as_posix(), _told(tally.counted(summary.rows), form))
            findings.close()
            teller.say(tally.sentence())
            finish(work, teller, [checked.outcome], checked)


@dataclass(frozen=True, slots=True)
class _Files:
    """PO files from anywhere, and what they are judged by."""

    paths: tuple[Path, ...]
    locale: str | None
    source: Locale
    terms: Callable[[Locale], termbase.Termbase | None] | None
    models: Models | None
    jobs: int

    def judged(self, path: Path) -> check_file.Judged:
        """Open a file to be judged; raise MedlocaleError where it can't be."""
        scorer = self.models.scorer if self.models else None
        return check_file.judged(path, self.locale, self.source, termbase=self.terms, scorer=scorer, jobs=self.jobs)

    def finish(self, failed: int, failures: int = 0) -> None:
        """Leave with the right exit code, where files failed or findings fail the gate."""
        if failed or (self.models and not self.models.asked):
            raise typer.Exit(FAILED)
        if failures:
            raise typer.Exit(GATE)


def _score_files(files: _Files, form: FindingsForm, teller: Teller) -> None:
    """Say how far the translations of PO files can be trusted; a file that can't be read stops no other."""
    scored: list[Scored] = []
    failed = 0
    for path in files.paths:
        try:
            scored += files.judged(path).scores()
        except MedlocaleError as error:
            teller.warn(str(error))
            failed += 1
    report.write_scores(least_first(scored), sys.stdout, as_json=form is FindingsForm.json)
    files.finish(failed)


def _check_files(files: _Files, form: FindingsForm, teller: Teller, *, annotate: bool) -> None:
    """Check PO files one by one; one that can't be read is an error and stops no other."""
    findings = report.findings(form, sys.stdout)
    tally = _Tally()
    failed = 0
    for path in files.paths:
        try:
            seen = digest(read_bytes(path)) if annotate else ""
            rows = files.judged(path).findings()
            # Line by line as they are found; a document holds the findings of a whole file or none of them.
            rows = tally.counted(rows)
            if annotate:
                rows = _annotated(path, list(rows), seen)
            told = _told(rows, form)
            findings.file(str(path), told if form in LINES else list(told))
        except MedlocaleError as error:
            teller.warn(str(error))
            failed += 1
    findings.close()
    teller.say(tally.sentence(f" in {counted(len(files.paths) - failed, 'file', 'files')}"))
    files.finish(failed, tally.failures)


def _annotated(path: Path, rows: Sequence[FindingRow], seen: str) -> Iterator[FindingRow]:
    """Write findings into their catalog, and yield them at the lines where their entries stand then."""
    from pipeline.po import annotation

    before = annotation.lines(path)
    annotation.annotate(path, rows, seen=seen)
    return annotation.moved(path, before, rows)


def _told(rows: Iterable[FindingRow], form: FindingsForm) -> Iterable[FindingRow]:
    """Return the rows of a report; people are told of what they can mend, and entries that wait are only counted."""
    return (row for row in rows if not row.waits) if form in READ else rows


class _Tally:
    """Counts rows as they pass: findings, entries without a translation, and findings that fail the gate."""

    def __init__(self) -> None:
        self.findings = 0
        self.waiting = 0
        self.failures = 0

    def counted(self, rows: Iterable[FindingRow]) -> Iterator[FindingRow]:
        for row in rows:
            self.findings += not row.waits
            self.waiting += row.waits
            self.failures += row.fails("critical")
            yield row

    def sentence(self, where: str = "") -> str:
        """Say what was counted."""
        waiting = f" {counted(self.waiting, 'entry has', 'entries have')} no translation yet." if self.waiting else ""
        return f"{counted(self.findings, 'finding', 'findings')}{where}.{waiting}"


def _termbases(
    glossary: Sequence[Path], source: Locale, teller: Teller
) -> Callable[[Locale], termbase.Termbase] | None:
    """Return what loads the glossary for a target locale, each locale once; bad rows are told once and skipped."""
    if not glossary:
        return None
    reported: set[str] = set()

    @cache
    def load(target: Locale) -> termbase.Termbase:
        base = termbase.load(glossary, source, target)
        for problem in map(str, base.problems):
            if problem not in reported:
                reported.add(problem)
                teller.warn(problem)
        return base

    return load

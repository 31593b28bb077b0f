"""`medlocale check`: the findings of a project, or of PO files from anywhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import checkfile, examination, locales, report, termbase
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
from pipeline.errors import MedlocaleError, ModelError
from pipeline.locales import Locale
from pipeline.report import FindingsForm, Teller
from pipeline.rows import fails

if TYPE_CHECKING:
    from pipeline.mt.scoring import ForcedScorer
    from pipeline.stages import Stages

LINES = frozenset({FindingsForm.text, FindingsForm.json, FindingsForm.github})


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
    model: Annotated[
        bool, typer.Option("--model", help="Ask the translation model of the locale for a second opinion, too: slow.")
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
    if catalogs:
        if locale and len(locale) > 1:
            raise typer.BadParameter("PO files take one --locale")
        name = locale[0] if locale else None
        _check_files(
            catalogs, name, source_locale, glossary or (), form, quiet=quiet, jobs=jobs, annotate=annotate, model=model
        )
    elif glossary:
        raise typer.BadParameter("--glossary goes with PO files")
    else:
        from pipeline import project

        with open_project(config_path, quiet=quiet, jobs=jobs, only=locale) as work:
            scorers = _scorers(work, jobs) if model else None
            checked = work.check(work.pages, scorers=scorers)
            if annotate:
                work.annotate(checked)
                checked = work.check(work.pages, scorers=scorers)
            found = report.findings(form, sys.stdout)
            for summary in checked.summaries:
                path = project.catalog_path(work.settings, locales.parse(summary.locale), summary.page)
                found.file(path.relative_to(work.settings.root).as_posix(), summary.rows)
            found.close()
            work.teller.say(f"{len(checked.rows)} findings.")
            finish(work, [checked.outcome], checked)


def _check_files(
    paths: Sequence[Path],
    locale: str | None,
    source: str,
    glossary: Sequence[Path],
    form: FindingsForm,
    *,
    quiet: bool,
    jobs: int | None,
    annotate: bool,
    model: bool,
) -> None:
    """Check PO files one by one; one that can't be read is an error and stops no other."""
    teller = Teller(sys.stderr, quiet=quiet)
    found = report.findings(form, sys.stdout)
    terms = _termbases(glossary, locales.parse(source), teller)
    models = _Models(locales.parse(source), teller, jobs) if model else None
    tally = _Tally()
    failed = 0
    for path in paths:
        try:
            rows = checkfile.check_file(
                path,
                locale,
                locales.parse(source),
                termbase=terms,
                scorer=models.scorer if models else None,
                jobs=jobs or examination.processors(),
            )
            # Line by line as they are found; a document holds the findings of a whole file or none of them.
            counted = tally.counted(rows)
            if annotate:
                counted = _annotated(path, list(counted))
            found.file(str(path), counted if form in LINES else list(counted))
        except MedlocaleError as error:
            teller.warn(str(error))
            failed += 1
    found.close()
    teller.say(f"{tally.findings} findings in {len(paths) - failed} files.")
    if models and not models.asked:
        failed += 1
    if failed or tally.failures:
        raise typer.Exit(FAILED if failed else GATE)


def _annotated(path: Path, rows: Sequence[report.Row]) -> Iterator[report.Row]:
    """Write findings into their catalog, and yield them at the lines where their entries stand then."""
    from pipeline import annotation

    before = annotation.lines(path)
    annotation.annotate(path, rows)
    return annotation.moved(path, before, rows)


def _scorers(work: Stages, jobs: int | None) -> dict[str, ForcedScorer]:
    """Return the models of the locales that have one; raise ModelError where none has."""
    from pipeline import translate

    models = _Models(work.settings.source, work.teller, jobs)
    for target in work.targets:
        models.scorer(target, translate.route(work.settings, target))
    if not models.asked:
        raise ModelError("--model: no locale has a model to ask")
    return models.asked


class _Models:
    """The translation models that are asked for a second opinion; a locale without one is told once.

    `asked` are those that there are, by gettext name.
    """

    def __init__(self, source: Locale, teller: Teller, jobs: int | None) -> None:
        self.asked: dict[str, ForcedScorer] = {}
        self._source = source
        self._teller = teller
        self._jobs = jobs
        self._told: set[str] = set()

    def scorer(self, target: Locale, route: str | None = None) -> ForcedScorer | None:
        """Return the model of a route, else of the built-in one, for a locale."""
        from pipeline.mt import routes, scoring

        name = target.gettext
        if name in self.asked or name in self._told:
            return self.asked.get(name)
        route = route or routes.default_route(target.tag)
        try:
            if route is None:
                raise ModelError("no engine is known for it")
            self.asked[name] = scoring.load(route, source=self._source.tag, target=target.tag, jobs=self._jobs)
        except ModelError as error:
            self._told.add(name)
            self._teller.warn(f"No second opinion on {name}: {error}")
        return self.asked.get(name)


class _Tally:
    """Counts rows as they pass: all of them, and those that fail the gate."""

    def __init__(self) -> None:
        self.findings = 0
        self.failures = 0

    def counted(self, rows: Iterable[report.Row]) -> Iterator[report.Row]:
        for row in rows:
            self.findings += 1
            self.failures += fails(row, "critical")
            yield row


def _termbases(
    glossary: Sequence[Path], source: Locale, teller: Teller
) -> Callable[[Locale], termbase.Termbase] | None:
    """Return what loads the glossary for a target locale, each locale once; bad rows are told once and skipped."""
    if not glossary:
        return None
    told: set[str] = set()

    @cache
    def load(target: Locale) -> termbase.Termbase:
        found = termbase.load(glossary, source, target)
        for problem in map(str, found.problems):
            if problem not in told:
                told.add(problem)
                teller.warn(problem)
        return found

    return load

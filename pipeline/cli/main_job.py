"""The commands of the main job: from a project's pages to its localised site, whole or stage by stage."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import report
from pipeline.cli.application import (
    ConfigOption,
    Ending,
    FormOption,
    JobsOption,
    LocaleOption,
    PruneOption,
    QuietOption,
    app,
    end,
    ending,
    finish,
    open_project,
)
from pipeline.cli.opinion import ModelOption, models_of, write_ranked
from pipeline.cli.report import Form, explanations, harmless
from pipeline.errors import MedlocaleError
from pipeline.project import layout, starter
from pipeline.project.config import FILE_NAME
from pipeline.stages.explain import explain_file, explain_page
from pipeline.stages.status import remarks, table, waiting
from pipeline.system.files import exists
from pipeline.system.git import repository


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="The project's folder.")] = Path(),
    git: Annotated[
        bool,
        typer.Option("--git", help="Have git merge PO files by entry, in this clone."),
    ] = False,
) -> None:
    """Write a commented medlocale.toml and an empty content/ to start from; an existing file is left alone.

    With `--git`, in a new project or one that is there, two branches that edit one page merge: PO files by entry.
    """
    if git:
        repository(folder)
    if not git or not exists(folder / FILE_NAME):
        path = starter.write(folder)
        print(f"{path} is written. Put your pages into {folder / 'content'} and run: medlocale run")
    if git:
        versioned = starter.version(folder)
        print(f"Git merges PO files by entry in {versioned.root}. Commit {folder / '.gitattributes'}.")
        print("Each other clone does the same by `medlocale init --git`. In this one it was:")
        for command in versioned.commands:
            print(f"  {command}")


@app.command()
def run(
    prune: PruneOption = False,
    config_path: ConfigOption = None,
    locale: LocaleOption = None,
    jobs: JobsOption = None,
    form: FormOption = Form.text,
    quiet: QuietOption = False,
) -> None:
    """Extract, translate, check and build: the main job, and only what changed since the last run.

    With `--locale` the new texts reach every locale's PO files; only that locale is translated, checked and built.
    Exit code 3 means that an accepted translation fails the checks (`[check] fail_on`), or that a page isn't wholly in
    translation in a locale of `[publish] complete`. It also means that more than half of the site's pages have lost
    their source or their locale: they stay until `--prune` says that it is meant.

    With `--format json` the last row is of the type summary: the exit code, what went wrong, how far each locale is.
    """
    with _summary_of_failure(form), open_project(config_path, quiet=quiet, jobs=jobs, only=locale) as (work, teller):
        outcomes = [work.extract()]
        broken = {error.path for error in outcomes[0].errors}
        pages = [page for page in work.pages if layout.source_path(work.settings, page) not in broken]
        outcomes.append(work.translate(pages))
        checked = work.check(pages)
        outcomes += [checked.outcome, work.build(pages, checked, failed=broken, prune=prune)]
        findings = checked.rows
        if form is Form.text:
            findings = [row for row in findings if row.fails(work.settings.fail_on)]
        report.findings(form, sys.stdout).file("", findings)
        if not quiet:
            report.write_table(table(work.settings, checked.summaries), sys.stderr, as_json=False)
        for line in waiting(work.settings, checked.summaries, work.targets):
            teller.say(line)
        written = sum(outcome.written for outcome in outcomes)
        teller.say(f"{written} files written." if written else "Nothing has changed.")
        ended = ending(work, outcomes, checked, unmet=work.unmet(checked))
        if form is Form.json:
            rows = table(work.settings, checked.summaries)
            print(ended.summary(written=written, findings=len(findings), locales=rows))
        end(teller, ended)


@contextmanager
def _summary_of_failure(form: Form) -> Iterator[None]:
    """Write the last row also where an error ends the run before its stages do."""
    try:
        yield
    except MedlocaleError as error:
        if form is Form.json:
            print(Ending((str(error),)).summary())
        raise


@app.command()
def extract(
    file: Annotated[
        Path | None,
        typer.Option("--explain", help="Only say of this file what is extracted, what isn't, and why; write nothing."),
    ] = None,
    config_path: ConfigOption = None,
    form: FormOption = Form.text,
    quiet: QuietOption = False,
) -> None:
    """Write the templates from content/ and merge them into every locale's PO files; no translation is lost."""
    if file is not None:
        items = explain_file(file, config_path)
        for line in explanations.file(file, items, as_json=form is Form.json):
            print(line if form is Form.json else harmless(line))
        return
    with open_project(config_path, quiet=quiet) as (work, teller):
        outcome = work.extract()
        teller.say(f"{outcome.written} files written.")
        finish(work, teller, [outcome])


@app.command()
def translate(
    config_path: ConfigOption = None,
    locale: LocaleOption = None,
    jobs: JobsOption = None,
    quiet: QuietOption = False,
) -> None:
    """Fill what is untranslated in the PO files with fuzzy drafts; what a person wrote stays as it is."""
    with open_project(config_path, quiet=quiet, jobs=jobs, only=locale) as (work, teller):
        outcome = work.translate(work.pages)
        teller.say(f"{outcome.done} drafts, {outcome.written} files written.")
        finish(work, teller, [outcome])


@app.command()
def build(
    preview: Annotated[
        bool,
        typer.Option("--preview", help="Show every translation, also what isn't fit to publish, in site-preview/."),
    ] = False,
    prune: PruneOption = False,
    config_path: ConfigOption = None,
    locale: LocaleOption = None,
    jobs: JobsOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write the localised pages to site/; drafts appear only under a notice, the rest in the source language.

    Exit code 3 means that a page isn't wholly in translation in a locale of `[publish] complete`, or that more than
    half of the site's pages would go at once without `--prune`.
    """
    with open_project(config_path, quiet=quiet, jobs=jobs, only=locale, preview=preview) as (work, teller):
        checked = work.check(work.pages)
        outcome = work.build(work.pages, checked, prune=prune)
        teller.say(f"{outcome.written} files written.")
        finish(work, teller, [checked.outcome, outcome], unmet=work.unmet(checked))


@app.command("compile")
def compile_(
    config_path: ConfigOption = None,
    locale: LocaleOption = None,
    jobs: JobsOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write compiled catalogs (.mo) beside the PO files, for programs that load gettext: only what people accepted.

    Exit code 3 means that a page isn't wholly in translation in a locale of `[publish] complete`.
    """
    with open_project(config_path, quiet=quiet, jobs=jobs, only=locale) as (work, teller):
        checked = work.check(work.pages)
        outcome = work.compile(work.pages, checked)
        teller.say(f"{outcome.done} compiled catalogs, {outcome.written} files written.")
        finish(work, teller, [checked.outcome, outcome], unmet=work.unmet(checked))


@app.command()
def status(
    config_path: ConfigOption = None,
    locale: LocaleOption = None,
    worst: Annotated[
        int | None,
        typer.Option("--worst", min=1, help="Only so many translations that most need a person, and what they need."),
    ] = None,
    model: ModelOption = False,
    jobs: JobsOption = None,
    form: FormOption = Form.text,
    quiet: QuietOption = False,
) -> None:
    """Say how far each locale is, and what waits for whom."""
    if model and not worst:
        raise typer.BadParameter("--model goes with --worst")
    with open_project(config_path, quiet=True, jobs=jobs, only=locale) as (work, teller):
        scorers = models_of(work, teller, jobs) if model else None
        checked = work.check(work.pages, scorers=scorers)
        if worst:
            write_ranked(work, checked, scorers, as_json=form is Form.json, most=worst)
            finish(work, teller, [checked.outcome])
            return
        report.write_table(table(work.settings, checked.summaries), sys.stdout, as_json=form is Form.json)
        if form is Form.text and not quiet:
            for line in waiting(work.settings, checked.summaries, work.targets):
                print(harmless(line))
            for line in remarks(work.settings, checked.summaries, work.targets):
                print(harmless(line))
        finish(work, teller, [checked.outcome])


@app.command()
def explain(
    page: Annotated[str, typer.Argument(help="A page, as a path under content/ or to the file itself.")],
    sentence: Annotated[
        str, typer.Option("--sentence", "-s", help="Only sentences with this text, or the one with this id.")
    ] = "",
    config_path: ConfigOption = None,
    locale: LocaleOption = None,
    form: FormOption = Form.text,
) -> None:
    """Say why a page, or a sentence of it, is published, held back or shown in the source language."""
    with open_project(config_path, quiet=True, only=locale) as (work, _):
        for explained in explain_page(
            work.settings, work.manifest, page, sentence, work.targets, config_path=config_path
        ):
            as_json = form is Form.json
            lines = explanations.page_json(explained) if as_json else explanations.page(explained, whole=bool(sentence))
            for line in lines:
                print(line if as_json else harmless(line))

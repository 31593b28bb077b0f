"""The command line: the only module that prints, exits or reads the configuration.

Exit codes: 0 done, 1 something failed, 2 wrong usage, 3 a gate is not met, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline import config, lines, locales, project, review, starter
from pipeline import status as state
from pipeline.config import Settings
from pipeline.errors import MedlocaleError
from pipeline.locales import Locale
from pipeline.project import Outcome
from pipeline.report import Form, Results, Teller
from pipeline.review import Checked
from pipeline.stages import Stages

FAILED, GATE, INTERRUPTED = 1, 3, 130


class _Commands(TyperGroup):
    """The commands, with medlocale's errors as one line on standard error and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except MedlocaleError as error:
            print(error, file=sys.stderr)
            raise typer.Exit(FAILED) from error


app = typer.Typer(
    name="medlocale",
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    help=(
        "Localise a clinic's English pages: machines draft, people decide, and nothing that could harm a patient "
        "slips through.\n\n"
        "Start with `medlocale init`, put pages into content/, then `medlocale run`. Translators open the PO files "
        "in locales/ in any PO editor and clear the fuzzy flag of what they accept; `medlocale run` again publishes it."
    ),
    epilog="Exit codes: 0 done · 1 something failed · 2 wrong usage · 3 a gate is not met · 130 interrupted.",
)


ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", help="The project's medlocale.toml; else the one here or in a folder above."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what went wrong.")]
JobsOption = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, help="Worker processes for translation; else one a core.")
]
FormOption = Annotated[Form, typer.Option("--format", help="How results are printed on standard output.")]
LocaleOption = Annotated[
    list[str] | None, typer.Option("--locale", "-l", help="Only this locale; can be given more than once.")
]


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="The project's folder.")] = Path(),
) -> None:
    """Write a commented medlocale.toml and an empty content/ to start from; an existing file is left alone."""
    path = starter.write(folder)
    print(f"{path} is written. Put your pages into {folder / 'content'} and run: medlocale run")


@app.command()
def run(
    config_path: ConfigOption = None,
    jobs: JobsOption = None,
    form: FormOption = Form.text,
    quiet: QuietOption = False,
) -> None:
    """Extract, translate, check and build: the main job, and only what changed since the last run.

    Exit code 3 means that an accepted translation fails the checks (`[check] fail_on`).
    """
    with _project(config_path, quiet=quiet, jobs=jobs) as work:
        outcomes = [work.extract()]
        broken = {error.path for error in outcomes[0].errors}
        pages = [page for page in work.pages if project.source_path(work.settings, page) not in broken]
        outcomes.append(work.translate(pages))
        checked = work.check(pages)
        outcomes += [checked.outcome, work.build(pages, checked, failed=broken)]
        rows = checked.rows
        if form is Form.text:
            rows = [row for row in rows if review.fails(row, work.settings.fail_on)]
        Results(form, sys.stdout).findings(rows)
        if not quiet:
            Results(Form.text, sys.stderr).table(state.table(work.settings, checked.summaries))
        for line in state.waiting(work.settings, checked.summaries, work.targets):
            work.teller.say(line)
        written = sum(outcome.written for outcome in outcomes)
        work.teller.say(f"{written} files written." if written else "Nothing has changed.")
        _finish(work, outcomes, checked)


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
        for line in state.explain_file(file, config_path, as_json=form is Form.json):
            print(line)
        return
    with _project(config_path, quiet=quiet) as work:
        outcome = work.extract()
        work.teller.say(f"{outcome.written} files written.")
        _finish(work, [outcome])


@app.command()
def translate(
    config_path: ConfigOption = None,
    locale: LocaleOption = None,
    jobs: JobsOption = None,
    quiet: QuietOption = False,
) -> None:
    """Fill what is untranslated in the PO files with fuzzy drafts; what a person wrote stays as it is."""
    with _project(config_path, quiet=quiet, jobs=jobs, only=locale) as work:
        outcome = work.translate(work.pages)
        work.teller.say(f"{outcome.done} drafts, {outcome.written} files written.")
        _finish(work, [outcome])


@app.command()
def check(
    catalogs: Annotated[
        list[Path] | None, typer.Argument(help="PO files from anywhere; without any, the project's.")
    ] = None,
    locale: LocaleOption = None,
    source_locale: Annotated[str, typer.Option(help="The locale that PO files are translated from.")] = "en",
    form: FormOption = Form.text,
    config_path: ConfigOption = None,
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
        _check_files(catalogs, locale[0] if locale else None, source_locale, form, quiet=quiet)
    else:
        with _project(config_path, quiet=quiet, only=locale) as work:
            checked = work.check(work.pages)
            Results(form, sys.stdout).findings(checked.rows)
            work.teller.say(f"{len(checked.rows)} findings.")
            _finish(work, [checked.outcome], checked)


@app.command()
def build(
    config_path: ConfigOption = None,
    locale: LocaleOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write the localised pages to site/; drafts appear only under a notice, the rest in the source language."""
    with _project(config_path, quiet=quiet, only=locale) as work:
        checked = work.check(work.pages)
        outcome = work.build(work.pages, checked)
        work.teller.say(f"{outcome.written} files written.")
        _finish(work, [checked.outcome, outcome])


@app.command()
def status(
    config_path: ConfigOption = None,
    locale: LocaleOption = None,
    form: FormOption = Form.text,
    quiet: QuietOption = False,
) -> None:
    """Say how far each locale is, and what waits for whom."""
    with _project(config_path, quiet=True, only=locale) as work:
        checked = work.check(work.pages)
        Results(form, sys.stdout).table(state.table(work.settings, checked.summaries))
        if form is Form.text and not quiet:
            for line in state.waiting(work.settings, checked.summaries, work.targets):
                print(line)
        _finish(work, [checked.outcome])


@app.command()
def explain(
    page: Annotated[str, typer.Argument(help="A page, as a path under content/ or to the file itself.")],
    sentence: Annotated[str, typer.Option("--sentence", "-s", help="Only sentences with this text.")] = "",
    config_path: ConfigOption = None,
    locale: LocaleOption = None,
    form: FormOption = Form.text,
) -> None:
    """Say why a page, or a sentence of it, is published, held back or shown in the source language."""
    with _project(config_path, quiet=True, only=locale) as work:
        for line in state.explain(work.settings, page, sentence, work.targets, as_json=form is Form.json):
            print(line)


@app.command()
def mt(
    to: Annotated[str, typer.Option("--to", help="The locale to translate into, such as pt-BR.")],
    source: Annotated[str, typer.Option("--from", help="The locale of the lines.")] = "en",
    route: Annotated[str | None, typer.Option(help="The engine; else the built-in one of the locale.")] = None,
    form: Annotated[Form, typer.Option("--format", help="text: lines in and out; json: JSON lines.")] = Form.text,
    jobs: JobsOption = None,
    quiet: QuietOption = False,
) -> None:
    """Translate standard input to standard output, one line in, one line out, without a project.

    With --format json a line in is `{"text": "…"}`, a line out has text, score, unmet and origin.
    """
    teller = Teller(sys.stderr, quiet=quiet)
    texts = lines.read(sys.stdin.buffer, as_json=form is Form.json)
    here, there = locales.parse(source), locales.parse(to)
    engine = lines.engine(here, there, route=route, jobs=jobs)
    for number, draft in enumerate(lines.translate(texts, engine, here, there), 1):
        print(lines.write(draft, as_json=form is Form.json))
        for reason in draft.unmet if form is Form.text else ():
            teller.say(f"line {number}: {reason}")


def _finish(work: Stages, outcomes: Sequence[Outcome], checked: Checked | None = None) -> None:
    """Say what failed and leave with the right exit code."""
    failed = {str(error): None for outcome in outcomes for error in outcome.errors}
    for message in failed:
        work.teller.warn(message)
    if failed:
        raise typer.Exit(FAILED)
    broken = sum(review.fails(row, work.settings.fail_on) for row in checked.rows) if checked else 0
    if broken:
        work.teller.warn(f"The gate is not met: {broken} findings in accepted translations (see medlocale check).")
        raise typer.Exit(GATE)


@contextmanager
def _project(
    path: Path | None, *, quiet: bool, jobs: int | None = None, only: Sequence[str] | None = None
) -> Iterator[Stages]:
    settings = config.load(path or project.find(Path()), jobs=jobs)
    targets = [_target(settings, name) for name in only or ()] or list(settings.targets)
    with project.lock(settings), Teller(sys.stderr, quiet=quiet) as teller:
        yield Stages(settings, teller, targets)


def _target(settings: Settings, name: str) -> Locale:
    wanted = locales.parse(name)
    if wanted not in settings.targets:
        known = ", ".join(locale.gettext for locale in settings.targets)
        raise typer.BadParameter(f"{name} is no target of this project ({known})")
    return wanted


def _check_files(paths: Sequence[Path], locale: str | None, source: str, form: Form, *, quiet: bool) -> None:
    """Check PO files one by one; one that can't be read is an error and stops no other."""
    teller = Teller(sys.stderr, quiet=quiet)
    failed = gate = total = 0
    for path in paths:
        try:
            rows = review.check_file(path, locale, locales.parse(source))
        except MedlocaleError as error:
            teller.warn(str(error))
            failed += 1
            continue
        Results(form, sys.stdout).findings(rows)
        total += len(rows)
        gate += sum(review.fails(row, "critical") for row in rows)
    teller.say(f"{total} findings in {len(paths) - failed} files.")
    if failed or gate:
        raise typer.Exit(FAILED if failed else GATE)


def main() -> None:
    """Run the command line."""
    app()

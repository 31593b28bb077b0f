"""`medlocale glossary`: the termbase listed, searched, checked, brought in from other tools and taken out to them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import locales
from pipeline.cli import report
from pipeline.cli.application import FAILED, GATE, ConfigOption, FormOption, LocaleOption, QuietOption, app
from pipeline.cli.report import Form, Teller
from pipeline.cli.report.teller import harmless
from pipeline.errors import ConfigError, MedlocaleError, SourceError
from pipeline.locales import Locale
from pipeline.project import config, glossary, layout
from pipeline.project.config import Settings
from pipeline.stages.extract import now
from pipeline.system.files import exists, write_text
from pipeline.termbase import rows
from pipeline.termbase.rows import STATUSES, Problem, Rows, TermRow
from pipeline.termbase.usage import Adherence

terms = typer.Typer(no_args_is_help=True)
app.add_typer(
    terms,
    name="glossary",
    help="List, search and check the medical termbase, and exchange it with other tools (TBX, CSV, TSV, Weblate).",
)

FilesOption = Annotated[
    list[Path] | None,
    typer.Option("--glossary", "-g", help="A glossary file (CSV), again for more; else those of the project."),
]
SourceOption = Annotated[str | None, typer.Option(help="The locale of the source terms; else the project's, else en.")]
FormatOption = Annotated[str | None, typer.Option("--format", help=f"One of {', '.join(glossary.FORMATS)}.")]
DomainOption = Annotated[str, typer.Option(help="Only terms of this domain.")]
StatusOption = Annotated[str, typer.Option(help=f"Only terms of this status: {', '.join(STATUSES)}.")]


@terms.command("list")
def list_terms(
    locale: LocaleOption = None,
    domain: DomainOption = "",
    status: StatusOption = "",
    files: FilesOption = None,
    config_path: ConfigOption = None,
    form: FormOption = Form.text,
) -> None:
    """List the glossary's terms, those of a locale, a domain or a status."""
    if status and status not in STATUSES:
        raise typer.BadParameter(f"{status!r} is no status (known: {', '.join(STATUSES)})")
    glossary_rows = _read(files, _settings(config_path, files))
    chosen = glossary.chosen(glossary_rows.rows, targets=_parsed(locale), domain=domain, status=status)
    _print(sorted(chosen, key=lambda row: (row.concept, row.locale)), form)


@terms.command()
def search(
    text: Annotated[str, typer.Argument(help="A term or its beginning, in any locale; case and accents don't count.")],
    locale: LocaleOption = None,
    files: FilesOption = None,
    config_path: ConfigOption = None,
    form: FormOption = Form.text,
) -> None:
    """Find a concept by a term in any of its locales, by the beginning of one, or by one that is spelled alike."""
    glossary_rows = _read(files, _settings(config_path, files))
    _print(glossary.chosen(glossary.search(glossary_rows.rows, text), targets=_parsed(locale)), form)


@terms.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="Glossary files; without any, the project's.")] = None,
    catalogs: Annotated[
        list[Path] | None,
        typer.Option("--catalog", "-c", help="A PO file whose adherence is measured; else the project's catalogs."),
    ] = None,
    locale: LocaleOption = None,
    source_locale: SourceOption = None,
    config_path: ConfigOption = None,
    form: FormOption = Form.text,
    quiet: QuietOption = False,
) -> None:
    """Validate the glossary, and measure per term how often translations honour it.

    Exit code 1: there is an error in the glossary; its file, line and column are named. Warnings are for a person to
    think about. Adherence is a measure and fails nothing: `medlocale check` has findings and a gate.
    """
    settings = _settings(config_path, files)
    source = _source(source_locale, settings)
    paths = files or _files(settings, protected=True)
    problems = glossary.check(paths, source)
    _problems(problems, form)
    tables = [path for path in paths if path.suffix != ".toml"]
    teller = Teller(sys.stderr, quiet=quiet)
    for name, measured in _measured(settings, tables, catalogs or (), locale, source):
        _adherence(name, measured, form, teller)
    errors = sum(problem.severity == "error" for problem in problems)
    teller.say(f"{len(paths)} files: {errors} errors, {len(problems) - errors} warnings.")
    if errors:
        raise typer.Exit(FAILED)


@terms.command("import")
def import_terms(
    file: Annotated[Path, typer.Argument(help="A TBX, CSV, TSV or PO file of terms.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The glossary file (CSV) that they are added to.")],
    form: FormatOption = None,
    locale: Annotated[str | None, typer.Option("--locale", "-l", help="The locale of the translations.")] = None,
    source_locale: SourceOption = None,
    config_path: ConfigOption = None,
    quiet: QuietOption = False,
) -> None:
    """Add terms from another tool to a glossary file; what is there already stays, and what is skipped is said.

    Exit code 3: a term that comes in contradicts one that is there; it is left out for a person to decide.
    """
    settings = _settings(config_path, [output])
    source = _source(source_locale, settings)
    incoming = glossary.read_foreign(
        file, _known(form), source=source, target=locales.parse(locale) if locale else None
    )
    own = rows.read(output) if exists(output) else Rows(())
    if bad := next((problem for problem in own.problems if problem.severity == "error"), None):
        raise SourceError(f"is left as it is: {bad.message}", path=output, line=bad.line)
    others = glossary.read(path for path in _files(settings) if path.resolve() != output.resolve()).rows
    incoming = glossary.sourced(incoming, [*own.rows, *others], source)
    result = glossary.merged(own.rows, others, incoming.rows, source)
    if result.new:
        rows.write(output, result.rows, source=source.tag, instead_of=own.digest)
    teller = Teller(sys.stderr, quiet=quiet)
    for problem in incoming.problems:
        teller.warn(str(problem))
    for conflict in result.conflicts:
        teller.warn(f"{conflict} (conflict)")
    known = len(incoming.rows) - len(result.new) - len(result.conflicts)
    teller.say(f"{output}: {len(result.new)} new terms, {known} known, {len(result.conflicts)} conflicts.")
    if result.conflicts:
        raise typer.Exit(GATE)


@terms.command("export")
def export_terms(
    form: Annotated[str, typer.Option("--format", help=f"One of {', '.join(glossary.FORMATS)}.")] = "tbx",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file; else standard output.")] = None,
    locale: LocaleOption = None,
    domain: DomainOption = "",
    source_locale: SourceOption = None,
    files: FilesOption = None,
    config_path: ConfigOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write the glossary as another tool reads it: TBX-Basic, a list for DeepL, Google or Amazon, a PO for Weblate.

    What the format has no place for is said on standard error.
    """
    settings = _settings(config_path, files)
    wanted = glossary.chosen(_read(files, settings).rows, domain=domain)
    exported = glossary.write_foreign(
        wanted, str(_known(form)), source=_source(source_locale, settings), targets=_parsed(locale), created=now()
    )
    if output is None:
        sys.stdout.write(exported.text)
    else:
        write_text(output, exported.text)
    teller = Teller(sys.stderr, quiet=quiet)
    for loss in exported.losses:
        teller.say(loss)


def _settings(path: Path | None, files: Sequence[Path] | None) -> Settings | None:
    """Load the project's configuration; where files are named, there may be no project."""
    try:
        return config.load(path or layout.find(Path()))
    except ConfigError:
        if path is not None or not files:
            raise
        return None


def _source(name: str | None, settings: Settings | None) -> Locale:
    return locales.parse(name) if name else settings.source if settings else locales.parse("en")


def _files(settings: Settings | None, *, protected: bool = False) -> list[Path]:
    if settings is None:
        return []
    own = glossary.Glossary(settings)
    folder = Path.cwd()
    existing = (path for path in (own.inputs if protected else own.files) if exists(path))
    return [path.relative_to(folder) if path.is_relative_to(folder) else path for path in existing]


def _read(files: Sequence[Path] | None, settings: Settings | None) -> Rows:
    """Read glossary files; a row with an error is left out, which is said."""
    contents = glossary.read(files or _files(settings))
    for problem in contents.problems:
        if problem.severity == "error":
            Teller(sys.stderr).warn(f"{problem} (left out)")
    return contents


def _parsed(names: Sequence[str] | None) -> list[Locale]:
    return [locales.parse(name) for name in names or ()]


def _known(form: str | None) -> str | None:
    if form is not None and form not in glossary.FORMATS:
        raise typer.BadParameter(f"{form!r} is no format (known: {', '.join(glossary.FORMATS)})")
    return form


def _measured(
    settings: Settings | None,
    files: Sequence[Path],
    catalogs: Sequence[Path],
    names: Sequence[str] | None,
    source: Locale,
) -> Iterable[tuple[str, list[Adherence]]]:
    if catalogs:
        if len(names or ()) != 1:
            raise typer.BadParameter("--catalog wants one --locale")
        target = _parsed(names)[0]
        for path in catalogs:
            yield str(path), glossary.measure_file(path, files, source, target)
    elif settings is not None:
        pages = layout.pages(settings) if settings.content.is_dir() else []
        for target in _parsed(names) or settings.targets:
            try:
                yield target.gettext, glossary.measure(settings, target, pages)
            except MedlocaleError as error:
                Teller(sys.stderr).warn(str(error))


def _print(terms: Iterable[TermRow], form: Form) -> None:
    columns = rows.COLUMNS if form is Form.json else ("concept", "locale", "status", "term", "domain")
    table: list[dict[str, Any]] = [{name: getattr(row, name) for name in columns} for row in terms]
    report.write_table(table, sys.stdout, as_json=form is Form.json)


def _problems(problems: Iterable[Problem], form: Form) -> None:
    if form is Form.json:
        table = [asdict(problem) for problem in problems]
        report.write_table(table, sys.stdout, as_json=True)
    else:
        for problem in problems:
            sys.stdout.write(harmless(f"{problem} ({problem.severity})\n"))


def _adherence(name: str, measured: Sequence[Adherence], form: Form, teller: Teller) -> None:
    table: list[dict[str, Any]] = [
        {
            "catalog": name,
            "concept": row.concept,
            "term": row.term,
            "occurrences": row.occurrences,
            "honoured": row.honoured,
            "missed": [f"{path}:{line}" for path, line in row.missed] if form is Form.json else _first(row.missed),
        }
        for row in measured
    ]
    report.write_table(table, sys.stdout, as_json=form is Form.json)
    total = sum(row.occurrences for row in measured)
    if total:
        honoured = sum(row.honoured for row in measured)
        teller.say(f"{name}: {honoured} of {total} occurrences are honoured ({honoured / total:.1%}).")


def _first(places: Sequence[tuple[str, int]]) -> str:
    if not places:
        return ""
    more = f" and {len(places) - 1} more" if len(places) > 1 else ""
    return f"{places[0][0]}:{places[0][1]}{more}"

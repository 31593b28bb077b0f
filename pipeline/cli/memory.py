"""`medlocale memory`: the translation memory searched, and exchanged with other tools as TMX."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import locales
from pipeline.cli import report
from pipeline.cli.application import FAILED, ConfigOption, FormOption, LocaleOption, QuietOption, app, open_project
from pipeline.cli.report import Form
from pipeline.stages import memory_exchange

memory = typer.Typer(no_args_is_help=True)
app.add_typer(
    memory,
    name="memory",
    help="Search what was translated before, in the project's PO files and imported memories, and exchange it (TMX).",
)


@memory.command("import")
def import_memory(
    file: Annotated[Path, typer.Argument(help="A translation memory of another tool (TMX 1.4).")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of an imported file of the same name.")
    ] = False,
    config_path: ConfigOption = None,
    quiet: QuietOption = False,
) -> None:
    """Copy a TMX file into the project's memory/ and index it; what can't be used is said."""
    with open_project(config_path, quiet=quiet) as (work, teller):
        done = memory_exchange.import_tmx(work.settings, file, replace=replace)
        for notice in done.notices:
            teller.warn(notice)
        counts = ", ".join(f"{pair}: {count}" for pair, count in sorted(done.counts.items()))
        teller.say(f"{done.file}: {sum(done.counts.values())} translations ({counts or 'none'}).")


@memory.command("export")
def export_memory(
    output: Annotated[Path, typer.Option("--output", "-o", help="The TMX file to write.")],
    locale: LocaleOption = None,
    config_path: ConfigOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write what people accepted or typed, and what was imported, as TMX 1.4b for other tools."""
    with open_project(config_path, quiet=quiet, only=locale) as (work, teller):
        done = memory_exchange.export_tmx(work.settings, work.manifest, output, work.targets)
        for notice in done.notices:
            teller.warn(notice)
        teller.say(f"{output}: {done.count} translations.")
        _finish(teller, done.errors)


@memory.command()
def search(
    text: Annotated[str, typer.Argument(help="A sentence of the source language.")],
    locale: LocaleOption = None,
    also: Annotated[
        list[str] | None,
        typer.Option("--also", help="A further locale whose translations are shown, too; again for more."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many matches are shown of a locale.")] = 5,
    config_path: ConfigOption = None,
    form: FormOption = Form.text,
) -> None:
    """Show how a sentence, or one like it, was translated before: exact and fuzzy matches, the best first.

    A sentence that differs in a way that could harm someone (another dose, a lost "not") is no match.
    """
    further = [locales.parse(name) for name in also or ()]
    with open_project(config_path, quiet=True, only=locale) as (work, teller):
        matched = memory_exchange.search(work.settings, work.manifest, text, work.targets, also=further, limit=limit)
        table: list[dict[str, Any]] = [
            {
                "locale": name,
                "kind": match.kind,
                "score": match.score,
                "source": match.source,
                "target": match.target,
                "origin": match.origin,
                "changes": match.changes,
            }
            for name, matches in matched.matches.items()
            for match in matches
        ]
        report.write_table(table, sys.stdout, as_json=form is Form.json)
        _finish(teller, matched.errors)


def _finish(teller: report.Teller, errors: tuple[Exception, ...]) -> None:
    for error in errors:
        teller.warn(str(error))
    if errors:
        raise typer.Exit(FAILED)

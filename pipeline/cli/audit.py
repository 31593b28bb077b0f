"""`medlocale audit`: what is wrong with a finished site, whoever made it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from pipeline import locales
from pipeline.cli import report
from pipeline.cli.application import FAILED, GATE, QuietOption, app
from pipeline.cli.report import ProblemsForm, Teller
from pipeline.model import SEVERITIES

FAILING = ("critical", "major")


@app.command()
def audit(
    folder: Annotated[
        Path, typer.Argument(metavar="SITE", exists=True, file_okay=False, help="The site, laid out as <tag>/<path>.")
    ],
    form: Annotated[
        ProblemsForm, typer.Option("--format", help="How problems are printed on standard output.")
    ] = ProblemsForm.text,
    base_url: Annotated[
        str, typer.Option("--base-url", help="The site's address; else what the canonical links say.")
    ] = "",
    source: Annotated[
        Path | None,
        typer.Option("--source", exists=True, file_okay=False, help="The source pages, if not the site's own."),
    ] = None,
    source_locale: Annotated[str, typer.Option(help="The locale that pages are translated from.")] = "en",
    reporting: Annotated[
        str, typer.Option("--report", help="Where readers report errors: the notices may lead there.")
    ] = "",
    quiet: QuietOption = False,
) -> None:
    """Audit a folder of localised pages: language, alternates, links, structured data, and what a page must not bring.

    It works anywhere, without a project, and changes nothing. Each page is compared with the source page of its path.
    Exit code 3: there are critical or major problems; 1: a file couldn't be read.
    """
    from pipeline.site import audit

    tag = locales.parse(source_locale).tag
    site, errors = audit.read(folder, base_url=base_url, source=tag, report=reporting)
    if not site.facts and not site.markdown and not errors:
        raise typer.BadParameter(
            f"{folder} has no HTML or Markdown page in a folder named after a locale (such as pt-BR/)"
        )
    teller = Teller(sys.stderr, quiet=quiet)
    for error in errors:
        teller.warn(str(error))
    counts: Counter[str] = Counter()
    failed = len(errors)
    alone = 0
    problems = report.problems(form, sys.stdout)
    for audited in audit.audit(site, source=source):
        rows = [audit.row(problem, audit.RULES) for problem in audited.problems]
        counts.update(row.severity for row in rows)
        alone += not audited.compared
        if audited.error is not None:
            teller.warn(str(audited.error))
            failed += 1
        problems.file(audited.file, rows)
    problems.close()
    if alone:
        teller.warn(f"{alone} pages have no source page: what a translation brought into them can't be told.")
    summary = ", ".join(f"{counts[severity]} {severity}" for severity in SEVERITIES)
    folders = site.locales.keys() | {name.split("/")[0] for name in site.markdown}
    teller.say(f"{len(site.facts) + len(site.markdown)} pages in {len(folders)} locales: {summary} problems.")
    if failed:
        raise typer.Exit(FAILED)
    if any(counts[severity] for severity in FAILING):
        raise typer.Exit(GATE)

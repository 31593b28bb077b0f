"""`medlocale mt`: lines translated without a project."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline import locales
from pipeline.cli.application import JobsOption, QuietOption, app
from pipeline.cli.report import Form, Teller
from pipeline.stages import translate_lines


@app.command()
def mt(
    to: Annotated[str, typer.Option("--to", help="The locale to translate into, such as pt-BR.")],
    source: Annotated[str, typer.Option("--from", help="The locale of the lines.")] = "en",
    route: Annotated[str | None, typer.Option(help="The engine; else the built-in one of the locale.")] = None,
    glossary: Annotated[
        list[Path] | None,
        typer.Option(help="A glossary to obey (CSV), or protected.toml; can be given more than once."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="text: lines in and out; json: JSON lines.")] = Form.text,
    jobs: JobsOption = None,
    quiet: QuietOption = False,
) -> None:
    """Translate standard input to standard output, one line in, one line out, without a project.

    With --format json a line in is `{"text": "…", "terms": {"source": "target"}, "codes": {"1": "link"}}`, where
    terms and codes may be left out; a line out has text, score, unmet and origin. Codes stand as `<1>…</1>` or `<2/>`.
    """
    teller = Teller(sys.stderr, quiet=quiet)
    wanted = translate_lines.read(sys.stdin.buffer, as_json=form is Form.json)
    engines = translate_lines.Engines(locales.parse(source), locales.parse(to), route, jobs, tuple(glossary or ()))
    for number, draft in enumerate(translate_lines.translate(wanted, engines), 1):
        print(translate_lines.write(draft, as_json=form is Form.json))
        for reason in draft.unmet if form is Form.text else ():
            teller.say(f"line {number}: {reason}")

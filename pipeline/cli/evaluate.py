"""`medlocale evaluate`: how good an engine's translations are, or those of a file."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import locales, termbase
from pipeline.cli import report
from pipeline.cli.application import FormOption, JobsOption, QuietOption, app
from pipeline.cli.report import Form, Teller
from pipeline.stages import translate_lines
from pipeline.stages.evaluate import Measure, measure, read, read_translations


@app.command()
def evaluate(
    source_file: Annotated[
        Path, typer.Argument(metavar="SRC", help="The sentences, one a line; or a TSV with columns source and target.")
    ],
    reference_file: Annotated[
        Path | None, typer.Argument(metavar="REF", help="A person's translations of them, one a line.")
    ] = None,
    *,
    to: Annotated[str, typer.Option("--to", help="The locale of the translations, such as pt-BR.")],
    source: Annotated[str, typer.Option("--from", help="The locale of the sentences.")] = "en",
    hypothesis: Annotated[
        Path | None, typer.Option("--hypothesis", help="Translations to be measured; else an engine makes them.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option("--against", help="Other translations, to which these are compared.")
    ] = None,
    glossary: Annotated[
        list[Path] | None,
        typer.Option("--glossary", help="A glossary (CSV) whose terms are asked for and counted; again for more."),
    ] = None,
    route: Annotated[str | None, typer.Option(help="The engine; else the built-in one of the locale.")] = None,
    form: FormOption = Form.text,
    jobs: JobsOption = None,
    quiet: QuietOption = False,
) -> None:
    """Measure translations against a person's: BLEU, chrF, TER, terms and quantities, with intervals of 95 %.

    It works anywhere, without a project, and needs the extra `evaluation`. The signatures say what was counted how.
    """
    teller = Teller(sys.stderr, quiet=quiet)
    if hypothesis is not None and route is not None:
        raise typer.BadParameter("--route names the engine that translates; with --hypothesis none does")
    source_locale, target_locale = locales.parse(source), locales.parse(to)
    corpus = read(source_file, reference_file)
    others = read_translations(against, corpus, source_file) if against else None
    tables = [path for path in glossary or () if path.suffix.lower() != ".toml"]  # codes that stay are no terms
    terms = termbase.load(tables, source_locale, target_locale) if tables else None
    for problem in terms.problems if terms else ():
        teller.warn(str(problem))
    if hypothesis is not None:
        translations = read_translations(hypothesis, corpus, source_file)
    else:
        engines = translate_lines.Engines(source_locale, target_locale, route, jobs, tuple(glossary or ()))
        drafts = translate_lines.translate([translate_lines.Line(text) for text in corpus.sources], engines)
        translations = tuple(translate_lines.write(draft) for draft in drafts)
        teller.say(f"{len(translations)} sentences translated by {drafts[0].origin}." if drafts else "No sentences.")
    result = measure(corpus, translations, source_locale, target_locale, termbase=terms, against=others)
    for notice in result.notices:
        teller.say(notice)
    rows = [_row(measure, as_json=form is Form.json) for measure in result.measures]
    report.write_table(rows, sys.stdout, as_json=form is Form.json)


def _row(measure: Measure, *, as_json: bool) -> dict[str, Any]:
    """Return a measure with the decimals that mean something; the signature, which is long, at the end."""
    row = asdict(measure)
    comparison = row.pop("against")
    signature = row.pop("signature")
    if comparison is not None:
        row["against"] = comparison["score"]
        row |= {"difference": comparison["difference"], "difference low": comparison["low"]}
        row |= {"difference high": comparison["high"], "p": comparison["p"]}
    if as_json:
        named = {key.replace(" ", "_"): value for key, value in row.items()}
        return {key: round(value, 4) if key != "metric" else value for key, value in named.items()} | {
            "signature": signature
        }
    shown = {key: value if key == "metric" else f"{value:.{3 if key == 'p' else 2}f}" for key, value in row.items()}
    return shown | {"signature": signature}

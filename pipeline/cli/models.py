"""`medlocale models`: the translation models at hand, fetched, converted and described."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import report
from pipeline.cli.application import FormOption, QuietOption, app
from pipeline.cli.report import Form, Teller

commands = typer.Typer(no_args_is_help=True)
app.add_typer(
    commands,
    name="models",
    help="List, fetch, convert and describe translation models; only `fetch` uses the network.",
)
_MEGABYTE = 1_000_000


@commands.command("list")
def list_models(form: FormOption = Form.text) -> None:
    """List the models that are built in or fetched: the name of the route, size, revision, licence and folder."""
    from pipeline.mt.engines import models

    rows = [
        {
            "route": model.route,
            "size": model.size if form is Form.json else f"{model.size / _MEGABYTE:.0f} MB",
            "revision": model.revision,
            "licence": model.licence or None if form is Form.json else model.licence or "unknown",
            "folder": str(model.folder),
        }
        for model in models.known()
    ]
    report.write_table(rows, sys.stdout, as_json=form is Form.json)


@commands.command()
def fetch(
    name: Annotated[str, typer.Argument(help="A model of the Hugging Face hub: OWNER/NAME, better OWNER/NAME@COMMIT.")],
    quiet: QuietOption = False,
) -> None:
    """Fetch a model's configuration, vocabularies and safetensors into the cache, and print the route's name.

    A branch or a tag is resolved to its commit, which the printed name holds.
    """
    from pipeline.mt.engines import hub, models

    model = hub.fetch(name, models.cache_folder())
    Teller(sys.stderr, quiet=quiet).say(f"It is in {models.cache_folder() / model.folder_name}. Name it as a route:")
    print(f"{hub.ROUTE}{model}")


@commands.command()
def convert(
    folder: Annotated[Path, typer.Argument(help="A Bergamot or Firefox Translations model: model, vocabulary, lex.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write, which must not exist.")],
    quiet: QuietOption = False,
) -> None:
    """Convert a Bergamot model into a Hugging Face folder, translate a sentence with it, and print the route's name."""
    from pipeline.mt.engines.loading import needing_extra

    with needing_extra("converting a model"):
        from pipeline.mt.bergamot import package

        proof = package.convert(folder, out)
    Teller(sys.stderr, quiet=quiet).say(f"“{package.PROOF}” becomes “{proof}”. Name it as a route:")
    print(f"path:{out}")


@commands.command()
def info(
    name: Annotated[str, typer.Argument(help="A route (embedded, hf:…, path:…), a fetched model or a folder.")],
    form: FormOption = Form.text,
) -> None:
    """Say what a model is: architecture, vocabulary, layers, precision, languages, and its files with their SHA-256."""
    from pipeline.mt.engines import models

    model = models.info(name)
    row = {**asdict(model), "folder": str(model.folder), "files": {file.name: file.sha256 for file in model.files}}
    if form is Form.json:
        print(report.json_line(row))
        return
    shown = {**row, "languages": ", ".join(model.languages) or "unknown", "licence": model.licence or "unknown"}
    for key, value in shown.items():
        if key != "files":
            print(f"{key.replace('_', ' ')}: {value}")
    for file in model.files:
        print(f"{file.sha256}  {file.name}")

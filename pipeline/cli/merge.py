"""`medlocale merge`: one catalog brought up to date with its template."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.application import QuietOption, app
from pipeline.cli.report import Teller
from pipeline.project import layout
from pipeline.stages import merge_file


@app.command()
def merge(
    old: Annotated[Path, typer.Argument(help="The catalog with the translations (PO).")],
    template: Annotated[Path, typer.Argument(help="The new template (POT).")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the merged catalog is written.")],
    glossary: Annotated[
        list[Path] | None, typer.Option(help="A glossary whose terms count as critical; can be given more than once.")
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Merge a catalog with a new template, as msgmerge does, and carry nothing dangerous over.

    An unchanged sentence keeps its translation and state, also after a cosmetic edit. After an ordinary one the old
    translation is offered as fuzzy. Where a dose, a "not", a side, a drug or a term changed, it stands in a comment,
    `CRITICAL CHANGE:`, and the entry is untranslated.
    """
    layout.surround([old, template, output, *(glossary or ())])
    written = merge_file.merge_files(old, template, output, glossary=glossary or ())
    Teller(sys.stderr, quiet=quiet).say(f"{output} is written." if written else f"{output} is up to date.")

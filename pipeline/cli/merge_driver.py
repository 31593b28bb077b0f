"""`medlocale merge-driver`: what git runs to merge two branches of a PO file, once for each, so that little is loaded.

The three files are git's own copies, never links of somebody's project.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.application import FAILED, app
from pipeline.cli.report import Teller
from pipeline.stages import merge_driver as stage

NAMED = 3  # entries that a message names, of many
SHOWN = 60  # characters of a sentence that a message shows


@app.command("merge-driver")
def merge_driver(
    base: Annotated[Path, typer.Argument(help="The file as both branches had it (git's %O).")],
    ours: Annotated[Path, typer.Argument(help="The file on this branch (%A); the result is written here.")],
    theirs: Annotated[Path, typer.Argument(help="The file on the other branch (%B).")],
    path: Annotated[str, typer.Argument(help="Its name in the repository (%P), for messages.")] = "",
) -> None:
    """Merge two branches of a PO file or template by entry; git calls it, `medlocale init --git` tells it to.

    Where both branches gave an entry other words, it becomes fuzzy, and the other branch's words stand in a comment.
    Exit code 1 means that a version is no PO file: then the lines are merged, with marks where they conflict.
    """
    teller, name = Teller(sys.stderr), path or str(ours)
    merged = stage.merge_branches(base, ours, theirs)
    if merged.error is not None:
        versions = {str(base): "the common base", str(ours): "this branch", str(theirs): "the other branch"}
        where = versions.get(str(merged.error.path), "")
        line = f", line {merged.error.line}" if where and merged.error.line else ""
        said = f"{where}{line}: {merged.error.message}" if where else merged.error.message
        teller.warn(f"{name}: merged by lines and not by entry, look at it. {said[:1].upper()}{said[1:]}")
        raise typer.Exit(FAILED)
    if merged.contested:
        first = "; ".join(" ".join(entry.msgid.split())[:SHOWN] for entry in merged.contested[:NAMED])
        more = " …" if len(merged.contested) > NAMED else ""
        count = len(merged.contested)
        were = "1 entry was" if count == 1 else f"{count} entries were"
        teller.warn(f"{name}: {were} translated otherwise on each branch and now fuzzy, with both: {first}{more}")

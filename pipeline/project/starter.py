"""A project's first files: a commented medlocale.toml that teaches what can be set, and a folder for the pages."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.project.config import FILE_NAME
from pipeline.system.files import make_folder, write_text

GITATTRIBUTES = """# Two branches both add to a review ledger, and all of it counts.
locales/*/review.jsonl merge=union
"""
GITIGNORE = """# Made anew at any time of what is committed.
/site/
/site-preview/
/.medlocale/
/locales/**/*.mo
"""


def write(folder: Path) -> Path:
    """Write the starter configuration into a folder; raise ConfigError where there is one already.

    Git is told how review ledgers merge and what is made anew at any time, in files that the folder doesn't have yet.
    """
    path = folder / FILE_NAME
    if os.path.lexists(path):  # a link that leads nowhere yet is there, too
        raise ConfigError("exists already and is left as it is", path=path)
    write_text(path, files("pipeline.project").joinpath("starter.toml").read_text("utf-8"))
    for name, text in ((".gitattributes", GITATTRIBUTES), (".gitignore", GITIGNORE)):
        if not os.path.lexists(folder / name):
            write_text(folder / name, text)
    make_folder(folder / "content")
    return path

"""A project's first files: a commented medlocale.toml that teaches what can be set, and a folder for the pages.

What git has to know of a project is written here, too: how its files merge, and what is made anew at any time.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.project import config
from pipeline.project.config import FILE_NAME
from pipeline.system import git
from pipeline.system.files import exists, make_folder, read_text, write_text

LEDGERS = "Two branches both add to a review ledger, and all of it counts."
CATALOGS = "PO files merge by entry, once `medlocale init --git` has told a clone how; by lines before."
GITIGNORE = """# Made anew at any time of what is committed.
/site/
/site-preview/
/.medlocale/
/locales/**/*.mo
"""


@dataclass(frozen=True, slots=True)
class Versioned:
    """A project in git: the root of the repository, and the commands that its configuration was set by."""

    root: Path
    commands: list[str]


def write(folder: Path) -> Path:
    """Write the starter configuration into a folder; raise ConfigError where there is one already.

    Git is told how review ledgers merge and what is made anew at any time, in files that the folder doesn't have yet.
    """
    path = folder / FILE_NAME
    if os.path.lexists(path):  # a link that leads nowhere yet is there, too
        raise ConfigError("exists already and is left as it is", path=path)
    write_text(path, files("pipeline.project").joinpath("starter.toml").read_text("utf-8"))
    attributes = "".join(f"{line}\n" for line in _ledgers("locales"))
    for name, text in ((".gitattributes", attributes), (".gitignore", GITIGNORE)):
        if not os.path.lexists(folder / name):
            write_text(folder / name, text)
    make_folder(folder / "content")
    return path


def version(folder: Path) -> Versioned:
    """Tell git how a project's catalogs and ledgers merge: in its `.gitattributes`, and in this clone's configuration.

    Lines that are there already stay as they are. Raise MedlocaleError where the folder is in no repository.
    """
    root = git.repository(folder)
    settings = config.load(folder / FILE_NAME)
    catalogs = settings.catalogs.relative_to(settings.root).as_posix()
    path = settings.root / ".gitattributes"
    old = read_text(path) if exists(path) else ""
    known = set(old.splitlines())
    blocks = (_ledgers(catalogs), _catalogs(catalogs))
    new = [line for block in blocks if not known.issuperset(block[1:]) for line in block if line not in known]
    end = "" if old.endswith("\n") or not old else "\n"
    write_text(path, "".join((old, end, *(f"{line}\n" for line in new))))
    return Versioned(root, git.set_driver(root))


def _ledgers(folder: str) -> tuple[str, ...]:
    names = ("review.jsonl", "parcels.jsonl")
    return (f"# {LEDGERS}", *(_attribute(f"{folder}/*/{name}", "union") for name in names))


def _catalogs(folder: str) -> tuple[str, ...]:
    return (f"# {CATALOGS}", *(_attribute(f"{folder}/**/*.{suffix}", git.DRIVER) for suffix in ("po", "pot")))


def _attribute(pattern: str, driver: str) -> str:
    """Return a line of .gitattributes; a folder's name may hold what means something else in a pattern."""
    folder, slash, rest = pattern.partition("/*")
    named = "".join(f"\\{char}" if char in "[?*\\" else char for char in folder) + slash + rest
    if any(char in named for char in ' "\\'):
        named = '"' + named.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{named} merge={driver}"

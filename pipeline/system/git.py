"""git, as far as a project meets it: its own configuration, its merge by lines, and the marks that a merge leaves."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from pipeline.errors import MedlocaleError, SourceError

DRIVER = "medlocale"  # its name in .gitattributes and in git's configuration
# The lines that git writes around two versions of a passage; the common one between them only where it is told to.
CONFLICT = re.compile(
    r"^<{7}(?: .*)?\r?\n(?:(?!<{7} |={7}\r?$).*\n)*={7}\r?\n(?:(?!<{7} ).*\n)*?>{7}(?: .*)?\r?$", re.MULTILINE
)
LABELS = ("-L", "ours", "-L", "base", "-L", "theirs")


def repository(folder: Path) -> Path:
    """Return the root of the repository that a folder is in, or will be; raise MedlocaleError where there is none."""
    there = next(each for each in (folder.resolve(), *folder.resolve().parents) if each.is_dir())
    done = _git("-C", str(there), "rev-parse", "--show-toplevel")
    if done.returncode:
        said = " ".join(done.stderr.split()).removeprefix("fatal: ")
        raise MedlocaleError(f"is in no git repository that can be used; `git init` makes one ({said})", path=folder)
    return Path(done.stdout.rstrip("\n"))


def set_driver(root: Path) -> list[str]:
    """Say in a repository's own configuration how catalogs are merged; return the commands that do so."""
    settings = {f"merge.{DRIVER}.name": "PO files by entry (medlocale)", f"merge.{DRIVER}.driver": driver()}
    for name, value in settings.items():
        done = _git("-C", str(root), "config", "--local", name, value)
        if done.returncode:
            raise MedlocaleError(f"git can't be set up: {' '.join(done.stderr.split())}", path=root)
    return [shlex.join(["git", "config", name, value]) for name, value in settings.items()]


def driver() -> str:
    """Return the driver's command line, as git gives it to a shell.

    Where the program isn't there any more, git takes what it gets for merged: then the lines are merged, as by git.
    """
    beside = Path(sys.executable).with_name("medlocale")
    program = shlex.quote(str(beside) if beside.exists() else shutil.which("medlocale") or "medlocale")
    lines = shlex.join(["git", "merge-file", *LABELS])
    return f"if command -v {program} >/dev/null; then {program} merge-driver %O %A %B %P; else {lines} %A %O %B; fi"


def merge_lines(base: Path, ours: Path, theirs: Path) -> None:
    """Merge `theirs` into the file `ours` by lines, with marks where they conflict, as git does without a driver."""
    done = _git("merge-file", *LABELS, *(os.path.abspath(path) for path in (ours, base, theirs)))
    if done.returncode < 0 or done.returncode > 127:
        raise MedlocaleError(f"git can't merge it by lines: {' '.join(done.stderr.split())}", path=ours)


def refuse_conflict(text: str, path: Path) -> None:
    """Raise SourceError with the line where a file still holds two versions of a passage, between git's marks."""
    if "<<<<<<<" in text and (conflict := CONFLICT.search(text)):
        line = text.count("\n", 0, conflict.start()) + 1
        shown = conflict[0].partition("\n")[0].strip()[:60]
        raise SourceError(f"a merge left two versions here, from {shown!r} on: choose one", path=path, line=line)


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    except OSError as error:
        raise MedlocaleError(f"git can't be run: {error.strerror}") from error

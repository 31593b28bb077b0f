"""The command line as tests run it, and the files of the project that it works on."""

from __future__ import annotations

from pathlib import Path

import polib
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.project import manifest


def medlocale(*arguments: str, code: int = 0, stdin: str | bytes | None = None) -> str:
    result = CliRunner().invoke(app, list(arguments), input=stdin)
    shown = f"{result.stdout}\n{result.stderr}\n{result.exception!r}"
    assert result.exit_code == code, shown
    return result.stdout if code == 0 else f"{result.stdout}{result.stderr}"


def catalog(root: Path, locale: str, page: str) -> Path:
    return root / "locales" / locale / "LC_MESSAGES" / f"{page}.po"


def entries(path: Path) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(path))}


def accept(path: Path, msgid: str, msgstr: str) -> None:
    """Do what a translator does in an editor: write a translation and clear the fuzzy flag."""
    po = polib.pofile(str(path), wrapwidth=0)
    entry = next(entry for entry in po if entry.msgid == msgid)
    entry.msgstr = msgstr
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    po.save()


def snapshot(root: Path) -> dict[str, bytes]:
    """The files of a project, apart from the manifest, which learns which files have come to rest."""
    paths = [path for path in sorted(root.rglob("*")) if path.is_file() and path.name != manifest.FILE_NAME]
    return {str(path.relative_to(root)): path.read_bytes() for path in paths}

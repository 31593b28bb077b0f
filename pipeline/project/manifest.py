"""The record of what was made from what, so that a second run does only what changed.

It lies in `.medlocale/manifest.sqlite` and can be deleted at any time: then everything is made again, byte for byte.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from functools import lru_cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.project import fingerprints
from pipeline.system import database
from pipeline.system.files import digest

FILE_NAME = "manifest.sqlite"
TABLES = (
    "CREATE TABLE steps (key TEXT PRIMARY KEY, inputs TEXT NOT NULL, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE outputs (key TEXT, name TEXT, digest TEXT NOT NULL, PRIMARY KEY (key, name)) WITHOUT ROWID",
    "CREATE INDEX makers ON outputs (name)",
    fingerprints.TABLE,
)
SCHEMA = database.Schema("the record of what was made", 0x6D6C6D66, TABLES)
# A step that is as it was, with each of its outputs, or with none.
STEP = (
    "SELECT value, name, digest FROM steps LEFT JOIN outputs ON outputs.key = steps.key "
    "WHERE steps.key = ? AND inputs = ?"
)
PAGE = "build:"  # how the key of a page on the site begins
LAST = "\U0010ffff"  # follows every sign that a path has


class Manifest:
    """Record of what each step read and wrote, by a key such as `build:pt_BR:articles/x.html`.

    A step is fresh while the digest of its inputs is the recorded one and every file that it wrote still has the
    bytes that it wrote. Nothing is on disk before `save`. Raise MedlocaleError where the database can't be written.
    """

    def __init__(self, folder: Path, root: Path) -> None:
        self.path = folder / FILE_NAME
        self._root = f"{root}{os.sep}"
        self._database = database.opened(self.path, SCHEMA)
        self._database.isolation_level = "DEFERRED"  # what isn't saved was never done
        self._files = fingerprints.Fingerprints(self._database)

    def of(self, *paths: Path, also: Iterable[str] = ()) -> str:
        """Return one digest over files, further values, and medlocale's own code.

        A file that is missing or can't be read counts as such.
        """
        return digest("\0".join([code_digest(), *also, *(self.file(path) for path in paths)]))

    def file(self, path: Path) -> str:
        """Return the digest of one file."""
        name = str(path)
        if (known := self._files.known.get(name)) is not None:
            return known
        with self._named():
            return self._files.of(name)

    def fresh(self, key: str, inputs: str) -> dict[str, Any] | None:
        """Return what the step recorded, or None where it has to be done again."""
        with self._named():
            rows = self._database.execute(STEP, (key, inputs)).fetchall()
            if not rows or any(name and self._files.of(self._root + name) != made for _, name, made in rows):
                return None
        return _value(rows[0][0])

    def value(self, key: str) -> dict[str, Any] | None:
        """Return what the step recorded, however long ago; None where it never did."""
        with self._named():
            step = self._database.execute("SELECT value FROM steps WHERE key = ?", (key,)).fetchone()
        return None if step is None else _value(step[0])

    def record(self, key: str, inputs: str, outputs: Iterable[Path], value: Mapping[str, Any]) -> None:
        """Remember a finished step; its outputs are read again, as they may have just been written."""
        with self._named():
            self._forget(key)
            for path in outputs:
                self._files.touched(str(path))
                row = (key, self._name(path), self._files.of(str(path)))
                self._database.execute("INSERT INTO outputs VALUES (?, ?, ?)", row)
            self._database.execute("INSERT INTO steps VALUES (?, ?, ?)", (key, inputs, _text(value)))

    def note(self, key: str, value: Mapping[str, Any]) -> None:
        """Give a step another value; what it was made of and what it wrote stay."""
        with self._named():
            self._database.execute("UPDATE steps SET value = ? WHERE key = ?", (_text(value), key))

    def forget(self, keys: Iterable[str]) -> None:
        """Drop steps whose page or locale is gone."""
        with self._named():
            for key in list(keys):
                self._forget(key)

    def keys(self, prefix: str) -> list[str]:
        """Return the keys of a kind of step."""
        with self._named():
            between = (prefix, f"{prefix}{LAST}")
            rows = self._database.execute("SELECT key FROM steps WHERE key >= ? AND key < ? ORDER BY key", between)
            return [key for (key,) in rows]

    def outputs(self, key: str) -> list[Path]:
        """Return the files that a step wrote: only the project's own, because they may be deleted."""
        with self._named():
            rows = self._database.execute("SELECT name FROM outputs WHERE key = ?", (key,)).fetchall()
        return [Path(self._root, name) for (name,) in rows if _is_inside(name)]

    def makers(self, path: Path) -> list[str]:
        """Return the keys of the steps that wrote a file."""
        with self._named():
            rows = self._database.execute("SELECT key FROM outputs WHERE name = ?", (self._name(path),))
            return [key for (key,) in rows]

    def touched(self, path: Path) -> None:
        """Say that a file was written, so that its digest is taken again."""
        self._files.touched(str(path))

    def rewritten(self, path: Path) -> None:
        """Say that a file was written in a way that leaves the steps which made it as fresh as they were."""
        self.touched(path)
        row = (self.file(path), self._name(path))
        with self._named():
            self._database.execute("UPDATE outputs SET digest = ? WHERE name = ?", row)

    def save(self) -> None:
        """Put on disk what was recorded."""
        with self._named():
            self._files.keep()
            self._database.commit()

    def close(self) -> None:
        """Let go of the database; what was not saved was never done."""
        self._database.close()

    def _forget(self, key: str) -> None:
        self._database.execute("DELETE FROM steps WHERE key = ?", (key,))
        self._database.execute("DELETE FROM outputs WHERE key = ?", (key,))

    def _name(self, path: Path) -> str:
        return str(path).removeprefix(self._root).replace(os.sep, "/")

    def _named(self) -> AbstractContextManager[None]:
        return database.naming(self.path, SCHEMA)


def page_key(locale: str, page: str) -> str:
    """Return the key of a page on the site in a locale, by its gettext name."""
    return f"{PAGE}{locale}:{page}"


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return a digest of medlocale's own files, by size and time: another version makes everything anew."""
    package = Path(str(files("pipeline")))  # all of it, wherever in it this module lies
    parts = [version()]
    for path in sorted(package.rglob("*")):
        if "__pycache__" not in path.parts and path.is_file():
            stat = path.stat()
            parts.append(f"{path.relative_to(package)} {stat.st_size} {stat.st_mtime_ns}")
    return digest("\n".join(parts))


def version() -> str:
    """Return medlocale's version, as its reports and records name it."""
    try:
        return metadata.version("medlocale")
    except metadata.PackageNotFoundError:  # run from a checkout that isn't installed
        return "0"


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _value(text: str) -> dict[str, Any] | None:
    """Read what a step recorded; what something else wrote there counts as not recorded."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _is_inside(name: str) -> bool:
    return not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts

"""SQLite index of the translation memory: a file that can be deleted at any time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from operator import attrgetter
from pathlib import Path
from typing import get_args

from pipeline.memory.units import Standing, TranslationUnit
from pipeline.model import is_plural
from pipeline.system import database

FIELDS = "source, target, source_locale, target_locale, origin, context, before, after, standing, changed"
VALUES = attrgetter(*FIELDS.split(", "))
TABLES = (
    "CREATE TABLE file (path TEXT PRIMARY KEY, digest TEXT NOT NULL)",
    "CREATE TABLE unit (id INTEGER PRIMARY KEY, path TEXT NOT NULL, plural INTEGER NOT NULL, source TEXT NOT NULL, "
    "target TEXT NOT NULL, source_locale TEXT NOT NULL, target_locale TEXT NOT NULL, origin TEXT NOT NULL, "
    "context TEXT, before TEXT NOT NULL, after TEXT NOT NULL, standing TEXT NOT NULL, changed TEXT NOT NULL)",
    "CREATE INDEX unit_path ON unit (path)",
    "CREATE INDEX unit_source ON unit (source)",
    "CREATE INDEX unit_locales ON unit (source_locale, target_locale)",
)
SCHEMA = database.Schema("the translation memory", 0x6D6C746D, TABLES)
INSERT = f"INSERT INTO unit (path, plural, {FIELDS}) VALUES ({', '.join('?' * 12)})"


class Store:
    """The translation units of any number of files, in SQLite; each file's come and go together."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = database.opened(path, SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def files(self) -> Mapping[str, str]:
        """Return the files whose units are here, each with the digest it was read at."""
        with self._named():
            return dict(self._db.execute("SELECT path, digest FROM file"))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep all that is written within, or none of it."""
        with self._named():
            self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            with self._named():
                self._db.execute("COMMIT")
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def replace(self, path: str, digest: str, units: Iterable[TranslationUnit]) -> None:
        """Put the units of a file in the place of those it had; where `units` raises, it keeps those."""
        with self._named():
            self._db.execute("SAVEPOINT file")
            try:
                self._forget(path)
                rows = ((path, is_plural(unit.source), *VALUES(unit)) for unit in units)
                self._db.executemany(INSERT, rows)
                self._db.execute("INSERT INTO file VALUES (?, ?)", (path, digest))
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK TO file")
                raise
            finally:
                if self._db.in_transaction:
                    self._db.execute("RELEASE file")

    def forget(self, path: str) -> None:
        """Remove a file with its units."""
        with self._named():
            self._forget(path)

    def locales(self) -> list[tuple[str, str]]:
        """Return the pairs of source and target locale that there are units of."""
        with self._named():
            rows = self._db.execute("SELECT DISTINCT source_locale, target_locale FROM unit ORDER BY 1, 2")
            return [(source, target) for source, target in rows]

    def sources(self, pairs: Sequence[tuple[str, str]]) -> list[str]:
        """Return the different source texts of pairs of locales, without those that have a plural, sorted."""
        texts: set[str] = set()
        with self._named():
            for pair in pairs:
                rows = self._db.execute(
                    "SELECT source FROM unit WHERE source_locale = ? AND target_locale = ? AND NOT plural", pair
                )
                texts.update(source for (source,) in rows)
        return sorted(texts)

    def units(self, source: str, pairs: Sequence[tuple[str, str]]) -> list[TranslationUnit]:
        """Return the units of pairs of locales with exactly this source text."""
        wanted = set(pairs)
        with self._named():
            rows = self._db.execute(f"SELECT {FIELDS} FROM unit WHERE source = ? ORDER BY id", (source,)).fetchall()
        return [unit for unit in map(_unit, rows) if (unit.source_locale, unit.target_locale) in wanted]

    def all(self, pairs: Sequence[tuple[str, str]]) -> Iterator[TranslationUnit]:
        """Yield the units of pairs of locales in the order of their files."""
        wanted = set(pairs)
        with self._named(), closing(self._db.execute(f"SELECT {FIELDS} FROM unit ORDER BY path, id")) as rows:
            for row in rows:
                unit = _unit(row)
                if (unit.source_locale, unit.target_locale) in wanted:
                    yield unit

    def _forget(self, path: str) -> None:
        self._db.execute("DELETE FROM unit WHERE path = ?", (path,))
        self._db.execute("DELETE FROM file WHERE path = ?", (path,))

    def _named(self) -> AbstractContextManager[None]:
        return database.naming(self._path, SCHEMA)


def _unit(row: tuple[str, ...]) -> TranslationUnit:
    unit = TranslationUnit(*row)  # type: ignore[arg-type]
    if unit.standing not in get_args(Standing):
        raise sqlite3.DataError(f"a unit is {unit.standing!r}")
    return unit

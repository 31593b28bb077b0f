"""The memory's index: an SQLite file that can be deleted at any time, and that is made anew where it is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from operator import attrgetter
from pathlib import Path
from typing import get_args

from pipeline.errors import BusyError, MedlocaleError
from pipeline.memory.units import Standing, TranslationUnit
from pipeline.system.files import remove

APPLICATION = 0x6D6C746D  # so that another program's database isn't taken for ours
BUSY_SECONDS = 10.0
COMPANIONS = ("", "-journal", "-wal", "-shm")
FIELDS = "source, target, source_locale, target_locale, origin, context, before, after, standing, changed"
VALUES = attrgetter(*FIELDS.split(", "))
# The schema is its own version: a file with another one is made anew.
SCHEMA = (
    "CREATE TABLE file (path TEXT PRIMARY KEY, digest TEXT NOT NULL)",
    "CREATE TABLE unit (id INTEGER PRIMARY KEY, path TEXT NOT NULL, plural INTEGER NOT NULL, source TEXT NOT NULL, "
    "target TEXT NOT NULL, source_locale TEXT NOT NULL, target_locale TEXT NOT NULL, origin TEXT NOT NULL, "
    "context TEXT, before TEXT NOT NULL, after TEXT NOT NULL, standing TEXT NOT NULL, changed TEXT NOT NULL)",
    "CREATE INDEX unit_path ON unit (path)",
    "CREATE INDEX unit_source ON unit (source)",
    "CREATE INDEX unit_locales ON unit (source_locale, target_locale)",
)
INSERT = f"INSERT INTO unit (path, plural, {FIELDS}) VALUES ({', '.join('?' * 12)})"


class _Damaged(Exception):
    """The file isn't a database of ours."""


class Store:
    """The translation units of any number of files; each file's come and go together."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._db = _connected(path)
        except _Damaged:
            for companion in COMPANIONS:
                remove(path.with_name(path.name + companion))
            try:
                self._db = _connected(path)
            except _Damaged as error:
                raise MedlocaleError(f"can't be made a database: {error}", path=path) from error

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
                rows = ((path, unit.plural, *VALUES(unit)) for unit in units)
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
            found = self._db.execute("SELECT DISTINCT source_locale, target_locale FROM unit ORDER BY 1, 2")
            return [(source, target) for source, target in found]

    def sources(self, pairs: Sequence[tuple[str, str]]) -> list[str]:
        """Return the different source texts of pairs of locales, without those that have a plural, sorted."""
        found: set[str] = set()
        with self._named():
            for pair in pairs:
                rows = self._db.execute(
                    "SELECT source FROM unit WHERE source_locale = ? AND target_locale = ? AND NOT plural", pair
                )
                found.update(source for (source,) in rows)
        return sorted(found)

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

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _error(error, self._path) from error


def _connected(path: Path) -> sqlite3.Connection:
    """Open the file and make its tables if it is new; raise _Damaged where it is anything else than ours."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except (sqlite3.Error, OSError) as error:
        raise _error(error, path) from error
    try:
        if db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise _Damaged("it is damaged")
        if not _tables(db):
            db.execute("BEGIN IMMEDIATE")
            if not _tables(db):  # another process may have made them meanwhile
                db.execute(f"PRAGMA application_id = {APPLICATION}")
                for statement in SCHEMA:
                    db.execute(statement)
            db.execute("COMMIT")
        if db.execute("PRAGMA application_id").fetchone() != (APPLICATION,) or _tables(db) != set(SCHEMA):
            raise _Damaged("it is of another program or version")
    except _Damaged:
        db.close()
        raise
    except sqlite3.Error as error:
        db.close()
        if _name(error) in {"SQLITE_NOTADB", "SQLITE_CORRUPT"}:
            raise _Damaged(str(error)) from error
        raise _error(error, path) from error
    return db


def _tables(db: sqlite3.Connection) -> set[str]:
    return {sql for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}


def _unit(row: tuple[str, ...]) -> TranslationUnit:
    unit = TranslationUnit(*row)  # type: ignore[arg-type]
    if unit.standing not in get_args(Standing):
        raise sqlite3.DataError(f"a unit is {unit.standing!r}")
    return unit


def _name(error: sqlite3.Error) -> str:
    return str(getattr(error, "sqlite_errorname", ""))


def _error(error: sqlite3.Error | OSError, path: Path) -> MedlocaleError:
    if isinstance(error, sqlite3.Error) and _name(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return BusyError("another medlocale command is at work on the memory", path=path)
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return MedlocaleError(f"the translation memory can't be used: {reason}; it can be deleted safely", path=path)

"""SQLite files of state, opened or made anew, with the same errors for all of them.

What lies in them can be made again at any time. So a file that is damaged, or that another program or version wrote,
gives way to a new one; one that is locked, or that may not be read, is sound, and that is an error which names it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import BusyError, MedlocaleError
from pipeline.system import boundaries
from pipeline.system.files import claim, remove

BUSY_SECONDS = 10.0
COMPANIONS = ("-journal", "-wal", "-shm")  # files that SQLite keeps beside a database
# SQLITE_ERROR is of the schema, too: nothing else is asked of a file that is being opened.
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
PRIMARY = 0xFF  # of an error's code; the other bits say more of it


@dataclass(frozen=True, slots=True)
class Schema:
    """Schema of a kind of database: the statements that make it are its version.

    `name` is what errors call it, and `application` tells its file from those of other programs.
    """

    name: str
    application: int
    statements: tuple[str, ...]


def opened(path: Path, schema: Schema) -> sqlite3.Connection:
    """Return a connection to a database, which is made anew where it is missing, damaged or of another schema.

    Outside of a BEGIN each statement is kept as it is executed. Raise BusyError where another process holds the
    file, and MedlocaleError where it can't be read or made.
    """
    with naming(path, schema):
        boundaries.permit_folder(path.parent, writing=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        for name in (path.name, *(f"{path.name}{ending}" for ending in COMPANIONS)):
            claim(path.with_name(name))
        try:
            return _connected(path, schema)
        except sqlite3.Error as error:
            if _code(error) not in DAMAGED:
                raise
        remove(path)  # SQLite itself drops a journal that was of it
        return _connected(path, schema)


@contextmanager
def naming(path: Path, schema: Schema) -> Iterator[None]:
    """Raise what SQLite or the system says of a database as a MedlocaleError that names it."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        if isinstance(error, sqlite3.Error) and _code(error) in BUSY:
            raise BusyError(f"another medlocale command is at work on {schema.name}", path=path) from error
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise MedlocaleError(f"{schema.name} can't be used: {reason}; it can be deleted safely", path=path) from error


def _connected(path: Path, schema: Schema) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise _damaged("it is damaged")
        if not _statements(connection):
            connection.execute("BEGIN IMMEDIATE")
            if not _statements(connection):  # another process may have made them meanwhile
                connection.execute(f"PRAGMA application_id = {schema.application}")
                for statement in schema.statements:
                    connection.execute(statement)
            connection.execute("COMMIT")
        application = connection.execute("PRAGMA application_id").fetchone()
        if application != (schema.application,) or _statements(connection) != set(schema.statements):
            raise _damaged("it is of another program or version")
    except BaseException:
        connection.close()
        raise
    return connection


def _statements(connection: sqlite3.Connection) -> set[str]:
    return {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}


def _damaged(message: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(message)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & PRIMARY

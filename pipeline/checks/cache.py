"""SQLite cache of check results, by unit, checker code, glossary and configuration: an edit costs one entry's checks.

It lies in `.medlocale/checks.sqlite` and can be deleted at any time: then every entry is checked again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from pipeline.checks.runner import Cache, Results
from pipeline.errors import MedlocaleError
from pipeline.system import database

FILE_NAME = "checks.sqlite"
TABLE = "CREATE TABLE said (key BLOB PRIMARY KEY, value TEXT NOT NULL, run INT NOT NULL) WITHOUT ROWID"
SCHEMA = database.Schema("the cache of the checks", 0x6D6C6363, (TABLE,))
# What nobody asked for in so many runs that checked something is of an old text or an old version.
KEPT_RUNS = 100


class DatabaseCache:
    """A cache in a database; what that refuses, such as a full disk or a lock, costs time and no findings."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.isolation_level = "DEFERRED"
        self._run: int = (self._row("SELECT COALESCE(MAX(run), 0) + 1 FROM said") or (1,))[0]

    def recall(self, key: bytes) -> Results | None:
        """Return a unit's results, or None; what is recalled stays for another KEPT_RUNS."""
        row = self._row("SELECT value, run FROM said WHERE key = ?", key)
        if row is None:
            return None
        if row[1] < self._run - KEPT_RUNS // 2:
            self._row("UPDATE said SET run = ? WHERE key = ?", self._run, key)
        results: dict[str, Any] = json.loads(row[0])
        return results

    def remember(self, key: bytes, results: Results) -> None:
        """Keep a unit's results for the next run."""
        text = json.dumps(results, ensure_ascii=False, separators=(",", ":"))
        self._row("INSERT OR REPLACE INTO said VALUES (?, ?, ?)", key, text, self._run)

    def keep(self) -> None:
        """Drop what nobody has asked for in a long time, and put the rest on disk."""
        self._row("DELETE FROM said WHERE run < ?", self._run - KEPT_RUNS)
        with suppress(sqlite3.Error):
            self._connection.commit()

    def _row(self, statement: str, *values: object) -> Any:
        """Return the first row that a statement yields, or None."""
        try:
            return self._connection.execute(statement, values).fetchone()
        except sqlite3.Error:
            with suppress(sqlite3.Error):  # a full disk refuses this, too
                self._connection.execute("PRAGMA busy_timeout = 0")  # who holds the file is waited for once
            return None


@contextmanager
def opened(folder: Path) -> Iterator[Cache | None]:
    """Open the cache in a project's folder of state; yield None where it can't be read or written.

    What was found before an interruption is kept.
    """
    try:
        connection = database.opened(folder / FILE_NAME, SCHEMA) if folder.is_dir() else None
    except MedlocaleError:
        connection = None
    if connection is None:
        yield None
        return
    with closing(connection):
        memory = DatabaseCache(connection)
        try:
            yield memory
        finally:
            memory.keep()

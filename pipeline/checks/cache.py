"""What the checks said of each entry the last time, so that an edit costs one entry and not a catalog.

It lies in `.medlocale/checks.sqlite` and can be deleted at any time: then every entry is checked again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from pipeline.checks.runner import Forgetful, Memory, Said
from pipeline.errors import MedlocaleError
from pipeline.system.files import remove

FILE_NAME = "checks.sqlite"
TABLE = "CREATE TABLE IF NOT EXISTS said (key BLOB PRIMARY KEY, value TEXT NOT NULL, run INT NOT NULL) WITHOUT ROWID"
# What nobody asked for in so many runs that checked something is of an old text or an old version.
KEPT_RUNS = 100


class Remembered:
    """A memory in a database."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.execute(TABLE)
        (self._run,) = database.execute("SELECT COALESCE(MAX(run), 0) + 1 FROM said").fetchone()

    def recall(self, key: bytes) -> Said | None:
        """Return what was said, or None; what is recalled stays for another KEPT_RUNS."""
        row = self._database.execute("SELECT value, run FROM said WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        if row[1] < self._run - KEPT_RUNS // 2:
            self._database.execute("UPDATE said SET run = ? WHERE key = ?", (self._run, key))
        said: dict[str, Any] = json.loads(row[0])
        return said

    def remember(self, key: bytes, said: Said) -> None:
        """Take what was said for the next time."""
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        self._database.execute("INSERT OR REPLACE INTO said VALUES (?, ?, ?)", (key, text, self._run))

    def forget(self) -> None:
        """Drop what nobody has asked for in a long time."""
        self._database.execute("DELETE FROM said WHERE run < ?", (self._run - KEPT_RUNS,))


@contextmanager
def opened(folder: Path) -> Iterator[Memory]:
    """Open the memory in a project's folder of state; one that can't be read or written remembers nothing.

    What was said before an interruption is kept.
    """
    database = _connected(folder / FILE_NAME)
    if database is None:
        yield Forgetful()
        return
    with closing(database):
        memory = Remembered(database)
        try:
            yield memory
        finally:
            # A full disk costs the memory, not the findings.
            with suppress(sqlite3.Error):
                memory.forget()
                database.commit()


def _connected(path: Path) -> sqlite3.Connection | None:
    """Connect to a database that can be written; one that is damaged is made anew."""
    for _ in range(2):
        database: sqlite3.Connection | None = None
        try:
            database = sqlite3.connect(path)
            database.execute(TABLE)
            database.execute("BEGIN IMMEDIATE")
            database.rollback()
            return database
        except sqlite3.OperationalError:
            _close(database)
            return None
        except sqlite3.DatabaseError:
            _close(database)
            with suppress(MedlocaleError):
                remove(path)
    return None


def _close(database: sqlite3.Connection | None) -> None:
    if database is not None:
        database.close()

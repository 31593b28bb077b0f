"""What the checks said of each entry the last time, so that an edit costs one entry and not a project.

It lies in `.medlocale/checks.sqlite` and can be deleted at any time: then every entry is checked again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from pipeline.files import remove

FILE_NAME = "checks.sqlite"
TABLE = "CREATE TABLE IF NOT EXISTS said (key BLOB PRIMARY KEY, value TEXT NOT NULL, run INTEGER NOT NULL) WITHOUT ROWID"


class Remembered:
    """Remembers in a database; where it can't be written, what is said is forgotten again."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        (self._run,) = database.execute("SELECT COALESCE(MAX(run), 0) + 1 FROM said").fetchone()

    def recall(self, key: bytes) -> dict[str, Any] | None:
        """Return what was said, or None; what is recalled is kept for another run."""
        row = self._database.execute("SELECT value FROM said WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        self._database.execute("UPDATE said SET run = ? WHERE key = ?", (self._run, key))
        said: dict[str, Any] = json.loads(row[0])
        return said

    def remember(self, key: bytes, said: Any) -> None:
        """Take what was said for the next time."""
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        self._database.execute("INSERT OR REPLACE INTO said VALUES (?, ?, ?)", (key, text, self._run))

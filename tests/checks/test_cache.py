"""The cache of the checks' results costs time where the disk refuses it, and never a finding."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline.checks import cache


class Full(sqlite3.Connection):
    """A connection to a disk that is full from the statement of a number on."""

    left = 0

    def execute(self, *arguments: object) -> sqlite3.Cursor:  # type: ignore[override]
        """Refuse whatever comes too late, and whatever is said of it."""
        self.left -= 1
        if self.left < 0:
            raise sqlite3.OperationalError("database or disk is full")
        return super().execute(*arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("statements", range(8))
def test_a_full_disk_at_whichever_statement_costs_no_finding(statements: int, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / cache.FILE_NAME, factory=Full)
    connection.left = 1
    connection.execute(cache.TABLE)
    connection.left = statements
    kept = cache.DatabaseCache(connection)
    for key in (b"1", b"2"):
        kept.remember(key, {"findings": []})
        assert kept.recall(key) in (None, {"findings": []})
    kept.keep()
    connection.close()

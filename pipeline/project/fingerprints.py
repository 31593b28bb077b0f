"""Digests of files, which are not taken again while a file is as it was: reading thousands costs seconds.

A file counts as it was while its size, its inode and its times are. Who changes a file in the very moment in which it
was read may leave all of these as they are; so a digest is kept for the next run only where the file had been at rest
for a while when it was read (git calls the others racily clean). The change time is one of the times: no program
sets it at will.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.system.files import opened

TABLE = (
    "CREATE TABLE files (path TEXT PRIMARY KEY, size INT, inode INT, modified INT, changed INT, "
    "digest TEXT) WITHOUT ROWID"
)
AT_REST = 2_000_000_000  # nanoseconds: the coarsest clock of a file system that one meets (FAT)
MISSING, UNREADABLE = "missing", "unreadable"


class Fingerprints:
    """The digests of files, remembered in a database; within a run no file that is there is looked at twice.

    `known` are those that were asked for in this run.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.known: dict[str, str] = {}
        self._young: list[str] = []

    def of(self, path: str) -> str:
        """Return the SHA-256 of a file's bytes; "missing" or "unreadable" where there are none to be had."""
        known = self.known.get(path)
        if known is None:
            known = self._looked_up(path)
            if known not in (MISSING, UNREADABLE):
                self.known[path] = known
        return known

    def touched(self, path: str) -> None:
        """Say that a file was written, so that it is looked at again."""
        self.known.pop(path, None)

    def keep(self) -> None:
        """Put into the database what was too young when it was read, as far as it has come to rest since."""
        young, self._young = self._young, []
        for path in young:
            if path in self.known and self.known[path] != self._read(path):
                self.touched(path)

    def _looked_up(self, path: str) -> str:
        try:
            now = os.stat(path)
        except FileNotFoundError:
            return MISSING
        except OSError:
            return UNREADABLE  # the step that reads it says why
        row = self._database.execute(
            "SELECT digest, size, inode, modified, changed FROM files WHERE path = ?", (path,)
        ).fetchone()
        if row is not None and row[1:] == _state(now):
            return str(row[0])
        return self._read(path)

    def _read(self, path: str) -> str:
        began = time.time_ns()
        try:
            with opened(Path(path)) as file:
                # Its state before its bytes: what is written meanwhile has another one.
                state = os.fstat(file.fileno())
                content = hashlib.file_digest(file, "sha256").hexdigest()
        except SourceError as error:
            return MISSING if isinstance(error.__cause__, FileNotFoundError) else UNREADABLE
        if max(state.st_mtime_ns, state.st_ctime_ns) < began - AT_REST:
            self._database.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", (path, *_state(state), content)
            )
        else:
            self._young.append(path)
        return content


def _state(stat: os.stat_result) -> tuple[int, int, int, int]:
    # SQLite's integers have 63 bits and a sign; some file systems number their inodes with 64.
    return (stat.st_size, stat.st_ino & (2**63 - 1), stat.st_mtime_ns, stat.st_ctime_ns)

"""A database of state is made anew where it is no good, left alone where it is sound, and every error names it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from pipeline.errors import BusyError, MedlocaleError
from pipeline.system import database

TABLES = ("CREATE TABLE visit (day TEXT NOT NULL)", "CREATE INDEX visit_day ON visit (day)")
SCHEMA = database.Schema("the list of visits", 0x6D6C7473, TABLES)
OTHER = database.Schema("the list of visits", 0x6D6C7474, TABLES)
NEWER = database.Schema("the list of visits", 0x6D6C7473, ("CREATE TABLE visit (day TEXT NOT NULL, hour INT)",))


def days(path: Path, schema: database.Schema = SCHEMA) -> list[str]:
    with closing(database.opened(path, schema)) as connection, database.naming(path, schema):
        return [day for (day,) in connection.execute("SELECT day FROM visit ORDER BY rowid")]


def fill(path: Path, schema: database.Schema = SCHEMA) -> None:
    with closing(database.opened(path, schema)) as connection:
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO visit (day) VALUES (?)", [(f"day {number}",) for number in range(900)])
        connection.execute("COMMIT")


def overwritten(path: Path) -> None:
    fill(path)
    data = bytearray(path.read_bytes())
    data[4096:12288] = b"\x07" * 8192
    path.write_bytes(data)


def of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE visit (day TEXT NOT NULL)")


def of_an_unknown_format(path: Path) -> None:
    fill(path)
    data = bytearray(path.read_bytes())
    data[47] = 9  # a schema format that SQLite doesn't know, which it calls an error of ours
    path.write_bytes(data)


NO_GOOD: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: None,
    "empty": lambda path: path.write_bytes(b""),
    "no database": lambda path: path.write_bytes(b"not a database at all, but longer than a header" * 40),
    "overwritten in the middle": overwritten,
    "cut off": lambda path: (fill(path), path.write_bytes(path.read_bytes()[:6000])),
    "of an unknown format": of_an_unknown_format,
    "of another program": of_another_program,
    "of another application": lambda path: fill(path, OTHER),
    "of another version": lambda path: fill(path, NEWER),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "visits.sqlite"


@pytest.mark.parametrize("name", NO_GOOD)
def test_a_file_that_is_damaged_or_foreign_is_made_anew(name: str, path: Path) -> None:
    NO_GOOD[name](path)
    assert days(path) == []
    fill(path)
    assert len(days(path)) == 900


@pytest.mark.parametrize("companion", ["-journal", "-wal"])
def test_a_journal_of_the_damaged_file_is_not_played_into_the_new_one(companion: str, path: Path) -> None:
    overwritten(path)
    journal = path.with_name(path.name + companion)
    journal.write_bytes(b"left behind")
    assert days(path) == []
    assert not journal.exists()


def test_a_sound_file_is_left_as_it_is(path: Path) -> None:
    fill(path)
    before = path.read_bytes()
    assert len(days(path)) == 900
    assert path.read_bytes() == before


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    assert days(tmp_path / "there/is/none/visits.sqlite") == []


@pytest.mark.parametrize("place", range(0, 30_000, 1009))
def test_a_byte_that_flips_never_raises_an_error_without_a_name(place: int, path: Path) -> None:
    fill(path)
    data = bytearray(path.read_bytes())
    data[place] ^= 0xFF
    path.write_bytes(data)
    with suppress(MedlocaleError):
        assert len(days(path)) in {0, 900}


@pytest.mark.parametrize("locked", ["empty", "filled"])
def test_a_file_that_another_process_holds_is_busy_and_kept(
    locked: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    if locked == "filled":
        fill(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BusyError, match="another medlocale command is at work on the list of visits") as caught:
            days(path)
        other.execute("ROLLBACK")
    assert caught.value.path == path
    assert len(days(path)) == (900 if locked == "filled" else 0)


def test_a_lock_of_any_kind_is_busy(path: Path) -> None:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY_SNAPSHOT
    with pytest.raises(BusyError), database.naming(path, SCHEMA):
        raise error


def connecting(monkeypatch: pytest.MonkeyPatch, mode: str, *statements: str) -> None:
    """Let SQLite open files in this mode, and run statements on each connection before anything else does."""
    connect = sqlite3.connect

    def connected(path: Path, **options: object) -> sqlite3.Connection:
        connection = connect(f"file:{path}?mode={mode}", uri=True, **options)  # type: ignore[call-overload]
        for statement in statements:
            connection.execute(statement)
        return connection  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", connected)


def test_a_read_only_file_can_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(path)
    connecting(monkeypatch, "ro")
    assert len(days(path)) == 900


def test_what_is_written_to_a_read_only_file_is_an_error_that_names_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path)
    connecting(monkeypatch, "ro")
    with pytest.raises(MedlocaleError, match=r"the list of visits can't be used: .*readonly.*deleted safely") as caught:
        fill_in(path)
    assert caught.value.path == path
    assert not isinstance(caught.value, BusyError)


def fill_in(path: Path) -> None:
    with closing(database.opened(path, SCHEMA)) as connection, database.naming(path, SCHEMA):
        connection.execute("INSERT INTO visit VALUES (?)", ("x" * 100_000,))


def test_a_file_that_cannot_be_made_is_an_error_that_names_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connecting(monkeypatch, "ro")
    with pytest.raises(MedlocaleError, match="the list of visits can't be used: unable to open") as caught:
        days(path)
    assert caught.value.path == path


@pytest.mark.parametrize("in_the_way", ["a folder in its place", "a file in its folder's"])
def test_what_is_in_the_way_is_an_error_that_names_the_file(in_the_way: str, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("", "utf-8")
    path = tmp_path / "state/visits.sqlite" if in_the_way == "a file in its folder's" else tmp_path
    with pytest.raises(MedlocaleError, match="the list of visits can't be used") as caught:
        days(path)
    assert caught.value.path == path


def test_a_full_disk_is_an_error_that_names_the_file_and_leaves_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(path)
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        connecting(patch, "rwc", "PRAGMA max_page_count = 1")
        with pytest.raises(MedlocaleError, match=r"the list of visits can't be used: .* full") as caught:
            fill_in(path)
        with pytest.raises(MedlocaleError, match=r"the list of visits can't be used: .* full"):
            days(path.with_name("new.sqlite"))
    assert caught.value.path == path
    assert path.read_bytes() == before
    assert days(path.with_name("new.sqlite")) == []

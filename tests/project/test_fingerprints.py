"""A file that is as it was is not read again, and one that changed is always noticed, however it changed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.project import fingerprints
from pipeline.project.fingerprints import AT_REST, Fingerprints


class Runs:
    """Runs of medlocale over one file, one after the other, with the digests that each is told."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = sqlite3.connect(":memory:")
        self.database.execute(fingerprints.TABLE)
        self.next()

    def next(self) -> None:
        self.files = Fingerprints(self.database)

    def told(self) -> str:
        return self.files.of(str(self.path))


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Runs]:
    path = tmp_path / "a.txt"
    path.write_text("first", "utf-8")
    made = Runs(path)
    yield made
    made.database.close()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files whose bytes were read."""
    seen: list[str] = []
    original = Fingerprints._read

    def spy(self: Fingerprints, path: str) -> str:
        seen.append(path)
        return original(self, path)

    monkeypatch.setattr(Fingerprints, "_read", spy)
    return seen


def later(monkeypatch: pytest.MonkeyPatch, nanoseconds: int) -> None:
    """Let the clock of the runs, and not that of the files, be so much later."""
    now = fingerprints.time.time_ns
    monkeypatch.setattr(fingerprints.time, "time_ns", lambda: now() + nanoseconds)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_a_file_at_rest_is_read_once(runs: Runs, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, AT_REST + 10**9)
    for _ in range(3):
        assert runs.told() == digest("first")
        runs.files.keep()
        runs.next()
    assert len(read) == 1


def test_a_young_file_is_read_again_in_the_next_run(runs: Runs, read: list[str]) -> None:
    runs.told()
    runs.next()
    runs.told()
    assert len(read) == 2


def test_what_comes_to_rest_within_a_run_is_kept(runs: Runs, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    runs.told()
    later(monkeypatch, AT_REST + 10**9)
    runs.files.keep()
    runs.next()
    assert runs.told() == digest("first")
    assert len(read) == 2


def test_what_changed_before_it_came_to_rest_is_noticed(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    runs.told()
    before = runs.path.stat()
    runs.path.write_text("other", "utf-8")
    os.utime(runs.path, ns=(before.st_atime_ns, before.st_mtime_ns))
    later(monkeypatch, AT_REST + 10**9)
    runs.files.keep()
    assert runs.told() == digest("other")
    runs.next()
    assert runs.told() == digest("other")


def test_a_change_in_the_moment_of_reading_is_noticed(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    """The state of the file stays the same to the nanosecond: only the rule of the young files can know."""
    monkeypatch.setattr(fingerprints, "_state", lambda stat: (stat.st_size, 1, 2, 3))
    runs.told()
    runs.path.write_text("other", "utf-8")
    runs.next()
    assert runs.told() == digest("other")


@pytest.mark.parametrize("how", ["in place", "replaced", "moved here", "restored times"])
def test_a_change_of_the_same_length_is_noticed(how: str, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, AT_REST + 10**9)
    runs.told()
    times = (runs.path.stat().st_atime_ns, runs.path.stat().st_mtime_ns)
    if how in ("replaced", "moved here"):
        other = runs.path.with_name("b.txt")
        other.write_text("other", "utf-8")
        other.replace(runs.path)
    else:
        runs.path.write_text("other", "utf-8")
    if how != "in place":
        os.utime(runs.path, ns=times)
    runs.next()
    assert runs.told() == digest("other")


def test_a_file_that_comes_and_goes(runs: Runs) -> None:
    runs.path.unlink()
    assert runs.told() == fingerprints.MISSING
    runs.path.mkdir()
    assert runs.told() == fingerprints.UNREADABLE
    runs.path.rmdir()
    runs.path.write_text("again", "utf-8")
    assert runs.told() == digest("again")


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["aa", "ab", "", "longer", "ask", "next", "keep"]), max_size=12))
def test_whatever_happens_the_next_run_is_told_the_truth(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    path = tmp_path_factory.mktemp("files") / "a.txt"
    path.write_text("", "utf-8")
    runs = Runs(path)
    for step in steps:
        if step == "ask":
            runs.told()
        elif step == "next":
            runs.next()
        elif step == "keep":
            runs.files.keep()
        else:
            path.write_text(step, "utf-8")
    runs.next()
    assert runs.told() == digest(path.read_text("utf-8"))
    runs.database.close()

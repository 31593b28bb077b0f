"""A file that a person saves while it is being replaced is the person's, in whatever way an editor saves."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import ChangedError
from pipeline.system import exchange
from pipeline.system.exchange import created, exchanged, held, is_written, replaced
from pipeline.system.files import digest, write_text

OLD, OURS, SAVED, LATER = b"old", b"ours", b"saved by a person", b"saved once more"
Save = Callable[[Path, bytes], None]


def in_place(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def by_rename(path: Path, data: bytes) -> None:
    beside = path.with_name("editor's own")
    beside.write_bytes(data)
    beside.replace(path)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "a.po").write_bytes(OLD)
    (tmp_path / "draft").write_bytes(OURS)
    return tmp_path / "a.po"


def attempt(target: Path) -> bool:
    return replaced(target, target.with_name("draft"), lambda found: found == OLD)


def test_a_file_that_is_as_expected_is_replaced(target: Path) -> None:
    assert attempt(target)
    assert target.read_bytes() == OURS
    assert [path.name for path in target.parent.iterdir()] == ["a.po"]


@pytest.mark.parametrize("supported", [True, False])
@pytest.mark.parametrize("save", [in_place, by_rename])
def test_what_was_saved_before_stays(
    save: Save, supported: bool, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not supported:
        monkeypatch.setattr(exchange, "_call", lambda: None)
    save(target, SAVED)
    assert not attempt(target)
    assert target.read_bytes() == SAVED


def saving_during(step: int, save: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an editor save right before an exchange: the first is that which replaces, the second puts back."""
    real, count = exchanged, 0

    def wrapped(one: Path, other: Path) -> bool:
        nonlocal count
        count += 1
        if count == step:
            save()
        return real(one, other)

    monkeypatch.setattr(exchange, "exchanged", wrapped)


def can_exchange(folder: Path) -> bool:
    (folder / "1").touch()
    (folder / "2").touch()
    done = exchanged(folder / "1", folder / "2")
    (folder / "1").unlink()
    (folder / "2").unlink()
    return done


@pytest.mark.parametrize("save", [in_place, by_rename])
def test_what_is_saved_between_the_look_and_the_replacement_stays(
    save: Save, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not can_exchange(target.parent):
        pytest.skip("this file system exchanges no files")
    saving_during(1, lambda: save(target, SAVED), monkeypatch)
    assert not attempt(target)
    assert target.read_bytes() == SAVED


def test_of_two_saves_meanwhile_the_later_one_stays(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not can_exchange(target.parent):
        pytest.skip("this file system exchanges no files")
    by_rename(target, SAVED)
    monkeypatch.setattr(exchange, "is_written", lambda path: False)
    looks = iter([OLD])  # the first save came right after the look
    saving_during(2, lambda: by_rename(target, LATER), monkeypatch)
    assert not replaced(target, target.with_name("draft"), lambda found: next(looks, found) == OLD)
    assert target.read_bytes() == LATER


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't say who writes a file")
def test_a_file_that_is_being_written_is_left_to_its_writer(target: Path) -> None:
    assert not is_written(target)
    with target.open("r+b") as file:
        assert is_written(target)
        assert not attempt(target)
        file.write(SAVED)
    assert target.read_bytes() == SAVED
    with target.open("rb"):
        assert not is_written(target)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't say who writes a file")
def test_a_writer_that_comes_between_the_look_and_the_replacement_writes_into_the_file(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not can_exchange(target.parent):
        pytest.skip("this file system exchanges no files")
    opened = []
    saving_during(1, lambda: opened.append(target.open("r+b")), monkeypatch)
    assert not attempt(target)
    with opened[0] as file:
        file.write(SAVED)
    assert target.read_bytes() == SAVED


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_takes_no_others_place(links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(*arguments: object) -> None:
        raise PermissionError

    if not links:
        monkeypatch.setattr("os.link", refusing)
    (tmp_path / "draft").write_bytes(OURS)
    assert created(tmp_path / "a.po", tmp_path / "draft")
    (tmp_path / "draft").write_bytes(SAVED)
    assert not created(tmp_path / "a.po", tmp_path / "draft")
    assert (tmp_path / "a.po").read_bytes() == OURS


def test_files_without_an_exchange_are_replaced_after_a_look(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "_call", lambda: None)
    assert attempt(target)
    assert target.read_bytes() == OURS


def test_an_error_within_a_lock_is_no_ones_secret(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="full"), held(tmp_path):
        raise OSError("full")
    with held(tmp_path / "missing"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not locked there")
def test_commands_that_replace_files_of_a_folder_wait_for_each_other(tmp_path: Path) -> None:
    import fcntl
    import os

    other = os.open(tmp_path, os.O_RDONLY)
    with held(tmp_path), pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(other)


@pytest.mark.parametrize("seen", [OLD, b""])
def test_writing_in_place_of_another_file_than_there_is_says_so(seen: bytes, target: Path) -> None:
    target.write_bytes(SAVED)
    with pytest.raises(ChangedError, match="somebody saved it meanwhile"):
        write_text(target, "new", instead_of=digest(seen) if seen else "")
    assert target.read_bytes() == SAVED
    assert sorted(path.name for path in target.parent.iterdir()) == ["a.po", "draft"]

"""Files are written whole or not at all, and errors name the file."""

from __future__ import annotations

import errno
import os
import socket
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import MedlocaleError, SourceError
from pipeline.system.files import (
    below,
    claim,
    digest,
    draft_beside,
    ending,
    exists,
    lines,
    listed,
    new_folder,
    read_bytes,
    read_text,
    remove,
    write_bytes,
    write_text,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, derandomize=True, max_examples=30)
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_reading_undoes_writing(text: str, tmp_path: Path) -> None:
    write_text(tmp_path / "a", text)
    assert read_text(tmp_path / "a") == text
    assert list(lines(tmp_path / "a")) == text.split("\n")


@pytest.mark.parametrize("text", ["a\r\nb\rc\n", "\ufeffa", "", "no line feed"])
def test_line_ends_and_byte_order_mark_stay(tmp_path: Path, text: str) -> None:
    assert write_text(tmp_path / "a", text)
    assert (tmp_path / "a").read_bytes() == text.encode("utf-8")
    assert read_text(tmp_path / "a") == text


def test_what_is_not_utf_8_is_named_with_its_line_and_byte(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one\ntwo\xff\n")
    with pytest.raises(SourceError) as caught:
        read_text(tmp_path / "a")
    assert str(caught.value) == f"{tmp_path / 'a'}:2: not UTF-8: byte 0xFF"


@pytest.mark.parametrize("name", ["missing", "."])
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match="can't be read") as caught:
        read_bytes(tmp_path / name)
    assert caught.value.path == tmp_path / name


def test_a_file_is_written_only_if_its_bytes_differ(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "made" / "a"
    assert write_text(path, "one")
    before = path.stat()
    assert not write_text(path, "one")
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino
    assert write_bytes(path, b"two")
    assert [entry.name for entry in path.parent.iterdir()] == ["a"]


def test_a_file_keeps_its_mode_and_a_new_one_gets_the_usual(tmp_path: Path) -> None:
    path, usual = tmp_path / "a", tmp_path / "b"
    usual.touch()
    write_text(path, "one")
    assert path.stat().st_mode == usual.stat().st_mode
    path.chmod(0o751)
    write_text(path, "two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o751


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("one")
    (tmp_path / "link").symlink_to("real")
    assert write_text(tmp_path / "link", "two")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "two"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a"
    path.write_text("old")

    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, step, full)
    with pytest.raises(MedlocaleError, match="No space left") as caught:
        write_text(path, "new")
    assert caught.value.path == path
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a"]


def test_an_interruption_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_text("old")

    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_text(path, "new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["a"]


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    path.chmod(0o444)
    # An administrator may write anything: the test must not depend on who runs it.
    monkeypatch.setattr(os, "access", lambda target, mode: False)
    with pytest.raises(MedlocaleError, match=r"can't be written: the file is read-only"):
        write_text(path, "new")
    assert path.read_text() == "old"


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(MedlocaleError, match="can't be written") as caught:
        write_text(tmp_path / "a" / "b", "x")
    assert caught.value.path == tmp_path / "a" / "b"


def test_a_text_that_utf_8_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MedlocaleError, match=r":2: can't be written as UTF-8: '\\ud800'"):
        write_text(tmp_path / "a", "x\n\ud800")
    assert not (tmp_path / "a").exists()


def test_a_digest_is_of_the_bytes() -> None:
    assert digest("é") == digest("é".encode()) == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


def test_lines_refuse_what_reading_refuses(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one\ntw\xe9\n")
    for read in (read_text, lambda path: list(lines(path))):
        with pytest.raises(SourceError, match=r"a:2: not UTF-8: byte 0xE9"):
            read(tmp_path / "a")
        with pytest.raises(SourceError, match="can't be read"):
            read(tmp_path)


def test_a_new_folder_is_there_whole(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "model"
    with new_folder(folder) as draft:
        (draft / "weights").write_bytes(b"1")
        assert not folder.exists()
    assert (folder / "weights").read_bytes() == b"1"
    assert os.listdir(folder.parent) == ["model"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_new_folder_is_not_there_at_all_after_an_error(error: type[BaseException], tmp_path: Path) -> None:
    def broken() -> None:
        with new_folder(tmp_path / "model") as draft:
            (draft / "weights").write_bytes(b"1")
            raise error

    with pytest.raises(error):
        broken()
    assert not os.listdir(tmp_path)


def test_the_folder_of_a_faster_process_stays(tmp_path: Path) -> None:
    folder = tmp_path / "model"

    def slow() -> None:
        with new_folder(folder) as draft:
            (draft / "weights").write_bytes(b"1")
            folder.mkdir()
            (folder / "weights").write_bytes(b"2")

    with pytest.raises(FileExistsError, match="exists already"):
        slow()
    assert (folder / "weights").read_bytes() == b"2"
    assert os.listdir(tmp_path) == ["model"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_draft_goes_with_an_error(error: type[BaseException], tmp_path: Path) -> None:
    target = tmp_path / ("n" * 255)

    def broken() -> None:
        with draft_beside(target) as draft:
            draft.write_bytes(b"1")
            raise error

    with pytest.raises(error):
        broken()
    assert not os.listdir(tmp_path)
    with draft_beside(target) as draft:
        draft.write_bytes(b"1")
        draft.replace(target)
    assert os.listdir(tmp_path) == [target.name]


def special(path: Path, kind: str) -> Path:
    match kind:
        case "a pipe":
            os.mkfifo(path)
        case "a folder":
            path.mkdir()
        case "a device":
            path.symlink_to("/dev/zero")
        case "a socket":
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(os.path.relpath(path))
    return path


@pytest.mark.skipif(os.name != "posix", reason="pipes are made otherwise there")
@pytest.mark.parametrize("kind", ["a pipe", "a folder", "a device", "a socket"])
def test_what_is_no_file_is_neither_read_nor_written(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = special(tmp_path / "a", kind)
    before = path.lstat()
    for read in (read_bytes, read_text, lambda path: list(lines(path))):
        with pytest.raises(SourceError, match=f"can't be read: it is {kind}, not a file"):
            read(path)
    with pytest.raises(MedlocaleError, match=f"can't be written: it is {kind}, not a file"):
        write_text(path, "x")
    assert path.lstat() == before


@pytest.mark.skipif(os.name != "posix", reason="pipes are made otherwise there")
def test_a_file_that_has_become_a_pipe_since_it_was_looked_at_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    seen = os.stat(tmp_path / "file")
    path = special(tmp_path / "a", "a pipe")
    monkeypatch.setattr(os, "stat", lambda *arguments, **options: seen)
    with pytest.raises(SourceError, match="it is a pipe"):
        read_bytes(path)


@pytest.mark.skipif(os.name != "posix", reason="pipes and links are made otherwise there")
def test_a_folder_is_listed_with_what_each_thing_in_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/inner").touch()
    (tmp_path / "link of a file").symlink_to("file")
    (tmp_path / "linked").symlink_to("folder")
    (tmp_path / "broken").symlink_to("nothing")
    (tmp_path / "loop").symlink_to("loop")
    special(tmp_path / "pipe", "a pipe")
    kinds = {entry.name: entry.kind for entry in listed(tmp_path)}
    assert kinds == {
        "broken": "broken link",
        "file": "file",
        "folder": "folder",
        "link of a file": "file",
        "linked": "linked folder",
        "loop": "broken link",
        "pipe": "pipe, socket or device",
    }
    assert list(kinds) == sorted(kinds)
    assert sorted(below(tmp_path)) == sorted((kinds.keys() - {"folder"}) | {"folder/inner"})
    assert ending(tmp_path, "e") == [tmp_path / "file", tmp_path / "link of a file", tmp_path / "pipe"]


@pytest.mark.parametrize("missing", ["nothing", "file", "file/inner"])
def test_where_there_is_no_folder_nothing_lies_in_it(missing: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert list(below(tmp_path / missing)) == []
    assert ending(tmp_path / missing, "") == []


@pytest.mark.parametrize("locked", ["top", "top/inner"])
def test_what_may_not_be_listed_is_not_empty(locked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "top/inner").mkdir(parents=True)
    real = os.scandir

    def refusing(path: Path) -> object:
        if path == tmp_path / locked:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(SourceError, match="can't be listed: Permission denied") as caught:
        list(below(tmp_path / "top"))
    assert caught.value.path == tmp_path / locked
    if locked == "top":
        with pytest.raises(SourceError, match="can't be listed: Permission denied"):
            ending(tmp_path / "top", ".csv")


def test_what_nobody_may_look_at_is_not_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken").symlink_to("nothing")
    assert exists(tmp_path / "broken")
    assert not exists(tmp_path / "nothing")
    assert not exists(tmp_path / "broken/inner")

    def refusing(path: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "lstat", refusing)
    with pytest.raises(SourceError, match="can't be read: Permission denied"):
        exists(tmp_path / "nothing")


def test_of_a_link_only_the_link_is_removed(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("one")
    (tmp_path / "link").symlink_to("real")
    remove(tmp_path / "link")
    assert os.listdir(tmp_path) == ["real"]


def test_a_file_that_is_written_in_place_has_one_name(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("one")
    os.link(tmp_path / "other", tmp_path / "lock")
    claim(tmp_path / "lock")
    assert os.listdir(tmp_path) == ["other"]
    (tmp_path / "lock").symlink_to("other")
    with pytest.raises(OSError, match="it is a link, not a file"):
        claim(tmp_path / "lock")
    claim(tmp_path / "other")
    assert (tmp_path / "other").read_text() == "one"


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="there are no such names here")
def test_what_a_shell_hands_over_in_a_pipe_is_read() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"one\n")
    os.close(writing)
    assert read_text(Path(f"/dev/fd/{reading}")) == "one\n"
    os.close(reading)

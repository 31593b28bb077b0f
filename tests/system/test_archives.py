"""A .zip is packed to the same bytes from the same files; a stranger's writes nothing but files below its folder."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.system import archives
from pipeline.system.files import below

OUTSIDE = (
    *("../note.txt", "a/../../note.txt", "/note.txt", "a//note.txt", "./note.txt", "C:/note.txt", "a\\..\\note.txt"),
    *("a/\x07note.txt", "..", "a/" * 600 + "note.txt"),
)


def stranger(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_what_is_packed_comes_back(tmp_path: Path) -> None:
    with archives.new_zip(tmp_path / "out.zip") as folder:
        (folder / "deep" / "er").mkdir(parents=True)
        (folder / "deep" / "er" / "ä ö.txt").write_bytes(b"one\r\n")
        (folder / "b.txt").write_bytes(b"")
    with archives.unzipped(tmp_path / "out.zip") as folder:
        assert {name: (folder / name).read_bytes() for name in below(folder)} == {
            "deep/er/ä ö.txt": b"one\r\n",
            "b.txt": b"",
        }
    assert [path.name for path in tmp_path.iterdir()] == ["out.zip"]
    assert not folder.exists()


def test_the_same_files_are_the_same_bytes(tmp_path: Path) -> None:
    for name, order in (("one.zip", "abc"), ("other.zip", "cab")):
        with archives.new_zip(tmp_path / name) as folder:
            for letter in order:
                (folder / letter).write_text(letter * 1000)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def fail(folder: Path) -> None:
    (folder / "a").write_text("half")
    raise ValueError("half")


@pytest.mark.parametrize("target", ["out.zip", "out"])
def test_nothing_is_left_of_what_fails(tmp_path: Path, target: str) -> None:
    make = archives.new_zip if target.endswith(".zip") else archives.replaced_folder
    with pytest.raises(ValueError, match="half"), make(tmp_path / target) as folder:
        fail(folder)
    assert not list(tmp_path.iterdir())


def test_a_folder_takes_the_place_of_another_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.txt").write_text("old")
    with archives.replaced_folder(tmp_path / "out") as folder:
        (folder / "new.txt").write_text("new")
        assert (tmp_path / "out" / "old.txt").exists()
    assert list(below(tmp_path)) == ["out/new.txt"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_file_that_would_lie_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = name
        archive.writestr(info, b"x")
    with pytest.raises(SourceError, match="leads out") as error, archives.unzipped(path):
        pass
    assert str(path) in str(error.value)
    assert sorted(below(tmp_path)) == ["in/a.zip"]


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("manifest.json")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/hostname")
    with pytest.raises(SourceError, match="is a link"), archives.unzipped(tmp_path / "a.zip"):
        pass


def test_what_grows_out_of_all_proportion_is_refused(tmp_path: Path) -> None:
    path = stranger(tmp_path / "a.zip", bomb=bytes(4 << 20))
    with pytest.raises(SourceError, match="250 times") as error, archives.unzipped(path):
        pass
    assert "bomb" in str(error.value)


@pytest.mark.parametrize(("limit", "value"), [("MAX_FILES", 2), ("MAX_BYTES", 20)])
def test_too_many_files_and_too_many_bytes_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    path = stranger(tmp_path / "a.zip", a=b"x" * 9, b=b"x" * 9, c=b"x" * 9)
    monkeypatch.setattr(archives, limit, value)
    with pytest.raises(SourceError, match="has more than"), archives.unzipped(path):
        pass


def test_one_name_in_two_cases_is_refused(tmp_path: Path) -> None:
    path = stranger(tmp_path / "a.zip", Note=b"1", note=b"2")
    with pytest.raises(SourceError, match="twice"), archives.unzipped(path):
        pass


@pytest.mark.parametrize("kept", [0, 10, 200, -30, -1])
def test_half_a_zip_is_refused(tmp_path: Path, kept: int) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(range(256)) * 8)
    (tmp_path / "a.zip").write_bytes(data.getvalue()[:kept])
    with pytest.raises(SourceError, match=r"no \.zip that can be read"), archives.unzipped(tmp_path / "a.zip"):
        pass


def test_a_changed_byte_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", b"take one tablet")
    path.write_bytes(path.read_bytes().replace(b"one tablet", b"two tablet"))
    with pytest.raises(SourceError, match="CRC"), archives.unzipped(path):
        pass


def test_links_among_the_files_of_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    archives.regular(tmp_path, ["a"])
    with pytest.raises(SourceError, match="is a link"):
        archives.regular(tmp_path, ["a", "b"])

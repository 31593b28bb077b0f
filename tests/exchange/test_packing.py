"""A parcel is written whole or not at all, over nothing but a parcel that nobody has worked on."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.exchange import packing
from pipeline.exchange.parcel import Parcel, ParcelFile, ParcelUnit

NAMES = ("out", "out.zip", "new/folder/out.ZIP")


def made(text: str = "Rinse.") -> Parcel:
    unit = ParcelUnit.of(None, [text], [""])
    return Parcel.of("Lingua", "en", "pt-BR", "xliff12", [ParcelFile("xliff/a.xlf", "a.html", (unit,))])


def pack(output: Path, text: str = "Rinse.") -> None:
    with packing.packed(output) as draft:
        (draft / "xliff").mkdir()
        (draft / "xliff" / "a.xlf").write_text(text)
        packing.seal(draft, made(text))


def fail(draft: Path) -> None:
    (draft / "a").write_text("half")
    raise SourceError("on purpose")


def content(path: Path) -> str:
    with packing.unpacked(path) as there:
        return there.files["xliff/a.xlf"].read_text()


@pytest.mark.parametrize("name", NAMES)
def test_a_parcel_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    pack(tmp_path / name)
    with packing.unpacked(tmp_path / name) as there:
        assert there.parcel == made()
        assert sorted(there.files) == ["manifest.json", "xliff/a.xlf"]
        assert there.files["xliff/a.xlf"].read_text() == "Rinse."
    assert packing.is_parcel(tmp_path / name)


@pytest.mark.parametrize("name", NAMES)
def test_an_untouched_parcel_gives_way_to_a_new_one(tmp_path: Path, name: str) -> None:
    pack(tmp_path / name)
    pack(tmp_path / name, "Gargle.")
    assert content(tmp_path / name) == "Gargle."
    assert not list(tmp_path.rglob(".medlocale*"))


def test_what_an_agency_has_worked_on_stays(tmp_path: Path) -> None:
    pack(tmp_path / "out")
    for name, text in (("xliff/a.xlf", "Enxágue."), ("xliff/b.xlf", "new")):
        old = (tmp_path / "out" / name).read_text() if name.endswith("a.xlf") else None
        (tmp_path / "out" / name).write_text(text)
        with pytest.raises(SourceError, match=f"{name} isn't as it was sent"):
            pack(tmp_path / "out", "Gargle.")
        assert (tmp_path / "out" / name).read_text() == text
        if old is not None:
            (tmp_path / "out" / name).write_text(old)


def test_what_is_no_parcel_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "thesis.txt").write_text("mine")
    (tmp_path / "folder.zip").mkdir()
    (tmp_path / "file").write_text("mine")
    with zipfile.ZipFile(tmp_path / "file.zip", "w") as archive:
        archive.writestr("thesis.txt", "mine")
    (tmp_path / "bad.zip").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for name in ("folder", "folder.zip", "file", "file.zip", "bad.zip", "link"):
        with pytest.raises(SourceError, match=r"left as it is|is a link") as error:
            pack(tmp_path / name)
        assert str(error.value).startswith(str(tmp_path / name))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    pack(tmp_path / "out")
    assert content(tmp_path / "out") == "Rinse."


def test_a_parcel_within_a_folder_is_found(tmp_path: Path) -> None:
    """Tools and people pack a folder with its name."""
    pack(tmp_path / "back" / "my parcel")
    (tmp_path / "back" / "read me.txt").write_text("thanks")
    assert content(tmp_path / "back") == "Rinse."


def test_without_a_manifest_the_files_are_there_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.xlf").write_text("x")
    with packing.unpacked(tmp_path) as there:
        assert there.parcel is None
        assert list(there.files) == ["a.xlf"]


def test_a_link_in_a_parcel_is_refused(tmp_path: Path) -> None:
    pack(tmp_path / "out")
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "out" / "xliff" / "b.xlf").symlink_to(tmp_path / "secret")
    with pytest.raises(SourceError, match="is a link") as error, packing.unpacked(tmp_path / "out"):
        pass
    assert str(error.value).startswith(str(tmp_path / "out" / "xliff" / "b.xlf"))


def test_a_broken_manifest_is_said_with_its_place(tmp_path: Path) -> None:
    pack(tmp_path / "out")
    (tmp_path / "out" / "manifest.json").write_text('{"kind": "medlocale parcel"')
    with pytest.raises(SourceError, match="no JSON") as error, packing.unpacked(tmp_path / "out"):
        pass
    assert str(error.value).startswith(f"{tmp_path / 'out'}/manifest.json:1:")


def test_nothing_is_written_where_making_it_fails(tmp_path: Path) -> None:
    pack(tmp_path / "out")
    with pytest.raises(SourceError, match="on purpose"), packing.packed(tmp_path / "out") as draft:
        fail(draft)
    assert content(tmp_path / "out") == "Rinse."

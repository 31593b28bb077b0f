"""Archives: a .zip packed to the same bytes from the same files, and a stranger's unpacked where nothing leads out.

What comes from outside may have no path out of its folder and no link, and may not be larger than it says.
"""

from __future__ import annotations

import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.errors import MedlocaleError, SourceError
from pipeline.system import boundaries
from pipeline.system.files import TEMPORARY, below, draft_beside, make_folder, move, opened

MAX_FILES = 50_000
MAX_BYTES = 1 << 31  # of all files together
MAX_RATIO = 250  # XML shrinks to a twentieth or so; what grows more than this is made to grow
FREE = 1 << 20  # bytes that may be of any ratio
CHUNK = 1 << 20
HEAD = 1 << 16  # bytes of a file that are its beginning
LONGEST_PATH = 1_000
FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can name
QUICK = 1  # of 9: packing better takes longer than all else, and saves a fifth
UNIX = 3  # the system that a zip says it was made on, wherever this runs
BAD_PART = re.compile(r"[\x00-\x1f\x7f\\:]|^\.{0,2}$")  # of a path in a .zip: nothing that leads elsewhere anywhere
TOO_MUCH = f"has more than {MAX_FILES} files or {MAX_BYTES >> 20} MiB"


@contextmanager
def unzipped(path: Path) -> Iterator[Path]:
    """Yield a folder with the files of a .zip, which is gone afterwards.

    Raise SourceError naming the file in it where one leads out, is a link, is there twice or is too much.
    """
    with TemporaryDirectory(prefix="medlocale-") as name:
        _extract_all(path, Path(name))
        yield Path(name)


@contextmanager
def new_zip(target: Path) -> Iterator[Path]:
    """Yield a folder to be filled; its files take the place of `target` as a .zip when all is done, or not at all."""
    with _draft(target) as draft:
        yield draft
        with draft_beside(target) as zipped:
            _zip(draft, zipped)
            move(zipped, target)


@contextmanager
def replaced_folder(target: Path) -> Iterator[Path]:
    """Yield a folder to be filled; it takes the place of `target`, be it there or not, when all is done."""
    with _draft(target) as draft:
        yield draft
        if target.is_dir():  # what was there goes with the folder around the draft
            target.rename(draft.with_name("old"))
        draft.rename(target)


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write a new file of a folder that is being filled, piece by piece as they come, as UTF-8."""
    make_folder(path.parent)
    with path.open("x", encoding="utf-8", newline="") as file:
        file.writelines(pieces)


def put(path: Path, old: str, new: str) -> None:
    """Put a text in the place of another of the same length, wherever it stands at the beginning of a file."""
    with path.open("r+b") as file:
        data = file.read(HEAD)
        file.seek(0)
        file.write(data.replace(old.encode(), new.encode()))


def regular(folder: Path, names: Sequence[str]) -> None:
    """Raise SourceError where one of these files of a folder is a link or no file, or they are too much."""
    size = 0
    for name in names:
        found = (folder / name).lstat()
        if not stat.S_ISREG(found.st_mode):
            raise SourceError("is a link or no file", path=folder / name)
        size += found.st_size
    if len(names) > MAX_FILES or size > MAX_BYTES:
        raise SourceError(TOO_MUCH, path=folder)


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    boundaries.permit(target, writing=True)
    make_folder(target.absolute().parent)
    try:
        with TemporaryDirectory(prefix=TEMPORARY, dir=target.absolute().parent) as name:
            draft = Path(name) / "new"
            draft.mkdir()
            yield draft
    except OSError as error:
        raise MedlocaleError(f"can't be written: {error.strerror or error}", path=error.filename or target) from error


def _extract_all(path: Path, folder: Path) -> None:
    """Write the files of a .zip into an empty folder."""
    try:
        with opened(path) as stream, zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            if len(members) > MAX_FILES:
                raise SourceError(TOO_MUCH, path=path)
            names: set[str] = set()
            size = 0
            for member in members:
                _harmless(member, path)
                name = member.filename
                if member.is_dir():
                    continue
                # Some file systems have one file for two names that differ in capitals alone.
                if name.casefold() in names:
                    raise SourceError("is there twice", path=f"{path}/{name}")
                names.add(name.casefold())
                size += _extract(archive, member, folder / name, MAX_BYTES - size, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise SourceError(f"is no .zip that can be read: {error}", path=path) from error
    except OSError as error:
        raise SourceError(f"can't be unpacked: {error.strerror or error}", path=path) from error


def _harmless(member: zipfile.ZipInfo, path: Path) -> None:
    """Raise SourceError where a file of a .zip is none, or would lie elsewhere, or isn't read here."""
    name = member.filename
    place = f"{path}/{name!r}"[:LONGEST_PATH]
    parts = name.removesuffix("/").split("/")
    if len(name) > LONGEST_PATH or any(BAD_PART.search(part) for part in parts):
        raise SourceError("leads out of the .zip, or is no name for a file", path=place)
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind and kind not in (stat.S_IFREG, stat.S_IFDIR):
        raise SourceError("is a link or no file", path=place)
    if member.flag_bits & 1:
        raise SourceError("is encrypted", path=place)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise SourceError(f"is packed by method {member.compress_type}, which isn't read here", path=place)


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, room: int, path: Path) -> int:
    """Write one file and return its size; what it says of its size is a stranger's word."""
    size = 0
    make_folder(target.parent)
    with archive.open(member) as packed, target.open("xb") as file:
        while data := packed.read(CHUNK):
            size += len(data)
            if size > room:
                raise SourceError(TOO_MUCH, path=path)
            if size > FREE and size > MAX_RATIO * max(1, member.compress_size):
                raise SourceError(f"grows to more than {MAX_RATIO} times its size", path=f"{path}/{member.filename}")
            file.write(data)
    return size


def _zip(folder: Path, target: Path) -> None:
    """Pack a folder, by name: the same files are the same bytes."""
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED, compresslevel=QUICK) as archive:
        for name in sorted(below(folder)):
            member = zipfile.ZipInfo(name, FIRST_DATE)
            member.create_system = UNIX
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            with opened(folder / name) as file, archive.open(member, "w", force_zip64=True) as packed:
                shutil.copyfileobj(file, packed, CHUNK)

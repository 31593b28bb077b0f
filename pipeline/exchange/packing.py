"""Parcels as files: a folder or a .zip, written whole or not at all and read as what it is, a stranger's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.errors import SourceError
from pipeline.exchange import parcel as parcels
from pipeline.exchange.parcel import Parcel
from pipeline.system import archives
from pipeline.system.files import below, exists, listed, opened, read_text, write_text

MANIFEST = "manifest.json"
ZIP = ".zip"


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of a parcel by their paths in it, each to be read where it lies; `parcel` is None without a manifest.

    Paths are those below the folder of the manifest: tools put what they pack into a folder. `digests` are those of the
    files as they were sent.
    """

    parcel: Parcel | None
    files: Mapping[str, Path]
    digests: Mapping[str, str]


def is_parcel(path: Path) -> bool:
    """Tell whether a path that a command names is a folder or a .zip, and no single file."""
    return path.is_dir() or _is_zip(path)


@contextmanager
def unpacked(path: Path) -> Iterator[Contents]:
    """Yield what is in a folder or a .zip, which is unpacked among the system's temporary files meanwhile.

    Raise SourceError naming the file in it where one leads out, is a link, isn't a file or is too much, and where a
    manifest isn't as it was written.
    """
    if path.is_dir():
        yield _contents(path, path)
    else:
        with archives.unzipped(path) as folder:
            yield _contents(path, folder)


@contextmanager
def packed(output: Path) -> Iterator[Path]:
    """Yield a folder to be filled with the files of a parcel; all of it becomes `output`, a folder or a .zip.

    Nothing is left of it where an error is raised. Raise SourceError where `output` is something else than a parcel
    whose files are as they were sent: what an agency has worked on is nowhere else.
    """
    _may_replace(output)
    with (archives.new_zip if _is_zip(output) else archives.replaced_folder)(output) as draft:
        yield draft


def seal(draft: Path, made: Parcel, *, pending: str = "") -> None:
    """Write the manifest of a parcel whose other files are all there.

    Its id is known only now: it takes the place of `pending`, which is as long, in the heads of its files.
    """
    for file in made.files if pending else ():
        archives.put(draft / file.name, pending, made.id)
    digests = {name: _digest(draft / name) for name in below(draft)}
    write_text(draft / MANIFEST, parcels.serialize(made, digests), durable=False)


def _is_zip(path: Path) -> bool:
    return path.suffix.casefold() == ZIP


def _may_replace(output: Path) -> None:
    if not exists(output):
        return
    if output.is_symlink():
        raise SourceError("is a link; name what shall be written itself", path=output)
    if _is_zip(output) == output.is_dir():
        kind = "a folder" if output.is_dir() else "a file"
        raise SourceError(f"is {kind} already, and no parcel; it is left as it is", path=output)
    if output.is_dir() and not listed(output):
        return
    try:
        with unpacked(output) as there:
            if there.parcel is None:
                raise SourceError("it has no manifest")
            wrong = sorted(_changed(there))
    except SourceError as error:
        raise SourceError(f"is there already, and no parcel; it is left as it is: {error}", path=output) from error
    if wrong:
        raise SourceError(f"is there already, and {wrong[0]} isn't as it was sent; it is left as it is", path=output)


def _changed(there: Contents) -> Iterator[str]:
    """Yield the files of a parcel that aren't as they were sent; one that is gone is no loss."""
    for name, path in there.files.items():
        if name != MANIFEST and there.digests.get(name) != _digest(path):
            yield name


def _digest(path: Path) -> str:
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _contents(path: Path, root: Path) -> Contents:
    """Return the files below the manifest that lies highest."""
    names = sorted(below(root))
    archives.regular(root, names)
    found = sorted((name.count("/"), name) for name in names if PurePosixPath(name).name == MANIFEST)
    if not found:
        return Contents(None, {name: root / name for name in names}, {})
    name = found[0][1]
    made, digests = parcels.parse(read_text(root / name), f"{path}/{name}")
    above = name.removesuffix(MANIFEST)
    return Contents(made, {one.removeprefix(above): root / one for one in names if one.startswith(above)}, digests)

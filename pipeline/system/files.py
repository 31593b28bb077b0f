"""Read and write files and folders whole or not at all, so that neither a crash nor a full disk leaves half of one."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import ChangedError, MedlocaleError, SourceError

TEMPORARY = ".medlocale-"  # how the name of a file that is being written begins


def read_bytes(path: Path, limit: int = -1) -> bytes:
    """Return the bytes of a file, or the first of them; raise SourceError naming it where it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(limit)
    except OSError as error:
        raise SourceError(f"can't be read: {error.strerror}", path=path) from error


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file with its line ends as they are; a byte order mark stays as U+FEFF.

    Raise SourceError with file, line and byte where it isn't UTF-8.
    """
    return decoded(read_bytes(path), path)


def decoded(data: bytes, path: Path, charset: str = "UTF-8") -> str:
    """Return the text of a file's bytes; raise SourceError with line and byte where they aren't of the charset."""
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(f"not {charset}: byte 0x{data[error.start]:02X}", path=path, line=line) from error


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a UTF-8 file without their line feeds; raise SourceError as `read_text` does.

    As with `split`, the last one is what follows the last line feed, if only nothing.
    """
    ended = True
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                ended = line.endswith(b"\n")
                try:
                    yield line.removesuffix(b"\n").decode("utf-8")
                except UnicodeDecodeError as error:
                    message = f"not UTF-8: byte 0x{line[error.start]:02X}"
                    raise SourceError(message, path=path, line=number) from error
    except OSError as error:
        raise SourceError(f"can't be read: {error.strerror}", path=path) from error
    if ended:
        yield ""


def write_text(path: Path, text: str, *, instead_of: str | None = None, durable: bool = True) -> bool:
    """Write a text as UTF-8, as `write_bytes` does; return whether the file changed."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise MedlocaleError(f"can't be written as UTF-8: {text[error.start]!r}", path=path, line=line) from error
    return write_bytes(path, data, instead_of=instead_of, durable=durable)


def write_bytes(path: Path, data: bytes, *, instead_of: str | None = None, durable: bool = True) -> bool:
    """Write a file unless it has these bytes already; return whether it changed.

    Missing folders are made, a file keeps its mode, and a symbolic link stays one: its target is written.
    Raise MedlocaleError naming the path where the file system refuses; the old file is then as it was. `instead_of`
    is the digest of the bytes that the new ones were made from, or empty for a file that there was none of: raise
    ChangedError where the file has others now, which a person may have written. What isn't `durable` is whole or not
    there for every program, but may be lost with the machine's power: it is for what is made anew at any time.
    """
    target = Path(os.path.realpath(path))
    try:
        try:
            if target.read_bytes() == data:
                return False
            mode = stat.S_IMODE(target.stat().st_mode)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            mode = None
        # A new file would take the place of one that its owner made read-only.
        if mode is not None and not os.access(target, os.W_OK):
            raise PermissionError(None, "the file is read-only")
        _replace(target, data, mode, instead_of, durable=durable)
    except ChangedError as error:
        raise ChangedError(path=path) from error
    except OSError as error:
        raise MedlocaleError(f"can't be written: {error.strerror}", path=path) from error
    return True


@contextmanager
def draft_beside(target: Path) -> Iterator[Path]:
    """Yield a path beside `target` for a file that is then moved over it; what is left there goes with an error.

    On one file system a move is all or nothing.
    """
    # Short whatever the target's name, so that it never exceeds the longest name a file may have.
    draft = target.with_name(f"{TEMPORARY}{secrets.token_hex(8)}.tmp")
    try:
        yield draft
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Yield a folder to fill; it takes the place of `folder` when all is done, and is gone where an error is raised.

    Raise FileExistsError where another process was faster, whose folder stays.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=folder.parent))
    try:
        yield draft
        draft.chmod(0o755)
        try:
            draft.rename(folder)
        except OSError as error:
            if folder.exists():
                raise FileExistsError(error.errno, "exists already", str(folder)) from error
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def remove(path: Path) -> None:
    """Remove a file that may be gone already; raise MedlocaleError naming it where the file system refuses."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise MedlocaleError(f"can't be removed: {error.strerror}", path=path) from error


def digest(data: bytes | str) -> str:
    """Return the SHA-256 of bytes, or of a text's UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(data.encode("utf-8") if isinstance(data, str) else data).hexdigest()


def inside(root: Path, path: Path) -> Path:
    """Return `path` unchanged; raise SourceError where, symbolic links followed, it leads out of `root`."""
    real_root, real_path = os.path.realpath(root), os.path.realpath(path)
    if not Path(real_path).is_relative_to(real_root):
        raise SourceError(f"leads out of {root}, to {real_path}", path=path)
    return path


def _replace(target: Path, data: bytes, mode: int | None, instead_of: str | None, *, durable: bool) -> None:
    with draft_beside(target) as draft:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        if mode is not None:
            draft.chmod(mode)
        if instead_of is not None and instead_of != (digest(target.read_bytes()) if target.exists() else ""):
            raise ChangedError(path=target)
        draft.replace(target)
    if not durable:
        return
    # The move itself lives in the folder; not every system lets a folder be opened.
    with suppress(OSError):
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

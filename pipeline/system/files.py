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
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Literal

from pipeline.errors import ChangedError, MedlocaleError, SourceError
from pipeline.system import boundaries, exchange

TEMPORARY = ".medlocale-"  # how the name of a file that is being written begins
# What is no file: whoever opens a pipe waits for its other end for ever, and a device does things when it is opened.
KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
HANDED = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")  # pipes whose other end a shell has opened already
AT_ONCE = getattr(os, "O_NONBLOCK", 0)  # a file may have become a pipe since it was looked at


Kind = Literal["file", "folder", "linked folder", "broken link", "pipe, socket or device"]


@dataclass(frozen=True, slots=True)
class Listed:
    """Something in a folder. A link is what it leads to, but a link of a folder, and one that leads nowhere."""

    name: str
    kind: Kind


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """Open a file for reading; raise SourceError naming it where it can't be read or is none, such as a pipe."""
    boundaries.permit(path)
    try:
        with open(path, "rb", opener=_regular) as file:
            yield file
    except OSError as error:
        raise SourceError(f"can't be read: {error.strerror}", path=path) from error


def read_bytes(path: Path, limit: int = -1) -> bytes:
    """Return the bytes of a file, or the first of them; raise SourceError naming it where it can't be read."""
    with opened(path) as file:
        return file.read(limit)


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
    with opened(path) as stream:
        for number, line in enumerate(stream, 1):
            ended = line.endswith(b"\n")
            try:
                yield line.removesuffix(b"\n").decode("utf-8")
            except UnicodeDecodeError as error:
                message = f"not UTF-8: byte 0x{line[error.start]:02X}"
                raise SourceError(message, path=path, line=number) from error
    if ended:
        yield ""


def exists(path: Path) -> bool:
    """Tell whether there is anything of this name, if only a link that leads nowhere: whoever reads it says so.

    Raise SourceError where that can't be told: what nobody may look at isn't gone.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise SourceError(f"can't be read: {error.strerror}", path=path) from error
    return True


def listed(folder: Path) -> list[Listed]:
    """Return what lies in a folder, sorted by name; raise SourceError where it can't be listed."""
    boundaries.permit_folder(folder)
    try:
        with os.scandir(folder) as entries:
            return sorted((Listed(entry.name, _kind(entry)) for entry in entries), key=lambda entry: entry.name)
    except OSError as error:
        raise SourceError(f"can't be listed: {error.strerror}", path=folder) from error


def below(folder: Path) -> Iterator[str]:
    """Yield what is no folder in a folder and in those inside it, by its path below it; nothing without the folder.

    No link of a folder is followed. Raise SourceError where one of them can't be listed: who can't see what is there
    must not take it for gone.
    """
    if not _is_folder(folder):
        return
    waiting = [""]
    while waiting:
        before = waiting.pop()
        for entry in listed(folder / before if before else folder):
            name = f"{before}/{entry.name}" if before else entry.name
            if entry.kind == "folder":
                waiting.append(name)
            else:
                yield name


def ending(folder: Path, suffix: str) -> list[Path]:
    """Return what in a folder has a name with this ending, sorted; nothing where there is no such folder."""
    if not _is_folder(folder):
        return []
    return [folder / entry.name for entry in listed(folder) if entry.name.endswith(suffix)]


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
    ChangedError where the file has others now, or is being written, and leave it to whoever saves it. What isn't
    `durable` is whole or not there for every program, but may be lost with the machine's power: it is for what is made
    anew at any time.
    """
    boundaries.permit(path, writing=True)
    target = Path(os.path.realpath(path))
    try:
        try:
            if _bytes(target) == data:
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
        if isinstance(error, FileNotFoundError) and instead_of:
            raise ChangedError(path=path) from error  # it is gone since it was read
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
    """Remove a file that may be gone already; raise MedlocaleError naming it where the file system refuses.

    Of a link only the link goes.
    """
    boundaries.permit_folder(path.parent, writing=True)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise MedlocaleError(f"can't be removed: {error.strerror}", path=path) from error


def digest(data: bytes | str) -> str:
    """Return the SHA-256 of bytes, or of a text's UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(data.encode("utf-8") if isinstance(data, str) else data).hexdigest()


def make_folder(folder: Path) -> None:
    """Make a folder that may be there already, and those above it; raise MedlocaleError where there can be none."""
    boundaries.permit_folder(folder, writing=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MedlocaleError(f"can't be made a folder: {error.strerror}", path=folder) from error


def claim(path: Path) -> None:
    """Make a path fit for a file that is written in place, as databases and locks are.

    Raise SourceError where it leads out of its project, and OSError where it is a link or no file. One that has a
    second name elsewhere loses this one.
    """
    boundaries.permit(path, writing=True)
    try:
        found = path.lstat()
    except OSError:
        return  # whoever makes it says why it can't be made
    if not stat.S_ISREG(found.st_mode):
        raise OSError(None, f"it is {KINDS.get(stat.S_IFMT(found.st_mode), 'a link')}, not a file")
    if found.st_nlink > 1:
        path.unlink()


@contextmanager
def copied(path: Path, target: Path) -> Iterator[Path]:
    """Yield a copy of a file beside `target`, made piece by piece, to be moved over it by `move`."""
    boundaries.permit(target, writing=True)
    with draft_beside(target) as draft:
        with opened(path) as source:
            make_folder(target.parent)
            try:
                with draft.open("xb") as copy:
                    shutil.copyfileobj(source, copy)
                    copy.flush()
                    os.fsync(copy.fileno())
            except OSError as error:
                raise SourceError(f"can't be copied: {error.strerror}", path=error.filename or path) from error
        yield draft


def move(draft: Path, target: Path) -> None:
    """Put a draft in the place of a file beside it; raise MedlocaleError where the file system refuses."""
    boundaries.permit(target, writing=True)
    try:
        draft.replace(target)
    except OSError as error:
        raise MedlocaleError(f"can't be written: {error.strerror}", path=target) from error


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise SourceError(f"can't be listed: {error.strerror}", path=path) from error


def _kind(entry: os.DirEntry[str]) -> Kind:
    if not entry.is_symlink():
        if entry.is_dir(follow_symlinks=False):
            return "folder"
        return "file" if entry.is_file(follow_symlinks=False) else "pipe, socket or device"
    try:
        mode = entry.stat().st_mode
    except OSError:  # also one that leads to itself, or to where nobody may look
        return "broken link"
    if stat.S_ISDIR(mode):
        return "linked folder"
    return "file" if stat.S_ISREG(mode) else "pipe, socket or device"


def _regular(path: str, flags: int) -> int:
    """Open a regular file, for `open`; raise OSError for all else, without waiting for another end."""
    if path.startswith(HANDED):
        return os.open(path, flags)
    _no_other(os.stat(path).st_mode)
    descriptor = os.open(path, flags | AT_ONCE)
    try:
        _no_other(os.fstat(descriptor).st_mode)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _no_other(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise OSError(None, f"it is {KINDS.get(stat.S_IFMT(mode), 'something else')}, not a file")


def _bytes(path: Path) -> bytes:
    with open(path, "rb", opener=_regular) as file:
        return file.read()


def _replace(target: Path, data: bytes, mode: int | None, instead_of: str | None, *, durable: bool) -> None:
    with draft_beside(target) as draft:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        if mode is not None:
            draft.chmod(mode)
        if instead_of is None:
            draft.replace(target)
        elif instead_of:
            if not exchange.replaced(target, draft, lambda found: digest(found) == instead_of):
                raise ChangedError(path=target)
        elif not exchange.created(target, draft):
            raise ChangedError(path=target)
    if not durable:
        return
    # The move itself lives in the folder; not every system lets a folder be opened.
    with suppress(OSError):
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

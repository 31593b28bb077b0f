"""Replace a file that a person may be saving at the same moment, so that the later save is never lost.

Between a look at a file and its replacement an editor may save it, in place or by moving a new file over it. So files
are exchanged in one step, and what has come out is looked at: where it isn't what was expected, it goes back. Commands
of medlocale keep each other out by a lock on the folder, which leaves no file behind.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # of Linux
RENAME_SWAP = 2  # of macOS
# The file system, or the system, has no such step.
UNKNOWN = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV}


def replaced(target: Path, draft: Path, is_expected: Callable[[bytes], bool]) -> bool:
    """Put a draft in the place of a file whose bytes are as expected; else leave it as it is and return False.

    The draft is gone afterwards, or is for the caller to remove.
    """
    with held(target.parent):
        if is_written(target) or not is_expected(target.read_bytes()):
            return False
        put = draft.read_bytes()
        if not exchanged(draft, target):
            draft.replace(target)
            return True
        out = draft.read_bytes()
        if is_expected(out) and not is_written(draft):
            draft.unlink()
            return True
        while True:  # until what comes out is what was put in last: then nobody has saved once more meanwhile
            exchanged(draft, target)
            came = draft.read_bytes()
            if came == put:
                return False
            put, out = out, came


def created(target: Path, draft: Path) -> bool:
    """Put a draft where there is no file; return False where somebody was faster."""
    with held(target.parent):
        try:
            os.link(draft, target)
        except FileExistsError:
            return False
        except OSError:  # no second names here
            if target.exists():
                return False
            draft.replace(target)
        else:
            draft.unlink()
        return True


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep other commands from replacing files in a folder meanwhile, where the file system knows locks."""
    descriptor = _locked(folder)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two files in one step; return False where that can't be done here."""
    call = _call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), str(other))


def is_written(path: Path) -> bool:
    """Tell whether any process has a file open for writing, as far as the system says so."""
    if sys.platform != "linux":
        return False
    import fcntl

    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            # Who opens it in this moment sends a signal: one that nobody minds.
            fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
    return False


def _locked(folder: Path) -> int | None:
    if sys.platform == "win32":  # no folder can be opened there
        return None
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


@cache
def _call() -> Callable[[bytes, bytes], int] | None:
    """Return the system's own function; None where it has none."""
    try:
        library: Any = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            swap = library.renamex_np
            return lambda one, other: int(swap(one, other, RENAME_SWAP))
        rename = library.renameat2
    except (AttributeError, OSError, TypeError):
        return None
    return lambda one, other: int(rename(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE))

"""The start of the program, before anything is loaded that could fail: too little memory is told in a sentence."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

FAILED = 1


@contextmanager
def enough_memory() -> Iterator[None]:
    """Leave with a sentence where there is too little memory to go on."""
    try:
        yield
    except (MemoryError, OSError, ImportError, RuntimeError) as error:
        if not _is_of_memory(error):
            raise
        print("medlocale: there is too little memory", file=sys.stderr)
        sys.exit(FAILED)


def _is_of_memory(error: Exception) -> bool:
    """Tell whether an error says that there is too little memory: a library that isn't mapped says so in words."""
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return True
    words = str(error).lower()
    return "failed to map segment" in words or "cannot allocate memory" in words or "can't start new thread" in words

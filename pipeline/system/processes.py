"""Worker processes: the pool, how many are of use, and that they end with the one that they work for.

One that is left alone would hold its lock for ever.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing.connection import wait
from threading import Thread
from typing import Any, TypeVar

from pipeline.errors import MedlocaleError

FORKS = sys.platform == "linux"  # elsewhere a fork isn't safe beside the system's own threads, or there is none
AHEAD = 3  # parts a process that are sent before the first of them is asked for: none waits for the consumer
S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")
_shared: Any = None  # in a worker


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def side_by_side(
    shared: S,
    work: Callable[[S, T], R],
    parts: Iterable[T],
    jobs: int,
    *,
    died: MedlocaleError,
    load: Callable[[], S] | None = None,
) -> Iterator[R]:
    """Yield `work(shared, part)` for each part, in order, from up to `jobs` processes; raise `died` where one dies.

    `work` is a module's function. Parts are read as they are needed, and all workers are gone when the generator is.
    A forked process has what is shared, so that only parts and results are copied. Where the system can't fork, each
    process makes it anew by `load`, which is pickled; without `load` all is done in this process.
    """
    rest = iter(parts)
    first = list(islice(rest, max(jobs, 1)))
    made = (lambda: shared) if FORKS else load
    if len(first) < 2 or made is None:
        yield from (work(shared, part) for part in chain(first, rest))
        return
    context = multiprocessing.get_context("fork" if FORKS else "spawn")
    pool = ProcessPoolExecutor(len(first), context, _start, (made,))
    sent: deque[Future[R]] = deque()
    try:
        for part in chain(first, rest):
            # Not around a yield: the consumer's own filters are none of ours.
            with warnings.catch_warnings():
                # Python warns of forks beside threads; those of this process hold no lock that a worker needs.
                warnings.simplefilter("ignore", DeprecationWarning)
                sent.append(pool.submit(_work, work, part))
            if len(sent) > AHEAD * len(first):
                yield sent.popleft().result()
        while sent:
            yield sent.popleft().result()
    except BrokenProcessPool as error:
        raise died from error
    finally:
        pool.shutdown(cancel_futures=True)


def _start(load: Callable[[], object]) -> None:
    global _shared
    serve()
    _shared = load()


def _work(work: Callable[[Any, T], R], part: T) -> R:
    return work(_shared, part)


def serve() -> None:
    """Let this process end with its parent, however that ends, and leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)

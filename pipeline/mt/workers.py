"""Batches side by side in processes of one thread each, because small matrices gain nothing from more threads.

On Linux the workers are forks that share the loaded model's memory; elsewhere each loads its own.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from pipeline.mt.decoding import Hypothesis
    from pipeline.mt.loading import LoadedModel

_FEWEST_TO_FORK = 32  # sources below which one process is as fast
_FEWEST_TO_SPAWN = 400  # a spawned worker imports torch and loads the model anew: seconds
_model: LoadedModel | None = None  # in a worker, its model


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def decode(
    model: LoadedModel, sources: Sequence[Sequence[int]], batches: Sequence[Sequence[int]], *, jobs: int
) -> Iterator[list[Hypothesis]]:
    """Yield the hypotheses of each batch (indices of sources), in order, from up to `jobs` processes."""
    forks = sys.platform == "linux"
    fewest = _FEWEST_TO_FORK if forks else _FEWEST_TO_SPAWN
    parts = [[sources[index] for index in batch] for batch in batches]
    jobs = min(jobs, len(parts))
    if jobs < 2 or len(sources) < fewest:
        yield from map(model.decode, parts)
        return
    context = multiprocessing.get_context("fork" if forks else "spawn")
    shared = model if forks else None
    with ProcessPoolExecutor(jobs, context, _start, (model.folder, shared)) as pool, warnings.catch_warnings():
        # Python warns of forks beside threads; those of this process hold no lock that a worker needs.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            yield from pool.map(_decode, parts)
        except BrokenProcessPool as error:
            raise ModelError(f"a translation worker died: {error}", path=model.folder) from error


def _start(folder: Path, shared: LoadedModel | None) -> None:
    global _model
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    if shared is None:
        from pipeline.mt.loading import load_folder

        shared = load_folder(folder)
    _model = shared


def _decode(sources: list[Sequence[int]]) -> list[Hypothesis]:
    assert _model is not None
    return _model.decode(sources)

"""Batches side by side in processes of one thread each, because small matrices gain nothing from more threads.

On Linux the workers are forks that share the loaded model's memory; elsewhere each loads its own.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from pipeline import processes
from pipeline.errors import ModelError

if TYPE_CHECKING:
    from pipeline.mt.loading import LoadedModel
    from pipeline.mt.pretrained import PretrainedModel

    Model: TypeAlias = LoadedModel | PretrainedModel

T = TypeVar("T")
R = TypeVar("R")
_FEWEST_TO_FORK = 32  # sources below which one process is as fast
_FEWEST_TO_SPAWN = 400  # a spawned worker imports torch and loads the model anew: seconds
_model: Model | None = None  # in a worker, its model


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    model: Model,
    work: Callable[[Model, Sequence[T]], R],
    parts: Sequence[Sequence[T]],
    *,
    jobs: int,
) -> Iterator[R]:
    """Yield `work(model, part)` for each part, in order, from up to `jobs` processes; `work` is a module's function."""
    forks = sys.platform == "linux"
    fewest = _FEWEST_TO_FORK if forks else _FEWEST_TO_SPAWN
    jobs = min(jobs, len(parts))
    if jobs < 2 or sum(map(len, parts)) < fewest:
        yield from (work(model, part) for part in parts)
        return
    context = multiprocessing.get_context("fork" if forks else "spawn")
    shared = model if forks else None
    with ProcessPoolExecutor(jobs, context, _start, (model.folder, shared)) as pool, warnings.catch_warnings():
        # Python warns of forks beside threads; those of this process hold no lock that a worker needs.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            yield from pool.map(_work, [work] * len(parts), parts)
        except BrokenProcessPool as error:
            raise ModelError(f"a translation worker died: {error}", path=model.folder) from error


def _start(folder: Path, shared: Model | None) -> None:
    global _model
    processes.serve()
    if shared is None:
        from pipeline.mt.loading import load_folder

        shared = load_folder(folder)
    _model = shared


def _work(work: Callable[[Model, Sequence[T]], R], part: Sequence[T]) -> R:
    assert _model is not None
    return work(_model, part)

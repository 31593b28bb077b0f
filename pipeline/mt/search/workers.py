"""Worker processes of one thread each, side by side, because small matrices gain nothing from more threads.

On Linux the workers are forks that share the memory of the loaded model, and of whatever holds it; elsewhere each loads
a model of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

from pipeline.errors import ModelError
from pipeline.system import processes

if TYPE_CHECKING:
    from pipeline.mt.engines.loading import BergamotModel
    from pipeline.mt.engines.pretrained import PretrainedModel

    Model: TypeAlias = BergamotModel | PretrainedModel


class Shared(Protocol):
    """A model that workers share, or a value that holds one."""

    @property
    def folder(self) -> Path:
        """The folder of the model."""


S = TypeVar("S", bound=Shared)
T = TypeVar("T")
R = TypeVar("R")
SHARE = 600  # texts that are dealt to a worker at once: fewer are too few of a length to make full batches
_FEWEST_TO_FORK = 32  # sources below which one process is as fast
_FEWEST_TO_SPAWN = 400  # a spawned worker imports torch and loads the model anew: seconds


def shares(lengths: Sequence[int], jobs: int) -> list[list[int]]:
    """Deal the indices of texts to workers, so that each share has as much of every length; one share where few."""
    if not processes.FORKS or jobs < 2 or len(lengths) < _FEWEST_TO_FORK:
        return [list(range(len(lengths)))]
    count = jobs * -(-len(lengths) // (jobs * SHARE))
    order = sorted(range(len(lengths)), key=lambda index: -lengths[index])
    return [order[first::count] for first in range(count)]


def run(
    shared: S,
    work: Callable[[S, Sequence[T]], R],
    parts: Sequence[Sequence[T]],
    *,
    jobs: int,
) -> Iterator[R]:
    """Yield `work(shared, part)` for each part, in order, from up to `jobs` processes; `work` is a module's function.

    Where processes can't be forked, `shared` has to be a model.
    """
    if jobs < 2 or sum(map(len, parts)) < (_FEWEST_TO_FORK if processes.FORKS else _FEWEST_TO_SPAWN):
        yield from (work(shared, part) for part in parts)
        return
    died = ModelError("a translation worker died", path=shared.folder)
    yield from processes.side_by_side(shared, work, parts, jobs, died=died, load=partial(_load, shared.folder))


def _load(folder: Path) -> Any:
    from pipeline.mt.engines.loading import load_folder

    return load_folder(folder)

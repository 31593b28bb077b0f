"""Work side by side is as that of one process, and no worker outlives the process that it works for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from functools import partial

import pytest

from pipeline.errors import MedlocaleError, ModelError
from pipeline.system import processes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked")

DIED = ModelError("a translation worker died", path="models/enpt")
PROGRAM = """
import os, time
from pipeline.errors import MedlocaleError
from pipeline.system import processes
def place(shared, part):
    time.sleep(0.2)
    return os.getpid()
results = processes.side_by_side(None, place, range(100), 2, died=MedlocaleError("a worker died"))
print(*{next(results), next(results)}, flush=True)
time.sleep(60)
"""


def times(shared: int, part: int) -> int:
    return shared * part


def place(shared: object, part: int) -> int:
    return os.getpid()


def fail(shared: object, part: int) -> int:
    if part == 3:
        raise ValueError("the third part")
    return part


def die(shared: object, part: int) -> int:
    if part == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return part


def seven() -> int:
    return 7


@pytest.fixture
def counted() -> list[int]:
    return []


def parts(counted: list[int]) -> Iterator[int]:
    for part in range(1000):
        counted.append(part)
        yield part


@pytest.mark.parametrize("jobs", [0, 1, 2, 5])
def test_results_come_in_the_order_of_their_parts(jobs: int) -> None:
    results = processes.side_by_side(7, times, range(50), jobs, died=DIED)
    assert list(results) == [7 * part for part in range(50)]


@pytest.mark.parametrize(("count", "jobs", "started"), [(10, 1, 0), (1, 4, 0), (0, 4, 0), (20, 2, 2), (2, 8, 2)])
def test_there_are_no_more_workers_than_jobs_and_parts(count: int, jobs: int, started: int) -> None:
    results = processes.side_by_side(None, place, range(count), jobs, died=DIED)
    first = next(results, os.getpid())
    assert len(workers()) == started
    assert (first == os.getpid()) is (started == 0)


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_warning_filters_are_the_consumers_own_while_it_iterates(jobs: int) -> None:
    before = list(warnings.filters)
    for _ in processes.side_by_side(7, times, range(20), jobs, died=DIED):
        assert warnings.filters == before
        warnings.simplefilter("error", FutureWarning)
        before = list(warnings.filters)
    assert warnings.filters == before


def test_forking_beside_threads_warns_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    fork = os.fork

    def warned() -> int:
        warnings.warn("a fork beside threads", DeprecationWarning, stacklevel=1)  # as Python does from 3.12 on
        return fork()

    monkeypatch.setattr(os, "fork", warned)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert list(processes.side_by_side(7, times, range(20), 2, died=DIED))[-1] == 133


def test_parts_are_read_as_they_are_needed(counted: list[int]) -> None:
    results = processes.side_by_side(7, times, parts(counted), 2, died=DIED)
    assert next(results) == 0
    assert len(counted) <= 2 * processes.AHEAD + 1


def test_a_worker_that_dies_is_named(counted: list[int]) -> None:
    with pytest.raises(ModelError, match=r"^models/enpt: a translation worker died$"):
        list(processes.side_by_side(None, die, parts(counted), 2, died=DIED))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_the_work_is_raised_as_it_is(jobs: int) -> None:
    with pytest.raises(ValueError, match="the third part"):
        list(processes.side_by_side(None, fail, range(20), jobs, died=DIED))


@pytest.mark.parametrize("how", ["asked for no more", "an error", "the parts' own error"])
def test_no_worker_outlives_the_generator(how: str) -> None:
    def broken() -> Iterator[int]:
        yield from range(5)
        raise MedlocaleError("no more can be read")

    if how == "asked for no more":
        results = processes.side_by_side(7, times, range(100), 2, died=DIED)
        next(results)
        assert workers()
        results.close()  # type: ignore[attr-defined]
    elif how == "an error":
        with pytest.raises(ValueError, match="third"):
            list(processes.side_by_side(None, fail, range(100), 2, died=DIED))
    else:
        with pytest.raises(MedlocaleError, match="no more can be read"):
            list(processes.side_by_side(7, times, broken(), 2, died=DIED))
    assert not workers()


def workers() -> list[int]:
    with open(f"/proc/{os.getpid()}/task/{os.getpid()}/children") as file:
        return [child for child in map(int, file.read().split()) if _is_running(child)]


def test_where_the_system_cannot_fork_one_process_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "FORKS", False)
    assert set(processes.side_by_side(None, place, range(9), 2, died=DIED)) == {os.getpid()}


def test_where_the_system_cannot_fork_each_process_makes_what_is_shared_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "FORKS", False)
    results = processes.side_by_side(5, times, range(4), 2, died=DIED, load=partial(seven))
    assert list(results) == [0, 7, 14, 21]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_a_parent_that_is_killed(how: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-W", "ignore", "-c", PROGRAM], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(number) for number in parent.stdout.readline().split()]
        assert len(workers) == 2
        parent.send_signal(how)
    for worker in workers:
        for _ in range(500):
            if not _is_running(worker):
                break
            time.sleep(0.02)
        else:
            os.kill(worker, signal.SIGKILL)
            pytest.fail("a worker has outlived its parent")


def _is_running(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False

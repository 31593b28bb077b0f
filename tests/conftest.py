"""What every test may use: where skips are forbidden, a skip fails; a project in a folder of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest.register_assert_rewrite("tests.support")
# How long an example takes says how busy a machine is. On a build machine the examples are always the same ones.
settings.register_profile(
    "medlocale", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("medlocale")
# What a machine has of spelling dictionaries changes no result.
os.environ["DICPATH"] = os.devnull


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    # What a processor lacks, or a superuser may do, no installation changes.
    lacking = any(words in str(report.longrepr) for words in ("this processor", "the superuser"))
    if os.environ.get("MEDLOCALE_FORBID_SKIPS") and report.skipped and not lacking and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"a skip is forbidden here: {report.longrepr}"
    return report


@pytest.fixture
def needs() -> Callable[[str], str]:
    """Return a function that gives a tool's path, or skips the test where the tool is missing."""

    def find(tool: str) -> str:
        path = shutil.which(tool)
        if path is None:
            pytest.skip(f"{tool} is not installed")
        return path

    return find


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Return a function that writes a file under the test's folder."""

    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        return path

    return put

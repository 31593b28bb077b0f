"""The demo, built once from the catalogs in the repository, and a browser.

No model runs: drafts are shown as they are there.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.project import config
from tests.support import ROOT
from tests.support.demo import Demo

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    for name in ("content", "glossary", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / config.FILE_NAME, folder)
    result = CliRunner().invoke(app, ["build", "--config", str(folder / config.FILE_NAME)])
    assert result.exit_code == 0, result.stderr
    settings = config.load(folder / config.FILE_NAME)
    return Demo(settings, settings.site)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()

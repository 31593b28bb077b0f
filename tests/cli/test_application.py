"""The options of every command: help, version, and the locales that a command is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from typer.main import get_command

from pipeline.cli import app
from pipeline.project.manifest import version
from tests.support.command import catalog, entries, medlocale

CONFIG = '[project]\ntargets = ["en_XA", "ar_XB", "de"]\n'
PAGE = '<!DOCTYPE html><html lang="en"><head><title>Ward</title></head><body><p>We are here.</p></body></html>\n'


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*path, name))


@pytest.fixture
def clinic(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write("clinic/medlocale.toml", CONFIG).parent
    write("clinic/content/ward.html", PAGE)
    monkeypatch.chdir(root)
    return root


def test_the_version_is_that_of_the_package() -> None:
    assert medlocale("--version") == f"medlocale {version()}\n"


@pytest.mark.parametrize("path", list(commands(get_command(app))), ids=" ".join)
def test_help_is_a_letter_away(path: tuple[str, ...]) -> None:
    assert medlocale(*path, "-h") == medlocale(*path, "--help")


def test_run_drafts_and_builds_the_named_locales_alone(clinic: Path) -> None:
    medlocale("run", "--locale", "en-XA", "-l", "de")
    assert [path.name for path in sorted((clinic / "site").iterdir()) if path.is_dir()] == ["en", "en-XA"]
    for locale, drafted in (("en_XA", True), ("ar_XB", False), ("de", False)):
        assert bool(entries(catalog(clinic, locale, "ward.html"))["We are here."].msgstr) == drafted
    medlocale("run")
    assert (clinic / "site/ar-XB/ward.html").is_file()
    medlocale("run", "--locale", "de")
    assert (clinic / "site/ar-XB/ward.html").is_file()


def test_a_locale_that_is_named_twice_is_one(clinic: Path) -> None:
    medlocale("run", *["--locale", "en_XA"] * 3)
    assert not entries(catalog(clinic, "ar_XB", "ward.html"))["We are here."].msgstr


@pytest.mark.parametrize("name", ["fr", "xx", "no locale at all", ""])
@pytest.mark.parametrize("command", ["run", "translate", "build", "check", "status", "compile"])
def test_a_locale_that_is_no_target_is_told_with_those_that_are(command: str, name: str, clinic: Path) -> None:
    said = medlocale(command, "--locale", name, code=2)
    assert "is no target of this project (en_XA, ar_XB, de)" in " ".join(said.replace("│", " ").split())
    assert not (clinic / "locales").exists()

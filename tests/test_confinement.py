"""Nothing outside of a project is read, written or deleted, however its links and special files lie; nothing hangs."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.support import arrangements
from tests.support.arrangements import DOTS, LINKS, SECRET, SPECIAL, Case

SECONDS = 60  # a command that waits for the other end of a pipe waits for ever
pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and pipes are made otherwise there")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was run, without anything odd in it."""
    root = tmp_path_factory.mktemp("made") / "clinic"
    arrangements.project(root)
    for command in (("run",), ("review", "accept", "rest.txt", "--by", "ana", "--drafts"), ("run",)):
        result = CliRunner().invoke(app, [*command, "--config", str(root / "medlocale.toml")])
        assert result.exit_code == 0, f"{result.output}\n{result.exception!r}"
    assert (root / arrangements.COMPILED).is_file()
    return root


@pytest.fixture
def clinic(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    root = tmp_path / "clinic"
    shutil.copytree(made, root)
    arrangements.outside(tmp_path / "outside")
    monkeypatch.chdir(root)

    def late(*arguments: object) -> None:
        raise TimeoutError(f"still at work after {SECONDS} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    yield root
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a folder with its bytes and its mode."""
    paths = (Path(inner, name) for inner, _, names in os.walk(folder) for name in names)
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mode) for path in paths}


def revealing(root: Path) -> list[str]:
    """The project's own files that say what only files outside of it say; a hard link's are its own."""
    paths = [Path(inner, name) for inner, _, names in os.walk(root) for name in names]
    plain = [path for path in paths if path.is_file() and not path.is_symlink() and path.stat().st_nlink == 1]
    return [str(path) for path in plain if SECRET.encode() in path.read_bytes()]


def holds(case: Case, root: Path, *, may_reveal: bool = False) -> None:
    away = root.parent / "outside"
    case.arrange(root, away)
    before = state(away)
    result = CliRunner().invoke(app, list(case.command))
    said = f"{result.stdout}\n{result.stderr}"
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert state(away) == before, said
    assert case.says in " ".join(said.split()), said
    if not may_reveal:
        assert revealing(root) == [], said
        assert SECRET not in said
    assert "is left out" in case.says or (result.exit_code == 1) == bool(case.says), said


@pytest.mark.parametrize("name", LINKS)
def test_no_link_leads_out_of_a_project(name: str, clinic: Path) -> None:
    holds(LINKS[name], clinic, may_reveal="second name" in name)


@pytest.mark.parametrize("name", DOTS)
def test_no_path_leads_into_a_hidden_folder(name: str, clinic: Path) -> None:
    hidden = [path for folder in (".git", "web/.git", "site/.git", ".github", ".ssh") for path in (clinic / folder,)]
    holds(DOTS[name], clinic)
    assert not [file for folder in hidden for file in folder.rglob("*") if file.is_file()]


@pytest.mark.parametrize("name", SPECIAL)
def test_what_is_no_file_is_an_error_and_nothing_hangs(name: str, clinic: Path) -> None:
    holds(SPECIAL[name], clinic)


@pytest.mark.parametrize("name", ["medlocale.toml", ".gitignore", ".gitattributes", "content"])
def test_a_new_project_writes_through_no_link(name: str, tmp_path: Path) -> None:
    root = tmp_path / "new"
    root.mkdir()
    (root / name).symlink_to(tmp_path / "outside")
    CliRunner().invoke(app, ["init", str(root)])
    assert not (tmp_path / "outside").exists()

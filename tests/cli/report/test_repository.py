"""Annotations attach to a file by its path from the root of its git repository."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.cli.report.repository import path_in_repository

Write = Callable[[str, str], Path]
NAME = "locales/de/a.po"


@pytest.fixture
def project(write: Write) -> Path:
    """A project in a folder of a repository that git itself has made."""
    project = write(f"code/web/clinic/{NAME}", "").parents[2]
    subprocess.run(["git", "init", "-q", project.parents[1]], check=True)
    return project


def test_a_path_starts_at_the_repository_and_not_at_the_project(project: Path) -> None:
    assert path_in_repository(NAME, project) == f"web/clinic/{NAME}"


@pytest.mark.parametrize(
    ("folder", "file"),
    [
        (".", f"web/clinic/{NAME}"),
        ("web/clinic/locales", "de/a.po"),
        ("web/other", f"../clinic/{NAME}"),
        ("..", f"code/web/clinic/{NAME}"),
    ],
)
def test_it_is_the_same_from_every_folder(
    folder: str, file: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.parent / "other").mkdir()
    monkeypatch.chdir(project.parents[1] / folder)
    assert path_in_repository(file, Path()) == f"web/clinic/{NAME}"
    assert path_in_repository(str(Path(file).absolute()), Path()) == f"web/clinic/{NAME}"


def test_a_file_behind_a_link_is_named_as_git_knows_it(project: Path) -> None:
    (project / "current").symlink_to(project / "locales", target_is_directory=True)
    assert path_in_repository("current/de/a.po", project) == f"web/clinic/{NAME}"


def test_a_submodule_and_a_linked_worktree_are_repositories(project: Path, write: Write) -> None:
    write("code/web/clinic/.git", "gitdir: ../../.git/modules/clinic\n")
    assert path_in_repository(NAME, project) == NAME


def test_without_a_repository_a_path_stays_as_it_is(write: Write) -> None:
    path = write(NAME, "")
    assert path_in_repository("./locales/../a.po", path.parents[2]) == "./locales/../a.po"
    assert path_in_repository(str(path), Path()) == str(path)

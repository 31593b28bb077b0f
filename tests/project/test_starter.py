"""The starter file teaches what can be set, and says the truth about the defaults."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import locales
from pipeline.errors import ConfigError, MedlocaleError
from pipeline.project import config, starter


def test_the_starter_file_says_the_defaults_and_half_of_a_page_as_the_least(tmp_path: Path) -> None:
    path = starter.write(tmp_path)
    empty = tmp_path / "empty.toml"
    empty.write_text("", "utf-8")
    settings, defaults = config.load(path), config.load(empty)
    assert defaults.least == 0, "what is there already stays as it was"
    assert settings == replace(defaults, targets=(locales.parse("pt_BR"),), least=0.5, text=settings.text)


def test_the_starter_file_names_every_key(tmp_path: Path) -> None:
    data = tomllib.loads(starter.write(tmp_path).read_text("utf-8"))
    assert {table: set(keys) for table, keys in data.items()} == {
        table: set(keys) for table, keys in config.TABLES.items()
    }


def test_every_key_of_the_starter_file_is_explained(tmp_path: Path) -> None:
    lines = starter.write(tmp_path).read_text("utf-8").splitlines()
    assert len([line for line in lines if line.startswith("#")]) >= 10


def test_a_new_project_has_a_folder_for_its_pages(tmp_path: Path) -> None:
    path = starter.write(tmp_path / "new" / "clinic")
    assert path == tmp_path / "new" / "clinic" / "medlocale.toml"
    assert (path.parent / "content").is_dir()


def test_git_is_told_how_ledgers_merge_where_it_is_told_nothing_yet(tmp_path: Path) -> None:
    lines = (starter.write(tmp_path).parent / ".gitattributes").read_text("utf-8").splitlines()
    assert {"locales/*/review.jsonl merge=union", "locales/*/parcels.jsonl merge=union"} <= {*lines}
    other = tmp_path / "other"
    other.mkdir()
    (other / ".gitattributes").write_text("* text=auto\n", "utf-8")
    starter.write(other)
    assert (other / ".gitattributes").read_text("utf-8") == "* text=auto\n"


def test_git_is_told_what_is_made_anew_where_it_is_told_nothing_yet(tmp_path: Path) -> None:
    root = starter.write(tmp_path).parent
    settings = config.load(root / config.FILE_NAME)
    ignored = (root / ".gitignore").read_text("utf-8").splitlines()
    for folder in (settings.site, config.previewed(settings).site, settings.state):
        assert f"/{folder.relative_to(root.resolve()).as_posix()}/" in ignored
    assert f"/{settings.catalogs.relative_to(root.resolve()).as_posix()}/**/*.mo" in ignored
    other = tmp_path / "other"
    other.mkdir()
    (other / ".gitignore").write_text("*.log\n", "utf-8")
    starter.write(other)
    assert (other / ".gitignore").read_text("utf-8") == "*.log\n"


def test_an_existing_configuration_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "medlocale.toml"
    path.write_text("# mine\n", "utf-8")
    with pytest.raises(ConfigError, match="exists already") as caught:
        starter.write(tmp_path)
    assert caught.value.path == path
    assert path.read_text("utf-8") == "# mine\n"


def test_a_file_where_the_pages_belong_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("", "utf-8")
    with pytest.raises(MedlocaleError) as caught:
        starter.write(tmp_path)
    assert caught.value.path == tmp_path / "content"

"""`medlocale xliff check` from the outside: what it prints, how it ends, and that it needs no project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from sarif_pydantic import Sarif
from typer.testing import CliRunner

from pipeline.cli import app

CORE = "urn:oasis:names:tc:xliff:document:2.0"
SOUND = f"""<?xml version="1.0"?>
<xliff xmlns="{CORE}" version="2.1" srcLang="en" trgLang="fr">
<file id="f">
<unit id="u"><segment state="final"><source>Rest.</source><target>Repos.</target></segment></unit>
</file></xliff>
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sound.xlf").write_text(SOUND, "utf-8")
    (tmp_path / "broken.xlf").write_text(SOUND.replace('state="final"', 'state="done"'), "utf-8")
    (tmp_path / "newer.xlf").write_text(SOUND.replace(CORE, f"{CORE[:-3]}2.2"), "utf-8")
    (tmp_path / "entity.xlf").write_text(SOUND.replace("<xliff", '<!DOCTYPE x [<!ENTITY a "b">]>\n<xliff', 1), "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["xliff", "check", *arguments])


def test_valid_files_end_with_0_and_nothing_on_standard_output(folder: Path) -> None:
    result = run("sound.xlf", "sound.xlf")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 files: 2 valid, 0 invalid, 0 unreadable." in result.stderr


def test_a_broken_rule_ends_with_3_and_a_line_that_an_editor_can_jump_to(folder: Path) -> None:
    result = run("broken.xlf")
    assert result.exit_code == 3
    assert result.stdout.startswith("broken.xlf:4: attribute-value: ")


def test_json_is_one_broken_rule_a_line_and_nothing_else(folder: Path) -> None:
    (row,) = map(json.loads, run("broken.xlf", "sound.xlf", "--format", "json").stdout.splitlines())
    assert list(row) == ["file", "line", "rule", "message"]
    assert (row["file"], row["line"], row["rule"]) == ("broken.xlf", 4, "attribute-value")
    assert 'state="done"' in row["message"]


def test_sarif_is_read_by_another_library(folder: Path) -> None:
    (made,) = Sarif.model_validate_json(run("broken.xlf", "--format", "sarif").stdout).runs
    (result,) = made.results or []
    assert (result.rule_id, str(result.level and result.level.value)) == ("attribute-value", "error")
    assert {rule.id for rule in made.tool.driver.rules or []} >= {"attribute-value", "mtc-reference"}


@pytest.mark.parametrize("name", ["entity.xlf", "missing.xlf", "newer.xlf", "."])
def test_what_cannot_be_read_ends_with_1_and_the_others_are_checked(name: str, folder: Path) -> None:
    result = run(name, "broken.xlf")
    assert result.exit_code == 1
    assert name in result.stderr
    assert "attribute-value" in result.stdout


def test_the_prefix_of_an_extension_can_be_named(folder: Path) -> None:
    text = SOUND.replace('<unit id="u">', '<unit id="u"><a xmlns="urn:own" id="i"/>')
    text = text.replace("<source>Rest.", '<source><mrk id="m" type="term" ref="#own=i">Rest.</mrk>')
    (folder / "own.xlf").write_text(text, "utf-8")
    assert run("own.xlf").exit_code == 3
    assert run("own.xlf", "--prefix", "own=urn:own").exit_code == 0
    assert run("own.xlf", "--prefix", "own").exit_code == 2


def test_no_file_is_wrong_usage(folder: Path) -> None:
    assert run().exit_code == 2

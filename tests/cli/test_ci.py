"""What translators' repositories are told to run on every commit runs, and stops what could do harm."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from pipeline.cli import app
from tests.support import ROOT

GUIDE = (ROOT / "docs/ci.md").read_text("utf-8")
(HOOK,) = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
PO = 'msgid ""\nmsgstr "Language: pt_BR\\n"\n\nmsgid "Take 5 mg."\nmsgstr "Tome {dose} mg."\n'


def blocks() -> list[Any]:
    return [YAML(typ="safe").load(block) for block in re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)]


def commands(value: Any) -> list[str]:
    """Return every shell command of a workflow that runs medlocale."""
    match value:
        case dict():
            return [command for item in value.values() for command in commands(item)]
        case list():
            return [command for item in value for command in commands(item)]
        case str() if "medlocale check" in value:
            return [value]
    return []


def exit_code(*arguments: str) -> int:
    return CliRunner().invoke(app, list(arguments)).exit_code


@pytest.mark.parametrize(("dose", "code"), [("5", 0), ("50", 3)])
def test_the_hook_stops_a_changed_dose(dose: str, code: int, write: Callable[[str, str], Path]) -> None:
    program, *arguments = shlex.split(HOOK["entry"])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert program in project["scripts"]
    path = write("pt_BR.po", PO.format(dose=dose))
    assert re.search(HOOK["files"], str(path))
    assert exit_code(*arguments, str(path)) == code


def test_the_hook_gets_catalogs_only() -> None:
    assert HOOK["language"] == "python"
    assert not re.search(HOOK["files"], "templates/page.pot")


def test_the_guide_names_the_hook_and_options_that_exist() -> None:
    configuration, *workflows = blocks()
    ((repository,),) = [configuration["repos"]]
    assert [hook["id"] for hook in repository["hooks"]] == [HOOK["id"]]
    found = [command for workflow in workflows for command in commands(workflow)]
    assert len(found) == 3
    for option in {option for command in found for option in re.findall(r"--[a-z-]+", command)}:
        assert option in CliRunner().invoke(app, ["check", "--help"], terminal_width=200).stdout


@pytest.mark.parametrize("form", sorted(set(re.findall(r"--format (\w+)", GUIDE))))
def test_the_forms_of_the_guide_fail_a_build_with_a_critical_finding(
    form: str, write: Callable[[str, str], Path]
) -> None:
    assert exit_code("check", "--format", form, str(write("pt_BR.po", PO.format(dose="50")))) == 3


def test_a_draft_fails_no_build(write: Callable[[str, str], Path]) -> None:
    draft = PO.format(dose="50").replace('msgid "Take', '#, fuzzy\nmsgid "Take')
    assert exit_code("check", str(write("pt_BR.po", draft))) == 0

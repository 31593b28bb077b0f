"""What translators' repositories are told to run on every commit runs, and stops what could do harm."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from pipeline.cli import app
from tests.support import ROOT
from tests.support.repository import Repository

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
    assert len(workflows) == 3
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


def steps() -> list[dict[str, Any]]:
    """The steps of the job that builds and deploys."""
    (site,) = [block for block in blocks() if isinstance(block, dict) and block.get("name") == "Site"]
    assert site["jobs"]["deploy"]["needs"] == "build"
    found: list[dict[str, Any]] = site["jobs"]["build"]["steps"]
    return found


def test_the_job_that_deploys_runs_its_steps_in_a_fresh_clone_twice(
    write: Callable[[str, str], Path], needs: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command of ours runs as it stands, and so does what git is told; the second job starts from the cache."""
    tool = needs("git")
    root = write("clinic/medlocale.toml", '[project]\ntargets = ["en_XA"]\n[publish]\nleast = 0.5\n').parent
    write("clinic/.gitignore", "/site/\n/.medlocale/\n")
    page = "<!DOCTYPE html><html lang=en><head><title>Tea</title></head><body><p>Tea is free.</p></body></html>\n"
    write("clinic/content/index.html", page)
    Repository(root, tool).git("init", "--initial-branch=main")
    Repository(root, tool).commit("start")
    Repository(root, tool).git("config", "receive.denyCurrentBranch", "updateInstead")
    kept = [
        line.strip() for step in steps() if "cache" in step.get("uses", "") for line in step["with"]["path"].split()
    ]
    for number in (1, 2):
        clone = Repository(root.parent / f"clone{number}", tool)
        Repository(root, tool).git("clone", "-q", ".", str(clone.folder))
        for name in kept if number > 1 else ():
            shutil.copytree(root.parent / "clone1" / name, clone.folder / name)
        monkeypatch.chdir(clone.folder)
        for command in (str(step["run"]) for step in steps() if "run" in step):
            program, *arguments = shlex.split(command.splitlines()[0])
            if program == "medlocale":
                assert exit_code(*arguments) == 0, command
            elif program == "git":
                subprocess.run(["bash", "-e", "-c", command], check=True, capture_output=True)
            else:
                assert program == "pip"
        assert (clone.folder / "site/en-XA/index.html").is_file()
        assert Repository(root, tool).git("log", "--format=%s").count("Drafts") == 1

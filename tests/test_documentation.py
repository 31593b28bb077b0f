"""What is promised in words is there, and what is there is described: commands, checks, options, modules."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from pipeline import checks
from pipeline.cli import app
from pipeline.project import config
from pipeline.stages import explain
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


def test_the_readme_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"medlocale ([a-z]+)\b", README)) - {"turns"}
    assert named == set(COMMANDS)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_and_option_says_what_it_does(command: str) -> None:
    found = COMMANDS[command]
    assert len(found.help or "") > 40
    for parameter in found.params:
        assert getattr(parameter, "help", None) or parameter.name == "help", parameter.name
    assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0


def test_every_check_is_described_and_no_other() -> None:
    text = (ROOT / "docs/checks.md").read_text("utf-8")
    headings = "\n".join(line for line in text.splitlines() if line.startswith("## "))
    assert set(re.findall(r"`([\w-]+)`", headings)) == set(checks.CHECKS)


def test_the_publishing_policy_is_described_as_it_is() -> None:
    text = (ROOT / "docs/publishing.md").read_text("utf-8")
    rows = {row[0]: row[2] for row in re.findall(r"^\| `([\w-]+)` \| (.*?) \| (\w+) \|", text, re.M)}
    assert rows == config.Settings(ROOT).classes
    requirements = re.findall(r"^\| `([\w-]+)` \|", text.split("## What a class can require", 1)[1], re.M)
    assert tuple(requirements[: len(config.REQUIREMENTS)]) == config.REQUIREMENTS
    for rule in explain.REMEDIES:
        assert f"`{rule}`" in text


def test_contributing_teaches_the_three_additions_in_three_steps_each() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for title in ("Add a locale", "Add a format", "Add a check"):
        section = text.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
        assert re.findall(r"^(\d)\. ", section, re.M) == ["1", "2", "3"]


def test_files_that_the_documents_name_exist() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "docs/checks.md"):
        for path in re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / name).read_text("utf-8")):
            assert (ROOT / name).parent.joinpath(path).exists(), f"{name} → {path}"


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["check", "--locale", "pt-BR", "x.po"]])
def test_starting_up_imports_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom pipeline.cli import app\n"
        f"try:\n    app({arguments!r})\nexcept SystemExit:\n    pass\n"
        "heavy = {"
        "'torch', 'transformers', 'numpy', 'sentencepiece', 'simplemma', 'regex', 'turbohtml', 'ruamel.yaml'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_command_of_its_own_module_imports_no_other_command(tmp_path: Path) -> None:
    catalog = tmp_path / "pt_BR.po"
    catalog.write_text('msgid "Take 5 mg."\nmsgstr "Tome 6 mg."\n', "utf-8")
    program = (
        "import sys\nfrom pipeline.cli import main\n"
        f"sys.argv = ['medlocale', 'check', {str(catalog)!r}, '--locale', 'pt-BR']\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    print(stop.code)\n"
        "others = {'pipeline.cli.glossary', 'pipeline.stages.run', 'pipeline.formats.html.format'}\n"
        "print(sorted(others & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["3", "[]"]

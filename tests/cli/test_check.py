"""`medlocale check` for people and for code hosts: what can be mended, and at which line of the repository."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

Write = Callable[[str, str], Path]
PO = """msgid ""
msgstr "Language: pt_BR\\nContent-Type: text/plain; charset=UTF-8\\n"

msgid "Take 5 mg."
msgstr "Tome 50 mg."

#, fuzzy
msgid "Take 6 mg."
msgstr "Tome 60 mg."

msgid "Rest at home."
msgstr ""

msgid "Drink water."
msgstr ""
"""
NAME = "locales/pt_BR/LC_MESSAGES/a.txt.po"


@pytest.fixture
def clinic(write: Write) -> Path:
    """A project in a folder of a git repository."""
    root = write("code/clinic/medlocale.toml", '[project]\ntargets = ["pt_BR"]\n').parent
    write("code/clinic/content/a.txt", "Take 5 mg. Take 6 mg. Rest at home. Drink water.\n")
    write(f"code/clinic/{NAME}", PO)
    subprocess.run(["git", "init", "-q", root.parent], check=True)
    return root


def check(*arguments: str) -> tuple[str, str]:
    done = CliRunner().invoke(app, ["check", *arguments])
    assert done.exit_code == 3, done.output
    return done.stdout, done.stderr


@pytest.mark.parametrize("arguments", [(), (NAME,)], ids=["project", "file"])
def test_people_are_told_what_can_be_mended_and_how_much_waits(
    arguments: tuple[str, ...], clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(clinic)
    said, summary = check(*arguments)
    assert "number" in said
    assert "empty" not in said
    annotated = check(*arguments, "--format", "github")[0]
    assert "number" in annotated
    assert "empty" not in annotated
    assert "2 entries have no translation yet." in summary
    rows = [json.loads(line) for line in check(*arguments, "--format", "json")[0].splitlines()]
    assert [row["msgid"] for row in rows if row["check"] == "empty"] == ["Rest at home.", "Drink water."]
    assert {row["file"] for row in rows} == {NAME}


def test_a_translation_that_says_nothing_is_told(write: Write) -> None:
    path = write("a.po", PO.replace("Tome 50 mg.", " "))
    assert "critical empty" in check(str(path), "--locale", "pt_BR")[0]


@pytest.mark.parametrize("folder", [".", "clinic", "clinic/content"])
@pytest.mark.parametrize("named", [False, True], ids=["project", "file"])
def test_annotations_attach_from_every_folder(
    folder: str, named: bool, clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(clinic.parent / folder)
    arguments = [str(clinic / NAME)] if named else ["--config", str(clinic / "medlocale.toml")]
    lines = check(*arguments, "--format", "github")[0].splitlines()
    assert lines
    assert all(f" file=clinic/{NAME},line=" in line for line in lines)
    assert {line.split(" ")[0] for line in lines if "Take 5" in line or "50" in line} == {"::error"}
    assert {line.split(" ")[0] for line in lines if "60" in line} == {"::warning"}
    (run,) = json.loads(check(*arguments, "--format", "sarif")[0])["runs"]
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]]
    assert set(places) == {f"clinic/{NAME}"}

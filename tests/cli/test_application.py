"""How a command ends: its exit code, what it says, and the last row for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.support.command import accept, catalog, medlocale

CONFIG = '[project]\ntargets = ["en_XA", "de"]\n'
DOSE = "You get 5 mg of it."
Write = Callable[[str, str], Path]


@pytest.fixture
def clinic(write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write("clinic/medlocale.toml", CONFIG).parent
    write("clinic/content/a.txt", f"Tea is free.\n\n{DOSE}\n")
    monkeypatch.chdir(root)
    return root


def summary(code: int) -> dict[str, Any]:
    """The last row of a run; the others are findings, and none of them has a type."""
    result = CliRunner().invoke(app, ["run", "--format", "json", "-q"])
    assert result.exit_code == code, result.output
    *rows, last = [json.loads(line) for line in result.stdout.splitlines()]
    assert not any("type" in row for row in rows)
    assert last.pop("type") == "summary"
    assert last["findings"] == len(rows)
    assert last["exit_code"] == code
    return dict(last)


def test_a_run_for_programs_ends_with_its_summary(clinic: Path) -> None:
    first = summary(0)
    assert (first["errors"], first["refused"], first["unmet"], first["failing"]) == ([], [], [], 0)
    assert first["written"] > 0
    assert [row["locale"] for row in first["locales"]] == ["en_XA", "de"]
    assert first["locales"][0]["draft"] == 2
    assert summary(0)["written"] == 0


def test_the_summary_tells_of_gates_that_are_not_met(clinic: Path, write: Write) -> None:
    write("clinic/medlocale.toml", CONFIG + '[publish]\ncomplete = ["de"]\n')
    medlocale("run", "-q", code=3)
    accept(catalog(clinic, "en_XA", "a.txt"), DOSE, "Ýöû ĝéţ 50 mg.")
    last = summary(3)
    assert last["failing"] == 1
    assert len(last["unmet"]) == 2
    assert "a.txt: source (untranslated)" in last["unmet"][0]


def test_the_summary_tells_of_files_that_failed(clinic: Path, write: Write) -> None:
    summary(0)
    write("clinic/content/b.json", "{")
    (error,) = summary(1)["errors"]
    assert "content/b.json" in error
    (clinic / "content/b.json").unlink()
    (clinic / "content/a.txt").unlink()
    write("clinic/content/c.txt", "Tea is not free.\n")
    assert "--prune" in summary(3)["refused"][0]


def test_a_run_that_never_begins_has_a_summary_too(clinic: Path, write: Write) -> None:
    write("clinic/medlocale.toml", CONFIG + "[publish]\nleast = 2\n")
    last = summary(1)
    assert "least in [publish]" in last["errors"][0]
    assert last["locales"] == []


def test_people_get_no_summary_row(clinic: Path) -> None:
    assert "summary" not in CliRunner().invoke(app, ["run", "-q"]).stdout

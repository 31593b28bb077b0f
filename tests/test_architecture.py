"""docs/architecture.md draws the package as it is: its folders, its layers, and where new things go."""

from __future__ import annotations

import re

from tests.support import ROOT
from tests.support.layers import LAYERS, PACKAGE

TEXT = (ROOT / "docs/architecture.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def section(title: str, text: str = TEXT) -> str:
    return text.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_every_folder_is_named_once_with_a_sentence() -> None:
    rows = re.findall(r"^\| `([\w/]+)/` \| (.+) \|$", section("The folders"), re.M)
    files = [path for path in PACKAGE.rglob("*") if path.is_file() and path.parent.name != "__pycache__"]
    folders = {path.parent.relative_to(PACKAGE).as_posix() for path in files} - {"."}
    assert [name for name, _ in rows] == sorted(folders)
    for name, sentence in rows:
        assert re.fullmatch(r"[A-Z].{15,}\.", sentence), f"{name}/ has no sentence: {sentence}"


def test_the_layers_are_drawn_as_they_are_tested() -> None:
    drawing = section("The layers").split("```text\n", 1)[1].split("```", 1)[0]
    rows = [set(re.split(r" {2,}", line)[0].split(" · ")) for line in drawing.splitlines()]
    assert rows == [*reversed(LAYERS)]


def test_what_is_drawn_is_plain_text_of_narrow_lines() -> None:
    for drawing in re.findall(r"```text\n(.*?)```", TEXT, re.S):
        assert max(map(len, drawing.splitlines())) <= 80


def test_every_addition_has_a_place() -> None:
    places = section("Where to add what")
    for name in ("format", "check", "engine", "locale", "report"):
        paragraph = re.search(rf"^\*\*An? {name}\.\*\* (.+?)(?:\n\n|\Z)", places, re.M | re.S)
        assert paragraph, name
        assert "`pipeline/" in paragraph[1], name


def test_contributing_leads_to_the_architecture() -> None:
    assert "](docs/architecture.md)" in CONTRIBUTING


def test_every_database_of_a_project_is_said_to_be_deletable() -> None:
    code = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    named = re.findall(r"^\| `\.medlocale/(\w+\.sqlite)` \| .+ \| .+ \|$", section("What remembers what"), re.M)
    assert set(named) == set(re.findall(r'"(\w+\.sqlite)"', code))

"""SECURITY.md: every promise names tests that are there, and everybody who is trusted is named."""

from __future__ import annotations

import ast
import re

import pytest

from tests.support import ROOT

TEXT = (ROOT / "SECURITY.md").read_text("utf-8")
SECTIONS = ("Reporting", "Who is trusted with what", "What is promised", "What is not promised")
TRUSTED = ("authors", "translators", "reviewers", "agencies", "models", "glossaries", "servers")


def section(title: str) -> str:
    return TEXT.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


PROMISES = re.findall(r"^\| (?!promise |---)(.+) \| (`tests/.+`) \|$", section("What is promised"), re.M)


def test_every_part_of_the_model_is_there() -> None:
    assert tuple(re.findall(r"^## (.+)$", TEXT, re.M)) == SECTIONS
    rows = section("Who is trusted with what").casefold()
    assert [name for name in TRUSTED if not re.search(rf"^\| [^|]*\b{name}\b", rows, re.M)] == []


@pytest.mark.parametrize(("promise", "tests"), PROMISES, ids=lambda text: text[:40])
def test_a_promise_is_tested(promise: str, tests: str) -> None:
    for name in re.findall(r"`(.+?)`", tests):
        tree = ast.parse((ROOT / name).read_text("utf-8"))
        functions = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        assert any(name.startswith("test_") or name == "main" for name in functions), name


def test_every_promise_names_its_tests() -> None:
    rows = [row for row in section("What is promised").splitlines() if row.startswith("| ")]
    assert len(PROMISES) == len(rows) - 2

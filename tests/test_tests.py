"""The tests are laid out as the package is, and each test module can be read and moved alone."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.support import ROOT

TESTS = ROOT / "tests"


def test_what_test_modules_share_stands_in_support() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}, line {line}, imports {name}"
        for path in sorted(TESTS.rglob("*.py"))
        for line, name in imported(path)
        if name.partition(".")[0] == "tests" and name.split(".")[1:2] != ["support"]
    ]
    assert not wrong, "\n".join(["", *wrong])


def imported(path: Path) -> list[tuple[int, str]]:
    """Return the line and the name of each module that a file imports, from inside its functions too."""
    names: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}, line {node.lineno}: a relative import hides where the name comes from"
            module = str(node.module)
            names += [(node.lineno, f"{module}.{alias.name}") for alias in node.names]
    return names

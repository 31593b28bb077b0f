"""Every rule finds what it is for and nothing else, and leaves in peace what is near to it."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.site import audit
from tests.conftest import ROOT

SITE = ROOT / "tests/fixtures/audit"
CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))
REPORT = "mailto:errors@clinic.example"


def found(root: Path) -> list[str]:
    site, errors = audit.read(root, report=REPORT)
    assert not errors
    audited = list(audit.audit(site))
    assert not [each.error for each in audited if each.error]
    return [problem.rule for each in audited for problem in each.problems]


def edited(tmp_path: Path, edits: Sequence[Sequence[str]], *, without: str = "", rename: Sequence[str] = ()) -> Path:
    root = tmp_path / "site"
    shutil.copytree(SITE, root)
    if without:
        (root / without).unlink()
    if rename:
        (root / rename[0]).rename(root / rename[1])
    for name, before, after in edits:
        paths = [path for path in root.rglob("*.*") if name in ("*", path.relative_to(root).as_posix())]
        texts = {path: path.read_text("utf-8") for path in paths}
        assert any(before in text for text in texts.values()), before
        for path, text in texts.items():
            path.write_text(text.replace(before, after), "utf-8")
    return root


def test_the_good_site_is_good(tmp_path: Path) -> None:
    assert found(SITE) == []


@pytest.mark.parametrize("rule", sorted(audit.RULES))
def test_a_rule_finds_what_it_is_for_and_nothing_else(rule: str, tmp_path: Path) -> None:
    case = CASES[rule]
    root = edited(tmp_path, case["bad"], without=case.get("without", ""), rename=case.get("rename", ()))
    assert set(found(root)) == {rule}


@pytest.mark.parametrize("rule", sorted(audit.RULES))
def test_a_rule_leaves_in_peace_what_is_near(rule: str, tmp_path: Path) -> None:
    case = CASES[rule]
    root = edited(tmp_path, case["near"], without=case.get("without", ""), rename=case.get("near_rename", ()))
    assert found(root) == []


def test_every_rule_is_described_and_no_other() -> None:
    text = (ROOT / "docs/audit.md").read_text("utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (\w+) \| (.+?) \|", text, re.M)
    assert {name: (severity, meaning) for name, severity, meaning in rows} == {
        name: (rule.severity, rule.meaning) for name, rule in audit.RULES.items()
    }
    assert len(rows) == len(audit.RULES)

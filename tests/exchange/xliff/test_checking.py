"""Every rule of XLIFF by two files: one that breaks it and nothing else, and one that nearly does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from pipeline.exchange.xliff.checking import RULES, check
from pipeline.exchange.xliff.reading import MODULES
from tests.support import ROOT

FIXTURES = ROOT / "tests/fixtures/xliff"
OLD = "urn:oasis:names:tc:xliff:document:1.2"
SEGMENTS = {
    "{S}": "<segment><source>Rest.</source></segment>",
    "{T}": "<segment><source>Rest.</source><target>Repos.</target></segment>",
    "{s}": '<segment id="s1"><source>Rest.</source></segment>',
}
SPACES = {prefix: space for space, prefix in MODULES.items()} | {"x": "urn:example:clinic"}
CASES = {
    rule: pair
    for path in sorted(FIXTURES.glob("*.toml"))
    for rule, pair in tomllib.loads(path.read_text("utf-8")).items()
}


def document(text: str, *, old: bool = False) -> str:
    """A whole file of what a case writes down of it."""
    for name, segment in SEGMENTS.items():
        text = text.replace(name, segment)
    if text.startswith("<xliff"):
        return text
    if old:
        if not text.startswith("<file"):
            text = f'<file original="a" source-language="en" datatype="html"><body>{text}</body></file>'
        return f'<xliff xmlns="{OLD}" version="1.2" xmlns:x="urn:example:clinic">{text}</xliff>'
    if not text.startswith(("<file", "<unit", "<group")):
        text = f'<unit id="u1">{text}</unit>'
    if not text.startswith("<file"):
        text = f'<file id="f1">\n{text}\n</file>'
    spaces = "".join(f' xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
    core = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="fr"'
    return f'{core} its:version="2.0"{spaces}>\n{text}\n</xliff>\n'


def broken(text: str, folder: Path, *, old: bool = False) -> list[str]:
    path = folder / "a.xlf"
    path.write_text(document(text, old=old), "utf-8")
    return [problem.rule for problem in check(path)]


def test_every_rule_has_a_file_that_breaks_it() -> None:
    assert set(CASES) == set(RULES)


def test_every_rule_is_described_as_it_is() -> None:
    text = (ROOT / "docs/xliff.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([\w-]+)` \| (.+) \|$", text, re.M))
    assert {name: row.replace("`", "") for name, row in rows.items()} == {
        name: rule.text for name, rule in RULES.items()
    }


@pytest.mark.parametrize("rule", CASES)
def test_a_file_that_breaks_a_rule_breaks_that_one_alone(rule: str, tmp_path: Path) -> None:
    assert set(broken(CASES[rule]["bad"], tmp_path, old=rule.startswith("v12-"))) == {rule}


@pytest.mark.parametrize("rule", CASES)
def test_a_file_that_nearly_breaks_a_rule_is_valid(rule: str, tmp_path: Path) -> None:
    assert broken(CASES[rule]["near"], tmp_path, old=rule.startswith("v12-")) == []


UNIT = '<trans-unit id="1"{}><source>Rest.</source><target state="{}">Repos.</target></trans-unit>'


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (UNIT.format("", "needs-review-translation"), []),
        (UNIT.format("", "x-waiting"), []),
        (UNIT.format("", "reviewed"), ["attribute-value"]),
        (UNIT.format(' approved="yes" reformat="coord-x font"', "final"), []),
        (UNIT.format(' approved="true"', "final"), ["attribute-value"]),
        (UNIT.format(' reformat="yes font"', "final"), ["attribute-value"]),
        (UNIT.format(' state="final"', "final"), ["attribute-unknown"]),
        (UNIT.format(' x:state="mine"', "final"), []),
        ('<trans-unit id="1"><target>Repos.</target><source>Rest.</source></trans-unit>', ["element-order"]),
        ('<trans-unit id="1"><source>Rest.</source><note>a</note><x:a/></trans-unit>', []),
        ('<trans-unit id="1"><source>Rest.</source><x:a/><note>a</note></trans-unit>', ["element-order"]),
        ('<bin-unit id="1" mime-type="image/png"><bin-source><external-file href="a"/></bin-source></bin-unit>', []),
        ('<bin-unit id="1" mime-type="png"><bin-source/></bin-unit>', ["attribute-value", "element-missing"]),
    ],
)
def test_the_tables_of_1_2_are_the_strict_ones(text: str, rules: list[str], tmp_path: Path) -> None:
    assert sorted(broken(text, tmp_path, old=True)) == rules

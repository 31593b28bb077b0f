"""In drafts a word that no dictionary knows is told; people's words, the source's and the glossary's are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import checks, locales, termbase
from pipeline.checks import spelling
from pipeline.model import Segment, State, Unit, segment_key
from pipeline.text import dictionaries

BRAZIL, ENGLISH = locales.parse("pt_BR"), locales.parse("en")
KNOWN = {"efeitos", "secundários", "dieta", "gordura", "comum"}


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionaries, "knows", lambda word, locale: word in KNOWN)
    monkeypatch.setattr(dictionaries, "slip_of", lambda word, locale: "gordura" if word == "forrdura" else "")


def unit(source: str, target: str, state: State = "draft", role: str = "p") -> Unit:
    return Unit(Segment(segment_key(None, source), source, role=role), (target,), state)


@pytest.mark.parametrize(
    ("source", "target", "state", "role", "severity"),
    [
        ("A diet of fat", "Dieta de forrdura", "draft", "p", ["minor"]),
        ("A diet of fat", "Dieta de forrdura", "draft", "h2", ["major"]),
        ("A diet of fat", "Dieta de forrdura", "accepted", "h2", []),
        ("A diet of tofuxa", "Dieta de tofuxa", "draft", "p", []),
        ("A diet of fat", "Dieta de Forrdura", "draft", "p", []),
        ("A diet of fat", "Dieta de gordura", "draft", "p", []),
    ],
)
def test_an_unknown_word_of_a_draft_is_told(
    source: str, target: str, state: State, role: str, severity: list[str]
) -> None:
    found = list(spelling.check(unit(source, target, state, role), ENGLISH, BRAZIL))
    assert [finding.severity for finding in found] == severity
    assert all(finding.suggestion == "gordura" for finding in found)


def test_a_word_of_the_glossary_is_spelt_so(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(
        "concept,locale,term,status,pos,forms,domain,note\nfat,en,fat,preferred,,,,\nfat,pt_BR,forrdura,preferred,,,,\n",
        "utf-8",
    )
    draft = unit("A diet of fat", "Dieta de forrdura")
    for terms, told in ((None, True), (termbase.load([path], ENGLISH, BRAZIL), False)):
        findings = checks.Checker(ENGLISH, BRAZIL, terms).all(draft)
        assert any(finding.check == "spelling" for finding in findings) is told

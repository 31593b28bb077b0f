"""Each check fires where it should and keeps quiet where something only looks like it: cases/<check>.toml.

A case has a source (and plural), one target (or targets, one a plural form), a locale; one that fires may name the
severity and the words of the target that the finding points at. A case of terminology brings the rows of its
glossary (concept, locale, term, status) or of its senses, and may bring an entry that stands before it; one of the
second opinion brings what a model makes of it, and a draft what its machine doubted. Each check is heard by itself,
whether or not another one explains what it says.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline import checks, locales, termbase
from pipeline.checks import (
    addresses,
    characters,
    consistency,
    injection,
    length,
    markup,
    opinion,
    placeholders,
    punctuation,
)
from pipeline.checks.consistency import inconsistencies
from pipeline.model import Finding, Segment, Unit, join_forms, segment_key
from pipeline.po import provenance
from tests.support.scorers import GivenScorer, Opinion

CASES = Path(__file__).parent / "cases"
FORM = (addresses, characters, injection, length, markup, placeholders, punctuation)
FILES = {path.stem: path for path in sorted(CASES.glob("*.toml"))}


@cache
def cases(check: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(FILES[check].read_text("utf-8"))


def numbered(kind: str) -> list[Any]:
    return [
        pytest.param(check, case, id=f"{check}-{number}")
        for check in FILES
        for number, case in enumerate(cases(check)[kind], 1)
    ]


def findings(case: dict[str, Any], folder: Path) -> list[Finding]:
    """Return what each check says of the unit of a case."""
    notes = tuple(case.get("notes", ()))
    targets = tuple(case.get("targets", ())) or (case["target"],)
    units = []
    if "before" in case:
        before = case["before"]
        units.append(_unit(before["source"], (before["target"],), context=before.get("context")))
    unit = _unit(case["source"], targets, plural=case.get("plural"), notes=notes)
    if "doubts" in case:
        unit = _drafted(unit, case["doubts"])
    terms = None
    files = []
    if "glossary" in case:
        rows = ["concept,locale,term,status,pos,forms,domain,note", *(f"{row},,,," for row in case["glossary"])]
        (folder / "terms.csv").write_text("\n".join(rows) + "\n", "utf-8")
        files.append(folder / "terms.csv")
    if "senses" in case:
        rows = ["source,pos,cues,locale,required,forbidden", *case["senses"]]
        (folder / "senses.csv").write_text("\n".join(rows) + "\n", "utf-8")
        files.append(folder / "senses.csv")
    if files:
        terms = termbase.load(files, locales.parse("en"), locales.parse(case["locale"]))
    checker = checks.Checker(locales.parse("en"), locales.parse(case["locale"]), terms)
    compared = [
        *checks.findings_in_order(map(checker.examine, [*units, unit]), checker),
        *inconsistencies([*units, unit]),
    ]
    several = [finding for finding in compared if finding.check in consistency.CHECKS and finding.unit is unit]
    said = Opinion(**case["opinion"]) if "opinion" in case else Opinion()
    scorer = GivenScorer({targets[0] + sign: said for sign in ("", ".")})
    doubts = [answer.doubt for answer in opinion.ask([unit], scorer) if answer.doubt]
    return [*checker.all(unit), *several, *doubts]


def _unit(
    source: str,
    targets: tuple[str, ...],
    *,
    plural: str | None = None,
    notes: tuple[str, ...] = (),
    context: str | None = None,
) -> Unit:
    key = segment_key(context, source)
    return Unit(Segment(key, source, plural=plural, notes=notes, context=context), targets, "accepted")


def _drafted(unit: Unit, unmet: Sequence[str]) -> Unit:
    """Return a unit as a machine's draft with what it said of it."""
    segment = unit.segment
    digest = provenance.draft_digest(
        segment.context, join_forms(segment.text, segment.plural), join_forms(*unit.targets)
    )
    said = [f"{provenance.MACHINE} {provenance.UNMET} {reason}" for reason in unmet]
    return replace(unit, state="draft", comments=(provenance.machine_comment("model@1", 0.5, digest), *said))


@pytest.mark.parametrize("check", checks.CHECKS)
def test_every_check_has_cases_that_fire_and_cases_that_almost_do(check: str) -> None:
    assert cases(check)["fires"]
    assert cases(check)["passes"]


def test_cases_belong_to_checks() -> None:
    assert set(FILES) <= set(checks.CHECKS)


@pytest.mark.parametrize(("check", "case"), numbered("fires"))
def test_it_fires_and_points_at_the_place(check: str, case: dict[str, Any], tmp_path: Path) -> None:
    found = [finding for finding in findings(case, tmp_path) if finding.check == check]
    assert found
    assert {finding.severity for finding in found} == {case.get("severity", found[0].severity)}
    if "at" in case:
        assert found[0].target_span is not None
        start, end = found[0].target_span
        assert found[0].unit.targets[0][start:end] == case["at"]


@pytest.mark.parametrize(("check", "case"), numbered("passes"))
def test_it_keeps_quiet(check: str, case: dict[str, Any], tmp_path: Path) -> None:
    assert [finding.message for finding in findings(case, tmp_path) if finding.check == check] == []


@pytest.mark.parametrize(
    ("check", "case"),
    [param for param in numbered("fires") if any(param.values[0] in family.CHECKS for family in FORM)],
)
def test_one_cause_gives_one_finding(check: str, case: dict[str, Any], tmp_path: Path) -> None:
    form = {name for family in FORM for name in family.CHECKS}
    # What is minor may come along: a lost placeholder leaves two spaces.
    loud = [f for f in findings(case, tmp_path) if f.check in form and (f.severity != "minor" or f.check == check)]
    assert [finding.check for finding in loud] in ([check], [check] * len(loud[0].unit.targets))

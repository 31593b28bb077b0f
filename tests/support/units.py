"""Units for the tests of checks, from a source text and its translations."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from pipeline import locales
from pipeline.model import SEVERITIES, Finding, InlineCode, Segment, State, Unit, segment_key


def unit(
    source: str,
    *targets: str,
    plural: str | None = None,
    comments: tuple[str, ...] = (),
    state: State = "accepted",
    codes: tuple[InlineCode, ...] = (),
) -> Unit:
    segment = Segment(key=segment_key(None, source), text=source, plural=plural, codes=codes)
    return Unit(segment, targets, state, comments=comments)


def found(family: ModuleType, subject: Unit, target: str = "pt_BR") -> list[Finding]:
    findings: Iterator[Finding] = family.check(subject, locales.parse("en"), locales.parse(target))
    result = list(findings)
    assert all(finding.check in family.CHECKS for finding in result)
    assert all(finding.severity in SEVERITIES for finding in result)
    assert all(finding.unit is subject for finding in result)
    return result


def ids(family: ModuleType, subject: Unit, target: str = "pt_BR") -> list[str]:
    return [finding.check for finding in found(family, subject, target)]

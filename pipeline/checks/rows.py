"""Findings as rows, the objects of `--format json`: what reports, the gate and the PO files' comments are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline import checks
from pipeline.model import Finding

Row = dict[str, Any]


def fails(row: Mapping[str, Any], fail_on: str) -> bool:
    """Tell whether a finding fails the gate: one of that severity or worse in what people accepted.

    A draft and an empty entry fail no gate: nobody has decided on them, and what is wrong there is not published.
    """
    if fail_on == "never" or row["state"] in {"draft", "untranslated"}:
        return False
    return checks.SEVERITIES.index(row["severity"]) <= checks.SEVERITIES.index(fail_on)


def row(finding: Finding) -> Row:
    """Return a finding as the object of `--format json`, with the unit's targets and state, which that leaves out."""
    unit = finding.unit
    return {
        "file": unit.place[0],
        "line": unit.place[1],
        "msgctxt": unit.segment.context,
        "msgid": unit.segment.text,
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "source_span": finding.source_span and list(finding.source_span),
        "target_span": finding.target_span and list(finding.target_span),
        "suggestion": finding.suggestion,
        "state": unit.state,
        "targets": list(unit.targets),
    }

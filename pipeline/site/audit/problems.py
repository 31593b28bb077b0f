"""What an audit finds: every rule tells a problem in the same few words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.model import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule looks for, and how grave its breach is."""

    severity: Severity
    meaning: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A breach of a rule in line `line` of a file; `value` is the address, attribute or text it is about."""

    file: str
    line: int
    rule: str
    message: str
    value: str = ""


def row(problem: Problem, rules: dict[str, Rule]) -> dict[str, Any]:
    """Return a problem as the object of `--format json`."""
    return {
        "file": problem.file,
        "line": problem.line,
        "rule": problem.rule,
        "severity": rules[problem.rule].severity,
        "message": problem.message,
        "value": problem.value,
    }

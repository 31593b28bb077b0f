"""Rules of the audit, the problems that they find, and the rows of reports, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the audit: what it looks for, and how grave its breach is."""

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


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem with its rule's severity, as reports have it: the fields are the keys of `--format json`, in order."""

    file: str
    line: int
    rule: str
    severity: Severity
    message: str
    value: str


def row(problem: Problem, rules: Mapping[str, Rule]) -> ProblemRow:
    """Return a problem as reports have it."""
    severity = rules[problem.rule].severity
    return ProblemRow(problem.file, problem.line, problem.rule, severity, problem.message, problem.value)

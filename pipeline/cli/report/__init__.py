"""Reports for people and programs: findings in the forms that their tools read, states as tables, progress.

Text and JSON lines are written finding by finding; the other forms are documents, written whole when they close.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

from pipeline.cli.report.repository import path_in_repository
from pipeline.cli.report.results import (
    BrokenRule,
    Row,
    finding_json,
    finding_text,
    github_line,
    json_line,
    line_report,
    problem_json,
    problem_text,
    rule_text,
    table,
    text_report,
    write_scores,
    write_table,
)
from pipeline.cli.report.teller import Teller, harmless
from pipeline.model import FindingRow

if TYPE_CHECKING:
    from pipeline.site.audit.problems import ProblemRow

__all__ = [
    "BrokenRule",
    "FindingsForm",
    "Form",
    "ProblemsForm",
    "Report",
    "RulesForm",
    "Teller",
    "finding_json",
    "finding_text",
    "findings",
    "harmless",
    "json_line",
    "problems",
    "rules",
    "table",
    "write_scores",
    "write_table",
]


class Form(StrEnum):
    """Forms of a command's results on standard output."""

    text = "text"
    json = "json"


class FindingsForm(StrEnum):
    """Forms of `medlocale check`'s findings on standard output."""

    text = "text"
    json = "json"
    junit = "junit"
    sarif = "sarif"
    github = "github"
    html = "html"


class ProblemsForm(StrEnum):
    """Forms of `medlocale audit`'s problems on standard output."""

    text = "text"
    json = "json"
    junit = "junit"


class RulesForm(StrEnum):
    """Forms of the rules that `medlocale xliff check` found broken, on standard output."""

    text = "text"
    json = "json"
    sarif = "sarif"


class Report(Protocol[Row]):
    """A report of findings or problems under way."""

    def file(self, path: str, rows: Iterable[Row]) -> None:
        """Take the findings of one file; a file without any is told, too."""

    def close(self) -> None:
        """Write what is still to be written."""


def findings(form: FindingsForm | Form, stream: TextIO, base: Path = Path()) -> Report[FindingRow]:
    """Return an empty report of this form that writes to the stream; `base` is where the rows' paths begin."""
    match form.value:
        case "json":
            return line_report(stream, finding_json)
        case "github":
            return line_report(stream, lambda row: github_line(row, path_in_repository(row.file, base)))
        case "junit":
            from pipeline.cli.report.junit import JUnitReport

            return JUnitReport(stream)
        case "sarif":
            from pipeline.cli.report.sarif import findings_report

            return findings_report(stream, base)
        case "html":
            from pipeline.cli.report.html import HtmlReport

            return HtmlReport(stream)
    return text_report(stream, finding_text)


def problems(form: ProblemsForm, stream: TextIO) -> Report[ProblemRow]:
    """Return an empty report of a site's problems of this form that writes to the stream."""
    match form:
        case ProblemsForm.json:
            return line_report(stream, problem_json)
        case ProblemsForm.junit:
            from pipeline.cli.report.junit import JUnitReport

            return JUnitReport(stream, "audit")
    return text_report(stream, problem_text)


def rules(form: RulesForm, stream: TextIO, known: Mapping[str, str]) -> Report[BrokenRule]:
    """Return an empty report of broken rules of this form; `known` are all rules with what they ask for."""
    match form:
        case RulesForm.json:
            return line_report(stream, problem_json)
        case RulesForm.sarif:
            from pipeline.cli.report.sarif import rules_report

            return rules_report(stream, known, Path())
    return text_report(stream, rule_text)

"""What people and programs are told: findings in the forms that their tools read, states as tables, progress.

Text and JSON lines are written finding by finding; the other forms are documents, written whole when they close.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol, TextIO

from pipeline.cli.report.results import (
    Row,
    Rows,
    finding_json,
    finding_text,
    json_line,
    table,
    write_scores,
    write_table,
)
from pipeline.cli.report.teller import Teller

__all__ = [
    "FindingsForm",
    "Form",
    "ProblemsForm",
    "Report",
    "Row",
    "Rows",
    "Teller",
    "finding_json",
    "finding_text",
    "findings",
    "json_line",
    "problems",
    "table",
    "write_scores",
    "write_table",
]


class Form(StrEnum):
    """How a command prints its results on standard output."""

    text = "text"
    json = "json"


class FindingsForm(StrEnum):
    """How `medlocale check` prints findings on standard output."""

    text = "text"
    json = "json"
    junit = "junit"
    sarif = "sarif"
    github = "github"
    html = "html"


class ProblemsForm(StrEnum):
    """How `medlocale audit` prints problems on standard output."""

    text = "text"
    json = "json"
    junit = "junit"


class Report(Protocol):
    """A report of findings under way."""

    def file(self, path: str, rows: Rows) -> None:
        """Take the findings of one file; a file without any is told, too."""

    def close(self) -> None:
        """Write what is still to be written."""


def findings(form: FindingsForm | Form, stream: TextIO) -> Report:
    """Return an empty report of this form that writes to the stream."""
    match form.value:
        case "json" | "github":
            from pipeline.cli.report.lines import LinesReport, github_line

            return LinesReport(stream, finding_json if form.value == "json" else github_line)
        case "junit":
            from pipeline.cli.report.junit import JUnitReport

            return JUnitReport(stream)
        case "sarif":
            from pipeline.cli.report.sarif import SarifReport

            return SarifReport(stream)
        case "html":
            from pipeline.cli.report.html import HtmlReport

            return HtmlReport(stream)
    from pipeline.cli.report.results import TextReport

    return TextReport(stream, finding_text)


def problems(form: ProblemsForm, stream: TextIO) -> Report:
    """Return an empty report of a site's problems of this form that writes to the stream."""
    match form:
        case ProblemsForm.json:
            from pipeline.cli.report.lines import LinesReport

            return LinesReport(stream, json_line)
        case ProblemsForm.junit:
            from pipeline.cli.report.junit import JUnitReport

            return JUnitReport(stream, "audit")
    from pipeline.cli.report.results import TextReport, problem_text

    return TextReport(stream, problem_text)

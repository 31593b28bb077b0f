"""Findings as lines for programs: one JSON object each, or one annotation each of a GitHub workflow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TextIO

from pipeline.cli.report.results import Row
from pipeline.model import FindingRow

LEVELS = {"critical": "error", "major": "warning", "minor": "notice"}
# What a workflow command reads as its own syntax; in its properties there are two signs more.
ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY_ESCAPES = {**ESCAPES, ":": "%3A", ",": "%2C"}


class LinesReport(Generic[Row]):
    """A line a finding, as soon as it is found."""

    def __init__(self, stream: TextIO, line: Callable[[Row], str]) -> None:
        self._stream = stream
        self._line = line

    def file(self, path: str, rows: Iterable[Row]) -> None:
        """Write the findings of a catalog."""
        self._stream.writelines(f"{self._line(row)}\n" for row in rows)

    def close(self) -> None:
        """Write nothing more: every line is out already."""


def github_line(row: FindingRow) -> str:
    """Return a finding as an annotation of its line in the changed files of a pull request.

    Source: "Workflow commands for GitHub Actions", `::error file={name},line={line},title={title}::{message}`.
    """
    place = {"file": row.file, "line": str(row.line), "title": f"{row.severity}: {row.check}"}
    properties = ",".join(f"{name}={_escaped(value, PROPERTY_ESCAPES)}" for name, value in place.items())
    hint = f" Perhaps: {row.suggestion}" if row.suggestion else ""
    return f"::{LEVELS[row.severity]} {properties}::{_escaped(row.message + hint, ESCAPES)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return text.translate({ord(sign): code for sign, code in escapes.items()})

"""Findings as SARIF 2.1.0: what code hosts and editors show at the line of a PO file or an XLIFF file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TextIO
from urllib.parse import quote

from pipeline import checks
from pipeline.cli.report.repository import path_in_repository
from pipeline.cli.report.results import BrokenRule, Row, level
from pipeline.model import FindingRow
from pipeline.project.manifest import version
from pipeline.system.files import digest

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"critical": "error", "major": "warning", "minor": "note"}


@dataclass(frozen=True, slots=True)
class Result:
    """What SARIF says of a row; `identity` tells whether it is an old one, however far its line has moved."""

    rule: str
    level: str
    message: str
    file: str
    line: int
    identity: dict[str, str]
    properties: dict[str, Any] = field(default_factory=dict)


class SarifReport(Generic[Row]):
    """One run with all rules and a result a row; `result` tells a row's."""

    def __init__(self, stream: TextIO, base: Path, rules: Mapping[str, str], result: Callable[[Row], Result]) -> None:
        self._stream = stream
        self._base = base
        self._result = result
        self._results: list[dict[str, Any]] = []
        self._texts = rules
        self._rules = {name: number for number, name in enumerate(rules)}

    def file(self, path: str, rows: Iterable[Row]) -> None:
        """Add the findings of a file."""
        self._results += [self._written(self._result(row)) for row in rows]

    def close(self) -> None:
        """Write the log."""
        rules = [{"id": name, "shortDescription": {"text": text}} for name, text in self._texts.items()]
        driver = {"name": "medlocale", "version": version(), "rules": rules}
        run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": self._results}
        json.dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, self._stream, ensure_ascii=False, indent=1)
        self._stream.write("\n")

    def _written(self, result: Result) -> dict[str, Any]:
        artifact = {"uri": _uri(path_in_repository(result.file, self._base))}
        location = {"artifactLocation": artifact, "region": {"startLine": max(1, result.line)}}
        written = {
            "ruleId": result.rule,
            "ruleIndex": self._rules[result.rule],
            "level": result.level,
            "message": {"text": result.message},
            "locations": [{"physicalLocation": location}],
            "partialFingerprints": result.identity,
        }
        return {**written, "properties": result.properties} if result.properties else written


def findings_report(stream: TextIO, base: Path) -> SarifReport[FindingRow]:
    """Return an empty report of findings in translations."""
    return SarifReport(stream, base, checks.CHECKS, _finding)


def rules_report(stream: TextIO, rules: Mapping[str, str], base: Path) -> SarifReport[BrokenRule]:
    """Return an empty report of the rules of a standard that files break."""
    return SarifReport(stream, base, rules, _broken)


def _finding(row: FindingRow) -> Result:
    hint = f" Perhaps: {row.suggestion}" if row.suggestion else ""
    # Lines move; the text and what is wrong with it tell whether a finding is an old one.
    identity = {"translation/v1": digest("\0".join([row.check, row.msgctxt or "", row.msgid, *row.targets]))}
    properties = {"severity": row.severity, "msgid": row.msgid, "msgctxt": row.msgctxt}
    return Result(row.check, level(row, LEVELS), row.message + hint, row.file, row.line, identity, properties)


def _broken(row: BrokenRule) -> Result:
    identity = {"rule/v1": digest("\0".join([row.rule, row.message]))}
    return Result(row.rule, "error", row.message, row.file, row.line, identity)


def _uri(path: str) -> str:
    # A file's name needn't be UTF-8: its bytes are.
    return Path(path).as_uri() if Path(path).is_absolute() else quote(os.fsencode(Path(path).as_posix()))

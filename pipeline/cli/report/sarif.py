"""Findings as SARIF 2.1.0: what code hosts and editors show at the line of a PO file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from pipeline import checks
from pipeline.cli.report.repository import path_in_repository
from pipeline.cli.report.results import level
from pipeline.model import FindingRow
from pipeline.project.manifest import version
from pipeline.system.files import digest

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"critical": "error", "major": "warning", "minor": "note"}


class SarifReport:
    """One run with all checks as its rules and a result a finding."""

    def __init__(self, stream: TextIO, base: Path) -> None:
        self._stream = stream
        self._base = base
        self._results: list[dict[str, Any]] = []
        self._rules = {name: number for number, name in enumerate(checks.CHECKS)}

    def file(self, path: str, rows: Iterable[FindingRow]) -> None:
        """Add the findings of a catalog."""
        self._results += [self._result(row) for row in rows]

    def close(self) -> None:
        """Write the log."""
        rules = [{"id": name, "shortDescription": {"text": text}} for name, text in checks.CHECKS.items()]
        driver = {"name": "medlocale", "version": version(), "rules": rules}
        run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": self._results}
        json.dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, self._stream, ensure_ascii=False, indent=1)
        self._stream.write("\n")

    def _result(self, row: FindingRow) -> dict[str, Any]:
        hint = f" Perhaps: {row.suggestion}" if row.suggestion else ""
        artifact = {"uri": _uri(path_in_repository(row.file, self._base))}
        location = {"artifactLocation": artifact, "region": {"startLine": max(1, row.line)}}
        # Lines move; the text and what is wrong with it tell whether a finding is an old one.
        identity = digest("\0".join([row.check, row.msgctxt or "", row.msgid, *row.targets]))
        return {
            "ruleId": row.check,
            "ruleIndex": self._rules[row.check],
            "level": level(row, LEVELS),
            "message": {"text": row.message + hint},
            "locations": [{"physicalLocation": location}],
            "partialFingerprints": {"translation/v1": identity},
            "properties": {"severity": row.severity, "msgid": row.msgid, "msgctxt": row.msgctxt},
        }


def _uri(path: str) -> str:
    # A file's name needn't be UTF-8: its bytes are.
    return Path(path).as_uri() if Path(path).is_absolute() else quote(os.fsencode(Path(path).as_posix()))

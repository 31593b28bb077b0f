"""Findings as a JUnit document: what build servers show beside their tests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO
from xml.etree import ElementTree

from pipeline.model import FindingRow

if TYPE_CHECKING:
    from pipeline.site.audit.problems import ProblemRow

# What XML 1.0 can't hold, even escaped.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JUnitReport:
    """A suite a file and a case a finding; a minor finding is a case that passes and says what it saw."""

    def __init__(self, stream: TextIO, command: str = "check") -> None:
        self._stream = stream
        self._root = ElementTree.Element("testsuites", name=f"medlocale {command}")
        self._failures = 0

    def file(self, path: str, rows: Iterable[FindingRow | ProblemRow]) -> None:
        """Add the suite of a file; one without findings is a case that passes."""
        suite = ElementTree.SubElement(self._root, "testsuite", name=_xml(path))
        for row in rows:
            self._case(suite, path, row)
        if not len(suite):
            ElementTree.SubElement(suite, "testcase", classname=_xml(path), name="no findings")
        failures = len(suite.findall("testcase/failure"))
        self._failures += failures
        suite.attrib |= {"tests": str(len(suite)), "failures": str(failures), "errors": "0"}

    def close(self) -> None:
        """Write the document."""
        cases = len(self._root.findall("testsuite/testcase"))
        self._root.attrib |= {"tests": str(cases), "failures": str(self._failures), "errors": "0"}
        ElementTree.indent(self._root)
        self._stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        self._stream.write(ElementTree.tostring(self._root, encoding="unicode") + "\n")

    def _case(self, suite: ElementTree.Element, path: str, row: FindingRow | ProblemRow) -> None:
        if isinstance(row, FindingRow):
            name, about = row.check, [row.msgid, *row.targets]
        else:
            name, about = row.rule, [row.value]
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=_xml(path),
            name=f"{name} in line {row.line}",
            file=_xml(row.file),
            line=str(row.line),
        )
        detail = "\n".join([row.message, *about])
        if row.severity == "minor":
            ElementTree.SubElement(case, "system-out").text = _xml(detail)
        else:
            failure = ElementTree.SubElement(case, "failure", type=row.severity, message=_xml(row.message))
            failure.text = _xml(detail)


def _xml(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)

"""The documents that build servers, code hosts and browsers read are valid, and no text breaks out of them."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from sarif_pydantic import Sarif
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from pipeline.checks import CHECKS
from pipeline.cli import report
from pipeline.cli.report import FindingsForm
from pipeline.model import FindingRow, Severity
from tests.support.rows import ROW

HOSTILE = "]]><script>alert(1)</script> & \x0b \x1b\ufffe %0A::error\nsecond"
MINOR = replace(ROW, severity="minor", line=7, check="untranslated", suggestion=None)


def _report(form: FindingsForm, files: dict[str, list[FindingRow]]) -> str:
    stream = io.StringIO()
    found = report.findings(form, stream)
    for path, rows in files.items():
        found.file(path, rows)
    found.close()
    return stream.getvalue()


def test_junit_has_a_suite_a_catalog_and_a_failure_for_what_is_not_minor() -> None:
    root = ElementTree.fromstring(_report(FindingsForm.junit, {"a.po": [ROW, MINOR], "b.po": []}))
    assert (root.get("tests"), root.get("failures")) == ("3", "1")
    first, second = root.findall("testsuite")
    assert (first.get("name"), first.get("tests"), first.get("failures")) == ("a.po", "2", "1")
    failing, passing = first.findall("testcase")
    assert failing.find("failure") is not None
    assert (failing.get("file"), failing.get("line")) == (ROW.file, "42")
    assert passing.find("failure") is None
    assert [case.get("name") for case in second.findall("testcase")] == ["no findings"]


def test_sarif_follows_its_schema_and_names_rule_place_and_a_lasting_fingerprint() -> None:
    text = _report(FindingsForm.sarif, {"a.po": [ROW, MINOR]})
    log = Sarif.model_validate_json(text)
    driver = log.runs[0].tool.driver
    assert [rule.id for rule in driver.rules or []] == list(CHECKS)
    results = json.loads(text)["runs"][0]["results"]
    assert [result["level"] for result in results] == ["error", "note"]
    for result in results:
        assert list(CHECKS)[result["ruleIndex"]] == result["ruleId"]
    location = results[0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == ROW.file
    assert location["region"]["startLine"] == 42
    moved = json.loads(_report(FindingsForm.sarif, {"a.po": [replace(ROW, line=99)]}))["runs"][0]["results"][0]
    assert moved["partialFingerprints"] == results[0]["partialFingerprints"]


def test_sarif_writes_a_path_as_an_address() -> None:
    files = ("my pages/ä.po", "/tmp/a b.po", "bytes-\udcff.po")
    text = _report(FindingsForm.sarif, {"a": [replace(ROW, file=file) for file in files]})
    found = [r["locations"][0]["physicalLocation"] for r in json.loads(text)["runs"][0]["results"]]
    assert [place["artifactLocation"]["uri"] for place in found] == [
        "my%20pages/%C3%A4.po",
        "file:///tmp/a%20b.po",
        "bytes-%FF.po",
    ]


@pytest.mark.parametrize(("severity", "level"), [("critical", "error"), ("major", "warning"), ("minor", "notice")])
def test_github_annotates_the_line_with_the_severity(severity: Severity, level: str) -> None:
    line = _report(FindingsForm.github, {"a.po": [replace(ROW, severity=severity)]})
    assert line == (
        f"::{level} file={ROW.file},line=42,title={severity}%3A number-lost::"
        "The number 13.8 of the source is missing. Perhaps: 13,8\n"
    )


@pytest.mark.parametrize(
    ("severity", "github", "sarif"),
    [("critical", "warning", "warning"), ("major", "warning", "warning"), ("minor", "notice", "note")],
)
def test_what_is_wrong_in_a_draft_is_no_error(severity: Severity, github: str, sarif: str) -> None:
    draft = replace(ROW, severity=severity, state="draft")
    assert _report(FindingsForm.github, {"a.po": [draft]}).startswith(f"::{github} ")
    (result,) = json.loads(_report(FindingsForm.sarif, {"a.po": [draft]}))["runs"][0]["results"]
    assert (result["level"], result["properties"]["severity"]) == (sarif, severity)


def test_github_annotations_are_one_line_each_whatever_they_say() -> None:
    text = _report(FindingsForm.github, {"a.po": [replace(ROW, message=HOSTILE, file="a,b:c\n.po")]})
    assert text.count("\n") == 1
    assert "file=a%2Cb%3Ac%0A.po," in text
    assert "%250A::error%0Asecond" in text


def test_the_html_page_marks_the_span_and_counts() -> None:
    tree = HTMLParser(_report(FindingsForm.html, {"a.po": [MINOR, ROW], "b.po": []}))
    assert [mark.text() for mark in tree.css("article.critical mark")] == ["13.8"]
    assert [node.attributes["class"] for node in tree.css("article")] == ["critical", "minor"]
    assert "2 catalogs: 1 critical, 0 major, 1 minor." in tree.text()


@pytest.mark.parametrize("form", list(FindingsForm))
def test_a_strangers_text_is_no_markup_and_breaks_no_document(form: FindingsForm) -> None:
    row = replace(ROW, message=HOSTILE, msgid=HOSTILE, targets=(HOSTILE,), file=HOSTILE, suggestion=HOSTILE)
    text = _report(form, {HOSTILE: [row]})
    match form:
        case FindingsForm.junit:
            assert ElementTree.fromstring(text).find(".//script") is None
        case FindingsForm.html:
            assert HTMLParser(text).css("script") == []
        case FindingsForm.sarif:
            Sarif.model_validate_json(text)
        case FindingsForm.json:
            assert json.loads(text)["message"] == HOSTILE
        case FindingsForm.text:
            assert "\x1b" not in text


@pytest.mark.parametrize("form", [FindingsForm.junit, FindingsForm.sarif, FindingsForm.html])
def test_without_findings_there_is_still_a_document(form: FindingsForm) -> None:
    assert len(_report(form, {"a.po": []})) > 100

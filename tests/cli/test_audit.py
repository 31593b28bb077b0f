"""`medlocale audit` from the outside: what it prints, how it ends, and that it only looks."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import Result
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.system.files import digest
from tests.support.audit import REPORT, SITE


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITE, tmp_path / "site"))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["audit", *map(str, arguments), "--report", REPORT])


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_a_good_site_ends_with_0_and_says_nothing_on_standard_output(site: Path) -> None:
    result = run(site)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "6 pages in 3 locales: 0 critical, 0 major, 0 minor problems." in result.stderr


def test_a_major_problem_ends_with_3_and_a_line_that_an_editor_can_jump_to(site: Path) -> None:
    edit(site / "ar/guide.html", ' alt="ممرضة بجانب سرير"', "")
    result = run(site)
    assert result.exit_code == 3
    assert f"{site}/ar/guide.html:27: major alt-missing: The <img> has no alt." in result.stdout


def test_minor_problems_alone_end_with_0(site: Path) -> None:
    for tag in ("en", "pt-BR", "ar"):
        edit(site / f"{tag}/index.html", "h1>", "h2>")
    result = run(site)
    assert result.exit_code == 0
    assert result.stdout.count("minor heading-missing") == 3


def test_json_is_one_problem_a_line_and_nothing_else(site: Path) -> None:
    edit(site / "ar/guide.html", "<button>", '<button onfocus="send()">')
    (found,) = map(json.loads, run(site, "--format", "json").stdout.splitlines())
    assert found == {
        "file": f"{site}/ar/guide.html",
        "line": 30,
        "rule": "handler-added",
        "severity": "critical",
        "message": "The <button> has a handler onfocus that the source's doesn't have.",
        "value": "onfocus='send()'",
    }


def test_junit_has_a_suite_a_page(site: Path) -> None:
    edit(site / "ar/guide.html", "<h1>", '<h1 style="display:none">')
    root = ElementTree.fromstring(run(site, "--format", "junit").stdout)
    assert (root.get("name"), root.get("tests"), root.get("failures")) == ("medlocale audit", "7", "1")
    failure = root.find("testsuite/testcase/failure")
    assert failure is not None
    assert failure.get("type") == "critical"


def test_a_file_that_cannot_be_read_ends_with_1_and_the_others_are_audited(site: Path) -> None:
    (site / "pt-BR/index.html").write_bytes(b"<p>\xff\n")
    edit(site / "ar/guide.html", ' alt="ممرضة بجانب سرير"', "")
    result = run(site)
    assert result.exit_code == 1
    assert f"{site}/pt-BR/index.html:1: not UTF-8: byte 0xFF" in result.stderr
    assert "alt-missing" in result.stdout


def test_a_sitemap_that_is_no_xml_ends_with_1(site: Path) -> None:
    edit(site / "sitemap.xml", "</urlset>", "")
    result = run(site)
    assert result.exit_code == 1
    assert f"{site}/sitemap.xml:" in result.stderr


def test_a_folder_without_locales_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>x", "utf-8")
    assert run(tmp_path).exit_code == 2
    assert run(tmp_path / "none").exit_code == 2


def test_the_source_pages_may_lie_elsewhere(site: Path, tmp_path: Path) -> None:
    source = tmp_path / "content"
    shutil.move(site / "en", source)
    shutil.copytree(source, site / "en")
    edit(source / "guide.html", "../assets/", "assets/")
    edit(source / "guide.html", "https://clinic.example/en/", "https://clinic.example/")
    edit(site / "en/guide.html", "<button>", '<button onfocus="send()">')
    result = run(site, "--source", source)
    assert result.stdout.count("handler-added") == 1
    assert f"{site}/en/guide.html:31: critical handler-added" in result.stdout


def test_a_page_without_its_source_page_is_told(site: Path) -> None:
    (site / "ar/more.html").write_text('<html lang="ar" dir="rtl"><title>x</title><h1>x</h1>', "utf-8")
    assert "1 pages have no source page" in run(site, "--base-url", "").stderr


def test_the_audit_only_looks(site: Path) -> None:
    before = {path: digest(path.read_bytes()) for path in site.rglob("*") if path.is_file()}
    run(site)
    assert {path: digest(path.read_bytes()) for path in site.rglob("*") if path.is_file()} == before


def test_an_audit_loads_no_model_and_no_other_command(site: Path) -> None:
    program = (
        "import sys\nfrom pipeline.cli import main\n"
        f"sys.argv = ['medlocale', 'audit', {str(site)!r}, '--report', {REPORT!r}]\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    print(stop.code)\n"
        "heavy = {'torch', 'transformers', 'numpy', 'simplemma', 'pipeline.mt', 'pipeline.cli.check'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["0", "[]"]

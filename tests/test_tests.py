"""The tests are laid out as the package is, and each test module can be read and moved alone."""

from __future__ import annotations

import ast
import runpy
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.support import ROOT

TESTS = ROOT / "tests"
PACKAGE = ROOT / "pipeline"
BENCHES = sorted(path.name for path in (TESTS / "bench").glob("*.py") if path.name != "material.py")
LONGEST = 500
UNMIRRORED = {"bench", "fixtures", "support"}
# Test modules that hold several modules to one promise, so that none can name them.
SEVERAL = {
    "checks/test_cases.py": "tables of what each check finds, one a check",
    "checks/test_hostile.py": "all checks over texts that nobody foresaw",
    "checks/test_plurals.py": "all checks over the forms of a plural",
    "checks/test_sample.py": "all checks and their weights on one sample",
    "cli/report/test_documents.py": "JUnit, SARIF and HTML by other people's readers",
    "cli/test_ci.py": "the files for build servers that the documents recommend",
    "exchange/test_tools.py": "parcels through translation tools and back",
    "formats/html/test_parts.py": "every part of a page, in HTML and within Markdown",
    "formats/test_fixtures.py": "sources of each format and what a translator sees of them",
    "mt/spanish/test_spanish.py": "the lexicon, cognates, inflection and rules, which work on one word",
    "po/test_broken.py": "damaged catalogs, through the parser and the commands",
    "po/test_tools.py": "catalogs through gettext's tools and other people's libraries",
    "review/test_properties.py": "random policies, ledgers and catalogs, up to the rendered page",
    "review/test_tools.py": "approvals through gettext's tools, editors and other people's libraries",
    "site/test_browser.py": "the demo in a browser",
    "site/test_budget.py": "the weight of the demo's pages",
    "site/test_faithful.py": "every byte of a localised page, whichever module wrote it",
    "site/test_hostile.py": "hostile translations through formats, checks and pages",
    "site/test_mesh.py": "alternates, canonical addresses and sitemap against one another",
    "site/test_style.py": "the demo's style sheet",
    "test_architecture.py": "docs/architecture.md",
    "test_concurrency.py": "commands and people at the same files",
    "test_confinement.py": "links out of a project, hidden folders and special files, through every command",
    "test_crash.py": "commands that are killed",
    "test_damage.py": "damaged files through all readers",
    "test_dependencies.py": "NOTICE, and the packages behind it",
    "test_demo.py": "the demo's sources and catalogs",
    "test_documentation.py": "the documents and the programs' help",
    "test_extras.py": "every command without the optional packages",
    "test_growth.py": "all readers over texts of any length",
    "test_glossary_content.py": "the project's own glossary",
    "test_hold_last.py": "a changed sentence, from the source to the page",
    "test_layers.py": "the package's layers",
    "test_life_cycle.py": "a sentence, from the machine's draft to its review",
    "test_publishing.py": "the policy, from the configuration to the page",
    "test_returns.py": "mutilated returns of an agency, from the file to the ledger",
    "test_security.py": "SECURITY.md",
    "test_tests.py": "the tests",
    "test_upgrade.py": "a project of an earlier version",
    "test_vanishing.py": "folders that nobody can list, pages that are gone, and what becomes of the site",
    "text/language/test_data.py": "the tables of languages, read by several modules",
    "text/quantities/test_clinic.py": "reading, pairing and comparing on whole sentences",
}


@cache
def modules() -> dict[str, Path]:
    return {path.relative_to(TESTS).as_posix(): path for path in sorted(TESTS.rglob("*.py"))}


def test_a_test_module_carries_the_name_of_what_it_tests() -> None:
    names = {name for name in modules() if Path(name).name.startswith("test_")}
    strays = {name for name in names if not _mirrors(Path(name))}
    assert sorted(strays - SEVERAL.keys()) == [], "no module of this name stands in the same folder of the package"
    assert sorted(SEVERAL.keys() - strays) == [], "is gone, or carries a module's name"


def test_each_folder_of_tests_is_a_folder_of_the_package() -> None:
    folders = {Path(name).parent for name in modules() if Path(name).parts[0] not in UNMIRRORED}
    assert [str(folder) for folder in sorted(folders) if not (PACKAGE / folder / "__init__.py").is_file()] == []


def test_what_test_modules_share_stands_in_support() -> None:
    wrong = [
        f"{name}, line {line}, imports {module}"
        for name, path in modules().items()
        for line, module in _imported(path)
        if module.split(".")[0] == "tests" and module.split(".")[1:2] != ["support"]
    ]
    assert not wrong, "\n".join(["", *wrong])


def test_no_test_module_grows_over_500_lines() -> None:
    lines = {name: len(path.read_text("utf-8").splitlines()) for name, path in modules().items()}
    assert {name: count for name, count in lines.items() if count > LONGEST} == {}


@pytest.mark.parametrize("name", BENCHES)
def test_a_bench_says_how_it_is_called(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("numpy", reason="the neural engine needs the extra 'embedded'")
    monkeypatch.syspath_prepend(TESTS / "bench")
    monkeypatch.setattr(sys, "argv", [name, "--help"])
    with pytest.raises(SystemExit, match=r"^0$"):
        runpy.run_path(str(TESTS / "bench" / name), run_name="__main__")
    assert f"python tests/bench/{name} " in capsys.readouterr().out


def _mirrors(path: Path) -> bool:
    """Tell whether a module or package has a test module's name; in its own folder, a package stands for its code."""
    folder, name = PACKAGE / path.parent, path.stem.removeprefix("test_")
    if name == folder.name:
        return len(ast.parse((folder / "__init__.py").read_text("utf-8")).body) > 1
    return (folder / f"{name}.py").is_file() or (folder / name / "__init__.py").is_file()


def _imported(path: Path) -> list[tuple[int, str]]:
    """Return the line and the name of each module that a file imports, from inside its functions too."""
    names: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}, line {node.lineno}: a relative import hides where the name comes from"
            names += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return names

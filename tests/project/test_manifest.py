"""The manifest knows what is still as it was, and is never needed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib import metadata
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import MedlocaleError
from pipeline.project.manifest import FILE_NAME, Manifest, version

KEY = "build:pt_BR:a.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("source.html", "page.html"):
        (tmp_path / name).write_text(name, "utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def opened() -> Iterator[None]:
    """Close every manifest that a test opens."""
    yield
    while OPEN:
        OPEN.pop().close()


OPEN: list[Manifest] = []


def manifest(root: Path) -> Manifest:
    OPEN.append(Manifest(root / ".medlocale", root))
    return OPEN[-1]


# Touches every file of a copy of the package and prints how many digests of the code that makes.
TOUCH = """
import os, sys
from pathlib import Path
from pipeline.project.manifest import code_digest

def current():
    code_digest.cache_clear()
    return code_digest()

package = Path(sys.argv[1])
assert package in Path(sys.modules[code_digest.__module__].__file__).parents
seen = [current()]
for path in sorted(package.rglob("*")):
    if path.is_file() and "__pycache__" not in path.parts:
        os.utime(path, (1, 1))
        seen.append(current())
        if seen[-1] in seen[:-1]:
            print(path.relative_to(package))
for name in ("new.toml", "mt/new.py", "site/words/LICENCE"):
    (package / name).write_text("")
    seen.append(current())
    if seen[-1] in seen[:-1]:
        print(name)
(package / "__pycache__").mkdir(exist_ok=True)
(package / "__pycache__/new.pyc").write_text("")
if current() != seen[-1]:
    print("byte code")
print(len(seen) > 200)
"""


def test_every_file_of_the_package_is_code_wherever_the_manifest_lies_in_it(tmp_path: Path) -> None:
    package = tmp_path / "pipeline"
    shutil.copytree(Path(pipeline.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", TOUCH, str(package)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("True\n", "")


def recorded(root: Path, value: dict[str, int] | None = None) -> Manifest:
    first = manifest(root)
    first.record(KEY, first.of(root / "source.html"), [root / "page.html"], value or {"n": 1})
    first.save()
    return manifest(root)


def test_a_recorded_step_is_fresh_in_the_next_run(root: Path) -> None:
    again = recorded(root, {"n": 7})
    assert again.fresh(KEY, again.of(root / "source.html")) == {"n": 7}


def test_a_step_that_was_never_done_is_not_fresh(root: Path) -> None:
    empty = manifest(root)
    assert empty.fresh(KEY, empty.of(root / "source.html")) is None


def test_a_changed_input_makes_a_step_stale(root: Path) -> None:
    again = recorded(root)
    (root / "source.html").write_text("changed", "utf-8")
    assert again.fresh(KEY, again.of(root / "source.html")) is None


def test_a_further_value_makes_a_step_stale(root: Path) -> None:
    again = recorded(root)
    assert again.fresh(KEY, again.of(root / "source.html", also=["drafts"])) is None


@pytest.mark.parametrize("damage", ["changed", "missing", "a folder"])
def test_an_output_that_is_not_as_it_was_written_makes_a_step_stale(root: Path, damage: str) -> None:
    again = recorded(root)
    output = root / "page.html"
    output.unlink()
    if damage == "changed":
        output.write_text("by hand", "utf-8")
    elif damage == "a folder":
        output.mkdir()
    assert again.fresh(KEY, again.of(root / "source.html")) is None


def test_a_missing_file_counts_as_such(root: Path) -> None:
    first = manifest(root)
    before = first.of(root / "later.html")
    (root / "later.html").write_text("", "utf-8")
    assert first.of(root / "later.html") != before


def test_a_file_that_cannot_be_read_is_for_the_step_that_reads_it(root: Path) -> None:
    (root / "folder").mkdir()
    first = manifest(root)
    assert first.of(root / "folder") != first.of(root / "missing")


def test_the_order_of_inputs_counts(root: Path) -> None:
    first = manifest(root)
    one, other = root / "source.html", root / "page.html"
    assert first.of(one, other) != first.of(other, one)


def test_a_file_touched_during_the_run_is_read_again(root: Path) -> None:
    first = manifest(root)
    before = first.of(root / "source.html")
    (root / "source.html").write_text("written by a stage", "utf-8")
    assert first.of(root / "source.html") == before
    first.touched(root / "source.html")
    assert first.of(root / "source.html") != before


def test_a_rewritten_output_leaves_its_step_fresh(root: Path) -> None:
    again = recorded(root)
    inputs = again.of(root / "source.html")
    assert again.fresh(KEY, inputs) is not None
    (root / "page.html").write_text("drafts came in", "utf-8")
    again.rewritten(root / "page.html")
    assert again.fresh(KEY, inputs) == {"n": 1}


def test_steps_are_listed_by_kind_with_their_outputs_and_forgotten(root: Path) -> None:
    again = recorded(root)
    again.record("extract:a.html", "x", [], {})
    assert again.keys("build:") == [KEY]
    assert again.outputs(KEY) == [root / "page.html"]
    again.forget(again.keys("build:"))
    again.forget(["never there"])
    assert again.keys("") == ["extract:a.html"]


def test_saving_twice_writes_once(root: Path) -> None:
    again = recorded(root)
    again.of(root / "source.html")
    again.save()
    path = root / ".medlocale" / FILE_NAME
    before = path.read_bytes()
    os.utime(path, (1, 1))
    again.save()
    assert (path.stat().st_mtime, path.read_bytes()) == (1, before)


def test_what_is_not_saved_was_never_done(root: Path) -> None:
    recorded(root)
    second = manifest(root)
    second.forget([KEY])
    assert manifest(root).keys("") == [KEY]
    second.save()
    assert manifest(root).keys("") == []


def test_a_step_whose_outputs_changed_names_the_new_ones(root: Path) -> None:
    again = recorded(root)
    again.record(KEY, "x", [root / "source.html"], {})
    assert again.outputs(KEY) == [root / "source.html"]


def database(*statements: str) -> bytes:
    """Return the bytes of a database that these statements made."""
    with closing(sqlite3.connect(":memory:")) as made:
        for statement in statements:
            made.execute(statement)
        made.commit()
        return made.serialize()


STEPS = "CREATE TABLE steps (key TEXT PRIMARY KEY, inputs TEXT, value TEXT)"
CORRUPT = {
    "empty": b"",
    "no database": b"{}" * 999,
    "cut off": database(STEPS, "CREATE TABLE outputs (key, name, digest)")[:700],
    "overwritten": database(STEPS)[:100] + b"\xff" * 9000,
    "of something else": database("CREATE TABLE steps (name TEXT)"),
}


@pytest.mark.parametrize("name", CORRUPT)
def test_a_corrupt_manifest_is_an_empty_one(name: str, tmp_path: Path) -> None:
    folder = tmp_path / ".medlocale"
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(CORRUPT[name])
    broken = manifest(tmp_path)
    assert broken.keys("") == []
    broken.record(KEY, "x", [], {})
    broken.save()
    assert manifest(tmp_path).keys("") == [KEY]


@pytest.mark.parametrize("value", ["", "5", "[]", "{", "[" * 100_000])
def test_a_value_that_is_none_makes_a_step_stale(value: str, root: Path) -> None:
    inputs = recorded(root).of(root / "source.html")
    with closing(sqlite3.connect(root / ".medlocale" / FILE_NAME)) as connection, connection:
        connection.execute("UPDATE steps SET value = ?", (value,))
    assert manifest(root).fresh(KEY, inputs) is None


@pytest.mark.parametrize("name", ["../page.html", "/etc/page.html", "site/../../x"])
def test_an_output_outside_of_the_project_is_none_that_may_be_deleted(name: str, root: Path) -> None:
    recorded(root)
    with closing(sqlite3.connect(root / ".medlocale" / FILE_NAME)) as connection, connection:
        connection.execute("UPDATE outputs SET name = ?", (name,))
    assert manifest(root).outputs(KEY) == []


def test_a_manifest_that_cannot_be_written_is_named(root: Path) -> None:
    (root / ".medlocale").write_text("", "utf-8")
    with pytest.raises(MedlocaleError, match=r"manifest\.sqlite: the record of what was made can't"):
        manifest(root)


def test_a_checkout_that_is_not_installed_has_a_version_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    assert version() == metadata.version("medlocale")
    monkeypatch.setattr(metadata, "version", unknown)
    assert version() == "0"

"""The manifest knows what is still as it was, and is never needed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipeline.manifest import FILE_NAME, Manifest

KEY = "build:pt_BR:a.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("source.html", "page.html"):
        (tmp_path / name).write_text(name, "utf-8")
    return tmp_path


def manifest(root: Path) -> Manifest:
    return Manifest(root / ".medlocale", root)


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
    path = root / ".medlocale" / FILE_NAME
    os.utime(path, (1, 1))
    again.save()
    assert path.stat().st_mtime == 1


GOOD = {"inputs": "x", "outputs": {}, "value": {}}
CORRUPT = {
    "empty": b"",
    "cut off": b'{"build:x": {"inputs',
    "not UTF-8": b"\xff\xfe",
    "too deep": b"[" * 100_000,
    "a list": b"[]",
    "null": b"null",
    "a step that is none": json.dumps({KEY: 5}).encode(),
    "a step without outputs": json.dumps({KEY: {"inputs": "x", "value": {}}}).encode(),
    "a value that is none": json.dumps({KEY: {**GOOD, "value": 5}}).encode(),
    "an output outside": json.dumps({KEY: {**GOOD, "outputs": {"../x": "1"}}}).encode(),
    "an absolute output": json.dumps({KEY: {**GOOD, "outputs": {"/etc/x": "1"}}}).encode(),
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

"""Units are examined in any process and remembered between runs, and what is said of them is the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import checks, locales
from pipeline.checks import Checker, Examined, cache, runner
from pipeline.model import PluralForms, Unit
from pipeline.system import database
from tests.support.units import unit

CHECKER = Checker(locales.parse("en"), locales.parse("pt-BR"))
WRONG = unit("Take 5 mg at night.", "Tome 6 mg à noite.")
RIGHT = unit("Take 5 mg at night.", "Tome 5 mg à noite.")


def many(count: int) -> list[Unit]:
    return [unit(f"Take {number} mg at night.", f"Tome {number + number % 2} mg à noite.") for number in range(count)]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Unit]:
    """The units that were really examined."""
    seen: list[Unit] = []
    original = Checker.examine

    def examine(self: Checker, unit: Unit) -> Examined:
        seen.append(unit)
        return original(self, unit)

    monkeypatch.setattr(Checker, "examine", examine)
    return seen


def run(folder: Path, *units: Unit, context: str = "") -> list[Examined]:
    with cache.opened(folder) as memory:
        return list(runner.examine(units, CHECKER, memory=memory, context=context))


def test_processes_say_in_order_what_one_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "PART", 7)
    monkeypatch.setattr(runner, "FEWEST", 14)
    units = many(100)
    assert list(runner.examine(units, CHECKER, jobs=2)) == list(runner.examine(units, CHECKER))


def test_units_are_read_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "PART", 5)
    monkeypatch.setattr(runner, "FEWEST", 10)
    read = iter(many(1000))
    examined = runner.examine(read, CHECKER, jobs=2)
    next(examined)
    examined.close()  # type: ignore[attr-defined]
    assert len(list(read)) > 900


def test_what_was_said_is_remembered(tmp_path: Path, counted: list[Unit]) -> None:
    first = run(tmp_path, WRONG, RIGHT)
    assert run(tmp_path, WRONG, RIGHT) == first
    assert [finding.check for each in first for finding in each.findings] == ["number-changed"]
    assert len(counted) == 2


@pytest.mark.parametrize(
    "other",
    [
        unit("Take 5 mg at night!", "Tome 6 mg à noite."),
        unit("Take 5 mg at night.", "Tome 7 mg à noite."),
        unit("Take 5 mg at night.", "Tome 6 mg à noite.", state="draft"),
        unit("Take 5 mg at night.", "Tome 6 mg à noite.", plural="Take 5 mg."),
        unit("Take 5 mg at night.", "Tome 6 mg à noite.", comments=("ignore: number-changed — the new label",)),
    ],
)
def test_what_differs_is_examined_anew(other: Unit, tmp_path: Path, counted: list[Unit]) -> None:
    run(tmp_path, WRONG)
    run(tmp_path, other)
    assert counted == [WRONG, other]


def test_another_rule_of_plural_forms_examines_anew(tmp_path: Path, counted: list[Unit]) -> None:
    plural = unit("One day", "Um dia", "Alguns dias", plural="Some days")
    run(tmp_path, plural)
    assert len(run(tmp_path, replace(plural, forms=PluralForms(3)))[0].findings) == 1
    assert len(counted) == 2


def test_comments_that_ignore_nothing_and_places_make_no_difference(tmp_path: Path, counted: list[Unit]) -> None:
    moved = Unit(WRONG.segment, WRONG.targets, WRONG.state, place=("b.po", 99), comments=("ask Nora",))
    run(tmp_path, WRONG)
    (again,) = run(tmp_path, moved)
    assert again.findings[0].unit is moved
    assert counted == [WRONG]


def test_another_context_makes_everything_anew(tmp_path: Path, counted: list[Unit]) -> None:
    run(tmp_path, WRONG, context="glossary of Monday")
    run(tmp_path, WRONG, context="glossary of Tuesday")
    assert counted == [WRONG, WRONG]


@pytest.mark.parametrize("content", [b"no database at all, but long enough for a header" * 9, b""])
def test_a_damaged_memory_is_made_anew(content: bytes, tmp_path: Path, counted: list[Unit]) -> None:
    (tmp_path / cache.FILE_NAME).write_bytes(content)
    run(tmp_path, WRONG)
    run(tmp_path, WRONG)
    assert counted == [WRONG]


def test_a_memory_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    assert [each.unit for each in run(tmp_path / "there" / "is no such folder", WRONG)] == [WRONG]


@pytest.mark.parametrize("trouble", ["PRAGMA max_page_count = 1", "PRAGMA query_only = on"])
def test_a_memory_that_takes_no_more_costs_time_only(
    trouble: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: list[Unit]
) -> None:
    first = run(tmp_path, WRONG)
    opened = database.opened

    def troubled(path: Path, schema: database.Schema) -> sqlite3.Connection:
        connection = opened(path, schema)
        connection.execute(trouble)
        return connection

    monkeypatch.setattr(database, "opened", troubled)
    units = many(200)
    assert [each.unit for each in run(tmp_path, *units)] == units
    assert run(tmp_path, WRONG) == first
    assert counted.count(WRONG) == 1


def test_a_memory_that_another_command_writes_is_waited_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: list[Unit]
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    first = run(tmp_path, WRONG)
    opened = database.opened
    statements: list[str] = []

    def noted(path: Path, schema: database.Schema) -> sqlite3.Connection:
        connection = opened(path, schema)
        connection.set_trace_callback(statements.append)
        return connection

    monkeypatch.setattr(database, "opened", noted)
    with closing(sqlite3.connect(tmp_path / cache.FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run(tmp_path, WRONG, *many(200))[:1] == first
    refused = next(number for number, each in enumerate(statements) if each.startswith(("BEGIN", "INSERT", "UPDATE")))
    assert "PRAGMA busy_timeout = 0" in statements[refused : refused + 3]  # what comes later is refused at once
    assert counted.count(WRONG) == 1


def test_what_nobody_asks_for_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT_RUNS", 2)
    run(tmp_path, RIGHT)
    for number in range(4):
        run(tmp_path, *many(1), context=str(number))
    with sqlite3.connect(tmp_path / cache.FILE_NAME) as database:
        assert database.execute("SELECT COUNT(*) FROM said").fetchone() == (3,)
    database.close()


def test_run_and_examine_agree() -> None:
    units = many(20)
    examined = runner.examine(units, CHECKER)
    assert list(checks.findings_in_order(examined, CHECKER)) == list(checks.run(units, "en", "pt-BR"))

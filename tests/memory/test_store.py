"""The index can be lost, broken or shared: it is made anew, waits its turn, and never keeps half of a file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from pipeline.errors import BusyError, SourceError
from pipeline.memory import Store, TranslationUnit
from pipeline.system import database

PAIR = [("en", "de")]
UNIT = TranslationUnit("Good morning.", "Guten Morgen.", "en", "de")


def fill(path: Path, count: int = 500) -> None:
    with closing(Store(path)) as opened, opened.writing():
        opened.replace(
            "a.po", "1", [TranslationUnit(f"Text {number}.", "Text.", "en", "de") for number in range(count)]
        )


def test_a_file_of_another_version_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    fill(path)
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("ALTER TABLE unit ADD COLUMN more TEXT")
    with closing(Store(path)) as opened:
        assert opened.files() == {}
        with opened.writing():
            opened.replace("b.po", "2", [UNIT])
        assert opened.units(UNIT.source, PAIR) == [UNIT]


def test_a_file_replaces_its_own_units_and_no_others(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "m.sqlite")) as opened:
        with opened.writing():
            opened.replace("a.po", "1", [UNIT])
            opened.replace("b.po", "1", [UNIT])
        with opened.writing():
            opened.replace("a.po", "2", [])
        assert opened.files() == {"a.po": "2", "b.po": "1"}
        assert opened.units(UNIT.source, PAIR) == [UNIT]


def test_a_file_that_fails_on_the_way_keeps_what_it_had(tmp_path: Path) -> None:
    def broken() -> Iterator[TranslationUnit]:
        yield TranslationUnit("Half.", "Halb.", "en", "de")
        raise SourceError("broken here")

    with closing(Store(tmp_path / "m.sqlite")) as opened:
        with opened.writing():
            opened.replace("a.po", "1", [UNIT])
        with opened.writing(), pytest.raises(SourceError):
            opened.replace("a.po", "2", broken())
        assert opened.files() == {"a.po": "1"}
        assert [unit.source for unit in opened.all(PAIR)] == [UNIT.source]


def test_an_interrupt_leaves_everything_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    fill(path, 3)
    with closing(Store(path)) as opened:
        with suppress(KeyboardInterrupt), opened.writing():
            opened.forget("a.po")
            raise KeyboardInterrupt
        assert len(list(opened.all(PAIR))) == 3


def test_a_memory_that_another_process_writes_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    with closing(Store(tmp_path / "m.sqlite")) as one, closing(Store(tmp_path / "m.sqlite")) as other, one.writing():
        with pytest.raises(BusyError), other.writing():
            pass
        assert other.files() == {}


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom pipeline.memory import Store, TranslationUnit\n"
        "path, name = Path(sys.argv[1]), sys.argv[2]\n"
        "for number in range(15):\n"
        "    store = Store(path)\n"
        "    with store.writing():\n"
        "        store.replace(f'{name}{number}.po', '1', [TranslationUnit(name, name, 'en', 'de')] * 20)\n"
        "    store.close()\n"
    )
    path = tmp_path / "m.sqlite"
    running = [subprocess.Popen([sys.executable, "-c", program, path, name]) for name in ("a", "b")]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    with closing(Store(path)) as opened:
        assert len(opened.files()) == 30
        assert len(list(opened.all(PAIR))) == 600

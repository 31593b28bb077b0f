"""The index can be lost, broken or shared: it is made anew, waits its turn, and never keeps half of a file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from pipeline.errors import BusyError, MedlocaleError, SourceError
from pipeline.memory import Store, TranslationUnit, store

PAIR = [("en", "de")]
UNIT = TranslationUnit("Good morning.", "Guten Morgen.", "en", "de")


def fill(path: Path, count: int = 500) -> None:
    with closing(Store(path)) as opened, opened.writing():
        opened.replace(
            "a.po", "1", [TranslationUnit(f"Text {number}.", "Text.", "en", "de") for number in range(count)]
        )


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE visits (day TEXT)")
        other.commit()


def older(path: Path) -> None:
    fill(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("ALTER TABLE unit ADD COLUMN more TEXT")
        other.commit()


def overwritten(path: Path) -> None:
    fill(path)
    data = bytearray(path.read_bytes())
    data[4096:12288] = b"\x07" * 8192
    path.write_bytes(data)


BROKEN: dict[str, Callable[[Path], object]] = {
    "no database": lambda path: path.write_bytes(b"not a database at all, but longer than a header" * 40),
    "another program's": foreign,
    "another version's": older,
    "overwritten in the middle": overwritten,
    "cut off": lambda path: (fill(path), path.write_bytes(path.read_bytes()[:6000])),
    "empty": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_damaged_or_foreign_is_made_anew(tmp_path: Path, name: str) -> None:
    path = tmp_path / "memory.sqlite"
    BROKEN[name](path)
    with closing(Store(path)) as opened:
        assert opened.files() == {}
        with opened.writing():
            opened.replace("b.po", "2", [UNIT])
        assert opened.units(UNIT.source, PAIR) == [UNIT]


def test_a_folder_in_its_place_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "memory.sqlite").mkdir()
    with pytest.raises(MedlocaleError) as caught:
        Store(tmp_path / "memory.sqlite")
    assert caught.value.path == tmp_path / "memory.sqlite"


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
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.01)
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

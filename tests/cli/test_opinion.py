"""`medlocale check --model` asks a translation model, once for what doesn't change, and says where there is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.checks import runner
from pipeline.errors import ModelError
from pipeline.mt import scoring
from tests.support.command import medlocale
from tests.support.scorers import GivenScorer, Opinion

Write = Callable[[str, str], Path]
HEADER = 'msgid ""\nmsgstr "Language: {}\\nContent-Type: text/plain; charset=UTF-8\\n"\n'
ENTRIES = {"Rest at home today.": "Descanse hoje em casa.", "Drink water slowly.": "A porta azul range."}
SAID = {"A porta azul range.": Opinion(mean=-9.0, span=(2, 7))}


def content(locale: str, entries: dict[str, str]) -> str:
    return HEADER.format(locale) + "".join(
        f'\nmsgid "{source}"\nmsgstr "{target}"\n' for source, target in entries.items()
    )


@pytest.fixture
def scorer(monkeypatch: pytest.MonkeyPatch) -> GivenScorer:
    """A model for Brazilian Portuguese alone."""
    model = GivenScorer(SAID)

    def load(route: str, *, source: str = "en", target: str, jobs: int | None = None) -> GivenScorer:
        if target != "pt-BR":
            raise ModelError(f"the route {route!r} isn't one model")
        return model

    monkeypatch.setattr(scoring, "load", load)
    return model


@pytest.fixture
def clinic(write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write("clinic/medlocale.toml", '[project]\ntargets = ["pt_BR", "fr"]\n').parent
    write("clinic/content/a.txt", "\n\n".join(ENTRIES) + "\n")
    write("clinic/locales/pt_BR/LC_MESSAGES/a.txt.po", content("pt_BR", ENTRIES))
    monkeypatch.chdir(root)
    return root


def found(*arguments: str, code: int = 0) -> list[str]:
    said = medlocale("check", "--jobs", "1", "--format", "json", *arguments, code=code)
    return [json.loads(line)["check"] for line in said.splitlines() if line.startswith("{")]


def asked(scorer: GivenScorer) -> list[str]:
    return [source for call in scorer.calls for source, _ in call]


def test_a_file_from_anywhere_is_asked_about(write: Write, scorer: GivenScorer) -> None:
    path = str(write("a.po", content("pt_BR", ENTRIES)))
    assert found(path) == []
    assert asked(scorer) == []
    assert found("--model", path) == ["model-doubts"]
    assert asked(scorer) == list(ENTRIES)


def test_another_locale_is_checked_by_the_rules_and_told_of(write: Write, scorer: GivenScorer) -> None:
    french = write("fr.po", content("fr", {"Take 5 mg at night.": "Prenez 6 mg le soir."}))
    portuguese = write("pt.po", content("pt_BR", ENTRIES))
    assert found("--model", str(french), str(portuguese), code=3) == ["number-changed", "model-doubts"]
    assert "No second opinion on fr" in medlocale("check", "--model", str(french), str(portuguese), code=3)


def test_no_model_at_all_is_a_failure(write: Write, clinic: Path, scorer: GivenScorer) -> None:
    french = write("fr.po", content("fr", {"Rest.": "Reposez-vous."}))
    assert found("--model", str(french), code=1) == []
    assert found("--model", "--locale", "fr", code=1) == []


def test_a_project_asks_again_only_where_something_changed(clinic: Path, scorer: GivenScorer) -> None:
    assert found("--model") == ["model-doubts"]
    assert found("--model") == ["model-doubts"]
    assert asked(scorer) == list(ENTRIES)
    path = clinic / "locales/pt_BR/LC_MESSAGES/a.txt.po"
    path.write_text(path.read_text("utf-8").replace("Descanse hoje", "Hoje descanse"), "utf-8")
    assert found("--model") == ["model-doubts"]
    assert asked(scorer) == [*ENTRIES, "Rest at home today."]


def test_with_and_without_a_model_are_kept_apart(clinic: Path, scorer: GivenScorer) -> None:
    assert found() == []
    assert found("--model") == ["model-doubts"]
    assert found() == []


def test_another_model_is_asked_anew(clinic: Path, scorer: GivenScorer) -> None:
    found("--model")
    scorer.origin = "oracle@2"
    found("--model")
    assert asked(scorer) == [*ENTRIES, *ENTRIES]


def test_several_processes_of_the_rules_ask_one_model(
    write: Write, scorer: GivenScorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "FEWEST", 2)
    monkeypatch.setattr(runner, "PART", 2)
    many = {f"Read page {n} slowly.": f"Leia a página {n} devagar." for n in range(20)} | ENTRIES
    path = str(write("a.po", content("pt_BR", many)))
    assert found("--model", "--jobs", "2", path) == ["model-doubts"]
    assert asked(scorer) == list(many)

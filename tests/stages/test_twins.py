"""The next run offers what people accepted to the twins of the text, once, and no mistake with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import mt
from pipeline.cli import app
from pipeline.model import Draft, Segment
from pipeline.po import catalog
from pipeline.po.entries import Entry
from pipeline.project.glossary import Glossary
from tests.support.command import catalog as path_of
from tests.support.command import medlocale, snapshot

CONFIG = '[project]\ntargets = ["pt_BR"]\n[translate.engines]\npt_BR = "words"\n[review.people]\nana = {name = "Ana"}\n'
TEXT = "Planning your stay"
TARGET = "Como planejar a estadia"
PAGE = "<!DOCTYPE html><html lang=en><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>\n"


class Words:
    """An engine that drafts every text as itself, turned round."""

    origin = "words@1"

    def translate(self, segments: Sequence[Segment]) -> list[Draft]:
        return [Draft(f"Rascunho {segment.text[::-1]}", 0.9, self.origin) for segment in segments]


@pytest.fixture
def clinic(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write("clinic/medlocale.toml", CONFIG).parent
    write("clinic/content/a.html", PAGE.format(TEXT, "Tea is free."))
    write("clinic/content/b.html", PAGE.format("Visits", f"<button>{TEXT}</button>"))
    monkeypatch.chdir(root)
    monkeypatch.setattr(mt, "load", lambda *_, **__: Words())
    medlocale("run", "-q")
    return root


def said(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.stderr
    return " ".join(result.stderr.split())


def entries(root: Path, page: str, text: str = TEXT) -> dict[str | None, Entry]:
    found = catalog.read(path_of(root, "pt_BR", page)).entries
    return {entry.msgctxt: entry for entry in found if entry.msgid == text and not entry.obsolete}


def typed(root: Path, page: str, context: str | None, target: str) -> None:
    path = path_of(root, "pt_BR", page)
    found = catalog.read(path)
    wanted = entries(root, page)[context]
    done = tuple(replace(each, msgstr=(target,), flags=()) if each == wanted else each for each in found.entries)
    catalog.write(path, replace(found, entries=done))


def test_the_next_run_offers_an_accepted_translation_in_other_roles_and_on_other_pages(clinic: Path) -> None:
    typed(clinic, "a.html", None, TARGET)
    medlocale("run", "-q")
    for entry in (entries(clinic, "a.html")["title"], entries(clinic, "b.html")["button"]):
        assert (entry.msgstr, entry.fuzzy) == ((TARGET,), True)
        assert entry.translator == ("TM: accepted in heading 1, from a.html",)
    assert TARGET in (clinic / "site/pt-BR/b.html").read_text("utf-8"), "as a draft, under the notice"
    before = snapshot(clinic / "locales")
    assert "Nothing has changed." in said("run")
    assert snapshot(clinic / "locales") == before


def test_nothing_is_offered_before_a_person_accepts(clinic: Path) -> None:
    assert "MT: words@1" in entries(clinic, "b.html")["button"].translator[0]
    before = snapshot(clinic / "locales")
    medlocale("run", "-q")
    assert snapshot(clinic / "locales") == before


def test_an_accepted_mistake_is_repeated_nowhere(clinic: Path) -> None:
    typed(clinic, "a.html", None, "Como planejar 5 estadias")
    medlocale("run", "-q", code=3)
    assert entries(clinic, "b.html")["button"].msgstr[0].startswith("Rascunho")


def test_a_decision_is_accepted_in_all_its_places_at_once(clinic: Path) -> None:
    typed(clinic, "a.html", None, TARGET)
    told = said("review", "accept", "a.html", "-s", TEXT, "--by", "ana")
    assert "also accepted" not in told
    typed(clinic, "a.html", "title", TARGET)
    told = said("review", "accept", "a.html", "-s", TEXT, "--by", "ana", "--twins")
    assert "pt_BR: also accepted in button, from b.html: Planning your stay" in told
    assert entries(clinic, "b.html")["button"].msgstr == (TARGET,)
    assert not entries(clinic, "b.html")["button"].fuzzy


def test_twins_that_people_translated_otherwise_are_found(clinic: Path) -> None:
    typed(clinic, "a.html", None, TARGET)
    typed(clinic, "b.html", "button", "Planeje sua estadia")
    assert '"check": "same-source", "severity": "minor"' in medlocale("check", "--format", "json")


def test_without_an_offer_no_glossary_is_loaded(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(clinic, "a.html", None, TARGET)
    medlocale("run", "-q")
    loaded: list[str] = []
    original = Glossary.termbase
    monkeypatch.setattr(Glossary, "termbase", lambda self, locale: loaded.append(locale.tag) or original(self, locale))
    medlocale("translate", "-q")
    assert loaded == []


def test_what_people_accepted_on_a_page_that_is_gone_is_offered(clinic: Path) -> None:
    """A branch that renames a page doesn't know what another branch accepts on it."""
    old = path_of(clinic, "pt_BR", "a.html")
    before = old.read_bytes()
    (clinic / "content/a.html").rename(clinic / "content/c.html")
    medlocale("run", "-q")
    assert entries(clinic, "c.html")[None].fuzzy
    assert old.read_bytes() == before, "as the other branch has it"
    typed(clinic, "a.html", None, TARGET)
    medlocale("run", "-q")
    assert entries(clinic, "c.html")[None].msgstr == (TARGET,)
    assert entries(clinic, "c.html")[None].translator == ("TM: accepted in heading 1, from a.html",)
    assert entries(clinic, "c.html")[None].fuzzy

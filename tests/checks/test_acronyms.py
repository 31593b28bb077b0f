"""Acronyms that a translation makes of others are told, words in capitals and the glossary's own are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import checks, locales, termbase
from pipeline.checks import acronyms
from tests.support.units import ids, unit

HEAD = "concept,locale,term,status,pos,forms,domain,note\n"


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("Do NOT stop.", "NÃO pare.", "pt_BR"),
        ("NEVER share needles.", "NIEMALS Nadeln teilen.", "de"),
        ("In the AM or PM", "Por la mañana o la TARDE", "es_419"),
        ("STOP here", "ALTO aquí", "es_419"),
        ("WLS", "ДПО", "ru"),
    ],
)
def test_words_in_capitals_and_other_scripts_pass(source: str, translation: str, locale: str) -> None:
    assert ids(acronyms, unit(source, translation), locale) == []


@pytest.mark.parametrize("locale", ["es_419", "fr", "it", "pt_BR"])
def test_an_acronym_of_nothing_is_told(locale: str) -> None:
    assert ids(acronyms, unit("Ask about WLS here.", "XPTQ a WQT."), locale) == ["acronym-replaced"] * 2


def test_an_acronym_of_the_glossary_is_the_glossarys_business(tmp_path: Path) -> None:
    rows = "wls,en,WLS,preferred,,,,\nwls,es,CPO,preferred,,,,\n"
    (tmp_path / "g.csv").write_text(HEAD + rows, "utf-8")
    source, target = locales.parse("en"), locales.parse("es_419")
    terms = termbase.load([tmp_path / "g.csv"], source, target)
    entry = unit("Ask about WLS here.", "Pregunte aquí por la CPO.")
    assert [finding.check for finding in checks.run([entry], source, target, terms)] == []
    assert [finding.check for finding in checks.run([entry], source, target)] == ["acronym-replaced"]


def test_a_code_with_a_slip_is_told_once() -> None:
    entry = unit("The COVID-19 ward is here.", "Le service OCVID-19 est ici.")
    assert [finding.check for finding in checks.run([entry], "en", "fr")] == ["code-changed"]

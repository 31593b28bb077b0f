"""A word of another variety is told with what is said here; what both say is not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline import locales
from pipeline.text import varieties

DATA = tomllib.loads(Path(varieties.__file__).with_suffix(".toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("locale", "text", "here"),
    [
        ("pt_BR", "A equipa fala consigo amanhã.", ["equipe"]),
        ("pt_BR", "Tome o pequeno-almoço e vá à casa de banho.", ["café da manhã", "banheiro"]),
        ("pt_BR", "Se está a tomar outro remédio, avise.", ["tomando"]),
        ("pt_PT", "O bebê tem vômitos.", ["bebé", "vómitos"]),
        ("es_MX", "Usad el ordenador cuando queráis.", ["computadora", ""]),
        ("es_ES", "Encienda la computadora.", ["ordenador"]),
        ("pt_BR", "A equipe está à porta, a caminho.", []),
        ("pt_PT", "A equipa está a tomar café.", []),
        ("pt", "A equipa e a equipe.", []),
        ("es", "El zumo y el jugo.", []),
        ("es_AR", "Tome dieciséis o veintiséis.", []),
        ("de", "Die equipa.", []),
    ],
)
def test_a_word_of_another_variety_is_told_with_its_twin(locale: str, text: str, here: list[str]) -> None:
    assert [word.here for word in varieties.strangers(text, locales.parse(locale))] == here


@pytest.mark.parametrize("variety", DATA)
def test_no_word_of_a_variety_is_a_stranger_in_it(variety: str) -> None:
    locale = locales.parse(variety)
    for ours in DATA[variety].values():
        for form in varieties._forms(ours):
            assert not list(varieties.strangers(form, locale)), form

"""A word of another variety is told with what is said here; what both say is not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline import locales
from pipeline.text import varieties

DATA = tomllib.loads(Path(varieties.__file__).with_suffix(".toml").read_text("utf-8"))
ENDINGS = DATA.pop("endings")
FEWEST = 400  # pairs: fewer miss what every page says


@pytest.mark.parametrize(
    ("locale", "text", "here"),
    [
        ("pt_BR", "A equipa fala consigo amanhã.", ["equipe"]),
        ("pt_BR", "Tome o pequeno-almoço e vá à casa de banho.", ["café da manhã", "banheiro"]),
        ("pt_BR", "Se está a tomar outro remédio, avise.", ["tomando"]),
        ("pt_BR", "Os doentes estão ainda a ser tratados, e ela está a tomá-lo.", ["sendo", "tomando-o"]),
        ("pt_BR", "Está a pôr a máscara e andava a dormir mal.", ["pondo", "dormindo"]),
        ("pt_BR", "A doença é crónica e falámos muito.", ["crônica", "falamos"]),
        ("pt_BR", "O fenómeno Mónica, em Setúbal.", ["fenômeno"]),
        ("pt_BR", "Registe-se no balcão.", ["Registre"]),
        ("pt_BR", "EQUIPA DE ENFERMAGEM", ["EQUIPE"]),
        ("pt_BR", "O VIH é um vírus.", ["HIV"]),
        ("pt_PT", "O bebê tem vômitos.", ["bebé", "vómitos"]),
        ("pt_PT", "Você está tomando o remédio e está pondo gelo.", ["a tomar", "a pôr"]),
        ("pt_PT", "O estômago da fêmea é crônico.", ["crónico"]),
        ("es_MX", "Usad el ordenador cuando queráis.", ["", "computadora", ""]),
        ("es_MX", "Coged el vaso; vuestra cita es hoy.", ["Tomen", "su"]),
        ("es_ES", "Encienda la computadora.", ["ordenador"]),
        ("pt_BR", "A equipe está à porta, a caminho.", []),
        ("pt_BR", "Está a par do caso; a clínica está a qualquer hora aberta; está a favor.", []),
        ("pt_BR", "Comece a tomar o remédio e volte a telefonar, também às refeições.", []),
        ("pt_BR", "Contém leite, além de nozes; mantém-no na pré-menopausa.", []),
        ("pt_PT", "A equipa está a tomar café.", []),
        ("pt_PT", "Está previsto, e está quando quiser.", []),
        ("es_MX", "Si vivís lejos, decís que es otro país.", ["", ""]),
        ("es_MX", "La edad, la amistad, la salud y la red.", []),
        ("es_MX", "OS: supervivencia global.", []),
        ("pt", "A equipa e a equipe.", []),
        ("es", "El zumo y el jugo.", []),
        ("es_AR", "Tome dieciséis o veintiséis.", []),
        ("de", "Die equipa.", []),
    ],
)
def test_a_word_of_another_variety_is_told_with_its_twin(locale: str, text: str, here: list[str]) -> None:
    assert [word.here for word in varieties.strangers(text, locales.parse(locale))] == here


@pytest.mark.parametrize(
    ("locale", "source", "text", "here"),
    [
        ("pt_BR", "He has lung cancer.", "Ele tem cancro do pulmão.", ["câncer"]),
        ("pt_BR", "A chancre is painless.", "O cancro duro não dói.", []),
        ("pt_BR", "Drink the juice.", "Beba o sumo.", ["suco"]),
        ("pt_BR", "It is of the utmost care.", "É de sumo cuidado.", []),
        ("pt_BR", "The patients are resting.", "Os doentes descansam.", ["pacientes"]),
        ("pt_BR", "People who are sick rest.", "Os doentes descansam.", []),
        ("es_ES", "Take the elevator.", "Use el elevador.", ["ascensor"]),
        ("es_ES", "Cell therapy is new.", "La terapia celular es nueva.", []),
        ("es_ES", "Gastric juice helps.", "El jugo gástrico ayuda.", []),
        ("es_MX", "Your mobile phone rings.", "Suena el móvil.", ["el celular"]),
        ("es_MX", "A mobile clinic comes.", "El móvil de la clínica llega.", []),
    ],
)
def test_a_word_of_several_meanings_is_a_stranger_by_the_english(
    locale: str, source: str, text: str, here: list[str]
) -> None:
    assert [word.here for word in varieties.strangers(text, locales.parse(locale), source)] == here


def test_a_word_of_several_meanings_is_none_without_its_english() -> None:
    assert not list(varieties.strangers("O cancro e o sumo.", locales.parse("pt_BR")))


@pytest.mark.parametrize("variety", ["pt-BR", "pt-PT", "es-419", "es-ES"])
def test_no_word_of_a_variety_is_a_stranger_in_it(variety: str) -> None:
    locale = locales.parse(variety)
    both = {"pt-BR": DATA["pt"].items(), "es-419": DATA["es"].items()}.get(variety, ())
    rows = [*both, *DATA[variety].items()]
    for there, said in rows:
        here = said[0] if isinstance(said, list) else said
        for _, form in varieties.paired(there, here, ENDINGS):
            assert not list(varieties.strangers(form, locale)), form


def test_every_form_has_a_twin() -> None:
    for rows in DATA.values():
        for there, said in rows.items():
            assert list(varieties.paired(there, said[0] if isinstance(said, list) else said, ENDINGS)), there


def test_the_lexicon_covers_what_pages_of_a_clinic_say() -> None:
    assert sum(map(len, DATA.values())) >= FEWEST

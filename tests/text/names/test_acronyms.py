"""An acronym stays, is put into the language's own letters, or is explained; else nobody knows what it stands for."""

from __future__ import annotations

import pytest

from pipeline.text.names import acronyms

RIGHT = [
    ("The MRI takes an hour.", "L'IRM dure une heure."),
    ("The MRI takes an hour.", "Das MRT dauert eine Stunde."),
    ("A CT is done.", "Se hace una TC."),
    ("Quality of life (QOL) is asked for.", "Se pregunta por la calidad de vida (CV)."),
    ("The LVDD of the heart", "Le diamètre télédiastolique du ventricule gauche (DTVG) du cœur"),
    ("In the U.S. and the UK", "Nos EUA e no RU"),
    ("DNA and RNA, for mRNA vaccines", "ADN y ARN, para vacunas de ARNm"),
    ("US law", "La ley de EE. UU."),
    ("HR and the ISO", "RR. HH. y la ISO"),
    ("Read the PDF of the WHO", "Lisez le PDF de l'OMS"),
    ("SIDE EFFECTS OF WLS", "EFECTOS SECUNDARIOS DE LA CPO"),
    ("The USB of {WLS} at https://WLS.example/ABC", "El USB de {SPI} en https://SPI.example/ABC"),
]
WRONG = [
    ("Ask about WLS.", "Pregunte por la SPI.", "WLS", "SPI"),
    ("The post-WLS parent", "El padre post-SLT", "WLS", "SLT"),
    ("WLSs are rare.", "Los SLT son raros.", "WLS", "SLT"),
    ("Have an MRI of the node by LLND.", "Faites une IRM du ganglion par DLC.", "LLND", "DLC"),
]


@pytest.mark.parametrize(("source", "target"), RIGHT)
def test_an_acronym_that_can_be_known_passes(source: str, target: str) -> None:
    assert list(acronyms.replaced(source, target)) == []


@pytest.mark.parametrize(("source", "target", "gone", "name"), WRONG)
def test_an_acronym_that_nothing_explains_is_told_with_the_one_it_stands_for(
    source: str, target: str, gone: str, name: str
) -> None:
    ((before, after),) = acronyms.replaced(source, target)
    assert (source[before.start : before.end], target[after.start : after.end]) == (gone, name)


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("The MLPT and the EC", "le mlpt et le ec", ["mlpt"]),
        ("The GP of the USA", "le gp des usa et USA", []),
        ("The WHO asks who it was", "el who", []),
        ("The TSH at tsh.example", "La TSH en tsh.example", []),
        ("TSH", "Tsh", []),
    ],
)
def test_small_letters_of_three_or_more_are_told_unless_the_source_has_that_word(
    source: str, target: str, words: list[str]
) -> None:
    assert [name.text for _, name in acronyms.lowered(source, target)] == words


@pytest.mark.parametrize(
    ("source", "target", "became"),
    [
        ("COVID-19", "la Corvid-19", ["Corvid-19"]),
        ("COVID-19", "la Covid-19", []),
        ("COVID-19", "Coronavirus y Covid‑19, Sala-19", []),
        ("COVID-19 in Room-19", "Room-19", []),
        ("COVID-19", "la enfermedad", []),
        ("HIV-10", "VIH-10", []),
    ],
)
def test_a_number_behind_other_letters_is_another_name(source: str, target: str, became: list[str]) -> None:
    assert [name.text for _, name in acronyms.renamed(source, target)] == became

"""A slip is told with what is right; what may be right in another sentence is none."""

from __future__ import annotations

import pytest

from pipeline.text.slips import _data, slips


@pytest.mark.parametrize(
    ("language", "text", "right"),
    [
        ("pt", "Prescrevem-lo e dão-la; põem-os não.", ["Prescrevem-no", "dão-na"]),
        ("pt", "Vamos ajudar-o, fazer-a, abri-lo e lavar-los.", ["ajudá-lo", "fazê-la", "lavá-los"]),
        ("pt", "Lavamos-nos antes.", ["Lavamo-nos"]),
        ("pt", "Fale com a a enfermeira em o hospital.", ["a", "no"]),
        ("pt", "A hepatite A a que nos referimos; de a a z.", []),
        ("pt", "Médicamente e rápidamente.", ["Medicamente", "rapidamente"]),
        ("pt", "Cristãmente, a semente e a mente.", []),
        ("pt", "Idéias heróicas, diarréia, tireóide, jóia.", ["Ideias", "heroicas", "diarreia", "tireoide", "joia"]),
        ("pt", "O herói constrói papéis, anéis e corrói.", []),
        ("pt", "FREQÜENTE enjôo; eles vêem.", ["FREQUENTE", "enjoo", "veem"]),
        ("pt", "Ultima consulta, Agua fria, Indices.", ["Última", "Água", "Índices"]),
        ("pt", "Ele ultima o laudo e indica.", []),
        ("es", "Clinicamente, rapidamente, terapeuticamente.", ["Clínicamente", "rápidamente", "terapéuticamente"]),
        ("es", "Ricamente, claramente, clínicamente.", []),
        ("es", "Fiebre y infección, siete o ocho, y/o otro.", ["e", "u"]),
        ("es", "Sodio y hierro, agua y hielo, y Inés, y ya.", []),
        ("es", "La agua de el vaso; de él, a El Paso.", ["El", "del"]),
        ("fr", "Le hôpital, de eau, si il vient.", ["L’hôpital", "d’eau", "s’"]),
        ("fr", "Le onze, la hanche, donnez-le avec soin, le ADN, de un à six.", []),
        ("it", "Il studio, il ospedale, i zuccheri, in il letto.", ["Lo studio", "l’ospedale", "gli zuccheri", "nel"]),
        ("it", "Il suo amico, un amico, lo iodio, il sangue.", []),
        ("de", "Das Behandlung hilft, daß er ißt.", ["", "dass", "isst"]),
        ("de", "Ein Kind, das Behandlung braucht; die Einheit.", []),
        ("sv", "Medicamente de el a a b.", []),
    ],
)
def test_a_slip_is_told_with_what_is_right(language: str, text: str, right: list[str]) -> None:
    assert [slip.right for slip in slips(text, language)] == right


@pytest.mark.parametrize("language", _data())
def test_what_is_right_is_no_slip(language: str) -> None:
    for text in ["A clínica abre hoje.", *(slip.right for slip in slips("Ultima fué", language))]:
        assert not list(slips(text, language))

"""A determiner that doesn't agree with its noun is found and put right; what isn't known never clashes."""

from __future__ import annotations

import pytest

from pipeline.text import agreement

GENDERS = [
    (
        "pt",
        "f",
        "cirurgia radiografias sessão lesões mão dor cor imagens gravidez dose saúde célula-tronco cama enzimas",
    ),
    ("pt", "m", "remédio exames dia problema sintomas pulmão corações inalador hospital gel linfoma check-up dentes"),
    ("pt", "f", "religiões conexões flexão"),
    ("es", "f", "hinchazón comezón tuberculosis"),
    ("pt", "", "colega jovens paciente dentista pediatras AVC influenza anti-inflamatória-oral"),
    ("es", "f", "cirugía radiografías sesión lesiones mano sangre imágenes dosis salud agua cama"),
    ("es", "m", "remedio exámenes día problema síntomas pulmón análisis dolor hospital linfoma dientes"),
    ("es", "", "paciente dentista pediatras ACV"),
    ("fr", "", "opération médecin"),
]


@pytest.mark.parametrize(("language", "expected", "nouns"), GENDERS)
def test_a_noun_has_its_gender_by_its_ending_or_by_the_list(language: str, expected: str, nouns: str) -> None:
    found = {noun: agreement.gender(noun, language) for noun in nouns.split()}
    assert found == dict.fromkeys(found, expected)


@pytest.mark.parametrize(
    ("language", "text", "noun", "wrong", "right"),
    [
        ("pt", "Marque um cirurgia aqui.", "cirurgia", "um cirurgia", "uma cirurgia"),
        ("pt", "Leve ao sessão o cartão.", "sessão", "ao sessão", "à sessão"),
        ("pt", "Fale da sintoma.", "sintoma", "da sintoma", "do sintoma"),
        ("pt", "O primeiro radiografia é hoje.", "radiografia", "O primeiro radiografia", "a primeira radiografia"),
        ("pt", "Veja o sua novo dose.", "dose", "o sua novo dose", "a sua nova dose"),
        ("pt", "Duas exames são hoje.", "exames", "Duas exames", "dois exames"),
        ("pt", "Traga os exame.", "exame", "os exame", "o exame"),
        ("pt", "A primeira a dose dói.", "dose", "A primeira a dose", "a primeira dose"),
        ("es", "Pida una análisis hoy.", "análisis", "una análisis", "un análisis"),
        ("es", "Hable del lesión.", "lesión", "del lesión", ""),
        ("es", "Uno sesión basta.", "sesión", "Uno sesión", "una sesión"),
    ],
)
def test_a_determiner_that_does_not_agree_is_put_right(
    language: str, text: str, noun: str, wrong: str, right: str
) -> None:
    found = agreement.clash(text, text.index(noun), language, before="the ")
    assert found == agreement.Clash(wrong, right)


@pytest.mark.parametrize(
    ("language", "text", "noun"),
    [
        ("pt", "Marque a cirurgia.", "cirurgia"),
        ("pt", "Um novo coronavírus.", "coronavírus"),
        ("es", "La tuberculosis y la enteritis.", "tuberculosis"),
        ("es", "La enteritis duele.", "enteritis"),
        ("es", "Un nuevo coronavirus.", "coronavirus"),
        ("es", "El estrés cansa.", "estrés"),
        ("pt", "Um dos exames dói.", "exames"),
        ("pt", "Todo o tratamento.", "tratamento"),
        ("pt", "As minhas próximas sessões.", "sessões"),
        ("pt", "Fale com o dentista.", "dentista"),
        ("pt", "Fale com a dentista.", "dentista"),
        ("pt", "Um vírus, os vírus.", "vírus"),
        ("pt", "O AVC, a AVC.", "AVC"),
        ("pt", "Foram submetidos a exames.", "exames"),
        ("pt", "Dor de cabeça.", "cabeça"),
        ("es", "El agua.", "agua"),
        ("es", "Las aguas.", "aguas"),
        ("es", "Los análisis.", "análisis"),
        ("fr", "Une médecin.", "médecin"),
    ],
)
def test_what_agrees_or_is_not_known_is_left_in_peace(language: str, text: str, noun: str) -> None:
    assert agreement.clash(text, text.index(noun), language) is None


@pytest.mark.parametrize(
    ("before", "text", "noun", "expected"),
    [
        ("Rest before the ", "Descanse antes de cirurgia.", "cirurgia", "da cirurgia"),
        ("Ask about your ", "Pergunte sobre exames.", "exames", "sobre seus exames"),
        ("This ", "Cirurgia dura uma hora.", "Cirurgia", "esta cirurgia"),
        ("In this ", "Em exame, respire.", "exame", "neste exame"),
        # In English there is none either, or it isn't the noun's own.
        ("Rest before ", "Descanse antes de cirurgia.", "cirurgia", None),
        ("Rest after a ", "Descanse após cirurgia.", "cirurgia", None),
        ("Rest before the ", "Descanse antes disso: cirurgia.", "cirurgia", None),
    ],
)
def test_an_article_is_missing_where_english_has_one(before: str, text: str, noun: str, expected: str | None) -> None:
    found = agreement.clash(text, text.index(noun), "pt", before=before, after=" is here.")
    assert (found.right if found else None) == expected


def test_what_the_noun_is_an_attribute_of_has_the_article() -> None:
    text = "A sala de cirurgia é ali."
    start = text.index("cirurgia")
    assert agreement.clash(text, start, "pt", before="The ", after=" room is there.") is None
    # Who doesn't say what follows isn't told of missing articles.
    assert agreement.clash("Antes de cirurgia.", 9, "pt", before="the ") is None


def test_a_preposition_is_no_article() -> None:
    text = "Isso se deve a tratamento."
    start = text.index("tratamento")
    assert agreement.clash(text, start, "pt", before="due to ") is None
    assert agreement.clash(text, start, "pt", before="due to the ") == agreement.Clash("a tratamento", "o tratamento")


@pytest.mark.parametrize(
    ("term", "other", "expected"),
    [
        ("teste de urina", "exame de urina", True),
        ("testes", "exames de urina", True),
        ("testes", "exame", False),
        ("ala", "quarto", False),
        ("vírus", "exame", False),
        ("paciente", "dentista", False),
    ],
)
def test_terms_are_alike_in_gender_and_number_where_both_are_known(term: str, other: str, expected: bool) -> None:
    assert agreement.alike(term, other, "pt") == expected

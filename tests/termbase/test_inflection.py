"""Forms of one word are told from words of another, in languages that bend them at the end, in front and inside."""

from __future__ import annotations

import pytest

from pipeline.termbase import inflection
from pipeline.termbase.words import WORD, folded

INFLECTED = [
    ("pt", "infecção", "infecções"),
    ("pt", "respiratório", "respiratórias"),
    ("pt", "contacto", "contatos"),
    ("pt", "infeção", "infecção"),
    ("es", "toque", "tocar"),
    ("es", "lavarse", "lávese"),
    ("es", "lavándose", "lavar"),
    ("es", "corazón", "corazones"),
    ("fr", "cérébrale", "cerebrales"),
    ("it", "lavarsi", "lavare"),
    ("ru", "вакцина", "вакцинами"),
    ("ru", "мазок", "мазков"),
    ("ru", "кашель", "кашле"),
    ("ar", "لقاح", "واللقاحات"),
    ("ar", "العدوى", "بعدوى"),
    ("ar", "أنسجة", "للأنسجة"),
    ("hi", "धोना", "धोने"),
    ("hi", "कोशिका", "कोशिकाओं"),
    ("tr", "hücre", "hücrelerde"),
]
APART = [
    ("pt", "infusão", "infecção"),
    ("pt", "hipertensão", "hipotensão"),
    ("es", "vacuna", "vacío"),
    ("pt", "trombocitopenia", "trombocitose"),
    ("pt", "célula", "celulose"),
    ("fr", "leucopénie", "leucocytose"),
    ("ru", "тромбоцитопения", "тромбоцитоз"),
    ("fr", "foie", "foi"),
    ("ru", "почка", "точка"),
    ("ar", "قلب", "كلب"),
    ("hi", "रक्त", "रोग"),
]


@pytest.mark.parametrize(("language", "one", "other"), INFLECTED)
def test_forms_of_one_word_are_known_by_rule(language: str, one: str, other: str) -> None:
    assert inflection.of(language).same(one, other, "inflected")


@pytest.mark.parametrize(("language", "one", "other"), APART)
def test_words_that_only_look_alike_stay_apart(language: str, one: str, other: str) -> None:
    forms = inflection.of(language)
    assert not forms.same(one, other, "inflected")
    assert not forms.same(one, other, "derived")


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("ar", "عرض", "الأعراض"), ("ar", "مرض", "أمراض"), ("pt", "sintoma", "sintomático"), ("xx", "cellule", "cellulis")],
)
def test_words_of_one_family_are_derived(language: str, one: str, other: str) -> None:
    forms = inflection.of(language)
    assert forms.same(one, other, "derived")
    assert not forms.same(one, other, "inflected")


def test_a_language_without_rules_has_a_dictionary() -> None:
    assert not inflection.of("uk").same("хвороба", "хвороб", "inflected")
    assert inflection.of("uk").same("хвороба", "хвороби", "lemma")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Coronavírus", "coronavirus"),
        ("إنفلونزا", "انفلونزا"),
        ("عَرَض", "عرض"),
        ("इंफ़ेक्शन", "इन्फेक्शन"),
        ("١٩", "19"),
        ("کرونا", "كرونا"),
        ("Straße", "STRASSE"),
    ],
)
def test_ways_of_writing_fold_into_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bem-estar d'água", ["bem", "estar", "d", "água"]),
        ("संक्रमण का", ["संक्रमण", "का"]),
        ("بیماری‌های", ["بیماری", "های"]),
        ("干细胞T", ["干", "细", "胞", "T"]),
        ("CAR_T", ["CAR", "T"]),
    ],
)
def test_words_keep_their_marks_and_some_scripts_have_a_word_a_character(text: str, words: list[str]) -> None:
    assert WORD.findall(text) == words


@pytest.mark.parametrize(
    ("language", "term", "expected"),
    [
        ("pt", "infecção viral", "infecções virais"),
        ("pt", "doença do enxerto contra o hospedeiro", "doenças do enxerto contra o hospedeiro"),
        ("pt", "célula NK", "células NK"),
        ("pt", "vírus", None),
        ("es", "receptor quimérico de antígeno", "receptores quiméricos de antígeno"),
        ("fr", "tumeur cérébrale", "tumeurs cérébrales"),
        ("it", "terapia cellulare", "terapie cellulari"),
        ("ru", "вакцина", None),
    ],
)
def test_the_noun_and_its_adjectives_take_the_plural(language: str, term: str, expected: str | None) -> None:
    assert inflection.plural(term, language) == expected


@pytest.mark.parametrize(("language", "one", "other"), INFLECTED)
def test_forms_of_a_word_share_a_head(language: str, one: str, other: str) -> None:
    heads = inflection.of(language).heads(one)
    assert any(head in folded(other) for head in heads)

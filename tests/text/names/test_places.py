"""India doesn't become Portugal; Indians, Indian and India may become each other."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.text.names import compare, read

EN = locales.parse("en")
KEPT = [
    ("Patients from India", "ru", "Пациенты из Индии"),
    ("Patients from India", "ar", "مرضى من الهند"),
    ("Patients from India", "hi", "भारत के मरीज़"),
    ("Patients from India", "zh_CN", "来自印度的患者"),
    ("Patients from Brazil", "pt_BR", "Pacientes brasileiros"),
    ("A US visa", "es_419", "Una visa de EE. UU."),
    ("The UK and France", "fr", "Le Royaume-Uni et la France"),
    ("We speak Spanish and French", "fr", "Nous parlons espagnol et français"),
    ("Dr Jordan comes", "pt_BR", "O Dr. Jordan vem do Peru"),
    ("Pregnancy in Turkey", "pt_BR", "A gravidez na Turquia: peru assado"),
    ("Contact Us", "fr", "Contactez-nous en France"),
    ("Santa Maria Clinic", "es_419", "Clínica Santa María"),
    ("Doctor Thomas Miller", "es_419", "El doctor Tomas Miller"),
]
WRONG = [
    ("Patients from India", "pt_BR", "Pacientes de Portugal", "country-changed", "critical"),
    ("Patients from India", "ru", "Пациенты из Китая", "country-changed", "critical"),
    ("Patients from India", "ar", "مرضى من الصين", "country-changed", "critical"),
    ("Patients from India", "zh_CN", "来自中国的患者", "country-changed", "critical"),
    ("Patients from India", "hi", "चीन के मरीज़", "country-changed", "critical"),
    ("An interpreter for Hindi", "es_419", "Un intérprete de urdu", "language-changed", "major"),
    ("Ask Doctor Nora Lindqvist", "pt_BR", "Pergunte à Doutora Nora Lindqivst", "name-misspelt", "major"),
]


@pytest.mark.parametrize(("source", "locale", "target"), KEPT)
def test_an_inflected_or_derived_name_is_no_change(source: str, locale: str, target: str) -> None:
    assert compare(source, target, EN, locales.parse(locale)) == ()


@pytest.mark.parametrize(("source", "locale", "target", "kind", "severity"), WRONG)
def test_another_name_is_told(source: str, locale: str, target: str, kind: str, severity: str) -> None:
    (change,) = compare(source, target, EN, locales.parse(locale))
    assert (change.kind, change.severity) == (kind, severity)


def test_one_country_has_one_key_in_every_language() -> None:
    texts = {"en": "from the USA", "es": "de Estados Unidos", "zh": "来自美国", "ru": "из США"}
    assert {name.key for language, text in texts.items() for name in read(text, language)} == {"US"}

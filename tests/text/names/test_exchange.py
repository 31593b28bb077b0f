"""India doesn't become Portugal nor Wuhan Singapore; Indians, Indian and India may become each other."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.text.names import compare

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
    ("The Florence Nightingale ward", "pt_BR", "A enfermaria Florence Nightingale"),
    ("South African and North Korean data", "pt_BR", "Dados sul-africanos e norte-coreanos"),
    ("Egyptian and American nurses", "pt_BR", "Enfermeiras egípcias e americanas"),
    ("Trials in East Asia and in Europe", "es_419", "Ensayos en Asia oriental y en Europa"),
    ("The patient in the UK was moved.", "es_419", "Se indicó trasladar al paciente del Reino Unido."),
    ("The Hague and Cape Town", "fr", "La Haye et Le Cap"),
    ("Trains from Brussels to Cologne", "fr", "Les trains de Bruxelles à Cologne"),
    ("The office in Vienna", "de", "Das Wiener Büro"),
    ("He is Swiss and speaks French.", "de", "Er ist Schweizer und spricht Französisch."),
    ("The Munich and Venice hospitals", "it", "Gli ospedali di Monaco e di Venezia"),
    ("Shanghai hospitals and Viennese clinics", "ru", "Шанхайские больницы и венские клиники"),
    ("Concentration and installation in Turkey", "ar", "التركيز والتركيب في تركيا"),
    ("France and Vienna", "ar", "وفرنسا وفيينا"),
    ("A hamburger in San Diego", "zh_CN", "在圣地亚哥吃汉堡包"),
    ("Patients in Washington and Maryland", "zh_CN", "华盛顿和马里兰的患者"),
    ("Match the sugar data from Milan.", "hi", "मिलान के चीनी के आँकड़ों का मिलान करें।"),
    ("Wuhan, China", "zh_CN", "武汉"),
    ("Patients in Jordan and in Peru", "pt_BR", "Pacientes na Jordânia e de lá"),
    ("Patients in Jordan and in Peru", "fr", "Patients jordaniens et là-bas"),
    ("The firm Roche in Basel", "ru", "Компания Roche в Базеле"),
    ("A bus to Munich", "th", "รถบัสไป Munich"),
    ("Vaccines from Oxford, which Britain paid for", "pt_BR", "Vacinas de Oxford, que ela pagou"),
    # Who is meant is plain: that a country is named anew is no exchange.
    ("Doctors in Peru say that those in Chile do well.", "es_419", "En Perú dicen que los de allí están bien."),
    ("In Peru and in Chile, they waited.", "es_419", "Esperaron en Chile, en Perú y otra vez en Chile."),
    ("Alzheimer's disease and Parkinson's", "es_419", "El alzhéimer y el párkinson"),
    ("Graves' disease", "es_419", "Enfermedad de Basedow"),
    ("Hansen's disease and Crohn's", "fr", "La lèpre et la maladie de Crohn"),
    ("Parkinson's and Wilson's disease", "ru", "Болезни Паркинсона и Вильсона — Коновалова"),
    ("Parkinson's disease and Hodgkin lymphoma", "zh_CN", "帕金森病和霍奇金淋巴瘤"),
]
WRONG = [
    ("Patients from India", "pt_BR", "Pacientes de Portugal", "country-changed", "critical"),
    ("Patients from India", "ru", "Пациенты из Китая", "country-changed", "critical"),
    ("Patients from India", "ar", "مرضى من الصين", "country-changed", "critical"),
    ("Patients from India", "zh_CN", "来自中国的患者", "country-changed", "critical"),
    ("Patients from India", "hi", "चीन के मरीज़", "country-changed", "critical"),
    ("An interpreter for Hindi", "es_419", "Un intérprete de urdu", "language-changed", "major"),
    ("The first cases came from Wuhan.", "pt_BR", "Os primeiros casos vieram de Singapura.", "place-changed", "major"),
    ("Our clinic in London", "pt_BR", "Nossa clínica em Lisboa", "place-changed", "major"),
    ("Mexican patients", "pt_BR", "Pacientes cubanos", "country-changed", "major"),
    ("Samples from California", "es_419", "Muestras de Texas", "place-changed", "major"),
    ("Asian women", "es_419", "Mujeres africanas", "country-changed", "major"),
    ("A Kenyan study in Lima", "es_419", "Un estudio chileno en Lima", "country-changed", "major"),
    ("Moroccan patients", "fr", "Patients tunisiens", "country-changed", "major"),
    ("The Vancouver team", "fr", "L'équipe de Toronto", "place-changed", "major"),
    ("The office in Zurich", "de", "Das Büro in Helsinki", "place-changed", "major"),
    ("Brazilian researchers", "de", "Argentinische Forscher", "country-changed", "major"),
    ("Patients from Munich", "it", "Pazienti di Colonia", "place-changed", "major"),
    ("The flight from London", "ru", "Рейс из Парижа", "place-changed", "major"),
    ("French doctors", "ru", "Итальянские врачи", "language-changed", "major"),
    ("Our hospital in Vienna", "ar", "مستشفانا في باريس", "place-changed", "major"),
    ("Egyptian families", "ar", "العائلات السودانية", "country-changed", "major"),
    ("The clinic in Hamburg", "zh_CN", "慕尼黑的诊所", "place-changed", "major"),
    ("American patients", "zh_CN", "加拿大患者", "country-changed", "major"),
    ("A flight from Mumbai", "hi", "दिल्ली से उड़ान", "place-changed", "major"),
    ("Russian vaccine", "hi", "भारतीय टीका", "country-changed", "major"),
    ("Wuhan, China", "pt_BR", "Wuhan, na Espanha", "country-changed", "critical"),
    (
        "In Chile most recover; in Chile few die.",
        "fr",
        "Au Chili on guérit ; au Pérou on meurt peu.",
        "country-changed",
        "major",
    ),
    ("A visit to India", "fr", "Une visite à Vienne", "country-changed", "major"),
    ("She lives with Crohn's disease.", "pt_BR", "Ela vive com a doença de Parkinson.", "name-changed", "major"),
    ("Hodgkin lymphoma", "es_419", "Linfoma de Burkitt", "name-changed", "major"),
    ("Hashimoto's disease", "de", "Die Addison-Krankheit", "name-changed", "major"),
    ("Huntington's disease", "ru", "Болезнь Альцгеймера", "name-changed", "major"),
    ("Crohn's disease", "ar", "مرض باركنسون", "name-changed", "major"),
    ("Parkinson's disease", "zh_CN", "阿尔茨海默病", "name-changed", "major"),
    ("Parkinson's disease", "hi", "अल्ज़ाइमर रोग", "name-changed", "major"),
]


@pytest.mark.parametrize(("source", "locale", "target"), KEPT)
def test_an_inflected_or_derived_name_is_no_change(source: str, locale: str, target: str) -> None:
    assert compare(source, target, EN, locales.parse(locale)) == ()


@pytest.mark.parametrize(("source", "locale", "target", "kind", "severity"), WRONG)
def test_another_name_is_told(source: str, locale: str, target: str, kind: str, severity: str) -> None:
    (change,) = compare(source, target, EN, locales.parse(locale))
    assert (change.kind, change.severity) == (kind, severity)


def test_the_name_nearest_to_the_place_is_told() -> None:
    (change,) = compare(
        "In Kenya they walk. In Peru they ride.", "Là, on marche. Au Chili, on va.", EN, locales.parse("fr")
    )
    assert (change.source and change.source.text, change.target and change.target.text) == ("Peru", "Chili")
    assert change.suggestion == "Pérou"

"""A doctor doesn't become another one, nor a town that no list knows, in eight languages."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.text.names import compare

EN = locales.parse("en")
KEPT = [
    ("Ask Your Doctor About Side Effects", "pt_BR", "Pergunte ao Seu Doutor Sobre Efeitos Colaterais"),
    ("Ask Your Doctor About Fever", "pt_BR", "Pergunte ao Seu Doutor Sobre Dores"),
    ("Meet Our Doctor Today", "pt_BR", "Conheça Nosso Doutor Agora"),
    ("Dr. Whitaker and Mr. Jones come from Leeds.", "pt_BR", "O Dr. Whitaker e o Sr. Jones vêm de Leeds."),
    ("Nurse Anna will meet you at Gate 4.", "pt_BR", "A enfermeira Anna espera você no Portão 4."),
    ("The study began in March and goes on.", "es_419", "El estudio comenzó en el hospital de Salud Norte y sigue."),
    ("It began in March with Health.", "pt_BR", "Começou com a Saúde em março, na Secretaria."),
    ("Professor Joseph Haydn-Smith is from Bristol.", "es_419", "El profesor José Haydn-Smith es de Bristol."),
    ("Mrs. Green, at Reception", "es_419", "La Sra. Green, en Recepción"),
    ("He was born in Aachen.", "fr", "Il est né à Aix."),
    ("Ask Mrs Roy for help.", "fr", "Demandez de l'aide à Madame Roy."),
    ("Ms. Lee brings the food to Ward 3.", "de", "Frau Lee bringt das Essen auf Station 3."),
    ("Patients from Bristol", "de", "Patienten aus Bristol in Behandlung"),
    ("Tell the Nurse in Charge", "de", "Sagen Sie es der Schwester in Leitung"),
    ("Professor Bianchi lives in Lugano.", "it", "Il professor Bianchi abita a Lugano."),
    ("Dr. Hughes, Mr. Wright and Mrs. Knight", "ru", "Доктор Хьюз, г-н Райт и г-жа Найт"),
    ("Ask Professor Schmidt in Leeds.", "ru", "Спросите профессора Шмидта в Лидсе."),
    ("Dr. Gupta works with our doctor.", "ar", "تعمل الدكتورة غوبتا مع طبيبنا."),
    ("Call Dr. Miller.", "ar", "اتصل بالدكتور Miller."),
    ("Dr. Laura Becker will call.", "hi", "डॉ. लौरा बेकर फ़ोन करेंगी।"),
    ("Dr. Taylor will call.", "zh_CN", "泰勒医生会打电话。"),
    ("The doctor will call.", "pt_BR", "O Dr. Souza vai ligar."),
    ("Dr. Taylor will call.", "pt_BR", "O médico vai ligar."),
]
CHANGED = [
    ("Ask for Doctor Miller at the desk.", "pt_BR", "Pergunte pelo Dr. Almeida no balcão.", "Almeida"),
    ("The bus to Brentwood leaves at ten.", "pt_BR", "O ônibus para Oakham sai às dez.", "Oakham"),
    ("You may ask Nurse Thompson.", "es_419", "Puede preguntar a la enfermera Robinson.", "Robinson"),
    ("The nurse comes from Bristol.", "es_419", "La enfermera viene de Leeds.", "Leeds"),
    ("Dr Laura Becker will call you.", "fr", "Le Dr Laura Martin vous appellera.", "Laura Martin"),
    ("Buses to Nantes stop here.", "fr", "Les bus vers Rennes s'arrêtent ici.", "Rennes"),
    ("Dr. Hughes answers on Fridays.", "de", "Dr. Weber antwortet freitags.", "Weber"),
    ("Ms. Lee brings the food.", "de", "Frau Schulz bringt das Essen zum Frühstück.", "Schulz"),
    ("Mr. Phillips is waiting.", "it", "Il signor Esposito aspetta.", "Esposito"),
    ("Please ask for Dr. Miller.", "ru", "Пожалуйста, спросите доктора Петрова.", "Петрова"),
    ("The team from Bristol", "ru", "Команда из Ноттингема", "Ноттингема"),
    ("Dr. Taylor will call.", "ar", "سيتصل بك الدكتور منصور.", "منصور"),
    ("Ask for Doctor Sharma.", "hi", "डॉक्टर वर्मा के बारे में पूछें।", "वर्मा के"),
]


@pytest.mark.parametrize(("source", "locale", "target"), KEPT)
def test_the_same_name_or_none_is_no_change(source: str, locale: str, target: str) -> None:
    assert compare(source, target, EN, locales.parse(locale)) == ()


@pytest.mark.parametrize(("source", "locale", "target", "other"), CHANGED)
def test_another_person_or_town_is_told(source: str, locale: str, target: str, other: str) -> None:
    (change,) = compare(source, target, EN, locales.parse(locale))
    assert (change.kind, change.severity, change.target and change.target.text) == ("name-changed", "major", other)


def test_a_source_in_another_language_is_read_by_its_own_titles() -> None:
    de, fr = locales.parse("de"), locales.parse("fr")
    (change,) = compare("Fragen Sie Frau Krause.", "Demandez à Mme Dubois.", de, fr)
    assert change.source is not None
    assert change.source.text == "Krause"

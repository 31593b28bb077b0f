"""Spanish from Portuguese without Apertium: cognates, inflection, the lexicon and the rules."""

from __future__ import annotations

import re

import pytest

from pipeline import locales
from pipeline.mt.drafting.rewriting import Rewritten
from pipeline.mt.spanish import inflection
from pipeline.mt.spanish.cognates import guess
from pipeline.mt.spanish.lexicon import entries
from pipeline.mt.spanish.rules import respaced, rules
from pipeline.mt.spanish.standins import for_name, for_term, for_word


@pytest.mark.parametrize(
    ("portuguese", "spanish", "kind", "plural"),
    [
        ("vasodilatação", "vasodilatación", "noun", False),
        ("calcificações", "calcificación", "noun", True),
        ("viscosidade", "viscosidad", "noun", False),
        ("drenagens", "drenaje", "noun", True),
        ("histologia", "histología", "noun", False),
        ("leucopenia", "leucopenia", "noun", False),
        ("latência", "latencia", "noun", False),
        ("tendinite", "tendinitis", "noun", False),
        ("neutrófilo", "neutrófilo", "noun", False),
        ("glomerulares", "glomerular", "adjective", True),
        ("intersticiais", "intersticial", "adjective", True),
        ("ocular", "ocular", "adjective", False),
        ("trombótica", "trombótico", "adjective", False),
        ("imunogênicas", "inmunogénico", "adjective", True),
        ("lavável", "lavable", "adjective", False),
        ("subitamente", "subitamente", "adverb", False),
        ("quadrante", "cuadrante", "noun", False),
        ("canhão", "cañón", "noun", False),
        ("tampão", "tampón", "noun", False),
        ("egoísmo", "egoísmo", "noun", False),
    ],
)
def test_a_cognate_is_guessed_by_its_ending_and_its_letters(portuguese, spanish, kind, plural):
    found = guess(portuguese)
    assert found is not None
    assert (found.spanish, found.kind, found.plural) == (spanish, kind, plural)


def test_what_is_spelled_by_letters_alone_is_to_be_checked():
    assert guess("vasodilatação").sure
    assert not guess("canhão").sure


@pytest.mark.parametrize("word", ["", "ab", "B12", "x-", "l’eau", "рука"])
def test_what_is_no_portuguese_word_has_no_cognate(word):
    assert guess(word) is None


@pytest.mark.parametrize(
    ("word", "plural"),
    [
        ("herida", "heridas"),
        ("infección", "infecciones"),
        ("luz", "luces"),
        ("examen", "exámenes"),
        ("análisis", "análisis"),
        ("virus", "virus"),
        ("mes", "meses"),
        ("interés", "intereses"),
        ("riñón", "riñones"),
        ("bebé", "bebés"),
        ("hospital", "hospitales"),
        ("ensayo clínico", "ensayos clínicos"),
        ("donante de sangre", "donantes de sangre"),
    ],
)
def test_spanish_plurals(word, plural):
    assert inflection.plural(word) == plural


@pytest.mark.parametrize(
    ("word", "feminine"),
    [
        ("crónico", "crónica"),
        ("leve", "leve"),
        ("trabajador", "trabajadora"),
        ("inglés", "inglesa"),
        ("renal", "renal"),
    ],
)
def test_spanish_feminines(word, feminine):
    assert inflection.feminine(word) == feminine


@pytest.mark.parametrize(
    ("lemma", "strong", "form", "expected"),
    [
        ("alentar", "alient", "declara", "alienta"),
        ("alentar", "alient", "declaró", "alentó"),
        ("verificar", "", "declare", "verifique"),
        ("agregar", "", "declaren", "agreguen"),
        ("ofrecer", "", "ofenda", "ofrezca"),
        ("inhibir", "", "permitiendo", "inhibiendo"),
        ("inhibir", "", "permitidas", "inhibidas"),
        ("inhibir", "", "ofende", None),
    ],
)
def test_a_verb_takes_the_form_of_its_stand_in(lemma, strong, form, expected):
    assert inflection.conjugated(lemma, strong, form) == expected


@pytest.mark.parametrize(
    ("form", "spanish"),
    [
        ("células-tronco", "células madre"),
        ("ensaios clínicos", "ensayo clínico"),
        ("pulmões", "pulmón"),
        ("dores de cabeça", "dolor de cabeza"),
        ("UTI", "UCI"),
        ("vacinou", "vacunar"),
        ("intravenosas", "intravenoso"),
        ("esternutação", None),
    ],
)
def test_every_form_leads_to_its_entry(form, spanish):
    found = entries().get(form)
    assert (found.word.spanish if found else None) == spanish


def test_an_acronym_of_portuguese_alone_is_not_one_of_english():
    assert entries()["DNA"].english
    assert not entries()["UTI"].english  # in English a urinary infection


def test_the_lexicon_is_in_lower_case_but_for_acronyms():
    strange = [
        form for form in entries() if not form.islower() and not re.search(r"[A-Z]{2}|\b[A-Z]s?\b|Parkinson", form)
    ]
    assert strange == []


@pytest.mark.parametrize(
    ("portuguese", "form", "spanish"),
    [
        ("Pulmões", "Castillos", "Pulmones"),
        ("crônicas", "lentos", "crónicos"),
        ("vacinaram", "declararon", "vacunaron"),
        ("Crônica", "Lenta", "Crónica"),
        ("IMUNIDADE", "Montaña", "INMUNIDAD"),
    ],
)
def test_a_stand_in_gives_way_to_the_spanish_in_its_form_and_case(portuguese, form, spanish):
    entry = entries()[portuguese.lower()]
    assert for_word(entry.word, portuguese, strong=entry.strong).fill(form) == spanish


def test_names_and_terms_stay_as_they_are_written():
    assert for_name("mRNA-7").fill("Xqx") == "mRNA-7"
    assert for_term("CAR-T", "ff", many=False, source="Células", term=0).fill("Montaña") == "CAR-T"
    assert for_term("células CAR", "ff", many=True, source="Células", term=0).fill("Montañas") == "Células CAR"


@pytest.mark.parametrize("rule", [*rules().before, *rules().after], ids=lambda rule: rule.example[0])
def test_each_rule_does_what_its_example_says(rule):
    before, after = rule.example

    def put(match):
        text = match.expand(rule.to)
        return f"[{text}={rule.spanish}]" if rule.spanish else text

    assert rule.match.sub(put, before) == after
    assert rule.why


@pytest.mark.parametrize(
    "text",
    [
        "Fue la semana pasada",
        "a la vez",
        "el antiviral",
        "dos o tres",
        "del que hablamos",
        "padre e hijo",
        "cualquiera de los dos",
        "agua y hielo",
    ],
)
def test_good_spanish_is_left_alone(text):
    for rule in rules().after:
        assert rule.match.sub(rule.to, text) == text, rule.why


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("es", "1.500,50 mg y 13,8 % de 12.345"),
        ("es-MX", "1,500.50 mg y 13.8 % de 12,345"),
        ("es-419", "1\u00a0500,5 mg y 13,8 % de 12\u00a0345"),
    ],
)
def test_portuguese_numbers_take_the_form_of_the_locale(locale, expected):
    text = Rewritten("1.500,50 mg y 13,8 % de 12.345")
    respaced(text, locales.parse("pt-BR"), locales.parse(locale))
    assert text.text == expected


@pytest.mark.parametrize("text", ["ver 1.2.3", "https://a.example/1.500", "versión 8.2.2020", "a,b", "10:30"])
def test_what_is_no_portuguese_number_stays(text):
    edited = Rewritten(text)
    respaced(edited, locales.parse("pt-BR"), locales.parse("es-MX"))
    assert edited.text == text


def test_an_edited_text_knows_where_its_characters_came_from():
    text = Rewritten("um dois três")
    text.sub(re.compile("dois"), "de os")
    text.sub(re.compile("os três"), "x")
    assert text.text == "um de x"
    assert text.origin((0, 2)) == (0, 2)
    assert text.origin((3, 5)) == (3, 7)
    assert text.origin((6, 7)) == (3, 12)

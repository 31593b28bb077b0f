"""English → Portuguese → Spanish: codes, names, numbers and terms come through both steps."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

pytest.importorskip("numpy", reason="the alignment needs the extra 'embedded'")

from pipeline import locales
from pipeline.errors import ModelError
from pipeline.model import Draft, Segment, segment_key
from pipeline.mt.engines.apertium import Apertium
from pipeline.mt.engines.chain import ChainEngine
from pipeline.mt.markup.alignment import words
from pipeline.mt.spanish.portuguese import PortugueseToSpanish
from pipeline.mt.spanish.preparing import Replacement
from pipeline.text import inline, quantities
from pipeline.text.inline import CODE

ENGLISH, BRAZIL = locales.parse("en"), locales.parse("pt-BR")


class Phrasebook:
    """A first engine that knows a few sentences, and links the words in their order."""

    origin = "phrasebook@1"

    def __init__(self, known):
        self.known = known

    def translate(self, segments):
        return [self._draft(segment.text) for segment in segments]

    def _draft(self, text):
        assert not CODE.search(text)
        target = self.known.get(text, "")
        pairs = zip(words(text), words(target), strict=False)
        return Draft(target, 0.8 if target else 0.0, self.origin, tuple((*a, *b) for a, b in pairs), ())


@pytest.fixture(scope="module")
def apertium():
    try:
        return Apertium("pt-es")
    except ModelError as error:
        pytest.skip(str(error))


@pytest.fixture
def chain(apertium):
    """Return a function that makes a chain of a phrasebook and Apertium, and translates with it."""

    def translate(known, *texts, target="es", terms=None, **how):
        second = PortugueseToSpanish(apertium, BRAZIL, locales.parse(target))
        engine = ChainEngine(Phrasebook(known), second, source=ENGLISH, middle=BRAZIL)
        segments = [Segment(segment_key(None, text), text) for text in texts]
        return engine.translate(
            segments, terms=(lambda number, _: terms[number]) if isinstance(terms, list) else terms, **how
        )

    return translate


def spanish(chain, english, portuguese, **options):
    (draft,) = chain({english: portuguese}, english, **options)
    return draft


def test_the_origin_names_both_steps_and_the_score_is_the_first_ones_at_most(chain):
    draft = spanish(chain, "The house is big.", "A casa é grande.")
    assert draft.text == "La casa es grande."
    assert re.fullmatch(r"phrasebook@1 > apertium-pt-es@[\d.]+", draft.origin)
    assert draft.score == pytest.approx(0.8)
    assert draft.unmet == ()


@pytest.mark.parametrize(
    ("portuguese", "expected"),
    [
        ("O sabão e o soro.", "El jabón y el suero."),
        ("A prevalência da bronquite crônica.", "La prevalencia de la bronquitis crónica."),
        ("As células-tronco hematopoiéticas.", "Las células madre hematopoyéticas."),
        ("Uma drenagem longa.", "Un drenaje largo."),
        ("A detecção precoce e um tumor precoce.", "La detección temprana y un tumor temprano."),
        ("Ligue para a clínica.", "Llame a la clínica."),
        ("Se você tiver febre?", "¿Si usted tiene fiebre?"),
        ("O leite materno é bom.", "La leche materna es buena."),
        ("Vocês podem ficar.", "Ustedes pueden quedar."),
        ("O DNA e o RNA.", "El ADN y el ARN."),
        ("Em 3 de maio, a clínica abriu.", "El 3 de mayo, la clínica abrió."),
        ("Ele foi vacinado nos Estados Unidos.", "Él fue vacunado en Estados Unidos."),
        ("Os médicos vacinaram as crianças.", "Los médicos vacunaron los niños."),
    ],
)
def test_what_apertium_lacks_is_put_in_with_agreement(chain, portuguese, expected):
    assert spanish(chain, "x y z.", portuguese).text == expected


@pytest.mark.parametrize(
    ("english", "portuguese", "kept"),
    [
        ("Dr. Santos came", "O Dr. Santos veio", "Santos"),
        ("We fly to San Marino", "Voamos para San Marino", "San Marino"),
        ("Write to ana.sol@clinic.example", "Escreva para ana.sol@clinic.example", "ana.sol@clinic.example"),
        ("See https://clinic.example/a_b?c=1", "Veja https://clinic.example/a_b?c=1", "https://clinic.example/a_b?c=1"),
        ("Dear {name}, hello", "Caro {name}, olá", "{name}"),
        ("Trial NCT01234567 on CD19", "Estudo NCT01234567 sobre CD19", "NCT01234567"),
        ("a PD-1 test", "um teste de PD-1", "PD-1"),
        ("sign [x] ~ 5^2 a*b \\ $9", "sinal [x] ~ 5^2 a*b \\ $9", "[x] ~ 5^2 a*b \\ $9"),
    ],
)
def test_names_codes_and_addresses_come_through_unchanged(chain, english, portuguese, kept):
    assert kept in spanish(chain, english, portuguese).text


@pytest.mark.parametrize("target", ["es", "es-419", "es-MX"])
@pytest.mark.parametrize(
    ("english", "portuguese"),
    [
        ("Take 2.5 mg twice a day.", "Tome 2,5 mg duas vezes por dia."),
        ("1,500 patients, 73.2%", "1.500 pacientes, 73,2%"),
        ("From 3 to 5 days at 38.5 °C", "De 3 a 5 dias a 38,5 °C"),
        ("≥ 10,250 cells per µL", "≥ 10.250 células por µL"),
        ("at 10:30, room 4", "às 10:30, sala 4"),
    ],
)
def test_quantities_come_through_in_every_locale(chain, english, portuguese, target):
    draft = spanish(chain, english, portuguese, target=target)
    changes = quantities.compare(english, draft.text, ENGLISH, locales.parse(target))
    assert [change for change in changes if change.severity != "minor"] == []


def test_codes_go_where_their_words_went_over_both_steps(chain):
    (draft,) = chain({"the long trip ends": "a longa viagem acaba"}, "the <1>long</1> <2>trip</2> ends<3/>")
    assert draft.text == "el <1>largo</1> <2>viaje</2> acaba<3/>"
    linked = {"the <1>long</1> <2>trip</2> ends<3/>"[a:b]: draft.text[c:d] for a, b, c, d in draft.alignment}
    assert linked["trip"] == "viaje"


def test_a_term_is_put_in_whole_with_its_article(chain):
    term = Replacement((("sangue do cordão", "sangre de cordón umbilical"),), "mf")
    draft = spanish(chain, "The cord blood is frozen.", "O sangue do cordão é congelado.", terms=[[term]])
    assert draft.text.startswith("La sangre de cordón umbilical es ")
    assert draft.unmet == ()


def test_a_term_takes_the_place_of_the_longest_form(chain):
    term = Replacement((("célula", "X"), ("células CAR", "células CAR-T")))
    draft = spanish(chain, "New CAR cells.", "As novas células CAR.", terms=[[term]])
    assert draft.text == "Las nuevas células CAR-T."


def test_terms_are_asked_for_by_the_spanish_that_apertium_finds_alone(chain):
    seen = []
    second = ["As células.", "O sabão."]
    texts = ["The cells.", "The soap."]
    chain(dict(zip(texts, second, strict=True)), *texts, terms=lambda number, text: seen.append((number, text)) or [])
    assert seen == [(0, "Las células."), (1, "El jabón.")]


def test_a_term_that_makes_the_spanish_worse_is_not_put_in(chain):
    known = {"The house is red.": "A casa é vermelha."}
    term = Replacement((("casa", "hogar"),))
    (plain,) = chain(known, *known)
    (worse,) = chain(known, *known, terms=[[term]], wrong=lambda number, text: "hogar" in text)
    (as_good,) = chain(known, *known, terms=[[term]], wrong=lambda number, text: 1)
    assert worse.text == plain.text
    assert "hogar" in as_good.text.lower()


@pytest.mark.parametrize(
    ("portuguese", "forms", "expected"),
    [
        ("A infusão é longa.", ("infusão", "transfusión"), "La transfusión es larga."),
        ("O exame é longo.", ("exame", "análisis"), "El análisis es largo."),
        ("A lesão é pequena.", ("lesão", "llaga"), "La llaga es pequeña."),
        ("O linfoma é pequeno.", ("linfoma", "linfoma"), "El linfoma es pequeño."),
    ],
)
def test_a_term_that_is_put_in_keeps_its_article_by_its_ending(chain, portuguese, forms, expected):
    assert spanish(chain, "x y z.", portuguese, terms=[[Replacement((forms,))]]).text == expected


def test_a_term_that_is_not_there_is_unmet(chain):
    term = Replacement((("linfócito", "linfocito"),))
    draft = spanish(chain, "The house.", "A casa.", terms=[[term]])
    assert any("'linfocito'" in reason for reason in draft.unmet)


def test_a_guess_is_for_a_person_to_check(chain):
    draft = spanish(chain, "The thing", "O brumelho")
    assert draft.unmet == ("check 'brumello': a guess at the Portuguese 'brumelho'",)
    assert draft.score < 0.8


def test_without_a_first_draft_there_is_none(chain):
    drafts = chain({"A": "B"}, "unknown", "A")
    assert [bool(draft.text) for draft in drafts] == [False, True]
    assert drafts[0].score == 0.0


def test_hostile_texts_stay_in_their_lines(chain):
    texts = [
        "a\0b",
        "[[t:m:1]]x[[/]]",
        "]]\\[[",
        "*^$@{",
        "<9>",
        "\\",
        "[]",
        "Xqx castelo montanha",
        "x" * 5_000,
        "a casa " * 2_000,
    ]
    known = {text: text for text in texts if not CODE.search(text)}
    drafts = chain({**known, "7": "7"}, *texts, *["7"] * 3)
    assert [draft.text for draft in drafts[-3:]] == ["7"] * 3
    assert len(drafts) == len(texts) + 3


def _nested(rng, left, numbers):
    parts = []
    for _ in range(rng.randint(1, 3)):
        kind = rng.random()
        if kind < 0.35 and left:
            number = next(numbers)
            parts.append(f"<{number}>{_nested(rng, left - 1, numbers)}</{number}>")
        elif kind < 0.5:
            parts.append(f"<{next(numbers)}/>")
        else:
            parts.append(rng.choice(["the house", "red", "pain", "a doctor", ",", "10.5 mg"]))
    return " ".join(parts)


def _well_formed(text):
    waiting = []
    for code in inline.codes(text):
        if code.kind == "open":
            waiting.append(code.number)
        elif code.kind == "close" and (not waiting or waiting.pop() != code.number):
            return False
    return not waiting


GLOSSES = {
    "the": "o",
    "house": "casa",
    "red": "vermelha",
    "pain": "dor",
    "a": "uma",
    "doctor": "médica",
    "10.5": "10,5",
}


class Glossing(Phrasebook):
    """A first engine that shuffles glosses of the words."""

    def _draft(self, text):
        spans = words(text)
        random.Random(len(text)).shuffle(spans)
        target, pairs = "", []
        for start, end in spans:
            word = GLOSSES.get(text[start:end], text[start:end])
            target += " " if target else ""
            pairs.append((start, end, len(target), len(target) + len(word)))
            target += word
        return Draft(target, 1.0, self.origin, tuple(pairs))


def test_random_nestings_come_back_well_formed_with_equal_codes(apertium):
    rng = random.Random(7)
    texts = [_nested(rng, 3, iter(range(1, 99))) for _ in range(1500)]
    second = PortugueseToSpanish(apertium, BRAZIL, locales.parse("es"))
    engine = ChainEngine(Glossing({}), second, source=ENGLISH, middle=BRAZIL)
    drafts = engine.translate([Segment(segment_key(None, text), text) for text in texts])
    assert len(drafts) == len(texts)
    for text, draft in zip(texts, drafts, strict=True):
        assert Counter(CODE.findall(draft.text)) == Counter(CODE.findall(text))
        assert _well_formed(draft.text)
        assert all(draft.text[c:d].strip() and text[a:b].strip() for a, b, c, d in draft.alignment)

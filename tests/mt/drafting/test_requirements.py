"""What a translation lacks is read off its source, once for each cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the alignment needs the extra 'embedded'")

from pipeline import locales, termbase
from pipeline.mt.drafting.attempts import within
from pipeline.mt.drafting.requirements import Requirement, Requirements
from pipeline.mt.drafting.rewriting import AGREED, WORTH, leaves, replaced, unstacked
from pipeline.mt.markup.alignment import Link, words
from pipeline.mt.search.seq2seq import Candidate
from pipeline.termbase import Termbase, protected, rows
from pipeline.termbase.rows import TermRow

EN, PT = locales.parse("en"), locales.parse("pt-BR")


def base(folder: Path, concepts: Mapping[str, Sequence[tuple[str, str]]]) -> Termbase:
    """Return a termbase of source terms with their targets and statuses."""
    made = []
    for source, targets in concepts.items():
        made.append(TermRow(source, "en", source, "preferred", "noun"))
        made += [TermRow(source, "pt_BR", target, status, "noun") for target, status in targets]
    rows.write(folder / "terms.csv", made)
    return termbase.load([folder / "terms.csv"], EN, PT)


def lacking(text: str, translation: str, terms: Termbase | None = None) -> list[str]:
    missing = Requirements(EN, PT, terms).missing(text, translation)
    return [text[one.start : one.end] for one in missing.requirements] + list(missing.forbidden)


@pytest.mark.parametrize(
    ("text", "translation", "expected"),
    [
        ("Wait 13.8 months.", "Espere 13,8 meses.", []),
        ("Wait 13.8 months.", "Espere 138 meses.", ["13.8 months"]),
        ("It helped 8 (73%) of 11.", "Ajudou 8 (73%) de 11.", []),
        ("It helped 8 (73%) of 11.", "Ajudou 8 (37%) de 11.", ["73%"]),
        ("A phase I / IIa study.", "Um estudo de fase I / IIa.", []),
        ("A clinic in India.", "Uma clínica na Índia.", []),
        ("A clinic in India.", "Uma clínica em Portugal.", ["India"]),
        ("A clinic in Munich.", "Uma clínica em Paris.", ["Munich"]),
        ("An Egyptian nurse.", "Uma enfermeira turca.", []),
        ("Ask for Dr. Miller.", "Pergunte pelo Dr. Souza.", ["Miller"]),
        ("Cells make IL-15 here.", "As células produzem IL-15 aqui.", []),
        ("It was paid on February 8, 2020.", "Foi pago em 8 de fevereiro de 2020.", []),
        ("It was paid on February 8, 2020.", "Foi pago em 2 de agosto de 2020.", ["February 8, 2020"]),
        ("Rest for 2–3 days.", "Descanse por 2–3 dias.", []),
        ("Rest for 2–3 days.", "Descanse por 23 dias.", ["2–3 days"]),
        ("Give 5 mg twice.", "Dê 5 g duas vezes.", ["5 mg"]),
        ("Come at 9:30.", "Venha às 9h30.", []),
        ("Come at 9:30.", "Venha às 9h00.", ["9:30"]),
        ("It costs €1,200.", "Custa € 1.200.", []),
        ("It costs €1,200.", "Custa € 1,2.", ["€1,200"]),
        ("A grade III rash.", "Uma erupção de grau III.", []),
        ("A grade III rash.", "Uma erupção de grau II.", ["III"]),
        ("The trial is NCT04123456.", "O ensaio é NCT04123465.", ["NCT04123456"]),
        ("Test for HLA-A*02:01.", "Teste de HLA-A*02:01.", []),
        ("Test for HLA-A*02:01.", "Teste de HLA-A*02:10.", ["HLA-A*02:01"]),
        ("Cells with CD19 and PD-1.", "Células com CD9 e PD-1.", ["CD19"]),
        ("CAR-NK cells help.", "As células CAR-T ajudam.", ["CAR-NK"]),
        ("It was made in Brazil and Japan.", "Foi feito no Brasil e na China.", ["Japan"]),
    ],
)
def test_quantities_names_and_codes_are_required(text: str, translation: str, expected: list[str]) -> None:
    assert lacking(text, translation) == expected


def test_a_person_is_not_asked_for_in_the_letters_of_another_script() -> None:
    missing = Requirements(EN, locales.parse("ru")).missing("Ask for Dr. Miller.", "Спросите доктора Петрова.")
    assert missing.requirements == ()


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        ("A queimação passou.", ["heartburn"]),
        ("A azia passou.", []),
        ("As azias passaram.", []),
        ("A pirose passou.", []),
        ("O azedume passou.", ["heartburn", "azedume"]),
    ],
)
def test_any_allowed_form_of_a_term_will_do_and_no_forbidden_one(
    tmp_path: Path, translation: str, expected: list[str]
) -> None:
    targets = [("azia", "preferred"), ("pirose", "admitted"), ("azedume", "forbidden")]
    assert lacking("The heartburn went away.", translation, base(tmp_path, {"heartburn": targets})) == expected


def test_of_terms_that_contain_one_another_the_longest_is_wanted(tmp_path: Path) -> None:
    terms = base(
        tmp_path,
        {"blood": [("sangue", "preferred")], "cord blood": [("sangue do cordão umbilical", "preferred")]},
    )
    assert lacking("Cord blood is kept.", "O cordão é guardado.", terms) == ["Cord blood"]


def test_a_deprecated_word_is_forbidden_and_a_term_that_stays_is_required_as_it_is(tmp_path: Path) -> None:
    made = [
        TermRow("kymriah", "en", "Kymriah", "do-not-translate", "noun"),
        TermRow("flu", "en", "flu", "preferred", "noun"),
        TermRow("flu", "pt_BR", "gripe", "preferred", "noun"),
        TermRow("flu", "pt_BR", "influência", "deprecated", "noun"),
    ]
    rows.write(tmp_path / "terms.csv", made)
    terms = termbase.load([tmp_path / "terms.csv"], EN, PT)
    assert lacking("Kymriah and the flu.", "O Kymriah e a gripe.", terms) == []
    assert lacking("Kymriah and the flu.", "A Quimria e a gripe.", terms) == ["Kymriah"]
    assert lacking("The flu came.", "A gripe, ou influência, veio.", terms) == ["influência"]


def test_homonyms_force_nothing(tmp_path: Path) -> None:
    made = [
        TermRow(concept, locale, term, "preferred", "noun")
        for concept, target in (("face", "rosto"), ("side", "lado"))
        for locale, term in (("en", "face"), ("pt_BR", target))
    ]
    rows.write(tmp_path / "terms.csv", made)
    terms = termbase.load([tmp_path / "terms.csv"], EN, PT)
    assert lacking("Wash the face.", "Lave a cara.", terms) == []


def test_codes_that_the_project_protects_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "protected.toml"
    path.write_text('[[pattern]]\nname = "ward"\nregex = "WARD-[0-9]+"\nexample = ["WARD-3"]\n', "utf-8")
    requirements = Requirements(EN, PT, None, protected.read(path))
    assert requirements.missing("Go to WARD-12.", "Vá para WARD-12.").count == 0
    assert [one.forms for one in requirements.missing("Go to WARD-12.", "Vá para ALA-12.").requirements] == [
        ("WARD-12",)
    ]


def test_one_cause_is_one_requirement(tmp_path: Path) -> None:
    terms = base(tmp_path, {"phase 2 trial": [("ensaio de fase 2", "preferred")]})
    assert lacking("Join a phase 2 trial.", "Participe de um estudo.", terms) == ["phase 2 trial"]


def test_requirements_are_shared_out_among_pieces() -> None:
    first, second = Requirement(("a",), "", 0, 4), Requirement(("b",), "", 6, 9)
    assert within([first, second], 0, 5) == (first,)
    assert within([first, second], 5, 9) == (second,)


def candidate(text: str, like: str) -> Candidate:
    links = tuple(Link(ours, theirs, 1.0) for ours, theirs in zip(words(like), words(text), strict=False))
    return Candidate(text, 0.8, links)


def test_words_are_exchanged_where_no_search_brings_them() -> None:
    source = "Fever and cough last."
    known = candidate("Febre e tosse duram.", source)
    found = replaced(
        known, [Requirement(("estado febril",), "", 0, 5), Requirement(("tosses", "tosse seca"), "", 10, 15)]
    )
    assert found is not None
    assert found.text == "Estado febril e tosses duram."
    assert found.score == pytest.approx(0.8 * WORTH)
    assert [found.text[slice(*link.target)] for link in found.links] == ["e", "duram", "."]


def test_nothing_is_exchanged_without_a_place_for_it() -> None:
    assert replaced(Candidate("Febre.", 0.8), [Requirement(("estado febril",), "", 0, 5)]) is None


def test_a_brand_stays_as_it_is_and_a_singular_stays_a_singular(tmp_path: Path) -> None:
    assert lacking("Ask LungLine today.", "Pergunte à LinhaPulmão hoje.") == ["LungLine"]
    terms = base(tmp_path, {"clinic": [("ambulatório", "preferred")]})
    requirements = Requirements(EN, PT, terms)
    assert requirements.terms("Call the clinic.")[0].forms == ("ambulatório",)
    assert requirements.terms("Call the clinics.")[0].forms[0] == "ambulatórios"


@pytest.mark.parametrize(
    ("text", "translation", "forms", "instead"),
    [
        ("Give three puffs twice a day.", "Dê três, duas vezes por dia.", "puffs", ""),
        ("Give one capsule every other day.", "Dê uma cápsula todos os dias.", "em dias alternados", "todos os dias"),
        ("Have it with lunch.", "Tome com o jantar.", "almoço", "jantar"),
        # A word alone gives no other number.
        ("Give four capsules at noon.", "Dê 5 cápsulas ao meio-dia.", None, "cápsulas"),
    ],
)
def test_what_a_patient_is_told_otherwise_is_asked_for_in_words(
    text: str, translation: str, forms: str | None, instead: str
) -> None:
    missing = Requirements(EN, PT).missing(text, translation)
    (told,) = [requirement for requirement in missing.requirements if requirement.kind == "instruction"]
    assert missing.instructed
    assert told.instead == instead
    assert (forms in told.forms) if forms else (told.forms == ())
    assert told.forms == () or told in missing.phrases
    assert told.reason in missing.reasons


def test_words_that_stand_wrongly_are_exchanged_where_they_stand() -> None:
    candidate = Candidate("Fale do cirurgia.", 0.8)
    needed = Requirement(("da cirurgia",), "", 0, 3, instead="do cirurgia", kind="agreement")
    assert replaced(candidate, [needed]) == Candidate("Fale da cirurgia.", 0.8 * AGREED)
    assert replaced(Candidate("Do cirurgia, fale.", 0.8), [needed]) is None
    subject = Requirement(("a cirurgia",), "", 0, 3, instead="O cirurgia", kind="agreement")
    assert replaced(Candidate("O cirurgia é hoje.", 0.8), [subject]) == Candidate("A cirurgia é hoje.", 0.8 * WORTH)


def test_what_a_patient_is_told_alike_asks_for_nothing() -> None:
    missing = Requirements(EN, PT).missing("Give three puffs twice a day.", "Dê três jatos duas vezes por dia.")
    assert (missing.requirements, missing.instructed) == ((), False)


def test_an_article_that_does_not_agree_with_a_term_is_asked_for_with_it(tmp_path: Path) -> None:
    requirements = Requirements(EN, PT, base(tmp_path, {"surgery": [("cirurgia", "preferred")]}))
    (needed,) = requirements.missing("It is after the surgery.", "É depois do cirurgia.").requirements
    assert (needed.forms, needed.instead, needed.kind) == (("da cirurgia",), "do cirurgia", "agreement")
    assert needed.reason == "“do cirurgia” should be “da cirurgia”"
    assert requirements.missing("It is after the surgery.", "É depois da cirurgia.").requirements == ()


def test_an_article_is_missing_only_where_a_term_may_have_been_put_in(tmp_path: Path) -> None:
    requirements = Requirements(EN, PT, base(tmp_path, {"surgery": [("cirurgia", "preferred")]}))
    text, translation = "It is after the surgery.", "É depois de cirurgia."
    assert requirements.missing(text, translation).requirements == ()
    (needed,) = requirements.missing(text, translation, put_in=True).requirements
    assert needed.forms == ("da cirurgia",)


CLINIC = [("consultório", "preferred"), ("ambulatório", "admitted"), ("AMB", "admitted")]


@pytest.mark.parametrize(
    ("text", "translation", "preferred"),
    [
        ("The clinic is open.", "O consultório está aberto.", []),
        ("The clinic is open.", "O ambulatório está aberto.", [("consultório",)]),
        ("The clinics are open.", "Os ambulatórios estão abertos.", [("consultórios",)]),
        # It may stand there beside the other one.
        ("The clinic is open.", "O ambulatório, um consultório, está aberto.", []),
    ],
)
def test_an_admitted_term_has_the_preferred_forms_of_its_number(
    tmp_path: Path, text: str, translation: str, preferred: list[tuple[str, ...]]
) -> None:
    missing = Requirements(EN, PT, base(tmp_path, {"clinic": CLINIC})).missing(text, translation)
    assert (missing.requirements, [met.preferred for met in missing.admitted]) == ((), preferred)


def test_an_abbreviation_answers_one_though_the_long_form_is_preferred(tmp_path: Path) -> None:
    terms = base(tmp_path, {"CLN": CLINIC})
    assert Requirements(EN, PT, terms).missing("The CLN is open.", "O AMB está aberto.").admitted == ()


def test_where_no_term_is_preferred_the_first_admitted_one_is_none(tmp_path: Path) -> None:
    terms = base(tmp_path, {"clinic": [(term, "admitted") for term, _ in CLINIC]})
    assert Requirements(EN, PT, terms).missing("The clinic is open.", "O ambulatório está aberto.").admitted == ()


@pytest.mark.parametrize(
    ("after", "left"),
    [
        ("Houve um infarto ontem.", False),
        ("Houve um infarto cardíaco ontem.", True),
        ("Houve um ataque ontem, infarto.", True),
    ],
)
def test_words_of_a_term_that_should_have_gone_are_noticed(after: str, left: bool) -> None:
    assert leaves("Houve um ataque cardíaco ontem.", "ataque cardíaco", after, "infarto") == left


def test_words_that_both_terms_have_may_stay() -> None:
    assert not leaves("O teste de urina.", "teste de urina", "O exame de urina.", "exame de urina")


def test_a_stack_of_terms_is_taken_apart() -> None:
    text = "A donated cord blood growth factor receptor stem cell therapy helps."
    spans = [(text.index(term), text.index(term) + len(term)) for term in ("cord blood", "growth factor receptor")]
    spans.append((text.index("stem cell"), text.index("stem cell") + len("stem cell")))
    found = unstacked(text, spans)
    assert found is not None
    assert found.text == "A donated therapy with stem cells with growth factor receptor from cord blood helps."
    assert unstacked(text, spans[:1]) is None


SENSES = (
    "source,pos,cues,locale,required,forbidden\n"
    "seal,noun,lid;tight,pt_BR,vedação;lacre,foca;carimbo\n"
    "spring,noun,bolt,pt_BR,,primavera\n"
)


def homonyms(folder: Path) -> Requirements:
    (folder / "senses.csv").write_text(SENSES, "utf-8")
    return Requirements(EN, PT, termbase.load([folder / "senses.csv"], EN, PT))


def test_a_homonym_is_required_in_any_rendering_of_the_sense_that_two_cues_tell(tmp_path: Path) -> None:
    held = homonyms(tmp_path)
    (needed,) = held.terms("The tight seal of the lid")
    assert (needed.forms[0], needed.kind) == ("vedação", "sense")
    assert "lacre" in needed.forms
    assert held.missing("The tight seal of the lid", "O lacre firme da tampa").count == 0
    assert held.missing("The tight seal of the lid", "A boia firme da tampa").count == 1
    assert held.missing("The seal of the lid", "A boia da tampa").count == 0


def test_a_homonym_is_exchanged_without_a_search_for_a_wrong_noun_alone(tmp_path: Path) -> None:
    held = homonyms(tmp_path)
    assert len(held.missing("The tight seal of the lid", "A foca firme da tampa").exchangeable) == 1
    missing = held.missing("The tight seal of the lid", "A boia firme da tampa")
    assert (len(missing.phrases), missing.exchangeable) == (1, ())


def test_a_rendering_of_another_sense_stands_in_the_place_of_the_right_one(tmp_path: Path) -> None:
    missing = homonyms(tmp_path).missing("The seal of the lid", "A foca da tampa")
    (needed,) = missing.requirements
    assert (needed.instead, needed.forms[0]) == ("foca", "vedação")
    assert missing.reasons == ("“foca” is another sense of “seal”; the glossary has “vedação”",)
    assert set(missing.never) >= {"foca", "focas", "carimbo"}


def test_a_sense_may_forbid_without_requiring(tmp_path: Path) -> None:
    held = homonyms(tmp_path)
    (needed,) = held.missing("A spring with a bolt", "Uma primavera com um parafuso").requirements
    assert (needed.instead, needed.forms) == ("primavera", ())
    assert held.missing("A spring with a bolt", "Uma mola com um parafuso").count == 0


def test_the_paragraph_tells_what_a_sentence_means(tmp_path: Path) -> None:
    held = replace(homonyms(tmp_path), around={"The seal broke.": "Open the lid. The seal broke."})
    assert held.missing("The seal broke.", "A foca quebrou.").count == 1
    assert replace(held, around={}).missing("The seal broke.", "A foca quebrou.").count == 0


def test_a_term_that_means_the_same_says_what_stands_in_the_place_of_a_wrong_sense(tmp_path: Path) -> None:
    rows.write(
        tmp_path / "terms.csv",
        [TermRow("s", "en", "seal", "preferred", "noun"), TermRow("s", "pt_BR", "vedação", "preferred", "noun")],
    )
    (tmp_path / "senses.csv").write_text(SENSES, "utf-8")
    both = termbase.load([tmp_path / "terms.csv", tmp_path / "senses.csv"], EN, PT)
    missing = Requirements(EN, PT, both).missing("The seal of the lid", "A foca da tampa")
    (needed,) = missing.requirements
    assert (needed.instead, needed.forms[0], needed.reason) == (
        "foca",
        "vedação",
        "the glossary has “vedação” for “seal”",
    )

"""Slips are mended and words of another variety exchanged, where they stand for what tells; what agrees comes along."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline import locales
from pipeline.model import Draft
from pipeline.mt.drafting.wording import reworded, worded
from pipeline.mt.markup.alignment import Link, words
from pipeline.mt.search.seq2seq import Candidate

ENGLISH = locales.parse("en")


def candidate(text: str, translation: str, pairs: Sequence[tuple[int, int]]) -> Candidate:
    """Return a translation whose words are linked to those of its text by their numbers."""
    ours, theirs = words(text), words(translation)
    return Candidate(translation, 0.8, tuple(Link(ours[a], theirs[b], 1.0) for a, b in pairs))


@pytest.mark.parametrize(
    ("locale", "text", "translation", "right"),
    [
        ("pt_BR", "The team registers you.", "A equipa regista você.", "A equipe registra você."),
        ("pt_BR", "We affected them.", "Afectámos todos.", "Afetamos todos."),
        ("pt_BR", "She is taking it.", "Ela está a tomá-lo.", "Ela está tomando-o."),
        ("pt_BR", "Medically, they prescribe it.", "Médicamente, prescrevem-lo.", "Medicamente, prescrevem-no."),
        ("pt_BR", "Ask the nurse.", "Pergunte a a enfermeira.", "Pergunte a enfermeira."),
        ("pt_BR", "Last visit", "Ultima consulta", "Última consulta"),
        ("pt_PT", "The team is writing.", "A equipe está escrevendo.", "A equipa está a escrever."),
        ("es_MX", "Drink the juice.", "Beba el zumo.", "Beba el jugo."),
        ("es_MX", "The new computer is ready.", "El ordenador nuevo está listo.", "La computadora nueva está lista."),
        ("es_ES", "Fever and infection", "Fiebre y infección", "Fiebre e infección"),
        ("fr", "The hospital", "Le hôpital", "L’hôpital"),
        ("pt", "The team", "A equipa", "A equipa"),
        ("pt_BR", "Equipa Foundation", "Fundação Equipa", "Fundação Equipa"),
        ("pt_BR", "The team", "A equipe", "A equipe"),
    ],
)
def test_the_wording_becomes_that_of_the_locale(locale: str, text: str, translation: str, right: str) -> None:
    target = locales.parse(locale)
    assert worded(text, Candidate(translation, 0.8), ENGLISH, target).text == right
    assert reworded(text, Draft(translation, 0.8, "x"), ENGLISH, target).text == right


def test_a_word_is_exchanged_only_where_it_stands_for_its_english() -> None:
    text = "He has lung cancer and a chancre."
    tumour = candidate(text, "Ele tem cancro do pulmão e um cancro.", [(3, 2), (2, 4), (6, 6), (6, 7)])
    assert worded(text, tumour, ENGLISH, locales.parse("pt_BR")).text == "Ele tem câncer do pulmão e um cancro."


@pytest.mark.parametrize(
    ("text", "translation", "pairs", "right"),
    [
        ("Wait in the bathroom.", "Espere na casa de banho.", [(3, 2), (3, 4)], "Espere no banheiro."),
        ("The bathroom is open.", "A casa de banho está aberta.", [(0, 0), (1, 1), (1, 3)], "O banheiro está aberto."),
        ("Clean the bathroom.", "Limpe a casa de banho nova.", [(2, 2), (2, 4)], "Limpe o banheiro novo."),
    ],
)
def test_what_stands_around_an_exchanged_noun_agrees(
    text: str, translation: str, pairs: list[tuple[int, int]], right: str
) -> None:
    assert worded(text, candidate(text, translation, pairs), ENGLISH, locales.parse("pt_BR")).text == right


def test_links_follow_what_was_exchanged() -> None:
    text = "The bathroom is here."
    before = candidate(text, "A casa de banho fica aqui.", [(0, 0), (1, 1), (1, 3), (3, 5)])
    after = worded(text, before, ENGLISH, locales.parse("pt_BR"))
    assert after.text == "O banheiro fica aqui."
    linked = {(text[slice(*link.source)], after.text[slice(*link.target)]) for link in after.links}
    assert linked == {("The", "O"), ("bathroom", "banheiro"), ("here", "aqui")}


def test_the_alignment_of_a_draft_follows() -> None:
    draft = Draft("Un zumo y agua", 0.8, "x", ((0, 5, 3, 7), (10, 15, 10, 14)))
    after = reworded("juice and water", draft, ENGLISH, locales.parse("es_MX"))
    assert [after.text[start:end] for _, _, start, end in after.alignment] == ["jugo", "agua"]


def test_right_wording_is_the_same_object() -> None:
    same = Candidate("A equipe registra você.", 0.8)
    assert worded("The team registers you.", same, ENGLISH, locales.parse("pt_BR")) is same

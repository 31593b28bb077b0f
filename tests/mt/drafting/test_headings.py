"""Headings and labels: of several wordings the one that both directions find likeliest; names alone stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from pipeline import locales
from pipeline.model import Draft, Segment, Span, segment_key
from pipeline.mt.drafting.directions import Directions
from pipeline.mt.drafting.headings import translated

PT, DE, JA = (locales.parse(name) for name in ("pt-BR", "de", "ja"))


@dataclass(frozen=True)
class Word:
    span: Span
    log: float


@dataclass(frozen=True)
class Likely:
    """A direction that finds some texts likely, and others not."""

    logs: Mapping[str, float]

    def tokens(self, sources: Sequence[str], targets: Sequence[str]) -> list[list[Word]]:
        return [
            [Word((0, 1), self.logs.get(source, self.logs.get(target, -1.0)))]
            for source, target in zip(sources, targets, strict=True)
        ]


def directions(**logs: float) -> Directions:
    known = Likely({name.replace("_", " "): log for name, log in logs.items()})
    return Directions(known, known)


def drafted(
    text: str, said: Mapping[str, str], both: Directions | None = None, target: locales.Locale = PT
) -> tuple[str, list[str]]:
    asked: list[str] = []

    def translate(segments: Sequence[Segment]) -> list[Draft]:
        asked.extend(segment.text for segment in segments)
        drafts = [(said[segment.text] + "=0.9").split("=") for segment in segments]
        return [
            Draft(draft[0], float(draft[1]), "x@1", tuple(by_place(segment.text, draft[0])))
            for segment, draft in zip(segments, drafts, strict=True)
        ]

    def by_place(source: str, target_text: str) -> list[tuple[int, int, int, int]]:
        places, left, right = [], 0, 0
        for one, other in zip(source.split(), target_text.split(), strict=False):
            left, right = source.index(one, left), target_text.index(other, right)
            places.append((left, left + len(one), right, right + len(other)))
            left, right = left + len(one), right + len(other)
        return places

    (draft,) = translated([Segment(segment_key(None, text), text)], translate, target, lambda _: frozenset(), both)
    return draft.text, asked


def test_the_likelier_draft_of_a_heading_is_taken() -> None:
    text, read = "Signs of Pain", "Signs of pain"
    assert drafted(text, {text: "Marcas de dor=0.7", read: "Sinais de dor=0.8"})[0] == "Sinais de dor"
    assert drafted(text, {text: "Sinais de dor=0.8", read: "Marcas de dor=0.7"})[0] == "Sinais de dor"


@pytest.mark.parametrize(("first", "taken"), [(-0.5, "Marcas de dor"), (-0.9, "Sinais de dor")])
def test_both_directions_choose_between_title_case_and_sentence_case(first: float, taken: str) -> None:
    both = directions(Marcas_de_dor=first / 2, Sinais_de_dor=-0.6)
    said = {"Signs of Pain": "Marcas de Dor", "Signs of pain": "Sinais de dor"}
    assert drafted("Signs of Pain", said, both)[0] == taken


def test_a_heading_has_the_capitals_of_its_language() -> None:
    said = {"Signs of Pain": "Sinais de Dor", "Signs of pain": "Sinais de dores=0.1"}
    assert drafted("Signs of Pain", said)[0] == "Sinais de dor"
    german = {"Signs of Pain": "Zeichen von Schmerz", "Signs of pain": "Zeichen von Schmerzen=0.1"}
    assert drafted("Signs of Pain", german, target=DE)[0] == "Zeichen von Schmerz"


def test_a_name_in_a_heading_keeps_its_capital() -> None:
    said = {"Trips to Portugal": "Viagens a Portugal"}
    assert drafted("Trips to Portugal", said)[0] == "Viagens a Portugal"


@pytest.mark.parametrize("name", ["Elena Marsh", "Helen J. Banks", "Maria Rivers"])
def test_a_person_alone_stays(name: str) -> None:
    assert drafted(name, {name: "Pântano"}, directions())[0] == name


@pytest.mark.parametrize("name", ["Charlotte Clinic", "Helen Syndrome"])
def test_what_is_called_after_a_person_is_translated(name: str) -> None:
    said = {name: "A clínica", name.capitalize(): "A clínica", f"{name}.": "A clínica."}
    assert drafted(name, said, directions(A_clínica=-0.1))[0] == "A clínica"


def test_another_script_writes_a_person_by_ear() -> None:
    assert drafted("Elena Marsh", {"Elena Marsh": "エレナ"}, target=JA)[0] == "エレナ"


def test_a_participle_is_read_as_a_sentence_and_cut() -> None:
    said = {
        "Checked by": "Verificação por",
        "It was checked by Pedro Silva.": "Ele foi verificado por Pedro Silva.",
    }
    assert drafted("Checked by", said, directions(Verificação_por=-2, Verificado_por=-1))[0] == "Verificado por"
    assert drafted("Checked by", said, directions(Verificação_por=-1, Verificado_por=-2))[0] == "Verificação por"


def test_a_date_is_what_follows_a_day() -> None:
    said = {"Last seen on": "A vista", "It was last seen in 2019.": "Foi visto pela última vez em 2019."}
    both = directions(A_vista=-2, Visto_pela_última_vez_em=-1)
    assert drafted("Last seen on", said, both)[0] == "Visto pela última vez em"


def test_a_sentence_that_cannot_be_cut_is_none_of_a_label() -> None:
    said = {"Sent to": "Enviado a", "It was sent to Pedro Silva.": "Pedro Silva recebeu."}
    assert drafted("Sent to", said, directions())[0] == "Enviado a"


def test_a_doubtful_heading_is_tried_with_a_full_stop_and_others_are_not() -> None:
    said = {"About Elena": "Melhores sopas", "About Elena.": "Sobre Elena."}
    assert drafted("About Elena", said, directions(Melhores_sopas=-4, Sobre_Elena=-1)) == (
        "Sobre Elena",
        ["About Elena", "About Elena."],
    )
    assert drafted("About Elena", said, directions(Melhores_sopas=-0.1))[1] == ["About Elena"]


def test_sentences_are_asked_for_once() -> None:
    assert drafted("Ask a nurse.", {"Ask a nurse.": "Pergunte."}, directions())[1] == ["Ask a nurse."]

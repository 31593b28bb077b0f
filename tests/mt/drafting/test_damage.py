"""What is put into a draft may not cost it the rest of its sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the alignment needs the extra 'embedded'")

from pipeline import locales
from pipeline.model import Segment, segment_key
from pipeline.mt.drafting.damage import MOST_LOST, undamaged
from pipeline.mt.drafting.directions import Directions
from pipeline.mt.drafting.held import HeldEngine
from pipeline.mt.drafting.requirements import Requirements
from pipeline.mt.drafting.verification import Verified
from pipeline.mt.engines import embedded
from pipeline.mt.scoring import ForcedScorer, Token
from pipeline.mt.search.seq2seq import Candidate
from tests.support.phrasebook import Phrasebook, terms

EN, PT = locales.parse("en"), locales.parse("pt-BR")
SOURCE, VISIT = "The chronic lung disease began.", "Your visit is today."
WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Backward:
    """A model that finds each word of a source likely where the translation has its counterpart, and else not."""

    known: Mapping[str, str]
    asked: list[tuple[str, str]]

    def tokens(self, sources: Sequence[str], targets: Sequence[str]) -> list[list[Token]]:
        self.asked.extend(zip(sources, targets, strict=True))
        return [
            [
                Token(word.span(), -0.1 if self.known.get(word[0], "") in source else -0.1 - 2 * MOST_LOST)
                for word in WORDS.finditer(target)
            ]
            for source, target in zip(sources, targets, strict=True)
        ]


def backward() -> Backward:
    return Backward({"chronic": "crônic", "lung": "pulmonar", "disease": "doença", "began": "começ"}, [])


def verified(folder: Path, translation: str, score: float = 0.9, source: str = SOURCE) -> Verified:
    requirements = Requirements(EN, PT, terms(folder, lung=("pulmão",), phase_two=("fase dois",)))
    return Verified(Candidate(translation, score), requirements.missing(source, translation))


def test_a_term_that_is_asked_for_is_never_given_up(tmp_path: Path) -> None:
    free = verified(tmp_path, "A doença pulmonar crônica começou.")
    last = verified(tmp_path, "O pulmão crônico começou.")
    assert undamaged([SOURCE], [[free, last]], backward()) == [last]


def test_a_term_that_costs_its_own_word_alone_is_put_in(tmp_path: Path) -> None:
    free, last = (
        verified(tmp_path, f"A doença {words} começou.") for words in ("pulmonar crônica", "crônica do pulmão")
    )
    assert undamaged([SOURCE], [[free, last]], backward()) == [last]


def test_another_translation_with_the_term_takes_the_place_of_a_damaged_one(tmp_path: Path) -> None:
    free = verified(tmp_path, "A doença pulmonar crônica começou.")
    other = verified(tmp_path, "A doença crônica do pulmão começou.", 0.5)
    last = verified(tmp_path, "O pulmão crônico começou.")
    assert undamaged([SOURCE], [[free, other, last]], backward()) == [other]


def test_a_term_beside_all_that_said_it_already_is_not_put_in(tmp_path: Path) -> None:
    free, last = (verified(tmp_path, f"A doença pulmonar crônica começou{added}.") for added in ("", " pulmão"))
    assert undamaged([SOURCE], [[free, last]], backward()) == [free]


def test_a_term_beside_what_left_it_out_is_put_in(tmp_path: Path) -> None:
    free, last = (verified(tmp_path, f"A doença crônica{added} começou.") for added in ("", " pulmão"))
    assert undamaged([SOURCE], [[free, last]], backward()) == [last]


def test_a_draft_that_nothing_was_put_into_is_not_asked_about(tmp_path: Path) -> None:
    free, model = verified(tmp_path, "A doença pulmonar crônica começou."), backward()
    assert undamaged([SOURCE], [[free, free]], model) == [free]
    assert model.asked == []


@pytest.mark.parametrize("broken", ["fault", "number", "sense"])
def test_what_is_wrong_with_the_free_draft_itself_is_mended_whatever_it_costs(tmp_path: Path, broken: str) -> None:
    source = "The chronic lung disease began 13 months ago." if broken == "number" else SOURCE
    free = verified(tmp_path, "A doença pulmonar crônica começou.", source=source)
    match broken:
        case "fault":
            free = replace(free, faults=("the engine repeats “doença”",))
        case "sense":
            (needed,) = free.missing.requirements
            free = replace(free, missing=replace(free.missing, requirements=(replace(needed, instead="pulmonar"),)))
    last = verified(tmp_path, "O pulmão crônico começou há 13 meses.", source=source)
    assert undamaged([source], [[free, last]], backward()) == [last]


def test_the_preferred_term_is_left_where_it_costs_another_word(tmp_path: Path) -> None:
    """The admitted term is right: nothing is worth the rest of the sentence."""
    free, worse = Candidate("A sua consulta marcada é hoje.", 0.9), Candidate("A visita.", 0.9)
    model = Backward({"Your": "sua", "visit": "consulta", "is": "é", "today": "hoje"}, [])
    requirements = Requirements(EN, PT, terms(tmp_path, visit=("visita", "consulta marcada")))
    segment = Segment(segment_key(None, VISIT), VISIT)
    engine = Phrasebook({VISIT: free}, {VISIT: [worse]})
    (found,) = HeldEngine(engine, requirements, both=Directions(model, model)).translate([segment])
    assert (found.text, found.unmet) == (free.text, ("the glossary prefers “visita” to “consulta marcada”",))
    (alone,) = HeldEngine(engine, requirements).translate([segment])
    assert alone.text == worse.text


@pytest.mark.model
def test_the_wheel_s_other_model_misses_what_a_draft_lost() -> None:
    pytest.importorskip("torch")
    reverse = ForcedScorer(embedded.load_reverse, embedded.REVERSE_ORIGIN, jobs=1)
    source = "Wash your hands and rest."
    whole, part = reverse.tokens(["Lave as mãos e descanse.", "Lave as mãos."], [source, source])
    assert source[slice(*whole[0].span)] == "Wash"
    lost = {source[slice(*one.span)].strip(): one.log - other.log for one, other in zip(whole, part, strict=True)}
    assert max(lost, key=lambda word: lost[word]) in {"and", "rest"}
    assert sum(lost.values()) > MOST_LOST

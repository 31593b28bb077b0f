"""Both directions judge the drafts that need it: their score, what they lost, and what came from nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the alignment needs the extra 'embedded'")

from pipeline import locales, mt
from pipeline.model import Draft, Segment, segment_key
from pipeline.mt.drafting.directions import Directions, joint
from pipeline.mt.drafting.held import HeldEngine
from pipeline.mt.drafting.meaning import DOUBTFUL, HURTING
from pipeline.mt.drafting.requirements import Requirements
from pipeline.mt.scoring import Token
from pipeline.mt.search.seq2seq import Candidate
from pipeline.termbase import Termbase
from pipeline.text.confidence import LEFT, ROOT, likely
from tests.support.phrasebook import Phrasebook, terms

EN, PT = locales.parse("en"), locales.parse("pt-BR")
WORDS = re.compile(r"\w+")
HERE, GONE = -0.1, -20.0


@dataclass(frozen=True)
class Dictionary:
    """A model that finds a word likely where the other text has its counterpart or leaves it a choice."""

    known: Mapping[str, str]
    free: frozenset[str] = frozenset()
    asked: list[tuple[str, str]] = field(default_factory=list)

    def tokens(self, sources: Sequence[str], targets: Sequence[str]) -> list[list[Token]]:
        self.asked.extend(zip(sources, targets, strict=True))
        return [
            [Token(word.span(), self._log(word[0], source)) for word in WORDS.finditer(target)]
            for source, target in zip(sources, targets, strict=True)
        ]

    def _log(self, word: str, source: str) -> float:
        return HERE if word in self.free or self.known.get(word, "?") in source else GONE


PAIRS = {"Keep": "Mantenha", "food": "comida", "warm": "quente", "fluids": "bebidas", "cool": "frias", "and": "e"}
SOURCE = "Keep food warm and fluids cool"
WHOLE, PART = "Mantenha comida quente e bebidas frias", "Mantenha comida quente e frias"
DOUBTED = (DOUBTFUL - 0.01) ** ROOT


def directions(*, free: Sequence[str] = ()) -> Directions:
    """Models that know these words; those of `free` the forward one says unasked."""
    forward = {theirs: ours for ours, theirs in PAIRS.items()}
    return Directions(Dictionary(forward, frozenset(free)), Dictionary(PAIRS))


def asked(both: Directions) -> list[tuple[str, str]]:
    assert isinstance(both.backward, Dictionary)
    return both.backward.asked


def draft(both: Directions, source: str, free: Candidate, *others: Candidate, base: Termbase | None = None) -> Draft:
    engine = Phrasebook({source: free}, {source: others})
    held = HeldEngine(engine, Requirements(EN, PT, base), both=both)
    return held.translate([Segment(segment_key(None, source), source)])[0]


def test_a_word_that_neither_direction_finds_is_lost() -> None:
    found = draft(directions(), SOURCE, Candidate(PART, DOUBTED))
    assert found.text == PART
    assert found.unmet == ("the draft doesn't say “fluids”",)
    assert found.score < LEFT["major"]


def test_a_word_that_the_draft_says_otherwise_is_not_lost() -> None:
    """The other direction would say it otherwise, but without it the draft isn't likely at all."""
    both = Directions(Dictionary({**{b: a for a, b in PAIRS.items()}, "líquidos": "fluids"}), Dictionary(PAIRS))
    assert draft(both, SOURCE, Candidate("Mantenha comida quente e líquidos frias", DOUBTED)).unmet == ()


def test_another_translation_that_says_what_was_lost_takes_its_place() -> None:
    found = draft(directions(), SOURCE, Candidate(PART, DOUBTED), Candidate(WHOLE, DOUBTED * 0.99))
    assert (found.text, found.unmet) == (WHOLE, ())


def test_one_that_is_less_likely_does_not() -> None:
    found = draft(directions(), SOURCE, Candidate(PART, DOUBTED), Candidate(WHOLE, DOUBTED * 0.7))
    assert found.text == PART


def test_one_that_lacks_a_term_does_not(tmp_path: Path) -> None:
    base = terms(tmp_path, cool=("frias",))
    other = Candidate("Mantenha comida quente e bebidas frescas", DOUBTED)
    assert draft(directions(), SOURCE, Candidate(PART, DOUBTED), other, base=base).text == PART


def test_a_word_that_comes_from_nowhere_is_told() -> None:
    odd = Candidate(f"{WHOLE} eletrodos", 0.9**ROOT)
    assert draft(directions(), SOURCE, odd).unmet == ("the source doesn't say “eletrodos”",)


def test_a_word_that_the_glossary_asked_for_is_no_stranger(tmp_path: Path) -> None:
    base = terms(tmp_path, cool=("eletrodos",))
    assert draft(directions(), SOURCE, Candidate(f"{WHOLE} eletrodos", 0.9**ROOT), base=base).unmet == ()


@pytest.mark.parametrize(
    ("source", "score", "expected"),
    [
        ("The ward has a view of the sea", DOUBTFUL - 0.001, True),
        ("The ward has a view of the sea", DOUBTFUL + 0.001, False),
        ("The sea.", 0.999, True),
        ("You must not eat on the day before", HURTING - 0.001, True),
        ("You must not eat on the day before", HURTING + 0.001, False),
    ],
)
def test_who_is_asked_about(source: str, score: float, *, expected: bool) -> None:
    both = directions()
    draft(both, source, Candidate("Qualquer coisa", score**ROOT))
    assert bool(asked(both)) is expected


def test_what_one_direction_alone_can_tell_keeps_its_score() -> None:
    class Silent:
        def tokens(self, sources: Sequence[str], targets: Sequence[str]) -> list[list[Token]]:
            return [[] for _ in sources]

    found = draft(Directions(Silent(), Silent()), SOURCE, Candidate(PART, DOUBTED))
    assert found.score == pytest.approx(likely(DOUBTED))
    assert found.unmet == ()


def test_the_score_by_both_rises_with_either() -> None:
    likelier, unlikelier = [Token((0, 1), -0.5)] * 3, [Token((0, 1), -8.0)] * 3
    assert joint(0.9, unlikelier) < joint(0.9, likelier)
    assert joint(0.9, likelier) < joint(0.95, likelier)
    assert 0 < joint(0.0, unlikelier) <= joint(1.0, likelier) <= 1
    # A model's surprise has no bounds: beyond some it says no more.
    assert joint(0.9, [Token((0, 1), -30.0)]) == joint(0.9, [Token((0, 1), -300.0)])
    # One word alone may be a synonym's.
    assert joint(0.9, [*likelier, Token((0, 1), -8.0)]) == joint(0.9, likelier)


@pytest.mark.model
def test_the_embedded_engine_says_what_its_draft_lost() -> None:
    pytest.importorskip("torch")
    source = "Keep hot foods hot and cold foods cold."
    (found,) = mt.load("embedded", source="en", target="pt-BR", jobs=1).translate(
        [Segment(segment_key(None, source), source)]
    )
    assert "frio" in found.text or any("foods" in reason for reason in found.unmet)

"""They are those that the sentence before speaks of, where that is one noun of many and no other."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

pytest.importorskip("numpy", reason="the alignment needs the extra 'embedded'")

from pipeline import locales
from pipeline.mt.drafting.pronouns import agreeing
from pipeline.mt.drafting.verification import Verified
from pipeline.mt.search.seq2seq import Candidate

PT = locales.parse("pt-BR")
LASER = "Lasers are safe."
BEDS = "The beds are new."


def said(first: str, second: str, draft: str, other: str, *, score: float = 0.8, locale: locales.Locale = PT) -> str:
    """Return the draft of "They are clean." behind a sentence with its draft, where the search finds another one."""
    texts = [first, "They are clean."]
    best = [Verified(Candidate(text, 0.9)) for text in (second, draft)]

    def search(asked: Sequence[tuple[str, str]]) -> list[list[Verified]]:
        return [[Verified(Candidate(other, score))] for _ in asked]

    chosen = agreeing(texts, best, {texts[1]: " ".join(texts)}, locale, search)
    assert chosen[0] is best[0]
    return chosen[1].candidate.text


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("The beds are new.", "As camas são novas.", "Elas estão limpas."),
        ("Beds are new.", "Camas são novas.", "Elas estão limpas."),
        ("The beds are new.", "Os leitos são novos.", "Eles estão limpos."),
        ("The beds have pillows.", "As camas têm travesseiros.", "Eles estão limpos."),  # the pillows may be meant
        ("We have new beds.", "As camas são novas.", "Elas estão limpas."),
        ("Every day we make the beds.", "As camas são feitas.", "Eles estão limpos."),
        ("The bed is new.", "A cama é nova.", "Eles estão limpos."),
    ],
)
def test_they_are_what_the_sentence_before_speaks_of(first: str, second: str, expected: str) -> None:
    assert said(first, second, "Eles estão limpos.", "Elas estão limpas.") == expected


def test_men_are_no_women() -> None:
    first, second = "The visitors are here.", "Os visitantes estão aqui."
    assert said(first, second, "Elas estão limpas.", "Eles estão limpos.") == "Eles estão limpos."


@pytest.mark.parametrize(("other", "score"), [("Elas estão limpas.", 0.3), ("Estão limpas.", 0.8)])
def test_a_translation_that_is_no_likely_one_is_left(other: str, score: float) -> None:
    assert said("The beds are new.", "As camas são novas.", "Eles estão limpos.", other, score=score) == (
        "Eles estão limpos."
    )


def test_other_languages_are_left_as_they_are() -> None:
    german = locales.parse("de")
    assert said("The beds are new.", "Die Betten sind neu.", "Eles", "Elas", locale=german) == "Eles"

"""Which of several translations is the draft, and where the others go wrong."""

from __future__ import annotations

from itertools import pairwise

import pytest

pytest.importorskip("numpy", reason="the neural engine needs the extra 'embedded'")

from pipeline.model import Span
from pipeline.mt.drafting.requirements import Met, Missing, Requirement
from pipeline.mt.drafting.verification import Place, Verified, before, left_out, linked, place_of
from pipeline.mt.markup.alignment import Link
from pipeline.mt.search.seq2seq import Candidate

TEXT = "Tome cinco comprimidos hoje."
SOURCE = "Take five tablets today."


def spans(text: str, *words: str) -> list[Span]:
    return [(text.index(word), text.index(word) + len(word)) for word in words]


def requirement(word: str) -> Requirement:
    ((start, end),) = spans(SOURCE, word)
    return Requirement((word,), f"{word} is missing", start, end)


def link(source: str, target: str, weight: float = 0.5) -> Link:
    return Link(*spans(SOURCE, source), *spans(TEXT, target), weight)


FIVE, TABLETS = requirement("five"), requirement("tablets")


def test_the_draft_is_the_one_with_the_least_wrong_and_then_the_likeliest() -> None:
    ordered = [
        Verified(Candidate("likely", 0.9)),
        Verified(Candidate("unlikely", 0.2)),
        Verified(Candidate("a sign is lost", 0.9, unmet=("a sign",))),
        Verified(Candidate("a term is missing", 0.8), Missing((FIVE,))),
        Verified(Candidate("both", 0.9, unmet=("a sign",)), Missing((FIVE,))),
        Verified(Candidate("forbidden, twice", 0.9), Missing((FIVE,), ("one", "two"))),
        Verified(Candidate("degenerate", 1.0), faults=("says everything twice",)),
        Verified(Candidate("", 1.0)),
    ]
    for better, worse in pairwise(ordered):
        assert min(worse, better, key=lambda judged: judged.rank) is better


def test_what_went_wrong_is_not_said_again() -> None:
    judged = Verified(Candidate("x", 0.5), Missing((FIVE,), ("veneno",)), ("a loop",), loop="e a")
    assert judged.wrong == 3
    assert judged.banned == ("veneno", "e a e a")
    assert Verified(Candidate("x", 0.5)).banned == ()


@pytest.mark.parametrize(
    ("linked_words", "expected"),
    [
        ((), ""),  # without links nothing is known
        (("Take",), "five tablets today every morning"),
        (("Take", "tablets"), ""),
        (("Take", "every"), ""),
        (("Take", "five"), "tablets today every morning"),
        (("morning",), "Take five tablets today every"),
        (("Take", "five", "tablets", "today", "every", "morning"), ""),
    ],
)
def test_four_words_in_a_row_that_nothing_translates_are_left_out(linked_words: tuple[str, ...], expected: str) -> None:
    source = "Take five tablets (today) every morning."
    links = tuple(Link(span, (0, 4), 0.5) for span in spans(source, *linked_words))
    assert left_out(source, Candidate(TEXT, 0.9, links)).replace("(", "").replace(")", "") == expected


LINKS = (link("Take", "Tome"), link("five", "cinco"), link("tablets", "comprimidos"), link("today", "hoje"))


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        (Missing(), None),
        (Missing((FIVE,)), Place(5, FIVE)),
        (Missing((TABLETS, FIVE)), Place(5, FIVE)),
        (Missing((FIVE,), ("Tome",)), Place(0, None)),
        (Missing((FIVE,), ("cinco",)), Place(5, FIVE)),
        (Missing((FIVE,), ("hoje",)), Place(5, FIVE)),
        (Missing((), ("amanhã",)), None),
        (Missing((), (), (Met(TABLETS, (11, 22), exact=False),)), Place(11, TABLETS)),
        (Missing((), (), (Met(TABLETS, (11, 22)),)), None),
    ],
)
def test_another_search_begins_at_the_first_wrong_place(missing: Missing, expected: Place | None) -> None:
    assert place_of(Verified(Candidate(TEXT, 0.9, LINKS), missing)) == expected


def test_where_a_translation_is_degenerate_or_nothing_is_linked_no_place_is_the_first_wrong_one() -> None:
    assert place_of(Verified(Candidate(TEXT, 0.9, LINKS), Missing((FIVE,)), ("a loop",))) is None
    assert place_of(Verified(Candidate(TEXT, 0.9), Missing((FIVE,)))) is None


@pytest.mark.parametrize(("start", "expected"), [(11, "Tome"), (5, ""), (0, ""), (28, "Tome cinco comprimidos hoje")])
def test_the_word_before_a_place_may_have_to_agree_and_is_not_kept(start: int, expected: str) -> None:
    assert before(TEXT, Place(start, None)) == expected


def test_a_term_is_linked_to_its_translation_and_to_nothing_else() -> None:
    wrong = link("today", "comprimidos", 0.9)
    candidate = Candidate(TEXT, 0.9, (link("tablets", "cinco"), wrong))
    found = linked(candidate, Missing(met=(Met(TABLETS, (11, 22)),)))
    assert found.links == (link("tablets", "comprimidos", 1.0),)


def test_two_terms_in_one_place_are_linked_to_neither() -> None:
    met = (Met(TABLETS, (11, 22)), Met(FIVE, (5, 22)))
    candidate = Candidate(TEXT, 0.9, LINKS)
    assert linked(candidate, Missing(met=met)) == candidate


def test_another_thing_to_do_goes_wrong_where_its_words_stand() -> None:
    today = Requirement(("amanhã",), "tomorrow", *spans(SOURCE, "today")[0], instead="hoje")
    links = (link("today", "Tome"),)
    assert place_of(Verified(Candidate(TEXT, 0.9, links), Missing((today,)))) == Place(TEXT.index("hoje"), today)


def test_before_an_article_that_does_not_agree_all_stays() -> None:
    clash = Requirement(("o consultório",), "", 0, 0, instead="a consultório", kind="agreement")
    text = "Fale sobre a consultório."
    place = place_of(Verified(Candidate(text, 0.9), Missing((clash,))))
    assert place == Place(11, clash)
    assert before(text, place) == "Fale sobre"


def test_a_term_with_a_broken_article_is_no_better_than_none() -> None:
    clash = Requirement(("o consultório",), "", 0, 0, instead="a consultório", kind="agreement")
    broken, without = Verified(Candidate("É a consultório.", 0.9), Missing((clash,))), Missing((FIVE,))
    assert min(broken, Verified(Candidate("x", 0.5), without), key=lambda judged: judged.rank) is not broken
    assert broken.clashing
    assert not Verified(Candidate("É a consultório.", 0.9), Missing((clash, FIVE))).clashing
    # A subject has more that agrees with it.
    subject = Requirement(("o consultório",), "", 0, 0, instead="A consultório", kind="agreement")
    assert not Verified(Candidate("A consultório fecha.", 0.9), Missing((subject,))).clashing

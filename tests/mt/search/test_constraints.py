from __future__ import annotations

import random

import pytest

pytest.importorskip("numpy")

from pipeline.mt.search.constraints import Automaton, Rules
from pipeline.mt.search.hypotheses import Constraint, Task
from tests.support.tiny import SENTENCES


def _has(tokens, phrase):
    return any(tuple(tokens[at : at + len(phrase)]) == tuple(phrase) for at in range(len(tokens) - len(phrase) + 1))


def _walk(rules, tokens):
    progress = rules.start()
    for token in tokens:
        progress = rules.after(progress, token)
    return progress


@pytest.mark.parametrize(
    ("options", "tokens", "met"),
    [
        ([(1, 2, 3)], [1, 2, 3], True),
        ([(1, 2, 3)], [1, 2, 1, 2, 3], True),
        ([(1, 1, 2)], [1, 1, 1, 2], True),
        ([(1, 2, 1, 3)], [1, 2, 1, 2, 1, 3], True),
        ([(1, 2, 3, 4), (2, 3)], [1, 2, 3], True),
        ([(1, 2, 3)], [1, 2, 4, 3], False),
        ([(5,), (6, 7)], [6, 5], True),
    ],
)
def test_a_false_start_falls_back_to_what_still_fits(options, tokens, met):
    rules = Rules(Task((0,), (Constraint(tuple(options)),)))
    assert (rules.unmet(_walk(rules, tokens)) == ()) is met


def test_the_automaton_finds_what_a_plain_search_finds():
    chance = random.Random(3)
    for _ in range(300):
        options = [tuple(chance.choices((1, 2, 3), k=chance.randint(1, 4))) for _ in range(chance.randint(1, 3))]
        tokens = chance.choices((1, 2, 3), k=8)
        automaton, state = Automaton(options), 0
        for end, token in enumerate(tokens, 1):
            assert token not in automaton.advancing(state) or automaton.step(state, token)
            state = automaton.step(state, token)
            assert automaton.accepting[state] == any(tuple(tokens[:end][-len(o) :]) == o for o in options)


def test_requirements_that_contain_one_another_are_met_by_the_same_tokens():
    rules = Rules(Task((0,), (Constraint(((1, 2),)), Constraint(((1, 2, 3),)), Constraint(((2, 3, 4),)))))
    assert rules.unmet(_walk(rules, [1, 2, 3])) == (2,)
    assert rules.unmet(_walk(rules, [1, 2, 3, 4])) == ()


def test_what_is_forbidden_is_banned_where_it_would_be_completed():
    rules = Rules(Task((0,), (), ((1, 2), (3,))))
    assert rules.following(rules.start()).banned == {3}
    assert rules.following(_walk(rules, [1])).banned == {2, 3}


def test_a_requirement_is_not_continued_into_another_word():
    rules = Rules(Task((0,), (Constraint(((1,), (1, 8))),)), inside={8, 9})
    assert rules.following(_walk(rules, [1])).banned == {8, 9}
    longer = Rules(Task((0,), (Constraint(((1,),)), Constraint(((1, 8),)))), inside={8, 9})
    assert longer.following(_walk(longer, [1])).banned == {9}


def test_options_that_cannot_be_produced_are_left_out():
    required = (Constraint(((1, 2), (7,))), Constraint(((4, 5, 6),)), Constraint(()), Constraint(((9,),)))
    rules = Rules(Task((0,), required, ((4, 5),)), impossible={9})
    assert rules.hopeless == (1, 2, 3)
    assert rules.unmet(_walk(rules, [7])) == (1, 2, 3)


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    """A model of random weights runs to its limit."""
    monkeypatch.setattr("pipeline.mt.search.decoding.step_limit", lambda _: 24)


@pytest.fixture(scope="module")
def source(loaded):
    return loaded.encode(SENTENCES[0]).tokens


def _phrase(loaded, text):
    return loaded.encode(text).tokens[:-1]


@pytest.mark.parametrize(
    "phrases",
    [
        ["tablet"],
        ["blood pressure"],
        ["fever", "water", "the scan"],
        ["blood", "blood pressure", "pressure in the"],
        ["the the the"],
    ],
)
def test_required_phrases_appear(loaded, source, phrases):
    required = tuple(Constraint((_phrase(loaded, phrase),)) for phrase in phrases)
    (found,) = loaded.decode([Task(source, required)], beams=4, n_best=2)
    assert found[0].unmet == ()
    assert all(_has(found[0].tokens, constraint.options[0]) for constraint in required)


def test_one_of_several_options_is_enough(loaded, source):
    options = tuple(_phrase(loaded, text) for text in ("languages", "free of charge", "rest"))
    (found,) = loaded.decode([Task(source, (Constraint(options),))])
    assert any(_has(found[0].tokens, option) for option in options)


def test_forbidden_phrases_do_not_appear(loaded, source):
    (free,) = loaded.decode([Task(source)], beams=4)
    forbidden = tuple({free[0].tokens[at : at + 1] for at in range(3)})
    found = loaded.decode([Task(source, (), forbidden)], beams=4, n_best=4)[0]
    assert found
    assert not any(_has(one.tokens, phrase) for one in found for phrase in forbidden)


def test_an_impossible_requirement_comes_back_unmet_beside_the_others(loaded, source):
    phrase = _phrase(loaded, "tablet")
    required = (Constraint(((loaded.unknown,),)), Constraint((phrase,)), Constraint(((5,) * 500,)))
    (found,) = loaded.decode([Task(source, required)])
    assert found[0].unmet == (0, 2)
    assert _has(found[0].tokens, phrase)


def test_a_requirement_that_is_also_forbidden_is_unmet(loaded, source):
    phrase = _phrase(loaded, "tablet")
    (found,) = loaded.decode([Task(source, (Constraint((phrase,)),), (phrase,))])
    assert found[0].unmet == (0,)
    assert not _has(found[0].tokens, phrase)


def test_a_held_translation_does_not_depend_on_its_batch(loaded):
    words = ("tablet", "fever", "the scan", "languages and are free of charge")
    tasks = [
        Task(loaded.encode(text).tokens, tuple(Constraint((_phrase(loaded, word),)) for word in words[: n % 4]))
        for n, text in enumerate(SENTENCES * 2)
    ]
    together = loaded.decode(tasks)
    for task, (best, *_) in zip(tasks, together, strict=True):
        ((alone, *_),) = loaded.decode([task])
        assert (alone.tokens, alone.log_probabilities, alone.unmet) == (best.tokens, best.log_probabilities, best.unmet)

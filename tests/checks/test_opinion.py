"""A model is asked about what the rules let pass, many units at once, and what it doubts is one finding a unit."""

from __future__ import annotations

import pytest

from pipeline import checks, locales
from pipeline.checks import opinion
from pipeline.checks.suppression import Policy
from pipeline.model import Finding, Unit
from tests.support.scorers import GivenScorer, Opinion
from tests.support.units import unit

STRANGE = Opinion(mean=-8.0, span=(0, 4))
BROKEN_OFF = Opinion(end=-6.0)
GOOD = unit("Take it at night.", "Tome à noite.")
ODD = unit("Take it after meals.", "A porta azul range.")


def told(units: list[Unit], scorer: GivenScorer, policy: Policy = checks.OWN) -> list[Finding]:
    return list(checks.run(units, "en", "pt_BR", scorer=scorer, policy=policy))


def test_a_strange_translation_is_doubted_with_its_strangest_words() -> None:
    (finding,) = told([GOOD, ODD], GivenScorer({ODD.targets[0]: STRANGE}))
    assert (finding.check, finding.severity, finding.unit, finding.target_span) == (
        "model-doubts",
        "major",
        ODD,
        (0, 4),
    )


def test_an_end_that_comes_too_soon_is_doubted_at_the_end() -> None:
    (finding,) = told([GOOD], GivenScorer({GOOD.targets[0]: BROKEN_OFF}))
    assert finding.message == opinion.UNFINISHED
    assert finding.target_span == (7, 13)


def test_without_a_model_nobody_doubts() -> None:
    assert list(checks.run([ODD], "en", "pt_BR")) == []


def test_a_model_that_cannot_tell_says_nothing() -> None:
    assert told([ODD], GivenScorer({ODD.targets[0]: None})) == []


def test_its_doubts_say_nothing_where_the_rules_send_people_already() -> None:
    scorer = GivenScorer({"Tome 6 mg.": STRANGE})
    assert [found.check for found in told([unit("Take 5 mg.", "Tome 6 mg.")], scorer)] == ["number-changed"]


def test_what_is_examined_says_how_likely_the_least_likely_form_is() -> None:
    scorer = GivenScorer({"Resta uma visita.": Opinion(mean=-2.0), "Tome 6 mg.": STRANGE, "5": None})
    units = [
        unit("One visit is left.", "Resta uma visita.", "Restam visitas.", plural="Some visits are left."),
        unit("Take 5 mg.", "Tome 6 mg."),
        unit("5", "5"),
    ]
    checker = checks.Checker(locales.parse("en"), locales.parse("pt_BR"), scorer=scorer)
    assert [each.mean for each in checker.asked(map(checker.examine, units))] == [-2.0, -8.0, None]
    silent = checks.Checker(locales.parse("en"), locales.parse("pt_BR"))
    assert [each.mean for each in silent.asked(map(silent.examine, units))] == [None] * 3


def test_a_minor_finding_does_not_stand_in_for_it() -> None:
    odd = unit("Take it after meals.", "A porta  azul range.")
    assert {found.check for found in told([odd], GivenScorer({odd.targets[0]: STRANGE}))} == {
        "double-space",
        "model-doubts",
    }


def test_it_is_asked_about_many_at_once_and_order_stays() -> None:
    units = [unit(f"Read page {n} of it.", f"Leia a página {n} disto.") for n in range(600)]
    scorer = GivenScorer({units[n].targets[0]: STRANGE for n in (3, 300, 599)})
    assert [found.unit for found in told(units, scorer)] == [units[3], units[300], units[599]]
    assert [len(call) for call in scorer.calls] == [256, 256, 88]


def test_units_are_taken_no_further_than_needed() -> None:
    units = iter([ODD] * 2000)
    next(checks.run(units, "en", "pt_BR", scorer=GivenScorer({ODD.targets[0]: STRANGE})))
    assert len(list(units)) == 2000 - checks.CHUNK


def test_each_plural_form_has_its_source_and_the_worst_is_told() -> None:
    plural = unit("One visit is left.", "Resta uma visita.", "A porta azul range.", plural="Some visits are left.")
    scorer = GivenScorer({"A porta azul range.": STRANGE, "Resta uma visita.": Opinion(end=-2.0)})
    (finding,) = told([plural], scorer)
    assert finding.message == opinion.STRANGE
    assert [source for source, _ in scorer.calls[0]] == ["One visit is left.", "Some visits are left."]


def test_the_only_form_of_a_plural_is_the_plural() -> None:
    scorer = GivenScorer({})
    only = unit("One visit is left.", "还剩几次就诊。", plural="Some visits are left.")
    list(checks.run([only], "en", "zh_CN", scorer=scorer))
    assert scorer.calls == [[("Some visits are left.", "还剩几次就诊。")]]


def test_people_overrule_it() -> None:
    scorer = GivenScorer({ODD.targets[0]: STRANGE})
    assert told([ODD], scorer, Policy({"model-doubts": None})) == []
    assert [found.severity for found in told([ODD], scorer, Policy({"model-doubts": "minor"}))] == ["minor"]
    said = unit(ODD.segment.text, *ODD.targets, comments=("ignore: model-doubts — a line of the song",))
    assert told([said], scorer) == []


def test_a_pseudo_locale_has_no_model() -> None:
    checker = checks.Checker(locales.parse("en"), locales.parse("en_XA"), scorer=GivenScorer({}))
    assert checker.scorer is None


@pytest.mark.parametrize("tokens", [9, 25, 300])
def test_a_short_text_is_given_more_room(tokens: int) -> None:
    assert opinion.limit(tokens) < opinion.limit(tokens + 1) < opinion.DOUBTFUL
    above, below = (Opinion(opinion.limit(tokens) + step, tokens=tokens) for step in (0.1, -0.1))
    target = ODD.targets[0]
    assert told([ODD], GivenScorer({target: above})) == []
    assert len(told([ODD], GivenScorer({target: below}))) == 1


@pytest.mark.parametrize("target", ["Tome à noite", "Tome (à noite)", 'Tome "à noite"'])
def test_a_final_sign_that_is_gone_is_put_in_before_it_is_asked(target: str) -> None:
    scorer = GivenScorer({f"{target}.": Opinion(end=-1.5, last=-1.0)})
    assert [found.check for found in told([unit("Take it at night.", target)], scorer)] == ["end-punctuation"]
    assert scorer.calls == [[("Take it at night.", f"{target}.")]]


def test_what_breaks_off_has_no_final_sign_to_put_in() -> None:
    scorer = GivenScorer({"Beba água devagar.": Opinion(end=-0.1, last=-7.0)})
    (answer,) = opinion.ask([unit("Drink water slowly and rest.", "Beba água devagar")], scorer)
    assert answer.doubt is not None
    assert answer.doubt.message == opinion.UNFINISHED


@pytest.mark.parametrize(
    ("source", "target"),
    [("Take it at night.", "Tome à noite!"), ("Night dose", "Dose da noite"), ("Go on:", "Siga")],
)
def test_no_other_sign_is_put_in(source: str, target: str) -> None:
    scorer = GivenScorer({})
    list(checks.run([unit(source, target)], "en", "pt_BR", scorer=scorer))
    assert [asked for call in scorer.calls for _, asked in call] == [target]


def test_a_chinese_sentence_is_closed_as_chinese_is() -> None:
    scorer = GivenScorer({})
    list(checks.run([unit("Take it at night.", "晚上服用")], "en", "zh_CN", scorer=scorer))
    assert scorer.calls == [[("Take it at night.", "晚上服用。")]]


@pytest.mark.parametrize("target", ["", "  ", "<empty/>"])
def test_what_says_nothing_is_not_asked_about(target: str) -> None:
    scorer = GivenScorer({})
    list(checks.run([unit("Take it at night.", target)], "en", "pt_BR", scorer=scorer))
    assert [pair for call in scorer.calls for pair in call] == []

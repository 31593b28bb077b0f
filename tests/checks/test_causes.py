"""One cause gives one finding, the most telling one, and never a milder one."""

from __future__ import annotations

from itertools import combinations

import pytest

from pipeline import checks, locales
from pipeline.checks import causes
from pipeline.model import Finding, Severity, Unit
from tests.support.units import unit

SUBJECT = unit("Take 5 mg at night and do not drive for 2 days.", "Tome 6 mg à noite e não dirija por 2 dias.")
Span = tuple[int, int] | None


def finding(check: str, severity: Severity = "critical", source: Span = None, target: Span = None) -> Finding:
    return Finding(check, severity, f"{check} {source} {target}.", SUBJECT, source, target)


def told(*findings: Finding) -> list[str]:
    return [one.check for one in causes.most_telling(findings)]


def test_of_one_check_an_entry_tells_no_more_than_fifty_of_a_severity_and_none_that_fails_a_gate_is_lost() -> None:
    minor = [finding("number-added", "minor", target=(at, at + 1)) for at in range(70)]
    grave = [finding("number-added", "critical", target=(at, at + 1)) for at in range(70, 200)]
    other = finding("capital", "minor")
    assert causes.most_telling([*minor, *grave, other]) == [*minor[: causes.MOST], *grave[: causes.MOST], other]


@pytest.mark.parametrize(
    ("cause", "others"),
    [
        ("injection", ["number-added", "content-added", "end-punctuation"]),
        ("code-changed", ["number-changed", "term-missing"]),
        ("term-do-not-translate", ["code-changed", "number-changed"]),
        ("untranslated", ["number-lost", "negation-lost", "term-missing", "wrong-language"]),
        ("wrong-language", ["number-lost", "term-missing", "drug-lost", "partly-untranslated"]),
        ("wrong-script", ["number-lost", "drug-lost", "capital"]),
        ("entry-shifted", ["number-lost", "number-added", "term-missing", "address", "negation-lost"]),
        ("truncated", ["number-lost", "term-missing", "end-punctuation"]),
        ("sentence-lost", ["number-lost", "term-missing", "address"]),
        ("drug-changed", ["term-missing", "term-do-not-translate"]),
        ("unit-changed", ["number-changed", "separator"]),
        ("date-changed", ["number-lost", "number-changed"]),
        ("bound-changed", ["comparison-flipped"]),
        ("mojibake", ["invisible-character", "number-lost", "repetition"]),
        ("invisible-character", ["address", "phone", "edge-space"]),
        ("placeholders", ["double-space", "edge-space", "end-punctuation"]),
        ("term-replaced", ["term-missing"]),
    ],
)
def test_what_follows_from_a_cause_is_not_told(cause: str, others: list[str]) -> None:
    place = (30, 40)
    assert told(
        *(finding(other, "minor", place, place) for other in others), finding(cause, "major", place, place)
    ) == [cause]


def test_what_stands_elsewhere_is_another_cause() -> None:
    assert told(finding("code-changed", source=(0, 4)), finding("number-changed", source=(10, 12))) == [
        "code-changed",
        "number-changed",
    ]
    assert told(finding("truncated", target=(41, 42)), finding("number-lost", source=(5, 6))) == [
        "truncated",
        "number-lost",
    ]


def test_what_is_lost_early_is_not_the_breaks_doing() -> None:
    # 47 characters: two fifths of them end inside of the nineteenth.
    assert told(finding("truncated", target=(41, 42)), finding("number-lost", source=(18, 19))) == [
        "truncated",
        "number-lost",
    ]
    assert told(finding("truncated", target=(41, 42)), finding("number-lost", source=(19, 20))) == ["truncated"]


def test_a_cause_is_as_grave_as_what_it_explains() -> None:
    (cause,) = causes.most_telling([finding("wrong-language", "major"), finding("number-lost", "critical")])
    assert (cause.check, cause.severity) == ("wrong-language", "critical")
    (cause,) = causes.most_telling([finding("wrong-language", "major"), finding("term-missing", "minor")])
    assert cause.severity == "major"


def test_the_sources_own_words_change_nothing() -> None:
    (cause,) = causes.most_telling([finding("number-lost", "critical"), finding("untranslated", "major")])
    assert (cause.check, cause.severity) == ("untranslated", "major")


def test_a_habit_is_told_once_an_entry() -> None:
    commas = [finding("separator", "minor", (0, 1)), finding("separator", "major", (3, 4))]
    (only,) = causes.most_telling(commas)
    assert only.severity == "major"


def test_a_cause_that_is_explained_explains_nothing() -> None:
    place = (0, 10)
    assert told(
        finding("sentence-lost", "major", place), finding("entry-shifted"), finding("tags", "critical", place)
    ) == ["entry-shifted"]


@pytest.mark.parametrize("rule", causes.RULES, ids=lambda rule: f"{rule.cause}-{rule.where}")
def test_rules_name_checks_and_say_why(rule: causes.Rule) -> None:
    assert rule.cause in checks.CHECKS
    assert rule.follows <= checks.CHECKS.keys(), sorted(rule.follows - checks.CHECKS.keys())
    assert rule.reason.endswith(".")


def test_no_two_checks_explain_each_other_at_one_place() -> None:
    pairs = {(rule.cause, other) for rule in causes.RULES for other in rule.follows}
    mutual = [pair for pair in combinations(sorted(checks.CHECKS), 2) if pair in pairs and pair[::-1] in pairs]
    place = (30, 40)
    for one, other in mutual:
        both = finding(one, source=place, target=place), finding(other, source=place, target=place)
        assert told(*both) == told(*reversed(both)), (one, other)
        assert len(told(*both)) == 1


def test_a_real_entry_is_told_its_cause() -> None:
    changed = unit("Ask about CD19 cells.", "Pergunte sobre células CD91.")
    assert [one.check for one in checks.run([changed], "en", "pt_BR")] == ["code-changed"]


def test_what_is_only_likely_is_critical_where_a_dose_went_with_it() -> None:
    source = "Rinse the mask with warm water every evening. Fill the chamber with {} before you go to bed."
    for lost, severity in (("40 ml of distilled water", "critical"), ("distilled water", "major")):
        kept = unit(source.format(lost), "Enxágue a máscara com água morna todas as noites.")
        assert [(one.check, one.severity) for one in checks.run([kept], "en", "pt_BR")] == [("sentence-lost", severity)]


def test_what_a_translator_ignores_hides_nothing() -> None:
    text, target = "Take 5 mg of this medicine at night.", "Take 5 mg of this medicine at night."
    plain = unit(text, target)
    assert [one.check for one in checks.run([plain], "en", "pt_BR")] == ["untranslated"]
    every = checks.Checker(locales.parse("en"), locales.parse("pt_BR"))
    hidden = {one.check for one in every.all(plain)} - {"untranslated"}
    ignoring = Unit(plain.segment, plain.targets, "accepted", comments=("ignore: untranslated — a quotation",))
    assert {one.check for one in checks.run([ignoring], "en", "pt_BR")} == hidden

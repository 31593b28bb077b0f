"""A project says what it wants of which check, and a slip in it doesn't switch anything off."""

from __future__ import annotations

import pytest

from pipeline import checks
from pipeline.checks.suppression import BREAKING, OWN, excused, meant, policy
from pipeline.model import Finding, State
from tests.support.units import unit

FINDING = Finding("number-lost", "critical", "The number 5 is missing.", unit("Take 5 mg.", "Tome."))
KNOWN = ("number-lost", "number-added", "tags")


def test_without_a_word_each_check_keeps_its_severity() -> None:
    assert OWN.applied(FINDING) is FINDING


@pytest.mark.parametrize(("level", "severity"), [("major", "major"), ("minor", "minor"), ("critical", "critical")])
def test_a_level_takes_the_place_of_the_severity(level: str, severity: str) -> None:
    applied = policy([{"number-lost": level}], KNOWN).applied(FINDING)
    assert applied is not None
    assert (applied.severity, applied.message) == (severity, FINDING.message)


def test_what_is_off_is_gone() -> None:
    assert policy([{"number-lost": "off"}], KNOWN).applied(FINDING) is None
    assert policy([{"number-added": "off"}], KNOWN).applied(FINDING) is FINDING


def test_an_id_overrules_a_pattern_and_a_longer_pattern_a_shorter_one() -> None:
    table = {"number-lost": "minor", "*": "off", "number-*": "major"}
    assert policy([table], KNOWN).levels == {"number-lost": "minor", "number-added": "major", "tags": None}


def test_a_later_table_overrules_an_earlier_one() -> None:
    assert policy([{"number-lost": "off"}, {"number-*": "major"}], KNOWN).levels["number-lost"] == "major"


@pytest.mark.parametrize("name", ["number", "figures-*", "Number-lost", "", "number-?ost"])
def test_what_names_no_check_means_none_and_changes_nothing(name: str) -> None:
    assert meant(name, checks.CHECKS) == []
    assert policy([{name: "off"}], checks.CHECKS) == OWN


def ignoring(check: str) -> tuple[str, ...]:
    return (f"ignore: {check} — the label says so",)


@pytest.mark.parametrize(("state", "counts"), [("draft", False), ("accepted", True), ("reviewed", True)])
def test_the_comment_of_a_draft_excuses_nothing(state: State, *, counts: bool) -> None:
    wrong = unit("Take 5 mg at night.", "Tome 6 mg à noite.", comments=ignoring("number-changed"), state=state)
    found = [finding.check for finding in checks.run([wrong], "en", "pt_BR")]
    assert found == ([] if counts else ["number-changed"])


@pytest.mark.parametrize("check", sorted(BREAKING))
def test_no_comment_excuses_what_could_break_a_page(check: str) -> None:
    assert excused(unit("Sit down.", "Sente-se.", comments=ignoring(check))) == frozenset()


@pytest.mark.parametrize(
    ("source", "target", "check"),
    [
        ("Sit <1>down</1>.", "Sente-se.", "codes"),
        ("Sit down.", "Sente-se <script>x()</script>.", "injection"),
        ("Hello {name}.", "Olá {{ settings }}.", "placeholders"),
        ("Sit down.", "Sente\u202e-se.", "bidi-control"),
        ("Sit down.", "Sen\u200bte-se.", "invisible-character"),
        ("Sit <b>down</b>.", "<i>Sente-se</i>.", "tags"),
    ],
)
def test_what_could_break_a_page_is_found_whatever_a_comment_says(source: str, target: str, check: str) -> None:
    accepted = unit(source, target, comments=ignoring(check))
    assert check in {finding.check for finding in checks.run([accepted], "en", "pt_BR")}


@pytest.mark.parametrize(
    ("source", "target", "check"),
    [
        ("Call 911 at once.", "Ligue já para o 192.", "number-changed"),
        ("Dial 999.", "Ligue.", "number-lost"),
        ("Tell the nurse at once.", "Avise já a enfermeira: 192.", "number-added"),
        ("Tell the nurse at once.", "Avise já a enfermeira: 1-9-2.", "number-added"),
        ("Tell the nurse at once.", "أخبر الممرضة فورا: ١٢٢.", "number-added"),
        ("In an emergency, phone +1 555 010 0199.", "Em caso de emergência, ligue para 112.", "phone"),
    ],
)
def test_no_comment_excuses_another_emergency_number(source: str, target: str, check: str) -> None:
    assert excused(unit(source, target, comments=ignoring(check))) == frozenset()


@pytest.mark.parametrize(
    ("source", "target", "check"),
    [
        ("Rest for 45 minutes.", "Descanse 50 minutos.", "number-changed"),
        ("The ward has 190 beds.", "A enfermaria tem 190 leitos, em 3 andares.", "number-added"),
        ("Call 911 at once.", "Ligue já para o 911.", "term-missing"),
        ("A pressure of 120/80 is fine.", "Uma pressão de 120/85 é boa.", "number-changed"),
    ],
)
def test_a_number_that_is_nobodys_to_call_can_be_excused(source: str, target: str, check: str) -> None:
    assert excused(unit(source, target, comments=ignoring(check))) == {check}

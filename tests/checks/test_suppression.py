"""A project says what it wants of which check, and a slip in it doesn't switch anything off."""

from __future__ import annotations

import pytest

from pipeline import checks
from pipeline.checks.suppression import OWN, meant, policy
from pipeline.model import Finding
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


@pytest.mark.parametrize("name", ["number", "numbers-*", "Number-lost", "", "number-?ost"])
def test_what_names_no_check_means_none_and_changes_nothing(name: str) -> None:
    assert meant(name, checks.CHECKS) == []
    assert policy([{name: "off"}], checks.CHECKS) == OWN

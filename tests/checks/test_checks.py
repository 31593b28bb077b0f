"""All checks run over every unit, and a person's reasoned word is law."""

from __future__ import annotations

import pytest

from pipeline import checks, locales
from pipeline.model import SEVERITIES, rank
from pipeline.po import provenance
from tests.support.units import unit

CHANGED = unit("Take 5 mg of this medicine", "Tome 6 mg deste medicamento")
BLANK = unit("Take this medicine", " ")


def test_findings_come_in_the_order_of_the_units() -> None:
    findings = list(checks.run([CHANGED, BLANK, CHANGED], "en", "pt-BR"))
    assert [finding.check for finding in findings] == ["number-changed", "empty", "number-changed"]


def test_locales_are_names_or_values() -> None:
    by_name = list(checks.run([CHANGED], "en", "pt_BR"))
    assert by_name == list(checks.run([CHANGED], locales.parse("en"), locales.parse("pt-BR"), None, scorer=None))


def test_a_good_translation_has_no_finding() -> None:
    assert list(checks.run([unit("Take 5 mg", "Tome 5 mg")], "en", "pt_BR")) == []


def test_every_check_is_described_once_and_severities_are_ordered() -> None:
    families = (*checks.FAMILIES, checks.terminology, checks.consistency, checks.opinion)
    described = [name for family in families for name in family.CHECKS]
    assert sorted(described) == sorted(set(described)) == sorted(checks.CHECKS)
    assert all(text.endswith(".") for text in checks.CHECKS.values())
    assert sorted(["minor", "critical", "major"], key=rank) == list(SEVERITIES) == ["critical", "major", "minor"]


def test_a_check_is_ignored_where_a_translator_gives_a_reason() -> None:
    changed = unit("Take 5 mg", "Tome 6 mg", comments=("ignore: number-changed — the label was corrected",))
    assert list(checks.run([changed], "en", "pt_BR")) == []
    other = unit("Take 5 mg", "Tome 6 mg", comments=("ignore: codes — no codes here",))
    assert [finding.check for finding in checks.run([other], "en", "pt_BR")] == ["number-changed"]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("ignore: number-lost — said before", {"number-lost": "said before"}),
        ("ignore: number-lost - said before", {"number-lost": "said before"}),
        ("ignore: number-lost: (said before)", {"number-lost": "(said before)"}),
        (" ignore: codes -- none", {"codes": "none"}),
        ("ignore: number-lost", {}),
        ("ignore: number-lost —", {}),
        ("ignore: codes-reason", {}),
        ("please ignore: codes — none", {}),
        ("", {}),
    ],
)
def test_a_reason_is_needed_to_ignore_a_check(comment: str, expected: dict[str, str]) -> None:
    assert provenance.ignored_checks([comment]) == expected

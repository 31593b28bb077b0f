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
    families = (*checks.FAMILIES, checks.terminology, checks.senses, checks.consistency, checks.opinion)
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


def severities(source: str, translation: str, locale: str) -> dict[str, str]:
    return {finding.check: finding.severity for finding in checks.run([unit(source, translation)], "en", locale)}


@pytest.mark.parametrize(("source", "translation"), [("Vacant", "Não ocupado"), ("Pregnant", "Não grávida")])
def test_a_negation_in_a_label_is_as_grave_as_in_a_sentence(source: str, translation: str) -> None:
    assert severities(source, translation, "pt-BR").get("negation-added") == "critical"


@pytest.mark.parametrize(
    ("source", "translation", "severity"),
    [
        ("N24", "C24", "minor"),
        ("See ICD-10-CM for it.", "Ver CIE-10-CM para eso.", None),
        ("See CD19 for it.", "Ver CD20 para eso.", "critical"),
        ("Use the MTB-RIF test.", "Use la prueba MTB/RIF.", None),
    ],
)
def test_a_code_may_have_the_letters_of_its_language(source: str, translation: str, severity: str | None) -> None:
    assert severities(source, translation, "es").get("code-changed") == severity

"""Labels, terms and codes of forms: what is free there and what isn't."""

from __future__ import annotations

import pytest

from pipeline import checks
from pipeline.model import Segment, Unit


def found(source: str, translation: str, locale: str) -> dict[str, str]:
    unit = Unit(Segment(key="k", text=source), (translation,), "accepted")
    return {finding.check: finding.severity for finding in checks.run([unit], "en", locale)}


@pytest.mark.parametrize(("source", "translation"), [("Vacant", "Não ocupado"), ("Pregnant", "Não grávida")])
def test_a_negation_in_a_label_is_as_grave_as_in_a_sentence(source: str, translation: str) -> None:
    assert found(source, translation, "pt-BR").get("negation-added") == "critical"


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
    assert found(source, translation, "es").get("code-changed") == severity

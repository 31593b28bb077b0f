"""The raised and lowered figures of a formula survive, above the line, below it or on it."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.text.names import compare

EN, PT = locales.parse("en"), locales.parse("pt_BR")
KEPT = [
    ("We give ⁹⁰Y.", "Damos ⁹⁰Y."),
    ("We give ⁹⁰Y.", "Damos 90Y."),
    ("We give ⁹⁰Y.", "Damos ítrio-90."),
    ("A ⁹⁹ᵐTc scan", "Um exame com tecnécio-99m"),
    ("Mg²⁺ is low.", "O Mg2+ está baixo."),
    ("Mg²⁺ is low.", "O Mg++ está baixo."),
    ("Mg²⁺ is low.", "O magnésio está baixo."),
    ("SpO₂ and HCO₃⁻", "SpO2 e HCO3-"),
    ("a dose per m²", "uma dose por m2"),
    ("a dose per m²", "uma dose por metro quadrado"),
    ("The NHS¹ says so.", "O NHS² diz isso."),
    ("CD3⁺ cells", "células CD3 positivas"),
    ("Type C and vitamin C", "Tipo C e vitamina C"),
]
CHANGED = [
    ("We give ⁹⁰Y.", "Damos ⁹¹Y.", "code-changed", "critical"),
    ("We give ⁹⁰Y.", "Damos Y.", "code-changed", "critical"),
    ("We give ⁹⁰Y.", "Damos o remédio.", "code-lost", "major"),
    ("Mg²⁺ is low.", "O Mg está baixo.", "code-changed", "critical"),
    ("Fe³⁺ and iron", "Fe²⁺ e ferro", "code-changed", "critical"),
    ("SpO₂ of 95", "SpO de 95", "code-changed", "critical"),
    ("vitamin K₁", "vitamina K₂", "code-changed", "critical"),
    ("a dose per m²", "uma dose por m³", "code-changed", "critical"),
    ("a dose per m²", "uma dose por m", "code-changed", "critical"),
]


@pytest.mark.parametrize(("source", "target"), KEPT)
def test_a_formula_may_stand_on_the_line_or_in_words(source: str, target: str) -> None:
    assert compare(source, target, EN, PT) == ()


@pytest.mark.parametrize(("source", "target", "check", "severity"), CHANGED)
def test_another_figure_is_another_substance(source: str, target: str, check: str, severity: str) -> None:
    (change,) = compare(source, target, EN, PT)
    assert (change.kind, change.severity) == (check, severity)

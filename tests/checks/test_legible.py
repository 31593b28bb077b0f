"""Signs that no reader sees hide nothing from the checks that read words."""

from __future__ import annotations

import pytest

from pipeline import checks
from tests.support.units import unit


@pytest.mark.parametrize(
    ("source", "translation", "check"),
    [
        ("Do no\u00adt run.", "Corra.", "negation-lost"),
        ("Do <1>n</1>ot run.", "Corra.", "negation-lost"),
        ("Do not run.", "Co\u200brra.", "negation-lost"),
        ("Take one tab\u00adlet a week.", "Tome um com\u00adprimido por dia.", "frequency-changed"),
        ("Take 5 mg.", "Tome ５０ mg.", "number-changed"),
    ],
)
def test_hidden_signs_hide_no_error(source: str, translation: str, check: str) -> None:
    findings = list(checks.run([unit(source, translation)], "en", "pt-BR"))
    assert check in [finding.check for finding in findings]


def test_a_finding_stands_at_the_words_as_they_are_written() -> None:
    subject = unit("Rinse your left e\u00adar.", "Lave o o\u00adlho esquerdo.")
    (finding,) = [f for f in checks.run([subject], "en", "pt-BR") if f.check == "body-part-changed"]
    assert finding.unit is subject
    assert finding.source_span is not None
    assert finding.target_span is not None
    assert subject.segment.text[slice(*finding.source_span)] == "e\u00adar"
    assert subject.targets[0][slice(*finding.target_span)] == "o\u00adlho"

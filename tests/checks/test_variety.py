"""How grave a word of another variety is hangs on how many there are, and on whether people accepted the text."""

from __future__ import annotations

import pytest

from pipeline import locales
from pipeline.checks import variety
from pipeline.model import Segment, State, Unit, segment_key

SOURCE = "The team registers your file in the bathroom."


@pytest.mark.parametrize(
    ("text", "state", "severity"),
    [
        ("A equipa regista o seu ficheiro na casa de banho.", "accepted", "major"),
        ("A equipa regista o seu ficheiro na casa de banho.", "reviewed", "major"),
        ("A equipa regista o seu ficheiro na casa de banho.", "draft", "minor"),
        ("A equipe registra o seu ficheiro no banheiro.", "accepted", "minor"),
    ],
)
def test_an_accepted_text_of_another_variety_throughout_is_major(text: str, state: State, severity: str) -> None:
    unit = Unit(Segment(segment_key(None, SOURCE), SOURCE), (text,), state)
    (finding,) = variety.check(unit, locales.parse("en"), locales.parse("pt_BR"))
    assert finding.severity == severity

"""A patient who asks for Doctor Brawn finds nobody: a slip in a name is told, and what a language makes of it isn't."""

from __future__ import annotations

import pytest

from pipeline.text.names.people import compare


@pytest.mark.parametrize(
    ("source", "target", "slips"),
    [
        ("Ask for Helena Marques.", "Pergunte por Helena Maqrues.", [("Marques", "Maqrues")]),
        ("Ask for Helena Marques.", "Pergunte por Helena Maques.", [("Marques", "Maques")]),
        ("Ask for Helena Marques.", "Pergunte por Helena Marrques.", []),
        ("Ask for Helena Marques.", "Pergunte por Helena Marques.", []),
        ("Ask for Helena Marques.", "Pergunte por Helena.", []),
        ("Ask for Helena Marques.", "Pergunte por Elena Maques.", []),
        ("Ask for Helena Marques.", "Pergunte por Helena Marquez.", []),
        ("Ask for Helena Marques.", "Pergunte por Helena Barques.", []),
        ("Ask for Helena Marques.", "Pergunte por Helena Marquse.", []),
        ("Ask for Thomas Winter.", "Pregunte por Tomas Winter.", []),
        ("Ask for Helena.", "Pergunte por Hleena.", []),
        ("Helena Marques met Paula Maques.", "Helena encontrou Paula Maques.", []),
        ("The Helena Marques Institute", "O Instituto Helena Maqrues", [("Marques", "Maqrues")]),
        ("Ask for Anne-Marie Duval.", "Pergunte por Anne-Marie Dvual.", [("Duval", "Dvual")]),
        ("ask for helena marques", "pergunte por Helena Maqrues", []),
    ],
)
def test_a_slip_inside_of_a_name_is_told_beside_a_part_of_it_that_is_right(
    source: str, target: str, slips: list[tuple[str, str]]
) -> None:
    found = list(compare(source, target))
    assert [(change.source.text, change.target.text) for change in found if change.source and change.target] == slips
    for change in found:
        assert change.severity == "major"
        assert change.source is not None
        assert change.target is not None
        assert source[change.source.start : change.source.end] == change.source.text
        assert target[change.target.start : change.target.end] == change.target.text


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("Elena Marsh", "Elena Pântano", [("Elena Marsh", "Elena Pântano")]),
        ("A talk with Elena Marsh.", "Uma conversa com Elena Pântano.", [("Elena Marsh", "Elena Pântano")]),
        ("Elena Marsh", "Elena Marsh", []),
        ("Elena Explains Pain", "Elena Explica a dor", []),
        ("Stories of Elena", "Histórias da Elena", []),
    ],
)
def test_a_surname_that_was_translated_is_told(source: str, target: str, told: list[tuple[str, str]]) -> None:
    changes = [(change.source, change.target) for change in compare(source, target)]
    assert [(old.text, new.text) for old, new in changes if old and new] == told

"""Accepted translations of one source in several roles are compared, and no more is made of them than there is."""

from __future__ import annotations

import pytest

from pipeline.checks.consistency import inconsistencies
from pipeline.model import Segment, State, Unit, segment_key

SOURCE = "Planning your stay"


def in_role(context: str | None, *targets: str, text: str = SOURCE, state: State = "accepted") -> Unit:
    segment = Segment(segment_key(context, text), text, context=context, role=context or "h1")
    return Unit(segment, targets, state, place=("a.po", 7))


def found(*units: Unit) -> list[tuple[str, str]]:
    return [(finding.check, finding.severity) for finding in inconsistencies(units)]


def test_twins_that_people_translated_otherwise_are_told_once() -> None:
    heading, button = in_role(None, "Planejar a estadia"), in_role("button", "Planeje sua estadia")
    (finding,) = inconsistencies([heading, button])
    assert (finding.check, finding.severity, finding.unit) == ("same-source", "minor", button)
    assert finding.message == "As heading 1 the same source is translated as “Planejar a estadia” (line 7)."
    assert finding.suggestion == "Planejar a estadia"


@pytest.mark.parametrize(
    "other",
    [
        in_role("title", "Planejar a estadia"),
        in_role("title", "Planejar a Estadia."),
        in_role("button", "Planeje sua estadia", state="draft"),
        in_role("button", state="untranslated"),
        in_role("button", "<empty/>"),
        in_role("button", "Visitas", text="Visits"),
    ],
    ids=["the same", "other signs", "a draft", "untranslated", "left to a neighbour", "another source"],
)
def test_twins_that_say_the_same_or_that_nobody_decided_are_none(other: Unit) -> None:
    assert found(in_role(None, "Planejar a estadia"), other) == []


def test_the_same_role_is_another_check() -> None:
    assert found(in_role("button", "Planeje"), in_role("button", "Organize")) == [("inconsistent-source", "minor")]

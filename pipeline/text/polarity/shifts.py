"""Shifts of polarity, where two texts disagree, and the words that must not be exchanged for one another."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Severity
from pipeline.text.polarity.marks import Mark


@dataclass(frozen=True, slots=True)
class Shift:
    """One disagreement, in a sentence for a translator; a side without a word of its own has no mark.

    `suggestion` is a word of the target's language for what the source says, in its basic form.
    """

    kind: str
    severity: Severity
    message: str
    source: Mark | None
    target: Mark | None
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class Axis:
    """Two poles that must not be exchanged, as (family, value) pairs, and what it is called when they are.

    `proofs` says on how many of the two sides loose words have to agree with the outright ones (1 or 2).
    """

    kind: str
    severity: Severity
    pole: frozenset[tuple[str, str]]
    opposite: frozenset[tuple[str, str]]
    proofs: int = 2


def _axis(kind: str, severity: Severity, family: str, pole: str, opposite: str, proofs: int = 2) -> Axis:
    return Axis(kind, severity, frozenset({(family, pole)}), frozenset({(family, opposite)}), proofs)


# "Higher" in one language is "increased" in another: both are one axis.
AXES = (
    _axis("side-swapped", "critical", "side", "left", "right"),
    Axis(
        "comparison-flipped",
        "critical",
        frozenset({*(("comparison", value) for value in ("more", "at least", "above")), ("direction", "increase")}),
        frozenset({*(("comparison", value) for value in ("less", "at most", "below")), ("direction", "decrease")}),
        proofs=1,
    ),
    _axis("direction-flipped", "critical", "direction", "improve", "worsen"),
    _axis("order-flipped", "critical", "order", "before", "after", proofs=1),
    _axis("prefix-flipped", "critical", "prefix", "hypo", "hyper"),
    _axis("setting-swapped", "major", "setting", "inpatient", "outpatient"),
    _axis("modality-changed", "major", "modality", "must", "may"),
)
# Where a (family, value) pair stands: the number of its axis, and whether at its other end.
POLES = {
    pair: (number, other)
    for number, axis in enumerate(AXES)
    for other, pairs in ((False, axis.pole), (True, axis.opposite))
    for pair in pairs
}

"""Translations in the order in which they need a person: the least trusted first, with their scores and reasons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.checks import Examined
from pipeline.checks.suppression import in_vain
from pipeline.locales import Locale
from pipeline.model import Unit
from pipeline.po import provenance
from pipeline.text import inline, odds
from pipeline.text.confidence import likely, lowered, unread

DOUBTFUL = 0.5  # of the model's part alone: from here on it is said
UNLIKELY = "The translation model finds its words unlikely."
# What a person has said of a translation, or would have to.
STANDING = {
    provenance.REJECTED: "A reviewer rejected this translation.",
    provenance.MATCH: "The translation is of another wording and waits to be adapted.",
}


@dataclass(frozen=True, slots=True)
class Scored:
    """A translation's score of trust, in 0–1, and what speaks against it."""

    unit: Unit
    score: float
    why: tuple[str, ...]

    def value(self) -> dict[str, Any]:
        """Return the object of `--format json`."""
        file, line = self.unit.place
        return {
            "file": file,
            "line": line,
            "msgctxt": self.unit.segment.context,
            "msgid": self.unit.segment.text,
            "state": self.unit.state,
            "score": round(self.score, 4),
            "why": list(self.why),
        }


def scored(examined: Iterable[Examined], source: Locale, target: Locale) -> Iterator[Scored]:
    """Yield the score of each unit that has a translation of its own, between these locales."""
    for each in examined:
        targets = each.unit.targets
        if any(target.strip() for target in targets) and not all(map(inline.is_empty, targets)):
            yield _scored(each, source, target)


def least_first(scored: Iterable[Scored]) -> list[Scored]:
    """Return the least trusted first; what is trusted alike stays in its order."""
    return sorted(scored, key=lambda unit: unit.score)


def _scored(examined: Examined, source: Locale, target: Locale) -> Scored:
    unit = examined.unit
    why = [finding.message for finding in examined.findings]
    standing = STANDING.get(unit.origin)
    why += [standing] if standing else []
    severities = [finding.severity for finding in examined.findings]
    if unexcused := in_vain(unit):
        why += unexcused
        severities.append("major")
    left = lowered(1.0, severities, unmet=int(standing is not None))
    if agency := provenance.returned(unit):
        why.append(f"The agency {agency.name} returned it in the parcel {agency.parcel}.")
    note = provenance.drafted(unit)
    if note is not None:  # what was wrong with the draft when it was written is in its score already
        return Scored(unit, min(note.score, left), tuple(dict.fromkeys((*why, *note.unmet))))
    if examined.mean is None:
        return Scored(unit, unread(_error(unit, source, target)) * left, tuple(dict.fromkeys(why)))
    likelihood = likely(math.exp(examined.mean))
    why += [UNLIKELY] if likelihood < DOUBTFUL else []
    return Scored(unit, likelihood * left, tuple(dict.fromkeys(why)))


def _error(unit: Unit, source: Locale, target: Locale) -> float:
    """Return the odds of an error in the form of a unit that has most; what is in no other language has none."""
    if target.pseudo or source.language == target.language:
        return 0.0
    pairs = (pair for pair in unit.pairs(target.forms) if not inline.is_blank(pair.target))
    return max((odds.error(pair.source, pair.target, source, target) for pair in pairs), default=0.0)

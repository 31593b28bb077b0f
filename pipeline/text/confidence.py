"""One scale for how far a translation can be trusted, so that machines' drafts and people's words stand in one order.

A model that is asked about a right translation by a person finds its words less likely than those it would have chosen:
their probabilities have a geometric mean of 0.26 in the middle of TICO-19's development sentences. For the translation
of the next sentence that is 0.0005. The fourth root makes of them 0.71 and 0.15, of the model's own drafts 0.98, and
below a third, where the two meet, a text is likelier to belong elsewhere. What is known to be wrong counts for more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from pipeline.model import Severity

ROOT = 4
# What is left of a score by each thing that is wrong, so that whatever has a grave finding comes before what has none.
LEFT: dict[Severity, float] = {"critical": 0.1, "major": 0.3, "minor": 0.8}
UNMET = 0.5
ODDS = 0.5  # what the odds of an error take at most: they never come before a grave finding


def likely(probability: float) -> float:
    """Return the score of a text with nothing wrong, from the geometric mean of its words' probabilities."""
    return math.pow(min(1.0, probability), 1 / ROOT)


def unread(error: float) -> float:
    """Return the score of a text that no model was asked about, from the estimated odds of an error (`odds`)."""
    return 1 - ODDS * error


def lowered(score: float, severities: Iterable[Severity] = (), *, unmet: int = 0) -> float:
    """Return a score after findings of these severities, and so many things that a draft couldn't keep."""
    return score * math.prod(LEFT[severity] for severity in severities) * UNMET**unmet

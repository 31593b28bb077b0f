"""Figures and signs above and below the line, and what they are on it: ⁶, ₂, ⁺.

Who reads what a text says needs them where they stand; who looks for a copy of it takes 177Lu for ¹⁷⁷Lu.
"""

from __future__ import annotations

import re

HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LOW = "₀₁₂₃₄₅₆₇₈₉"
HIGH_SIGNS, LOW_SIGNS = "⁺⁻", "₊₋"
RAISED = f"{HIGH}{HIGH_SIGNS}"
LOWERED = f"{LOW}{LOW_SIGNS}"
# The mark of a footnote stands behind a word or a sentence; behind a short name of a unit stands its power.
FOOTNOTE = re.compile(
    rf"(?:(?<=[^\W\dA-Z_][^\W\dA-Z_])|(?<=[.,;:!?)\]”’\"]))"
    rf"(?<!\b[cmdkµμn]m)[{HIGH}]{{1,2}}(?:[,–][{HIGH}]{{1,2}})*(?![{HIGH}⁺⁻A-Za-z])"
)
_FLAT = str.maketrans(RAISED + LOWERED, "0123456789+-" * 2)
_HIGH = str.maketrans("0123456789+-\u2212", f"{RAISED}⁻")
_LOW = str.maketrans("0123456789+-\u2212", f"{LOWERED}₋")


def flat(text: str) -> str:
    """Return a text of the same length with its raised and lowered figures and signs on the line."""
    return text.translate(_FLAT)


def high(figures: str) -> str:
    """Return figures and signs above the line."""
    return figures.translate(_HIGH)


def low(figures: str) -> str:
    """Return figures and signs below the line."""
    return figures.translate(_LOW)

"""Cosmetic differences by name: a closed list of ways of writing that mean nothing, whatever stands around them.

Whatever is not on the list is an edit that somebody looks at again: a comma, an article or a capital letter can change
what a sentence says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.text import inline
from pipeline.text.difference.tokens import DASHES, QUOTES

MARKUP = re.compile(f"{inline.CODE.pattern}|{inline.TAG}")
SPACE = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
# A dash between two parts of a sentence: spaced, or as long as an em.
BREAK = re.compile(r"\s+[-–—]{1,2}\s+|\s*—\s*")
MEASURE = re.compile(r"(?<=\d) (?=[^\W\d_]|[%°℃℉])")
SLIPS = 2  # letters that a spelling may have more than another: haematological, hematologic
SHORTEST = 4  # letters of a word in which one letter may be a slip


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of writing that means nothing: texts that are equal after `plain` differ in this alone."""

    name: str
    plain: Callable[[str], str]


def _quotes(text: str) -> str:
    return "".join("'" if char in QUOTES else char for char in text)


def _dashes(text: str) -> str:
    return "".join("-" if char in DASHES else char for char in BREAK.sub(" — ", text))


RULES = (
    Rule("markup", lambda text: MARKUP.sub("", text)),
    Rule("spacing", lambda text: SPACE.sub(" ", text).strip()),
    Rule("quotes", _quotes),
    Rule("dash forms", _dashes),
    Rule("final full stop", lambda text: text.rstrip(".")),
)


def rule(old: str, new: str) -> str | None:
    """Return the rule by which two texts of equal tokens say the same; None where no rule of the list does."""
    # The tests go from the least to the most, each on top of the ones before it.
    left, right = old, new
    for step in RULES:
        left, right = step.plain(left), step.plain(right)
        if left == right:
            return step.name
    if MEASURE.sub("", left) == MEASURE.sub("", right):
        return "spacing"  # between a figure and its unit, never inside of a word
    words, others = left.split(), right.split()
    if len(words) == len(others) and all(
        word == other or _spelt(word, other) for word, other in zip(words, others, strict=True)
    ):
        return "misspelling"
    return None


def _spelt(word: str, other: str) -> bool:
    """Tell whether two words, which are one to a reader, differ in a few of their inner letters alone."""
    letters = word.strip(".,;:!?'()"), other.strip(".,;:!?'()")
    if min(map(len, letters)) < SHORTEST or not all(part.isalpha() for part in letters):
        return False
    if abs(len(letters[0]) - len(letters[1])) > SLIPS:
        return False  # an abbreviation
    return letters[0].lower() != letters[1].lower()

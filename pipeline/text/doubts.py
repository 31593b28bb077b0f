"""What a machine doubts of its own draft's meaning, in words that a translator reads and a check can read again.

Who checks a draft later has no model at hand: the words in the draft's comment are all that is left of what it said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Severity

_WORDS = {  # by whether it is the draft's word, and whether that is certain
    (False, True): "the draft doesn't say “{}”",
    (False, False): "check “{}”: the draft may not say it",
    (True, True): "the source doesn't say “{}”",
    (True, False): "check “{}”: the source may not say it",
}
_PATTERNS = {kind: re.compile(re.escape(words).replace(re.escape("{}"), "([^“”]+)")) for kind, words in _WORDS.items()}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word of the source that its draft may not say, or one of the draft that comes from nowhere (`added`)."""

    word: str
    added: bool = False
    certain: bool = False

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return "major" if self.certain else "minor"

    def __str__(self) -> str:
        return _WORDS[self.added, self.certain].format(self.word)


def read(reason: str) -> Doubt | None:
    """Read a doubt as it was written; None for any other reason."""
    for (added, certain), pattern in _PATTERNS.items():
        if found := pattern.fullmatch(reason):
            return Doubt(found[1], added, certain)
    return None

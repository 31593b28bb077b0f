"""The words of a translation without what surrounds them: markup, placeholders and addresses are no language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.formats import inline
from pipeline.language import words

# Markup, entities, addresses, placeholders of the common kinds, and names that a program reads.
_MACHINE = re.compile(
    r"<[A-Za-z/!][^<>]*>|&(?:[A-Za-z]\w*|#\w+);|\bhttps?://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\$?\{\{?[^{}\s]*\}?\}|%(?:\([^()\s]*\))?[-+0#]*\d*(?:\.\d+)?(?:\d+\$)?[a-zA-Z@]\b|\w*_\w+|\b[\w-]+(?:\.[\w-]+)+(?=/)"
)


@dataclass(frozen=True, slots=True)
class Prose:
    """A text with spaces where the machine's parts stood, at the same places, and its words in lower case."""

    text: str
    words: tuple[str, ...]


@lru_cache(maxsize=64)
def read(text: str) -> Prose:
    """Return the prose of a coded text; several families ask for the same text one after the other."""
    text = inline.blank_codes(text) if "<" in text else text
    visible = _MACHINE.sub(lambda found: " " * len(found[0]), text) if _suspect(text) else text
    return Prose(visible, tuple(words.words(visible)))


def _suspect(text: str) -> bool:
    return any(sign in text for sign in "<&/@{%_") or "www." in text

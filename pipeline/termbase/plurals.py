"""Regular plurals of terms, for a decoder that must write one of a term's forms and can't ask a stemmer backwards."""

from __future__ import annotations

import re

from pipeline.termbase import inflection
from pipeline.termbase.words import WORD, folded

# Ending → plural ending; the first that fits counts. Words with another plural have it in the glossary's `forms`.
ENDINGS: dict[str, dict[str, str]] = {
    "es": {"ión": "iones", "z": "ces", "[aeiouáéó]": r"\g<0>s", "[sx]": r"\g<0>", "": "es"},
    "fr": {"[sxz]": r"\g<0>", "eau": "eaux", "al": "aux", "": "s"},
    "it": {"ca": "che", "ga": "ghe", "cia": "cie", "a": "e", "[oe]": "i", "": ""},
    "pt": {
        "ão": "ões",
        "m": "ns",
        "([aeou])l": r"\g<1>is",
        "il": "is",
        "[rz]": r"\g<0>es",
        "[sx]": r"\g<0>",
        "": "s",
    },
}
# Long enough to have an ending; shorter words and those in capitals are abbreviations.
SHORTEST = 4


def plural(term: str, language: str) -> str | None:
    """Return a term's regular plural; None in a language whose plurals are not known here, or where it has none.

    The words up to the first word of function change: the noun and its adjectives, not its complements.
    """
    if language not in ENDINGS:
        return None
    function = inflection.of(language).function_words

    end = next((found.start() for found in WORD.finditer(term) if folded(found[0]) in function), len(term))
    head = WORD.sub(lambda found: _plural(found[0], language), term[:end])
    return None if head == term[:end] else head + term[end:]


def _plural(word: str, language: str) -> str:
    if len(word) < SHORTEST or not word[1:].islower():
        return word
    for ending, replacement in ENDINGS[language].items():
        changed, count = re.subn(f"(?:{ending})$", replacement, word, count=1)
        if count:
            return changed
    return word

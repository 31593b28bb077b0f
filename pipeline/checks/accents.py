"""Check for letters with marks that a text has lost: `informacin` and `informacion` were información.

What loses them loses all of them. So only a text without any is looked at, and the dictionary, which takes a second to
load, is asked only where a word can be told at sight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checks import prose
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.termbase.inflection import has_words, is_known
from pipeline.text import inline
from pipeline.text.language import marks

CHECKS = {"accents-lost": "The letters with accents or other marks are missing, or have lost their marks."}

FEWEST = 20  # characters of a text: a shorter one may well have no marks
SHOWN = 3  # words that a translator is shown
WORD = re.compile(r"(?<![\w@/.#&%'’-])[^\W\d_]{4,}(?![\w@/'’-])")


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Look for words that are one with a mark, in each translation that has no letter with one."""
    language = target.language
    if source.language == language or not marks.letters(language) or target.script != "Latn":
        return
    for pair in unit.pairs(target.forms):
        text = pair.target
        if len(text) < FEWEST or marks.pattern(language).search(text) or inline.is_blank(text):
            continue
        said = {word.lower() for word in WORD.findall(pair.source)}
        words = [word for word in WORD.finditer(prose.read(text).text) if word[0].lower() not in said]
        # German writes its nouns with a capital; elsewhere a word with one may be a name.
        words = [word for word in words if word[0].islower() or (language == "de" and word[0].istitle())]
        if not any(marks.suspect(word[0].lower(), language) for word in words) or not has_words(language):
            continue
        found = [(word, whole) for word in words if (whole := _whole(word[0], language))]
        if found:
            first, whole = found[0]
            shown = ", ".join(dict.fromkeys(f"“{word[0]}” ({meant})" for word, meant in found[:SHOWN]))
            message = f"Letters with marks are lost: {shown}."
            yield Finding("accents-lost", "major", message, unit, None, first.span(), whole).of(pair.source)


@lru_cache(maxsize=1 << 14)
def _whole(word: str, language: str) -> str:
    """Return the word that another one is without a mark; "" where it is a word itself, or none is found."""
    if is_known(word, language):
        return ""
    return next((whole for whole in marks.restored(word, language) if is_known(whole, language)), "")

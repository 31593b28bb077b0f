"""A translation says all of the source, in the reader's language: nothing empty, nothing left as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from pipeline.formats import inline
from pipeline.locales import Locale
from pipeline.model import Finding, Unit

CHECKS = {
    "empty": "The translation is blank, or lacks a plural form.",
    "untranslated": "The translation is the source text itself.",
    "partly-untranslated": "A run of words still stands in the source language.",
}
# A piece of an address or of a machine's name (`verified_user`) is no word.
WORD = re.compile(r"(?<![\w@/.])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w@/]|[.:][\w/])")
# Names run to three words; four in a row with ordinary words among them are a phrase that nobody translated.
RUN = 4


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Look at each form of the translation; an entry with nothing in it at all is `empty`, minor: it waits for work."""
    if not any(unit.targets):
        yield Finding("empty", "minor", "There is no translation yet.", unit)
        return
    if unit.segment.plural is not None and len(unit.targets) < target.plural_count:
        message = f"There are {len(unit.targets)} plural forms of {target.plural_count}."
        yield Finding("empty", "critical", message, unit)
    for form, translation in enumerate(unit.targets):
        visible = inline.blank_codes(translation).strip()
        if inline.is_empty(translation):
            if unit.segment.block == unit.segment.text:
                message = "<empty/> says that a neighbouring sentence holds the translation, and there is none."
                yield Finding("empty", "critical", message, unit)
            continue
        if not visible and inline.blank_codes(unit.segment.text).strip():
            which = f"Plural form {form}" if len(unit.targets) > 1 else "The translation"
            yield Finding("empty", "critical", f"{which} says nothing.", unit)
        elif source.language != target.language and not target.pseudo:
            text = unit.segment.plural if form and unit.segment.plural else unit.segment.text
            yield from _left(unit, inline.blank_codes(text), inline.blank_codes(translation))


def _left(unit: Unit, text: str, translation: str) -> Iterator[Finding]:
    before, after = list(WORD.finditer(text)), list(WORD.finditer(translation))
    if text.split() == translation.split():
        if sum(_ordinary(word[0]) for word in before) >= 2:
            yield Finding("untranslated", "major", "The translation is the source text itself.", unit)
        return
    runs = SequenceMatcher(
        None, [word[0].casefold() for word in before], [word[0].casefold() for word in after], autojunk=False
    ).get_matching_blocks()
    for block in runs:
        words = after[block.b : block.b + block.size]
        if block.size >= RUN and 2 * sum(_ordinary(word[0]) for word in words) >= block.size:
            span = (words[0].start(), words[-1].end())
            yield Finding(
                "partly-untranslated",
                "major",
                f"“{translation[span[0] : span[1]]}” still stands in the source language.",
                unit,
                (before[block.a].start(), before[block.a + block.size - 1].end()),
                span,
            )


def _ordinary(word: str) -> bool:
    """Tell words from names and codes, which rightly stay as they are."""
    return word.islower() and len(word) > 1

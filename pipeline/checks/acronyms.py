"""Checks of acronyms, which a reader can't guess: the same as in the source, the language's own, or explained."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.termbase.inflection import has_words, is_word
from pipeline.text import inline
from pipeline.text.language import identify
from pipeline.text.names import Name, acronyms

CHECKS = {
    "acronym-replaced": "An acronym of the source has become another one that nothing explains.",
    "acronym-lowered": "An acronym stands in small letters, as if it were a word.",
}
SHORT = 3  # letters of an acronym that may be a word by chance


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Compare the acronyms of each translation with those of its source; languages of other scripts spell them anew."""
    if source.language == target.language or source.script != "Latn":
        return
    for pair in unit.pairs(target.forms):
        original, written = inline.blank_codes(pair.source), inline.blank_codes(pair.target)
        if inline.is_blank(written) or original == written:
            continue
        for gone, name in acronyms.renamed(original, written):
            message = f"{gone.text} has become {name.text}."
            yield _finding(unit, "acronym-replaced", message, gone, name).of(pair.source)
        for gone, name in acronyms.lowered(original, written):
            message = f"The acronym {gone.text} stands in small letters."
            yield _finding(unit, "acronym-lowered", message, gone, name).of(pair.source)
        if target.script != "Latn":
            continue
        for gone, name in acronyms.replaced(original, written):
            # Words in capitals are said with force, and are translated: "do NOT", "não".
            if not _is_said(name, target) or not (len(name.key) > SHORT or _is_said(gone, source)):
                message = f"{name.text} stands for {gone.text}, and nothing says what it is."
                yield _finding(unit, "acronym-replaced", message, gone, name).of(pair.source)


def _finding(unit: Unit, check: str, message: str, gone: Name, name: Name) -> Finding:
    return Finding(check, "major", message, unit, (gone.start, gone.end), (name.start, name.end), gone.text)


def _is_said(name: Name, locale: Locale) -> bool:
    """Tell whether an acronym may be a word of its language; of short ones that are said with force, most are `not`."""
    word = name.text.lower()
    if word in identify.function_words(locale.language, locale.script):
        return True
    return len(word) > SHORT and (not has_words(locale.language) or is_word(word, locale.language))

"""Checks of completeness: no form of a translation is empty, and nothing is left in the source's language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.checks import prose
from pipeline.checks.prose import Prose
from pipeline.locales import Locale
from pipeline.model import Finding, PluralForms, Unit
from pipeline.termbase.inflection import is_word
from pipeline.text import inline

CHECKS = {
    "empty": "The translation is blank, or lacks a plural form.",
    "plural-forms": "There are more plural forms than the catalog counts, or its rule for them can't be used.",
    "untranslated": "The translation is the source text itself.",
    "partly-untranslated": "A run of words still stands in the source language.",
}
# A piece of an address or of a machine's name (`verified_user`) is no word.
WORD = re.compile(r"(?<![\w@/.])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w@/]|[.:][\w/])")
# Names run to three words; four in a row with ordinary words among them are a phrase that nobody translated.
RUN = 4
# In another script a word alone tells: where the source has it in small letters, it is neither a name nor a code.
LEFT = re.compile(r"(?<![A-Za-z0-9@#/.&%_\\-])[A-Za-z][a-z]{4,}(?![A-Za-z0-9@/_\\-]|[.:][\w/])")
# What stands behind this is a name's second part: Homo sapiens, E. coli.
BEFORE_LATIN = re.compile(r"[A-Z][a-z]*\.?\s+$")
OPENING, CLOSING, QUOTING = "(（[【", ")）]】", "\"'“‘«‹「『”’»"
# Second words of Latin phrases that medicine writes in Latin letters everywhere: in vitro, de novo.
_LATIN = "in (?:vitro|vivo|situ|silico|utero|toto)|ex vivo|de novo|ad libitum|post mortem|per rectum"
LATIN = re.compile(rf"\b(?:{_LATIN})\b", re.IGNORECASE)
# Words of computers that are written in Latin letters everywhere.
LOANS = {
    "email",
    "online",
    "offline",
    "cookie",
    "cookies",
    "podcast",
    "blog",
    "login",
    "webinar",
    "chatbot",
    "wellness",
}


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Look at each form of the translation; an entry with nothing in it at all is `empty`, minor: it waits for work."""
    if not any(unit.targets):
        yield Finding("empty", "minor", "There is no translation yet.", unit)
        return
    if unit.segment.plural is not None:
        yield from _counted(unit, unit.forms or target.forms)
    for pair in unit.pairs(target.forms):
        visible = inline.blank_codes(pair.target).strip()
        if inline.is_empty(pair.target):
            if unit.segment.block == unit.segment.text:
                message = "<empty/> says that a neighbouring sentence holds the translation, and there is none."
                yield Finding("empty", "critical", message, unit)
            continue
        if not visible and inline.blank_codes(pair.source).strip():
            which = f"Plural form {pair.number}" if len(unit.targets) > 1 else "The translation"
            yield Finding("empty", "critical", f"{which} says nothing.", unit)
        elif source.language != target.language and not target.pseudo:
            texts = prose.read(pair.source), prose.read(pair.target)
            yield from (each.of(pair.source) for each in _untranslated(unit, *texts))
            if source.language == "en" and target.script != "Latn":
                yield from (each.of(pair.source) for each in _left(unit, *texts))


def _counted(unit: Unit, forms: PluralForms) -> Iterator[Finding]:
    """Compare the number of forms with the catalog's: of too many, nobody knows which number has which."""
    count = len(unit.targets)
    if count < forms.count:
        yield Finding("empty", "critical", f"There are {count} plural forms of {forms.count}.", unit)
    elif count > forms.count:
        message = f"There are {count} plural forms, and the catalog counts {forms.count}: the others are never shown."
        yield Finding("plural-forms", "critical", message, unit)
    if forms.problem:
        yield Finding("plural-forms", "critical" if forms.unusable else "major", forms.problem, unit)


def _untranslated(unit: Unit, source: Prose, target: Prose) -> Iterator[Finding]:
    same = source.words == target.words and source.text.split() == target.text.split()
    if not same and not _share_a_run(source.words, target.words):
        return
    before, after = list(WORD.finditer(source.text)), list(WORD.finditer(target.text))
    if same:
        if sum(_ordinary(word[0]) for word in before) >= 2:
            yield Finding("untranslated", "major", "The translation is the source text itself.", unit)
        return
    runs = SequenceMatcher(
        None, [word[0].casefold() for word in before], [word[0].casefold() for word in after], autojunk=False
    ).get_matching_blocks()
    for block in runs:
        run = after[block.b : block.b + block.size]
        ordinary = sum(_ordinary(word[0]) for word in run)
        if block.size < RUN or 2 * ordinary < block.size < 2 * RUN or ordinary < min(RUN, (block.size + 1) // 2):
            continue
        start, end = run[0].start(), run[-1].end()
        # A name in brackets behind its translation helps readers who look it up.
        gloss = target.text[:start].rstrip()[-1:] in set("(（[") and ordinary < block.size
        yield Finding(
            "partly-untranslated",
            "minor" if gloss else "major",
            f"“{target.text[start:end]}” still stands in the source language.",
            unit,
            (before[block.a].start(), before[block.a + block.size - 1].end()),
            (start, end),
        )


def _left(unit: Unit, source: Prose, target: Prose) -> Iterator[Finding]:
    """Look for words of the source in a text of another script, where a run of them isn't told already."""
    words = list(LEFT.finditer(target.text))
    if not words or source.text.strip() == target.text.strip() or _share_a_run(source.words, target.words):
        return
    own = {match[0]: match for match in LEFT.finditer(source.text) if match[0].islower()}
    for word in words:
        original = own.get(word[0].lower())
        before = target.text[: word.start()]
        if original is None or original[0] in LOANS or before[-1:] in set(QUOTING):
            continue
        if before.rfind("{") > before.rfind("}") or not is_word(original[0], "en"):
            continue  # a machine's name, or a substance's that no dictionary has
        if BEFORE_LATIN.search(before) or any(match.end() == word.end() for match in LATIN.finditer(target.text)):
            continue
        if sum(map(before.count, OPENING)) > sum(map(before.count, CLOSING)):
            continue  # beside its translation, for readers who look it up
        message = f"“{word[0]}” still stands in the source language."
        yield Finding("partly-untranslated", "major", message, unit, original.span(), word.span())
        return


def _share_a_run(source: Sequence[str], target: Sequence[str]) -> bool:
    """Tell whether RUN words stand in a row in both texts."""
    if len(set(source).intersection(target)) < RUN:
        return False
    return not set(_runs(source)).isdisjoint(_runs(target))


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def _ordinary(word: str) -> bool:
    """Tell words from names and codes, which rightly stay as they are."""
    return word.islower() and len(word) > 1

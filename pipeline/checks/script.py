"""Checks of scripts: letters of another one look like the language's own at best, and can't be read at worst."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.checks import mojibake, prose
from pipeline.locales import Locale
from pipeline.model import Finding, Severity, Unit
from pipeline.text.language import scripts

CHECKS = {
    "wrong-script": "Words are written in a script that isn't the language's.",
    "mixed-scripts": "A word mixes letters of two scripts that look alike.",
}
SHARE = 0.5  # of the letters: so many that neither are the language's nor stand in the source are the text itself
WORDS = 3  # fewer words than this in Latin letters may well be names that the source writes otherwise
LONG = 12  # letters of a single word that is no name
EVERYWHERE = frozenset({"Latn", "Grek"})  # Latin names and Greek symbols stand in texts of every script


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Look for letters of scripts that neither the locale nor the source has, and for letters of two in a word."""
    if source.language == target.language or target.pseudo:
        return
    original = " ".join(unit.segment.forms)
    for translation in unit.targets:
        if translation.isascii() and target.script == "Latn":
            continue
        text = prose.read(translation).text
        own = scripts.parts(target.script)
        if not scripts.others(*own).search(text):
            continue  # nothing but the language's own letters
        if mojibake.misread(text, original, target):
            continue  # its letters are of any script
        mixed = list(_mixed(unit, text, original))
        yield from mixed
        if mixed:
            continue
        if span := romanised(text, original, target):
            written = text[slice(*span)]
            message = f"“{written}” is written in Latin letters, not in {scripts.name(own[0])} ones."
            # A long word in mixed capitals is a sentence whose language writes no spaces.
            certain = len(written.split()) >= WORDS or len(written) > LONG
            yield Finding("wrong-script", "major" if certain else "minor", message, unit, None, span)
            continue
        for match in scripts.others(*own, *EVERYWHERE).finditer(text):
            if match[0] not in original:
                name = scripts.name(scripts.of(match[0][0]))
                message = f"“{match[0]}” is written in {name} letters, not in {scripts.name(own[0])} ones."
                severity: Severity = "major" if len(match[0]) > 1 or match[0] in scripts.LATIN_OF["Cyrl"] else "minor"
                yield Finding("wrong-script", severity, message, unit, None, match.span())
                break


@cache
def _meeting(other: str) -> re.Pattern[str]:
    """Return a pattern of a word in which Latin letters touch letters of another script."""
    latin, strange = scripts.RANGES["Latn"], scripts.RANGES[other]
    return re.compile(f"[{latin}{strange}]*(?:[{latin}][{strange}]|[{strange}][{latin}])[{latin}{strange}]*")


def _mixed(unit: Unit, text: str, original: str) -> Iterator[Finding]:
    """Yield words in which letters that look Latin stand between letters that are, or the other way round."""
    if not scripts.letters("Latn").search(text):
        return
    for other in ("Cyrl", "Grek"):
        if not scripts.letters(other).search(text):
            continue
        twins = scripts.LATIN_OF[other]
        for match in _meeting(other).finditer(text):
            word = match[0]
            if word in original:
                continue
            latin = "".join(twins.get(letter, letter) for letter in word)
            native = "".join(scripts.CYRILLIC_OF.get(letter, letter) for letter in word) if other == "Cyrl" else word
            meant = next(
                (whole for whole in (latin, native) if len({scripts.of(letter) for letter in whole}) == 1), None
            )
            if other == "Grek" and (meant is None or len(word) < 3):
                continue  # TNFα and µg are written so
            severity: Severity = "major" if meant else "minor"
            message = f"“{word}” mixes Latin and {scripts.name(other)} letters."
            yield Finding("mixed-scripts", severity, message, unit, None, match.span(), meant)
            break


def romanised(text: str, original: str, target: Locale) -> tuple[int, int] | None:
    """Return from where to where a text has Latin words that the source hasn't, where they are more than its own."""
    own = scripts.parts(target.script)
    latin = scripts.letters("Latn")
    if "Latn" in own or not latin.search(text):
        return None
    known = original.casefold()
    new = [match for match in latin.finditer(text) if match[0].casefold() not in known]
    letters = sum(len(match[0]) for match in new)
    native = sum(len(match) for match in scripts.letters(*own).findall(text))
    if not letters or letters < SHARE * (letters + native):
        return None
    return new[0].start(), new[-1].end()

"""Check of the language: a file in the wrong folder, or a tool's wrong setting, and a page isn't in the reader's."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import locales
from pipeline.checks import prose
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text.language import identify, scripts

CHECKS = {"wrong-language": "The translation is in another language than the locale's."}
FEWEST = 3  # words: a shorter label may be a name, or loans


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Weigh the words of each translation that differs from the source; a short label tells too little."""
    if source.language == target.language or target.pseudo:
        return
    for pair in unit.pairs(target.forms):
        if pair.target != pair.source and (language := foreign(pair.target, target)):
            message = f"The translation is in {language}, not in {target.english_name}."
            yield Finding("wrong-language", "major", message, unit, None, (0, len(pair.target)))


def foreign(translation: str, target: Locale) -> str:
    """Return the English name of the language that a text is in; "" where it is the expected one, or can't be told."""
    reading = prose.read(translation)
    if target.script in {"Hans", "Hant"}:
        return _other_characters(reading.text, target.script)
    if target.script == "Jpan" or len(reading.words) < FEWEST:
        return ""
    guess = identify.guess(reading.text, reading.words, target.language, target.script)
    if guess is None:
        return ""
    return locales.parse(guess).english_name


def _other_characters(text: str, script: str) -> str:
    """Tell simplified from traditional characters by those that only one of the two standards has."""
    simplified, traditional = scripts.simplified_only(), scripts.traditional_only()
    if not (simplified and traditional):
        return ""
    few = sum(character in simplified for character in text)
    many = sum(character in traditional for character in text)
    if script == "Hans" and many > few + 1:
        return "traditional Chinese"
    if script == "Hant" and few > many + 1:
        return "simplified Chinese"
    return ""

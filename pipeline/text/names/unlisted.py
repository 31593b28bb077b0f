"""Names that no list knows: a person behind a title, a town behind a preposition, in two languages.

Doctor Miller mustn't become Doctor Almeida. An alarm needs both, a name of the source that nothing in the translation
sounds like, and one of the translation in such a place that sounds like nothing in the source.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pipeline.text.names import places
from pipeline.text.names.sounds import alike
from pipeline.text.names.spelling import WORD
from pipeline.text.names.values import Name, NameChange

UPPER = "[A-ZÀ-ÖØ-ÞŁŚŞŠŽА-ЯЁ]"
LOWER = "[a-zß-öø-ÿœłśşšžа-яё]"
# A person has initials and up to three names; a town that stands alone has one, and no number ("at Gate 4").
PERSON = rf"(?:{UPPER}\.[ \u00a0]?)*{UPPER}[\w’'-]+(?:[ \u00a0]{UPPER}[\w’'-]+){{0,2}}"
TOWN = rf"{UPPER}{LOWER}{{3,}}(?![\w’'-]|[ \u00a0](?:{UPPER}|\d))"
# In scripts without capitals whatever stands behind a title may be the name.
WORDS = r"[^\s\d.,;:()!?،؛؟।]{2,}(?:[ \u00a0][^\s\d.,;:()!?،؛؟।]{2,})?"
UNCASED = frozenset({"ar", "hi"})
SHORTEST = 3  # letters: shorter words are those of the language


def compare(source: str, target: str, source_language: str, target_language: str) -> Iterator[NameChange]:
    """Yield the persons and towns that stand where the source has other ones."""
    for kind, pattern in _patterns(source_language).items():
        other_pattern = _patterns(target_language).get(kind)
        if other_pattern is None or (first := pattern.search(source)) is None:
            continue
        if _is_heading(source, pattern, source_language) or _is_heading(target, other_pattern, target_language):
            continue
        names = _names(pattern, source, kind, first.start())
        lost = _unlisted([name for name in names if not _heard(name, target, target_language)], source, source_language)
        if not lost:
            continue
        names = _names(other_pattern, target, kind)
        come = _unlisted([name for name in names if not _heard(name, source, source_language)], target, target_language)
        for name, other in zip(lost, come, strict=False):
            message = f"The source says {name.text}, the translation {other.text}."
            yield NameChange("name-changed", "major", message, name, other)


def _names(pattern: re.Pattern[str], text: str, kind: str, start: int = 0) -> list[Name]:
    names = (Name(kind, match[1], *match.span(1), match[1]) for match in pattern.finditer(text, start))
    return [name for name in names if name.text not in _ordinary()]


def _unlisted(names: list[Name], text: str, language: str) -> list[Name]:
    """Leave out what the lists of places know, which is their business."""
    listed = {name.start for name in places.read(text, language)} if names else set()
    return [name for name in names if name.start not in listed]


def _heard(name: Name, text: str, language: str) -> bool:
    """Tell whether a text has a word that may be the last word of a name, or in scripts without capitals any of it."""
    parts = [part for part in WORD.findall(name.text) if len(part) >= SHORTEST]
    if name.text[0].isupper():
        parts = parts[-1:]
    words = [word for word in WORD.findall(text) if len(word) >= SHORTEST]
    capital = [word for word in words if language in UNCASED or word[0].isupper()]
    return not parts or any(alike(part, word) for part in parts for word in capital)


def _is_heading(text: str, pattern: re.Pattern[str], language: str) -> bool:
    """Tell whether words have capitals that are no names, but for the first: "Ask Your Doctor About Fever"."""
    if language in UNCASED or language == "de":
        return False
    named = {at for match in pattern.finditer(text) for at in range(*match.span())}
    others = [match[0] for match in list(WORD.finditer(text))[1:] if match.start() not in named and len(match[0]) > 1]
    capital = [word for word in others if word[0].isupper() and word not in _ordinary()]
    return len(capital) > 0 and 2 * len(capital) >= len(others)


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    """Return what finds the names of each kind in a language, as far as its words for it are written down."""
    patterns = {}
    if titles := _data()["titles"].get(language):
        name = WORDS if language in UNCASED else PERSON
        patterns["person"] = re.compile(rf"(?<!\w)(?:{titles})\.?[ \u00a0]({name})")
    if before := _data()["before"].get(language):
        patterns["town"] = re.compile(rf"(?<!\w)(?:(?:{before})[ \u00a0]|d[’'])({TOWN})")
    return patterns


@cache
def _ordinary() -> frozenset[str]:
    """Return the words with a capital that no name is: months and days above all."""
    return frozenset(word for words in _data()["ordinary"].values() for word in words.split())


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((Path(__file__).parent / "unlisted.toml").read_text("utf-8"))

"""Countries and languages: India must not become Portugal, however either is inflected."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline import locales
from pipeline.model import Severity
from pipeline.text.names.spelling import WORD, fold
from pipeline.text.names.values import Name, NameChange, NamelessWords

NO_COUNTRY = frozenset({"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"})
# Languages that decline the names of countries; elsewhere a name is there or isn't.
DECLINING = frozenset(
    {"ru", "uk", "be", "bg", "sr", "hr", "bs", "sl", "pl", "cs", "sk", "tr", "fi", "et", "hu", "lt", "lv", "el"}
)
ROOT = 4  # letters that a country shares with its people and its language: Brazil, Brazilians
MOST_ENDING = 3  # letters that a case or an adjective may add or take
MOST_ACRONYM = 4  # letters of a name in capitals that is one: UK, EAU
KINDS = {"country": "country-changed", "language": "language-changed"}


@dataclass(frozen=True, slots=True)
class Place:
    """One name of a country or a language, by its folded words."""

    kind: str
    code: str
    words: tuple[str, ...]
    acronym: bool = False


def read(text: str, language: str) -> Iterator[Name]:
    """Yield the countries and languages that a text names, in order."""
    if locales.unspaced(language):
        yield from _unparted(text, language)
        return
    # Most words name no place: where words stand is asked only of texts that have one that might.
    if _NAMELESS.all(WORD.findall(text), language):
        return
    tokens = list(WORD.finditer(text))
    at = 0
    while at < len(tokens):
        first, step = tokens[at], 1
        for place in _candidates(first[0], language):
            run = tokens[at : at + len(place.words)]
            if len(run) == len(place.words) and all(
                _same(fold(token[0]), part, language) for token, part in zip(run, place.words, strict=True)
            ):
                start, end, step = first.start(), run[-1].end(), len(run)
                yield Name(place.kind, place.code, start, end, text[start:end])
                break
        at += step


@lru_cache(maxsize=65536)
def _candidates(word: str, language: str) -> tuple[Place, ...]:
    """Return the places that may begin with a word."""
    small = word[:1].islower()
    if small and language == "en":
        return ()
    # No language writes countries small, but most write their own name so.
    return tuple(
        place
        for place in _index(language).get(_root(word, language), ())
        if (word.isupper() or not place.acronym)
        and not (small and place.kind == "country")
        and _same(fold(word), place.words[0], language)
    )


_NAMELESS = NamelessWords(_candidates)


def compare(source: str, target: str, source_language: str, target_language: str) -> Iterator[NameChange]:
    """Yield a country or language that stands where the source has another one, which the translation lacks."""
    wanted = list(read(source, source_language))
    if not wanted:
        return
    got = list(read(target, target_language))
    for kind, change in KINDS.items():
        keys = {name.key for name in wanted if name.kind == kind}
        others = [name for name in got if name.kind == kind and name.key not in keys]
        if not keys or not others:
            continue
        target_keys = {name.key for name in got}
        lost = [name for name in wanted if name.kind == kind and name.key not in target_keys]
        lost = [name for name in lost if not _hinted(name, target, target_language)]
        others = [name for name in others if not _hinted(name, source, source_language)]
        for name, other in zip(lost, others, strict=False):
            severity: Severity = "critical" if kind == "country" else "major"
            message = f"The source says {name.text}, the translation {other.text}."
            suggestion = _names(kind, target_language).get(name.key)
            yield NameChange(change, severity, message, name, other, suggestion)


def _hinted(name: Name, text: str, language: str) -> bool:
    """Tell whether a text speaks of a country in any other way: by its people, its language, its shorter name."""
    roots = {
        _root(place.words[0], language)
        for some in _index(language).values()
        for place in some
        if place.code == name.key
    }
    if locales.unspaced(language):
        return any(root and root in text for root in roots)
    return any(_root(match[0], language) in roots for match in WORD.finditer(text))


def _root(word: str, language: str) -> str:
    folded = fold(word)
    if language == "ar":
        folded = _bare(folded)
    return folded[:ROOT]


def _bare(word: str) -> str:
    """Take off an Arabic word what is joined to its front."""
    for prefix in ("وال", "بال", "لل", "فال", "كال", "ال"):
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            return word[len(prefix) :]
    return word[1:] if len(word) > 4 and word[0] in "وبلف" else word


def _same(word: str, name: str, language: str) -> bool:
    """Tell whether a folded word is a name, inflected or not."""
    if word == name:
        return True
    if language == "ar":
        return _bare(word) == _bare(name)
    if language not in DECLINING:
        return False
    shared = name[:-1] if len(name) > ROOT else name
    return word.startswith(shared) and abs(len(word) - len(name)) <= MOST_ENDING and len(name) >= ROOT


def _unparted(text: str, language: str) -> Iterator[Name]:
    index = _index(language)
    at = 0
    while at < len(text):
        place = next((place for place in index.get(text[at], ()) if text.startswith(place.words[0], at)), None)
        if place:
            yield Name(place.kind, place.code, at, at + len(place.words[0]), place.words[0])
        at += len(place.words[0]) if place else 1


@cache
def _index(language: str) -> Mapping[str, tuple[Place, ...]]:
    """Return the names of a language by the root of their first word, the longest first."""
    index: dict[str, list[Place]] = {}
    data = _data()
    ambiguous = set(data["ambiguous"].split())
    rows = [("country", code, name) for code, name in _names("country", language).items()]
    rows += [("language", code, name) for code, name in _names("language", language).items()]
    rows += [("country", *alias.split("=")) for alias in data["countries"].get(language, "").split("|") if alias]
    for kind, code, name in rows:
        if language == "en" and code in ambiguous and kind == "country":
            continue
        if locales.unspaced(language):
            index.setdefault(name[:1], []).append(Place(kind, code, (name,)))
            continue
        words = tuple(fold(match[0]) for match in WORD.finditer(name))
        if words:
            place = Place(kind, code, words, acronym=len(name) <= MOST_ACRONYM and name.isupper())
            index.setdefault(_root(words[0], language), []).append(place)
    return {
        root: tuple(sorted(some, key=lambda place: (-len(place.words), -len(place.words[0]))))
        for root, some in index.items()
    }


@cache
def _names(kind: str, language: str) -> Mapping[str, str]:
    if kind == "country":
        return {code: name for code, name in locales.territory_names(language).items() if code not in NO_COUNTRY}
    chosen = _data()["languages"].split()
    return {code: name for code, name in locales.language_names(language).items() if code in chosen}


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "places.toml").read_text("utf-8"))

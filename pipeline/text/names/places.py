"""Names of lists in a text: countries, cities, peoples, languages and eponyms, however they are inflected."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline import locales
from pipeline.text.names.cities import cities
from pipeline.text.names.eponyms import eponyms
from pipeline.text.names.nations import people
from pipeline.text.names.spelling import WORD, fold, vocabulary
from pipeline.text.names.values import Name, NamelessWords

NO_COUNTRY = frozenset({"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"})
# Languages that decline the names of countries; elsewhere a name is there or isn't.
DECLINING = frozenset(
    {"ru", "uk", "be", "bg", "sr", "hr", "bs", "sl", "pl", "cs", "sk", "tr", "fi", "et", "hu", "lt", "lv", "el"}
)
ROOT = 4  # letters that a country shares with its people and its language: Brazil, Brazilians
MOST_ENDING = 3  # letters that a case or an adjective may add or take
# What Arabic joins to the front of a word: the article, "and", "in", "for", "then", "as".
JOINED = ("وال", "بال", "لل", "فال", "كال", "وبال", "ولل", "ال", "وب", "ول", "و", "ب", "ل", "ف", "ك")
MOST_ACRONYM = 4  # letters of a name in capitals that is one: UK, EAU


@dataclass(frozen=True, slots=True)
class Place:
    """One name of a country, a city, a language or an eponym, by its folded words."""

    kind: str
    code: str
    words: tuple[str, ...]
    acronym: bool = False


def read(text: str, language: str) -> Iterator[Name]:
    """Yield the countries, cities, peoples, languages and eponyms that a text names, in order."""
    if locales.unspaced(language):
        yield from _unparted(text, language)
        return
    # Most words name no place: where words stand is asked only of texts that have one that might.
    some = _NAMELESS.without(vocabulary(text), language)
    if not some:
        return
    tokens = list(WORD.finditer(text))
    at = 0
    while at < len(tokens):
        first, step, kind = tokens[at], 1, None
        if first[0] not in some:
            at += 1
            continue
        for place in _candidates(first[0], language):
            run = tokens[at : at + len(place.words)]
            if len(run) == len(place.words) and all(
                _same(fold(token[0]), part, language) for token, part in zip(run, place.words, strict=True)
            ):
                start, end, step = first.start(), run[-1].end(), len(run)
                yield Name(place.kind, place.code, start, end, text[start:end])
                kind = place.kind
                break
        # Most names of languages are those of peoples, too.
        if kind in {None, "language"} and step == 1 and (country := _people(first[0], language)):
            yield Name("people", country, first.start(), first.end(), first[0])
        at += step


@lru_cache(maxsize=65536)
def _candidates(word: str, language: str) -> tuple[Place, ...]:
    """Return the places that may begin with a word."""
    small = word[:1].islower()
    if small and language == "en":
        return ()
    folded = fold(word)
    # No language writes countries small, but most write their own name so.
    return tuple(
        place
        for body in _bodies(folded, language)
        for place in _index(language).get(body[:ROOT], ())
        if (word.isupper() or not place.acronym)
        and not (small and place.kind != "language")
        and _same(folded, place.words[0], language)
    )


@lru_cache(maxsize=65536)
def _people(word: str, language: str) -> str | None:
    if language == "en" and word[:1].islower():
        return None
    return next(filter(None, (people(body, language) for body in _bodies(fold(word), language))), None)


_NAMELESS = NamelessWords(lambda word, language: _candidates(word, language) or _people(word, language))


def hinted(name: Name, text: str, language: str) -> bool:
    """Tell whether a text speaks of a place in any other way: by its people, its language, its shorter or own name."""
    if name.text.casefold() in text.casefold():
        return True
    roots = _roots(name.kind, name.key, language)
    if not roots:
        # What a language calls it isn't known.
        return name.kind in {"place", "eponym"}
    if locales.unspaced(language):
        return any(root in text for root in roots)
    return any(body[:ROOT] in roots for match in WORD.finditer(text) for body in _bodies(fold(match[0]), language))


@lru_cache(maxsize=4096)
def _roots(kind: str, key: str, language: str) -> frozenset[str]:
    """Return how the words begin by which a text may hint at a place."""
    if kind == "place":
        words = [form.split() for form in cities(language).get(key, ())]
        if locales.unspaced(language):
            return frozenset("".join(form) for form in words)
        # That something is new is no hint at New York.
        long = [[word for word in form if len(word) >= ROOT] or form for form in words]
        return frozenset(_root(form[-1], language) for form in long)
    first = {place.words[0] for some in _index(language).values() for place in some if place.code == key}
    # A name that is a person's as well is read as none (Jordan), but may well be the country's.
    if usual_name := usual("country" if kind == "people" else kind, language).get(key):
        first.add(usual_name if locales.unspaced(language) else usual_name.split()[0])
    return frozenset(root for word in first if (root := _root(word, language)))


@lru_cache(maxsize=65536)
def _bodies(folded: str, language: str) -> tuple[str, ...]:
    """Return what a folded word may be without what is joined to its front: in Arabic "and", "in", "the"."""
    if language != "ar":
        return (folded,)
    rests = (folded[len(prefix) :] for prefix in JOINED if folded.startswith(prefix))
    return (folded, *(rest for rest in rests if len(rest) > 2))


def _root(name: str, language: str) -> str:
    return _without_article(fold(name), language)[:ROOT]


def _without_article(folded: str, language: str) -> str:
    return folded.removeprefix("ال") if language == "ar" and len(folded) > ROOT else folded


def _same(word: str, name: str, language: str) -> bool:
    """Tell whether a folded word is a name, inflected or not."""
    if word == name:
        return True
    if language == "ar":
        return _without_article(name, language) in _bodies(word, language)
    if language not in DECLINING:
        return False
    shared = name[:-1] if len(name) > ROOT else name
    return word.startswith(shared) and abs(len(word) - len(name)) <= MOST_ENDING and len(name) >= ROOT


def _unparted(text: str, language: str) -> Iterator[Name]:
    index = _index(language)
    end = 0
    for match in _beginnings(language).finditer(text):
        at = match.start()
        if at < end:
            continue
        place = next((place for place in index[text[at]] if text.startswith(place.words[0], at)), None)
        if place:
            end = at + len(place.words[0])
            yield Name(place.kind, place.code, at, end, place.words[0])


@cache
def _beginnings(language: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_index(language)))}]")


@cache
def _index(language: str) -> Mapping[str, tuple[Place, ...]]:
    """Return the names of a language by the root of their first word, the longest first."""
    index: dict[str, list[Place]] = {}
    data = _data()
    ambiguous = set(data["ambiguous"].split())
    rows = [(kind, code, name) for kind in ("country", "language") for code, name in usual(kind, language).items()]
    rows += [("country", *alias.split("=")) for alias in data["countries"].get(language, "").split("|") if alias]
    rows += [("place", code, form) for code, forms in cities(language).items() for form in forms]
    rows += [("eponym", key, form) for key, forms in eponyms(language).items() for form in forms]
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
def usual(kind: str, language: str) -> Mapping[str, str]:
    """Return what a language calls each country, language, city or eponym, by their keys."""
    if kind in {"place", "eponym"}:
        return {key: forms[0] for key, forms in (cities if kind == "place" else eponyms)(language).items()}
    if kind == "country":
        return {code: name for code, name in locales.territory_names(language).items() if code not in NO_COUNTRY}
    chosen = _data()["languages"].split()
    return {code: name for code, name in locales.language_names(language).items() if code in chosen}


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "places.toml").read_text("utf-8"))

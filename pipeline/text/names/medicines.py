"""The medicines that are known, and how each language writes them: what a text of any language says of them.

Names are international (INN): a list and the endings of classes recognise them in English, the rules of spelling.toml
in other languages, and rows of drugs.toml where no rule leads there. Where a language has neither, nothing is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pipeline.text.names.spelling import WORD, fold, spelling
from pipeline.text.names.values import Name, Nameless

IDEOGRAPHIC = frozenset({"zh", "ja"})
SHORTEST = 7  # a shorter word that ends like a class of medicines is seldom one


@dataclass(frozen=True, slots=True)
class Listed:
    """What drugs.toml says: the medicine of a name, the names of a medicine, its forms by language, and endings."""

    keys: dict[str, str]
    names: dict[str, list[str]]
    forms: dict[str, dict[str, list[str]]]
    stems: tuple[str, ...]
    ordinary: frozenset[str]


@dataclass(frozen=True, slots=True)
class Written:
    """How a language writes one medicine: a pattern of folded words, and the usual forms to measure near misses by."""

    pattern: re.Pattern[str]
    forms: tuple[str, ...]


def read(text: str, language: str) -> tuple[Name, ...]:
    """Return the medicines that a text of a language names, in order."""
    if language in IDEOGRAPHIC:
        return tuple(_characters(text, language))
    medicines: list[Name] = []
    # Most sentences name no medicine: where words stand is asked only of those that do.
    if _NAMELESS.all(WORD.findall(text), language):
        return ()
    for match in WORD.finditer(text):
        key = _identify(match[0], language)
        if key:
            medicines.append(Name("drug", key, match.start(), match.end(), match[0]))
    return tuple(medicines)


def _characters(text: str, language: str) -> Iterator[Name]:
    """Yield the listed medicines of a text that doesn't part its words, the longest at each place."""
    index = _characters_index(language)
    at = 0
    while at < len(text):
        forms = index.get(text[at : at + 2], ())
        longest = next((form for form in forms if text.startswith(form.form, at)), None)
        if longest:
            yield Name("drug", longest.key, at, at + len(longest.form), longest.form)
        at += len(longest.form) if longest else 1
    for match in re.finditer(r"[A-Za-z]{6,}", text):
        key = _identify(match[0], "en")
        if key:
            yield Name("drug", key, match.start(), match.end(), match[0])


@dataclass(frozen=True, slots=True)
class Form:
    """One written form of a medicine."""

    form: str
    key: str


@cache
def _characters_index(language: str) -> dict[str, tuple[Form, ...]]:
    """Return the listed forms by their first two characters, the longest first."""
    index: dict[str, list[Form]] = {}
    for key, forms in listed().forms.get(language, {}).items():
        for form in forms:
            index.setdefault(form[:2], []).append(Form(form, key))
    return {start: tuple(sorted(forms, key=lambda form: -len(form.form))) for start, forms in index.items()}


@lru_cache(maxsize=65536)
def _identify(word: str, language: str) -> str | None:
    """Return the medicine that a word names, or None."""
    folded = fold(word)
    if len(folded) < 4:
        return None
    known = _index(language).get(folded)
    if known or folded in listed().ordinary:
        return known
    pattern = _stems(language)
    return folded if len(folded) >= SHORTEST and pattern and pattern.search(folded) else None


_NAMELESS = Nameless(_identify)


@cache
def _index(language: str) -> dict[str, str]:
    """Return the medicine of each folded form of a language; English names are understood everywhere."""
    known, rules = listed(), spelling(language)
    index: dict[str, str] = {}
    if rules:
        for key, names in known.names.items():
            rows = known.forms.get(language, {}).get(key, [])
            for form in [fold(row) for row in rows] + [form for name in names for form in rules.forms(name)]:
                for ending in ("", *rules.endings):
                    index.setdefault(form + ending, key)
                for prefix in rules.prefixes:
                    index.setdefault(prefix + form, key)
    return index | known.keys


@cache
def _stems(language: str) -> re.Pattern[str] | None:
    """Return what the folded names of classes end in: in English, and in languages of Latin letters by their rules."""
    stems, rules = listed().stems, spelling(language)
    if language != "en" and (rules is None or not rules.forms("a")[0].isascii()):
        return None
    forms = {form for stem in stems for form in (rules.forms(stem) if rules else [stem])} | set(stems)
    return re.compile(f"(?:{'|'.join(sorted(forms))})s?$")


@lru_cache(maxsize=8192)
def written(key: str, language: str) -> Written | None:
    """Return how a language writes a medicine; None where that isn't known."""
    rules, known = spelling(language), listed()
    if language == "en":
        forms = tuple(known.names.get(key, [key]))
        return Written(re.compile(f"(?:{'|'.join(map(re.escape, forms))})s?"), forms)
    if rules is None:
        return None
    names = known.names.get(key, [key])
    rows = known.forms.get(language, {}).get(key, [])
    usual = [fold(row).replace(" ", "") for row in rows] + [form for name in names for form in rules.forms(name)[:8]]
    # In other scripts a name may stand in its English form.
    usual += [] if usual[0].isascii() else names
    return Written(rules.pattern(names, [*rows, *names]), tuple(form for form in dict.fromkeys(usual) if len(form) > 4))


def suggestion(key: str, language: str) -> str | None:
    """Return the form that a language certainly writes."""
    rows = listed().forms.get(language, {}).get(key)
    if rows:
        return rows[0]
    rules = spelling(language)
    return rules.forms(key)[0] if rules and language in {"pt", "es", "it", "ru"} else None


@cache
def listed() -> Listed:
    """Return the medicines that drugs.toml lists."""
    data = tomllib.loads((Path(__file__).parent / "drugs.toml").read_text("utf-8"))
    synonyms = {key: forms.split("|") for key, forms in data["synonyms"].items()}
    keys = {name: name for name in data["inn"].split()}
    names: dict[str, list[str]] = {name: [name] for name in keys}
    for key, others in data["brands"].items():
        synonyms.setdefault(key, []).extend(others.split("|"))
        keys[key] = key
    for key, others in synonyms.items():
        names[key] = [key, *others]
        for other in others:
            keys[other] = key
            names.pop(other, None)
    forms = {
        language: {key: row.split("|") for key, row in rows.items()}
        for language, rows in data.items()
        if isinstance(rows, dict) and language not in {"synonyms", "brands"}
    }
    return Listed(keys, names, forms, tuple(data["stems"].split()), frozenset(data["ordinary"].split()))

"""Lexicon of Portuguese words that Apertium lacks or mistakes, with their Spanish: every form leads to its entry."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.mt.spanish.cognates import Cognate, Kind
from pipeline.mt.spanish.inflection import verb_forms


@dataclass(frozen=True, slots=True)
class Entry:
    """The Spanish of a Portuguese form, as a Cognate, and a verb's stem under stress.

    `english` is true of an acronym that Portuguese has from English, so that it means the same where the English has it
    too: DNA is ADN, but the UTI of an English text is no intensive care.
    """

    word: Cognate
    strong: str = ""
    english: bool = False


@cache
def entries() -> Mapping[str, Entry]:
    """Return the entry of each form in lower case (acronyms as they are written); a phrase is a form as well."""
    by_form: dict[str, Entry] = {}
    for name in ("lexicon", "medicine"):
        data = tomllib.loads(files("pipeline.mt.spanish").joinpath("data", f"{name}.toml").read_text("utf-8"))
        for form, entry in _forms(data):
            by_form.setdefault(form, entry)
    return by_form


def _forms(data: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    for genders, rows in data.get("nouns", {}).items():
        for portuguese, spanish in rows.items():
            yield portuguese, _entry(spanish, "noun", genders)
            for form in plurals(portuguese):
                yield form, _entry(spanish, "noun", genders, plural=form != portuguese)
    for genders, rows in data.get("acronyms", {}).items():
        for portuguese, spanish in rows.items():
            yield portuguese, Entry(Cognate(spanish, "noun", genders), english=True)
    for genders, rows in data.get("fixed", {}).items():
        kind: Kind = "adverb" if genders == "adverbs" else "noun"
        for portuguese, spanish in rows.items():
            many = genders.startswith("plural_")
            yield portuguese, _entry(spanish, kind, genders.removeprefix("plural_"), plural=many)
    for portuguese, spanish in data.get("adjectives", {}).items():
        for form in adjective_forms(portuguese):
            yield form, _entry(spanish, "adjective", "")
    for portuguese, value in data.get("verbs", {}).items():
        spanish, _, strong = value.partition("|")
        for form, row in verb_forms(portuguese):
            yield form, Entry(Cognate(spanish, "verb", row=row), strong)


def _entry(spanish: str, kind: Kind, genders: str, *, plural: bool = False) -> Entry:
    singular, _, many = spanish.partition("|")  # an irregular plural stands behind the singular
    exact = plural and bool(many)
    return Entry(Cognate(many if exact else singular, kind, genders, plural, exact=exact))


def plurals(word: str) -> tuple[str, ...]:
    """Return the plurals that a Portuguese noun or adjective may have; of several words the first two may change."""
    first, space, rest = word.partition(" ")
    if space:
        second, gap, more = rest.partition(" ")
        agrees = second not in {"de", "do", "da", "dos", "das", "a", "à", "em", "com", "por", "para", "sem"}
        seconds = plurals(second) if agrees else (second,)
        return tuple(f"{head} {second_form}{gap}{more}" for head in plurals(first) for second_form in seconds)
    if "-" in word:  # célula-tronco → células-tronco, ex-fumante → ex-fumantes
        first, _, rest = word.rpartition("-")
        heads = plurals(first) if len(first) > 3 else ()
        return (*(f"{head}-{tail}" for head in heads for tail in (rest, *plurals(rest))), f"{first}-{plurals(rest)[0]}")
    if word.endswith("ão"):
        return (word[:-2] + "ões", word[:-2] + "ãos", word[:-2] + "ães")
    if word.endswith("m"):
        return (word[:-1] + "ns",)
    if word.endswith(("al", "ul")):
        return (word[:-1] + "is",)
    for ending, plural in (("el", "éis"), ("ol", "óis"), ("il", "is")):
        if word.endswith(ending):
            return (word[:-2] + plural, word[:-2] + "eis") if ending != "ol" else (word[:-2] + plural,)
    if word.endswith(("r", "z")):
        return (word + "es",)
    return (word,) if word.endswith(("s", "x")) else (word + "s",)


def adjective_forms(word: str) -> tuple[str, ...]:
    """Return the forms of a Portuguese adjective."""
    feminine = word
    if word.endswith("o") and not word.endswith("ão"):
        feminine = word[:-1] + "a"
    elif word.endswith(("dor", "tor", "sor")):
        feminine = word + "a"
    elif word.endswith("ês"):
        feminine = word[:-2] + "esa"
        return (word, feminine, word[:-2] + "eses", feminine + "s")
    return tuple(dict.fromkeys((word, feminine, *plurals(word), *plurals(feminine))))

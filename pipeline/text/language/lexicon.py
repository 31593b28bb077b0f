"""A small bilingual lexicon: whether the things that a sentence speaks of turn up in its translation.

`lexicon.tsv` has a row for each of some hundred frequent things, medical and general, and a column a language. An entry
is the beginning of its forms (`vaccin`), or with `$` a whole word; `_` stands for a space. It needs no grammar and no
complete senses: one word tells nothing, ten of them tell whether a sentence is the translation of another.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.text.language import words

NOTHING: frozenset[int] = frozenset()
PREFIX = 5  # English entries of so many letters are beginnings; shorter ones have but these endings
ENDINGS = ("", "s", "es", "d", "ed", "ing")
# What Arabic writes together with the word that follows, and what begins the forms of a verb.
_PROCLITICS = re.compile("^[وف]?[بلك]?(?:ال|لل)?")


@dataclass(frozen=True, slots=True)
class Side:
    """The entries of one language: form → rows, whole words and beginnings apart."""

    whole: Mapping[str, frozenset[int]]
    beginnings: Mapping[str, frozenset[int]]
    # Of beginnings by their first character: their lengths, the longest first.
    lengths: Mapping[str, tuple[int, ...]]


@cache
def _table() -> tuple[Mapping[str, str], ...]:
    with (Path(__file__).parent / "lexicon.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def covers(language: str) -> bool:
    """Tell whether the lexicon has the language."""
    return language in _table()[0]


@cache
def _side(language: str) -> Side:
    whole: dict[str, set[int]] = {}
    beginnings: dict[str, set[int]] = {}
    for row, line in enumerate(_table()):
        for entry in line[language].split():
            form = words.fold(entry.rstrip("$")).replace("_", " ")
            if language == "en" and len(form) < PREFIX:
                for ending in ENDINGS:
                    whole.setdefault(form + ending, set()).add(row)
            else:
                (whole if entry.endswith("$") else beginnings).setdefault(form, set()).add(row)
    lengths: dict[str, set[int]] = {}
    for form in beginnings:
        lengths.setdefault(form[0], set()).add(len(form))
    ordered = {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}
    return Side(_frozen(whole), _frozen(beginnings), ordered)


def _frozen(table: Mapping[str, Iterable[int]]) -> dict[str, frozenset[int]]:
    return {form: frozenset(rows) for form, rows in table.items()}


def senses(form: str, language: str) -> frozenset[int]:
    """Return the rows that a word (folded) may belong to."""
    side = _side(language)
    if language != "ar":
        return _lookup(form, side)
    bare = _PROCLITICS.sub("", form)
    forms = {form, form[1:], bare, bare[1:] if bare[:1] in "يتناسم" else bare}
    return NOTHING.union(*(_lookup(each, side) for each in forms))


def _lookup(form: str, side: Side) -> frozenset[int]:
    codes = side.whole.get(form, NOTHING)
    for length in side.lengths.get(form[:1], ()):
        codes |= side.beginnings.get(form[:length], NOTHING)
    return codes


def characters(text: str, language: str) -> Iterator[frozenset[int]]:
    """Yield the rows of what the lexicon knows in a text without spaces, the longest entry at each place."""
    side = _side(language)
    place = 0
    while place < len(text):
        for length in side.lengths.get(text[place], ()):
            rows = side.beginnings.get(text[place : place + length])
            if rows:
                yield rows
                place += length
                break
        else:
            place += 1

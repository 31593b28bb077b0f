"""Peoples and adjectives of countries: Egyptian patients are patients from Egypt, in nine languages."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from pipeline.text.names.spelling import fold

ROOT = 3  # letters that every stem has
# How much longer than its stem a word may be, by the letters of the stem: a short one is the beginning of many words.
ENDINGS = {3: 2, 4: 2, 5: 3}
MOST_ENDING = 6
LONGEST = {"hi": 3}
# Endings of Arabic, where a letter more makes another word: Turkish is "turki", assembly "turkib".
ARABIC = frozenset({"", "ه", "ين", "ون", "ات", "ان", "ا", "تين", "تان"})


@lru_cache(maxsize=65536)
def people(word: str, language: str) -> str | None:
    """Return the country whose people or adjective a folded word is; numbers stand for continents, as in CLDR."""
    for stem, country in _stems(language).get(word[:ROOT], ()):
        if word.startswith(stem):
            ending = word[len(stem) :]
            if language == "ar":
                fits = ending in ARABIC
            elif language == "en":
                fits = not ending
            else:
                fits = len(ending) <= min(ENDINGS.get(len(stem), MOST_ENDING), LONGEST.get(language, MOST_ENDING))
            if fits:
                return country
    return None


@cache
def _stems(language: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the stems of a language by their first letters, the longest first."""
    stems: dict[str, list[tuple[str, str]]] = {}
    with (Path(__file__).parent / "nations.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            for form in row.get(language, "").split("|"):
                if stem := fold(form):
                    stems.setdefault(stem[:ROOT], []).append((stem, row["country"]))
    return {root: tuple(sorted(some, key=lambda pair: -len(pair[0]))) for root, some in stems.items()}

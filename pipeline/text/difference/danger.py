"""Dangerous exchanges of words, which could harm a patient: the lists of words.toml, asked a stretch at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.text.difference.tokens import ARTICLES, Token, data, written_out

# "One" and "first" in words count little: that any other word takes their place is no new number.
PRONOUNS = frozenset({"1", "1st"})
STEM = 4  # letters of a word that a prefix turns round: "unit" is no opposite of "it"


@dataclass(frozen=True, slots=True)
class WordLists:
    """Words by the places they take: row of exchanges → part of it; and the words that count alone."""

    places: dict[str, dict[int, int]]
    alone: frozenset[str]
    fading: frozenset[str]
    opposites: tuple[tuple[str, str], ...]
    prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the old text and what stands in its place; either may be empty."""

    old: Sequence[Token]
    new: Sequence[Token]


def dangerous(stretch: Stretch, language: str) -> str | None:
    """Return why a change is dangerous ("quantity", "word"), or None."""
    old = {token.word for token in stretch.old}
    new = {token.word for token in stretch.new}
    figures, others = _figures(stretch.old), _figures(stretch.new)
    if figures != others:
        numbers = [token for token in (*stretch.old, *stretch.new) if token.number]
        if not (stretch.old and stretch.new and all(written_out(number, PRONOUNS) for number in numbers)):
            return "quantity"
    if language != "en":
        return None
    lists = _word_lists()
    gone, come = old - new, new - old
    turned = (gone | come) & lists.alone
    if any(not any(_equivalent(word, other) for other in (come if word in gone else gone)) for word in turned):
        return "word"
    if not (gone and come) and (gone | come) & lists.fading:
        return "word"
    if any(_exchanged(lost, other) for lost in gone for other in come):
        return "word"
    return None


def _figures(tokens: Sequence[Token]) -> list[str]:
    return [token.same for token in tokens if token.number]


@lru_cache(maxsize=65536)
def _exchanged(old: str, new: str) -> bool:
    lists = _word_lists()
    old_groups, new_groups = lists.places.get(old, {}), lists.places.get(new, {})
    shared = old_groups.keys() & new_groups.keys()
    if shared and all(old_groups[row] != new_groups[row] for row in shared):
        return True
    if shared:
        return False
    short, long = sorted((old, new), key=len)
    if len(short) >= STEM and any(long == prefix + short for prefix in lists.prefixes):
        return True
    for left, right in lists.opposites:
        for first, second in ((left, right), (right, left)):
            if old.startswith(first) and new == second + old[len(first) :] and len(old) > len(first) + 2:
                return True
    return any(
        first.endswith("less") and second in {first[:-4], first[:-4] + "ful"} and len(first) > 6
        for first, second in ((old, new), (new, old))
    )


def _equivalent(old: str, new: str) -> bool:
    """Tell whether two words mean the same in some row, and another thing in none."""
    old_groups, new_groups = _word_lists().places.get(old, {}), _word_lists().places.get(new, {})
    shared = old_groups.keys() & new_groups.keys()
    return bool(shared) and all(old_groups[row] == new_groups[row] for row in shared)


@cache
def _word_lists() -> WordLists:
    words = data()
    places: dict[str, dict[int, int]] = {}
    for number, row in enumerate(words["exchanges"].strip().splitlines()):
        for part, group in enumerate(row.split("|")):
            for word in group.split():
                places.setdefault(_plain(word), {})[number] = part
    pairs = tuple(_pair(row) for row in words["opposites"].split())
    return WordLists(
        places,
        frozenset(map(_plain, words["alone"].split())),
        frozenset(map(_plain, words["fading"].split())),
        pairs,
        tuple(words["prefixes"].split()),
    )


def _pair(row: str) -> tuple[str, str]:
    left, _, right = row.partition("-")
    return left, right


def _plain(word: str) -> str:
    """Return a word or phrase as tokens have it: without articles."""
    return "_".join(part for part in word.split("_") if part not in ARTICLES) or word

"""Acronyms in a text and its translation: kept, put into the language's own letters, or made into something else.

A language has acronyms of its own (MRI is IRM, MRT, RM): `acronyms.toml` has those of medicine. Others are explained
where they stand ("calidad de vida (CV)"), or have the same letters in another order. What is none of that stands for
nothing that a reader could know.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from pipeline.text import addresses
from pipeline.text.names.values import Name

# A capital goes first: the search is fast.
ACRONYM = re.compile(r"[A-Z](?<![^\W_].)(?<![@/._&#%].)(?<![A-Z\d]-.)[A-Z]{1,6}(?=s?(?![^\W_])(?!-?\d|[@/_]))")
LETTERS = re.compile(r"[A-Za-z][A-Za-z0-9]*")
IN_CAPITALS = re.compile(r"[A-ZÀ-Þ](?<=\b.)[A-ZÀ-Þ]+[\s,:;-]+[A-ZÀ-Þ]{2,}\b")  # words in a row: emphasis, or a heading
WORD = re.compile(r"[^\W\d_]+")
NUMBERED = re.compile(r"(?<![^\W_])([^\W\d_]{2,})[-\u2010\u2011](\d{2,})(?![^\W_])")
HYPHENED = re.compile(r"[-\u2010\u2011]\d\d")  # a text without has no such name
LONGEST_SMALL = 4  # letters of a word between the explaining ones that counts as none: "de la", "with"
PER_LETTER = 3  # words that an explanation has for each letter at most
DOTTED = re.compile(r"[A-Z](?<![^\W_].)\.(?:[A-Z]\.)+")
SHORTEST_LOWERED = 3  # letters: `ce` and `us` are words
IGNORED = re.compile(r"<[^<>]*>|\{[^{}]*\}|%\(?\w+\)?[sd]|&#?\w+;")


@lru_cache(maxsize=64)
def read(text: str) -> tuple[Name, ...]:
    """Return the acronyms of letters alone in a text; a text in capitals has none."""
    plain = _plain(text)
    if IN_CAPITALS.search(plain):
        return ()
    matches = [*ACRONYM.finditer(plain), *DOTTED.finditer(plain)]
    return tuple(Name("acronym", match[0].replace(".", ""), *match.span(), match[0]) for match in matches)


def replaced(source: str, target: str) -> Iterator[tuple[Name, Name]]:
    """Yield each acronym of a translation that nothing explains, with the one of the source that is gone for it."""
    wanted, got = read(source), read(target)
    if not wanted or not got:
        return
    before, after = source.upper(), target.upper()
    forms = {form for name in wanted for form in (*_table().get(name.key, ()), "".join(sorted(name.key)))}
    lost = [name for name in _once(wanted) if name.key not in after]
    new = [name for name in _once(got) if name.key not in before]
    if not lost or not new or len(new) > len(lost) + 1:
        return
    for name in new:
        if len(set(name.key)) == 1:
            continue  # half of a Spanish plural: EE. UU.
        if forms.isdisjoint((name.key, "".join(sorted(name.key)))) and not _explained(name, target):
            place = name.start / len(target)
            yield min(lost, key=lambda gone: abs(gone.start / len(source) - place)), name


def lowered(source: str, target: str) -> Iterator[tuple[Name, Name]]:
    """Yield each acronym of the source that stands in the translation in small letters, which say another word."""
    wanted = [name for name in _once(read(source)) if len(name.key) >= SHORTEST_LOWERED and name.key not in target]
    if not wanted:
        return
    own = {match[0] for match in LETTERS.finditer(source)}
    there: dict[str, re.Match[str]] = {}
    for match in LETTERS.finditer(_plain(target)):
        if match[0].islower() and match[0] not in own:
            there.setdefault(match[0].upper(), match)
    for name in wanted:
        if (other := there.get(name.key)) is not None:
            yield name, Name("acronym", name.key, *other.span(), other[0])


def renamed(source: str, target: str) -> Iterator[tuple[Name, Name]]:
    """Yield each name with a number whose letters became others: COVID-19, Corvid-19."""
    both = HYPHENED.search(source) and HYPHENED.search(target)
    wanted = {match[2]: match for match in NUMBERED.finditer(_plain(source)) if match[1].isupper()} if both else {}
    if not wanted:
        return
    before = source.upper()
    after = target.upper()
    for match in NUMBERED.finditer(_plain(target)):
        other = wanted.get(match[2])
        if other is None or len(other[1]) <= SHORTEST_LOWERED or other[1] in after or match[1].upper() in before:
            continue
        if match[1].isascii() and match[1][0].isupper():
            yield (
                Name("code", other[0], *other.span(), other[0]),
                Name("code", match[0], *match.span(), match[0]),
            )


@lru_cache(maxsize=64)
def _plain(text: str) -> str:
    """Return a text with spaces for what a machine reads, at the same places."""
    return IGNORED.sub(lambda match: " " * len(match[0]), addresses.blank(text))


def _once(names: Sequence[Name]) -> list[Name]:
    return list({name.key: name for name in reversed(names)}.values())[::-1]


def _explained(name: Name, text: str) -> bool:
    """Tell whether words of the text begin with the letters of an acronym, in order, with but small words between."""
    letters = name.key.lower()
    words = [match[0].lower() for match in WORD.finditer(text) if match.start() != name.start]
    for first, word in enumerate(words):
        if word[0] != letters[0]:
            continue
        found, strangers = 1, 0
        for other in words[first + 1 : first + PER_LETTER * len(letters)]:
            if found == len(letters):
                break
            if other[0] == letters[found]:
                found += 1
            elif len(other) > LONGEST_SMALL:
                strangers += 1
                if strangers > 1:
                    break
        if found == len(letters):
            return True
    return False


@cache
def _table() -> dict[str, frozenset[str]]:
    data = tomllib.loads((Path(__file__).parent / "acronyms.toml").read_text("utf-8"))
    return {key: frozenset(forms.split()) for key, forms in data["acronyms"].items()}

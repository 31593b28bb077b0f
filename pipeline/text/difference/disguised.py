"""Edits that look like mere writing and change what a sentence says: `No: aspirin` and `No aspirin`, 5 mM and 5 mm.

The words of the two texts are the same; a sign, a capital letter of a unit, an article before "few", or a space inside
of a word makes the difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pipeline.text.difference.tokens import ARTICLES, DASHES, QUOTES, data
from pipeline.text.difference.versions import Words

DIRECTING = re.compile("[\u202a-\u202e\u2066-\u2069]")
MEASURED = re.compile(r"(?P<figure>\d(?:[\d.,]*\d)?)[\s\u00a0\u202f]*(?P<unit>[A-Za-zµμΩ]{1,5})(?![A-Za-z])")
# Units whose prefix or letter means another one in the other case: milli and mega, metre and molar, second and siemens.
CASED = re.compile(
    r"[mMkKnNpPµμGTdDcC]?(?:g|G|mol|Mol|MOL|M|m|L|l|s|S|V|v|W|w|A|a|Bq|bq|BQ|Gy|gy|GY|Sv|sv|SV|Hz|hz|J|j|Pa|pa|U|u|eq|Eq|EQ|kat)"
)
SIGNED = re.compile(r"(?<![\w.,)%°])[-\u2212\u2013]\s?(?=\d)")
PIECE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
SHORTEST = 4  # letters of a word that another one may be joined to
LEFT, RIGHT = 2, 3  # words before and after a sign in which it may decide over a "not"
_JOINERS = (
    "un in im ir il non dis de anti contra mis out re off on over under any every some no not all after before a ab"
)
JOINERS = frozenset(_JOINERS.split())
MONTHS = frozenset({"may", "march"})


def hidden(text: str) -> list[str]:
    """Return the marks of direction in a text, which show its figures in another order."""
    return DIRECTING.findall(text)


def disguised(old: str, new: str) -> tuple[str, Words] | None:
    """Return why an edit of two English texts with equal words is dangerous, and the words; None where it isn't."""
    for rule, words in _dangers(old, new):
        return rule, words
    return None


def _dangers(old: str, new: str) -> Iterator[tuple[str, Words]]:
    for before, after in zip(MEASURED.finditer(old), MEASURED.finditer(new), strict=False):
        if before["figure"] == after["figure"] and _other_unit(before["unit"], after["unit"]):
            yield "unit", Words(before[0], after[0])
    if len(SIGNED.findall(old)) != len(SIGNED.findall(new)):
        yield "sign", Words(old, new)
    yield from _joined(old, new)
    yield from _pointed(old, new)


def _other_unit(unit: str, other: str) -> bool:
    if unit == other or unit.lower() != other.lower() or not (CASED.fullmatch(unit) and CASED.fullmatch(other)):
        return False
    return _canonical(unit) != _canonical(other)


def _canonical(unit: str) -> str:
    """Return a unit as its symbol is written: ml is mL, Kg is kg."""
    unit = unit.replace("μ", "µ")
    if unit[:1] == "K":
        unit = "k" + unit[1:]
    return unit[:-1] + "L" if unit.endswith("l") and len(unit) <= 2 else unit


def _joined(old: str, new: str) -> Iterator[tuple[str, Words]]:
    """Tell words that are written together or apart where their first part means something: in active."""
    for text, other in ((old, new), (new, old)):
        whole = {word.lower() for word in re.findall(r"[^\W\d_]+", other)}
        for left, right in pairwise(re.findall(r"[^\W\d_]+", text)):
            word = (left + right).lower()
            if left.lower() in JOINERS and len(right) >= SHORTEST and word in whole:
                pair = (f"{left} {right}", word)
                yield "word", Words(*pair) if text is old else Words(*reversed(pair))


def _pointed(old: str, new: str) -> Iterator[tuple[str, Words]]:
    """Tell signs and articles that come or go beside a word that decides: Don't, stop; a few."""
    first, second = _pieces(old), _pieces(new)
    if [piece.lower() for piece in first if _said(piece)] != [piece.lower() for piece in second if _said(piece)]:
        return
    words = [piece.lower() for piece in first if _said(piece)]
    for place, (joint, other) in enumerate(zip(_joints(first), _joints(second), strict=True)):
        last = place == len(words)
        if joint != other and not (last and joint.strip(".") == other.strip(".")):
            rule = _decides(joint, other, words, place)
            if rule:
                yield rule, Words(_shown(first, place), _shown(second, place))
    spoken = [[piece for piece in pieces if _said(piece)] for pieces in (first, second)]
    for before, after in zip(*spoken, strict=True):
        if before != after and before.lower() in MONTHS:
            yield "month", Words(before, after)


def _decides(joint: str, other: str, words: list[str], place: int) -> str | None:
    """Return why what stands between two words decides over what they say; None where it doesn't."""
    deciding = _deciding()
    near = set(words[max(0, place - LEFT) : place + RIGHT])
    beside = set(words[max(0, place - 1) : place + 1])
    signs = joint + other
    if ARTICLES.intersection([*joint.split(), *other.split()]) and deciding["scant"].intersection(
        words[place : place + 1]
    ):
        return "article"
    if deciding["turning"] & near and _stops(joint) != _stops(other):
        return "punctuation"
    if "-" in signs and deciding["spaced"] & beside:
        return "punctuation"
    if ("(" in signs or "-" in signs) and any(word[0].isdigit() for word in beside):
        return "punctuation"
    return None


def _pieces(text: str) -> list[str]:
    return ["-" if piece in DASHES else piece for piece in PIECE.findall(text.replace("’", "'")) if piece not in QUOTES]


def _said(piece: str) -> bool:
    return piece[0].isalnum() and piece.lower() not in ARTICLES


def _joints(pieces: list[str]) -> list[str]:
    """Return what stands before each word, and after the last: signs and articles."""
    joints = [""]
    for piece in pieces:
        if _said(piece):
            joints.append("")
        else:
            joints[-1] = f"{joints[-1]} {piece.lower()}".strip()
    return joints


def _stops(joint: str) -> str:
    return "".join(char for char in joint if char in ",;:.!?()-")


def _shown(pieces: list[str], place: int) -> str:
    number = -1
    shown = []
    for piece in pieces:
        number += _said(piece)
        if place - LEFT <= number <= place + (0 if _said(piece) else -1) or (number == place - 1):
            shown.append(piece)
    return " ".join(shown)


@cache
def _deciding() -> dict[str, frozenset[str]]:
    return {key: frozenset(words.split()) for key, words in data()["deciding"].items()}

"""Marks of polarity: the words of a text that turn its sentence round, each with its place and its clause."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.text.polarity.lexicon import LEXICA

# French: ne stands without pas beside que and plus, and with pouvoir, savoir, cesser, oser.
LICENCE = re.compile(
    r"\b(?:qu(?:e\b|['’])|plus\b|point\b|p(?:eu[tv]|u\b|ouv|ourr)|sau[rv]|sach|sait\b|cess|os(?:e|ent)\b)", re.I
)
# Portuguese, Spanish, Italian: what may stand before a word that denies by itself.
_LITTLE = """
    a además agora ahora ainda al allora anche ao as assim así até aunque aún bajo benché casi che com como
    con conforme così cual cuando cui cuja cujo cuya cuyo da dal de del desde di do donde dos dove e em
    embora en enquanto entonces entre então fra hasta in já luego ma mas mentre mientras na nas no nos o onde
    ora ou para per perché pero però pois por porque pues qual quale quando quase quasi que se sebbene
    segundo según sem senza si sin sino sob sobre su también também todavía tra u y ya
"""
LITTLE = frozenset(_LITTLE.split())
# Commas and their like end a clause anywhere, a full stop before a space, a dash between two. It begins with one set of
# characters, for which the search is fast.
CLAUSE = re.compile(
    r"[,;:()\[\]—،؛、，；：（）。！？؟।.!?…–-](?:(?<![.!?…–-])|(?<=[.!?…])[.!?…]{0,20}(?=\s|$)|(?<=\s[–-])(?=\s))"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One word or phrase: its family and value, characters [start, end) of the text, and the number of its clause.

    A loose mark may carry the meaning or not ("small", "unusual"): it answers for a mark of the other text. One that is
    `bare` lacks the word with which its language would deny: hace ninguna diferencia.
    """

    family: str
    value: str
    start: int
    end: int
    text: str
    clause: int
    loose: bool = False
    bare: bool = False


DENYING = frozenset({"not", "none", "without"})
AGREEING = frozenset({"concord", "expletive"})


@lru_cache(maxsize=8192)
def read(text: str, language: str) -> tuple[Mark, ...]:
    """Return the marks of a text in order, none overlapping; empty for a language without data."""
    words = LEXICA.load(language)
    spans = list(words.spans(text)) if words else []
    if not spans:
        return ()
    breaks = [match.start() for match in CLAUSE.finditer(text)]
    marks = tuple(
        Mark(meaning.family, meaning.value, start, end, text[start:end], bisect(breaks, start), meaning.loose)
        for meaning, start, end in spans
    )
    if any(mark.value in AGREEING for mark in marks):
        return tuple(replace(mark, bare=True) if _is_bare(mark, marks, breaks, text) else mark for mark in marks)
    return marks


def _is_bare(mark: Mark, marks: Sequence[Mark], breaks: Sequence[int], text: str) -> bool:
    """Tell whether a word that goes with another denial stands without one, and not where it denies by itself.

    Before the verb ninguna denies alone, and ne beside que or in the place of ne pas.
    """
    if mark.value not in AGREEING:
        return False
    if mark.value == "expletive":
        last = breaks[mark.clause] if mark.clause < len(breaks) else len(text)
        return LICENCE.search(text, mark.end, last) is None
    around = [other for other in marks if other.clause == mark.clause and other is not mark and not other.loose]
    if any(other.value in DENYING or (other.value, other.text) == (mark.value, mark.text) for other in around):
        return False  # ni carne ni pescado
    first = breaks[mark.clause - 1] + 1 if mark.clause else 0
    head = text[first : mark.start].split()
    if not head or not text[mark.start - 1].isspace():
        return False
    return head[-1].lower() not in LITTLE and not head[-1].endswith("mente")

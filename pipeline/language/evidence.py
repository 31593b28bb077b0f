"""What a text and its translation can be compared by: things of the lexicon, numbers, names and kindred words.

Each is a piece of evidence. Whether the other text has it, too, tells how far the two belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.language import lexicon, scripts, words

Kind = Literal["thing", "number", "name", "word"]

NUMBER = r"\d+(?:[.,٫٬'’\u00a0\u202f]\d+|[ ](?=\d{3}(?!\d))\d{3})*"
TOKEN = re.compile(f"{NUMBER}|{words.WORD.pattern}")
NAME = re.compile(r"[a-z]{2,}")
UNSPACED = frozenset({"zh", "ja", "th"})
KIN = 4  # letters at the beginning that words of one origin share in languages of one script
SKELETON = 3  # consonants that names share across scripts
REMEMBERED = 30_000  # words of a pair of languages
# Where one sentence may end and another begin.
_END = re.compile(r"[.!?…؟۔।]+[\"'”’»)\]]*(?=\s|[A-Z][a-z])\s*|[۔।]+|[。！？]+[”’』」）\"]*")
_ABBREVIATIONS = frozenset(
    {"dr", "mr", "ms", "mrs", "st", "vs", "al", "sr", "sra", "no", "fig", "art", "cf", "etc", "núm", "pág", "ex", "см"}
)
_LAST_WORD = re.compile(r"\w+$")
_OPENING = "\"'“‘«([¿¡"
# Consonants by their sound, coarsely: what a name keeps when it moves to another script.
_SOUNDS = {
    "p": "pbпبپपबभপবভ",
    "t": "tdтдتطدضثذतटदडथठधढতটদডথধ",
    "k": "kgcqxкгхقكغخجگकगखघকগখঘ",
    "f": "fvphвфففভव",
    "s": "szjсзжшчщцسزصشظچژसशषजचछसযজসশষচছ",
    "l": "lлلলल",
    "m": "mмمমम",
    "n": "nнنनणংंন",
    "r": "rрرरড়র",
}
_SOUND = {letter: sound for sound, letters in _SOUNDS.items() for letter in letters}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: its kind, what it matches by, and the rows of the lexicon that it may belong to."""

    kind: Kind
    key: str = ""
    sound: str = ""
    rows: frozenset[int] = lexicon.NOTHING


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence [start, end) of a text with its pieces in order; `length` counts its characters, blanks around not."""

    start: int
    end: int
    length: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Inventory:
    """All that a text has to match pieces of another."""

    rows: frozenset[int]
    keys: frozenset[str]

    def has(self, piece: Piece) -> bool:
        """Tell whether the piece has its counterpart."""
        if piece.kind == "thing":
            return not piece.rows.isdisjoint(self.rows)
        return piece.key in self.keys or (piece.sound != "" and piece.sound in self.keys)


@dataclass(frozen=True, slots=True)
class Pair:
    """From which language to read and which to compare with; `kin` where both are written in one script."""

    language: str
    other: str
    kin: bool


def inventory(sentences: Iterable[Sentence]) -> Inventory:
    """Return what the pieces of sentences offer to be matched."""
    found = [piece for sentence in sentences for piece in sentence.pieces]
    keys = {piece.key for piece in found}
    keys.update(piece.sound for piece in found)
    return Inventory(lexicon.NOTHING.union(*(piece.rows for piece in found)), frozenset(keys - {""}))


def sentences(text: str, pair: Pair) -> list[Sentence]:
    """Return the sentences of a text with what they can be compared by."""
    ends = [found.end() for found in _END.finditer(text) if found.end() == len(text) or _parts(text, found)]
    if not ends or text[ends[-1] :].strip():
        ends.append(len(text))
    result, start = [], 0
    for end in ends:
        part = text[start:end]
        result.append(Sentence(start, end, len(part.strip()), _pieces(part, pair)))
        start = end
    return result


def _parts(text: str, found: re.Match[str]) -> bool:
    """Tell the full stop between two sentences from that of an abbreviation or an ellipsis."""
    if found[0][0] not in ".…":
        return True
    following = text[found.end() :][:3].lstrip(_OPENING)[:1]
    before = _LAST_WORD.search(text, max(0, found.start() - 12), found.start())
    if following.islower() or (before is not None and (len(before[0]) < 2 or before[0].lower() in _ABBREVIATIONS)):
        return False
    return found[0][-1].isspace() or text[found.start() - 1].islower()


def _pieces(text: str, pair: Pair) -> tuple[Piece, ...]:
    known = _known(pair)
    found: list[Piece] = []
    for token in TOKEN.findall(text.lower()):
        pieces = known.get(token)
        if pieces is None:
            pieces = _read(token, pair)
            if len(known) < REMEMBERED and len(token) < 40:
                known[token] = pieces
        found += pieces
    return tuple(found)


@cache
def _known(pair: Pair) -> dict[str, Sequence[Piece]]:
    return {}


def _read(token: str, pair: Pair) -> Sequence[Piece]:
    if token[0].isdecimal():
        value = "".join(str(int(character)) for character in token if character.isdecimal())
        return (Piece("number", value.lstrip("0") or "0"),)
    form = words.fold(token)
    both = lexicon.covers(pair.language) and lexicon.covers(pair.other)
    if pair.language in UNSPACED:
        names = [Piece("name", name) for name in NAME.findall(form)]
        return (
            names + [Piece("thing", rows=rows) for rows in lexicon.characters(form, pair.language)] if both else names
        )
    rows = lexicon.senses(form, pair.language) if both else lexicon.NOTHING
    if rows:
        return (Piece("thing", form if pair.language == "en" else "", rows=rows),)
    if pair.kin:
        return (Piece("word", form[:KIN]),) if len(form) >= KIN else ()
    consonants = "".join(_SOUND.get(letter, "") for letter in form)
    sound = f"~{consonants[:SKELETON]}" if len(consonants) >= SKELETON else ""
    if scripts.of(form[0]) != "Latn":
        return (Piece("word", "", sound),) if sound else ()
    if pair.language == "en":
        return (Piece("word", form, sound),) if sound or len(form) > 1 else ()
    return (Piece("name", form),) if len(form) > 1 else ()

"""Evidence that a text translates another: things of the lexicon, numbers, names, kindred words, lengths.

Each but the last is a piece of evidence: whether the other text has it, too, tells how far the two belong together. Of
lengths each language has its own measure, and short texts vary most.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline import locales
from pipeline.text.language import lexicon, scripts, words

Kind = Literal["thing", "number", "name", "word"]
Marks = frozenset[int | str]

NUMBER = r"\d+(?:[.,٫٬'’\u00a0\u202f]\d+|[ ](?=\d{3}(?!\d))\d{3})*"
TOKEN = re.compile(f"{NUMBER}|{words.WORD.pattern}")
NAME = re.compile(r"[a-z]{2,}")
KIN = 4  # letters at the beginning that words of one origin share in languages of one script
SKELETON = 3  # consonants that names share across scripts
NOTHING: Marks = frozenset()
FAR = 4.0  # standard deviations of a length: what lies further out is no likelier under any other measure
MEASURED_FROM = "en"  # the language of the sources that the lengths were measured against
# Digits in groups with spaces between: one number in several chunks.
_GROUPED = re.compile(r"\d[ \u00a0\u202f]\d")
_GAP = re.compile(r"(?<=\d)(?:[\u00a0\u202f](?=\d)|[ ](?=\d{3}(?!\d)))")
# Where one sentence may end and another begin.
_END = re.compile(r"[.!?…؟۔।。！？]+[\"'”’»)\]』」）]*\s*")
_ALWAYS = frozenset("۔।。！？")  # what parts sentences even where no space follows
# What begins a sentence where no space stands before it: "the soap.A study", "its wall.SARS is".
_CAPITALISED = re.compile(r"[A-Z](?:[a-z]| [a-z\d]|[A-Z]{2})")
_QUOTED = 40  # characters of a quotation inside of a sentence: the app “Stop!” was used
_ABBREVIATIONS = frozenset(
    {
        "dr",
        "mr",
        "ej",
        "aprox",
        "approx",
        "max",
        "min",
        "máx",
        "mín",
        "prof",
        "dra",
        "resp",
        "ref",
        "incl",
        "tel",
        "ms",
        "mrs",
        "st",
        "vs",
        "al",
        "sr",
        "sra",
        "no",
        "fig",
        "art",
        "cf",
        "etc",
        "núm",
        "pág",
        "ex",
        "см",
    }
)
_CLOCK = re.compile(r"([01]?\d|2[0-4])\.([0-5]\d)")
_LAST_WORD = re.compile(r"\w+$")
_CLOSING = {'"': '"', "”": "“", "’": "‘", "»": "«", "“": "„"}
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
    """One piece of evidence: its kind, and what it matches by, rows of the lexicon and keys of letters.

    The other text has it too where it offers one of the things that the piece asks for.
    """

    kind: Kind
    asks: Marks
    offers: Marks


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence [start, end) of a text with its pieces in order; `length` counts its characters, blanks around not."""

    start: int
    end: int
    length: int
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Pair:
    """A direction: the language to read and the one to compare with; `kin` where both are written in one script."""

    language: str
    other: str
    kin: bool


@dataclass(frozen=True, slots=True)
class LengthRatio:
    """The logarithm of a translation's length over its source's: the mean, and what the deviation is made of."""

    mean: float
    spread: float
    noise: float

    def deviation(self, length: int) -> float:
        """Return the standard deviation for a source of so many characters."""
        return math.sqrt(self.spread**2 + self.noise**2 / max(1, length))

    def score(self, source: int, target: int) -> float:
        """Return by how many standard deviations a translation is longer than expected; shorter ones are negative."""
        return (math.log(max(1, target) / max(1, source)) - self.mean) / self.deviation(source)

    def evidence(self, source: int, target: int, share: float) -> float:
        """Return the weight of evidence that the translation holds `share` of what it should, against all of it."""
        deviation = self.deviation(source)
        whole = self.score(source, target)
        part = whole - math.log(share) / deviation
        return (min(FAR, abs(whole)) ** 2 - min(FAR, abs(part)) ** 2) / 2


def inventory(sentences: Iterable[Sentence]) -> Marks:
    """Return what the pieces of sentences offer to be matched."""
    return NOTHING.union(*[piece.offers for sentence in sentences for piece in sentence.pieces])


def sentences(text: str, pair: Pair) -> list[Sentence]:
    """Return the sentences of a text with what they can be compared by."""
    read = _reader(pair)
    ends, opened, closed, at = [], -1, -1, 0
    for match in _END.finditer(text):
        opened = max(opened, text.rfind("(", at, match.start()))
        closed = max(closed, text.rfind(")", at, match.end()), text.rfind("）", at, match.end()))
        at = match.start()
        if _ends_sentence(text, match, bracketed=opened > closed):
            ends.append(match.end())
    if not ends or (ends[-1] < len(text) and text[ends[-1] :].strip()):
        ends.append(len(text))
    result, start = [], 0
    for end in ends:
        part = text[start:end]
        lower = part.lower()
        if _GROUPED.search(lower):
            lower = _GAP.sub(",", lower)
        result.append(Sentence(start, end, len(part.strip()), read(lower)))
        start = end
    return result


def _ends_sentence(text: str, match: re.Match[str], *, bracketed: bool) -> bool:
    """Tell the full stop between two sentences from that of an abbreviation or an ellipsis."""
    signs = match[0]
    if signs[0] in _ALWAYS or match.end() == len(text):
        return True
    if not signs[-1].isspace() and not _CAPITALISED.match(text, match.end()):
        return False
    following = text[match.end() : match.end() + 3].lstrip(_OPENING)[:1]
    if signs[0] not in ".…":
        # A quotation in a sentence ends no sentence, unless another begins with a capital behind it.
        opening = _CLOSING.get(signs.rstrip()[-1])
        short = text[max(0, match.start() - _QUOTED) : match.start()]
        return opening is None or following.isupper() or opening not in short
    if bracketed:
        return False  # what stands in brackets belongs to its sentence
    before = _LAST_WORD.search(text, max(0, match.start() - 12), match.start())
    if following.islower() or (before is not None and (len(before[0]) < 2 or before[0].lower() in _ABBREVIATIONS)):
        return False
    return signs[-1].isspace() or text[match.start() - 1].islower()


@cache
def _reader(pair: Pair) -> words.Reader[Piece]:
    known: dict[str, Sequence[Piece]] = {}

    def read(chunk: str) -> Sequence[Piece]:
        all_pieces: list[Piece] = []
        for token in TOKEN.findall(chunk):
            pieces = known.get(token)
            if pieces is None:
                pieces = _read(token, pair)
                if len(known) < words.REMEMBERED and len(token) < words.LONGEST:
                    known[token] = pieces
            all_pieces += pieces
        return all_pieces

    return words.Reader(read)


def _read(token: str, pair: Pair) -> Sequence[Piece]:
    if token[0].isdecimal() and (clock := _CLOCK.fullmatch(token)):
        hour, minute = (int(scripts.ascii_digits(part)) for part in clock.groups())
        # 17.30 is 5:30 elsewhere, which is read as two numbers.
        return (
            _piece("number", scripts.only_digits(token).lstrip("0") or "0", str(hour), str(hour % 12), str(minute)),
        )
    if token[0].isdecimal():
        return (_piece("number", scripts.only_digits(token).lstrip("0") or "0"),)
    form = words.fold(token)
    if not form:
        return ()  # marks without a letter
    both = lexicon.covers(pair.language) and lexicon.covers(pair.other)
    if locales.unspaced(pair.language):
        names = [_piece("name", name) for name in NAME.findall(form)]
        things = [Piece("thing", rows, rows) for rows in lexicon.characters(form, pair.language)] if both else []
        return names + things
    rows = lexicon.senses(form, pair.language) if both else lexicon.NOTHING
    if rows:
        return (Piece("thing", rows, rows | {form} if pair.language == "en" else rows),)
    if pair.kin:
        return (_piece("word", form[:KIN]),) if len(form) >= KIN else ()
    consonants = "".join(_SOUND.get(letter, "") for letter in form)
    sound = f"~{consonants[:SKELETON]}" if len(consonants) >= SKELETON else ""
    if scripts.of(form[0]) != "Latn":
        return (_piece("word", sound),) if sound else ()
    if pair.language == "en":
        return (_piece("word", form, sound),) if sound or len(form) > 1 else ()
    return (_piece("name", form),) if len(form) > 1 else ()


def _piece(kind: Kind, *keys: str) -> Piece:
    marks = frozenset(filter(None, keys))
    return Piece(kind, marks, marks)


@cache
def length_ratio(language: str, script: str, source: str = MEASURED_FROM) -> LengthRatio:
    """Return the measure of translations into a language; of one that isn't listed, its script's."""
    target_length, source_length = _ratio_from_english(language, script), _ratio_from_english(source, "Latn")
    return LengthRatio(target_length.mean - source_length.mean, target_length.spread, target_length.noise)


@cache
def _ratio_from_english(language: str, script: str) -> LengthRatio:
    data = tomllib.loads((Path(__file__).parent / "lengths.toml").read_text("utf-8"))
    return LengthRatio(**(data["language"].get(language) or data["script"].get(script) or data["script"]["other"]))

"""Check for repetition: a phrase twice in a row is a slip of the keyboard, or a machine caught in a loop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, pairwise
from operator import eq

from pipeline.checks import prose
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.text import inline
from pipeline.text.language import identify, words

CHECKS = {"repetition": "A phrase stands twice in a row, or again and again, and the source doesn't repeat it."}
OFTEN = 3  # times that no grammar repeats a word, and no chance a phrase
LETTERS = 3  # characters of a phrase that is more than an initial or a doubled verb
NUMBERS = 4  # times that numbers stand in a row by no chance
LONGEST = 40  # words (characters where no spaces are written) of a phrase that is looked for
# Languages that double a word as grammar or for emphasis: "nous nous lavons", "अलग-अलग", "sama sama".
DOUBLING = {
    "fr": frozenset({"nous", "vous"}),
    "pt": frozenset({"se"}),  # "se se esquecer": if one forgets
    "gl": frozenset({"se"}),
    "it": frozenset({"via", "man"}),
    "de": frozenset({"die", "der", "das", "sie"}),
    "nl": frozenset({"die", "dat"}),
}
FREELY_DOUBLING = frozenset(
    {"hi", "mr", "ne", "bn", "as", "ur", "ta", "te", "kn", "ml", "gu", "pa", "si"}
    | {"id", "ms", "jv", "su", "sw", "tl", "fil", "tr", "fa", "ht", "th", "vi", "lo", "km", "my"}
)
APOSTROPHES = frozenset("'’")
COMMAS = frozenset(",،;؛、，-")
# "Little by little", "again and again": a particle between the same word, which goes on to the next.
PARTICLES = {"hi": "से", "mr": "ने", "ur": "سے", "sw": "kwa", "fa": "به"}
_GAPS = range(0x2500, 0x2B00)  # signs that are no letters
_DIGITS = re.compile(r"\d+")
_LETTERS = words.WORD.pattern.removesuffix("+")
# Signs are pieces as well: what a bracket or a comma parts is an abbreviation's long form or a list.
_SPACED = re.compile(rf"\d+|(?:{_LETTERS})+|\S")
_UNSPACED = re.compile(rf"\d+|{words.UNSPACED.pattern}|(?:(?!{words.UNSPACED.pattern}){_LETTERS})+|\S")


@dataclass(frozen=True, slots=True)
class Repeat:
    """Pieces [start, end) that are one phrase of `period` pieces over and over, the last time perhaps not wholly."""

    start: int
    end: int
    period: int

    @property
    def times(self) -> int:
        """How often the phrase stands there in full."""
        return (self.end - self.start) // self.period


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Report the longest repetition of each translation that its source doesn't have."""
    for pair in unit.pairs(target.forms):
        reading = prose.read(pair.target)
        text = reading.text
        spaced = not target.unspaced and (text.isascii() or not words.UNSPACED.search(text))
        if spaced and not _may_repeat(reading.words) and len(_DIGITS.findall(text)) < NUMBERS:
            continue
        pattern = _SPACED if spaced else _UNSPACED
        text = _with_gaps(pair.target, text)
        pieces = pattern.findall(text.lower())
        strange = [
            repeat
            for repeat in repeats(pieces)
            if _strange(pieces, repeat, target) or _slipped(pattern.findall(text), repeat, target)
        ]
        if not strange:
            continue
        in_source = repeats(_SPACED.findall(prose.read(pair.source).text.lower()))
        worst = max(strange, key=lambda repeat: (repeat.times, repeat.end - repeat.start))
        if worst.times <= max((repeat.times for repeat in in_source), default=1):
            continue
        places = [place.span() for place in pattern.finditer(text)]
        start, end = places[worst.start][0], places[worst.start + worst.period * worst.times - 1][1]
        phrase = pair.target[start : places[worst.start + worst.period - 1][1]]
        often = "twice" if worst.times == 2 else f"{worst.times} times"
        yield Finding("repetition", "major", f"“{phrase}” stands {often} in a row.", unit, None, (start, end))


def _may_repeat(words: Sequence[str]) -> bool:
    """Tell whether a word follows itself or two in a row come again: without either no phrase repeats itself."""
    if any(map(eq, words, islice(words, 1, None))):
        return True
    pairs = list(pairwise(words))
    return len(set(pairs)) < len(pairs)


def _with_gaps(translation: str, text: str) -> str:
    """Return the prose of a translation with a sign for each placeholder in its place: it parts what is around it.

    A pair of codes parts nothing: "a <1>a enfermeira</1>".
    """
    if translation == text:
        return text
    bare = inline.CODE.sub(lambda code: code[0] if code[0].endswith("/>") else " " * len(code[0]), translation)
    gone = [was != " " and now == " " for was, now in zip(bare, text, strict=True)]
    shown, signs = list(text), dict[str, str]()
    for is_gap, places in groupby(range(len(text)), key=gone.__getitem__):
        if is_gap:
            start, *more = places
            part = bare[start : start + 1 + len(more)]
            name = f"{part} {start}" if part[0] == "%" else part  # one %s and the next are two things
            shown[start] = signs.setdefault(name, chr(_GAPS[len(signs) % len(_GAPS)]))
    return "".join(shown)


def repeats(pieces: Sequence[str]) -> Iterator[Repeat]:
    """Yield each stretch of pieces that repeats itself at once, leftmost first."""
    last: dict[str, list[int]] = {}
    until = 0
    for place, piece in enumerate(pieces):
        before = last.setdefault(piece, [])
        if place >= until:
            for start in reversed(before):
                period = place - start
                if period > LONGEST:
                    break
                end = place
                while end < len(pieces) and pieces[end] == pieces[end - period]:
                    end += 1
                if end - place >= period and start >= until - period:
                    yield Repeat(start, end, period)
                    until = end
                    break
        before.append(place)


def _strange(pieces: Sequence[str], repeat: Repeat, target: Locale) -> bool:
    """Tell slips from what languages repeat as grammar, and from signs and numbers in a row."""
    phrase = pieces[repeat.start : repeat.start + repeat.period]
    size = sum(len(piece) for piece in phrase)
    spoken = sum(piece[0].isalpha() for piece in phrase)
    if not spoken:
        return repeat.times >= NUMBERS and any(piece.isdecimal() for piece in phrase)
    if any(words.UNSPACED.match(piece) for piece in phrase):
        # A character or two may be doubled in Chinese as a verb is in "研究研究".
        return size >= (2 if repeat.times >= OFTEN else LETTERS)
    if repeat.period == 1:
        doubled = target.language in FREELY_DOUBLING or phrase[0] in DOUBLING.get(target.language, ())
        # Initials spelt out in another script have two letters: "سي سي".
        return repeat.times >= (OFTEN if doubled else 2) and size > (2 if target.script == "Arab" else 1)
    if repeat.times == 2 and repeat.period == 2 and PARTICLES.get(target.language) in phrase:
        return False
    if repeat.times == 2 and spoken == 1 and not COMMAS.isdisjoint(phrase) and not any(map(str.isdecimal, phrase)):
        return False  # a list may name two things by one word, and Malay doubles them with a hyphen
    return repeat.times >= OFTEN or size >= LETTERS


def _slipped(pieces: Sequence[str], repeat: Repeat, target: Locale) -> bool:
    """Tell whether a grammatical word of one letter stands twice, as it does in no language: "a a enfermeira".

    A capital names something ("hepatite A a quem"), but at the beginning; so does a letter in a row ("de a a z").
    """

    def is_word(piece: str) -> bool:
        return len(piece) == 1 and identify.is_grammatical([piece], target.language, target.script)

    first, second = pieces[repeat.start : repeat.start + 2]
    if repeat.end - repeat.start != 2 or not second.islower() or not is_word(second) or target.script == "Arab":
        return False
    following, after = [*pieces[repeat.end : repeat.end + 2], "", ""][:2]
    listed = len(following) == 1 and following.isalpha() and not is_word(following) and after not in APOSTROPHES
    return (first == second or repeat.start == 0) and not listed

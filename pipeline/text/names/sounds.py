"""Sound of a name as its consonants, so that Miller is Миллер, ميلر and मिलर, and another name isn't.

Languages write a name by ear, so the sounds that they mix up count as one, and vowels only at the start. It is a
measure for leaving names in peace: two that may be one are one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.text.names.spelling import distance

# Letters by their sounds; what isn't there is a vowel, or mute.
SOUNDS = {
    "p": "bpпбبپपफबभ",
    "f": "fvwфвفव",
    "t": "dtдтدتطضثذتथदधतटठडढ",
    "k": "cgkqгкхقكغخکگघकखग",
    "s": "szjсзжшчщцسشصزجظژچसशषज़चछझ",
    "m": "mмمम",
    "n": "nнنनणंँञङ",
    "l": "lлلलळ",
    "r": "rрرर",
    "h": "hهحह",
}
LETTERS = {letter: sound for sound, letters in SOUNDS.items() for letter in letters}
# Letters that are one sound together; a letter of Latin is spoken by what comes after it.
TOGETHER = re.compile("t?s?ch|sh|ph|th|ght|gh|^wr|^kn|^x|^و|c(?=[eiy])|x|дж|تش")
ONE = {"ph": "f", "th": "t", "ght": "t", "gh": "g", "wr": "r", "kn": "n", "x": "ks", "و": "v", "дж": "ж", "تش": "ش"}
SOFT = re.compile("g(?=[eiy])")
# How a breath at the start is written where there is no letter for it: Hughes is Хьюз, Harvard Гарвард, Juan Хуан.
BREATHS = (frozenset("hk"), frozenset("ha"), frozenset("sk"))


@lru_cache(maxsize=65536)
def sound(word: str, *, soft: bool = False) -> str:
    """Return the consonants of a word in any of four scripts, "a" for a vowel at its start; `soft`: g as in George."""
    plain = "".join(char for char in unicodedata.normalize("NFD", word.casefold()) if not _is_mark(char))
    if soft:
        plain = SOFT.sub("j", plain)
    plain = TOGETHER.sub(_together, plain)
    first = LETTERS.get(plain[:1], "a")
    heard = [first, *(one for letter in plain[1:] if (one := LETTERS.get(letter, "h")) != "h")]
    return "".join(one for at, one in enumerate(heard) if at == 0 or one != heard[at - 1])


@lru_cache(maxsize=65536)
def alike(name: str, other: str) -> bool:
    """Tell whether two words may be one name in two languages or scripts."""
    return _alike(sound(name), sound(other)) or _alike(sound(name, soft=True), sound(other, soft=True))


def _alike(one: str, two: str) -> bool:
    longest = max(len(one), len(two))
    far = distance(one, two, longest)
    begins = one[:1] == two[:1] or {one[:1], two[:1]} in BREATHS
    return far <= longest // 4 or (begins and far <= max(1, longest // 2))


def _together(match: re.Match[str]) -> str:
    letters = match[0]
    return "s" if letters == "x" and match.start() == 0 else ONE.get(letters, "s")


def _is_mark(char: str) -> bool:
    """Tell whether a character is an accent or an Arabic vowel; those of Indic scripts are letters."""
    return unicodedata.category(char) == "Mn" and not "\u0900" <= char <= "\u097f"

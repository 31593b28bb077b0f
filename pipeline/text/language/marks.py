"""Letters with accents and other marks: which a language has, and what its words look like that have lost them.

A tool that knows ASCII alone leaves such letters out, or takes their marks away. Most words are no words then, and some
can be told at sight: they begin with consonants that nothing begins with, or are a frequent word without its mark.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from pipeline.text.language import identify
from pipeline.text.language.words import REMEMBERED

# Letters whose mark is no separate sign to Unicode.
BARE = {"ß": "ss", "œ": "oe"}
SHORTEST = 3  # letters of a word that tells something
# What words of the Romance languages can't begin with, nor have inside, nor end in.
_VOWELLESS = (
    r"^(?!ch|ph|ps|gn|pn|sc|sp|st|sm|sf|sq|sl|sn|sv|sb|sd|sg|cz|mn|ts|kn)[b-df-hj-np-tv-z][b-df-gj-km-np-qs-tv-xz]"
)
_CROWDED = (
    r"(?!.s[cfpt][lr])[b-df-hj-np-tv-z]{2}(?!ch)[b-df-gj-km-np-qs-tv-xz][b-df-hj-np-tv-z]"
    r"|[dgmt][fdgkmtv][b-df-hj-km-np-qs-tv-z]"
)
_MARKLESS = rf"{_VOWELLESS}|{_CROWDED}"
IMPOSSIBLE = {
    "ca": rf"{_MARKLESS}|.{{2}}[cs]io$",
    "es": rf"{_MARKLESS}|.{{2}}[cgnstx](?:in|ion)$",
    "fr": _MARKLESS,
    "gl": rf"{_MARKLESS}|.{{2}}[cgnstx](?:in|ion)$",
    "it": rf"{_MARKLESS}|.{{4}}it$",
    "pt": rf"{_MARKLESS}|.{{3}}(?:ao|aes|oes)$",
}


@cache
def letters(language: str) -> str:
    """Return the small letters with marks that a language written in Latin letters has; "" where that isn't known."""
    return _data()["letters"].get(language, "")


@cache
def pattern(language: str) -> re.Pattern[str]:
    """Return a pattern of one of the language's letters with marks."""
    own = letters(language)
    return re.compile(f"[{own}{own.replace('ß', '').upper()}]")


@lru_cache(maxsize=REMEMBERED)
def suspect(word: str, language: str) -> bool:
    """Tell at sight whether a word in small letters is likely to have lost something."""
    return word in _ruined(language) or _impossible(language).search(word) is not None


def restored(word: str, language: str) -> Iterator[str]:
    """Yield what a word may have been: with a letter put in before its end, or with one that gets its mark back.

    At its end a word may lack what it never had: `maggior` isn't `maggiorò`.
    """
    for place, letter in enumerate(word):
        for marked in letters(language):
            yield word[:place] + marked + word[place:]
            if bare(marked) == letter.lower():
                yield word[:place] + (marked.upper() if letter.isupper() else marked) + word[place + 1 :]


def bare(word: str) -> str:
    """Return a word without its marks."""
    spelled = "".join(BARE.get(letter, letter) for letter in word)
    return "".join(sign for sign in unicodedata.normalize("NFD", spelled) if not unicodedata.combining(sign))


@cache
def _ruined(language: str) -> frozenset[str]:
    """Return what becomes of a language's frequent words without their marks, unless that is a grammatical word."""
    own, marked = identify.function_words(language, "Latn"), pattern(language)
    frequent = (*own, *_data()["frequent"].get(language, "").split())
    ruined = {form for word in frequent if marked.search(word) for form in (marked.sub("", word), bare(word))}
    return frozenset(form for form in ruined - own if len(form) >= SHORTEST)


@cache
def _impossible(language: str) -> re.Pattern[str]:
    return re.compile(IMPOSSIBLE.get(language, r"^[b-df-hj-np-tv-z]{3}(?<!sch|str|skr|spr|spl)$"))


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((Path(__file__).parent / "marks.toml").read_text("utf-8"))

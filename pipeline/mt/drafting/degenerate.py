"""Translations that no model should be believed: loops, copies of the source, another script, text that breaks off."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.locales import Locale
from pipeline.text import addresses
from pipeline.text.language import scripts

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
LONGEST_LOOP = 12  # words
FEWEST_COPIED = 5  # words; shorter texts may be names and codes
# A translation from English with fewer or more letters than this, beside so many in the source, lost or invented some.
SHORTEST, LONGEST = 0.4, 2.6
FEWEST_LETTERS = 25
# The end of a sentence that another follows; an abbreviation's full stop has seldom a capital after it.
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})[\"'”’)]*[.!?]+[\"'”’)]*\s*(?=[^\W\d_])(?=[^\W_a-zà-ÿ])")
BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”"}


def faults(source: str, translation: str, target: Locale) -> tuple[str, ...]:
    """Return what is wrong with the form of a translation, in a translator's words; both texts without codes."""
    here, there = WORD.findall(source), WORD.findall(translation)
    found = []
    if repeated := loop(source, translation):
        found.append(f"the engine repeats “{repeated}”")
    if strange := _strange(source, translation, target):
        found.append(f"the engine writes in {strange} letters")
    if _copied(_spoken(source), _spoken(translation)):
        found.append("the engine gave the source back")
    letters, written = sum(map(_length, here)), sum(map(_length, there))
    if letters >= FEWEST_LETTERS and written < SHORTEST * letters:
        found.append("the engine's translation breaks off")
    elif letters >= FEWEST_LETTERS and written > LONGEST * letters:
        found.append("the engine's translation runs on")
    if sum(map(translation.count, "([{")) > sum(map(source.count, "([{")):
        found.append("the engine adds words in brackets")
    if len(_SENTENCE_END.findall(translation)) > len(_SENTENCE_END.findall(source)):
        found.append("the engine adds a sentence")
    if unbalanced(translation) and not unbalanced(source):
        found.append("a bracket or a quotation mark of the translation has no counterpart")
    return tuple(found)


def _length(word: str) -> int:
    """Return how many letters of an alphabet a word amounts to: a character of Chinese is worth about three."""
    return sum(3 if "\u2e80" <= char <= "\u9fff" else 2 if "\uac00" <= char <= "\ud7a3" else 1 for char in word)


def unbalanced(text: str) -> bool:
    """Tell whether a bracket or a paired quotation mark stands alone."""
    waiting: list[str] = []
    for sign in text:
        if sign in BRACKETS:
            waiting.append(BRACKETS[sign])
        elif sign in BRACKETS.values() and (not waiting or waiting.pop() != sign):
            return True
    return bool(waiting)


def _spoken(text: str) -> list[str]:
    """Return the words of a text that a language has its own for: no numbers, and nothing of an address."""
    for address in addresses.read(text):
        text = text.replace(address.text, " ")
    return [word for word in WORD.findall(text) if word.isalpha()]


def _copied(here: list[str], there: list[str]) -> bool:
    shared = sum((Counter(here) & Counter(there)).values())
    return len(here) >= FEWEST_COPIED and shared >= 0.8 * max(len(here), len(there))


def _strange(source: str, translation: str, target: Locale) -> str:
    """Return the name of a script that isn't the language's, where most of what the source hasn't is written in it."""
    own = scripts.parts(target.script)
    if target.pseudo or not (runs := scripts.others(*own).findall(translation)):
        return ""
    new = "".join(run for run in runs if run not in source)
    native = sum(map(len, scripts.letters(*own).findall(translation)))
    return scripts.name(scripts.of(new[0])) if len(new) > native else ""


def loop(source: str, translation: str) -> str:
    """Return the words that follow themselves at once: three times, or twice if they are three words or more."""
    words = WORD.findall(translation)
    folded = [word.casefold() for word in words]
    own = [word.casefold() for word in WORD.findall(source)]
    for size in range(1, min(LONGEST_LOOP, len(folded) // 2) + 1):
        times = 3 if size < 3 else 2
        for start in range(len(folded) - size * times + 1):
            piece = folded[start : start + size]
            loops = all(folded[start + size * n : start + size * (n + 1)] == piece for n in range(1, times))
            # What the author repeats is repeated rightly.
            if loops and not _repeats(own, size, times):
                return " ".join(words[start : start + size])
    return ""


def _repeats(words: list[str], size: int, times: int) -> bool:
    starts = range(len(words) - size * times + 1)
    return any(
        all(words[start + size * n : start + size * (n + 1)] == words[start : start + size] for n in range(1, times))
        for start in starts
    )

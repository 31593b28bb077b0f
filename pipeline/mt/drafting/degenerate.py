"""Faults of degenerate translations: loops, copies of the source, another script, text that breaks off or runs on."""

from __future__ import annotations

import re
from collections import Counter
from operator import eq

from pipeline.locales import Locale
from pipeline.text import addresses
from pipeline.text.language import scripts

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
LONGEST_LOOP = 12  # words of a phrase that is looked for
# A phrase that follows itself at once is a loop at the third time, and a long one, which no one repeats, at the second.
LONG_PHRASE = 3  # words
TIMES, TIMES_LONG = 3, 2
FEWEST_COPIED = 5  # words; shorter texts may be names and codes
COPIED = 0.8  # of the longer text's words, where both texts have them: a copy, perhaps with a slip
# A translation from English with fewer or more letters than this, beside so many in the source, lost or invented some.
SHORTEST, LONGEST = 0.4, 2.6
FEWEST_LETTERS = 25  # of a source; in shorter ones a single word can make such a difference
# The end of a sentence that another follows; an abbreviation's full stop has seldom a capital after it.
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})[\"'”’)]*[.!?]+[\"'”’)]*\s*(?=[^\W\d_])(?=[^\W_a-zà-ÿ])")
BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”"}


def faults(source: str, translation: str, target: Locale) -> tuple[str, ...]:
    """Return what is wrong with the form of a translation, in a translator's words; both texts without codes."""
    reasons: list[str] = []
    if repeated := loop(source, translation):
        reasons.append(f"the engine repeats “{repeated}”")
    if strange := _strange(source, translation, target):
        reasons.append(f"the engine writes in {strange} letters")
    if _copied(_spoken(source), _spoken(translation)):
        reasons.append("the engine gave the source back")
    letters, written = (sum(map(_length, WORD.findall(text))) for text in (source, translation))
    if letters >= FEWEST_LETTERS and written < SHORTEST * letters:
        reasons.append("the engine's translation breaks off")
    elif letters >= FEWEST_LETTERS and written > LONGEST * letters:
        reasons.append("the engine's translation runs on")
    if sum(map(translation.count, "([{")) > sum(map(source.count, "([{")):
        reasons.append("the engine adds words in brackets")
    if len(_SENTENCE_END.findall(translation)) > len(_SENTENCE_END.findall(source)):
        reasons.append("the engine adds a sentence")
    if unbalanced(translation) and not unbalanced(source):
        reasons.append("a bracket or a quotation mark of the translation has no counterpart")
    return tuple(reasons)


def _length(word: str) -> int:
    """Return how many letters of an alphabet a word amounts to: a Chinese character is about three, a Korean two."""
    if max(word, default="") < "\u2e80":
        return len(word)
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


def _copied(source: list[str], translation: list[str]) -> bool:
    shared = sum((Counter(source) & Counter(translation)).values())
    return len(source) >= FEWEST_COPIED and shared >= COPIED * max(len(source), len(translation))


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
        times = TIMES_LONG if size >= LONG_PHRASE else TIMES
        start = _repeated(folded, size, times)
        # What the author repeats is repeated rightly.
        if start >= 0 and _repeated(own, size, times) < 0:
            return " ".join(words[start : start + size])
    return ""


def _repeated(words: list[str], size: int, times: int) -> int:
    """Return where so many words begin that stand so many times in a row, -1 where none do."""
    same = bytes(map(eq, words, words[size:]))  # whether each word comes again after so many
    return same.find(b"\1" * (size * (times - 1)))

"""Words of a draft that are none in its language: English left as it was, and words that the machine made up.

A small model writes "flakey" for flaky, and "solburn" for a sunburn. Such a word is no draft that a patient can read,
so another search is made without it. Dictionaries and lists of words lack some right words of medicine: what is built
from the source's own word (cryosurgery, criocirurgia) isn't doubted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from pipeline.locales import Locale
from pipeline.termbase.inflection import is_known
from pipeline.termbase.words import folded
from pipeline.text import dictionaries, inline, instructions
from pipeline.text.language import frequency
from pipeline.text.names import medicines
from pipeline.text.similarity import likeness

WORD = re.compile(r"(?<![\w@/.#&%{'’-])[^\W\d_]{3,}(?:-[^\W\d_]+)*(?![\w@/}'’-]|\.\w)")
UNKNOWN = "check “{}”: no list of words has it"
INSTEAD = "the engine wrote “{}” at first, which no list of words has"
SHORTEST = 3  # letters of a word that is asked about
# Pronouns behind a verb: diga-lhes, lávelas.
CLITICS = {
    "pt": re.compile(r"-(?:me|te|se|lhes?|nos|vos|[ln]?[oa]s?)$"),
    "es": re.compile(r"(?<=\w{3})(?:(?:me|te|se|nos)?l[aeo]s?|me|te|se|nos)$"),
}
FOREIGN = 0.95  # how much more usual than here a word is in English that was left: ups, 4.4 and 3.4
NAMED = 2.0  # less usual words that are as usual in English are names that some lists have
ALIKE = 0.7  # of its letters a word shares with the source's word that it is built from
DOING = "ing"
# English words that Portuguese and Spanish clinics write, too, and that nothing of their own would say better.
_LOANS = "check-up check-ups checklist feedback stent bypass spray scanner lockdown shake milkshake peeling"
LOANS = frozenset(_LOANS.split())
HEAD = 3  # … and those that both begin with
SAME = str.maketrans({"y": "i", "k": "c", "w": "v", "z": "s", "j": "i"})


def strange(text: str, translation: str, source: Locale, target: Locale, known: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the words of a translation that its language hasn't, in order; `known` are phrases that it may have.

    Words with a capital are names, but at the beginning of a translation. Where a language has no list of words, no
    word is strange.
    """
    if target.language not in CLITICS or not frequency.is_known():
        return ()
    plain, said = inline.blank_codes(translation), set(WORD.findall(inline.blank_codes(text)))
    first = WORD.search(plain)
    terms = " ".join(known).lower().split()
    found = []
    for match in WORD.finditer(plain):
        word = match[0]
        low = word.lower()
        begins = first is not None and match.start() == first.start()
        # A sentence's first word may be a name, but for one that says what is done.
        if not (word.islower() or (begins and word.istitle() and (word not in said or low.endswith(DOING)))):
            continue
        if low in terms or low in LOANS:
            continue
        left = (low in said or word in said) and _is_left(low, source, target)
        if left or (low not in said and not _is_word(low, source, target) and not _built(low, said)):
            found.append(word)
    if not found:
        return ()
    named = [name.text for name in medicines.read(translation, target.language)]
    named += [facet.text for facet in instructions.read(translation, target)]
    return tuple(word for word in dict.fromkeys(found) if not any(word in name for name in named))


def unknown(translation: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return what a translator is told of words: a machine that makes one up may not know its neighbours either."""
    left = set(re.findall(r"[\w-]+", translation))
    return tuple((UNKNOWN if word in left else INSTEAD).format(word) for word in words)


@lru_cache(maxsize=1 << 14)
def _is_left(word: str, source: Locale, target: Locale) -> bool:
    """Tell whether a word is the source language's alone: peeled, and not online."""
    foreign = _usual(word, source) - _usual(word, target) >= FOREIGN
    return foreign and not dictionaries.knows(word, target) and not is_known(word, target.language)


@lru_cache(maxsize=1 << 14)
def _is_word(word: str, source: Locale, target: Locale) -> bool:
    """Tell whether a language has a word, alone or with a pronoun behind it."""
    verb = CLITICS[target.language].sub("", word)
    return _are_words(word, source, target) or (verb != word and _are_words(folded(verb), source, target))


def _are_words(text: str, source: Locale, target: Locale) -> bool:
    return all(_has(part, source, target) for part in text.split("-"))


def _has(word: str, source: Locale, target: Locale) -> bool:
    if len(word) < SHORTEST:
        return True
    usual = _usual(word, target)
    if usual >= NAMED or (usual and usual > _usual(word, source)):
        return True
    return is_known(word, target.language) or bool(dictionaries.knows(word, target))


def _usual(word: str, locale: Locale) -> float:
    return frequency.of(word, locale.language)


def _built(word: str, source: Collection[str]) -> bool:
    """Tell whether a word is built from one of the source, as words of medicine are: hematuria, hematúria."""
    plain = _plain(word)
    return any(other[:HEAD] == plain[:HEAD] and likeness(plain, other) >= ALIKE for other in map(_plain, source))


@lru_cache(maxsize=1 << 12)
def _plain(word: str) -> str:
    """Return a word as its cousins in other languages are written: rhythmic, rítmico."""
    letters = folded(word).replace("ph", "f").replace("ch", "c").replace("qu", "c").replace("h", "")
    return re.sub(r"(.)\1", r"\1", letters.translate(SAME))

"""Inflection: whether two words are forms of one (by stemmer, by kinship of letters, by lemma), and regular plurals.

No list holds all forms of a term in Russian or Arabic, and comparing letters alone drowns a translator in false
alarms. What is cheap is asked first; the dictionary takes a second to load and is asked only about what nothing else
explains. Plurals are for a decoder that must write one of a term's forms and can't ask a stemmer backwards.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib import resources
from math import ceil
from typing import Any, Literal

from pipeline.termbase.words import WORD, folded

Kinship = Literal["inflected", "derived", "lemma"]

ENDING = 2  # letters at its end in which a form may differ from another and surely be of the same word
CONSONANTS = 3  # of a root in Arabic, nearly always; fewer are shared by chance
HEAD = 3  # letters of a stem, which no rule of a language with `endings` changes
VOWELS = re.compile("[اويءئؤ]")
# Elements that end medical words: with different ones two words are two conditions, however alike they begin.
MEDICAL = re.compile(
    "(penia|penie|пения|osis|ose|оза?|itis|ite|ита?|oma|ome|ома|ectomia|ectomie|эктомия|otomia|otomie|томия|algia|algie"
    "|алгия|emia|emie|емия|uria|urie|урия|pat(?:ia|hie)|патия|plasti[ae]|пластика|cit[eo]|cyte|цита?|filia|philie)s?$"
)
# Kin share at least so many letters from the front, this share of the longer word, and all but so many of its letters:
# less is a prefix such as cardio-, which words of all meanings begin with.
KIN_LETTERS, KIN_SHARE, KIN_REST = 4, 0.65, 5
# Ending → plural ending; the first that fits counts. Words with another plural have it in the glossary's `forms`.
PLURALS: dict[str, dict[str, str]] = {
    "es": {"ión": "iones", "z": "ces", "[aeiouáéó]": r"\g<0>s", "[sx]": r"\g<0>", "": "es"},
    "fr": {"[sxz]": r"\g<0>", "eau": "eaux", "al": "aux", "": "s"},
    "it": {"ca": "che", "ga": "ghe", "cia": "cie", "a": "e", "[oe]": "i", "": ""},
    "pt": {
        "ão": "ões",
        "m": "ns",
        "([aeou])l": r"\g<1>is",
        "il": "is",
        "[rz]": r"\g<0>es",
        "[sx]": r"\g<0>",
        "": "s",
    },
}
# Long enough to have an ending; shorter words and those in capitals are abbreviations.
SHORTEST_PLURAL = 4


class Inflection:
    """The morphology of one language, as far as it is known; words are compared as they are written."""

    def __init__(self, language: str) -> None:
        known = _languages().get(language, {})
        self.language = language
        # A text has the same words again and again: each is worked out once.
        self.shapes: Callable[[str], frozenset[str]] = lru_cache(maxsize=1 << 16)(self._shapes)
        self.stems: Callable[[str], frozenset[str]] = lru_cache(maxsize=1 << 16)(self._stems)
        self.heads: Callable[[str], frozenset[str]] = lru_cache(maxsize=1 << 16)(self._heads)
        self.stem: Callable[[str], str] = lru_cache(maxsize=1 << 16)(self._one_stem)
        self.skeletons: Callable[[str], frozenset[str]] = lru_cache(maxsize=1 << 16)(self._skeletons)
        self.kin: Callable[[str, str], bool] = lru_cache(maxsize=1 << 16)(self._kin)
        self.lemmas: Callable[[str], frozenset[str]] = lru_cache(maxsize=1 << 16)(self._lemmas)
        self.function_words = frozenset(map(folded, known.get("function_words", "").split()))
        self._stemmer: str = known.get("stemmer", "")
        self._leaning = re.compile(f"(?:{known['leaning']})(?=...)") if "leaning" in known else None
        self._turns = [(re.compile(pattern), new) for pattern, new in known.get("turns", ())]
        self._stem_turns = [(re.compile(pattern), new) for pattern, new in known.get("stem_turns", ())]
        self._shortest: int = known.get("shortest", 1)
        self._endings: bool = known.get("endings", False)
        self._root: bool = known.get("root", False)
        self._front: bool = known.get("front", False)
        self._has_lemmas: bool = known.get("lemmas", False)

    def same(self, first: str, second: str, kinship: Kinship) -> bool:
        """Tell whether two words are forms of one, or (derived) of one family of words, or have one lemma."""
        if folded(first) == folded(second):
            return True
        if kinship == "inflected":
            return not self.stems(first).isdisjoint(self.stems(second))
        if kinship == "derived":
            return self.kin(first, second)
        return not self.lemmas(first).isdisjoint(self.lemmas(second))

    def head(self, stem: str) -> str:
        """Return the letters of a stem that no rule changes; none in a language whose rules may change any."""
        return stem[: min(HEAD, max(1, len(stem) - 1))] if self._endings else ""

    def close(self, first: str, second: str) -> bool:
        """Tell whether two words differ in no more than ENDING letters at the end."""
        mine, yours = self.bare(folded(first)), self.bare(folded(second))
        return any(_close(shape, other) for shape in mine for other in yours)

    def bare(self, key: str) -> tuple[str, ...]:
        """Return a folded word as it is, and without what the language writes as one with it in front."""
        leaning = self._leaning.match(key) if self._leaning else None
        return (key, key[leaning.end() :]) if leaning else (key,)

    def _one_stem(self, word: str) -> str:
        """Return one stem of a word, by rule alone: what stands for its forms in an index."""
        return folded(_stemmer(self._stemmer)(word.lower())) if self._stemmer else folded(word)

    def _shapes(self, word: str) -> frozenset[str]:
        """Return a word, folded, with and without what leans on it, and its other shapes."""
        plain = word.lower()
        shapes = {folded(shape) for shape in self._turned(plain)}
        shapes = {turned for shape in shapes for bare in self.bare(shape) for turned in self._turned(bare)}
        return frozenset(shapes - {""})

    def _turned(self, word: str) -> set[str]:
        return {word, *(pattern.sub(new, word) for pattern, new in self._turns)}

    def _stems(self, word: str) -> frozenset[str]:
        known = set(self.shapes(word))
        if self._stemmer:
            rules = _stemmer(self._stemmer)
            # The rules of most languages look for accents, which some writers leave out: both ways are tried.
            stems = {folded(rules(shape)) for shape in known | self._turned(word.lower())}
            known |= {stem for stem in stems if len(stem) >= self._shortest}
        known |= {pattern.sub(new, shape) for pattern, new in self._stem_turns for shape in known}
        return frozenset(known - {""})

    def _heads(self, word: str) -> frozenset[str]:
        """Return what a word has one of somewhere if it shares a stem with this one."""
        return frozenset(map(self.head, self.stems(word)))

    def _kin(self, first: str, second: str) -> bool:
        mine, yours = self.shapes(first), self.shapes(second)
        if self._root and not self.skeletons(first).isdisjoint(self.skeletons(second)):
            return True
        endings = MEDICAL.search(folded(first)), MEDICAL.search(folded(second))
        if endings[0] and endings[1] and endings[0][1][:2] != endings[1][1][:2]:
            return False
        return any(_akin(shape, other, anywhere=self._front) for shape in mine for other in yours)

    def _skeletons(self, word: str) -> frozenset[str]:
        """Return the consonants that a broken plural keeps: of أعراض and عرض, عرض."""
        bones = (VOWELS.sub("", shape) for shape in self.shapes(word))
        return frozenset(bone for bone in bones if len(bone) >= CONSONANTS)

    def _lemmas(self, word: str) -> frozenset[str]:
        known = {folded(word)}
        if self._has_lemmas:
            known |= {folded(_lemmatize(form, self.language)) for form in {word, word.lower()}}
        return frozenset(known)


@cache
def of(language: str) -> Inflection:
    """Return what is known of a language by its code; of an unknown one, kinship of letters."""
    return Inflection(language)


def plural(term: str, language: str) -> str | None:
    """Return a term's regular plural; None in a language whose plurals are not known here, or where it has none.

    The words up to the first word of function change: the noun and its adjectives, not its complements.
    """
    if language not in PLURALS:
        return None
    function = of(language).function_words

    end = next((word.start() for word in WORD.finditer(term) if folded(word[0]) in function), len(term))
    head = WORD.sub(lambda word: _plural(word[0], language), term[:end])
    return None if head == term[:end] else head + term[end:]


def _close(first: str, second: str) -> bool:
    if first == second:
        return True
    shorter, longer = sorted(map(len, (first, second)))
    # Of a short word two letters are half of it.
    return shorter > 2 * ENDING and longer - shorter <= ENDING and first.startswith(second[: longer - ENDING])


def _akin(first: str, second: str, *, anywhere: bool) -> bool:
    """Tell whether two words share most of their letters from the front (or a long stretch anywhere)."""
    shorter, longer = (first, second) if len(first) <= len(second) else (second, first)
    enough = max(KIN_LETTERS, ceil(KIN_SHARE * len(longer)), len(longer) - KIN_REST)
    if len(shorter) >= enough and shorter[:enough] == longer[:enough]:
        return True
    return anywhere and len(shorter) >= max(KIN_LETTERS, KIN_SHARE * len(longer)) and shorter in longer


def _plural(word: str, language: str) -> str:
    if len(word) < SHORTEST_PLURAL or not word[1:].islower():
        return word
    for ending, replacement in PLURALS[language].items():
        changed, count = re.subn(f"(?:{ending})$", replacement, word, count=1)
        if count:
            return changed
    return word


@cache
def _stemmer(name: str) -> Callable[[str], str]:
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return stem


@lru_cache(maxsize=1 << 12)
def is_word(word: str, language: str) -> bool:
    """Tell whether a dictionary has a word in small letters as one, and not as a name's."""
    import simplemma

    # A word or two are asked about: the dictionary is read as it lies, in half the time and an eighth of the memory.
    known = simplemma.is_known(word, lang=language, low_memory=True)
    return known and simplemma.lemmatize(word, lang=language, low_memory=True)[0].islower()


def is_known(word: str, language: str) -> bool:
    """Tell whether a dictionary has a word, as it is written."""
    import simplemma

    return simplemma.is_known(word, lang=language, low_memory=True)


@cache
def has_words(language: str) -> bool:
    """Tell whether there is a dictionary for `is_word` and `is_known`."""
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return language in SUPPORTED_LANGUAGES


def _lemmatize(word: str, language: str) -> str:
    import simplemma

    return str(simplemma.lemmatize(word, lang=language))


@cache
def _languages() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resources.files("pipeline.termbase").joinpath("languages.toml").read_text("utf-8"))

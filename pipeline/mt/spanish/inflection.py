"""Inflection in both languages: plurals, genders, accents and regular verbs of the words of the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

VerbClass = Literal["ar", "er", "ir"]

# Portuguese plural ending → what the singular may end in.
_PLURALS = (
    ("ões", ("ão",)),
    ("ãos", ("ão",)),
    ("ães", ("ão",)),
    ("ais", ("al",)),
    ("éis", ("el", "eil")),
    ("óis", ("ol",)),
    ("eis", ("el", "il")),
    ("uis", ("ul",)),
    ("is", ("il", "is")),
    ("ns", ("m",)),
    ("res", ("r", "re")),
    ("zes", ("z", "ze")),
    ("ses", ("s", "se")),
    ("s", ("",)),
)
# The forms of regular Portuguese verbs, the three conjugations side by side; a row is one tense and person.
_FORMS: tuple[tuple[str, str, str], ...] = (
    ("ar", "er", "ir"),
    ("ando", "endo", "indo"),
    ("ado", "ido", "ido"),
    ("ada", "ida", "ida"),
    ("ados", "idos", "idos"),
    ("adas", "idas", "idas"),
    ("a", "e", "e"),
    ("am", "em", "em"),
    ("amos", "emos", "imos"),
    ("ou", "eu", "iu"),
    ("aram", "eram", "iram"),
    ("ava", "ia", "ia"),
    ("avam", "iam", "iam"),
    ("ará", "erá", "irá"),
    ("arão", "erão", "irão"),
    ("aria", "eria", "iria"),
    ("ariam", "eriam", "iriam"),
    ("e", "a", "a"),
    ("em", "am", "am"),
    ("asse", "esse", "isse"),
    ("assem", "essem", "issem"),
    ("arem", "erem", "irem"),
)
_CLASSES: tuple[VerbClass, ...] = ("ar", "er", "ir")
# Where a Spanish stem that changes under stress changes: endings of the present without a stress of their own.
_STRONG = frozenset({"a", "an", "e", "en", "o", "as", "es"})
_SOFTENED = (("qu", "c"), ("gu", "g"), ("c", "z"))
_ACUTE = str.maketrans("aeiou", "áéíóú")
_PLAIN = str.maketrans("áéíóú", "aeiou")
_NUCLEUS = re.compile(
    r"(?:(?<=[qg])u(?=[eéií]))?((?:[iuü](?=[aeoáéó])|(?<![qg])[iuü](?=[iuíú]))?[aeoáéóíúiu](?:[iuy](?![aeoáéóiuíú]))?)"
)


def singulars(word: str) -> Iterator[str]:
    """Yield what a Portuguese plural may be the plural of, the likeliest first."""
    for ending, singular_endings in _PLURALS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            yield from (word[: -len(ending)] + singular for singular in singular_endings)
            if ending == "s" or ending not in {"res", "zes", "ses", "is"}:
                return


def plural(word: str) -> str:
    """Return the plural of a Spanish noun or adjective; of several words, the first and those that agree with it."""
    first, space, rest = word.partition(" ")
    if space:
        second, gap, more = rest.partition(" ")
        agrees = second not in {"de", "del", "a", "al", "en", "con", "por", "para", "sin", "y"}
        return f"{plural(first)} " + (plural(second) + gap + more if agrees else rest)
    if re.search(r"[aeiouéó]$", word):
        return word + "s"
    if word.endswith(("í", "ú", "á")):
        return word + "s"
    if word.endswith("z"):
        return word[:-1] + "ces"
    if re.search(r"[áéíóú][ns]$", word):  # the stress is regular again with one syllable more
        return word[:-2] + word[-2].translate(_PLAIN) + word[-1] + "es"
    if word.endswith(("s", "x")) and len(syllables(word)) > 1:
        return word
    if word.endswith("n") and len(syllables(word)) > 1 and not re.search(r"[áéíóú]", word):
        return stressed(word + "es", len(syllables(word)) - 2)
    return word + "es"


def feminine(word: str) -> str:
    """Return the feminine of a Spanish adjective's masculine singular."""
    if word.endswith("o"):
        return word[:-1] + "a"
    if re.search(r"[aeiou]dor$|[st]or$", word):
        return word + "a"
    if word.endswith(("és", "ín", "án")) or (word.endswith("ón") and not word.endswith("marrón")):
        return word[:-2] + word[-2].translate(_PLAIN) + word[-1] + "a"
    return word


def agreeing(word: str, form: str) -> str:
    """Inflect a Spanish adjective as `form` is, a form of `lento`; a phrase stays as it is."""
    if " " in word:
        return word
    if form.rstrip("s").endswith("a"):
        word = feminine(word)
    return plural(word) if form.endswith("s") else word


def verb_forms(lemma: str) -> Iterator[tuple[str, int]]:
    """Yield the forms of a regular Portuguese verb, with the number of the tense and person."""
    stem, column = lemma[:-2], _CLASSES.index(lemma[-2:])
    for row, endings in enumerate(_FORMS):
        yield _before(stem, endings[column], lemma[-2:]) + endings[column], row


def _before(stem: str, ending: str, kind: str) -> str:
    """Spell the end of a Portuguese stem before an ending."""
    if kind == "ar" and ending[0] in "eéi":
        for hard, soft in (("c", "qu"), ("ç", "c"), ("g", "gu")):
            if stem.endswith(hard):
                return stem[: -len(hard)] + soft
    if kind != "ar" and ending[0] in "aáoó":
        for soft, hard in (("c", "ç"), ("g", "j")):
            if stem.endswith(soft):
                return stem[: -len(soft)] + hard
    return stem


def stand_in_form(kind: str, row: int) -> str:
    """Return the form of a regular Portuguese verb that Apertium knows, whose Spanish has the same conjugation."""
    stem = {"ar": "declar", "er": "ofend", "ir": "permit"}[kind]
    return stem + _FORMS[row][_CLASSES.index(kind)]


def conjugated(lemma: str, strong: str, form: str) -> str | None:
    """Conjugate a Spanish verb as `form` is, a form of declarar, ofender or permitir; None for another word.

    `strong` is the stem under stress (`alient` of alentar), or empty.
    """
    kind = lemma[-2:]
    stem = {"ar": "declar", "er": "ofend", "ir": "permit"}[kind]
    if not form.startswith(stem):
        return None
    ending = form[len(stem) :]
    own = strong if strong and ending in _STRONG else lemma[:-2]
    if kind == "ar" and ending[:1] in {"e", "é"}:
        for soft, hard in _SOFTENED:
            if own.endswith(hard):
                own = own[: -len(hard)] + soft
                break
    elif kind != "ar" and own.endswith("g") and ending[:1] in {"a", "o", "á"}:
        own = own[:-1] + "j"
    elif kind != "ar" and re.search(r"[aeo]c$", own) and ending[:1] in {"a", "o"}:
        own = own[:-1] + "zc"  # ofrecer: ofrezca
    return own + ending


def syllables(word: str) -> list[int]:
    """Return the places of the vowels that carry a Spanish word's syllables."""
    places = []
    for match in _NUCLEUS.finditer(word):
        start, text = match.start(1), match[1]
        strong = next((place for place, char in enumerate(text) if char in "aeoáéóíú"), len(text) - 1)
        places.append(start + strong)
    return places


def stressed(word: str, syllable: int) -> str:
    """Write the accent of a Spanish word whose syllable with this number is stressed, or none where none is due."""
    places = syllables(word)
    if not 0 <= syllable < len(places):
        return word
    place = places[syllable]
    regular = len(places) - (2 if re.search(r"[aeiouns]$", word) else 1)
    before, after = word[place - 1 : place], word[place + 1 : place + 2]
    hiatus = word[place] in "iu" and (before in set("aeo") or after in set("aeo"))
    if len(places) == 1 or (syllable == max(regular, 0) and not hiatus):
        return word
    return word[:place] + word[place].translate(_ACUTE) + word[place + 1 :]

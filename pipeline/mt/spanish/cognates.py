"""Cognates: a Spanish guess at a Portuguese word that no dictionary has, by its ending, its letters and its accent."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pipeline.mt.spanish.inflection import VerbClass, singulars, stressed, syllables, verb_forms

Kind = Literal["noun", "adjective", "adverb", "verb"]

_LETTERS = (
    ("imun", "inmun"),
    ("ção", "ción"),
    ("são", "sión"),
    ("ão", "ón"),
    ("ss", "s"),
    ("ça", "za"),
    ("ço", "zo"),
    ("çu", "zu"),
    ("ç", "c"),
    ("nh", "ñ"),
    ("lh", "ll"),
    ("qua", "cua"),
    ("quo", "cuo"),
    ("ã", "an"),
    ("õ", "on"),
    ("â", "á"),
    ("ê", "é"),
    ("ô", "ó"),
    ("à", "a"),
    ("ze", "ce"),
    ("zi", "ci"),
)
_PLAIN = str.maketrans("áéíóú", "aeiou")
_VERB_ENDINGS = re.compile(
    r"(ar|er|ir|ando|endo|indo|[ai]d[oa]s?|ou|eu|iu|am|aram|eram|iram|avam?|ariam?|eriam?|iriam?|[aei]rão|[aei]rá|arem|erem)$"
)


@dataclass(frozen=True, slots=True)
class Cognate:
    """A guess: the Spanish singular (or infinitive), what kind of word it is, genders of a noun in both languages.

    `plural` is true where the Portuguese was one. `row` is a verb's tense and person. `sure` is false where a person
    should look; `exact` is true where the Spanish is that form already.
    """

    spanish: str
    kind: Kind
    genders: str = "mm"
    plural: bool = False
    row: int = 0
    sure: bool = True
    exact: bool = False


@dataclass(frozen=True, slots=True)
class _Ending:
    """A Portuguese ending with the Spanish one that learned words have in its place."""

    portuguese: str
    spanish: str
    kind: Kind
    genders: str
    hiatus: bool


@cache
def _endings() -> tuple[_Ending, ...]:
    data = tomllib.loads(files("pipeline.mt.spanish").joinpath("data", "endings.toml").read_text("utf-8"))
    endings = [
        _Ending(pt, es, kind, data["genders"].get(name, ""), False)
        for name, rows in data["endings"].items()
        for kind in [data["kinds"][name]]
        for pt, es in rows.items()
    ]
    return tuple(sorted(endings, key=lambda ending: -len(ending.portuguese)))


def guess(word: str) -> Cognate | None:
    """Return the Spanish of a Portuguese word in lower case, or None where there is nothing to go by."""
    if not re.fullmatch(r"[a-zà-ÿ]+(?:-[a-zà-ÿ]+)*", word) or len(word) < 3:
        return None
    lemmas = [(word, False)]
    if word.endswith("s"):
        lemmas += [(lemma, True) for lemma in singulars(word)]
    for lemma, many in lemmas:
        masculine = lemma[:-1] + "o" if lemma.endswith("a") else lemma
        for candidate in dict.fromkeys((lemma, masculine)):
            cognate = _by_ending(candidate, many=many)
            if cognate is not None and (candidate == lemma or cognate.kind == "adjective"):
                return cognate
    verb = _verb(word)
    if verb is not None:
        return verb
    many = word.endswith("s") and not word.endswith(("is", "us", "ss")) and len(word) > 4
    lemma = next(singulars(word), word) if many else word
    genders = "ff" if lemma.endswith(("a", "ã")) else "mm"
    return Cognate(_spelled(lemma), "noun", genders, many, sure=False)


def _by_ending(word: str, *, many: bool) -> Cognate | None:
    for ending in _endings():
        if word.endswith(ending.portuguese) and len(word) >= len(ending.portuguese) + 2:
            stem = word[: -len(ending.portuguese)]
            spanish = _letters(stem).translate(_PLAIN) + ending.spanish
            return Cognate(spanish, ending.kind, ending.genders or "mm", many)
    return None


def _verb(word: str) -> Cognate | None:
    if not _VERB_ENDINGS.search(word):
        return None
    best: tuple[int, Cognate] | None = None
    kinds: tuple[VerbClass, ...] = ("ar", "er", "ir")
    for kind in kinds:
        for form, row in verb_forms("#" + kind):
            ending = form[1:]
            if len(ending) > 1 and word.endswith(ending) and len(word) >= len(ending) + 3:
                stem = _letters(word[: -len(ending)]).translate(_PLAIN)
                if best is None or len(ending) > best[0]:
                    best = (len(ending), Cognate(stem + kind, "verb", row=row, sure=False))
    return best[1] if best else None


def _letters(text: str) -> str:
    for portuguese, spanish in _LETTERS:
        text = text.replace(portuguese, spanish)
    return text


def _spelled(word: str) -> str:
    """Return a word in Spanish letters with Spanish accents, its stress where Portuguese has it."""
    letters = _letters(word)
    if letters.endswith("m"):
        letters = letters[:-1] + "n"
    if "-" in letters or re.search(r"[aeo][íú]", letters):  # a hiatus is written alike in both languages
        return letters
    bare = letters.translate(_PLAIN)
    places = syllables(bare)
    marked = next((i for i, char in enumerate(letters) if char in "áéíóú"), None)
    if marked is not None:
        stress = max((n for n, place in enumerate(places) if place <= marked), default=0)
    elif re.search(r"(?:[aeo]|[aeo]s|[ae]m|ens)$", word):
        # Portuguese tells a final -ia by its accent: without one the i is stressed.
        stress = len(places) - (1 if re.search(r"[iu][ao]s?$", word) else 2)
        if re.search(r"[iu][ao]s?$", word):
            return re.sub(r"i([ao]s?)$", r"í\1", bare)
    else:
        stress = len(places) - 1
    return stressed(bare, stress)

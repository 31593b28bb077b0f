"""Slips of spelling and grammar that a word or two show by themselves: prescrevem-lo, Médicamente, lêem, de el.

Machines make them where a term was put into a sentence, people where they type in haste. `slips.toml` has the words;
what is regular is a rule. Nothing here needs to know what a sentence means, and what may be right is none.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from operator import eq
from typing import Any, Literal

from pipeline.text.varieties import paired

Kind = Literal["spelling", "grammar", "doubled"]
LETTERS = r"[^\W\d_]"
WORD = re.compile(r"\w+")
BEFORE = r"(?<![\w’'-])"  # what a word doesn't hang on
MARKS = {"acute": "\u0301", "circumflex": "\u0302"}
# Pronouns that hang on a Portuguese verb.
VERB = rf"{BEFORE}({LETTERS}{{2,}})"
NASAL = re.compile(rf"{BEFORE}({LETTERS}+)(am|em|ão|õe|õem)-(l)([oa]s?)(?!\w)", re.IGNORECASE)
WHOLE = re.compile(rf"{VERB}([aei])r-(l?)([oa]s?)(?!\w)", re.IGNORECASE)
OURSELVES = re.compile(rf"{VERB}(mos)-(nos)(?!\w)", re.IGNORECASE)
HANGING = re.compile("-[lnoa]", re.IGNORECASE)  # a text without has no such pronoun
OPEN = {"a": "á", "e": "ê", "i": "i"}
# No verb forms, though they look like one with a pronoun.
COMPOUNDS = frozenset({"mar", "par", "ver"})
ACCENTED = re.compile(rf"{BEFORE}{LETTERS}*[áâéêíóôú]{LETTERS}*mente(?!\w)", re.IGNORECASE)
# The open diphthongs of idéia and heróico lost their accent in 1990 where the next syllable isn't the last but one.
DIPHTHONG = re.compile(
    rf"{BEFORE}{LETTERS}+(?:éi(?:as?|cos?|cas?)|ói(?:des?|das?|dos?|cos?|cas?|as?))(?!\w)", re.IGNORECASE
)
OPEN_I = re.compile("[éóÉÓ][iI]")  # a text without has none
# Spanish adjectives in -ico are stressed before it, and their adverbs keep the accent.
ADVERB = re.compile(rf"{BEFORE}((?!(?:r|ch|pud|impud|mend)ica){LETTERS}*?[aeiou]+)([^aeiouáéíóú\W\d_]+icamente)(?!\w)")
QUICK = {
    "rapida": "rápida",
    "facil": "fácil",
    "dificil": "difícil",
    "ultima": "última",
    "comun": "común",
    "util": "útil",
    "debil": "débil",
    "maxima": "máxima",
    "minima": "mínima",
    "proxima": "próxima",
    "solida": "sólida",
    "valida": "válida",
    "intima": "íntima",
    "anonima": "anónima",
    "optima": "óptima",
}
QUICKLY = re.compile(rf"{BEFORE}({'|'.join(QUICK)})mente(?!\w)", re.IGNORECASE)
AND, OR = re.compile(r"(?<![\w/])(y) (?=h?i(?![aeiouáéíóú])[a-zñ])"), re.compile(r"(?<![\w/])(o) (?=h?ó?o[a-zñ]{2})")
WATER = re.compile(r"(?<![\w-])([Ll]a) (\w+)(?!\w)")
SHORTENED = re.compile(rf"(?<![\w’'-])([Ll]e|[Ll]a|[Dd]e|[Qq]ue|[Jj]e|[Nn]e|[Ss]e) ({LETTERS}+)(?![\w’'])")
IF_HE = re.compile(r"(?<!\w)([Ss])i (?=ils?\b)")
VOWELS = "aeiouéèêàâîôû"
BEFORE_VOWEL = {
    "il": "l’",
    "del": "dell’",
    "al": "all’",
    "nel": "nell’",
    "sul": "sull’",
    "i": "gli ",
    "dei": "degli ",
    "ai": "agli ",
    "nei": "negli ",
}
BEFORE_CLUSTER = {
    "il": "lo",
    "un": "uno",
    "del": "dello",
    "al": "allo",
    "nel": "nello",
    "sul": "sullo",
    "i": "gli",
    "dei": "degli",
    "ai": "agli",
    "nei": "negli",
}
ITALIAN = re.compile(
    rf"(?<![\w’'-])(il|un|del|al|nel|sul|i|dei|ai|nei) (?:((?:s[bcdfghlmnpqrtvz]|z|gn|ps){LETTERS}+)"
    rf"|((?!i[aeou])[aeioèéòù]{LETTERS}+))",
    re.IGNORECASE,
)
# Nouns of these endings are feminine, and no form of "ein" or "der" of another gender stands before them. Behind a
# comma "das" is a relative pronoun.
GERMAN = re.compile(
    rf"(?<!, )(?<!\w)([Dd]as|[Dd]e[nms]|[Ee]in|[Ee]ine[nms]|[Kk]ein|[Kk]eine[nm]|[Mm]ein|[Ii]hr|[Ii]hre[nm])"
    rf" ([A-ZÄÖÜ]{LETTERS}+(?:ung|heit|keit|schaft|ität))(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Slip:
    """Characters [start, end) of a text that are wrong whatever it means, and how they are right."""

    text: str
    start: int
    end: int
    right: str
    kind: Kind


Rule = Callable[[str], Iterator[Slip]]


@lru_cache(maxsize=16)
def slips(text: str, language: str) -> tuple[Slip, ...]:
    """Return the slips of a text in order, of several in one place the first; two checks ask for those of one text."""
    found = [slip for rule in _rules(language) for slip in rule(text)]
    apart: list[Slip] = []
    for slip in sorted(found, key=lambda each: each.start):
        if not apart or slip.start >= apart[-1].end:
            apart.append(slip)
    return tuple(apart)


def _rules(language: str) -> tuple[Rule, ...]:
    return (*_lists(language), *RULES.get(language, ()))


def _as(word: str, like: str) -> str:
    """Return a word with the capitals of another one."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _slip(match: re.Match[str], right: str, kind: Kind, group: int = 0) -> Slip:
    return Slip(match[group], *match.span(group), _as(right, match[group]), kind)


def _enclitics(text: str) -> Iterator[Slip]:
    """Prescrevem-lo is prescrevem-no, ajudar-o and ajudar-lo are ajudá-lo, lavamos-nos is lavamo-nos."""
    if HANGING.search(text) is None:
        return
    for match in NASAL.finditer(text):
        yield _slip(match, f"{match[1]}{match[2]}-n{match[4]}", "grammar")
    for match in WHOLE.finditer(text):
        if match[1].lower() + match[2] + "r" not in COMPOUNDS:
            yield _slip(match, f"{match[1]}{OPEN[match[2].lower()]}-l{match[4]}", "grammar")
    for match in OURSELVES.finditer(text):
        yield _slip(match, f"{match[1]}mo-{match[3]}", "grammar")


def _adverbs(text: str) -> Iterator[Slip]:
    """Portuguese adverbs have no accent: rapidamente."""
    for match in ACCENTED.finditer(text) if "mente" in text.lower() else ():
        stem = unicodedata.normalize("NFD", match[0])
        plain = "".join(letter for letter in stem if letter not in MARKS.values())
        yield _slip(match, unicodedata.normalize("NFC", plain), "spelling")


def _diphthongs(text: str) -> Iterator[Slip]:
    for match in DIPHTHONG.finditer(text) if OPEN_I.search(text) else ():
        yield _slip(match, match[0].replace("éi", "ei").replace("ói", "oi"), "spelling")


def _spanish_adverbs(text: str) -> Iterator[Slip]:
    if "mente" not in text.lower():
        return
    for match in QUICKLY.finditer(text):
        yield _slip(match, f"{QUICK[match[1].lower()]}mente", "spelling")
    for match in ADVERB.finditer(text):
        vowels = re.search(r"[aeiou]+$", match[1])
        assert vowels is not None
        strong = max((place for place, vowel in enumerate(vowels[0]) if vowel in "aeo"), default=len(vowels[0]) - 1)
        place = vowels.start() + strong
        accented = match[1][:place] + unicodedata.normalize("NFC", match[1][place] + MARKS["acute"])
        yield _slip(match, accented + match[1][place + 1 :] + match[2], "spelling")


def _spanish_sounds(text: str) -> Iterator[Slip]:
    """Y is e before an i, o is u before an o, and agua has the article el."""
    for pattern, right in ((AND, "e"), (OR, "u")):
        for match in pattern.finditer(text):
            yield _slip(match, right, "grammar", 1)
    stressed = _words_of("es", "stressed")
    for match in WATER.finditer(text):
        if match[2] in stressed:
            yield _slip(match, "el", "grammar", 1)


def _elisions(text: str) -> Iterator[Slip]:
    silent, whole = _words_of("fr", "silent"), _words_of("fr", "whole")
    for match in SHORTENED.finditer(text):
        word = match[2]
        begins = word[0] in VOWELS and word not in whole and not (word[0] in "iu" and word[1:2] in tuple("aeiou"))
        if word.islower() and len(word) > 1 and (begins or word in silent):
            yield _slip(match, f"{match[1][:-1]}’{word}", "grammar")
    for match in IF_HE.finditer(text):
        yield Slip(match[0], *match.span(), f"{match[1]}’", "grammar")


def _italian_articles(text: str) -> Iterator[Slip]:
    for match in ITALIAN.finditer(text):
        article, word = match[1].lower(), match[2] or match[3]
        if not word.islower():
            continue
        if match[2]:
            yield _slip(match, f"{BEFORE_CLUSTER[article]} {word}", "grammar")
        elif article in BEFORE_VOWEL:
            yield _slip(match, f"{BEFORE_VOWEL[article]}{word}", "grammar")


def _german_articles(text: str) -> Iterator[Slip]:
    """Tell of articles that no case of a feminine noun has; which it needs hangs on the sentence."""
    for match in GERMAN.finditer(text):
        yield Slip(match[0], *match.span(), "", "grammar")


RULES: dict[str, tuple[Rule, ...]] = {
    "pt": (_enclitics, _adverbs, _diphthongs),
    "es": (_spanish_adverbs, _spanish_sounds),
    "fr": (_elisions,),
    "it": (_italian_articles,),
    "de": (_german_articles,),
}


@cache
def _lists(language: str) -> tuple[Rule, ...]:
    """Return the rules of a language's lists."""
    words = _data().get(language)
    if words is None:
        return ()
    old = {form: twin for there, here in words.get("old", {}).items() for form, twin in paired(there, here, {})}
    lost = {_bare(word).lower(): word for word in words.get("lost", "").split() if _bare(word) != word}
    rules = []
    if old:
        forms = "|".join(sorted(map(re.escape, old), key=len, reverse=True))
        pattern = re.compile(rf"{BEFORE}(?:{forms})(?![\w-])", re.IGNORECASE)
        first = frozenset(WORD.findall(form.lower())[0] for form in old)
        rules.append(_among(first, _replacing(pattern, old, "spelling")))
    if lost:
        # In small letters they may be verbs: ele ultima, eu indico.
        pattern = re.compile(rf"[AEIOU](?<![\w’'-].)(?:{'|'.join(sorted({form[1:] for form in lost}))})(?![\w-])")
        rules.append(_replacing(pattern, lost, "spelling"))
    if joined := words.get("joined"):
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(joined)})(?= [^\W\d_]{{2}})(?![\w-])")
        rules.append(_replacing(pattern, joined, "grammar"))
    if doubled := words.get("doubled"):
        pattern = re.compile(rf"(?<![\w-])({'|'.join(doubled.split())}) \1(?= (?:\w{{2}}|\d))", re.IGNORECASE)
        rules.append(_once(pattern))
    return tuple(rules)


def _replacing(pattern: re.Pattern[str], right: Mapping[str, str], kind: Kind) -> Rule:
    """Return the rule that exchanges what a pattern finds; a word that no list has in this form is right."""
    small = {form.lower(): twin for form, twin in right.items()}

    def rule(text: str) -> Iterator[Slip]:
        for match in pattern.finditer(text):
            if twin := small.get(match[0].lower()):
                yield _slip(match, twin, kind)

    return rule


def _once(pattern: re.Pattern[str]) -> Rule:
    def rule(text: str) -> Iterator[Slip]:
        for match in pattern.finditer(text) if _words(text)[1] else ():
            first, second = match[0].split(" ")
            if second.islower() and (first.islower() or not match.start()):  # a capital names: hepatite A a que
                yield _slip(match, match[1].lower(), "doubled")

    return rule


def _among(words: frozenset[str], rule: Rule) -> Rule:
    """Return a rule that looks at no text without some of these words, as most texts are."""
    return lambda text: rule(text) if not words.isdisjoint(_words(text)[0]) else iter(())


@lru_cache(maxsize=16)
def _words(text: str) -> tuple[frozenset[str], bool]:
    """Return the words of a text in small letters, and whether one stands there twice in a row."""
    words = WORD.findall(text.lower())
    return frozenset(words), any(map(eq, words, words[1:]))


def _bare(word: str) -> str:
    """Return a word without the accent of its first letter."""
    return unicodedata.normalize("NFD", word[0])[0] + word[1:]


@cache
def _words_of(language: str, name: str) -> frozenset[str]:
    return frozenset(_data()[language][name].split())


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("pipeline.text").joinpath("slips.toml").read_text("utf-8"))

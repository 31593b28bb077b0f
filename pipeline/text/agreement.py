"""Agreement of a noun with what stands before it: whether an article has the gender and the number of its noun.

Whoever puts a term into a sentence can break it: "um infusão". The genders stand in agreement.toml, as endings with
the nouns that they don't hold for. What isn't known never clashes.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
PREVIOUS = re.compile(rf"{WORD.pattern}(?= \Z)")  # the word right before a place
GENDERS = "mf"  # of a determiner's forms, the singular ones, then the plural ones
FARTHEST = 3  # words before a noun that are looked at
LONGEST = 40  # characters of such a word
OPENING = "“\"‘'(¿¡ "
DETERMINED = re.compile(
    r"\b(?:the|an?|th(?:is|at|ese|ose)|my|your|our|his|her|their|another)\s+(?:\w+\s+)?\Z", re.IGNORECASE
)
# Where these stand in English, a noun has an article here too; "a" may go.
DEFINITE = re.compile(r"\b(the|this|that|these|those|your)\s+(?:(?:new|first|next|last)\s+)?\Z", re.IGNORECASE)
ARTICLES = {"this": "this", "these": "this", "your": "your"}  # the others are "the"
# What follows a noun that is no attribute: the pump is what "the infusion pump" is about.
FOLLOWED = re.compile(
    r"\s*(?:[.,;:!?)\]”\"]|\Z)|\s+(?:is|was|were|are|be|has|have|had|will|may|might|can|could|must|should|and|or|but|for"
    r"|with|at|in|on|of|to|from|by|as|that|which|who|when|if|before|after|during|you|we|he|she|it|they|today|tomorrow"
    r"|not|until|this|next|takes?|lasts?|begins?|starts?|ends?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clash:
    """Words of a text, up to a noun, that don't agree with it; `right` is how they would, "" where nobody knows."""

    text: str
    right: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """The nouns and determiners of a language.

    `invariant` words, and those of the endings `same`, have one form for both numbers. `rows` are the four forms of
    each determiner: masculine and feminine, singular and plural; `places` is where in them a word stands, as row and
    column. `vague` are words that may be prepositions. `openers` begin a phrase, `inner` ones follow them.
    """

    genders: Mapping[str, str]
    endings: tuple[tuple[re.Pattern[str], str], ...]
    invariant: frozenset[str]
    same: re.Pattern[str]
    stressed: frozenset[str]
    rows: tuple[tuple[str, ...], ...]
    places: Mapping[str, tuple[tuple[int, int], ...]]
    openers: frozenset[str]
    inner: frozenset[str]
    vague: frozenset[str]
    bare: frozenset[str]
    articles: Mapping[str, tuple[str, ...]]
    joined: Mapping[str, str]


def gender(noun: str, language: str) -> str:
    """Return "m" or "f" for a noun, singular or plural; "" where it isn't known or may be either."""
    grammar = _grammars().get(language)
    if grammar is None or (len(noun) > 1 and noun.isupper()):  # an abbreviation's ending tells nothing
        return ""
    word = noun.lower()
    if word in grammar.genders:
        return grammar.genders[word]
    if "-" in word:  # of a compound either part may be the noun
        genders = {gender(part, language) for part in word.split("-")}
        return genders.pop() if len(genders) == 1 else ""
    return next((known for ending, known in grammar.endings if ending.search(word)), "")


def alike(term: str, other: str, language: str) -> bool:
    """Tell whether two terms begin with nouns of one known gender and number: what agrees with one may stay."""
    grammar = _grammars().get(language)
    first, second = WORD.match(term), WORD.match(other)
    if grammar is None or first is None or second is None or not gender(first[0], language):
        return False
    numbers = {_is_plural(noun, grammar) for noun in (first[0], second[0])}
    return gender(first[0], language) == gender(second[0], language) and len(numbers) == 1 and None not in numbers


def clash(text: str, start: int, language: str, *, before: str = "", after: str | None = None) -> Clash | None:
    """Return what doesn't agree with the noun at a place of a text; None where all does.

    `before` and `after` are the English around what the term translates. Where `after` is given and the English has a
    definite article, a missing one is a clash, too.
    """
    grammar = _grammars().get(language)
    noun = WORD.match(text, start)
    if grammar is None or noun is None:
        return None
    known, many = gender(noun[0], language), _is_plural(noun[0], grammar)
    chain = _chain(text, start, grammar, vague=not many and DETERMINED.search(before) is not None)
    if chain:
        forms = [match[0].lower() for match in chain]
        right = [_agreeing(form, noun[0].lower(), known, many, grammar) for form in forms]
        first = chain[0].start()
        if text[first : noun.start()].lower() == " ".join((*right, "")):
            return None
        return Clash(text[first : noun.end()], " ".join((*right, noun[0])) if all(right) else "")
    article = DEFINITE.search(before)
    if article is None or after is None or not FOLLOWED.match(after) or not known or many is None:
        return None
    kind = ARTICLES.get(article[1].lower(), "the")
    return _bare(text, noun, grammar.articles[kind][2 * many + GENDERS.index(known)], grammar)


def _chain(text: str, start: int, grammar: Grammar, *, vague: bool) -> list[re.Match[str]]:
    """Return the determiners before a place, back to the first that opens a phrase."""
    chain: list[re.Match[str]] = []
    while len(chain) < FARTHEST:
        previous = _previous(text, chain[0].start() if chain else start)
        word = previous[0].lower() if previous else ""
        if previous is None or word not in grammar.places or (word in grammar.vague and not vague):
            break
        chain.insert(0, previous)
        if word in grammar.openers:
            break
    if len(chain) == 1 and chain[0][0].lower() in grammar.openers:
        inner = _previous(text, chain[0].start())
        opener = _previous(text, inner.start()) if inner and inner[0].lower() in grammar.inner else None
        if inner and opener and opener[0].lower() in grammar.openers:
            return [opener, inner]  # "o primeiro a consulta": the second article is one too many
    return chain


def _previous(text: str, place: int) -> re.Match[str] | None:
    """Return the word right before a place."""
    return PREVIOUS.search(text, max(0, place - LONGEST), place)


def _agreeing(form: str, noun: str, known: str, many: bool | None, grammar: Grammar) -> str:
    """Return a determiner as a noun has it: itself where it agrees, "" where it has no such form."""
    places = grammar.places[form]
    for _, column in places:
        masculine = not column % 2 and noun in grammar.stressed and form in grammar.openers
        if (not known or GENDERS[column % 2] == known or masculine) and (many is None or (column > 1) == many):
            return form
    row, column = places[0]
    new = (GENDERS.index(known) if known else column % 2) + 2 * (column > 1 if many is None else many)
    return grammar.rows[row][new]


def _bare(text: str, noun: re.Match[str], article: str, grammar: Grammar) -> Clash | None:
    """Return the clash of a noun that lacks its article, behind a preposition or where a sentence begins."""
    previous = _previous(text, noun.start())
    if previous is None:
        small = noun[0][:1].lower() + noun[0][1:]
        return None if text[: noun.start()].strip(OPENING) else Clash(noun[0], f"{article} {small}")
    preposition = previous[0].lower()
    if preposition not in grammar.bare:
        return None
    pair = f"{preposition} {article}"
    return Clash(text[previous.start() : noun.end()], f"{grammar.joined.get(pair, pair)} {noun[0]}")


def _is_plural(noun: str, grammar: Grammar) -> bool | None:
    """Tell whether a noun is plural; None where one form is both."""
    parts = noun.lower().split("-")
    if noun.isupper() or not grammar.invariant.isdisjoint(parts) or any(map(grammar.same.search, parts)):
        return None
    return any(part.endswith("s") for part in parts)


@cache
def _grammars() -> dict[str, Grammar]:
    """Read the grammars of all languages."""
    data = tomllib.loads(files("pipeline.text").joinpath("agreement.toml").read_text("utf-8"))
    return {language: _grammar(words) for language, words in data.items()}


def _grammar(words: Mapping[str, str | dict[str, str]]) -> Grammar:
    def listed(name: str) -> tuple[str, ...]:
        return tuple(str(words[name]).split())

    def rows(name: str) -> list[tuple[str, ...]]:
        return [tuple("" if form == "-" else form for form in row.split()) for row in str(words[name]).split("|")]

    openers, inner = rows("openers"), rows("inner")
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate((*openers, *inner)):
        for column, form in enumerate(row):
            if form:
                places[form].append((number, column))
    endings = [("either", ""), ("greek", "m"), ("feminine", "f"), ("masculine", "m")]
    joined = words["joined"]
    assert isinstance(joined, dict)
    return Grammar(
        genders={word: name for name in GENDERS for word in listed(name)},
        endings=tuple((re.compile(f"(?:{words[name]})$"), known) for name, known in endings),
        invariant=frozenset(listed("invariant")),
        same=re.compile(f"(?:{words['same']})$"),
        stressed=frozenset(listed("stressed")),
        rows=(*openers, *inner),
        places={form: tuple(at) for form, at in places.items()},
        openers=frozenset(form for row in openers for form in row if form),
        inner=frozenset(form for row in inner for form in row if form),
        vague=frozenset(listed("vague")),
        bare=frozenset(listed("bare")),
        articles={kind: listed(kind) for kind in ("the", "this", "your")},
        joined=joined,
    )

"""A text as tokens that are equal where only the writing differs: don't and do not, two and 2, tumour and tumor."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.text import addresses, inline
from pipeline.text.names.spelling import fold

WORDS = (
    r"(?P<number>(?>\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?)(?![^\W_]))|"
    r"(?P<word>(?:[A-Za-z]\.){2,}|(?:[eExX]-)?[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<mixed>(?:\d+(?:[.,]\d+)*)?[^\W_]+)|(?P<sign>[^\s])"
)
MARKUP = f"(?P<markup>{inline.CODE.pattern}|{inline.TAG})"
ADDRESS = f"(?P<address>{addresses.ADDRESS.pattern})"
TOKEN = re.compile(f"{MARKUP}|{ADDRESS}|{WORDS}")
# Most texts have neither, and looking for them at every word takes longer than all the rest.
PLAIN = re.compile(WORDS)
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
DECIMAL = re.compile(r"\d+\.\d+")
JOINED = re.compile(r"(\d+(?:[.,]\d+)*)([A-Za-zµμ]{1,5})")
QUOTES = frozenset("'\"‘’‚‛“”„‟«»‹›`´′″")
DASHES = frozenset("-‐‑‒–—―")
SILENT = QUOTES | DASHES | frozenset(",.;:…()[]")
TENS = frozenset({"20", "30", "40", "50", "60", "70", "80", "90"})
ONES = frozenset("123456789")
ARTICLES = frozenset({"a", "an", "the"})
BRITISH = (
    (re.compile(r"(?<=[a-z]{2})(?:ae|oe)"), "e"),
    (re.compile(r"^(?:ae|oe)(?=[a-z]{4})"), "e"),
    (re.compile(r"^(hem|pedi|fec|cec)(?=[a-z])"), r"\1"),
    (re.compile(r"^(h|p|f|c)(?:ae|oe)(?=[a-z]{3})"), r"\1e"),
    (re.compile(r"^(col|tum|fav|hon|lab|neighb|behavi|flav|hum|od|vap|vig|rum|harb|sav|splend|endeav)our"), r"\1or"),
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|ing|ation|ations|ational|er|ers|able)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3}[l])ys(?=(?:e|ed|es|ing|er|ers)$)"), "yz"),
    (re.compile(r"(cent|lit|met|fib|tit|calib|theat|goit)re(?=s?$)"), r"\1er"),
    (re.compile(r"(?<=[a-z]{2})ll(?=(?:ed|ing|er|ers|or|ors)$)"), "l"),
    (re.compile(r"(?<=[a-z]{3})ogue(?=s?$)"), "og"),
    (re.compile(r"^sulph"), "sulf"),
)


@dataclass(slots=True)
class Token:
    """A word, a figure or a sign: `same` is equal for two writings of one thing, `word` is what the lists know.

    Not frozen, which would make it five times as slow to build.
    """

    same: str
    word: str
    start: int
    end: int
    number: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One of the words that a written word stands for."""

    same: str
    word: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Forms:
    """The ways of writing one thing; `heads` begin what several words say as one."""

    words: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    heads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Both:
    """The tokens of two versions of a text."""

    old: list[Token]
    new: list[Token]


def read(old: str, new: str, language: str, *, head: int = 0, tail: int = 0) -> Both:
    """Return the tokens of two texts, without markup, articles, and marks that only shape a sentence.

    The texts share their first `head` and their last `tail` characters, which are whole words and read once. Only
    English has lists of its own; elsewhere a token is the word without capitals.
    """
    last, final = len(old) - tail, len(new) - tail
    before, after = _tokens(old, 0, head, language), _tokens(old, last, len(old), language)
    moved = final - last
    shifted = [Token(token.same, token.word, token.start + moved, token.end + moved, token.number) for token in after]
    old_tokens = [*before, *_tokens(old, head, last, language), *after]
    new_tokens = [*before, *_tokens(new, head, final, language), *shifted]
    return Both(_phrases(old_tokens), _phrases(new_tokens)) if language == "en" else Both(old_tokens, new_tokens)


def _tokens(text: str, first: int, last: int, language: str) -> list[Token]:
    """Return the tokens of a part of a text."""
    tokens: list[Token] = []
    if first >= last:
        return tokens
    rare = "<" in text or addresses.may_stand(text)
    for match in (TOKEN if rare else PLAIN).finditer(text, first, last):
        start, end = match.span()
        match match.lastgroup:
            case "word":
                if match[0] == "A" and text[:start].rstrip()[-1:] not in {"", ".", "!", "?", ":"}:
                    tokens.append(Token("a", "a", start, end))  # a group, a vitamin, a kind of hepatitis; no article
                for part in _word(match[0], language):
                    tokens.append(Token(part.same, part.word, start, end, part.number))
            case "sign":
                tokens += _sign(text, match[0], start, end, language)
            case "number":
                tokens.append(Token(_figure(match[0], language), match[0], start, end, number=True))
            case "address":
                tokens.append(Token(match[0], match[0], start, end, number=True))
            case "mixed":
                joined = JOINED.fullmatch(match[0]) if language == "en" else None
                if joined is None:
                    tokens.append(Token(match[0].casefold(), match[0].casefold(), start, end, number=True))
                    continue
                middle = start + len(joined[1])
                tokens.append(Token(_figure(joined[1], language), joined[1], start, middle, number=True))
                tokens += [Token(part.same, part.word, middle, end) for part in _word(joined[2], language)]
            case _:
                continue
    return tokens


def _sign(text: str, sign: str, start: int, end: int, language: str) -> Iterator[Token]:
    """Yield what a sign says: a dash between figures is a range, and one before a figure makes it negative."""
    if sign in DASHES or sign == "−":
        before, after = text[:start][-2:], text[end : end + 2]
        if (
            before.strip()[-1:].isdigit()
            and after.strip()[:1].isdigit()
            and before[-1:].isspace() == after[:1].isspace()
        ):
            yield Token("to", "to", start, end)
        elif sign == "−" or (after[:1].isdigit() and not before[-1:].strip("(\u00a0 ")):
            yield Token("minus", "minus", start, end)
    elif sign not in SILENT:
        for part in _forms().words.get(sign, (sign,)) if language == "en" else (sign,):
            yield Token(part, part, start, end)


@lru_cache(maxsize=65536)
def _word(text: str, language: str) -> tuple[Part, ...]:
    """Return what a word stands for: itself, one of its other forms, two words, or nothing for an article."""
    plain = text.casefold().replace("’", "'")
    if language != "en":
        return (Part(plain, plain),)
    forms = _forms().words
    plain = plain if plain in forms else plain.replace(".", "")
    words = forms.get(plain, (plain,))
    return tuple(Part(_spelt(word), word, word[:1].isdigit()) for word in words if word not in ARTICLES)


def _spelt(word: str) -> str:
    """Return an English word in the spelling that stands for all of its variants."""
    if len(word) > 4:
        word = fold(word)
        for pattern, plain in BRITISH:
            word = pattern.sub(plain, word)
    return word


@lru_cache(maxsize=65536)
def _figure(text: str, language: str) -> str:
    if language == "en":
        text = re.sub(r"\s", "", text)
        if GROUPED.fullmatch(text):
            text = text.replace(",", "")
        text = text.removesuffix(":00")
        if DECIMAL.fullmatch(text):
            return f"{Decimal(text).normalize():f}"
    return text.lower()


def _phrases(tokens: list[Token]) -> list[Token]:
    """Join what the lists know as one: at least, by mouth, every other."""
    forms = _forms()
    heads = forms.phrases
    if forms.heads.isdisjoint([token.word for token in tokens]):
        return tokens
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        token, length = tokens[at], 1
        for phrase in heads.get(token.word, ()):
            if tuple(other.word for other in tokens[at : at + len(phrase)]) == phrase:
                length = len(phrase)
                word = "_".join(phrase)
                same = _forms().words.get(word, (word,))[0]
                token = Token(same, word, token.start, tokens[at + length - 1].end)
                break
        else:
            if at + 1 < len(tokens) and written_out(token, TENS) and written_out(tokens[at + 1], ONES):
                value = str(int(token.same) + int(tokens[at + 1].same))
                token, length = Token(value, value, token.start, tokens[at + 1].end, number=True), 2
        joined.append(token)
        at += length
    return joined


def written_out(token: Token, values: frozenset[str]) -> bool:
    """Tell whether a token is one of some numbers in words."""
    return token.same in values and token.end - token.start > len(token.same)


@cache
def data() -> dict[str, Any]:
    """Return the lists of words.toml."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


@cache
def amounts() -> frozenset[str]:
    """Return the English words that count or measure, besides the numbers that a token is."""
    return frozenset(data()["amounts"].split())


@cache
def _forms() -> Forms:
    words: dict[str, tuple[str, ...]] = {}
    for rows in data()["forms"].values():
        for row in rows.split():
            form, _, same = row.partition("=")
            words[form] = tuple(same.split("_"))
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for row in data()["phrases"].split():
        # Articles are left out of a text before its phrases are looked for.
        phrase = tuple(part for part in row.split("_") if part not in ARTICLES)
        phrases.setdefault(phrase[0], []).append(phrase)
    longest = {head: tuple(sorted(some, key=len, reverse=True)) for head, some in phrases.items()}
    return Forms(words, longest, frozenset(phrases) | TENS)

"""Cosmetic differences by name: the rule that makes two texts the same which differ in their writing alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.text import inline
from pipeline.text.difference.tokens import ARTICLES, DASHES, QUOTES

MARKUP = re.compile(f"{inline.CODE.pattern}|{inline.TAG}")
SPACE = re.compile(r"[\s\u00a0\u2007\u2009\u202f\u200b]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of writing that means nothing: texts that are equal after `plain` differ in this alone."""

    name: str
    plain: Callable[[str], str]


def _quotes(text: str) -> str:
    return "".join("'" if char in QUOTES else char for char in text)


def _dashes(text: str) -> str:
    return re.sub(r"\s*-+\s*", "-", "".join("-" if char in DASHES else char for char in text))


RULES = (
    Rule("markup", lambda text: MARKUP.sub("", text)),
    Rule("white space", lambda text: SPACE.sub(" ", text).strip()),
    Rule("white space", lambda text: SPACE.sub("", text)),
    Rule("quotes", _quotes),
    Rule("dashes", _dashes),
    Rule("final full stop", lambda text: text.rstrip(".")),
    Rule("punctuation", lambda text: re.sub(r"[,.;:…()\[\]'-]", "", text)),
    Rule("capitals", str.casefold),
)
SYMBOLS = frozenset("%&°℃℉")
ABBREVIATED = 1.3  # times as many letters as in the other text: there a word is written shorter


def rule(old: str, new: str) -> str:
    """Return the name of the rule by which two texts say the same."""
    # The tests go from the least to the most, each on top of the ones before it.
    left, right = old, new
    for step in RULES:
        left, right = step.plain(left), step.plain(right)
        if left == right:
            return step.name
    words, others = _words(old), _words(new)
    bare = [[word for word in some if word not in ARTICLES] for some in (words, others)]
    if bare[0] == bare[1]:
        return "article"
    if ("'" in _quotes(old)) != ("'" in _quotes(new)):
        return "contraction"
    if any(char.isdigit() for char in old) != any(char.isdigit() for char in new) or sum(map(str.isdigit, old)) != sum(
        map(str.isdigit, new)
    ):
        return "numeral"
    if (SYMBOLS & {*old}) != (SYMBOLS & {*new}) or sum(map(len, words)) > ABBREVIATED * sum(map(len, others)):
        return "abbreviation"
    return "spelling"


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", MARKUP.sub("", text).casefold())

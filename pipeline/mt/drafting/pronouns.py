"""Pronouns whose noun stands in the sentence before: as células … Elas, where English has one they for all.

A machine reads a sentence by itself, and takes every they for men. Where the sentence before has but one noun of many,
at its beginning, that noun is meant: the sentence is searched for anew behind the right pronoun, so that what agrees
with it follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from pipeline.locales import Locale
from pipeline.mt.drafting.verification import Verified
from pipeline.text import agreement

THEY = re.compile(r"They\b")
# The pronoun of the masculine and of the feminine, and what begins a noun phrase of either.
PRONOUNS = {"pt": ("Eles", "Elas")}
NOUN = {
    "pt": re.compile(
        r"(?:(?P<m>Os|Estes|Esses|Seus|Muitos|Alguns|Todos os)|(?P<f>As|Estas|Essas|Suas|Muitas|Algumas|Todas as)) \w"
    )
}
FIRST = re.compile(r"[^\W\d_]+")
MANY = re.compile(r"\b(?:[a-z]{3,}s|people|children|men|women|mice|teeth|feet|bacteria|data)\b", re.IGNORECASE)
_NO_NOUNS = """
    was has does this its his thus plus less unless always sometimes often perhaps besides across towards various
    serious previous dangerous contagious infectious nervous yours ours theirs process illness virus status
"""
NO_NOUNS = frozenset(_NO_NOUNS.split())
LATEST = 4  # words of the sentence before which its subject's noun stands
LEAST = 0.5  # how likely the other translation is at least, beside the one with the wrong pronoun

Search = Callable[[Sequence[tuple[str, str]]], Sequence[Sequence[Verified]]]


def agreeing(
    texts: Sequence[str], best: Sequence[Verified], around: Mapping[str, str], target: Locale, search: Search
) -> list[Verified]:
    """Return the translations of texts with the pronouns of their nouns; `around` has the paragraphs of texts.

    `search` takes texts with the beginnings of their translations, and returns the likeliest of each.
    """
    chosen = dict(zip(texts, best, strict=True))
    forms = PRONOUNS.get(target.language)
    if forms is None:
        return list(best)
    asked: dict[str, str] = {}
    for text, verified in chosen.items():
        written = FIRST.match(verified.candidate.text)
        if not THEY.match(text) or written is None or written[0] not in forms:
            continue
        previous = _before(text, around.get(text, ""), chosen)
        gender = _gender(previous, chosen[previous].candidate.text, target.language) if previous else ""
        if gender and forms["mf".index(gender)] != written[0]:
            asked[text] = forms["mf".index(gender)]
    for (text, pronoun), others in zip(asked.items(), search(list(asked.items())) if asked else (), strict=True):
        first = chosen[text]
        right = [
            other
            for other in others
            if other.candidate.text.startswith(pronoun)
            and other.candidate.score >= LEAST * first.candidate.score
            and other.rank[:-1] <= first.rank[:-1]
        ]
        chosen[text] = min(right, key=lambda other: other.rank, default=first)
    return [chosen[text] for text in texts]


def _before(text: str, paragraph: str, known: Mapping[str, Verified]) -> str:
    """Return the sentence that stands before another one in their paragraph, "" where it isn't known."""
    head = paragraph[: paragraph.find(text)].rstrip() if paragraph.count(text) == 1 else ""
    return max((other for other in known if head.endswith(other)), key=len, default="") if head else ""


def _gender(text: str, translation: str, language: str) -> str:
    """Return the gender, m or f, of the one noun of many that a sentence has, at its beginning; "" if none is sure."""
    nouns = [match for match in MANY.finditer(text) if match[0].lower() not in NO_NOUNS]
    if len({match[0].lower() for match in nouns}) != 1 or len(text[: nouns[0].start()].split()) >= LATEST:
        return ""
    if (phrase := NOUN[language].match(translation)) is not None:
        return "m" if phrase["m"] else "f"
    first = FIRST.match(translation)
    return agreement.gender(first[0].lower(), language) if first and first[0].endswith("s") else ""

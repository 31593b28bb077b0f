"""The odds that a translation has a grave error, told from what can be counted in it and its source.

Nothing here finds an error. Experts marked the errors of machine translations; where they found the grave ones, texts
are longer, have more acronyms, words that the other side lacks, and so on. How much each counts was fitted by
`tools/train_odds.py`, and stands in `odds.toml`. It orders what waits for a person: it never says that a text is right.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.locales import Locale
from pipeline.text import inline
from pipeline.text.language import evidence
from pipeline.text.language.evidence import Pair, Sentence
from pipeline.text.names import acronyms

MOST = 3.0  # standard deviations that a count is taken for at most: what nobody saw tells nothing
KINDS = ("thing", "word", "number")
PLAIN_WORD = re.compile(r"[a-z]{4,}")
LATIN_WORD = re.compile(r"[A-Za-z]{4,}")
WORD = re.compile(r"\w+")
LONG = 10  # letters of a word that is likely to be a term
OPENING, COMMAS, QUOTES = "(（", ",，、،", '"“«„「'


@dataclass(frozen=True, slots=True)
class Weight:
    """A count's mean and deviation where it was fitted, and what a deviation more weighs."""

    mean: float
    deviation: float
    weight: float


def error(source: str, target: str, source_locale: Locale, target_locale: Locale) -> float:
    """Return the estimated share of such translations that have a grave error, in 0–1."""
    bias, weights = _fitted()
    total = bias
    for name, count in counts(source, target, source_locale, target_locale).items():
        fitted = weights[name]
        total += fitted.weight * max(-MOST, min(MOST, (count - fitted.mean) / fitted.deviation))
    return 1 / (1 + math.exp(-total))


def counts(source: str, target: str, source_locale: Locale, target_locale: Locale) -> dict[str, float]:
    """Return what is counted, by name; texts may be coded."""
    before, after = inline.blank_codes(source).strip(), inline.blank_codes(target).strip()
    kin = source_locale.script == target_locale.script
    here = evidence.sentences(before, Pair(source_locale.language, target_locale.language, kin))
    there = evidence.sentences(after, Pair(target_locale.language, source_locale.language, kin))
    measure = evidence.length_ratio(target_locale.language, target_locale.script, source_locale.language)
    length = measure.score(len(before), len(after))
    found = {"length": math.log(max(1, len(before))), "longer": length, "shorter": max(0.0, -length)}
    whole = {
        **_pieces("source", here, there),
        **_pieces("target", there, here),
        **_acronyms(before, after),
        **_words(before, after),
        **_signs(before, after),
    }
    return {**found, **{name: math.log1p(count) for name, count in whole.items()}}


def _pieces(side: str, own: list[Sentence], other: list[Sentence]) -> dict[str, float]:
    """Count the pieces of evidence of a side, and those that the other side lacks."""
    offered = evidence.inventory(other)
    there: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    for piece in (piece for sentence in own for piece in sentence.pieces):
        there[piece.kind] += 1
        lacking[piece.kind] += offered.isdisjoint(piece.asks)
    counted = {f"{side} {kind}s": float(there[kind]) for kind in KINDS}
    return {**counted, **{f"{side} {kind}s alone": float(lacking[kind]) for kind in KINDS}}


def _acronyms(source: str, target: str) -> dict[str, float]:
    own, other = ({name.key for name in acronyms.read(text)} for text in (source, target))
    before, after = source.upper(), target.upper()
    return {
        "acronyms": float(len(own)),
        "acronyms lost": float(sum(key not in after for key in own)),
        "acronyms new": float(sum(key not in before for key in other)),
    }


def _words(source: str, target: str) -> dict[str, float]:
    own, other = WORD.findall(source.lower()), WORD.findall(target.lower())
    same = set(PLAIN_WORD.findall(source))
    latin = [word.lower() for word in LATIN_WORD.findall(target)]
    return {
        "repeated in source": float(len(own) - len(set(own))),
        "repeated in target": float(len(other) - len(set(other))),
        "long words": float(sum(len(word) >= LONG for word in own)),
        "letters a word": sum(map(len, own)) / max(1, len(own)),
        "same words": float(sum(word in same for word in latin)),
        "Latin words": float(len(latin)),
    }


def _signs(source: str, target: str) -> dict[str, float]:
    brackets, commas = ([sum(map(text.count, signs)) for text in (source, target)] for signs in (OPENING, COMMAS))
    return {
        "capitals in source": float(sum(map(str.isupper, source))),
        "capitals in target": float(sum(map(str.isupper, target))),
        "digits": float(sum(map(str.isdigit, source))),
        "hyphens": float(source.count("-")),
        "quotes": float(sum(map(source.count, QUOTES))),
        "brackets": float(brackets[0]),
        "brackets apart": float(abs(brackets[0] - brackets[1])),
        "commas apart": float(abs(commas[0] - commas[1])),
    }


@cache
def _fitted() -> tuple[float, Mapping[str, Weight]]:
    data = tomllib.loads((Path(__file__).parent / "odds.toml").read_text("utf-8"))
    return data["bias"], {name: Weight(*values) for name, values in data["weights"].items()}

"""Normal forms of English words in terms: without number and possessive, in one of the two spellings."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.termbase.words import folded

POSSESSIVE = re.compile(r"(?<=\w)['’]s\b|(?<=s)['’](?!\w)", re.IGNORECASE)
ABBREVIATION = 6  # letters, the s of a plural counted; a longer word in capitals is an ordinary one, shouted
IRREGULAR = {
    "alveoli": "alveolus",
    "bacilli": "bacillus",
    "bacteria": "bacterium",
    "bronchi": "bronchus",
    "children": "child",
    "criteria": "criterion",
    "diverticula": "diverticulum",
    "emboli": "embolus",
    "feet": "foot",
    "foci": "focus",
    "fungi": "fungus",
    "ganglia": "ganglion",
    "halves": "half",
    "leaves": "leaf",
    "indices": "index",
    "lens": "lens",
    "lives": "life",
    "men": "man",
    "mice": "mouse",
    "mitochondria": "mitochondrion",
    "nuclei": "nucleus",
    "ova": "ovum",
    "phenomena": "phenomenon",
    "sera": "serum",
    "stimuli": "stimulus",
    "teeth": "tooth",
    "thrombi": "thrombus",
    "women": "woman",
}
# Number first, spelling second. The endings needn't be right English: both sides of a comparison go through them.
NUMBER = (
    (re.compile(r"mata$"), "ma"),
    (re.compile(r"(?<=..)ices$"), "ix"),
    (re.compile(r"(?<=...)ae$"), "a"),
    (re.compile(r"(?<=..)ies$"), "y"),
    (re.compile(r"(?<=(?:ss|ch|sh))es$|(?<=x)es$|(?<=[^aeiou]us)es$|(?<=zz)es$"), ""),
    (re.compile(r"sis$"), "se"),
    (re.compile(r"(?<=..[^sui])s$"), ""),
)
SPELLING = (
    (re.compile("ae|oe"), "e"),
    (re.compile("(?<=[a-z]{2})our"), "or"),
    (re.compile("is(?=ation|e$|ed$|er$|ing$)"), "iz"),
    (re.compile("ys(?=e$|ed$|er$|ing$)"), "yz"),
    (re.compile("(?<=[a-z]{2}[bt])re$"), "er"),
    (re.compile("sulph"), "sulf"),
    (re.compile("ll(?=ed$|ing$|er$)"), "l"),
    (re.compile("mme$"), "m"),
    (re.compile("ogue$"), "og"),
)


@lru_cache(maxsize=1 << 16)
def key(word: str) -> str:
    """Return what stands for all forms and spellings of a word: cells → cell, leukaemia → leukemia."""
    # An abbreviation keeps its letters: CRS is no plural, ICUs is one.
    if len(word) <= ABBREVIATION and word.rstrip("s").isupper():
        return folded(word.rstrip("s"))
    plain = folded(word)
    singular = IRREGULAR.get(plain)
    if singular is None:
        singular = plain
        for ending, replacement in NUMBER:
            singular, cut = ending.subn(replacement, plain)
            if cut:
                break
    for pattern, replacement in SPELLING:
        singular = pattern.sub(replacement, singular)
    return singular


def blank_possessives(text: str) -> str:
    """Return a text of the same length with spaces in place of 's."""
    if "'" not in text and "’" not in text:
        return text
    return POSSESSIVE.sub(lambda possessive: " " * len(possessive[0]), text)

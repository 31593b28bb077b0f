"""What BCP 47 allows as a language's name: a browser, a screen reader and a search engine all go by it."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline import locales

# RFC 5646, section 2.1, without the irregular tags of before 2005; `x-…` alone names no language.
TAG = re.compile(
    r"(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*"
    r"(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def is_tag(text: str) -> bool:
    """Tell whether a text is a well-formed tag of a language and a country that CLDR knows: `en-UK` is none."""
    found = TAG.fullmatch(text)
    if found is None or found["language"].partition("-")[0].lower() not in locales.language_names("en"):
        return False
    region = (found["region"] or "").upper()
    return not region or region.isdecimal() or region in locales.territory_names("en")


def same(tag: str, other: str) -> bool:
    """Tell whether two tags are one: their case doesn't count."""
    return tag.lower() == other.lower()

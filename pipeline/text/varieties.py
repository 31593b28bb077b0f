"""Words of one variety of a language in a text of another: registo in Brazil, equipe in Portugal, zumo in Mexico.

Readers understand most of them and trust the text less; some they don't know at all. `varieties.toml` has what each
variety doesn't say, with what it says for it. A language without a region is of no variety.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from pipeline.locales import Locale

CHOICE = re.compile(r"\(([^()]*)\)")
SPAIN = "es-ES"
LATIN_AMERICA = "es-419"
REGION = re.compile(r"-(?:[A-Z]{2}|419)\b")
# "Está a tomar" is "está tomando" in Brazil, and vosotros has endings of its own.
GERUND = re.compile(r"\b(?:est(?:ou|á|ão|amos|ava|avam|eja|ejam|iver))\s+a\s+(\w+[aei])r\b", re.IGNORECASE)
PLURAL = re.compile(r"\b(?!(?:dieci|veinti)?séis\b)\w{2,}[áé]is\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stranger:
    """A word of another variety, characters [start, end) of the text, and what this one says ("" where it depends)."""

    text: str
    start: int
    end: int
    here: str


def strangers(text: str, locale: Locale) -> Iterator[Stranger]:
    """Yield the words of a text that its locale's variety doesn't use, in order."""
    variety = _variety(locale)
    known = _words(variety) if variety else None
    if known is None:
        return
    words, here = known
    found = [
        Stranger(match[0], *match.span(), here.get(" ".join(match[0].lower().split()), ""))
        for match in words.finditer(text)
    ]
    if variety == "pt-BR":
        found += [Stranger(match[0], *match.span(), f"{match[1]}ndo") for match in GERUND.finditer(text)]
    if variety == LATIN_AMERICA:
        found += [Stranger(match[0], *match.span(), "") for match in PLURAL.finditer(text) if match[0].islower()]
    yield from sorted(found, key=lambda each: each.start)


def _variety(locale: Locale) -> str:
    """Return the table of a locale: Spanish of any region but Spain is Latin American."""
    if not REGION.search(locale.tag):
        return ""
    if locale.language == "es" and locale.tag != SPAIN:
        return LATIN_AMERICA
    return locale.tag


@cache
def _words(variety: str) -> tuple[re.Pattern[str], dict[str, str]] | None:
    data = tomllib.loads((Path(__file__).parent / "varieties.toml").read_text("utf-8"))
    if variety not in data:
        return None
    here = {
        form: twin
        for there, ours in data[variety].items()
        for form, twin in zip(_forms(there), _forms(ours), strict=True)
    }
    forms = sorted(here, key=len, reverse=True)
    pattern = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE), here


def _forms(pattern: str) -> list[str]:
    """Return what a pattern stands for: `registo(|s)` is two words."""
    parts = CHOICE.split(pattern)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return ["".join(form) for form in product(*choices)]

"""Language codes of models: for pt-BR NLLB says por_Latn, M2M100 __pt__, a multilingual OPUS model >>por<<.

The model's own list is read and compared, so that a model which names languages in a way of its own needs no table.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline import locales
from pipeline.errors import LocaleError

_CODE = re.compile(r"(?:>>|__)?(?P<code>[A-Za-z]{2,3}(?:[_-][A-Za-z]{4})?(?:[_-](?:[A-Za-z]{2}|\d{3}))?)(?:<<|__)?")
_NAMES = Path(__file__).with_name("languages.toml")


@dataclass(frozen=True, slots=True)
class _Language:
    """A code as language, script and region; either of the latter may be empty."""

    language: str
    script: str
    region: str


def code(locale: str, offered: Iterable[str]) -> str | None:
    """Return which of a model's codes serves a locale, None where none does.

    Language and script must agree, a region where the code has one; a code for the locale's own region is preferred,
    then one without a region, then, for a locale without a region, any; of equals the first.
    """
    wanted = _read(locales.parse(locale).gettext)
    if wanted is None:
        return None
    script = wanted.script or _usual(wanted) or locales.parse(locale).script
    best: tuple[int, str] | None = None
    for candidate in offered:
        parsed = _read(candidate)
        if parsed is None or parsed.language != wanted.language or (parsed.script or _usual(parsed)) != script:
            continue
        if parsed.region and wanted.region and parsed.region != wanted.region:
            continue
        rank = 0 if parsed.region == wanted.region else 1 if not parsed.region else 2
        if best is None or rank < best[0]:
            best = rank, candidate
    return best and best[1]


def is_code(token: str) -> bool:
    """Tell whether a token of a vocabulary has the form of a language's code: __pt__, >>por<< or por_Latn."""
    return bool(re.fullmatch(r">>[\w-]+<<|__[a-z]{2,3}__|[a-z]{3}_[A-Z][a-z]{3}", token)) and _read(token) is not None


def _read(name: str) -> _Language | None:
    match = _CODE.fullmatch(name)
    if match is None:
        return None
    first, *rest = re.split("[_-]", match["code"])
    language, *known = _names().get(first.lower(), first.lower()).split("_")
    parts = [*rest, *known]
    script = next((part.title() for part in parts if len(part) == 4), "")
    region = next((part.upper() for part in parts if len(part) in {2, 3}), "")
    return _Language(language, script, region)


@cache
def _names() -> Mapping[str, str]:
    return {key: str(value) for key, value in tomllib.loads(_NAMES.read_text("utf-8")).items()}


@cache
def _usual(parsed: _Language) -> str:
    """Return the script that a language is written in by default, as CLDR has it; none where it isn't known."""
    try:
        return locales.parse("_".join(filter(None, (parsed.language, parsed.region)))).script
    except LocaleError:
        return ""

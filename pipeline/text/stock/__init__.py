"""Stock sentences: what pages say again and again about emergencies, in the languages of the notices.

An emergency is no place for a machine's guess, and a sentence that every page has is worth one careful review. These
are drafts as a machine's are: what the policy requires of an emergency holds for them, too. They name no number, since
there is none that is right everywhere.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from pipeline import locales
from pipeline.locales import Locale

ORIGIN = "stock"
SCORE = 0.95  # written by hand, and reviewed by nobody yet
_AROUND = re.compile(r"\A(<([1-9]\d*)>)(.*)(</\2>)\Z", re.DOTALL)
# Other ways to say the same; a sentence that says more or less is none of the stock.
_SAME = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"[’‘]", "'"),
        (r"\bplease,? ", ""),
        (r"\bdon't\b", "do not"),
        (r"\bdoesn't\b", "does not"),
        (r"\bemail\b", "e-mail"),
        (r"\bin (?:case of (?:an )?|the event of an |a medical )emergency\b", "in an emergency"),
        (r"\b(?:immediately|right away|straight away|straightaway)\b", "at once"),
        (r"\b(?:dial|phone|ring)\b", "call"),
        (r"\bemergency room\b", "emergency department"),
        (r"\bthe local emergency number\b", "your local emergency number"),
        (r"\b(?:difficulty|problems) breathing\b", "trouble breathing"),
        (r"[,.!:;–—]+", " "),
    )
)


def translation(text: str, locale: Locale) -> str | None:
    """Return the translation of an English sentence of the stock, with the code around it; None where it is none."""
    around = _AROUND.match(text.strip())
    key = _keys().get(_plain(around[3] if around else text))
    if key is None or locale.pseudo:
        return None
    for name in locales.fallbacks(locale.gettext):
        if (words := _words(name)) is not None:
            return f"{around[1]}{words[key]}{around[4]}" if around else words[key]
    return None


def sentences() -> Mapping[str, str]:
    """Return the stock in English, by the names that its sentences have in every language."""
    words = _words("en")
    assert words is not None  # it comes with the package
    return words


@lru_cache(maxsize=1)
def _keys() -> Mapping[str, str]:
    return {_plain(text): key for key, text in sentences().items()}


@lru_cache(maxsize=512)
def _words(name: str) -> Mapping[str, str] | None:
    try:
        return tomllib.loads(files("pipeline.text.stock").joinpath("words", f"{name}.toml").read_text("utf-8"))
    except FileNotFoundError:
        return None


def _plain(text: str) -> str:
    """Return a sentence without what doesn't count: capitals, signs, and which of several words is chosen."""
    text = " ".join(text.lower().split())
    for pattern, plain in _SAME:
        text = pattern.sub(plain, text)
    return " ".join(text.split())

"""Text into sentences and back without losing a character: a sentence is the unit that people translate and review.

Where a sentence ends is data: SRX 2.0 rules, read from the choppa-srx package when the first text is split.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from choppa.srx_parser import SrxDocument

UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})  # languages that write no space between sentences

# Without one of these inside, no rule of any language breaks: most labels and headings skip the rules.
_MAY_BREAK = re.compile(r"[^\w ,;()'\"’“”–/+%&-]", re.ASCII)
_WORD = re.compile(r"[^\W_]")


def split(text: str, lang: str) -> list[str]:
    """Split text into sentences by the rules of a language; `"".join(result) == text`, always.

    `lang` is a BCP 47 or gettext name, of which the language counts; an unknown one is split by the default
    rules. White space belongs to the sentence before it. A blank line ends a sentence, a single line break
    doesn't. What has no letter and no digit (a stray quotation mark) belongs to the sentence before it, too.
    """
    if not text:
        return []
    if not _MAY_BREAK.search(text):
        return [text]
    from choppa.iterators import SrxTextIterator

    sentences: list[str] = []
    for piece in SrxTextIterator(_rules(), f"{_language(lang)}_two", text):
        if sentences and not _WORD.search(piece):
            sentences[-1] += piece
        else:
            sentences.append(piece)
    return sentences


def joiner(lang: str) -> str:
    """Return what a language writes between two sentences of a paragraph: nothing or a space."""
    return "" if _language(lang) in UNSPACED else " "


def _language(lang: str) -> str:
    return lang.replace("_", "-").partition("-")[0].lower()


@cache
def _rules() -> SrxDocument:
    """Load the rules once for all languages; the document keeps each language's compiled patterns."""
    from importlib.resources import as_file, files

    from choppa.srx_parser import SrxDocument

    with as_file(files("choppa") / "data" / "srx" / "languagetool_segment.srx") as path:
        return SrxDocument(ruleset=path)

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

_LONGEST_ASIDE = 400  # characters before and after a sentence's end in which its parentheses are looked for
_END = re.compile(r"[.:]\s")
_ASIDE_CLOSES = re.compile(rf"[^)\r\n]{{0,{_LONGEST_ASIDE}}}\)")


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
    at = 0
    for piece in SrxTextIterator(_rules(), f"{_language(lang)}_two", text):
        if sentences and (not _WORD.search(piece) or _in_parentheses(text, at)):
            sentences[-1] += piece
        else:
            sentences.append(piece)
        at += len(piece)
    return sentences


def joiner(lang: str) -> str:
    """Return what a language writes between two sentences of a paragraph: nothing or a space."""
    return "" if _language(lang) in UNSPACED else " "


def _language(lang: str) -> str:
    return lang.replace("_", "-").partition("-")[0].lower()


def _in_parentheses(text: str, at: int) -> bool:
    """Tell whether a break would cut parentheses that hold several sentences' ends."""
    first = max(0, at - _LONGEST_ASIDE)
    opened = text.find("(", text.rfind(")", first, at) + 1 or first, at)
    if opened < 0 or not _END.fullmatch(text, at - 2, at):
        return False
    return len(_END.findall(text, opened, at)) > 1 and _ASIDE_CLOSES.match(text, at) is not None


@cache
def _rules() -> SrxDocument:
    """Load the rules once for all languages; the document keeps each language's compiled patterns.

    The rules for several sentences in parentheses, whose nested repetitions take minutes on a line of full stops, are
    left out: `_in_parentheses` does their work in bounded time.
    """
    from importlib.resources import as_file, files

    from choppa.srx_parser import SrxDocument

    with as_file(files("choppa") / "data" / "srx" / "languagetool_segment.srx") as path:
        document = SrxDocument(ruleset=path)
    for language in document.language_map_list:
        rules = language.language_rule.rules
        rules[:] = [rule for rule in rules if rule.before_pattern.count(r"[^\)]*?") < 2]
    return document

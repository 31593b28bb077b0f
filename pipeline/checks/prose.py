"""The words of a translation without what surrounds them: markup, placeholders and addresses are no language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from pipeline.model import Unit
from pipeline.text import addresses, inline
from pipeline.text.language import words

# Markup, entities, placeholders of the common kinds, and names that a program reads: each with a sign that a
# text has to have, so that most texts are searched for none of them.
_MACHINE = {
    "<": re.compile(r"<[A-Za-z/!][^<>]*>"),
    "&": re.compile(r"&(?:[A-Za-z]\w*|#\w+);"),
    "{": re.compile(r"\$?\{\{?[^{}\s]*\}?\}"),
    "%": re.compile(r"%(?:\([^()\s]*\))?[-+0#]*+\d*+(?:\.\d++)?+(?:(?<=\d)\$)?[a-zA-Z@]\b"),
    "_": re.compile(r"\b\w*_\w+"),
}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Prose:
    """A text with spaces where the machine's parts stood, at the same places, and its words in lower case."""

    text: str
    words: tuple[str, ...]


def compared(unit: Unit, compare: Callable[[str, str], tuple[T, ...]]) -> Iterator[tuple[str, tuple[T, ...]]]:
    """Yield each translation with spaces for its codes, and what is wrong with it, by the first of the source's forms.

    A plural form may agree with either form of the source: nothing is wrong where it agrees with one.
    """
    sources = [inline.blank_codes(text) for text in unit.sources]
    for translation in unit.targets:
        if not inline.is_blank(translation):
            shown = inline.blank_codes(translation)
            comparisons = [compare(text, shown) for text in sources]
            yield shown, comparisons[0] if all(comparisons) else ()


@lru_cache(maxsize=64)
def read(text: str) -> Prose:
    """Return the prose of a coded text; several families ask for the same text one after the other."""
    visible = addresses.blank(inline.blank_codes(text) if "<" in text else text)
    for sign, pattern in _MACHINE.items():
        if sign in visible:
            visible = pattern.sub(lambda match: " " * len(match[0]), visible)
    return Prose(visible, tuple(words.words(visible)))

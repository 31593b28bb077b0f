"""Values that every reader of names shares: a name in a text, and what happened to it in another one."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pipeline.model import Severity


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: characters [start, end).

    `kind` is "drug", "gene" (genes, proteins, antigens, receptors), "trial", "code", "country", "place" (cities,
    regions), "people", "language", "eponym" (diseases that bear a name), "person" or "town". `key` is the same for
    one thing in every language and script.
    """

    kind: str
    key: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class NameChange:
    """A change of a name between a text and its translation, in a sentence for a translator.

    `kind` is the id of the check; `suggestion` is what should stand there, where that is certain.
    """

    kind: str
    severity: Severity
    message: str
    source: Name | None
    target: Name | None
    suggestion: str | None = None


class NamelessWords:
    """A memory of each language's words that name nothing: most words do, and are met again and again."""

    MOST = 1 << 16  # words of a language; then it begins anew

    def __init__(self, named: Callable[[str, str], object]) -> None:
        self._named = named
        self._known: dict[str, set[str]] = {}

    def all(self, words: AbstractSet[str], language: str) -> bool:
        """Tell whether none of some words names something in a language."""
        return not self.without(words, language)

    def without(self, words: AbstractSet[str], language: str) -> set[str]:
        """Return those of some words that name something in a language, or may."""
        known = self._known.setdefault(language, set())
        new = {*words} - known
        if not new:
            return new
        named = {word for word in new if self._named(word, language)}
        if len(known) + len(new) >= self.MOST:
            known.clear()
        known |= new - named
        return named

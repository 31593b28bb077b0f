"""Values that every reader of names shares: a name in a text, and what happened to it in another one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.model import Severity


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: characters [start, end).

    `kind` is "drug", "gene" (genes, proteins, antigens, receptors), "trial", "code", "country", "place" (cities,
    regions), "people", "language" or "person". `key` is the same for one thing in every language and script.
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

    def all(self, words: Iterable[str], language: str) -> bool:
        """Tell whether none of some words names something in a language."""
        known = self._known.setdefault(language, set())
        for word in set(words) - known:
            if self._named(word, language):
                return False
            if len(known) >= self.MOST:
                known.clear()
            known.add(word)
        return True

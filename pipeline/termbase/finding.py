"""Which terms of the glossary a translation uses, asked or not: a term foreign to the source took another's place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.termbase.honouring import Honouring, Pattern
from pipeline.termbase.inflection import HEAD
from pipeline.termbase.values import Honour, Target
from pipeline.termbase.words import Sentence

ABBREVIATION = 5  # letters


@dataclass(frozen=True, slots=True)
class Use:
    """A target term in a translation; `owners` are the numbers of the entries that it belongs to."""

    honour: Honour
    owners: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    pattern: Pattern
    target: Target
    owners: list[int]


class Finder:
    """All target terms of a termbase, to be found in a translation: the longest at each place, in any form."""

    def __init__(self, honouring: Honouring, owned: Iterable[tuple[int, Target]]) -> None:
        self._forms = honouring.forms
        # A first word leads to the terms that may follow from it, the longest first.
        self._table: dict[str, list[_Known]] = {}
        known: dict[str, _Known] = {}
        for owner, target in owned:
            pattern = honouring.pattern(target.term)
            if not pattern.words:
                continue
            if pattern.keys in known:
                known[pattern.keys].owners.append(owner)
                continue
            known[pattern.keys] = _Known(pattern, target, [owner])
            for stem in self._forms.stems(pattern.words[0]):
                self._table.setdefault(stem, []).append(known[pattern.keys])
        for terms in self._table.values():
            terms.sort(key=lambda term: -len(term.pattern.words))
        self._heads = frozenset(map(self._forms.head, self._table))
        self._begins = lru_cache(maxsize=1 << 16)(self._has_head)

    def uses(self, sentence: Sentence) -> Iterator[Use]:
        """Yield the terms that a translation uses, from the left, none inside another."""
        at = 0
        while at < len(sentence.words):
            step = 1
            found = self._longest(sentence, at)
            if found:
                step = len(found[0].pattern.words)
                start, end = sentence.span(at, at + step - 1)
                honour = Honour(found[0].target, "inflected", start, end, sentence.text[start:end])
                yield Use(honour, tuple(owner for term in found for owner in term.owners))
            at += step

    def _longest(self, sentence: Sentence, at: int) -> list[_Known]:
        """Return the terms of the most words that begin at a word: several where they differ in their endings alone."""
        found: dict[str, _Known] = {}
        if not self._begins(sentence.keys[at]):
            return []
        for stem in self._forms.stems(sentence.words[at]):
            for term in self._table.get(stem, ()):
                if self._stands(term.pattern, sentence, at):
                    found[term.pattern.keys] = term
        longest = max((len(term.pattern.words) for term in found.values()), default=0)
        return [term for term in found.values() if len(term.pattern.words) == longest]

    def _has_head(self, key: str) -> bool:
        """Tell whether a word may begin a term: only then its stems are worked out."""
        lengths = range(HEAD + 1)
        return any(key[at : at + length] in self._heads for at in range(len(key)) for length in lengths)

    def _stands(self, pattern: Pattern, sentence: Sentence, at: int) -> bool:
        words = sentence.words[at : at + len(pattern.words)]
        if len(words) < len(pattern.words):
            return False
        return all(map(self._near, pattern.words, words))

    def _near(self, own: str, word: str) -> bool:
        """Tell whether a word is a term's, or differs from it in an ending: what nobody asked for must be sure."""
        if len(own) <= ABBREVIATION and own.isupper():
            return own == word
        return self._forms.same(own, word, "inflected") and self._forms.close(own, word)

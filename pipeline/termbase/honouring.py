"""Term recognition in translations: whether one uses a given term, in which form and how surely, and which it uses.

Each kind of evidence is asked for in turn, the surest first. The words of a term may stand in another order, with words
of function and up to WIDER others between them: languages put adjectives and complements where they like. A term that
nobody asked for is recognised only where its words stand together: one foreign to the source took another's place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.termbase import inflection
from pipeline.termbase.inflection import HEAD, Inflection, Kinship
from pipeline.termbase.values import Honour, Kind, Target
from pipeline.termbase.words import WORD, Sentence, folded, unspaced

WIDER = 4  # words: an article, an adjective and what it takes with it come between a noun and its complement
LOOSE = 2  # characters that may stand between those of a term in a script without spaces: one word there
ABBREVIATION = 5  # letters; a longer term in capitals is an ordinary word, shouted


@dataclass(frozen=True, slots=True)
class Pattern:
    """A written form of a term, ready to be looked for: its words, their keys, and the words that carry its meaning."""

    words: tuple[str, ...]
    keys: str
    content: tuple[str, ...]
    unspaced: bool


@dataclass(frozen=True, slots=True)
class Use:
    """A target term in a translation; `owners` are the numbers of the entries that it belongs to."""

    honour: Honour
    owners: tuple[int, ...]


class Honouring:
    """A recogniser of given target terms in the translations of one language."""

    def __init__(self, language: str) -> None:
        self.forms: Inflection = inflection.of(language)
        self.pattern = lru_cache(maxsize=1 << 15)(self._compile)

    def sentence(self, text: str) -> Sentence:
        """Cut a translation into words, once for all its terms."""
        return Sentence(text, folded)

    def written(self, target: Target, sentence: Sentence) -> Honour | None:
        """Look for the term or one of its listed forms, as written."""
        for form in (target.term, *target.forms):
            span = sentence.find(self.pattern(form).keys)
            if span:
                return _honour(target, "form", sentence, *span)
        return None

    def inflected(self, target: Target, sentence: Sentence) -> Honour | None:
        """Look for an inflected form of the term, by rule."""
        return self._related(target, sentence, "inflected")

    def related(self, target: Target, sentence: Sentence, source_words: int) -> Honour | None:
        """Look for what a good translator makes of a term: written together or apart, derived, or in fewer words.

        `source_words` is the number of words in the source term: as many of the target's must be there.
        """
        return (
            self._joined(target, sentence)
            or self._related(target, sentence, "derived")
            or self._part(target, sentence, source_words)
            or self._related(target, sentence, "lemma")
        )

    def alike(self, first: Target, second: Target) -> bool:
        """Tell whether two terms share half of their words (or characters), as a kind and its sorts do."""
        mine, yours = self.pattern(first.term), self.pattern(second.term)
        common = sum(any(self.forms.same(word, own, "derived") for own in yours.content) for word in mine.content)
        return 2 * common >= min(len(mine.content), len(yours.content)) and common > 0

    def count(
        self, targets: Sequence[Target], sentence: Sentence, enough: int, *, outside: Sequence[Honour] = ()
    ) -> int:
        """Return how often a translation may use one of some targets, counting no further than `enough`.

        Any word of the same family counts; what is a part of one of `outside` doesn't.
        """
        best = 0
        kinds: tuple[Kinship, ...] = ("inflected", "derived")
        for kind in kinds:
            starts: set[int] = set()
            for target in targets:
                for form in (target.term, *target.forms):
                    starts |= self._starts(self.pattern(form), sentence, kind)
            inside = {at for at in starts if any(o.start <= sentence.spans[at][0] < o.end for o in outside)}
            best = max(best, len(starts - inside))
            if best >= enough:
                break
        return best

    def _starts(self, pattern: Pattern, sentence: Sentence, kind: Kinship) -> set[int]:
        """Return the places of the rarest of a term's words, where all of them are there."""
        if pattern.unspaced:
            return set(sentence.all(pattern.keys))
        places = [self._places(word, sentence, kind) for word in pattern.content]
        rarest = min(places, key=len)
        return set(rarest)

    def _related(self, target: Target, sentence: Sentence, kind: Kinship) -> Honour | None:
        for form in (target.term, *target.forms):
            pattern = self.pattern(form)
            if pattern.unspaced:
                span = _loose(pattern.words, sentence) if kind == "derived" else None
            else:
                places = [self._places(word, sentence, kind) for word in pattern.content]
                span = _together(places, len(pattern.words) + WIDER) if all(places) else None
            if span:
                return _honour(target, kind, sentence, *span)
        return None

    def _part(self, target: Target, sentence: Sentence, source_words: int) -> Honour | None:
        pattern = self.pattern(target.term)
        if pattern.unspaced or len(pattern.content) <= source_words:
            return None
        present = [places for word in pattern.content if (places := self._places(word, sentence, "derived"))]
        span = _together(present, len(pattern.words) + WIDER) if len(present) >= source_words else None
        return _honour(target, "part", sentence, *span) if span else None

    def _joined(self, target: Target, sentence: Sentence) -> Honour | None:
        """Look for a term of two words written as one, in either order, or of one word written as two."""
        for form in (target.term, *target.forms):
            keys = self.pattern(form).keys.split(" ")
            wanted = {"".join(keys), "".join(reversed(keys))} if len(keys) == 2 else {"".join(keys)}
            for at, key in enumerate(sentence.keys):
                if len(keys) == 2 and not wanted.isdisjoint(self.forms.bare(key)):
                    return _honour(target, "form", sentence, at, at)
                pair = "".join(sentence.keys[at : at + 2])
                if len(keys) == 1 and at + 1 < len(sentence.keys) and not wanted.isdisjoint(self.forms.bare(pair)):
                    return _honour(target, "form", sentence, at, at + 1)
        return None

    def _places(self, word: str, sentence: Sentence, kind: Kinship) -> list[int]:
        same = self.forms.same
        if kind == "inflected":
            return sentence.places(self.forms.heads(word), lambda other: same(word, other, kind))
        return [at for at, other in enumerate(sentence.words) if same(word, other, kind)]

    def _compile(self, form: str) -> Pattern:
        words = tuple(word[0] for word in WORD.finditer(form))
        keys = tuple(map(folded, words))
        content = tuple(w for w, key in zip(words, keys, strict=True) if key not in self.forms.function_words)
        return Pattern(words, " ".join(keys), content or words, bool(words) and unspaced(words))


@dataclass(frozen=True, slots=True)
class _Known:
    pattern: Pattern
    target: Target
    owners: list[int]


class Finder:
    """A recogniser of all target terms of a termbase at once: the longest at each place, in any form."""

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
            terms = self._longest(sentence, at)
            if terms:
                step = len(terms[0].pattern.words)
                start, end = sentence.span(at, at + step - 1)
                honour = Honour(terms[0].target, "inflected", start, end, sentence.text[start:end])
                yield Use(honour, tuple(owner for term in terms for owner in term.owners))
            at += step

    def _longest(self, sentence: Sentence, at: int) -> list[_Known]:
        """Return the terms of the most words that begin at a word: several where they differ in their endings alone."""
        standing: dict[str, _Known] = {}
        if not self._begins(sentence.keys[at]):
            return []
        for stem in self._forms.stems(sentence.words[at]):
            for term in self._table.get(stem, ()):
                if self._stands(term.pattern, sentence, at):
                    standing[term.pattern.keys] = term
        longest = max((len(term.pattern.words) for term in standing.values()), default=0)
        return [term for term in standing.values() if len(term.pattern.words) == longest]

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


def _together(places: Sequence[Sequence[int]], width: int) -> tuple[int, int] | None:
    """Return the [first, last] numbers of the words that stand nearest together, no more than `width` apart."""
    best: tuple[int, int] | None = None
    for anchor in places[0]:
        chosen = [min(others, key=lambda at: abs(at - anchor)) for others in places[1:]]
        first, last = min([anchor, *chosen]), max([anchor, *chosen])
        if last - first < width and (best is None or last - first < best[1] - best[0]):
            best = first, last
    return best


def _loose(characters: Sequence[str], sentence: Sentence) -> tuple[int, int] | None:
    """Find characters in their order with no more than LOOSE others between them."""
    for first in _starts(characters[0], sentence):
        at = first
        for character in characters[1:]:
            try:
                at = sentence.keys.index(character, at + 1)
            except ValueError:
                return None
        if at - first < len(characters) + LOOSE:
            return first, at
    return None


def _starts(character: str, sentence: Sentence) -> Iterator[int]:
    return (at for at, key in enumerate(sentence.keys) if key == character)


def _honour(target: Target, kind: Kind, sentence: Sentence, first: int, last: int) -> Honour:
    start, end = sentence.span(first, last)
    return Honour(target, kind, start, end, sentence.text[start:end])

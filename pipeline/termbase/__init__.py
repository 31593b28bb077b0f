"""The termbase of a pair of locales: term recognition in segments, and whether their translations honour the terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path

from pipeline.locales import Locale
from pipeline.termbase import compiled, context, inflection, matching
from pipeline.termbase.compiled import Tables
from pipeline.termbase.honouring import Finder, Honouring
from pipeline.termbase.matching import Hit
from pipeline.termbase.rows import Problem
from pipeline.termbase.senses import Decided, Senses
from pipeline.termbase.values import Honour, Target, TermEntry, TermMatch, WrongSense
from pipeline.termbase.words import WORD, Sentence

__all__ = ["Honour", "Problem", "Target", "TermEntry", "TermMatch", "Termbase", "load"]


def load(paths: Sequence[Path], source: Locale, target: Locale, *, cache: Path | None = None) -> Termbase:
    """Load glossary files for a pair of locales; rows with errors are left out, and `problems` says which.

    `cache` is a folder for the tables that are made of the files. Raise SourceError for a file that can't be read.
    """
    return Termbase(compiled.tables(paths, source, target, cache), source, target)


class Termbase:
    """The term entries of a pair of locales. `problems` is what was wrong in the glossary files."""

    def __init__(self, tables: Tables, source: Locale, target: Locale) -> None:
        self.source = source
        self.target = target
        self.problems: tuple[Problem, ...] = tuple(tables.problems)
        self._tables = tables
        self._index = matching.Index(
            source.language, tables.terms, tables.lengths, tables.spellings, frozenset(tables.kept)
        )
        self._senses = Senses(source.language, tables.senses)
        self._entry = lru_cache(maxsize=None)(self._make)
        self._honouring = Honouring(target.language)

    def __len__(self) -> int:
        return len(self._tables.entries)

    def entries(self) -> Iterator[TermEntry]:
        """Yield all entries in the order of their files."""
        return map(self._entry, range(len(self)))

    def matches(self, text: str, *, around: str = "") -> tuple[TermMatch, ...]:
        """Return the entries in a source segment, codes blanked, from the left, none inside another.

        Homonyms come one after the other, with the same place. None is in what is copied as it is, nor a person's name,
        nor another part of speech than its entry's, nor what `senses` says has another meaning there.
        """
        decided = self._senses.decided(text, around)
        return tuple(match for match in self._matches(text) if all(_agrees(match, word) for word in decided))

    def senses(self, text: str, *, around: str = "", surely: bool = False) -> tuple[TermMatch, ...]:
        """Return the homonyms in a source segment, codes blanked, whose sense is decided, from the left.

        Each has an entry of its own, with the renderings that its sense requires or forbids. A term of more words is
        surer than a homonym in it; a term that means the same requires for both. `around` is the segment's paragraph;
        `surely` leaves out what a single cue of the sentence, or none, has decided.
        """
        decided = [word for word in self._senses.decided(text, around) if word.sure or not surely]
        terms = self._matches(text) if decided else ()
        made = (_sense(text, word, [match for match in terms if _touches(match, word)]) for word in decided)
        return tuple(match for match in made if match)

    def wrong_senses(
        self, text: str, sentence: Sentence, *, around: str = "", surely: bool = False
    ) -> Iterator[WrongSense]:
        """Yield the renderings of a translation that a homonym of its source has in another sense alone.

        What may translate another word of the source is none, nor is a part of a right rendering, nor anything where
        the right one stands beside it.
        """
        senses = self.senses(text, around=around, surely=surely)
        if not senses:
            return
        terms = self.matches(text, around=around)
        right = {match: self.uses(match.entry.allowed, sentence, strict=True) for match in (*senses, *terms)}
        for match in senses:
            forbidden = [target for target in match.entry.targets if target.status == "forbidden"]
            used = self.says(forbidden, sentence)
            if used is None:
                continue
            place = match.start, match.end
            own = [use for other, use in right.items() if use and (other.start, other.end) == place]
            # By its stem célula may be a form of celular: what is forbidden as it is written is none.
            own = [use for use in own if use.kind == "form" or (use.start, use.end) != (used.start, used.end)]
            uses = [*own, *(use for other, use in right.items() if use and (other.start, other.end) != place)]
            elsewhere = any(use.end <= used.start or used.end <= use.start for use in own)
            if not elsewhere and not any(use.start <= used.start and used.end <= use.end for use in uses):
                yield WrongSense(match, used)

    def says(self, targets: Sequence[Target], sentence: Sentence) -> Honour | None:
        """Say where a translation has one of some targets, as it is written or in its regular plural."""
        for target in targets:
            plural = inflection.plural(target.term, self.target.language)
            forms = (*target.forms, plural) if plural else target.forms
            if honour := self._honouring.written(replace(target, forms=forms), sentence):
                return honour
        return None

    def _matches(self, text: str) -> tuple[TermMatch, ...]:
        hits = list(self._index.hits(text))
        if not hits:
            return ()
        copied = context.copied(text)
        return tuple(
            TermMatch(entry.concept, entry, hit.start, hit.end, text[hit.start : hit.end])
            for hit in hits
            if not any(start <= hit.start and hit.end <= end != hit.end - hit.start + start for start, end in copied)
            for entry in map(self._entry, dict.fromkeys(self._tables.owners[number] for number in hit.terms))
            if self._is_meant(entry, text, hit)
        )

    def _is_meant(self, entry: TermEntry, text: str, hit: Hit) -> bool:
        """Tell whether the words around a term allow that it is the entry's: no name, no other part of speech."""
        if entry.do_not_translate or self.source.language != "en":
            return True
        if context.is_name(text, hit.start):
            return any(source[:1].isupper() for source in entry.sources)
        if context.shares_head(text, hit.start, hit.end):
            return False
        return context.fits(text, hit.start, hit.end, {target.pos for target in entry.allowed})

    def sentence(self, translation: str) -> Sentence:
        """Cut a translation, codes blanked, into words: what asks for several terms does it once."""
        return self._honouring.sentence(translation)

    def honours(self, match: TermMatch | TermEntry, translation: str | Sentence) -> Honour | None:
        """Say how a translation honours an entry with one of its allowed targets; None where it doesn't.

        A name that is kept honours its entry only as it is written.
        """
        entry = match.entry if isinstance(match, TermMatch) else match
        sentence = self.sentence(translation) if isinstance(translation, str) else translation
        text = match.text if isinstance(match, TermMatch) else entry.sources[0] if entry.sources else ""
        return self._kept(entry, sentence) or self.uses(entry.allowed, sentence, source_words=len(WORD.findall(text)))

    def uses(
        self, targets: Sequence[Target], sentence: Sentence, *, source_words: int = 0, strict: bool = False
    ) -> Honour | None:
        """Say how a translation uses one of some targets, the surest kind first; `strict` leaves guesses out."""
        looks = self._honouring
        for look in (looks.written, looks.inflected):
            for target in targets:
                if honour := look(target, sentence):
                    return honour
        if not strict:
            for target in targets:
                if honour := looks.related(target, sentence, source_words or 1):
                    return honour
        return None

    def count(self, entry: TermEntry, sentence: Sentence, enough: int, *, outside: Sequence[Honour] = ()) -> int:
        """Return how often a translation may honour an entry, no further than `enough`, and not inside `outside`."""
        return self._honouring.count(entry.allowed, sentence, enough, outside=outside)

    def strangers(self, text: str, sentence: Sentence) -> tuple[Honour, ...]:
        """Return the target terms that stand in a translation while nothing in the source calls for them."""
        hits = self._index.hits(text, nested=True)
        known = {self._tables.owners[number] for hit in hits for number in hit.terms}
        foreign = [use for use in self._finder.uses(sentence) if known.isdisjoint(use.owners)]
        if not foreign:
            return ()
        read = self._asking.sentence(text)
        return tuple(use.honour for use in foreign if not any(self._asks(read, owner) for owner in use.owners))

    def _asks(self, read: Sentence, number: int) -> bool:
        """Tell whether a source has the words of an entry in other forms or in another order: washing their hands."""
        targets = [Target(term, "preferred") for term in self._entry(number).sources]
        return self._asking.count(targets, read, 1) > 0

    @cached_property
    def _asking(self) -> Honouring:
        return Honouring(self.source.language)

    @cached_property
    def _finder(self) -> Finder:
        owned = ((number, target) for number, entry in enumerate(self.entries()) for target in entry.allowed)
        return Finder(self._honouring, owned)

    def alike(self, first: Target, second: Target) -> bool:
        """Tell whether two targets have so many words in common that one may stand for the other."""
        return self._honouring.alike(first, second)

    def forms(self, term: str, locale: Locale) -> tuple[str, ...]:
        """Return the forms of a term that surely count: itself, those that the glossary lists, the regular plural."""
        listed = self._listed.get(term, ()) if locale.language == self.target.language else ()
        regular = inflection.plural(term, locale.language)
        return tuple(dict.fromkeys((term, *listed, *filter(None, [regular]))))

    @cached_property
    def _listed(self) -> dict[str, tuple[str, ...]]:
        return {target.term: target.forms for entry in self.entries() for target in entry.targets if target.forms}

    def _kept(self, entry: TermEntry, sentence: Sentence) -> Honour | None:
        for name in entry.kept:
            place = matching.stands(name, sentence.text)
            if place:
                start, end = place
                return Honour(Target(name, "do-not-translate"), "form", start, end, sentence.text[start:end])
        return None

    def _make(self, number: int) -> TermEntry:
        concept, sources, targets, kept, domain, note = self._tables.entries[number]
        made = (Target(term, status, pos, tuple(forms)) for term, status, pos, forms in targets)
        return TermEntry(concept, tuple(sources), tuple(made), tuple(kept), domain, note)


def _touches(match: TermMatch, word: Decided) -> bool:
    return match.start < word.end and word.start < match.end


def _agrees(match: TermMatch, word: Decided) -> bool:
    """Tell whether a term stands beside a homonym's decided sense: elsewhere, around it, or with one meaning."""
    if not _touches(match, word) or match.entry.do_not_translate:
        return True
    longer = match.end - match.start > word.end - word.start
    allowed = {target.term.casefold() for target in match.entry.allowed}
    required, forbidden = ({term.casefold() for term in terms} for terms in word.sense.meaning)
    if forbidden and not required:  # what only forbids takes away no term but one that it forbids
        return longer or not allowed <= forbidden
    return longer or not allowed.isdisjoint(required)


def _sense(text: str, word: Decided, terms: Sequence[TermMatch]) -> TermMatch | None:
    """Return a homonym as a match with the renderings of its sense; None where nothing is asked, or terms ask it."""
    agreed = [match for match in terms if _agrees(match, word)]
    if any((match.start, match.end) != (word.start, word.end) or match.entry.do_not_translate for match in agreed):
        return None
    known = {target.term.casefold() for match in agreed for target in match.entry.allowed}
    sense = word.sense
    targets = [Target(term, "preferred", sense.pos) for term in sense.required if not agreed]
    targets += [Target(term, "forbidden", sense.pos) for term in sense.forbidden if term.casefold() not in known]
    written = text[word.start : word.end]
    entry = TermEntry(f"sense of {sense.sources[0]}", sense.sources, tuple(targets), note=sense.note)
    return TermMatch(entry.concept, entry, word.start, word.end, written) if targets else None

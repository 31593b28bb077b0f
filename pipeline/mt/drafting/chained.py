"""A chain into Spanish whose drafts are held to the Spanish terms, and to what a patient is told to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import Draft, Segment
from pipeline.mt.drafting import casing, degenerate, headings
from pipeline.mt.drafting.repair import doubted, repaired
from pipeline.mt.drafting.requirements import Requirements
from pipeline.mt.drafting.strange import strange, unknown
from pipeline.mt.drafting.wording import reworded
from pipeline.mt.engines.chain import ChainEngine
from pipeline.mt.markup.codes import take_out
from pipeline.mt.spanish.preparing import Replacement
from pipeline.termbase import Termbase, TermEntry, inflection
from pipeline.termbase.words import Sentence
from pipeline.text import instructions


class HeldChain:
    """A chain into Spanish, held to the Spanish terms: they take the place of the Portuguese ones of the first step."""

    def __init__(self, engine: ChainEngine, middle: Requirements, final: Requirements) -> None:
        self._engine = engine
        self._middle = middle
        self._final = final

    @property
    def origin(self) -> str:
        """Name and version of both steps."""
        return self._engine.origin

    def translate(self, segments: Sequence[Segment]) -> list[Draft]:
        """Return a draft for each segment, in order; what it lacks is in `unmet`."""
        known = self._final
        if known.source.language != "en":
            return self._translated(segments)

        def worded(lowered: Sequence[Segment]) -> list[Draft]:
            return headings.translated(lowered, self._translated, known.target, known.small_words, None)

        return casing.translated(segments, worded, known.source, known.target, known.abbreviations)

    def _translated(self, segments: Sequence[Segment]) -> list[Draft]:
        texts = [take_out(segment.text).text for segment in segments]
        drafts = self._engine.translate(
            segments,
            terms=lambda number, spanish: [
                *self._lacking(texts[number], spanish),
                *self._untold(texts[number], spanish),
            ],
            wrong=lambda number, spanish: self._final.missing(texts[number], spanish, put_in=True).count,
        )
        return [self._verified(text, draft) for text, draft in zip(texts, drafts, strict=True)]

    def _lacking(self, text: str, spanish: str) -> list[Replacement]:
        """Return the terms that both glossaries have and the Spanish lacks: Portuguese forms with the Spanish one."""
        termbase = self._final.termbase
        middle = {term.match.concept: term.match.entry for term in self._middle.terms(text) if term.match}
        final = [term.match.entry for term in self._final.terms(text) if term.match and term.match.entry.allowed]
        if termbase is None or not final:
            return []
        sentence = termbase.sentence(spanish)
        return [
            Replacement(tuple(self._paired(middle[entry.concept], entry)))
            for entry in final
            if entry.concept in middle and not self._has_preferred(entry, final.count(entry), sentence, termbase)
        ]

    def _untold(self, text: str, spanish: str) -> list[Replacement]:
        """Return the parts of instructions that the Spanish lost: all their Portuguese wordings with a Spanish one."""
        departures = instructions.compare(text, spanish, self._final.source, self._final.target)
        lost = [departure.source for departure in departures if departure.source]
        worded = [(instructions.wordings(facet, self._final.target), facet) for facet in lost]
        return [
            Replacement(tuple((form, forms[0]) for form in instructions.wordings(facet, self._middle.target)))
            for forms, facet in worded
            if forms
        ]

    def _has_preferred(self, entry: TermEntry, times: int, sentence: Sentence, termbase: Termbase) -> bool:
        """Tell whether a Spanish sentence has an entry's preferred term as often as its source asks for it."""
        preferred = tuple(target for target in entry.allowed if target.status == "preferred")
        alone = replace(entry, targets=preferred or entry.allowed[:1])
        return (
            termbase.uses(alone.allowed, sentence, strict=True) is not None
            and termbase.count(alone, sentence, times) >= times
        )

    def _paired(self, middle: TermEntry, final: TermEntry) -> Iterator[tuple[str, str]]:
        """Pair the Portuguese forms of a concept with its Spanish term, singular with singular, plural with plural."""
        preferred = final.allowed[0].term
        plural = inflection.plural(preferred, self._final.target.language) or preferred
        for target in middle.allowed:
            for form in dict.fromkeys((target.term, *target.forms)):
                many = form.endswith("s") and not target.term.endswith("s")
                yield form, plural if many else preferred
            regular = inflection.plural(target.term, self._middle.target.language)
            if regular and regular not in target.forms:
                yield regular, plural

    def _verified(self, text: str, draft: Draft) -> Draft:
        """Repair a draft, and say what is wrong with it."""
        draft = reworded(text, draft, self._final.source, self._final.target)
        fixed = repaired(text, draft, self._final.source, self._final.target)
        written = take_out(fixed.text).text
        if not written:
            return fixed
        missing = self._final.missing(text, written)
        faults = degenerate.faults(text, written, self._final.target)
        named = [met.used(written) for met in missing.met]
        # What was spelled by its letters alone has been told.
        made_up = [
            word
            for word in strange(text, written, self._final.source, self._final.target, named)
            if not any(f"'{word}'" in reason for reason in fixed.unmet)
        ]
        return doubted(fixed, [*faults, *missing.reasons, *unknown(written, made_up)])

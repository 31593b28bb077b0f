"""Drafts that are held to what is known: translate freely, look for what is missing, and decode again only for that.

Fluent output stays untouched and the cost small, because most translations lack nothing. What can't be had is said in
the draft's `unmet`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.locales import Locale
from pipeline.model import Draft, Engine, Segment
from pipeline.mt import degenerate
from pipeline.mt.chain import ChainEngine
from pipeline.mt.markup import take_out
from pipeline.mt.repair import repaired
from pipeline.mt.requirements import Missing, Requirement, Requirements, within
from pipeline.mt.seq2seq import Candidate, Seq2SeqEngine
from pipeline.mt.spanish.preparing import Replacement
from pipeline.termbase import Termbase, TermEntry, plurals
from pipeline.termbase.protected import Protected

BEAMS, N_BEST = 6, 4
# A translation so much less likely than the free one is bent out of shape: the free one stays and says what it lacks.
LEAST = 0.2


@dataclass(frozen=True, slots=True)
class _Judged:
    """A draft with what it lacks; the fewer faults and the fewer things missing, the better."""

    draft: Draft
    missing: Missing
    faults: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int, float]:
        """What a draft is chosen by, the least first."""
        return (len(self.faults), self.missing.count, -self.draft.score)


class HeldEngine:
    """An engine whose drafts are verified, and decoded again where something is missing."""

    def __init__(self, engine: Seq2SeqEngine, requirements: Requirements) -> None:
        self._engine = engine
        self._requirements = requirements

    @property
    def origin(self) -> str:
        """Name and version of the model."""
        return self._engine.origin

    def translate(self, segments: Sequence[Segment]) -> list[Draft]:
        """Return a draft for each segment, in order; what it lacks after all tries is in `unmet`."""
        plain = [take_out(segment.text).text for segment in segments]
        free = self._engine.translate(segments)
        judged = [self._judged(text, draft) for text, draft in zip(plain, free, strict=True)]
        again = [n for n, one in enumerate(judged) if one.draft.text and (one.missing.count or one.faults)]
        for number, better in zip(
            again, self._again([segments[n] for n in again], [judged[n] for n in again]), strict=True
        ):
            judged[number] = better
        return [_told(one) for one in judged]

    def _judged(self, text: str, draft: Draft) -> _Judged:
        done = repaired(text, draft, self._requirements.source, self._requirements.target)
        written = take_out(done.text).text
        if not written:
            return _Judged(done, Missing(), ())
        return _Judged(done, self._requirements.missing(text, written), degenerate.faults(text, written))

    def _again(self, segments: Sequence[Segment], judged: Sequence[_Judged]) -> list[_Judged]:
        """Decode segments under their requirements; return the best of what came of each, the free draft among it."""
        pieces = [self._engine.pieces(take_out(segment.text).text) for segment in segments]
        texts: list[str] = []
        required: list[list[tuple[str, ...]]] = []
        forbidden: list[tuple[str, ...]] = []
        for segment, parts, one in zip(segments, pieces, judged, strict=True):
            position, text = 0, take_out(segment.text).text
            for part in parts:
                position = text.index(part, position)
                wanted = within(self._wanted(text, one.missing), position, position + len(part))
                texts.append(part)
                required.append([requirement.forms for requirement in wanted])
                forbidden.append(one.missing.forbidden)
                position += len(part)
        found = iter(
            self._engine.decode_texts(texts, required=required, forbidden=forbidden, beams=BEAMS, n_best=N_BEST)
        )
        best = []
        for segment, parts, one in zip(segments, pieces, judged, strict=True):
            candidates = [next(found) for _ in parts]
            best.append(self._best(segment, parts, candidates, one))
        return best

    def _wanted(self, text: str, missing: Missing) -> tuple[Requirement, ...]:
        """Return what is missing and the terms that are there already: another translation might lose them."""
        terms = [one for one in self._requirements.terms(text) if one not in missing.requirements]
        return (*missing.requirements, *terms)

    def _best(
        self, segment: Segment, parts: Sequence[str], candidates: Sequence[Sequence[Candidate]], free: _Judged
    ) -> _Judged:
        text = take_out(segment.text).text
        tried = [free]
        for rank in range(max(map(len, candidates))):
            chosen = [found[min(rank, len(found) - 1)] for found in candidates if found]
            if len(chosen) == len(parts):
                draft = self._engine.draft(segment, parts, chosen)
                tried.append(self._judged(text, draft))
        fluent = [one for one in tried if one.draft.score >= LEAST * free.draft.score]
        return min(fluent, key=lambda one: one.rank)


class HeldChain:
    """A chain into Spanish, held to the Spanish terms: they take the place of the Portuguese ones of the first step."""

    def __init__(self, chain: ChainEngine, middle: Requirements, final: Requirements) -> None:
        self._chain = chain
        self._middle = middle
        self._final = final

    @property
    def origin(self) -> str:
        """Name and version of both steps."""
        return self._chain.origin

    def translate(self, segments: Sequence[Segment]) -> list[Draft]:
        """Return a draft for each segment, in order; what it lacks is in `unmet`."""
        texts = [take_out(segment.text).text for segment in segments]
        drafts = self._chain.translate(segments, terms=[self._replacements(text) for text in texts])
        return [self._judged(text, draft) for text, draft in zip(texts, drafts, strict=True)]

    def _replacements(self, text: str) -> list[Replacement]:
        """Return the terms of a text that both languages have: each Portuguese form with its Spanish one."""
        here = {one.match.concept: one.match.entry for one in self._middle.terms(text) if one.match}
        there = [one.match.entry for one in self._final.terms(text) if one.match and one.match.entry.allowed]
        return [
            Replacement(tuple(self._paired(here[entry.concept], entry))) for entry in there if entry.concept in here
        ]

    def _paired(self, middle: TermEntry, final: TermEntry) -> Iterator[tuple[str, str]]:
        """Pair the Portuguese forms of a concept with its Spanish term, singular with singular, plural with plural."""
        preferred = final.allowed[0].term
        plural = plurals.plural(preferred, self._final.target.language) or preferred
        for target in middle.allowed:
            for form in dict.fromkeys((target.term, *target.forms)):
                many = form.endswith("s") and not target.term.endswith("s")
                yield form, plural if many else preferred
            regular = plurals.plural(target.term, self._middle.target.language)
            if regular and regular not in target.forms:
                yield regular, plural

    def _judged(self, text: str, draft: Draft) -> Draft:
        done = repaired(text, draft, self._final.source, self._final.target)
        written = take_out(done.text).text
        if not written:
            return done
        return _told(_Judged(done, self._final.missing(text, written), degenerate.faults(text, written)))


def held(
    engine: Engine, source: Locale, target: Locale, terms: Callable[[Locale], Termbase | None], protected: Protected
) -> Engine:
    """Return the engine held to what is known; `terms` gives the termbase of a locale."""
    final = Requirements(source, target, terms(target), protected)
    if isinstance(engine, ChainEngine):
        middle = Requirements(source, engine.middle, terms(engine.middle), protected)
        return HeldChain(engine.after(held(engine.first, source, engine.middle, terms, protected)), middle, final)
    return HeldEngine(engine, final) if isinstance(engine, Seq2SeqEngine) else engine


def _told(one: _Judged) -> Draft:
    """Return the draft with what it lacks in words."""
    return replace(one.draft, unmet=tuple(dict.fromkeys((*one.draft.unmet, *one.faults, *one.missing.reasons))))

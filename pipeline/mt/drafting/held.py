"""Engines whose drafts are held to requirements: translate freely, verify, and decode again only for what is missing.

Fluent output stays untouched and the cost small, because most translations lack nothing. What can't be had is said in
the draft's `unmet`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from pipeline.locales import Locale
from pipeline.model import Draft, Engine, Segment
from pipeline.mt.drafting import casing, degenerate
from pipeline.mt.drafting.chained import HeldChain
from pipeline.mt.drafting.repair import doubted, repaired, restored
from pipeline.mt.drafting.requirements import Met, Requirements, within
from pipeline.mt.drafting.rewriting import AGREED, exchanged, leaves, replaced, unstacked
from pipeline.mt.drafting.verification import Place, Verified, before, left_out, linked, moved, place_of
from pipeline.mt.drafting.wording import worded
from pipeline.mt.engines.chain import ChainEngine
from pipeline.mt.markup.codes import take_out
from pipeline.mt.search import workers
from pipeline.mt.search.seq2seq import Candidate, Seq2SeqEngine, clauses, join
from pipeline.termbase import Termbase
from pipeline.termbase.protected import Protected
from pipeline.text import agreement

BEAMS, N_BEST = 4, 2
PLACES = 3  # how many wrong words are put right one after the other, from the left
# A way to try texts again whose translations are wrong: up to a few candidates for each.
Attempt: TypeAlias = "Callable[[Sequence[str], Sequence[Verified]], list[list[Candidate]]]"
# A translation so much less likely than the free one is bent out of shape: the free one stays and says what it lacks.
LEAST = 0.3
# For a glossary's word the model had one of its own, which a translation that is so much less likely tells against.
LEAST_OF_TERMS = 0.45
# For the preferred form of a term the model had an admitted one, which is right, too.
LEAST_OF_PREFERRED = 0.6
# A term in another form than the glossary's is often the better grammar: this much of the score keeps it.
EXACTER = 0.7


class HeldEngine:
    """An engine whose drafts are verified, and decoded again where something is missing."""

    def __init__(self, engine: Seq2SeqEngine, requirements: Requirements, *, preferring: bool = True) -> None:
        self._engine = engine
        self._requirements = requirements
        self._preferring = preferring  # preferred terms are asked for where admitted ones stand

    @property
    def origin(self) -> str:
        """Name and version of the model."""
        return self._engine.origin

    @property
    def folder(self) -> Path:
        """The folder of the model."""
        return self._engine.model.folder

    def translate(self, segments: Sequence[Segment]) -> list[Draft]:
        """Return a draft for each segment, in order; what it lacks after all tries is in `unmet`."""
        known = self._requirements
        return casing.translated(segments, self._translated, known.source, known.target, known.small_words)

    def _translated(self, segments: Sequence[Segment]) -> list[Draft]:
        places: dict[str, list[int]] = {}  # a text that occurs twice is translated once
        for number, segment in enumerate(segments):
            places.setdefault(take_out(segment.text).text, []).append(number)
        groups = list(places.values())
        shares = workers.shares(list(map(len, places)), self._engine.jobs)
        dealt = [[number for group in share for number in groups[group]] for share in shares]
        alone = self._alone() if len(shares) > 1 else self
        parts = [[segments[number] for number in share] for share in dealt]
        drafts: dict[int, Draft] = {}
        results = workers.run(alone, HeldEngine._drafts, parts, jobs=self._engine.jobs)
        for share, part in zip(dealt, results, strict=True):
            drafts |= zip(share, part, strict=True)
        return [drafts[number] for number in range(len(segments))]

    def _alone(self) -> HeldEngine:
        """Return the engine as a worker has it."""
        return HeldEngine(self._engine.alone(), self._requirements, preferring=self._preferring)

    def _drafts(self, segments: Sequence[Segment]) -> list[Draft]:
        plain = [take_out(segment.text).text for segment in segments]
        parts = {text: self._engine.pieces(text) for text in dict.fromkeys(plain)}
        pieces = list(dict.fromkeys(chain.from_iterable(parts.values())))
        best = dict(zip(pieces, self._best(pieces), strict=True))
        return [
            self._draft(segment, parts[text], [best[piece] for piece in parts[text]])
            for segment, text in zip(segments, plain, strict=True)
        ]

    def _draft(self, segment: Segment, pieces: Sequence[str], best: Sequence[Verified]) -> Draft:
        draft = self._engine.draft(segment, pieces, [verified.candidate for verified in best])
        fixed = repaired(take_out(segment.text).text, draft, self._requirements.source, self._requirements.target)
        wrong = [reason for verified in best for reason in (*verified.faults, *verified.missing.reasons)]
        draft = doubted(fixed, [*fixed.unmet, *wrong])
        if not self._preferring:
            return draft
        # An admitted term is right, and no reason to trust a draft less.
        admitted = [reason for verified in best for reason in verified.missing.less_preferred(verified.candidate.text)]
        return replace(draft, unmet=tuple(dict.fromkeys((*draft.unmet, *admitted))))

    def _attempts(self, *, stacked: bool) -> tuple[Attempt, ...]:
        """Return the ways in which a wrong translation is tried again, in order, from the gentlest on."""
        return (
            self._likely,
            *([self._unstacked] if stacked else []),
            *[self._onwards] * PLACES,
            self._replaced,
            self._whole,
            self._by_clauses,
            # What the last two found may lack something else.
            self._onwards,
            self._replaced,
        )

    def _best(self, pieces: Sequence[str], *, stacked: bool = True) -> list[Verified]:
        """Return the best translation of each piece: the free one, or where that is wrong the best of all attempts."""
        free = self._engine.translate_pieces(pieces)
        best = [self._verified(text, candidate, put_in=False) for text, candidate in zip(pieces, free, strict=True)]
        least = [_least(verified) * verified.candidate.score for verified in best]
        previous, earlier = None, list(best)
        for attempt in self._attempts(stacked=stacked):
            # The same search again finds something else only where it starts from another translation.
            fresh = attempt != previous
            again = [n for n, verified in enumerate(best) if verified.wrong and (fresh or verified is not earlier[n])]
            previous, earlier = attempt, list(best)
            tried = attempt([pieces[number] for number in again], [best[number] for number in again])
            for number, candidates in zip(again, tried, strict=True):
                fluent = [candidate for candidate in candidates if candidate.score >= least[number]]
                others = [self._verified(pieces[number], candidate) for candidate in fluent]
                best[number] = self._better(pieces[number], best[number], others)
        return self._preferred(pieces, self._exacter(pieces, best))

    def _better(self, text: str, best: Verified, others: Sequence[Verified]) -> Verified:
        """Return the best of translations; what puts one part of an instruction right may not leave another unsaid.

        A translation whose articles alone are wrong is also looked at with those put right.
        """
        others = [*others, *self._mended(text, (best, *others))]
        if best.missing.instructed:
            told = self._requirements.untold(text, best.candidate.text)
            others = [other for other in others if self._requirements.untold(text, other.candidate.text) <= told]
        return min((best, *others), key=lambda verified: verified.rank)

    def _mended(self, text: str, translations: Sequence[Verified]) -> list[Verified]:
        """Return translations with their articles put right, where nothing else is wrong with them.

        One that begins the sentence is left: more may have to agree with the subject.
        """
        mended = [replaced(other.candidate, other.missing.phrases) for other in translations if other.clashing]
        return [self._verified(text, candidate) for candidate in mended if candidate]

    def _exacter(self, pieces: Sequence[str], best: list[Verified]) -> list[Verified]:
        """Return translations with terms in the glossary's own forms, where those are about as likely."""
        again = [number for number, verified in enumerate(best) if verified.missing.loose and not verified.wrong]
        tried = self._onwards([pieces[number] for number in again], [best[number] for number in again])
        for number, candidates in zip(again, tried, strict=True):
            known = best[number]
            likely = [candidate for candidate in candidates if candidate.score >= EXACTER * known.candidate.score]
            others = [self._verified(pieces[number], candidate) for candidate in likely]
            fewer = [
                other for other in others if not other.wrong and len(other.missing.loose) < len(known.missing.loose)
            ]
            best[number] = min(fewer or [known], key=lambda verified: (len(verified.missing.loose), verified.rank))
        return best

    def _preferred(self, pieces: Sequence[str], best: list[Verified]) -> list[Verified]:
        """Return translations with the preferred forms of terms, from the left on, where those are about as likely."""
        waiting = [n for n, verified in enumerate(best) if verified.missing.admitted and not verified.wrong]
        while waiting and self._preferring:
            firsts = [best[number].missing.admitted[0] for number in waiting]
            known = [best[number] for number in waiting]
            candidates = self._engine.decode_texts(
                [pieces[number] for number in waiting],
                required=[[met.preferred] for met in firsts],
                forbidden=[[met.used(verified.candidate.text)] for met, verified in zip(firsts, known, strict=True)],
                prefixes=[
                    before(verified.candidate.text, Place(met.span[0], None))
                    for met, verified in zip(firsts, known, strict=True)
                ],
                requested=[
                    [form for met in verified.missing.met for form in met.requirement.forms] for verified in known
                ],
                beams=BEAMS,
                n_best=N_BEST,
            )
            tried = zip(waiting, firsts, candidates, strict=True)
            waiting = [number for number, met, ranked in tried if self._prefer(pieces, best, number, met, ranked)]
        return best

    def _prefer(
        self, pieces: Sequence[str], best: list[Verified], number: int, met: Met, ranked: Sequence[Candidate]
    ) -> bool:
        """Put the best of the candidates with a preferred term in its place; tell whether others wait."""
        known = best[number]
        used = met.used(known.candidate.text)
        language = self._requirements.target.language
        same = [form for form in met.preferred if agreement.alike(used, form, language)]
        swapped = [exchanged(known.candidate, met.span, form) for form in same[:1]]
        ranked = [*ranked, *(replace(other, score=other.score * AGREED) for other in swapped)]
        likely = [other for other in ranked if other.score >= LEAST_OF_PREFERRED * known.candidate.score]
        verified = [self._verified(pieces[number], candidate) for candidate in likely]
        verified += self._mended(pieces[number], verified)
        fewer = [
            other
            for other in verified
            if not other.wrong
            and len(other.missing.admitted) < len(known.missing.admitted)
            and not leaves(known.candidate.text, used, other.candidate.text, met.preferred[0])
        ]
        if not fewer:
            return False
        best[number] = min(fewer, key=lambda verified: verified.rank)
        return bool(best[number].missing.admitted)

    def _verified(self, text: str, candidate: Candidate, *, put_in: bool = True) -> Verified:
        """Verify a translation as it will be written, and link the terms that it has to their source's words."""
        if not candidate.text:
            return Verified(candidate)
        candidate = worded(text, candidate, self._requirements.source, self._requirements.target)
        written = restored(text, candidate.text, self._requirements.source, self._requirements.target)
        missing = self._requirements.missing(text, written, put_in=put_in)
        known = linked(candidate, missing) if written == candidate.text else candidate
        faults = degenerate.faults(text, written, self._requirements.target)
        if self._engine.model.guided and (lost := left_out(text, candidate)):
            faults = (*faults, f"the engine leaves out “{lost}”")
        return Verified(known, missing, faults, degenerate.loop(text, written))

    def _likely(self, texts: Sequence[str], translations: Sequence[Verified]) -> list[list[Candidate]]:
        """Return the next likely translations of texts whose likeliest tells a patient to do another thing."""
        astray = [number for number, verified in enumerate(translations) if verified.missing.instructed]
        ranked = self._engine.decode_texts(
            [texts[number] for number in astray],
            required=[()] * len(astray),
            forbidden=[()] * len(astray),
            beams=BEAMS,
            n_best=BEAMS,
        )
        tried = dict(zip(astray, ranked, strict=True))
        return [tried.get(number, []) for number in range(len(texts))]

    def _unstacked(self, texts: Sequence[str], translations: Sequence[Verified]) -> list[list[Candidate]]:
        """Translate texts with their stacks of terms taken apart."""
        if self._requirements.source.language != "en":
            return [[] for _ in texts]
        nouns = [[(term.start, term.end) for term in self._requirements.terms(text) if term.noun] for text in texts]
        rewritten = [unstacked(text, spans) for text, spans in zip(texts, nouns, strict=True)]
        best = iter(self._best([source.text for source in rewritten if source], stacked=False))
        return [[moved(next(best).candidate, source)] if source else [] for source in rewritten]

    def _onwards(self, texts: Sequence[str], translations: Sequence[Verified]) -> list[list[Candidate]]:
        """Decode texts anew from where the first wrong word of their translation stands, for what is missing there."""
        places = {number: place for number, verified in enumerate(translations) if (place := place_of(verified))}
        lacking = [translations[number] for number in places]
        candidates = self._engine.decode_texts(
            [texts[number] for number in places],
            required=[
                [place.requirement.forms] if place.requirement and place.requirement.forms else []
                for place in places.values()
            ],
            forbidden=[verified.missing.forbidden for verified in lacking],
            prefixes=[before(translations[number].candidate.text, place) for number, place in places.items()],
            requested=[
                [form for met in verified.missing.met for form in met.requirement.forms] for verified in lacking
            ],
            beams=BEAMS,
            n_best=N_BEST,
        )
        tried = dict(zip(places, candidates, strict=True))
        return [tried.get(number, []) for number in range(len(texts))]

    def _replaced(self, texts: Sequence[str], translations: Sequence[Verified]) -> list[list[Candidate]]:
        """Exchange words of translations for what is missing."""
        exchanged = [replaced(verified.candidate, verified.missing.phrases) for verified in translations]
        return [[candidate] if candidate else [] for candidate in exchanged]

    def _whole(self, texts: Sequence[str], translations: Sequence[Verified]) -> list[list[Candidate]]:
        """Decode texts under what their translations lack."""
        return self._engine.decode_texts(
            texts,
            required=[[need.forms for need in verified.missing.phrases] for verified in translations],
            forbidden=[verified.banned for verified in translations],
            beams=BEAMS,
            n_best=N_BEST,
        )

    def _by_clauses(self, texts: Sequence[str], translations: Sequence[Verified]) -> list[list[Candidate]]:
        """Decode texts in halves, where they have any: a shorter text is less likely to be lost in."""
        halves = [clauses(text) for text in texts]
        tried: list[str] = []
        required: list[list[tuple[str, ...]]] = []
        forbidden: list[tuple[str, ...]] = []
        for text, parts, verified in zip(texts, halves, translations, strict=True):
            end = 0
            for part in parts if len(parts) > 1 else ():
                start = text.index(part, end)
                end = start + len(part)
                tried.append(part)
                required.append(self._wanted(text, verified, start, end))
                forbidden.append(verified.banned)
        decoded = iter(self._engine.decode_texts(tried, required=required, forbidden=forbidden, beams=BEAMS))
        joined: list[list[Candidate]] = []
        for text, parts in zip(texts, halves, strict=True):
            candidates = [next(decoded) for _ in parts] if len(parts) > 1 else []
            whole = bool(candidates) and all(candidates)
            joined.append([join(text, parts, [ranked[0] for ranked in candidates])] if whole else [])
        return joined

    def _wanted(self, text: str, verified: Verified, start: int, end: int) -> list[tuple[str, ...]]:
        """Return the forms of what is missing in [start, end), and of the terms there: a new search might lose them."""
        lacking = verified.missing.phrases
        terms = [term for term in self._requirements.terms(text) if term not in lacking]
        return [requirement.forms for requirement in within((*lacking, *terms), start, end)]


def held(
    engine: Engine, source: Locale, target: Locale, terms: Callable[[Locale], Termbase | None], protected: Protected
) -> Engine:
    """Return the engine held to what is known; `terms` gives the termbase of a locale."""
    final = Requirements(source, target, terms(target), protected)
    if isinstance(engine, ChainEngine):
        middle = Requirements(source, engine.middle, terms(engine.middle), protected)
        first = engine.first
        if isinstance(first, Seq2SeqEngine):  # any form of the middle language gives way to the final one
            first = HeldEngine(first, middle, preferring=False)
        return HeldChain(engine.after(first), middle, final)
    return HeldEngine(engine, final) if isinstance(engine, Seq2SeqEngine) else engine


def _least(verified: Verified) -> float:
    """Return how much less likely than a free translation another one may be that has what it lacks."""
    if verified.doubtful:
        return 1
    lacking = verified.missing.requirements
    own = bool(lacking) and all(need.match is not None and not need.match.entry.do_not_translate for need in lacking)
    return LEAST_OF_TERMS if own and not verified.faults and not verified.missing.forbidden else LEAST

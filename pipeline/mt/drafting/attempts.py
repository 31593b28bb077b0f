"""The tries by which a translation that lacks something is replaced, of many texts at once.

Each text goes its own way, step by step, and asks for searches on it. Those that all texts ask for next are made in one
batch: a search of one sentence costs the machine almost as much as one of many.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from typing import TypeAlias, TypeVar

from pipeline.mt.drafting import degenerate
from pipeline.mt.drafting.repair import restored
from pipeline.mt.drafting.requirements import Met, Requirement, Requirements
from pipeline.mt.drafting.rewriting import AGREED, exchanged, leaves, replaced, unstacked
from pipeline.mt.drafting.strange import strange
from pipeline.mt.drafting.verification import Place, Verified, before, left_out, linked, moved, place_of
from pipeline.mt.drafting.wording import worded
from pipeline.mt.search.seq2seq import Asked, Candidate, clauses, join
from pipeline.text import agreement

BEAMS, N_BEST = 4, 2
PLACES = 3  # how many wrong words are put right one after the other, from the left
# A translation so much less likely than the free one is bent out of shape: the free one stays and says what it lacks.
LEAST = 0.3
# For a glossary's word the model had one of its own, which a translation that is so much less likely tells against.
LEAST_OF_TERMS = 0.45
# For the preferred form of a term the model had an admitted one, which is right, too.
LEAST_OF_PREFERRED = 0.6
# A term in another form than the glossary's is often the better grammar: this much of the score keeps it.
EXACTER = 0.7

T = TypeVar("T")
# The way of one text: it asks for searches, is given the candidates of each, and comes to a result.
Way: TypeAlias = "Generator[Sequence[Asked], Sequence[list[Candidate]], T]"
# A way to try a text again whose translation is wrong: up to a few candidates.
Attempt: TypeAlias = "Callable[[str, Verified], Way[list[Candidate]]]"


def together(ways: Sequence[Way[T]], decode: Callable[[Sequence[Asked]], Sequence[list[Candidate]]]) -> list[T]:
    """Go many ways side by side, the searches of a step in one batch, and return what each comes to."""
    results: dict[int, T] = {}
    found: dict[int, Sequence[list[Candidate]] | None] = dict.fromkeys(range(len(ways)))
    while found:
        asked: dict[int, Sequence[Asked]] = {}
        for number, candidates in found.items():
            try:
                asked[number] = ways[number].send(candidates)  # type: ignore[arg-type]  # the first takes none
            except StopIteration as end:
                results[number] = end.value
        ranked = iter(decode([each for searches in asked.values() for each in searches]) if asked else ())
        found = {number: [next(ranked) for _ in searches] for number, searches in asked.items()}
    return [results[number] for number in range(len(ways))]


class Attempts:
    """The tries for texts of one pair of locales under what is required; `guided` is an attention that was trained."""

    def __init__(self, requirements: Requirements, *, preferring: bool, guided: bool) -> None:
        self._requirements = requirements
        self._preferring = preferring  # preferred terms are asked for where admitted ones stand
        self._guided = guided

    def improved(self, text: str, free: Candidate, *, stacked: bool = True) -> Way[list[Verified]]:
        """Return all translations that were looked at, the free one first, the one to be taken last."""
        best = self.verified(text, free, put_in=False)
        looked_at = [best]
        least = _least(best) * free.score
        previous, earlier = None, best
        for attempt in self._attempts(stacked=stacked):
            # The same search again finds something else only where it starts from another translation.
            again = bool(best.wrong) and (attempt != previous or best is not earlier)
            previous, earlier = attempt, best
            if again:
                candidates = yield from attempt(text, best)
                fluent = [candidate for candidate in candidates if candidate.score >= least]
                others = [self.verified(text, candidate) for candidate in fluent]
                best = self._better(text, best, others)
                looked_at += [*others, best]
        exacter = yield from self._exacter(text, best)
        preferred = yield from self._preferred(text, exacter)
        return [*looked_at, exacter, preferred]

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

    def verified(self, text: str, candidate: Candidate, *, put_in: bool = True) -> Verified:
        """Verify a translation as it will be written, and link the terms that it has to their source's words."""
        if not candidate.text:
            return Verified(candidate)
        candidate = worded(text, candidate, self._requirements.source, self._requirements.target)
        written = restored(text, candidate.text, self._requirements.source, self._requirements.target)
        missing = self._requirements.missing(text, written, put_in=put_in)
        known = linked(candidate, missing) if written == candidate.text else candidate
        faults = degenerate.faults(text, written, self._requirements.target)
        if self._guided and (lost := left_out(text, candidate)):
            faults = (*faults, f"the engine leaves out “{lost}”")
        named = [met.used(written) for met in missing.met]
        made_up = strange(text, written, self._requirements.source, self._requirements.target, named)
        return Verified(known, missing, faults, degenerate.loop(text, written), made_up)

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
        return [self.verified(text, candidate) for candidate in mended if candidate]

    def _exacter(self, text: str, known: Verified) -> Way[Verified]:
        """Return a translation with terms in the glossary's own forms, where that is about as likely."""
        if not known.missing.loose or known.wrong:
            return known
        candidates = yield from self._onwards(text, known)
        likely = [candidate for candidate in candidates if candidate.score >= EXACTER * known.candidate.score]
        others = [self.verified(text, candidate) for candidate in likely]
        fewer = [other for other in others if not other.wrong and len(other.missing.loose) < len(known.missing.loose)]
        return min(fewer or [known], key=lambda verified: (len(verified.missing.loose), verified.rank))

    def _preferred(self, text: str, known: Verified) -> Way[Verified]:
        """Return a translation with the preferred forms of terms, from the left on, where those are about as likely."""
        while self._preferring and known.missing.admitted and not known.wrong:
            met, written = known.missing.admitted[0], known.candidate.text
            (ranked,) = yield [
                Asked(
                    text,
                    (met.preferred,),
                    (met.used(written),),
                    before(written, Place(met.span[0], None)),
                    _requested(known),
                    BEAMS,
                    N_BEST,
                )
            ]
            better = self._prefer(text, known, met, ranked)
            if better is None:
                break
            known = better
        return known

    def _prefer(self, text: str, known: Verified, met: Met, ranked: Sequence[Candidate]) -> Verified | None:
        """Return the best of the candidates with a preferred term in the place of an admitted one."""
        used = met.used(known.candidate.text)
        language = self._requirements.target.language
        same = [form for form in met.preferred if agreement.alike(used, form, language)]
        swapped = [exchanged(known.candidate, met.span, form) for form in same[:1]]
        ranked = [*ranked, *(replace(other, score=other.score * AGREED) for other in swapped)]
        likely = [other for other in ranked if other.score >= LEAST_OF_PREFERRED * known.candidate.score]
        verified = [self.verified(text, candidate) for candidate in likely]
        verified += self._mended(text, verified)
        fewer = [
            other
            for other in verified
            if not other.wrong
            and len(other.missing.admitted) < len(known.missing.admitted)
            and not leaves(known.candidate.text, used, other.candidate.text, met.preferred[0])
        ]
        return min(fewer, key=lambda verified: verified.rank, default=None)

    def _likely(self, text: str, verified: Verified) -> Way[list[Candidate]]:
        """Return the next likely translations of a text whose likeliest tells a patient to do another thing."""
        if not verified.missing.instructed:
            return []
        (ranked,) = yield [Asked(text, beams=BEAMS, n_best=BEAMS)]
        return ranked

    def _unstacked(self, text: str, verified: Verified) -> Way[list[Candidate]]:
        """Translate a text with its stacks of terms taken apart."""
        if self._requirements.source.language != "en":
            return []
        nouns = [(term.start, term.end) for term in self._requirements.terms(text) if term.noun and not term.kind]
        source = unstacked(text, nouns)
        if source is None:
            return []
        (free,) = yield [Asked(source.text)]
        if not free:
            return []
        looked_at = yield from self.improved(source.text, free[0], stacked=False)
        return [moved(looked_at[-1].candidate, source)]

    def _onwards(self, text: str, verified: Verified) -> Way[list[Candidate]]:
        """Decode a text anew from where the first wrong word of its translation stands, for what is missing there."""
        place = place_of(verified)
        if place is None:
            return []
        forms = place.requirement.forms if place.requirement else ()
        prefix = before(verified.candidate.text, place)
        forbidden = (*verified.unwanted, *verified.missing.never)
        (ranked,) = yield [
            Asked(text, (forms,) if forms else (), forbidden, prefix, _requested(verified), BEAMS, N_BEST)
        ]
        return ranked

    def _replaced(self, text: str, verified: Verified) -> Way[list[Candidate]]:
        """Exchange words of a translation for what is missing."""
        candidate = replaced(verified.candidate, verified.missing.exchangeable)
        return [candidate] if candidate else []
        yield  # no search

    def _whole(self, text: str, verified: Verified) -> Way[list[Candidate]]:
        """Decode a text under what its translation lacks."""
        required = tuple(need.forms for need in verified.missing.phrases)
        (ranked,) = yield [Asked(text, required, verified.banned, beams=BEAMS, n_best=N_BEST)]
        return ranked

    def _by_clauses(self, text: str, verified: Verified) -> Way[list[Candidate]]:
        """Decode a text in halves, where it has any: a shorter text is less likely to be lost in."""
        parts = clauses(text)
        if len(parts) < 2:
            return []
        asked = []
        end = 0
        for part in parts:
            start = text.index(part, end)
            end = start + len(part)
            asked.append(
                Asked(part, self._wanted(text, verified, start, end), verified.banned, beams=BEAMS, n_best=N_BEST)
            )
        halves = yield asked
        return [join(text, parts, [ranked[0] for ranked in halves])] if all(halves) else []

    def _wanted(self, text: str, verified: Verified, start: int, end: int) -> tuple[tuple[str, ...], ...]:
        """Return the forms of what is missing in [start, end), and of the terms there: a new search might lose them."""
        lacking = verified.missing.phrases
        terms = [term for term in self._requirements.terms(text) if term not in lacking]
        return tuple(requirement.forms for requirement in within((*lacking, *terms), start, end))


def within(requirements: Sequence[Requirement], start: int, end: int) -> tuple[Requirement, ...]:
    """Return the requirements that lie in [start, end) of their text."""
    return tuple(needed for needed in requirements if start <= needed.start and needed.end <= end)


def _requested(verified: Verified) -> tuple[str, ...]:
    return tuple(form for met in verified.missing.met for form in met.requirement.forms)


def _least(verified: Verified) -> float:
    """Return how much less likely than a free translation another one may be that has what it lacks."""
    if verified.doubtful:
        return 1
    lacking = verified.missing.requirements
    own = bool(lacking) and all(need.match is not None and not need.match.entry.do_not_translate for need in lacking)
    return LEAST_OF_TERMS if own and not verified.faults and not verified.unwanted else LEAST

"""Engines whose drafts are held to requirements: translate freely, verify, and decode again only for what is missing.

Fluent output stays untouched and the cost small, because most translations lack nothing. What can't be had is said in
the draft's `unmet`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path

from pipeline.errors import ModelError
from pipeline.locales import Locale
from pipeline.model import Draft, Engine, Segment
from pipeline.mt.drafting import casing, headings
from pipeline.mt.drafting.attempts import BEAMS, N_BEST, Attempts, together
from pipeline.mt.drafting.chained import HeldChain
from pipeline.mt.drafting.damage import undamaged
from pipeline.mt.drafting.directions import Directions
from pipeline.mt.drafting.meaning import meant
from pipeline.mt.drafting.pronouns import agreeing
from pipeline.mt.drafting.repair import doubted, repaired
from pipeline.mt.drafting.requirements import Requirements
from pipeline.mt.drafting.verification import Verified
from pipeline.mt.engines import embedded
from pipeline.mt.engines.chain import ChainEngine
from pipeline.mt.markup.codes import take_out
from pipeline.mt.scoring import ForcedScorer
from pipeline.mt.search import workers
from pipeline.mt.search.seq2seq import Asked, Seq2SeqEngine
from pipeline.termbase import Termbase
from pipeline.termbase.protected import Protected
from pipeline.text.confidence import lowered


class HeldEngine:
    """An engine whose drafts are verified, and decoded again where something is missing."""

    def __init__(
        self,
        engine: Seq2SeqEngine,
        requirements: Requirements,
        *,
        preferring: bool = True,
        both: Directions | None = None,
    ) -> None:
        self._engine = engine
        self._requirements = requirements
        self._both = both  # with the model of the other direction, where there is one
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
        if known.source.language != "en":
            return self._translated(segments)

        def worded(lowered: Sequence[Segment]) -> list[Draft]:
            return headings.translated(lowered, self._translated, known.target, known.small_words, self._both)

        return casing.translated(segments, worded, known.source, known.target, known.abbreviations)

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
        alone = self._engine.alone()
        return HeldEngine(alone, self._requirements, preferring=self._preferring, both=self._both)

    def _drafts(self, segments: Sequence[Segment]) -> list[Draft]:
        plain = [take_out(segment.text).text for segment in segments]
        parts = {text: self._engine.pieces(text) for text in dict.fromkeys(plain)}
        pieces = list(dict.fromkeys(chain.from_iterable(parts.values())))
        around = _paragraphs(segments, [parts[text] for text in plain])
        best = dict(zip(pieces, self._best(pieces, around), strict=True))
        return [
            self._draft(segment, parts[text], [best[piece] for piece in parts[text]])
            for segment, text in zip(segments, plain, strict=True)
        ]

    def _draft(self, segment: Segment, pieces: Sequence[str], best: Sequence[Verified]) -> Draft:
        draft = self._engine.draft(segment, pieces, [verified.candidate for verified in best])
        fixed = repaired(take_out(segment.text).text, draft, self._requirements.source, self._requirements.target)
        wrong = [reason for verified in best for reason in verified.reasons]
        draft = doubted(fixed, [*fixed.unmet, *wrong])
        doubts = dict.fromkeys(doubt for verified in best for doubt in verified.doubts)
        score = lowered(draft.score, [doubt.severity for doubt in doubts])
        draft = replace(draft, score=score, unmet=tuple(dict.fromkeys((*draft.unmet, *map(str, doubts)))))
        if not self._preferring:
            return draft
        # An admitted term is right, and no reason to trust a draft less.
        admitted = [reason for verified in best for reason in verified.missing.less_preferred(verified.candidate.text)]
        return replace(draft, unmet=tuple(dict.fromkeys((*draft.unmet, *admitted))))

    def _best(self, pieces: Sequence[str], around: Mapping[str, str]) -> list[Verified]:
        """Return the best translation of each piece: the free one, or where that is wrong the best of all attempts."""
        free = self._engine.translate_pieces(pieces)
        guided = self._engine.model.guided
        informed = replace(self._requirements, around=around)
        attempts = Attempts(informed, preferring=self._preferring, guided=guided)
        ways = [attempts.improved(text, candidate) for text, candidate in zip(pieces, free, strict=True)]
        looked_at = together(ways, self._engine.decode)
        if self._both is None:
            chosen = [translations[-1] for translations in looked_at]
        else:
            chosen = undamaged(pieces, looked_at, self._both.backward)
        best = [last.after(translations[0]) for last, translations in zip(chosen, looked_at, strict=True)]

        def begun(asked: Sequence[tuple[str, str]]) -> list[list[Verified]]:
            searches = [Asked(text, prefix=prefix, beams=BEAMS, n_best=N_BEST) for text, prefix in asked]
            pairs = zip(asked, self._engine.decode(searches), strict=True)
            return [[attempts.verified(text, other) for other in ranked] for (text, _), ranked in pairs]

        best = agreeing(pieces, best, around, self._requirements.target, begun)
        if self._both is None:
            return best

        def again(texts: Sequence[str]) -> list[list[Verified]]:
            ranked = self._engine.decode([Asked(text, beams=BEAMS, n_best=BEAMS) for text in texts])
            pairs = zip(texts, ranked, strict=True)
            return [[attempts.verified(text, other) for other in candidates] for text, candidates in pairs]

        return meant(pieces, looked_at, best, self._both, self._requirements.source, again)


def _paragraphs(segments: Sequence[Segment], pieces: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return the paragraph of each piece of segments; none where a piece is in several."""
    found: dict[str, set[str]] = {}
    for segment, own in zip(segments, pieces, strict=True):
        for piece in own:
            found.setdefault(piece, set()).add(take_out(segment.block or segment.text).text)
    return {piece: next(iter(blocks)) for piece, blocks in found.items() if len(blocks) == 1 and {piece} != blocks}


def held(
    engine: Engine, source: Locale, target: Locale, terms: Callable[[Locale], Termbase | None], protected: Protected
) -> Engine:
    """Return the engine held to what is known; `terms` gives the termbase of a locale."""
    final = Requirements(source, target, terms(target), protected)
    if isinstance(engine, ChainEngine):
        middle = Requirements(source, engine.middle, terms(engine.middle), protected)
        first = engine.first
        if isinstance(first, Seq2SeqEngine):  # any form of the middle language gives way to the final one
            first = HeldEngine(first, middle, preferring=False, both=_both(first))
        return HeldChain(engine.after(first), middle, final)
    return HeldEngine(engine, final, both=_both(engine)) if isinstance(engine, Seq2SeqEngine) else engine


def _both(engine: Seq2SeqEngine) -> Directions | None:
    """Return the models of both directions, which load when first asked; None where there is one alone."""
    if engine.origin.startswith(embedded.ORIGIN):
        with suppress(ModelError):
            embedded.reverse_folder()
            return Directions(
                ForcedScorer(lambda: engine.model, embedded.ORIGIN, jobs=1, narrow=True),
                ForcedScorer(embedded.load_reverse, embedded.REVERSE_ORIGIN, jobs=1, narrow=True),
            )
    return None

"""The meaning of drafts as both directions see it: their scores, and the words that got lost or came from nowhere.

The model of the other direction is asked where a draft is short, doubtful, or of a class that hurts. It finds a word of
the source unlikely where that was lost, and also where the draft has another word for it. What tells them apart is the
draft's own likelihood: of a source without the word it is as likely as before where the draft doesn't say it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import compress

from pipeline.locales import Locale
from pipeline.model import Span
from pipeline.mt.drafting.directions import Direction, Directions, Token, joint
from pipeline.mt.drafting.verification import Verified
from pipeline.mt.markup.alignment import overlap
from pipeline.text import classes
from pipeline.text.confidence import ROOT, likely
from pipeline.text.doubts import Doubt

# Scores below which the other direction is asked, of any draft and of one of a class that hurts: see
# docs/translation.md, which has the figures for all that follows, too.
DOUBTFUL, HURTING = 0.97, 0.975
SHORT = 3  # words of a text whose draft is always doubtful: there is little to be judged by
UNSAID, CERTAIN = -12.0, -14.0  # logarithms of a word's probability, from which on it may be lost, and is
# What a draft loses at most by the absence of a word from its source that it doesn't say: as a whole, and at one token.
LEAST, LEAST_OF_ONE = 1.0, 1.3
ODD = 0.93  # the score of a draft below which its own words are looked at
AS_LIKELY = 0.95  # of the first draft's score another one has that says the word
_WORD = re.compile(r"[^\W\d_]{4,}(?:[-'’.][^\W\d_]+)*")
_SPACES = re.compile(r" +(?=[ .,;:!?)]|$)|^ +|(?<=\() +")
# Words that carry no meaning of their own: another word's grammar says them.
_GRAMMAR = """
    about been being does from have into must over shall should than that their them then there these they this those
    upon were what when where which while whom whose will with would your
"""
_EMPTY = frozenset(_GRAMMAR.split())
Tries = Callable[[Sequence[str]], Sequence[Sequence[Verified]]]


def meant(
    texts: Sequence[str],
    looked_at: Sequence[Sequence[Verified]],
    drafts: Sequence[Verified],
    both: Directions,
    source: Locale,
    again: Tries,
) -> list[Verified]:
    """Return the drafts of texts, those that were asked about with their scores by both directions and their doubts.

    `looked_at` are the translations of each, the free one first. Where a draft surely lost a word, they and those of
    `again` are weighed: one takes its place that says the word, is about as likely and no worse in any other way.
    """
    free = [first for first, *_ in looked_at]
    asked = [number for number, each in enumerate(zip(texts, free, drafts, strict=True)) if _is_asked(*each, source)]
    read = _read([texts[number] for number in asked], [drafts[number] for number in asked], both)
    found = list(drafts)
    for number, known in zip(asked, read, strict=True):
        found[number] = known
    losing = [number for number in asked if any(doubt.certain for doubt in found[number].doubts)]
    others = again([texts[number] for number in losing]) if losing else []
    pairs = [
        (number, other)
        for number, tried in zip(losing, others, strict=True)
        for other in {other.candidate.text: other for other in (*looked_at[number], *tried)}.values()
        if _may_replace(drafts[number], other)
    ]
    judged = _read([texts[number] for number, _ in pairs], [other for _, other in pairs], both)
    for (number, _), other in zip(pairs, judged, strict=True):
        if found[number].doubts and not other.doubts:
            found[number] = other
    return found


def _may_replace(draft: Verified, other: Verified) -> bool:
    likely_enough = other.candidate.score >= AS_LIKELY * draft.candidate.score
    return other.candidate.text != draft.candidate.text and likely_enough and other.rank[:-1] <= draft.rank[:-1]


def _is_asked(text: str, free: Verified, draft: Verified, source: Locale) -> bool:
    if not draft.candidate.text:
        return False
    score = likely(draft.candidate.score)
    if draft.candidate.text != free.candidate.text or score < DOUBTFUL or len(text.split()) <= SHORT:
        return True
    return score < HURTING and not classes.classes_of(text, source).isdisjoint(classes.CLINICAL)


def _read(texts: Sequence[str], drafts: Sequence[Verified], both: Directions) -> list[Verified]:
    """Return drafts with the scores and doubts of both directions; as they are where one can't tell."""
    written = [draft.candidate.text for draft in drafts]
    back = both.backward.tokens(written, texts)
    terms = [[(met.requirement.start, met.requirement.end) for met in draft.missing.met] for draft in drafts]
    lost = [list(_unlikely(*each)) for each in zip(texts, back, terms, strict=True)]
    odd = [bool(words) or likely(draft.candidate.score) < ODD for words, draft in zip(lost, drafts, strict=True)]
    said: list[Sequence[Token]] = [()] * len(texts)
    for number, tokens in zip(
        compress(range(len(texts)), odd),
        both.forward.tokens(list(compress(texts, odd)), list(compress(written, odd))),
        strict=True,
    ):
        said[number] = tokens
    named = [[met.span for met in draft.missing.met] for draft in drafts]
    new = [list(_unlikely(*each)) for each in zip(written, said, named, strict=True)]
    doubts: list[list[Doubt]] = [[] for _ in texts]
    for added, own, other, words, known, model in (
        (False, texts, written, lost, said, both.forward),
        (True, written, texts, new, back, both.backward),
    ):
        for number, span, log in _needless(own, other, words, known, model):
            word = own[number][slice(*span)]
            if word not in other[number]:
                doubts[number].append(Doubt(word, added, log <= CERTAIN))
    return [
        replace(
            draft,
            candidate=replace(draft.candidate, score=joint(likely(draft.candidate.score), tokens) ** ROOT),
            doubts=tuple(dict.fromkeys(own)),
        )
        if tokens
        else draft
        for draft, tokens, own in zip(drafts, back, doubts, strict=True)
    ]


def _unlikely(text: str, tokens: Sequence[Token], known: Collection[Span]) -> Iterator[tuple[Span, float]]:
    """Yield the words of a text that its model hardly expects, with their logarithms; `known` is what was asked for."""
    for match in _WORD.finditer(text) if tokens else ():
        word = match.span()
        log = sum(token.log for token in tokens if overlap(token.span, word))
        if log <= UNSAID and match[0].lower() not in _EMPTY and not any(overlap(word, span) for span in known):
            yield word, log


def _needless(
    texts: Sequence[str],
    others: Sequence[str],
    words: Sequence[Sequence[tuple[Span, float]]],
    known: Sequence[Sequence[Token]],
    model: Direction,
) -> Iterator[tuple[int, Span, float]]:
    """Yield the words without which the other text is as likely; `known` is how likely its tokens are with them."""
    asked = [(number, span, log) for number, own in enumerate(words) for span, log in own]
    without = [_without(texts[number], span) for number, span, _ in asked]
    answers = model.tokens(without, [others[number] for number, _, _ in asked]) if asked else []
    for (number, span, log), tokens in zip(asked, answers, strict=True):
        if len(tokens) == len(known[number]):
            losses = [before.log - after.log for before, after in zip(known[number], tokens, strict=True)]
            if losses and sum(losses) < LEAST and max(losses) < LEAST_OF_ONE:
                yield number, span, log


def _without(text: str, span: Span) -> str:
    return _SPACES.sub("", text[: span[0]] + text[span[1] :])

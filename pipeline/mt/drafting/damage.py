"""Damage that a requirement does to the rest of a sentence, as the model of the other direction sees it.

A term that is put in changes how likely its own source words are: that says nothing. What it shouldn't change is how
likely the other words of the source are. Where those lose, something of the sentence was lost on the way.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.mt.drafting.directions import Direction
from pipeline.mt.drafting.verification import Verified
from pipeline.mt.markup.alignment import overlap

# Natural logarithms that the rest of a source may lose by what was put into its translation: see docs/translation.md.
MOST_LOST = 5.0


def undamaged(texts: Sequence[str], looked_at: Sequence[Sequence[Verified]], reverse: Direction) -> list[Verified]:
    """Return for each text the last of the translations that were looked at, or one that lacks no more and is sound.

    The first is the free one. Only glossary terms are weighed so: a number or a dose is right or wrong. A term that the
    glossary asks for is never given up: measured, half of the unusual choices of a glossary would be.
    """
    chosen = [translations[-1] for translations in looked_at]
    weighed = [number for number, translations in enumerate(looked_at) if _by_terms(translations)]
    lost = _lost([(texts[n], looked_at[n][0], chosen[n]) for n in weighed], reverse)
    damaged = [number for number, damage in zip(weighed, lost, strict=True) if damage > MOST_LOST]
    others = {number: _others(looked_at[number]) for number in damaged}
    pairs = [(texts[n], looked_at[n][0], other) for n in damaged for other in others[n]]
    left = iter(_lost(pairs, reverse))
    for number in damaged:
        sound = [looked_at[number][0], *(other for other in others[number] if next(left) <= MOST_LOST)]
        as_good = [other for other in sound if other.rank[:-1] <= chosen[number].rank[:-1]]
        chosen[number] = min(as_good or [chosen[number]], key=lambda verified: verified.rank)
    return chosen


def _by_terms(translations: Sequence[Verified]) -> bool:
    """Tell whether a free translation without faults was replaced for the sake of the glossary's terms alone.

    A word of another sense is a fault.
    """
    first, last = translations[0], translations[-1]
    own = all(
        need.match is not None and not need.match.entry.do_not_translate and not need.instead
        for need in first.missing.requirements
    )
    whole = bool(first.candidate.text) and not first.faults and not first.unwanted
    return whole and own and first.candidate.text != last.candidate.text


def _others(translations: Sequence[Verified]) -> list[Verified]:
    """Return the translations that were looked at beside the first and the last, each once."""
    known = {translations[0].candidate.text, translations[-1].candidate.text}
    return list(
        {v.candidate.text: v for v in translations if v.candidate.text and v.candidate.text not in known}.values()
    )


def _lost(pairs: Sequence[tuple[str, Verified, Verified]], reverse: Direction) -> list[float]:
    """Return how much likelier the rest of each text is by the first of two translations than by the second."""
    if not pairs:
        return []
    texts = [text for text, _, _ in pairs]
    before = reverse.tokens([first.candidate.text for _, first, _ in pairs], texts)
    after = reverse.tokens([second.candidate.text for _, _, second in pairs], texts)
    lost = []
    for (_, first, second), old, new in zip(pairs, before, after, strict=True):
        terms = [*first.missing.requirements, *(met.requirement for v in (first, second) for met in v.missing.met)]
        asked_for = [(term.start, term.end) for term in terms]
        rest = [
            earlier.log - later.log
            for earlier, later in zip(old, new, strict=False)
            if not any(overlap(earlier.span, span) for span in asked_for)
        ]
        lost.append(sum(rest))
    return lost

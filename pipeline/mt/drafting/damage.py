"""Damage that a requirement does to the rest of a sentence, as the model of the other direction sees it.

A term that is put in changes how likely its own source words are: that says nothing. What it shouldn't change is how
likely the other words of the source are. Where those lose, something of the sentence was lost on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from pipeline.model import Span
from pipeline.mt.drafting.directions import Direction
from pipeline.mt.drafting.verification import Verified
from pipeline.mt.markup.alignment import overlap, words

# Natural logarithms that the rest of a source may lose by what was put into its translation: see docs/translation.md.
MOST_LOST = 5.0
SAID = -3.0  # the logarithm of a word that a translation says: of one that it lost it lies far below


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
    return _without_additions(texts, looked_at, chosen, weighed, reverse)


def _without_additions(
    texts: Sequence[str],
    looked_at: Sequence[Sequence[Verified]],
    chosen: list[Verified],
    weighed: Sequence[int],
    reverse: Direction,
) -> list[Verified]:
    """Return the free translation where a term stands beside all of its words, and they said the term's already.

    What can lead to infections is no lead: “levar a infecções” says so, and “eletrodos” behind it says something new.
    """
    beside = [number for number in weighed if _added(looked_at[number][0], chosen[number])]
    free = [looked_at[number][0].candidate.text for number in beside]
    for number, tokens in zip(beside, reverse.tokens(free, [texts[number] for number in beside]), strict=True):
        said = _added(looked_at[number][0], chosen[number])
        logs = [token.log for token in tokens if any(overlap(token.span, span) for span in said)]
        if logs and min(logs) >= SAID:
            chosen[number] = looked_at[number][0]
    return chosen


def _added(free: Verified, held: Verified) -> list[Span]:
    """Return the source's words of the terms that were put beside a free translation, if that is all that was done."""
    before, after = (
        [text[slice(*word)] for word in words(text)] for text in (free.candidate.text, held.candidate.text)
    )
    edits = [edit for edit in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if edit[0] != "equal"]
    if not edits or any(edit[0] != "insert" for edit in edits):
        return []
    places = words(held.candidate.text)
    new = [place for _, _, _, start, end in edits for place in places[start:end]]
    terms = [met for met in held.missing.met if all(place in new for place in places if overlap(place, met.span))]
    owned = all(any(overlap(place, met.span) for met in terms) for place in new)
    return [(met.requirement.start, met.requirement.end) for met in terms] if owned else []


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

"""Words of a translation exchanged for those that are required, where no search brings them about.

What stands around them may not agree with them: the score says so, and a translation that was searched for is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.mt.drafting.requirements import Requirement
from pipeline.mt.markup.alignment import Link, Span, overlap, words
from pipeline.mt.search.seq2seq import Candidate

WORTH = 0.5  # of the score
LOOSEST = 3  # more words than this beside those required are no translation of them alone


def replaced(candidate: Candidate, requirements: Sequence[Requirement]) -> Candidate | None:
    """Return the translation with the first form of each requirement in the place of the words linked to its source.

    None where one of them has no place, or shares it with another.
    """
    places = [_place(candidate, one) for one in requirements]
    edits = sorted((place, one.forms[0]) for place, one in zip(places, requirements, strict=True) if place)
    apart = all(not overlap(one[0], other[0]) for one, other in pairwise(edits))
    if not edits or len(edits) < len(requirements) or not apart:
        return None
    found = candidate
    for place, form in reversed(edits):
        found = _exchanged(found, place, form)
    return replace(found, score=found.score * WORTH)


def _place(candidate: Candidate, requirement: Requirement) -> Span | None:
    """Return the words that are linked to a requirement's source, if they stand together."""
    source = (requirement.start, requirement.end)
    targets = [link.target for link in candidate.links if overlap(link.source, source)]
    if not targets:
        return None
    place = (min(start for start, _ in targets), max(end for _, end in targets))
    inside = [word for word in words(candidate.text) if overlap(word, place)]
    return place if len(inside) <= len(set(targets)) + LOOSEST else None


def _exchanged(candidate: Candidate, place: Span, form: str) -> Candidate:
    start, end = place
    written = form[:1].upper() + form[1:] if not start and candidate.text[:1].isupper() else form
    longer = len(written) - (end - start)
    links = [
        Link(link.source, (link.target[0] + longer, link.target[1] + longer), link.weight)
        if link.target[0] >= end
        else link
        for link in candidate.links
        if not overlap(link.target, place)
    ]
    text = candidate.text[:start] + written + candidate.text[end:]
    return replace(candidate, text=text, links=tuple(links))

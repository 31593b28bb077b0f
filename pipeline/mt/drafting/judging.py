"""What is known of a translation once it is verified: what is wrong with it, and where."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.mt.drafting.requirements import Missing, Requirement
from pipeline.mt.drafting.rewriting import Rewritten
from pipeline.mt.markup.alignment import Link, Span, overlap, words
from pipeline.mt.search.seq2seq import Candidate

UNSAID = 4  # words


@dataclass(frozen=True, slots=True)
class Judged:
    """A translation of a plain text, with what is wrong with it."""

    candidate: Candidate
    missing: Missing = field(default_factory=Missing)
    faults: tuple[str, ...] = ()
    loop: str = ""

    @property
    def wrong(self) -> int:
        """How many things are wrong."""
        return len(self.faults) + self.missing.count

    @property
    def banned(self) -> tuple[str, ...]:
        """What another search must not say: what the glossary forbids, and a loop's words twice in a row."""
        return (*self.missing.forbidden, *([f"{self.loop} {self.loop}"] if self.loop else []))

    @property
    def rank(self) -> tuple[int, int, int, float]:
        """What a translation is chosen by, the least first: one with signs lost or none at all comes last."""
        lost = len(self.candidate.unmet)
        return (not self.candidate.text, len(self.faults), self.missing.count + lost, -self.candidate.score)


def left_out(text: str, candidate: Candidate) -> str:
    """Return the longest stretch of a source that nothing in its translation is linked to; "" where it is short.

    Measured on TICO-19's development sentences, a guided attention leaves four words in a row where a clause is lost,
    and never otherwise; two or three may be idiom (*were reported to have*).
    """
    stretch: list[Span] = []
    longest: list[Span] = []
    for word in words(text) if candidate.links else ():
        if any(overlap(link.source, word) for link in candidate.links):
            stretch = []
        elif text[word[0]].isalnum():
            stretch = [*stretch, word]
            longest = max(longest, stretch, key=len)
    return text[longest[0][0] : longest[-1][1]] if len(longest) >= UNSAID else ""


def moved(candidate: Candidate, source: Rewritten) -> Candidate:
    """Return the translation of a rewritten source with its links from the first form of it."""
    return replace(candidate, links=tuple(replace(link, source=source.origin(link.source)) for link in candidate.links))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a translation goes wrong: all before `start` is right, `requirement` is what should come."""

    start: int
    requirement: Requirement | None


def place_of(judged: Judged) -> Place | None:
    """Return the first place of a translation where something else should stand, as far as its links tell."""
    text = judged.candidate.text
    found = [Place(text.index(word), None) for word in judged.missing.forbidden if word in text]
    for requirement in judged.missing.requirements or judged.missing.loose:
        span = (requirement.start, requirement.end)
        starts = [link.target[0] for link in judged.candidate.links if overlap(link.source, span)]
        found += [Place(min(starts), requirement)] if starts else []
    if judged.faults or not found:
        return None
    return min(found, key=lambda place: (place.start, place.requirement is None))


def before(text: str, start: int) -> str:
    """Return the text before a place, without its last word: that one may have to agree with what is to come."""
    earlier = [word for word in words(text) if word[1] <= start]
    return text[: earlier[-1][0]].rstrip() if earlier else ""


def linked(candidate: Candidate, missing: Missing) -> Candidate:
    """Return a translation whose terms are linked to the words that they translate, surer than by attention."""
    found = list(candidate.links)
    for met in missing.met:
        if any(other is not met and overlap(met.span, other.span) for other in missing.met):
            continue  # one of two may be the other's translation
        source = (met.requirement.start, met.requirement.end)
        # Links within the term stay, for they tell its words apart; those across its edges are wrong.
        found = [link for link in found if overlap(link.source, source) == overlap(link.target, met.span)]
        known = [link.target for link in found if overlap(link.target, met.span)]
        new = [word for word in words(candidate.text) if overlap(word, met.span) and word not in known]
        found += [Link(source, word, 1.0) for word in new]
    return replace(candidate, links=tuple(sorted(found, key=lambda link: link.target)))

"""Verification of a translation: what is wrong with it, where, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.model import Span
from pipeline.mt.drafting.requirements import Missing, Requirement
from pipeline.mt.drafting.rewriting import Rewritten
from pipeline.mt.drafting.strange import unknown
from pipeline.mt.markup.alignment import Link, overlap, words
from pipeline.mt.search.seq2seq import Candidate
from pipeline.text.doubts import Doubt

UNSAID = 4  # words in a row without a link: see `left_out`


@dataclass(frozen=True, slots=True)
class Verified:
    """A translation of a plain text that was verified, with what is wrong with it.

    `strange` are words that its language hasn't, and of the one that is taken also those of the free translation.
    `doubts` are what both directions make of its words.
    """

    candidate: Candidate
    missing: Missing = field(default_factory=Missing)
    faults: tuple[str, ...] = ()
    loop: str = ""
    strange: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def wrong(self) -> int:
        """How many things are wrong."""
        return len(self.faults) + self.missing.count + len(self.strange)

    def after(self, free: Verified) -> Verified:
        """Return the translation with the strange words of the free one, too: what they were for is doubtful in it.

        What was said instead of a term is known by now.
        """
        terms = [(met.requirement.start, met.requirement.end) for met in self.missing.met]
        doubtful = [
            word
            for word in free.strange
            if not any(overlap(span, term) for span in free.said_by(word) for term in terms)
        ]
        return replace(self, strange=tuple(dict.fromkeys((*self.strange, *doubtful))))

    def said_by(self, word: str) -> list[Span]:
        """Return the words of the source that a word of the translation is linked to."""
        start = self.candidate.text.find(word)
        return [link.source for link in self.candidate.links if overlap(link.target, (start, start + len(word)))]

    @property
    def clashing(self) -> bool:
        """Whether nothing is wrong but articles inside of the sentence."""
        clashes = [need.instead for need in self.missing.requirements if need.kind == "agreement"]
        return 0 < len(clashes) == self.wrong and not self.candidate.text.startswith(tuple(clashes))

    @property
    def banned(self) -> tuple[str, ...]:
        """What another search must not say: what is wrong here, and a loop's words twice in a row."""
        return (*self.unwanted, *self.missing.never, *([f"{self.loop} {self.loop}"] if self.loop else []))

    @property
    def unwanted(self) -> tuple[str, ...]:
        """The words that should not be there: those that the glossary forbids, and those that are none."""
        return (*self.missing.forbidden, *self.strange)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What a translator is told."""
        return (*self.faults, *self.missing.reasons, *unknown(self.candidate.text, self.strange))

    @property
    def doubtful(self) -> bool:
        """Whether all that is missing may be nothing that the source means."""
        return not self.faults and not self.unwanted and all(need.doubtful for need in self.missing.requirements)

    @property
    def rank(self) -> tuple[int, int, int, int, float]:
        """What a translation is chosen by, the least first: one with signs lost or none at all comes last.

        A term with a broken article is no better than none.
        """
        wrong = self.missing.count + len(self.strange) + len(self.candidate.unmet)
        return (not self.candidate.text, len(self.faults), wrong, self.missing.clashes, -self.candidate.score)


def left_out(text: str, candidate: Candidate) -> str:
    """Return the longest stretch of a source that nothing in its translation is linked to; "" where it is short.

    Measured on TICO-19's development sentences, a guided attention leaves four words in a row where a clause is lost,
    and never otherwise; two or three may be idiom (*were reported to have*).
    """
    stretch: list[Span] = []
    longest: list[Span] = []
    said = bytearray(len(text))  # whether a link has each character
    for start, end in {link.source for link in candidate.links}:
        said[start:end] = b"\1" * (end - start)
    for word in words(text) if candidate.links else ():
        if any(said[word[0] : word[1]]):
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
    """The place where a translation goes wrong: all before `start` is right, `requirement` is what should come."""

    start: int
    requirement: Requirement | None


def place_of(verified: Verified) -> Place | None:
    """Return the first place of a translation where something else should stand, as far as its links tell."""
    text = verified.candidate.text
    places = [Place(text.index(word), None) for word in verified.unwanted if word in text]
    for requirement in verified.missing.requirements or verified.missing.loose:
        if requirement.instead:
            places += [Place(text.index(requirement.instead), requirement)] if requirement.instead in text else []
            continue
        span = (requirement.start, requirement.end)
        starts = [link.target[0] for link in verified.candidate.links if overlap(link.source, span)]
        places += [Place(min(starts), requirement)] if starts else []
    if verified.faults or not places:
        return None
    return min(places, key=lambda place: (place.start, place.requirement is None))


def before(text: str, place: Place) -> str:
    """Return the text before a place, without its last word: that one may have to agree with what is to come."""
    if place.requirement is not None and place.requirement.kind == "agreement":
        return text[: place.start].rstrip()  # the place is that of the article
    earlier = [word for word in words(text) if word[1] <= place.start]
    return text[: earlier[-1][0]].rstrip() if earlier else ""


def linked(candidate: Candidate, missing: Missing) -> Candidate:
    """Return a translation whose terms are linked to the words that they translate, surer than by attention."""
    links = list(candidate.links)
    for met in missing.met:
        if any(other is not met and overlap(met.span, other.span) for other in missing.met):
            continue  # one of two may be the other's translation
        source = (met.requirement.start, met.requirement.end)
        # Links within the term stay, for they tell its words apart; those across its edges are wrong.
        links = [link for link in links if overlap(link.source, source) == overlap(link.target, met.span)]
        known = [link.target for link in links if overlap(link.target, met.span)]
        new = [word for word in words(candidate.text) if overlap(word, met.span) and word not in known]
        links += [Link(source, word, 1.0) for word in new]
    return replace(candidate, links=tuple(sorted(links, key=lambda link: link.target)))

"""Sources and translations rewritten outside of a search, with the alignment of what is rewritten kept.

A source's stacks of nouns are taken apart before another search, because models lose their way in them; words of a
translation are exchanged for those that are required, where no search brings them about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Span
from pipeline.mt.drafting.requirements import Requirement
from pipeline.mt.markup.alignment import Link, overlap, words
from pipeline.mt.search.seq2seq import Candidate

FEWEST = 5  # words of a stack in which a model gets lost
# Where something comes from, rather than what it comes with.
_ORIGIN = re.compile(r"\b(?:blood|marrow|plasma|serum|tissue|placenta|donor|donors)$", re.IGNORECASE)
_HEAD = re.compile(
    r" (therap(?:y|ies)|treatments?|infusions?|transfusions?|products?|injections?|vaccines?|transplant(?:s|ations?)?)"
    r"\b"
)
_WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 4  # letters of a word that says something
_COUNTED = re.compile(r"\b(?:cell|receptor|lymphocyte|antigen|vector)$")
# What stands around exchanged words may not agree with them: of the score so much is left, and a translation that was
# searched for is better.
WORTH = 0.5
# An article that agrees now, before a noun that is no subject: nothing else has to.
AGREED = 0.9
LOOSEST = 3  # more words than this beside those required are no translation of them alone


class Rewritten:
    """A text under edit whose characters still know where they came from; `text` is its present form."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = list(range(len(text)))
        self._ends = list(range(1, len(text) + 1))

    def replace(self, edits: Iterable[tuple[Span, str]]) -> None:
        """Put new words in the place of disjoint spans, given in order."""
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        position = 0
        for (start, end), replacement in edits:
            parts += [self.text[position:start], replacement]
            starts += self._starts[position:start]
            ends += self._ends[position:start]
            if start < end:
                first, last = self._starts[start], self._ends[end - 1]
            else:  # an insertion belongs to what stands before it
                first = last = self._ends[start - 1] if start else 0
            starts += [first] * len(replacement)
            ends += [last] * len(replacement)
            position = end
        self.text = "".join((*parts, self.text[position:]))
        self._starts = starts + self._starts[position:]
        self._ends = ends + self._ends[position:]

    def sub(self, pattern: re.Pattern[str], template: str | Callable[[re.Match[str]], str]) -> None:
        """Replace every match of a pattern, by a template of `re` or by what a function says."""
        matches = list(pattern.finditer(self.text))
        if matches:
            expand = (lambda match: match.expand(template)) if isinstance(template, str) else template
            self.replace([(match.span(), expand(match)) for match in matches])

    def origin(self, span: Span) -> Span:
        """Return the characters of the first form that a span of the present one came from."""
        start, end = span
        if start >= end or not self._starts:
            return (0, 0)
        return min(self._starts[start:end]), max(self._ends[start:end])


def unstacked(text: str, terms: Sequence[Span]) -> Rewritten | None:
    """Return an English text with its stacks of nouns taken apart, the last one first; None where it has no stack.

    "stem cell growth factor receptor therapy" becomes "therapy with growth factor receptor with stem cells", which is
    worse English and better read. `terms` are the spans of the nouns, in order.
    """
    edits = []
    for stack in _stacks(text, terms):
        start, end = stack[0][0], stack[-1][1]
        head = _HEAD.match(text, end)
        parts = [text[first:last] for first, last in reversed(stack)]
        phrase = f"{head[1]} with {_many(parts[0])}" if head else parts[0]
        for part in parts[1:]:
            phrase += f" from {part}" if _ORIGIN.search(part) else f" with {part}"
        if not text[:start].strip():
            phrase = phrase[:1].upper() + phrase[1:]
        edits.append(((start, head.end() if head else end), phrase))
    if not edits:
        return None
    rewritten = Rewritten(text)
    rewritten.replace(edits)
    return rewritten


def _stacks(text: str, terms: Sequence[Span]) -> list[list[Span]]:
    """Return the runs of terms with nothing but a space between them, where they are long enough to get lost in."""
    runs: list[list[Span]] = []
    for span in terms:
        if runs and text[runs[-1][-1][1] : span[0]] == " ":
            runs[-1].append(span)
        else:
            runs.append([span])
    return [run for run in runs if len(run) > 1 and len(text[run[0][0] : run[-1][1]].split()) >= FEWEST]


def _many(term: str) -> str:
    """Return the plural of what is counted: therapy with cells, therapy with blood."""
    return _COUNTED.sub(lambda match: f"{match[0]}s", term)


def replaced(candidate: Candidate, requirements: Sequence[Requirement]) -> Candidate | None:
    """Return the translation with the first form of each requirement in the place of the words linked to its source.

    None where a requirement has no place, or shares it with another.
    """
    places = [_place(candidate, requirement) for requirement in requirements]
    edits = sorted((place, needed.forms[0]) for place, needed in zip(places, requirements, strict=True) if place)
    apart = all(not overlap(earlier, later) for (earlier, _), (later, _) in pairwise(edits))
    if not edits or len(edits) < len(requirements) or not apart:
        return None
    agreed = edits[0][0][0] > 0 and all(needed.kind == "agreement" for needed in requirements)
    for place, form in reversed(edits):
        candidate = exchanged(candidate, place, form)
    return replace(candidate, score=candidate.score * (AGREED if agreed else WORTH))


def leaves(before: str, used: str, after: str, wanted: str) -> bool:
    """Tell whether a translation still has a word of what another one should have taken the place of."""
    stay = {word.lower() for word in _WORD.findall(wanted)}
    gone = [word.lower() for word in _WORD.findall(used) if word.lower() not in stay and len(word) >= SHORTEST]
    earlier, later = (Counter(map(str.lower, _WORD.findall(text))) for text in (before, after))
    return any(later[word] >= earlier[word] for word in gone)


def _place(candidate: Candidate, requirement: Requirement) -> Span | None:
    """Return the words that stand wrongly for a requirement, or those linked to its source, if they stand together."""
    if requirement.instead and candidate.text.count(requirement.instead) == 1:
        start = candidate.text.index(requirement.instead)
        return (start, start + len(requirement.instead))
    source = (requirement.start, requirement.end)
    targets = [link.target for link in candidate.links if overlap(link.source, source)]
    if not targets:
        return None
    place = (min(start for start, _ in targets), max(end for _, end in targets))
    inside = [word for word in words(candidate.text) if overlap(word, place)]
    return place if len(inside) <= len(set(targets)) + LOOSEST else None


def exchanged(candidate: Candidate, place: Span, form: str) -> Candidate:
    """Return the translation with a form in the place of some words."""
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

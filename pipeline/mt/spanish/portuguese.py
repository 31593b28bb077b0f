"""Portuguese into Spanish by Apertium, whose gaps are filled by stand-ins, and its words linked to the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.locales import Locale
from pipeline.model import Span
from pipeline.mt.drafting.rewriting import Rewritten
from pipeline.mt.engines.apertium import Apertium, Marked
from pipeline.mt.markup.alignment import Link, words
from pipeline.mt.spanish.preparing import WORD, Edited, Source, fill_gaps, marked, numbered, prepare
from pipeline.mt.spanish.rules import respaced, rules


@dataclass(frozen=True, slots=True)
class Translated:
    """The Spanish of a text, its words linked to the source's, the share of words that are certain, and what isn't."""

    text: str
    links: tuple[Link, ...]
    certain: float
    unmet: tuple[str, ...] = ()


class PortugueseToSpanish:
    """Portuguese into the Spanish of a locale."""

    def __init__(self, apertium: Apertium, middle: Locale, target: Locale) -> None:
        self._apertium = apertium
        self._middle = middle
        self._target = target
        self.origin = apertium.origin

    def translate(self, sources: Sequence[Source]) -> list[Translated]:
        """Translate each text."""
        edited = [prepare(source) for source in sources]
        first = self._apertium.translate([marked(item) for item in edited])
        again = [
            number for number, (item, output) in enumerate(zip(edited, first, strict=True)) if fill_gaps(item, output)
        ]
        for number, output in zip(again, self._run([edited[number] for number in again]), strict=True):
            first[number] = output
        broken = [number for number, item in enumerate(edited) if not _whole(item, first[number])]
        for number in broken:  # a stand-in was lost or doubled: the text does without them
            edited[number] = Edited(sources[number], Rewritten(sources[number].text))
        for number, output in zip(broken, self._run([edited[number] for number in broken]), strict=True):
            first[number] = output
        traced = self._apertium.translate([marked(item, every_word=True) for item in edited])
        return [self._finished(*triple) for triple in zip(edited, first, traced, strict=True)]

    def _run(self, items: Sequence[Edited]) -> list[Marked]:
        return self._apertium.translate([marked(item) for item in items])

    def _finished(self, item: Edited, output: Marked, traced: Marked) -> Translated:
        links = _trace(item, output, traced)
        spanish = Rewritten(output.text)
        fills = [
            (
                (mark.start, mark.end),
                stand_in.fill(output.text[mark.start : mark.end], output.text[: mark.start]) or stand_in.spanish,
            )
            for mark in output.marks
            for stand_in in [item.places[mark.numbers[0]][1]]
        ]
        spanish.replace(fills)
        for rule in rules().after:
            spanish.sub(rule.match, rule.to)
        respaced(spanish, self._middle, self._target)
        if item.source.text[:1].isupper() and spanish.text[:1].islower():
            spanish.replace([((0, 1), spanish.text[0].upper())])
        moved = []
        for span in words(spanish.text):
            start, end = spanish.origin(span)
            sources = {link.source for link in links if link.target[0] < end and start < link.target[1]}
            moved += [Link(source, span, 1.0 / len(sources)) for source in sorted(sources)]
        return Translated(spanish.text, tuple(moved), *_judged(item, output, spanish.text))


def _whole(item: Edited, output: Marked) -> bool:
    """Tell whether each stand-in came through once, in a form that can be filled."""
    if sorted(mark.numbers for mark in output.marks) != [(number,) for number in range(len(item.places))]:
        return False
    return all(
        item.places[mark.numbers[0]][1].fill(output.text[mark.start : mark.end]) is not None for mark in output.marks
    )


def _trace(item: Edited, output: Marked, traced: Marked) -> list[Link]:
    """Link the words of a translation to the source by those of the same translation with all words marked."""
    spans = numbered(item)
    ours, theirs = words(output.text), words(traced.text)
    links: list[Link] = []

    def link(target: Span, others: Sequence[Span]) -> None:
        for mark in traced.marks:
            if any(mark.start < end and start < mark.end for start, end in others):
                links.extend(Link(item.text.origin(spans[number]), target, 1.0) for number in mark.numbers)

    matcher = SequenceMatcher(
        None, [output.text[a:b] for a, b in ours], [traced.text[a:b] for a, b in theirs], autojunk=False
    )
    for _, a, b, c, d in matcher.get_opcodes():
        for offset in range(b - a):
            link(ours[a + offset], [theirs[c + offset]] if b - a == d - c else theirs[c:d])
    return links


def _judged(item: Edited, output: Marked, spanish: str) -> tuple[float, tuple[str, ...]]:
    """Return the share of words that are certain, and what a translator should look at."""
    unsure = [stand_in for _, stand_in in item.places if not stand_in.sure]
    left = [match[0] for place in output.unknown if (match := WORD.match(output.text, place))]
    left = [
        word for word in left if word.islower() and len(word) > 2 and word not in item.source.keep | item.source.shared
    ]
    reasons = [f"check {stand_in.spanish!r}: a guess at the Portuguese {stand_in.source!r}" for stand_in in unsure]
    reasons += [f"check {word!r}: no dictionary has it" for word in dict.fromkeys(left)]
    for number, term in enumerate(item.source.terms):
        present = {form for form, _ in term.forms}
        carried = any(stand_in.term == number and stand_in.spanish in spanish for _, stand_in in item.places)
        if present and not carried:
            reasons.append(f"the term {term.forms[0][1]!r} could not be put in: check it")
    total = max(1, len(WORD.findall(item.text.text)))
    return max(0.0, 1 - (0.5 * len(unsure) + len(left)) / total), tuple(dict.fromkeys(reasons))

"""A chain of two engines: English into a near relative of the target by a neural engine, and on from there by Apertium.

Codes are taken out before the first and put back after the last, by the links of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.locales import Locale
from pipeline.model import Draft, Engine, Segment, Span
from pipeline.mt.drafting.repair import repaired
from pipeline.mt.markup.alignment import Link, words
from pipeline.mt.markup.codes import Marked, free_of_codes, take_out
from pipeline.mt.markup.placement import with_codes
from pipeline.mt.spanish.portuguese import PortugueseToSpanish, Translated
from pipeline.mt.spanish.preparing import Replacement, Source

_TOKEN = re.compile(r"[^\W_][\w.,:/+*-]*[^\W_]|[^\W_]")
_LEAST_LETTERS = 2  # of a name or an abbreviation: one capital alone may be a word, such as A and E


class ChainEngine:
    """An engine whose drafts are a first engine's, carried into Spanish by a second; `origin` names both steps."""

    def __init__(self, first: Engine, second: PortugueseToSpanish, *, source: Locale, middle: Locale) -> None:
        self._first = first
        self._second = second
        self._source = source
        self._middle = middle

    @property
    def first(self) -> Engine:
        """The engine of the first step."""
        return self._first

    @property
    def middle(self) -> Locale:
        """The locale between the steps."""
        return self._middle

    def after(self, first: Engine) -> ChainEngine:
        """Return the chain with another first engine."""
        return ChainEngine(first, self._second, source=self._source, middle=self._middle)

    @property
    def origin(self) -> str:
        """Name and version of both steps."""
        return f"{self._first.origin} > {self._second.origin}"

    def translate(
        self,
        segments: Sequence[Segment],
        *,
        terms: Callable[[int, str], Sequence[Replacement]] | None = None,
        wrong: Callable[[int, str], int] = lambda number, spanish: 0,
    ) -> list[Draft]:
        """Return a draft for each segment, in order.

        `terms` says what the Spanish of a segment, by its number, still lacks: it is put in on the second step, for
        those alone, and stays where no more is `wrong` with the Spanish than before. A word that is put in has a gender
        and a number that are guessed; Apertium knows those of its own.
        """
        marked = [take_out(segment.text) for segment in segments]
        plain = [Segment(segment.key, item.text, codes=()) for segment, item in zip(segments, marked, strict=True)]
        middles = [
            repaired(segment.text, draft, self._source, self._middle)
            for segment, draft in zip(plain, self._first.translate(plain), strict=True)
        ]
        sources = {
            number: Source(draft.text, _kept(item.text, draft.text), _shared(item.text))
            for number, (item, draft) in enumerate(zip(marked, middles, strict=True))
            if any(map(str.isalnum, draft.text))
        }
        results = self._carried(sources)
        if terms is not None:
            lacking = {number: tuple(terms(number, result.text)) for number, result in results.items()}
            again = {number: replace(sources[number], terms=found) for number, found in lacking.items() if found}
            results |= {
                number: result
                for number, result in self._carried(again).items()
                if wrong(number, result.text) <= wrong(number, results[number].text)
            }
        return [
            self._draft(segment, item, draft, results.get(number))
            for number, (segment, item, draft) in enumerate(zip(segments, marked, middles, strict=True))
        ]

    def _carried(self, sources: Mapping[int, Source]) -> dict[int, Translated]:
        return dict(zip(sources, self._second.translate(list(sources.values())), strict=True))

    def _draft(self, segment: Segment, item: Marked, middle: Draft, result: Translated | None) -> Draft:
        if result is None:  # nothing to translate, or the first engine has no draft
            text = segment.text if middle.text == item.text else ""
            return Draft(text, middle.score, self.origin, (), middle.unmet)
        target = free_of_codes(result.text)
        links = _composed(item.text, middle, result) if target == result.text else ()
        plain = Draft(target, middle.score * result.certain, self.origin, (), (*middle.unmet, *result.unmet))
        return with_codes(segment, item, plain, links)


def _kept(source: str, middle: str) -> frozenset[str]:
    """Return the names, numbers and codes that both texts have: they are the same in every language.

    A capital at the beginning of a text tells nothing.
    """
    source_places = {match[0]: match.start() for match in reversed(list(_TOKEN.finditer(source)))}
    middle_places = {match[0]: match.start() for match in reversed(list(_TOKEN.finditer(middle)))}
    return frozenset(
        word
        for word, place in middle_places.items()
        if word in source_places
        and (
            any(map(str.isdigit, word))
            or (len(word) >= _LEAST_LETTERS and word.isupper())
            or (len(word) >= _LEAST_LETTERS and not word.islower() and place and source_places[word])
        )
    )


def _shared(source: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", source))


def _composed(source: str, middle: Draft, result: Translated) -> tuple[Link, ...]:
    """Return the links from the words of a source to those of its translation by way of the middle language."""
    own = words(source)
    weights: dict[tuple[Span, Span], float] = {}
    for link in result.links:
        start, end = link.source
        froms = {(a, b) for a, b, c, d in middle.alignment if c < end and start < d}
        spans = {span for span in own if any(a < span[1] and span[0] < b for a, b in froms)}
        for span in spans:
            key = (span, link.target)
            weights[key] = weights.get(key, 0.0) + link.weight / len(spans)
    return tuple(Link(*pair, min(1.0, weight)) for pair, weight in sorted(weights.items(), key=lambda item: item[0][1]))

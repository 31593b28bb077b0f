"""Search of the translation memory: context, exact and fuzzy matches, the nearest first, and never a dangerous one.

A context match is the same text under the same msgctxt between the same neighbours. A fuzzy match whose source
differs from the text in a way that could harm someone (another dose, a lost "not") is not offered at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import PurePosixPath

from pipeline import locales
from pipeline.locales import Locale
from pipeline.memory.store import Store
from pipeline.memory.units import STANDINGS, Kind, Match, Query, Standing, TranslationUnit
from pipeline.model import is_plural
from pipeline.text import inline
from pipeline.text.difference import TermSource, difference
from pipeline.text.similarity import Nearest

CONTEXT, EXACT = 1.01, 1.0  # as translation tools count: the context makes more than 100 %
MOST_FUZZY = 0.99  # texts that differ in capitals alone are not the same
# Small, so that they decide among matches that are about as near: what is reviewed comes first.
PENALTIES: dict[Standing, float] = {"reviewed": 0.0, "accepted": 0.01, "typed": 0.03}
OTHER_CONTEXT = 0.01
CANDIDATES = 8  # the nearest may be dangerous ones
KINDS = {"open": 0, "close": 1, "alone": 2}
PRIVATE, PRIVATE_SIGNS = 0xE000, 0x1900  # Unicode's area for private use: a code counts as one sign of it


class Memory:
    """The translation memory of one pair of locales; `also` names further target locales whose translations will do.

    With `once`, few searches will be made.
    """

    def __init__(
        self,
        store: Store,
        source: Locale,
        target: Locale,
        *,
        also: Sequence[Locale] = (),
        termbase: TermSource | None = None,
        once: bool = False,
    ) -> None:
        self._store = store
        self._lang = source.tag
        self._termbase = termbase
        self._once = once
        self._pairs = pairs(store, source, [target, *also])

    def matches(self, query: Query, *, threshold: float = 0.75, limit: int = 1) -> list[Match]:
        """Return up to `limit` matches with different translations, the best first: exact ones, then fuzzy ones."""
        exact = self.exact(query, limit=limit)
        return exact if len(exact) == limit else [*exact, *self.fuzzy(query, threshold, limit=limit - len(exact))]

    def exact(self, query: Query, *, limit: int = 1) -> list[Match]:
        """Return context matches, then exact ones.

        Those of the same page come before those of the same folder, then the reviewed, then the newest.
        """
        return _best([_exact(query, unit) for unit in self._store.units(query.text, self._pairs)], query, limit)

    def fuzzy(self, query: Query, threshold: float, *, limit: int = 1) -> list[Match]:
        """Return fuzzy matches that reach the threshold, in the same order; a plural has none."""
        if is_plural(query.text) or threshold >= 1:
            return []
        matches: list[Match] = []
        sources = 0
        for like in self._nearest.find(_plain(query.text), limit=CANDIDATES + 1, floor=threshold):
            source = self._sources[like.index]
            if source == query.text:
                continue
            edit = difference(source, query.text, self._lang, self._termbase)
            if edit.kind == "critical":
                continue
            for unit in self._store.units(source, self._pairs):
                score = min(like.score, MOST_FUZZY) - _penalty(query, unit)
                if score >= threshold:
                    matches.append(_match("fuzzy", score, unit, edit.text))
            sources += 1
            if sources >= limit:
                break
        return _best(matches, query, limit)

    @cached_property
    def _sources(self) -> Sequence[str]:
        return self._store.sources(self._pairs)

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest([_plain(source) for source in self._sources], once=self._once)


def pairs(store: Store, source: Locale, targets: Sequence[Locale]) -> list[tuple[str, str]]:
    """Return the pairs of locales in a store that serve: `pt` serves pt_BR; any region's English is English.

    Without targets, any target will do.
    """
    return [
        (from_, to)
        for from_, to in store.locales()
        if (locales.parse(from_).language, locales.parse(from_).script) == (source.language, source.script)
        and (not targets or any(locales.matches(target.tag, to) for target in targets))
    ]


def _exact(query: Query, unit: TranslationUnit) -> Match:
    neighbours = (unit.before, unit.after)
    if unit.context == query.context and any(neighbours) and neighbours == (query.before, query.after):
        return _match("context", CONTEXT - PENALTIES[unit.standing], unit)
    return _match("exact", EXACT - _penalty(query, unit), unit)


def _match(kind: Kind, score: float, unit: TranslationUnit, changes: str = "") -> Match:
    return Match(
        kind,
        round(score, 4),
        unit.source,
        unit.target,
        unit.origin,
        changes,
        unit.context,
        unit.standing,
        unit.changed,
    )


def _penalty(query: Query, unit: TranslationUnit) -> float:
    return PENALTIES[unit.standing] + (OTHER_CONTEXT if unit.context != query.context else 0.0)


def _best(matches: Sequence[Match], query: Query, limit: int) -> list[Match]:
    """Return the best matches, of the same translation one; among equals the order is that of their texts."""
    ordered = sorted(matches, key=lambda match: (match.source, match.target, match.origin))
    ordered.sort(key=lambda match: match.changed, reverse=True)
    ordered.sort(key=lambda match: (-match.score, _distance(query, match), STANDINGS.index(match.standing)))
    different = {(match.source, match.target): match for match in reversed(ordered)}
    return [match for match in ordered if different[match.source, match.target] is match][:limit]


def _distance(query: Query, match: Match) -> int:
    """Return 0 for the same page, 1 for the same folder, 2 for elsewhere."""
    if match.origin == query.origin:
        return 0
    return 1 if PurePosixPath(match.origin).parent == PurePosixPath(query.origin).parent else 2


def _plain(text: str) -> str:
    """Return a text with each code as one sign, the same for the same kind of code and number."""
    if "<" not in text:
        return text
    return "".join(
        chr(PRIVATE + (part.number * len(KINDS) + KINDS[part.kind]) % PRIVATE_SIGNS) if part.number else part.text
        for part in inline.parse(text)
    )

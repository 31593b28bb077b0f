"""Checks of terminology: the glossary's preferred terms, none that it warns of, and names as they are.

Terms are looked for in all their forms by the termbase; what may be a free but fair rendering makes no finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from pipeline.checks.consistency import Rendering
from pipeline.model import Finding, Severity, Span, Unit
from pipeline.termbase import Honour, Termbase, TermMatch, matching
from pipeline.termbase.words import Sentence
from pipeline.text import inline
from pipeline.text.language.words import words

CHECKS = {
    "term-replaced": "Another concept's term stands where this one's should.",
    "term-missing": "A term of the source isn't rendered by any of the glossary's terms.",
    "term-deprecated": "The translation uses a term that the glossary calls deprecated.",
    "term-forbidden": "The translation uses a term that the glossary forbids.",
    "term-do-not-translate": "A name or code that stays as it is was altered or left out.",
}
UNWANTED: dict[str, Severity] = {"forbidden": "critical", "deprecated": "minor"}
# How far off its source term, in shares of the sentence, a translation stands at most.
NEAR, NEAR_IF_NONE = 0.3, 0.5
LEAST_KEPT = 1 / 3  # share of a name that is left where a code is a part of it, not another code
# What a name may have become: Latin letters and digits, with hyphens inside.
CODE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![A-Za-z0-9])")


@dataclass
class _Pair:
    """A source text and its translation, codes blanked; what is asked of both is worked out once, when it is asked."""

    unit: Unit
    text: str
    sentence: Sentence
    termbase: Termbase

    @cached_property
    def strangers(self) -> list[Honour]:
        """The glossary's terms that the translation has and the source has no reason for."""
        return list(self.termbase.strangers(self.text, self.sentence))

    def stranger(self, matches: Iterable[TermMatch], nearest: float) -> tuple[TermMatch, Honour] | None:
        """Return the stranger nearest to where a term's translation is expected, and the match that expects it."""
        best = None
        for match, stranger in product(matches, self.strangers):
            ends = (match.start + match.end) / len(self.text), (stranger.start + stranger.end) / len(self.sentence.text)
            distance = abs(ends[0] - ends[1]) / 2
            if distance <= nearest and not any(
                self.termbase.alike(stranger.target, own) for own in match.entry.allowed
            ):
                best, nearest = (match, stranger), distance
        return best


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a unit: the findings about them, and which of several allowed ones stand there."""

    findings: tuple[Finding, ...] = ()
    renderings: tuple[Rendering, ...] = ()


class Terminology:
    """The checks of one termbase."""

    def __init__(self, termbase: Termbase) -> None:
        self._termbase = termbase

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the glossary's translations, in small letters."""
        targets = [target for entry in self._termbase.entries() for target in entry.targets]
        return frozenset(word for target in targets for form in (target.term, *target.forms) for word in words(form))

    def check(self, unit: Unit) -> Terms:
        """Return what is wrong with the terms of a unit, each thing once, and how it renders the others."""
        findings: dict[tuple[str, str], Finding] = {}
        renderings: list[Rendering] = []
        for pair in unit.pairs(self._termbase.target.forms):
            # What nobody translated is another check's finding, and a pseudo-locale has letters of its own.
            if inline.is_blank(pair.target) or pair.target == pair.source or self._termbase.target.pseudo:
                continue
            for result in self._compare(unit, inline.blank_codes(pair.source), inline.blank_codes(pair.target)):
                if isinstance(result, Rendering):
                    renderings.append(result)
                else:
                    findings.setdefault((result.check, result.message), result.of(pair.source))
        return Terms(tuple(findings.values()), tuple(renderings))

    def covers(self, text: str, place: Span) -> bool:
        """Tell whether a term of the glossary stands at a place of a source: its translation is for these checks."""
        start, end = place
        matches = self._termbase.matches(inline.blank_codes(text))
        return any(match.start < end and start < match.end for match in matches)

    def _compare(self, unit: Unit, text: str, translation: str) -> Iterator[Finding | Rendering]:
        places: dict[tuple[int, int], list[TermMatch]] = {}
        for match in self._termbase.matches(text):
            places.setdefault((match.start, match.end), []).append(match)
        if not places:
            return
        sentence = self._termbase.sentence(translation)
        grouped: dict[tuple[str, ...], list[list[TermMatch]]] = {}
        for homonyms in places.values():
            grouped.setdefault(tuple(match.concept for match in homonyms), []).append(homonyms)
        pair = _Pair(unit, text, sentence, self._termbase)
        for group in grouped.values():
            yield from self._term(pair, group)

    def _term(self, pair: _Pair, occurrences: Sequence[Sequence[TermMatch]]) -> Iterator[Finding | Rendering]:
        """Check one term: its homonyms at each place where it occurs in the source."""
        homonyms = occurrences[0]
        honoured = next(((m, h) for m in homonyms if (h := self._termbase.honours(m, pair.sentence))), None)
        kept = next((match for match in homonyms if match.entry.do_not_translate), None)
        if kept and (honoured is None or honoured[0] is kept):
            yield from _names(pair.unit, kept, pair.text, pair.sentence.text)
            return
        warned = [warning for match in homonyms for warning in self._warnings(pair, match, honoured)]
        yield from warned
        if warned or not any(match.entry.allowed for match in homonyms):
            return
        if finding := self._replaced(pair, occurrences, surely=honoured is not None and honoured[1].kind != "part"):
            yield finding
        elif honoured:
            yield from self._rendered(pair, *honoured)
        else:
            match = homonyms[0]
            message = f"The glossary has {_terms(homonyms)} for “{match.text}”; the translation doesn't have it."
            span = (match.start, match.end)
            yield Finding("term-missing", "minor", message, pair.unit, span, suggestion=_wanted(homonyms))

    def _replaced(self, pair: _Pair, occurrences: Sequence[Sequence[TermMatch]], *, surely: bool) -> Finding | None:
        """Find the term of another concept, foreign to the source, where this concept's own is too rare."""
        homonyms, enough = occurrences[0], len(occurrences)
        count = max(int(surely), *(self._termbase.count(match.entry, pair.sentence, enough) for match in homonyms))
        if count >= enough:
            return None
        replaced = pair.stranger([place[0] for place in occurrences], NEAR if count else NEAR_IF_NONE)
        if replaced is None:
            return None
        match, stranger = replaced
        pair.strangers.remove(stranger)  # one wrong word stands in one term's place
        message = (
            f"“{stranger.text}” is the glossary's word for something that the source doesn't say here; "
            f"“{match.text}” is {_terms(homonyms)}."
        )
        spans = (match.start, match.end), (stranger.start, stranger.end)
        return Finding("term-replaced", "major", message, pair.unit, *spans, _wanted(homonyms))

    def _warnings(self, pair: _Pair, match: TermMatch, honoured: tuple[TermMatch, Honour] | None) -> Iterator[Finding]:
        """Look for the terms that a translation of this concept shouldn't have."""
        wanted = next((target.term for target in match.entry.allowed), None)
        instead = f" and has “{wanted}”" if wanted else ""
        for status, severity in UNWANTED.items():
            unwanted = [target for target in match.entry.targets if target.status == status]
            used = self._termbase.uses(unwanted, pair.sentence, strict=True) if unwanted else None
            if used is None or (honoured and _excuses(honoured[1], used)):
                continue
            message = f"The glossary calls “{used.target.term}” {status} for “{match.text}”{instead}."
            span = (used.start, used.end)
            yield Finding(f"term-{status}", severity, message, pair.unit, (match.start, match.end), span, wanted)
            return

    def _rendered(self, pair: _Pair, match: TermMatch, honour: Honour) -> Iterator[Rendering]:
        """Tell which of several allowed terms stands here."""
        allowed = match.entry.allowed
        if len(allowed) < 2 or honour.kind not in ("form", "inflected"):
            return
        rest = (target for target in allowed if target != honour.target)
        others = tuple(target.term for target in rest if self._termbase.uses([target], pair.sentence, strict=True))
        spans = (match.start, match.end), (honour.start, honour.end)
        yield Rendering(match.concept, match.text, honour.target.term, others, *spans)


def _wanted(homonyms: Sequence[TermMatch]) -> str:
    return next(target.term for match in homonyms for target in match.entry.allowed)


def _terms(homonyms: Sequence[TermMatch]) -> str:
    terms = dict.fromkeys(target.term for match in homonyms for target in match.entry.allowed)
    return " or ".join(f"“{term}”" for term in terms)


def _excuses(good: Honour, bad: Honour) -> bool:
    """Tell whether an unwanted term is only a part of a good one, or the same but for accents and hyphens."""
    if good.kind not in ("form", "inflected") or not good.start <= bad.start <= bad.end <= good.end:
        return False
    same = (good.start, good.end) == (bad.start, bad.end)
    return not same or bad.target.term.casefold() not in bad.text.casefold()


def _names(unit: Unit, match: TermMatch, text: str, translation: str) -> Iterator[Finding]:
    """Compare how often a name stands in source and translation; repeats may go, an altered name may not come."""
    name = next((form for form in match.entry.kept if matching.stands(form, text)), match.text)
    wanted, kept = (sum(1 for _ in matching.occurrences(name, side)) for side in (text, translation))
    altered = _altered(name, text, translation, complete=kept >= max(1, wanted))
    source_span = (match.start, match.end)
    if altered:
        severity: Severity = "minor" if altered[0].casefold() == name.casefold() else "critical"
        message = f"“{name}” stays as it is; the translation has “{altered[0]}”."
        yield Finding("term-do-not-translate", severity, message, unit, source_span, altered.span(), name)
    elif not kept:
        message = f"“{name}” stays as it is; the translation doesn't have it."
        yield Finding("term-do-not-translate", "critical", message, unit, source_span, suggestion=name)


def _altered(name: str, text: str, translation: str, *, complete: bool) -> re.Match[str] | None:
    """Find a code of the translation that the source doesn't have (so often), and that resembles the name.

    Where the name stands often enough (`complete`), another word that begins as it does is no slip.
    """
    plain = matching.plain(translation)
    if not any(_resembles(code, name) for code in CODE.findall(plain)):
        return None
    spare = Counter(CODE.findall(matching.plain(text)))
    wanted = name.casefold()
    for match in CODE.finditer(plain):
        code = match[0]
        spare[code] -= 1
        if spare[code] >= 0 or code == name:
            continue
        if len(code) == len(name):
            if _mistyped(code.casefold(), wanted):
                return match
        elif not complete and (
            code.startswith(name) or (name.startswith(code) and len(code) >= len(name) * LEAST_KEPT)
        ):
            return match
    return None


def _resembles(code: str, name: str) -> bool:
    """Tell whether a code may be a name that was altered, before anything is counted."""
    return code != name and (len(code) == len(name) or code.startswith(name) or name.startswith(code))


def _mistyped(code: str, name: str) -> bool:
    """Tell whether a code is a name with a character changed or two exchanged, or in other letters."""
    if len(code) != len(name):
        return False
    different = sum(mine != yours for mine, yours in zip(code, name, strict=True))
    return different <= max(1, len(name) // 4) or (sorted(code) == sorted(name) and len(name) > 2)

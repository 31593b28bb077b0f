"""Quality checks of translation units: every check by its id, and the checker that runs them all.

A family of checks is a module with a generator `check(unit, source, target)`; CHECKS says what each id means, and
docs/checks.md says it at length (a test compares them). What one finding explains isn't told again (`causes`), what a
translator or the project doesn't want isn't told at all (`suppression`), and what only several entries show is
told last (`consistency`). Where a translation model is at hand, it is asked, too (`opinion`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from pipeline import locales
from pipeline.checks import (
    accents,
    acronyms,
    addresses,
    causes,
    characters,
    completeness,
    consistency,
    coverage,
    grammar,
    injection,
    instructions,
    language,
    length,
    markup,
    meaning,
    mojibake,
    names,
    numbers,
    opinion,
    placeholders,
    polarity,
    punctuation,
    repetition,
    script,
    senses,
    spelling,
    suppression,
    terminology,
    variety,
)
from pipeline.checks.consistency import Rendering, Renderings
from pipeline.checks.legible import legible
from pipeline.checks.opinion import Scorer
from pipeline.checks.suppression import OWN, Policy
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.termbase import Termbase

__all__ = [
    "CHECKS",
    "FAMILIES",
    "OWN",
    "Checker",
    "Examined",
    "Policy",
    "Rendering",
    "Scorer",
    "findings_in_order",
    "run",
]

FAMILIES = (
    markup,
    injection,
    placeholders,
    completeness,
    mojibake,
    accents,
    script,
    language,
    repetition,
    coverage,
    meaning,
    numbers,
    polarity,
    instructions,
    names,
    acronyms,
    variety,
    grammar,
    spelling,
    addresses,
    characters,
    punctuation,
    length,
)
# What a language makes of a text: a pseudo-locale is none, and is checked for the rest.
LINGUISTIC = frozenset(
    {
        mojibake,
        accents,
        script,
        language,
        repetition,
        coverage,
        meaning,
        polarity,
        instructions,
        names,
        acronyms,
        variety,
        grammar,
        spelling,
        punctuation,
    }
)
# What reads words reads them as a reader does.
READING = frozenset(
    {repetition, coverage, numbers, polarity, instructions, names, acronyms, variety, grammar, spelling}
)
CHECKS: dict[str, str] = {
    name: text
    for family in (*FAMILIES, terminology, senses, consistency, opinion)
    for name, text in family.CHECKS.items()
}
CHUNK = 256  # units that a model is asked about at once


@dataclass(frozen=True, slots=True)
class Examined:
    """The result of one unit by itself: its findings, and how it renders terms that the glossary has several words for.

    `mean` is what a model says of it that was asked: the mean logarithm of its words' probabilities.
    """

    unit: Unit
    findings: tuple[Finding, ...]
    renderings: tuple[Rendering, ...] = ()
    mean: float | None = None


class Checker:
    """All checks for one pair of locales; what it says of a unit depends on no other unit."""

    def __init__(
        self,
        source: Locale,
        target: Locale,
        termbase: Termbase | None = None,
        policy: Policy = OWN,
        *,
        scorer: Scorer | None = None,
    ) -> None:
        self.source = source
        self.target = target
        self.policy = policy
        self.scorer = None if target.pseudo else scorer
        self._families = [family for family in FAMILIES if not (target.pseudo and family in LINGUISTIC)]
        self._termbase = termbase
        self._terms = terminology.Terminology(termbase) if termbase is not None else None

    def examine(self, unit: Unit) -> Examined:
        """Return what is wrong with a unit; what people have set aside is left out (`suppression`)."""
        findings, renderings = self._checked(unit)
        if findings:
            # What is ignored explains nothing: what it hid comes to light.
            findings = causes.most_telling(list(self.wanted(unit, findings)))
        return Examined(unit, tuple(findings), renderings)

    def asked(self, examined: Iterable[Examined]) -> Iterator[Examined]:
        """Yield what was examined with the model's answers, in order; without a model just as it comes.

        Its doubts say nothing where a critical or major finding sends people to the unit already.
        """
        if self.scorer is None:
            yield from examined
            return
        rest = iter(examined)
        while chunk := list(islice(rest, CHUNK)):
            answers = opinion.ask([result.unit for result in chunk], self.scorer, self.target.forms)
            for result, answer in zip(chunk, answers, strict=True):
                quiet = all(finding.severity == "minor" for finding in result.findings)
                doubts = self.wanted(result.unit, [answer.doubt] if quiet and answer.doubt else [])
                yield replace(result, findings=(*result.findings, *doubts), mean=answer.mean)

    def all(self, unit: Unit) -> list[Finding]:
        """Return what every check says by itself, wanted or not, explained by another or not."""
        return self._checked(unit)[0]

    def wanted(self, unit: Unit, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings that neither people nor the policy leave out, each as grave as that says."""
        excused = suppression.excused(unit)
        for finding in findings:
            if finding.check not in excused and (kept := self.policy.applied(finding)) is not None:
                yield kept

    def _checked(self, unit: Unit) -> tuple[list[Finding], tuple[Rendering, ...]]:
        seen = legible(unit)
        findings = chain.from_iterable(
            seen.restored(family.check(seen.unit, self.source, self.target))
            if seen is not None and family in READING
            else family.check(unit, self.source, self.target)
            for family in self._families
        )
        if self._terms is None or self._termbase is None:
            return list(findings), ()
        terms = self._terms.check(unit)
        homonyms = senses.check(unit, self._termbase)
        known = [
            each
            for each in findings
            if not (each.check == "acronym-replaced" and self._covers(each))
            and not (each.check == "spelling" and self._spelt(each))
        ]
        return [*known, *terms.findings, *homonyms], terms.renderings

    def _spelt(self, finding: Finding) -> bool:
        """Tell whether the glossary spells a word so."""
        span = finding.target_span
        return (
            self._terms is not None
            and span is not None
            and any(text[slice(*span)].lower() in self._terms.words for text in finding.unit.targets)
        )

    def _covers(self, finding: Finding) -> bool:
        """Tell whether the glossary speaks of what a finding is about."""
        span = finding.source_span
        return self._terms is not None and span is not None and self._terms.covers(finding.unit.sources[0], span)


def run(
    units: Iterable[Unit],
    source_locale: str | Locale,
    target_locale: str | Locale,
    termbase: Termbase | None = None,
    *,
    scorer: Scorer | None = None,
    policy: Policy = OWN,
) -> Iterator[Finding]:
    """Yield what is wrong with each unit, in order.

    A check that the comments of an accepted unit ignore with a reason is left out, but for what nothing excuses.
    """
    source = source_locale if isinstance(source_locale, Locale) else locales.parse(source_locale)
    target = target_locale if isinstance(target_locale, Locale) else locales.parse(target_locale)
    checker = Checker(source, target, termbase, policy, scorer=scorer)
    yield from findings_in_order(checker.asked(map(checker.examine, units)), checker)


def findings_in_order(examined: Iterable[Examined], checker: Checker) -> Iterator[Finding]:
    """Yield the findings of units in order, and with each what it renders otherwise than those before."""
    before = Renderings()
    for each in examined:
        yield from each.findings
        if each.renderings:
            yield from checker.wanted(each.unit, before.check(each.unit, each.renderings))

"""What is looked for in a translation: every check by its id, and one function that runs them all.

A family of checks is a module with a generator `check(unit, source, target)`; CHECKS says what each id means, and
docs/checks.md says it at length (a test compares them).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Protocol

from pipeline import locales
from pipeline.checks import (
    addresses,
    characters,
    codes,
    completeness,
    coverage,
    injection,
    language,
    length,
    mojibake,
    names,
    numbers,
    placeholders,
    polarity,
    punctuation,
    repetition,
    script,
    spacing,
    tags,
    terminology,
)
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.termbase import Termbase

FAMILIES = (
    codes,
    tags,
    injection,
    placeholders,
    completeness,
    mojibake,
    script,
    language,
    repetition,
    coverage,
    numbers,
    polarity,
    names,
    addresses,
    characters,
    spacing,
    punctuation,
    length,
)
CHECKS: dict[str, str] = {name: text for family in (*FAMILIES, terminology) for name, text in family.CHECKS.items()}
SEVERITIES = ("critical", "major", "minor")
IGNORE = re.compile(r"\s*ignore:\s*(?P<check>\w+(?:-\w+)*)(?![\w-]*\w)\s*[—–:-]+\s*(?P<reason>[^\s—–:-].*)")


class Scorer(Protocol):
    """A translation model that gives a second opinion on a translation."""


def run(
    units: Iterable[Unit],
    source_locale: str | Locale,
    target_locale: str | Locale,
    termbase: Termbase | None = None,
    *,
    scorer: Scorer | None = None,
) -> Iterator[Finding]:
    """Yield what is wrong with each unit, in order; a check that its comments ignore with a reason is left out."""
    source = source_locale if isinstance(source_locale, Locale) else locales.parse(source_locale)
    target = target_locale if isinstance(target_locale, Locale) else locales.parse(target_locale)
    terms = terminology.Terminology(termbase) if termbase is not None else None
    for unit in units:
        ignored = ignored_checks(unit.comments)
        found = [family.check(unit, source, target) for family in FAMILIES]
        if terms:
            found.append(terms.check(unit))
        yield from (finding for finding in chain.from_iterable(found) if finding.check not in ignored)


def ignored_checks(comments: Iterable[str]) -> dict[str, str]:
    """Return check id → reason of the lines `ignore: number-lost — reason`; without a reason nothing is ignored."""
    return {found["check"]: found["reason"] for found in map(IGNORE.match, comments) if found}

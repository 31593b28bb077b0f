"""Suppression of findings: a translator asks for it of one entry with a reason, a project of a check or a locale.

A comment is not enough where nobody has accepted the text: whoever can write one into a draft would decide on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from pipeline.checks import addresses, numbers
from pipeline.model import SEVERITIES, Finding, Severity, Unit
from pipeline.po.provenance import ignored_checks
from pipeline.text.classes import names_emergency_number, wording

# What could break a page, or make it say what nobody sees: no comment excuses it, and not even a preview shows it.
BREAKING = frozenset({"codes", "injection", "tags", "entities", "placeholders", "bidi-control", "invisible-character"})
# What is found where a number is another one.
FIGURES = frozenset({*numbers.CHECKS, *addresses.CHECKS, "code-changed", "code-lost"})
LEVELS: Mapping[str, Severity | None] = {**{level: level for level in SEVERITIES}, "off": None}


@dataclass(frozen=True, slots=True)
class Policy:
    """A project's policy for checks: `levels` maps a check's id to another severity, or to None where it is off."""

    levels: Mapping[str, Severity | None] = field(default_factory=dict)

    def applied(self, finding: Finding) -> Finding | None:
        """Return a finding with the project's severity; None where the check is off."""
        level = self.levels.get(finding.check, finding.severity)
        if level is None or level == finding.severity:
            return finding if level else None
        return replace(finding, severity=level)


OWN = Policy()  # each check with the severity that it gives itself


def policy(tables: Iterable[Mapping[str, str]], checks: Iterable[str]) -> Policy:
    """Work tables of check id → level into a policy; a later table overrules an earlier one.

    Levels are the keys of LEVELS; an id or a pattern that is none of the checks' has no effect.
    """
    known = tuple(checks)
    levels: dict[str, Severity | None] = {}
    for table in tables:
        # Of two patterns in one table the longer one says more.
        for pattern in sorted(table, key=lambda name: (not name.endswith("*"), len(name))):
            levels |= dict.fromkeys(meant(pattern, known), LEVELS[table[pattern]])
    return Policy(levels)


def meant(pattern: str, checks: Iterable[str]) -> list[str]:
    """Return the checks that an id names, or a pattern that ends with `*` for all that begin so."""
    return [name for name in checks if (fnmatchcase(name, pattern) if pattern.endswith("*") else name == pattern)]


def excused(unit: Unit) -> frozenset[str]:
    """Return the checks whose findings are set aside for a unit, by its project or else by its comments."""
    return by_comments(unit) if unit.excused is None else unit.excused


def by_comments(unit: Unit, *, adapted: bool = False) -> frozenset[str]:
    """Return the checks that the comments of an accepted unit ignore with a reason, and may.

    A draft's comments excuse nothing. `adapted` tells that the project has another emergency number for its locale, and
    that somebody who may say so has accepted it here.
    """
    if unit.state in ("draft", "untranslated"):
        return frozenset()
    asked = ignored_checks(unit.comments).keys()
    return frozenset(asked - _inexcusable(unit, adapted=adapted)) if asked else frozenset()


def in_vain(unit: Unit) -> list[str]:
    """Return, in a person's words, what the comments of a unit ask to ignore and is not set aside."""
    asked = ignored_checks(unit.comments).keys() - excused(unit)
    never = asked & _inexcusable(unit, adapted=False)
    words = []
    if waiting := ", ".join(sorted(asked - never)):
        words.append(f"Its comment ignores {waiting}: that counts once a known person has accepted exactly this text.")
    if never:
        words.append(f"Its comment ignores {', '.join(sorted(never))}: nothing excuses that here.")
    return words


def _inexcusable(unit: Unit, *, adapted: bool) -> frozenset[str]:
    named = not adapted and names_emergency_number(wording(unit.segment), unit.targets)
    return BREAKING | FIGURES if named else BREAKING

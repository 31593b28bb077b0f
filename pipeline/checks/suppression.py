"""Suppression of findings: a translator asks for it of one entry with a reason, a project of a check or a locale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from pipeline.model import SEVERITIES, Finding, Severity

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

"""What may be shown: every entry of a page's catalog with its findings and the verdict of the publishing policy.

The policy of this release is short. What a person accepted is shown. A machine's draft is shown under a notice, or
not at all, as `[publish] drafts` says. Whatever has a critical finding or a broken code is never shown: the
reader gets the source text instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline import project, remembered
from pipeline.acceptance import REJECTED, Approvals
from pipeline.checks import Examined
from pipeline.config import Settings
from pipeline.errors import naming
from pipeline.examiner import Examiner
from pipeline.files import read_text
from pipeline.glossary import Glossary
from pipeline.locales import Locale
from pipeline.model import Finding, Unit
from pipeline.po import catalog, provenance
from pipeline.site.page import has_room_for_notice

Shown = Literal["accepted", "draft", "source"]
Drafts = Literal["notice", "source", "no room"]
WITHHELD = {"source": "drafts are not published", "no room": "the file has no place for the notice that says so"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page shows for a unit, and why, in a sentence."""

    unit: Unit
    shown: Shown
    reason: str
    findings: tuple[Finding, ...]


def units(path: Path, approvals: Approvals) -> list[Unit]:
    """Read a catalog's living entries as units, with what the ledger knows of them."""
    name = path.relative_to(approvals.settings.root).as_posix()
    return [approvals.unit(entry, name) for entry in catalog.read(path).entries if not entry.obsolete]


def drafts_policy(settings: Settings, page: str) -> Drafts:
    """Return what a page does with a machine's words: they are shown only where a notice over them is."""
    if settings.drafts == "source":
        return "source"
    path = project.source_path(settings, page)
    with naming(path):
        return "notice" if has_room_for_notice(page, read_text(path)) else "no room"


def verdicts(settings: Settings, glossary: Glossary, locale: Locale, page: str) -> list[Verdict]:
    """Judge a page's catalog by the project's policy and glossary."""
    examiner = Examiner(settings, glossary, locale)
    drafts = drafts_policy(settings, page)
    living = units(project.catalog_path(settings, locale, page), Approvals(settings, locale))
    with remembered.opened(settings.state) as memory:
        return [verdict(each, drafts) for each in examiner.examine(living, memory)]


def verdict(examined: Examined, drafts: Drafts) -> Verdict:
    """Say what a page shows for a unit; `drafts` is the policy for a machine's words."""
    unit, findings = examined.unit, examined.findings
    if unit.state == "untranslated":
        return Verdict(unit, "source", "There is no translation yet.", findings)
    drafted = unit.state == "draft"
    for finding in sorted(findings, key=lambda finding: finding.severity != "critical"):
        # A person may keep a name as it is; a machine that gives back the source has translated nothing.
        if finding.severity == "critical" or (drafted and finding.check == "untranslated"):
            return Verdict(unit, "source", f"Held back by {finding.check}: {finding.message}", findings)
    if unit.origin == REJECTED:
        return Verdict(unit, "source", "A reviewer rejected this translation.", findings)
    if unit.origin == provenance.MATCH:
        return Verdict(unit, "source", "The translation is of another wording and waits to be adapted.", findings)
    if drafted:
        if drafts != "notice":
            return Verdict(unit, "source", f"Only a machine has translated it, and {WITHHELD[drafts]}.", findings)
        return Verdict(unit, "draft", "A machine's draft, shown under a notice.", findings)
    return Verdict(unit, "accepted", "A person accepted it.", findings)

"""What may be shown: every entry of a page's catalog with its findings and the verdict of the publishing policy.

The policy of this release is short. What a person accepted is shown. A machine's draft is shown under a notice, or
not at all, as `[publish] drafts` says. Whatever has a critical finding or a broken code is never shown: the
reader gets the source text instead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pipeline import checks, locales, project
from pipeline.acceptance import REJECTED, Approvals, ledger_path, troubles
from pipeline.config import Settings
from pipeline.errors import CatalogError, ConfigError, MedlocaleError, naming
from pipeline.files import read_text
from pipeline.glossary import Glossary
from pipeline.locales import Locale
from pipeline.manifest import Manifest
from pipeline.model import Finding, Unit
from pipeline.po import catalog, provenance
from pipeline.project import Outcome, Tell
from pipeline.site.page import has_room_for_notice
from pipeline.termbase import Termbase

Shown = Literal["accepted", "draft", "source"]
Drafts = Literal["notice", "source", "no room"]
NPLURALS = re.compile(r"nplurals\s*=\s*([1-9])\b")
WITHHELD = {"source": "drafts are not published", "no room": "the file has no place for the notice that says so"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page shows for a unit, and why, in a sentence."""

    unit: Unit
    shown: Shown
    reason: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A page in a locale, in numbers: its entries by state, what its page would show, and its findings as rows."""

    locale: str
    page: str
    states: Mapping[str, int]
    shown: Mapping[str, int]
    rows: Sequence[Mapping[str, Any]]

    @property
    def published(self) -> bool:
        """A page is published in a locale once something on it speaks that language."""
        return bool(self.shown.get("accepted", 0) + self.shown.get("draft", 0))


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of the check stage with a summary a page and locale."""

    outcome: Outcome
    summaries: tuple[Summary, ...]

    @property
    def rows(self) -> list[Mapping[str, Any]]:
        """The findings of all summaries."""
        return [row for summary in self.summaries for row in summary.rows]


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


def judge(
    units: Sequence[Unit],
    source: Locale,
    target: Locale,
    *,
    drafts: Drafts = "notice",
    termbase: Termbase | None = None,
) -> list[Verdict]:
    """Check the units and say of each what a page shows; `drafts` is the policy for a machine's words."""
    found: dict[int, list[Finding]] = {}
    for finding in checks.run(units, source, target, termbase):
        found.setdefault(id(finding.unit), []).append(finding)
    return [_verdict(unit, tuple(found.get(id(unit), ())), drafts) for unit in units]


def verdicts(settings: Settings, glossary: Glossary, locale: Locale, page: str) -> list[Verdict]:
    """Judge a page's catalog by the project's policy and glossary."""
    return judge(
        units(project.catalog_path(settings, locale, page), Approvals(settings, locale)),
        settings.source,
        locale,
        drafts=drafts_policy(settings, page),
        termbase=glossary.termbase(locale),
    )


def check(
    settings: Settings,
    manifest: Manifest,
    tell: Tell,
    *,
    pages: Sequence[str],
    targets: Sequence[Locale] = (),
) -> Checked:
    """Check every catalog of the project; one that can't be read is an error and stops no other."""
    summaries = []
    errors: list[MedlocaleError] = []
    for locale in targets or settings.targets:
        errors += troubles(settings, locale)
    glossary = Glossary(settings)
    todo = [(locale, page) for locale in targets or settings.targets for page in pages]
    for number, (locale, page) in enumerate(todo, 1):
        tell("check", number, len(todo))
        path = project.catalog_path(settings, locale, page)
        if not path.exists():
            continue
        try:
            summaries.append(_summary(settings, manifest, glossary, locale, page))
        except MedlocaleError as error:
            errors.append(error)
    return Checked(Outcome(len(todo), 0, tuple(errors)), tuple(summaries))


def check_file(
    path: Path, locale: str | None, source: Locale, *, termbase: Callable[[Locale], Termbase | None] | None = None
) -> list[dict[str, Any]]:
    """Check one PO file from anywhere; the locale is the given one, else its header's.

    `termbase` returns the one for a target locale.
    """
    found = catalog.read(path)
    name = locale or found.headers.get("Language", "").strip()
    if not name:
        raise CatalogError("its header names no Language; --locale does", path=path)
    try:
        target = locales.parse(name)
    except ConfigError as error:
        raise error.at(path) from error
    if forms := NPLURALS.search(found.headers.get("Plural-Forms", "")):
        # Catalogs from elsewhere may count otherwise than CLDR; their own header is what their programs go by.
        target = replace(target, plural_count=int(forms[1]))
    living = [provenance.unit(entry, str(path)) for entry in found.entries if not entry.obsolete]
    terms = termbase(target) if termbase else None
    return [row(finding) for finding in checks.run(living, source, target, terms)]


def fails(row: Mapping[str, Any], fail_on: str) -> bool:
    """Tell whether a finding fails the gate: one of that severity or worse in what people accepted.

    A draft and an empty entry fail no gate: nobody has decided on them, and what is wrong there is not published.
    """
    if fail_on == "never" or row["state"] in {"draft", "untranslated"}:
        return False
    return checks.SEVERITIES.index(row["severity"]) <= checks.SEVERITIES.index(fail_on)


def row(finding: Finding) -> dict[str, Any]:
    """Return a finding as the JSON object of `--format json`, and the targets and state that JSON output leaves out."""
    unit = finding.unit
    return {
        "file": unit.place[0],
        "line": unit.place[1],
        "msgctxt": unit.segment.context,
        "msgid": unit.segment.text,
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "source_span": finding.source_span and list(finding.source_span),
        "target_span": finding.target_span and list(finding.target_span),
        "suggestion": finding.suggestion,
        "state": unit.state,
        "targets": list(unit.targets),
    }


def _summary(settings: Settings, manifest: Manifest, glossary: Glossary, locale: Locale, page: str) -> Summary:
    key = f"check:{locale.gettext}:{page}"
    path = project.catalog_path(settings, locale, page)
    source = project.source_path(settings, page)
    policy = [settings.drafts, settings.source.tag, *settings.people, *settings.two_persons]
    inputs = manifest.of(path, source, ledger_path(settings, locale), *glossary.inputs, also=policy)
    value = manifest.fresh(key, inputs)
    if value is None:
        judged = verdicts(settings, glossary, locale, page)
        value = {
            "states": dict(Counter(verdict.unit.state for verdict in judged)),
            "shown": dict(Counter(verdict.shown for verdict in judged)),
            "rows": [row(finding) for verdict in judged for finding in verdict.findings],
        }
        manifest.record(key, inputs, [], value)
    return Summary(locale.gettext, page, value["states"], value["shown"], value["rows"])


def _verdict(unit: Unit, findings: tuple[Finding, ...], drafts: Drafts) -> Verdict:
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

"""One PO file from anywhere, checked as it is read: neither the file nor its findings are ever held whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from pipeline import checks, locales
from pipeline.checks import Checker, Examined, Scorer, runner
from pipeline.errors import CatalogError, naming
from pipeline.locales import Locale, plural_forms
from pipeline.model import FindingRow, PluralForms, Unit
from pipeline.po import catalog, provenance
from pipeline.po.entries import Entry
from pipeline.po.headers import PLURAL_FORMS, declared_forms
from pipeline.review.ranking import Scored, scored
from pipeline.termbase import Termbase


@dataclass(frozen=True, slots=True)
class Judged:
    """A PO file on its way through the checks, entry by entry; it can be asked once.

    Where the file is broken further down, what stands before it is yielded before the error is raised.
    """

    checker: Checker
    examined: Iterator[Examined]

    def findings(self) -> Iterator[FindingRow]:
        """Yield the findings as rows, in the file's order."""
        yield from (finding.row for finding in checks.findings_in_order(self.examined, self.checker))

    def scores(self) -> Iterator[Scored]:
        """Yield how far each translation can be trusted, in the file's order."""
        yield from scored(self.examined, self.checker.source, self.checker.target)


def judged(
    path: Path,
    locale: str | None,
    source: Locale,
    *,
    termbase: Callable[[Locale], Termbase | None] | None = None,
    scorer: Callable[[Locale], Scorer | None] | None = None,
    jobs: int = 1,
) -> Judged:
    """Open a PO file to be judged; the locale is the given one, else its header's.

    `termbase` returns the one for a target locale, `scorer` the model to ask for a second opinion.
    """
    entries = catalog.stream(path)
    first = next(entries, None)
    headers = catalog.headers_of(first) if first and catalog.is_header(first) else {}
    name = locale or headers.get("Language", "").strip()
    if not name:
        raise CatalogError("its header names no Language; --locale does", path=path)
    with naming(path, first.line if first and not locale else None):
        target = locales.parse(name)
    with naming(path):
        # Catalogs from elsewhere may count otherwise than CLDR; their own header is what their programs go by.
        target = replace(
            target,
            plural_count=declared_forms(headers, target.tag, line=first.line if first else None) or target.plural_count,
        )
    terms = termbase(target) if termbase else None
    checker = Checker(source, target, terms, scorer=scorer(target) if scorer else None)
    forms = plural_forms.forms_of(target.gettext, headers.get(PLURAL_FORMS, ""))
    living = (_unit(entry, path, forms) for entry in _living(first, entries))
    return Judged(checker, runner.examine(living, checker, jobs=jobs))


def _unit(entry: Entry, path: Path, forms: PluralForms) -> Unit:
    unit = provenance.unit(entry, str(path))
    return unit if entry.msgid_plural is None else replace(unit, forms=forms)


def _living(first: Entry | None, others: Iterator[Entry]) -> Iterator[Entry]:
    entries = chain([first] if first else [], others)
    return (entry for entry in entries if not entry.obsolete and not catalog.is_header(entry))

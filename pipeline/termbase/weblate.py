"""Weblate's glossary: a PO file whose entries are terms, with Weblate's own flags for what must not be written.

`forbidden` marks a translation that must not be used, `read-only` a term that stays as it is, `terminology` one that
every language of the glossary gets. What Weblate has no flag for stands in extracted comments, which it shows beside
the term; they bring everything back, so that a way there and back loses nothing but other locales' rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.errors import CatalogError
from pipeline.locales import Locale
from pipeline.po import catalog
from pipeline.po.entries import Catalog, Entry
from pipeline.termbase.interchange import Collector, Exported, Names, concepts, losses, serving
from pipeline.termbase.rows import ADMITTED, FORBIDDEN, FORMS, KEEP, PREFERRED, STATUSES, Rows, TermRow

FORBIDDEN_FLAG, READ_ONLY, TERMINOLOGY = "forbidden", "read-only", "terminology"
COLUMNS = ("status", "pos", "forms", "domain", "note")
CONCEPT, SOURCE = "Concept", "Source "


def read(path: Path, *, source: Locale, target: Locale | None = None) -> Rows:
    """Read a glossary's PO file; its language is `target`, else its header's. Raise SourceError where it is broken."""
    content = catalog.read(path)
    locale = target.gettext if target else content.headers.get("Language", "")
    if not locale:
        raise CatalogError("its header names no Language; --locale does", path=path)
    collected, names = Collector(path.as_posix()), Names()
    seen: set[tuple[str, str, str]] = set()
    known: set[str] = set()
    for entry in content.entries:
        if entry.obsolete:
            collected.skip("an obsolete entry", entry.line)
            continue
        if entry.msgid_plural is not None:
            collected.skip("the plural of an entry", entry.line)
        facts = _facts(entry)
        concept = facts.get(CONCEPT) or names.of(entry.msgid)
        kept = READ_ONLY in entry.flags
        if (concept, source.gettext, entry.msgid) not in seen:
            status = KEEP if kept else ADMITTED if concept in known else PREFERRED
            known.add(concept)
            seen.add((concept, source.gettext, entry.msgid))
            cells = {column: facts.get(f"{SOURCE}{column}", "") for column in COLUMNS}
            cells["status"] = cells["status"] or status
            collected.add({**cells, "concept": concept, "locale": source.gettext, "term": entry.msgid}, entry.line)
        # An entry of a name that is kept has a translation for Weblate's sake alone.
        own = CONCEPT in facts and "status" not in facts
        if entry.msgstr[0] and not own and (concept, locale, entry.msgstr[0]) not in seen:
            seen.add((concept, locale, entry.msgstr[0]))
            cells = {column: facts.get(column, "") for column in COLUMNS}
            if FORBIDDEN_FLAG in entry.flags:
                cells["status"] = FORBIDDEN
            elif cells["status"] in {"", FORBIDDEN}:
                cells["status"] = PREFERRED
            if not (kept and entry.msgstr[0] == entry.msgid and "status" not in facts):
                collected.add({**cells, "concept": concept, "locale": locale, "term": entry.msgstr[0]}, entry.line)
    return collected.rows()


def serialize(rows: Sequence[TermRow], *, source: Locale, target: Locale, created: str) -> Exported:
    """Return a glossary's terms in one locale as a PO file for Weblate; `created` is a date for its header."""
    entries: list[Entry] = []
    lost: Counter[str] = Counter()
    taken: set[tuple[str | None, str]] = set()
    for concept, group in concepts(rows).items():
        sources, targets = serving(group, source), serving(group, target)
        kept = bool(sources) and sources[0].status == KEEP
        lost["the terms of a concept without one in both languages"] += not sources or not (targets or kept)
        if not sources or not (targets or kept):
            continue
        for number in range(max(len(sources), len(targets))):
            # Every term of either side is in one entry at least: what one side has more meets the other's best.
            from_ = sources[number] if number < len(sources) else sources[0]
            to = targets[number] if number < len(targets) else targets[0] if targets else None
            entries.append(_entry(concept, from_, to, taken))
    headers = catalog.new_headers(
        project="glossary", created=created, locale=target.gettext, plural_forms=target.plural_forms
    )
    return Exported(catalog.serialize(Catalog(headers, tuple(entries))), losses(lost))


def _entry(concept: str, source: TermRow, target: TermRow | None, taken: set[tuple[str | None, str]]) -> Entry:
    flags = [TERMINOLOGY]
    if target and target.status == FORBIDDEN:
        flags = [FORBIDDEN_FLAG]
    elif KEEP in {source.status, target.status if target else ""}:
        flags = [READ_ONLY, TERMINOLOGY]
    context = None
    while (context, source.term) in taken:
        context = concept if context is None else f"{context} +"
    taken.add((context, source.term))
    extracted = [f"{CONCEPT}: {concept}", *_comments(SOURCE, source), *(_comments("", target) if target else ())]
    return Entry(
        msgid=source.term,
        msgstr=((target or source).term,),
        msgctxt=context,
        flags=tuple(flags),
        extracted=tuple(extracted),
    )


def _comments(side: str, row: TermRow) -> Iterable[str]:
    values = (row.status, row.pos, FORMS.join(row.forms), row.domain, row.note)
    return (f"{side}{column}: {value}" for column, value in zip(COLUMNS, values, strict=True) if value)


def _facts(entry: Entry) -> dict[str, str]:
    facts: dict[str, str] = {}
    for line in entry.extracted:
        name, colon, value = line.partition(": ")
        if colon and name.removeprefix(SOURCE) in (CONCEPT, *COLUMNS):
            facts.setdefault(name, value.strip())
    return {name: value for name, value in facts.items() if not name.endswith("status") or value in STATUSES}

"""Merging a catalog with its template, as msgmerge does: no translation is lost, and none meets a source it isn't of.

A translation follows its exact source: context, text and plural. An entry whose source is gone becomes
obsolete and comes back with it; what an edited sentence takes over from its earlier wording, `edits` decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.po.catalog import PLACEHOLDERS
from pipeline.po.edits import Carried, Edits
from pipeline.po.entries import FUZZY, Catalog, Entry, ordered_flags, source_flags
from pipeline.po.headers import declared_forms
from pipeline.po.provenance import CRITICAL, MATCH, OTHER_BRANCH, SIMILAR, state
from pipeline.po.repeats import has_words, with_others
from pipeline.text.difference import TermSource

CREATED, REVISED = "POT-Creation-Date", "PO-Revision-Date"
TEMPLATE_FIELDS = (CREATED, "Report-Msgid-Bugs-To")  # as msgmerge: they speak of the source


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged catalog, and the approvals that were carried over in it."""

    catalog: Catalog
    carried: tuple[Carried, ...] = ()


def merge(
    old: Catalog | None,
    template: Catalog,
    *,
    headers: Mapping[str, str],
    plural_count: int,
    lang: str = "en",
    termbase: TermSource | None = None,
) -> Merged:
    """Return the catalog for a template: what `old` has for its entries, in the template's order.

    `headers` and `plural_count` are the locale's: a new catalog takes all of them, an old one what it lacks.
    The old one's header comment, headers and number of plural forms stay; the template gives the date of its
    creation, the address for reports, and what is true of the source: `#.`, `#:` and the format flags.
    `lang` is the source's language; `termbase` knows the terms whose exchange is a critical edit. Raise CatalogError
    where the headers declare a number of plural forms that no language has.
    """
    if old is None:
        old = Catalog({}, header=replace(template.header, flags=()))
    merged = _headers(old.headers, headers, template.headers)
    count = declared_forms(merged, line=old.header.line) or plural_count

    known: dict[tuple[str | None, str], list[Entry]] = {}
    for entry in old.entries:
        known.setdefault((entry.msgctxt, entry.msgid), []).append(entry)
    living = [_living(source, known.pop((source.msgctxt, source.msgid), ()), count) for source in template.entries]
    # What was obsolete before follows what is so now: another merge moves nothing.
    gone = [with_others(entries[0], entries[1:]) for entries in known.values()]
    kept = [_obsolete(entry) for entry in gone if has_words(entry)]
    edits = Edits(gone, lang, termbase)
    offered = tuple(edits.offer(entry) for entry in living)
    return Merged(Catalog(merged, (*offered, *kept), old.header, old.trailer), tuple(edits.carried))


def same_content(a: Catalog, b: Catalog) -> bool:
    """Tell whether two catalogs say the same, apart from their headers' dates; references are content."""

    def dateless(catalog: Catalog) -> Catalog:
        headers = {name: value for name, value in catalog.headers.items() if name not in (CREATED, REVISED)}
        return replace(catalog, headers=headers)

    return dateless(a) == dateless(b)


def _headers(old: Mapping[str, str], new: Mapping[str, str], template: Mapping[str, str]) -> dict[str, str]:
    """Fill in what the old headers lack; a template's placeholder is nothing that anyone wrote."""
    lacking = [name for name in new if old.get(name, "") in ("", PLACEHOLDERS.get(name))]
    headers = dict(old)
    if any(name not in old for name in lacking):
        headers = {name: old.get(name, "") for name in new} | headers
    given = {name: template[name] for name in TEMPLATE_FIELDS if template.get(name) and name in headers}
    return headers | {name: new[name] for name in lacking} | given


def _living(source: Entry, candidates: Sequence[Entry], plural_count: int) -> Entry:
    """Return the template's entry with the translation, the state and the comments of its namesake."""
    count = 1 if source.msgid_plural is None else plural_count
    same = [entry for entry in candidates if entry.msgid_plural == source.msgid_plural]
    same.sort(key=lambda entry: not any(entry.msgstr))
    namesake = same[0] if same else replace(source, msgstr=("",))
    own = [flag for flag in namesake.flags if flag not in source_flags(namesake.flags)]
    msgstr = _fitted(namesake.msgstr, count)
    result = replace(
        source,
        msgstr=msgstr,
        flags=ordered_flags([*own, *(flag for flag in source.flags if flag != FUZZY)], msgstr),
        translator=_current(namesake),
        previous_msgctxt=namesake.previous_msgctxt,
        previous_msgid=namesake.previous_msgid,
        previous_msgid_plural=namesake.previous_msgid_plural,
    )
    return with_others(result, [entry for entry in candidates if entry is not namesake])


def _current(entry: Entry) -> tuple[str, ...]:
    """Return the comments of an entry; what an acceptance has settled is no longer said."""
    if state(entry) != "accepted":
        return entry.translator
    return tuple(line for line in entry.translator if not line.startswith((CRITICAL, MATCH, SIMILAR, OTHER_BRANCH)))


def _fitted(msgstr: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Return as many forms as the locale has, and more only where someone wrote more."""
    forms = list(msgstr) + [""] * (count - len(msgstr))
    while len(forms) > count and not forms[-1]:
        forms.pop()
    return tuple(forms)


def _obsolete(entry: Entry) -> Entry:
    """Take an entry out of use; where it stood is no longer true."""
    return entry if entry.obsolete else replace(entry, obsolete=True, extracted=(), references=())

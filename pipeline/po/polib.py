"""Catalogs as polib's files, there and back, for people's scripts; and compiled (.mo), for programs that load gettext.

polib is the library that scripts of PO files are written with, and the reference for the compiled form. Files are read
and written by our own parser and serializer, because polib's lose what a review needs.
"""

from __future__ import annotations

from polib import MOEntry, MOFile, POEntry, POFile

from pipeline.errors import CatalogError
from pipeline.locales import plural_rules
from pipeline.model import KEY_SEPARATOR
from pipeline.po.entries import FUZZY, Catalog, Entry, ordered_flags
from pipeline.po.headers import is_header

TEMPLATE_DATE = "POT-Creation-Date"  # msgfmt leaves it out as well: a new template alone changes no byte


def to_polib(catalog: Catalog) -> POFile:
    """Return a catalog as polib's, for a script to look at and to change; it doesn't wrap lines.

    Raise CatalogError for what polib has no place for: comments after the last entry, and of the header all but its
    fields, its translator comments and its fuzzy flag.
    """
    header = Entry("", flags=(FUZZY,) if catalog.header.fuzzy else (), translator=catalog.header.translator)
    if catalog.trailer:
        raise CatalogError(f"polib has no place for a comment after the last entry: {catalog.trailer[0]!r}")
    if catalog.header != header:
        raise CatalogError(f"polib has no place for this of a header: {catalog.header!r}", line=catalog.header.line)
    file = POFile(wrapwidth=0)
    file.header = "\n".join(header.translator)
    file.metadata = dict(catalog.headers)
    file.metadata_is_fuzzy = header.fuzzy
    file.extend(_to_polib(entry) for entry in catalog.entries)
    return file


def from_polib(file: POFile) -> Catalog:
    """Return a file of polib's as a catalog, which `pipeline.po.catalog` writes.

    Raise CatalogError for what no PO file can hold: an entry twice, a header among the entries, plural forms with gaps.
    """
    header = Entry("", flags=(FUZZY,) if file.metadata_is_fuzzy else (), translator=_lines(file.header))
    entries = sorted((_from_polib(entry) for entry in file), key=lambda entry: entry.obsolete)
    sources: set[tuple[str | None, str]] = set()
    for entry in (entry for entry in entries if not entry.obsolete):
        if is_header(entry):
            raise CatalogError("a header among the entries: its fields are the file's `metadata`", line=entry.line)
        if (entry.msgctxt, entry.msgid) in sources:
            raise CatalogError(f"an entry twice: {entry.msgid!r}", line=entry.line)
        sources.add((entry.msgctxt, entry.msgid))
    return Catalog(dict(file.metadata), tuple(entries), header)


def compiled(catalog: Catalog, plural_forms: str) -> bytes:
    """Return a catalog in gettext's compiled form (.mo), without what is fuzzy, obsolete or unfinished, as msgfmt does.

    The header says UTF-8, and `plural_forms` where its own rule doesn't work. An entry of another number of forms is
    left out as well: programs would take a wrong one.
    """
    declared = catalog.headers.get("Plural-Forms", "").strip()
    rule = declared if _forms(declared) else plural_forms
    file = MOFile()
    fields = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": rule}
    ours = {name.casefold() for name in (*fields, TEMPLATE_DATE, "")}
    # Programs take every line for a field, also what stands in a field's further lines.
    theirs = {name: value.partition("\n")[0] for name, value in catalog.headers.items() if name.casefold() not in ours}
    file.metadata = theirs | fields
    file.extend(_compiled(entry) for entry in catalog.entries if _is_finished(entry, _forms(rule)))
    return file.to_binary()


def _to_polib(entry: Entry) -> POEntry:
    plural = entry.msgid_plural is not None
    return POEntry(
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural or "",
        msgstr="" if plural else entry.msgstr[0],
        msgstr_plural=dict(enumerate(entry.msgstr)) if plural else {},
        msgctxt=entry.msgctxt,
        flags=list(entry.flags),
        tcomment="\n".join(entry.translator),
        comment="\n".join(entry.extracted),
        occurrences=[_place(reference) for reference in entry.references],
        previous_msgctxt=entry.previous_msgctxt,
        previous_msgid=entry.previous_msgid,
        previous_msgid_plural=entry.previous_msgid_plural,
        obsolete=entry.obsolete,
        linenum=entry.line,
    )


def _from_polib(entry: POEntry) -> Entry:
    plural = bool(entry.msgid_plural or entry.msgstr_plural)
    numbers = sorted(entry.msgstr_plural)
    if numbers != list(range(len(numbers))):
        raise CatalogError(f"plural forms {numbers}, a gap among them: {entry.msgid!r}", line=entry.linenum)
    msgstr = tuple(entry.msgstr_plural[number] for number in numbers) if plural else (entry.msgstr,)
    return Entry(
        msgid=entry.msgid,
        msgstr=msgstr or ("",),
        msgctxt=entry.msgctxt,
        msgid_plural=entry.msgid_plural if plural else None,
        flags=ordered_flags(entry.flags, msgstr),
        translator=_lines(entry.tcomment),
        extracted=_lines(entry.comment),
        references=tuple(f"{path}:{line}" if line else path for path, line in entry.occurrences),
        previous_msgctxt=entry.previous_msgctxt,
        previous_msgid=entry.previous_msgid,
        previous_msgid_plural=entry.previous_msgid_plural,
        obsolete=bool(entry.obsolete),
        line=entry.linenum or 0,
    )


def _lines(comment: str) -> tuple[str, ...]:
    return tuple(comment.split("\n")) if comment else ()


def _place(reference: str) -> tuple[str, str]:
    path, _, line = reference.rpartition(":")
    return (path, line) if line.isdecimal() else (reference, "")


def _compiled(entry: Entry) -> MOEntry:
    """Return an entry whose msgid has its context in front: polib takes an empty one for none."""
    key = entry.msgid if entry.msgctxt is None else f"{entry.msgctxt}{KEY_SEPARATOR}{entry.msgid}"
    if entry.msgid_plural is None:
        return MOEntry(msgid=key, msgstr=entry.msgstr[0])
    return MOEntry(msgid=key, msgid_plural=entry.msgid_plural, msgstr_plural=dict(enumerate(entry.msgstr)))


def _is_finished(entry: Entry, forms: int) -> bool:
    count = 1 if entry.msgid_plural is None else forms
    named = bool(entry.msgid or entry.msgctxt is not None) and entry.msgid_plural != ""
    return named and not (entry.obsolete or entry.fuzzy) and len(entry.msgstr) == count and all(entry.msgstr)


def _forms(header: str) -> int:
    """Return how many plural forms a header's field has; 0 where its rule can't be worked out or leads to others."""
    rule = plural_rules.read(header)
    return rule.count if rule else 0

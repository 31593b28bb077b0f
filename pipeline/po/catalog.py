"""PO files on disk: where catalogs are read and written, and where a new one gets its headers."""

from __future__ import annotations

from pathlib import Path

from pipeline.files import read_text, write_text
from pipeline.po.entries import Catalog, Entry
from pipeline.po.parser import headers_of, is_header, parse, stream
from pipeline.po.serializer import serialize

__all__ = [
    "PLACEHOLDERS",
    "Catalog",
    "Entry",
    "headers_of",
    "is_header",
    "new_headers",
    "parse",
    "read",
    "serialize",
    "stream",
    "write",
]

# What a template says in the fields that a translator fills in; `msgfmt -c` objects to it in a catalog.
PLACEHOLDERS = {
    "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
    "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
    "Language-Team": "LANGUAGE <LL@li.org>",
    "Plural-Forms": "nplurals=INTEGER; plural=EXPRESSION;",
}


def read(path: Path) -> Catalog:
    """Read a PO file; raise SourceError or CatalogError with file, line and value where it is broken."""
    return parse(read_text(path), path=path)


def write(path: Path, catalog: Catalog) -> bool:
    """Write a catalog as `msgcat --no-wrap` would; return whether the file changed."""
    return write_text(path, serialize(catalog))


def new_headers(
    *,
    project: str,
    created: str,
    version: str = "",
    bugs: str = "",
    locale: str = "",
    plural_forms: str = "",
    revised: str = "",
    translator: str = "",
    team: str = "",
) -> dict[str, str]:
    """Return the headers of a new catalog in gettext's usual order; without a `locale`, those of a template.

    `created` and `revised` are dates as in `2026-11-23 10:00+0000`, `locale` is a gettext name, `bugs` an
    address for reports.
    """
    headers = {
        "Project-Id-Version": f"{project} {version}",
        "Report-Msgid-Bugs-To": bugs,
        "POT-Creation-Date": created,
        "PO-Revision-Date": revised or created,
        "Last-Translator": translator or "Automatically generated",
        "Language-Team": team or "none",
        "Language": locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms,
    }
    if not locale:
        headers |= PLACEHOLDERS
    if not headers["Plural-Forms"]:
        del headers["Plural-Forms"]
    return {name: " ".join(value.split()) for name, value in headers.items()}

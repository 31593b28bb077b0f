"""Catalogs as files: reading, streaming and writing PO files, and the headers of a new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.po import headers, parser
from pipeline.po.entries import Catalog, Entry
from pipeline.po.headers import fields_of as headers_of
from pipeline.po.headers import is_header
from pipeline.po.parser import parse
from pipeline.po.serializer import serialize
from pipeline.system.files import digest, lines, read_bytes, write_text

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
    "update",
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
    """Read a PO file; raise SourceError or CatalogError with file, line and value where it is broken.

    One that claims a charset other than UTF-8, and is of that, is read as such and written as UTF-8.
    """
    data = read_bytes(path)
    return replace(parse(headers.text_of(data, path), path=path), digest=digest(data))


def stream(path: Path) -> Iterator[Entry]:
    """Yield the entries of a PO file in the file's order, each as soon as it is read: none is held.

    The header is the entry with an empty msgid and no context. What `read` refuses, this refuses when it comes to it.
    """
    if headers.charset_of(read_bytes(path, headers.HEAD)) is None:
        yield from parser.stream(lines(path), path=path)
    else:
        yield from parser.stream(headers.text_of(read_bytes(path), path).split("\n"), path=path)


def write(path: Path, catalog: Catalog) -> bool:
    """Write a catalog as `msgcat --no-wrap` would; return whether the file changed."""
    return write_text(path, serialize(catalog))


def update(path: Path, old: Catalog | None, new: Catalog) -> bool:
    """Write what became of the catalog that was read from this file, if any; return whether the file changed.

    Raise ChangedError where the file is no longer what was read: what a translator saved meanwhile stays.
    """
    return write_text(path, serialize(new), instead_of=old.digest if old else "")


def new_headers(
    *, project: str, created: str, bugs: str = "", locale: str = "", plural_forms: str = ""
) -> dict[str, str]:
    """Return the headers of a new catalog in gettext's usual order; without a `locale`, those of a template.

    `created` is a date as in `2026-11-23 10:00+0000`, `locale` a gettext name, `bugs` an address for reports.
    """
    headers = {
        "Project-Id-Version": project,
        "Report-Msgid-Bugs-To": bugs,
        "POT-Creation-Date": created,
        "PO-Revision-Date": created,
        "Last-Translator": "Automatically generated",
        "Language-Team": "none",
        "Language": locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms,
    }
    if not locale:
        headers |= PLACEHOLDERS
    # Babel reads no template that has gettext's placeholder here.
    if not plural_forms:
        del headers["Plural-Forms"]
    return {name: " ".join(value.split()) for name, value in headers.items()}

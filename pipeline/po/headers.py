"""The header entry of a catalog: its fields, the charset that it claims for the file, its number of plural forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pipeline import locales
from pipeline.errors import CatalogError
from pipeline.locales.plural_rules import UNDECIDED
from pipeline.po.entries import Entry
from pipeline.system.files import decoded

HEAD = 1 << 16  # bytes of a file among which its header is
CLAIM = re.compile(
    rb'^(?:msgstr )?"(?:[^"\n]*\\n)?Content-Type:[^"\n]*?charset=([A-Za-z0-9_.:+-]+)', re.MULTILINE | re.IGNORECASE
)
PLURAL_FORMS = "Plural-Forms"
FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]*): ?(.*)")
OTHER_CHARSET = re.compile(r"(?<=charset=)(?!utf-?8\b)[^\s;]+", re.IGNORECASE)
# Parts of UTF-8, and a template's placeholder.
HARMLESS_CHARSETS = {"us-ascii", "ascii", "charset"}
NPLURALS = re.compile(r"nplurals\s*=\s*(\w*)")
MOST_FORMS = 6  # of a plural: Arabic's
SHOWN = 120  # characters of a rule that an error shows
ESCAPE = b"\x1b"  # begins what isn't ASCII in the charsets that write all in seven bits


def is_header(entry: Entry) -> bool:
    """Tell whether an entry is its catalog's header."""
    return entry.msgid == "" and entry.msgctxt is None and entry.msgid_plural is None and not entry.obsolete


def fields_of(header: Entry) -> dict[str, str]:
    """Return the fields of a header entry in their order.

    A line that is no field, or a field again, stays with the one above it.
    """
    text = header.msgstr[0]
    fields: dict[str, str] = {}
    last = ""
    for line in text.removesuffix("\n").split("\n") if text else ():
        field = FIELD.fullmatch(line)
        if field and field[1] not in fields:
            last = field[1]
            fields[last] = field[2]
        else:
            fields[last] = f"{fields[last]}\n{line}" if last in fields else line
    return fields


def declared_forms(fields: Mapping[str, str], language: str = "", *, line: int | None = None) -> int | None:
    """Return how many plural forms a header's fields declare; None where they leave it open, as a template's do.

    `language` is the locale's name, or the header's own; `line` is where the header stands. Raise CatalogError for a
    rule without a number, and for a number that no language has, or neither gettext nor CLDR for this one: a catalog
    would grow to so many times its size.
    """
    rule = fields.get(PLURAL_FORMS, "").strip()
    declared = NPLURALS.search(rule)
    number = declared[1] if declared else ""
    if not rule or number == UNDECIDED:
        return None
    if not re.fullmatch(f"[1-{MOST_FORMS}]", number):
        shown = rule if len(rule) <= SHOWN else f"{rule[:SHOWN]}…"
        raise CatalogError(
            f"its header's Plural-Forms names no number of forms from 1 to {MOST_FORMS}: {shown!r}", line=line
        )
    name = language or fields.get("Language", "").strip()
    known = locales.plural_counts(name)
    if known and int(number) not in known:
        counts = " or ".join(map(str, sorted(known)))
        raise CatalogError(f"its header's Plural-Forms declares {number} forms, and {name} has {counts}", line=line)
    return int(number)


def other_charset(header: Entry) -> str:
    """Return the charset that a header entry claims, where it is one that can't be read as UTF-8."""
    charset = OTHER_CHARSET.search(fields_of(header).get("Content-Type", ""))
    return charset[0] if charset and charset[0].lower() not in HARMLESS_CHARSETS else ""


def text_of(data: bytes, path: Path) -> str:
    """Return the text of a PO file, in UTF-8 or the charset that its header claims, which then says UTF-8.

    Raise SourceError with line and byte where the bytes are of neither.
    """
    name = charset_of(data)
    if name is None or _is_utf8(data):
        return decoded(data, path)
    claim = CLAIM.search(data, 0, HEAD)
    assert claim is not None
    return decoded(data[: claim.start(1)] + b"UTF-8" + data[claim.end(1) :], path, name)


def charset_of(head: bytes) -> str | None:
    """Return the charset other than UTF-8 that the beginning of a file claims, if it can be read."""
    claim = CLAIM.search(head, 0, HEAD)
    name = claim[1].decode("ascii") if claim else ""
    if not name or name.lower() in HARMLESS_CHARSETS | {"utf-8", "utf8"}:
        return None
    try:
        b"msgid".decode(name)  # of no bytes, Python doesn't look the name up
    except (LookupError, ValueError):
        return None
    return name


def _is_utf8(data: bytes) -> bool:
    if data.isascii():
        return ESCAPE not in data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def in_utf8(fields: Mapping[str, str]) -> dict[str, str]:
    """Return fields that say UTF-8, for a file whose text ASCII can't hold."""
    content = fields.get("Content-Type", "")
    return {**fields, "Content-Type": OTHER_CHARSET.sub("UTF-8", content)} if content else dict(fields)

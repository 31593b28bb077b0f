"""What a PO file says, as values: one vocabulary for the modules that read, write and merge catalogs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model import segment_key


@dataclass(frozen=True, slots=True)
class Entry:
    """A message of a catalog.

    `msgstr` is one text, or one a plural form; `("",)` where nothing is translated. `translator` are the
    lines of `# ` comments, `extracted` those of `#.`, without their marks; `references` are `path:line` or
    `path`. The previous source (`#| `) is what a fuzzy translation was made for. `line` (from 1) is where the
    msgid stands in its file; it is no part of what an entry says: entries that differ in it alone are equal.
    """

    msgid: str
    msgstr: tuple[str, ...] = ("",)
    msgctxt: str | None = None
    msgid_plural: str | None = None
    flags: tuple[str, ...] = ()
    translator: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    previous_msgctxt: str | None = None
    previous_msgid: str | None = None
    previous_msgid_plural: str | None = None
    obsolete: bool = False
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> str:
        """The key of the segment that the entry translates."""
        return segment_key(self.msgctxt, self.msgid)

    @property
    def fuzzy(self) -> bool:
        """Whether the translation waits for someone to accept it."""
        return "fuzzy" in self.flags


NO_HEADER = Entry("")


@dataclass(frozen=True, slots=True)
class Catalog:
    """A PO file or a template.

    `headers` are its fields in their order. `entries` are the living ones in their order, then the obsolete
    ones. `header` is the header entry without its text, which is in `headers`: comments, flags, references.
    `trailer` are comment lines after the last entry, as they stand. `digest` is of the bytes that the catalog was read
    from, and no part of what it says.
    """

    headers: Mapping[str, str]
    entries: tuple[Entry, ...] = ()
    header: Entry = NO_HEADER
    trailer: tuple[str, ...] = ()
    digest: str = field(default="", compare=False)

    @property
    def header_comment(self) -> tuple[str, ...]:
        """The lines at the top of the file: title, copyright, translators."""
        return self.header.translator

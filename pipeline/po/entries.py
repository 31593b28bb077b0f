"""Catalog and entry, the values that a PO file holds, with the order of flags: one vocabulary for all that use them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.model import segment_key

FUZZY = "fuzzy"

# The order in which gettext writes flags: formats as in its table of languages, then range, then no-wrap.
LANGUAGES = (
    *("c", "objc", "c++", "python", "python-brace", "java", "java-printf", "csharp", "javascript", "scheme"),
    *("lisp", "elisp", "librep", "rust", "go", "ruby", "sh", "sh-printf", "awk", "lua", "object-pascal"),
    *("modula2", "d", "ocaml", "smalltalk", "qt", "qt-plural", "kde", "kde-kuit", "boost", "tcl", "perl"),
    *("perl-brace", "php", "gcc-internal", "gfc-internal", "ycp"),
)
RANGE, NO_WRAP, UNKNOWN = len(LANGUAGES), len(LANGUAGES) + 1, len(LANGUAGES) + 2
RANKS = {FUZZY: -1, "no-wrap": NO_WRAP}
RANKS |= {f"{no}{name}-format": rank for rank, name in enumerate(LANGUAGES) for no in ("", "no-")}


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
    def sources(self) -> tuple[str, ...]:
        """The source texts: one, or singular and plural."""
        return (self.msgid,) if self.msgid_plural is None else (self.msgid, self.msgid_plural)

    @property
    def fuzzy(self) -> bool:
        """Whether the translation waits for someone to accept it."""
        return FUZZY in self.flags


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


def source_flags(flags: Iterable[str]) -> tuple[str, ...]:
    """Return the flags that a template decides: formats, a number's range, no-wrap."""
    return tuple(flag for flag in flags if 0 <= _rank(flag) < UNKNOWN)


def ordered_flags(flags: Iterable[str], msgstr: Iterable[str]) -> tuple[str, ...]:
    """Return the flags in gettext's order, once each; nothing can be fuzzy where nothing is translated."""
    kept = [flag for flag in dict.fromkeys(flags) if flag != FUZZY or any(msgstr)]
    return tuple(sorted(kept, key=_rank))


def _rank(flag: str) -> int:
    return RANGE if flag.startswith("range:") else RANKS.get(flag, UNKNOWN)

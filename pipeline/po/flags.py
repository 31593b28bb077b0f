"""The flags of an entry (`#, fuzzy, python-format`): their order, and which of them speak of the source."""

from __future__ import annotations

from collections.abc import Iterable

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


def source_flags(flags: Iterable[str]) -> tuple[str, ...]:
    """Return the flags that a template decides: formats, a number's range, no-wrap."""
    return tuple(flag for flag in flags if 0 <= _rank(flag) < UNKNOWN)


def ordered(flags: Iterable[str], msgstr: Iterable[str]) -> tuple[str, ...]:
    """Return the flags in gettext's order, once each; nothing can be fuzzy where nothing is translated."""
    kept = [flag for flag in dict.fromkeys(flags) if flag != FUZZY or any(msgstr)]
    return tuple(sorted(kept, key=_rank))


def _rank(flag: str) -> int:
    return RANGE if flag.startswith("range:") else RANKS.get(flag, UNKNOWN)

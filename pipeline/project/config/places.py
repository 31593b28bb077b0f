"""Lines of keys in medlocale.toml: tomllib keeps no positions, and an editor wants a line."""

from __future__ import annotations

import re

_NAME = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_DOTTED = rf"(?P<name>{_NAME}(?:\s*\.\s*{_NAME})*)"
_HEADER = re.compile(rf"\s*\[{{1,2}}\s*{_DOTTED}\s*\]")
_ASSIGNMENT = re.compile(rf"\s*{_DOTTED}\s*=")


def line_of(text: str, *wanted: str) -> int | None:
    """Find the line of a table or of a key in it, from 1.

    Of a key inside of an inline table it is the table's line.
    """
    table: tuple[str, ...] = ()
    best, line = 0, None
    for number, row in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        names: tuple[str, ...] = ()
        if match := _HEADER.match(row):
            names = table = _names(match["name"])
        elif match := _ASSIGNMENT.match(row):
            names = (*table, *_names(match["name"]))
        shared = min(len(names), len(wanted))
        if shared > best and names[:shared] == wanted[:shared]:
            best, line = shared, number
    return line


def _names(dotted: str) -> tuple[str, ...]:
    """Cut a dotted key into its names, locales among them by their gettext form."""
    return tuple(name.strip("\"'").replace("-", "_") for name in re.findall(_NAME, dotted))

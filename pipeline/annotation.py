"""Findings beside the translations that they are about, so that a translator meets them in any editor.

They stand as `# QA:` comments in the PO file, are written when someone asks for it, and go when they are settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import naming
from pipeline.files import read_text, write_text
from pipeline.po import annotation, catalog


def annotate(path: Path, rows: Iterable[Mapping[str, Any]]) -> bool:
    """Write a catalog's findings into it and take the older ones out; return whether the file changed.

    An entry that nobody has translated yet needs no comment that says so.
    """
    comments: dict[int, list[str]] = {}
    for row in rows:
        said = annotation.comment(row["check"], row["message"])
        its = comments.setdefault(row["line"], [])
        if row["state"] != "untranslated" and said not in its:
            its.append(said)
    with naming(path):
        return write_text(path, annotation.annotated(read_text(path), comments))


def moved(path: Path, before: Mapping[str, int], rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield findings at the lines where their entries stand now; `before` are their lines by key, from `lines`."""
    now = lines(path)
    places = {line: now[key] for key, line in before.items()}
    yield from ({**row, "line": places[row["line"]]} for row in rows)


def lines(path: Path) -> dict[str, int]:
    """Return the line of each living entry of a catalog by its key."""
    return {entry.key: entry.line for entry in catalog.stream(path) if not entry.obsolete}

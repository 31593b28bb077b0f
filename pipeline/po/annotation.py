"""Findings as `# QA:` comments in a PO file, written and taken out again without touching another line of it.

A catalog that a stranger's tool has wrapped stays wrapped: only the lines of our own comments come and go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.errors import ChangedError, naming
from pipeline.model import FindingRow
from pipeline.po import catalog
from pipeline.po.parser import parse
from pipeline.po.provenance import FINDING, GLOSSARY
from pipeline.system.files import decoded, digest, read_bytes, write_text

OURS = f"# {FINDING} "
GLOSSARY_FLAG = f"{OURS}{GLOSSARY[0]}"  # what the glossary changed is told by extract, and stays until it is settled
PLACE = re.compile(r" \((?:line |[^()]*:)\d+\)(?=\.$)")
FACTS = ("#|", "#,", "#=", "#:", "#.")  # what stands between a translator's comments and the entry


def comment(check: str, message: str) -> str:
    """Return the translator comment of a finding, on one line; it names no line, because lines move."""
    return f"{OURS}{check} — {PLACE.sub('', ' '.join(message.split()))}"


def annotated(text: str, findings: Mapping[int, Sequence[str]]) -> str:
    """Return the text of a PO file with these comments and no older ones.

    `findings` maps the line of an entry's msgid (as `Entry.line`) to its comments. What people wrote stays, as does
    what was said of the glossary. Raise CatalogError where the text is no PO file.
    """
    rows = text.split("\n")
    wanted: dict[int, Sequence[str]] = {}
    for entry in parse(text).entries:
        if not entry.obsolete:
            wanted[_place(rows, entry.line - 1)] = findings.get(entry.line, ())
    return "\n".join(_rows(rows, wanted))


def annotate(path: Path, rows: Iterable[FindingRow], *, seen: str) -> bool:
    """Write a catalog's findings into it and take the older ones out; return whether the file changed.

    An entry that nobody has translated yet needs no comment that says so. `seen` is the digest of the
    file that was judged; raise ChangedError where somebody has saved the catalog since.
    """
    comments: dict[int, list[str]] = {}
    for row in rows:
        line = comment(row.check, row.message)
        of_entry = comments.setdefault(row.line, [])
        if row.state != "untranslated" and line not in of_entry:
            of_entry.append(line)
    data = read_bytes(path)
    if digest(data) != seen:
        raise ChangedError(path=path)
    with naming(path):
        return write_text(path, annotated(decoded(data, path), comments), instead_of=seen)


def moved(path: Path, before: Mapping[str, int], rows: Iterable[FindingRow]) -> Iterator[FindingRow]:
    """Yield findings at the lines where their entries stand now; `before` are their lines by key, from `lines`."""
    now = lines(path)
    places = {line: now[key] for key, line in before.items() if key in now}  # somebody may have saved it since
    yield from (replace(row, line=places.get(row.line, row.line)) for row in rows)


def lines(path: Path) -> dict[str, int]:
    """Return the line of each living entry of a catalog by its key."""
    return {entry.key: entry.line for entry in catalog.stream(path) if not entry.obsolete}


def _rows(rows: Sequence[str], wanted: Mapping[int, Sequence[str]]) -> Iterator[str]:
    ending = "\r" if rows[0].endswith("\r") else ""
    for number, row in enumerate(rows):
        yield from (f"{line}{ending}" for line in wanted.get(number, ()))
        if not _is_ours(row):
            yield row


def _place(rows: Sequence[str], number: int) -> int:
    """Return the row before which an entry's comments belong: behind its other translator comments."""
    context = number - 1
    while context > 0 and rows[context].lstrip().startswith('"'):
        context -= 1
    # A string above a msgid is its context's; without one it is the end of the entry before.
    place = context if context >= 0 and rows[context].lstrip().startswith("msgctxt") else number
    while place and rows[place - 1].lstrip().startswith(FACTS):
        place -= 1
    return place


def _is_ours(row: str) -> bool:
    return row.startswith(OURS) and not row.startswith(GLOSSARY_FLAG)

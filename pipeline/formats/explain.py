"""Why a text is or isn't in the catalog: authors ask this of a file before they ask anything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, runtime_checkable

from pipeline import formats
from pipeline.formats.leftover import Leftovers
from pipeline.formats.sentences import Lines
from pipeline.model import Extraction


@dataclass(frozen=True, slots=True)
class Explained:
    """A text of a source file, at `line` (from 1): a segment, or left in the file for `reason`.

    `what` is the segment's role, or the element, attribute or key that holds what is left.
    """

    line: int
    kind: Literal["segment", "left"]
    what: str
    text: str
    reason: str = ""


@runtime_checkable
class Explaining(Protocol):
    """A format that can tell what it leaves."""

    def find(self, text: str, *, lang: str, left: Leftovers | None) -> Extraction:
        """Extract, and put what stays in the source into `left`."""


def explain(path: Path | str, text: str, settings: Any = None, *, lang: str = "en") -> Iterator[Explained]:
    """Yield what is extracted from a file's text and what is left, in the order of the file.

    `path` only chooses the format. Raises FormatError as `extract` does. A format that keeps no account of what it
    leaves has its segments explained alone.
    """
    form = formats.for_path(path, settings)
    left: Leftovers = []
    found = form.find(text, lang=lang, left=left) if isinstance(form, Explaining) else form.extract(text, lang=lang)
    lines = Lines(text)
    entries = [
        (slot.start, Explained(slot.segment.location[0], "segment", slot.segment.role, slot.segment.text))
        for slot in found.slots
    ]
    entries += [
        (each.start, Explained(lines.at(each.start), "left", each.what, " ".join(each.text.split()), each.reason))
        for each in left
    ]
    entries.sort(key=lambda entry: entry[0])
    yield from (entry for _, entry in entries)

"""Explanations of an extraction: why a text is or isn't in the catalog, which authors ask before anything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pipeline import formats
from pipeline.formats.sentences import Lines
from pipeline.model import Leftover


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


def explain(path: Path | str, text: str, settings: Any = None, *, lang: str = "en") -> Iterator[Explained]:
    """Yield what is extracted from a file's text and what is left, in the order of the file.

    `path` only chooses the format. Raises FormatError as `extract` does.
    """
    left: list[Leftover] = []
    extraction = formats.for_path(path, settings).extract(text, lang=lang, left=left)
    lines = Lines(text)
    placed = [
        (slot.start, Explained(slot.segment.location[0], "segment", slot.segment.role, slot.segment.text))
        for slot in extraction.slots
    ]
    placed += [
        (rest.start, Explained(lines.at(rest.start), "left", rest.what, " ".join(rest.text.split()), rest.reason))
        for rest in left
    ]
    placed.sort(key=lambda pair: pair[0])
    yield from (explained for _, explained in placed)

"""Units as a reader sees them, for the checks that read words: no sign of no width and no emphasis inside of a word.

What such signs do to a page is for other checks to say; here they hide no lost "not" and no changed dose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.model import Finding, Unit
from pipeline.text import readable
from pipeline.text.readable import Readable


@dataclass(frozen=True, slots=True)
class Legible:
    """A unit as it is read, and the way back from its words to those of the unit as it stands."""

    unit: Unit
    original: Unit
    source: Readable
    target: Readable

    def restored(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield findings of the unit as it is read as such of the unit as it stands."""
        for finding in findings:
            source = self.source.span(finding.source_span) if finding.source_span else None
            target = self.target.span(finding.target_span) if finding.target_span else None
            yield replace(finding, unit=self.original, source_span=source, target_span=target)


def legible(unit: Unit) -> Legible | None:
    """Return a unit as it is read; None where it is read as it stands, or has several forms."""
    text = unit.segment.text
    if unit.segment.plural is not None or len(unit.targets) != 1:
        return None
    if not readable.is_odd(text) and not readable.is_odd(unit.targets[0]):
        return None
    source, target = readable.joined(text), readable.joined(unit.targets[0])
    read = replace(unit, segment=replace(unit.segment, text=source.text), targets=(target.text,))
    return Legible(read, unit, source, target)

"""What an extraction leaves in the source, and why, written down where it is decided so that it can be explained."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text at `start` of the source that no segment holds.

    `what` is where it stands (an element, an attribute, a key), `reason` says in a few words why it stays.
    """

    start: int
    what: str
    text: str
    reason: str


Leftovers = list[Leftover]
"""An optional collector: a format fills it as it goes, and goes faster without one."""

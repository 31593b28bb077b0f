"""Work counted, not timed: the same on every machine, however busy."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

LIMIT = 2.4  # times the work for twice the text: linear, with what little a longer text costs besides


def lines_run(call: Callable[[], object]) -> int:
    """Return how many lines of Python a call runs through."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def growth(read: Callable[[str], object], piece: str, length: int) -> float:
    """Return how many times the lines are that twice the length of a repeated piece takes."""
    read(piece * (length // len(piece) - 7))  # tables are loaded once
    short, long = (piece * (size // len(piece)) for size in (length, 2 * length))
    return lines_run(lambda: read(long)) / max(1, lines_run(lambda: read(short)))


class Counted:
    """A pattern that counts the characters it was let loose on."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.characters = 0

    def _looked(self, text: str, at: int, match: re.Match[str] | None, end: int) -> re.Match[str] | None:
        self.characters += (match.end() if match else min(end, len(text))) - at
        return match

    def search(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Search as a pattern does."""
        return self._looked(text, at, self.pattern.search(text, at, end), end)

    def match(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Match as a pattern does; where it doesn't, nobody knows how far it looked."""
        match = self.pattern.match(text, at, end)
        return self._looked(text, at, match, at)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches as a pattern does."""
        self.characters += len(text)
        return self.pattern.finditer(text)

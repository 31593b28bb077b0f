"""Words of messages that stages and commands share; it imports nothing, because every command needs them."""

from __future__ import annotations


def counted(number: int, one: str, more: str) -> str:
    """Return a number with the words for one thing or for several."""
    return f"{number} {one if number == 1 else more}"

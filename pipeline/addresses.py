"""E-mail and web addresses in a text: what a reader types or clicks must be the very same in every language."""

from __future__ import annotations

import re
from dataclasses import dataclass

EMAIL = r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+"
URL = r"(?:https?://|www\.)[^\s<>\"“”‘’()\[\]{}]+[^\s<>\"“”‘’()\[\]{}.,;:!?'»…。，、]"
ADDRESS = re.compile(f"{EMAIL}|{URL}")


@dataclass(frozen=True, slots=True)
class Address:
    """An address and its [start, end) in the text."""

    text: str
    start: int
    end: int


def read(text: str) -> tuple[Address, ...]:
    """Return the e-mail addresses and URLs of a text, in order."""
    return tuple(Address(found[0], *found.span()) for found in ADDRESS.finditer(text))

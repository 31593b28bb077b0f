"""How a string says what can't stand in it: letters after a backslash, and bytes by their number."""

from __future__ import annotations

import re

LETTERS = {"\a": "a", "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t", "\v": "v", '"': '"', "\\": "\\"}
CHARACTERS = {letter: character for character, letter in LETTERS.items()}
ESCAPING = str.maketrans({character: f"\\{letter}" for character, letter in LETTERS.items()})
TO_ESCAPE = re.compile(r'[\x07-\x0d"\\]')
BYTE = r"\\(?:x([0-9A-Fa-f]{1,2})(?![0-9A-Fa-f])|([0-7]{1,3}))"
ESCAPE = re.compile(rf"(?P<bytes>(?:{BYTE})+)|\\(?P<letter>.)")


def escaped(text: str) -> str:
    """Return a text as it stands between quotation marks."""
    return text.translate(ESCAPING) if TO_ESCAPE.search(text) else text


def unescaped(text: str) -> str:
    """Return what a string says; raise ValueError or KeyError for an escape that PO files don't have."""
    return ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    if found["letter"]:
        return CHARACTERS[found["letter"]]
    codes = [int(hexa, 16) if hexa else int(octal, 8) for hexa, octal in re.findall(BYTE, found["bytes"])]
    return bytes(codes).decode("utf-8")

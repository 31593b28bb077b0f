"""Pseudo-locales: text that reads like the source and behaves like a hard translation, for layout work."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.model import Draft, Segment
from pipeline.text import addresses, inline

ORIGIN = "pseudo@1"
_UNTOUCHED = re.compile(
    rf"{inline.CODE.pattern}"
    rf"|mailto:|{addresses.ADDRESS.pattern}"
    r"|\{\{[^{}]*\}\}|\$?\{[^{}]*\}|%\([^()]*\)[a-z]|%(?:\d++\$)?[-+0#]*+\d*+(?:\.\d++)?+[sdifgxu](?!\w)|%%"
    r"|&(?:\w+|#\d+);"
)
_ACCENTED = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)
_PADDING = ("öñé", "ţŵö", "ţĥŕéé", "ƒöûŕ", "ƒîṽé", "šîẋ", "šéṽéñ", "éîĝĥţ", "ñîñé", "ţéñ")
_GROWTH = 0.4
_ARABIC = {
    **dict(zip("abcdefghijklm", "ابكدهفجحيژقلم", strict=True)),
    **dict(zip("nopqrstuvwxyz", "نوپقرستعڤوخيز", strict=True)),
}
_ARABIC_PUNCTUATION = {",": "،", ";": "؛", "?": "؟"}


class PseudoEngine:
    """An engine without a model, for en-XA (accented, longer) and ar-XB (right to left)."""

    def __init__(self, target: str) -> None:
        self._render: Callable[[str], str] = arabic if target == "ar-xb" else accented

    @property
    def origin(self) -> str:
        """Name and version of the pseudo-translation."""
        return ORIGIN

    def translate(self, segments: Sequence[Segment]) -> list[Draft]:
        """Return a pseudo-translation of each segment, in order."""
        return [Draft(self._render(segment.text), 1.0, ORIGIN) for segment in segments]


def accented(text: str) -> str:
    """Return the text with accents on its letters, 40 % longer, between marks that show where it is cut off."""
    if not any(character.isalpha() for character in _UNTOUCHED.sub("", text)):
        return text
    changed = _outside(text, lambda part: part.translate(_ACCENTED))
    wanted = round(_GROWTH * len(_UNTOUCHED.sub("", text)))
    padding = ""
    number = 0
    while len(padding) < wanted - 2:
        padding += f" {_PADDING[number % len(_PADDING)]}"
        number += 1
    return f"［{changed}{padding}］"


def arabic(text: str) -> str:
    """Return the text with Arabic letters for Latin ones, letter by letter; no control characters are needed."""

    def letters(part: str) -> str:
        lower = part.lower()
        marks = re.sub(r"(?<!\d)[,;](?!\d)|\?|[,;](?=\s|$)", lambda m: _ARABIC_PUNCTUATION[m[0]], lower)
        return "".join(_ARABIC.get(character, character) for character in marks)

    return _outside(text, letters)


def _outside(text: str, change: Callable[[str], str]) -> str:
    """Change everything but codes, addresses and placeholders."""
    parts: list[str] = []
    position = 0
    for match in _UNTOUCHED.finditer(text):
        parts.extend((change(text[position : match.start()]), match[0]))
        position = match.end()
    parts.append(change(text[position:]))
    return "".join(parts)

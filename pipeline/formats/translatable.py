"""The test of what is translatable: words, and numbers that another locale writes otherwise."""

from __future__ import annotations

import re

from pipeline.text.addresses import is_address

_IDENTIFIER = re.compile(r"_*[A-Za-z0-9]+(?:_+[A-Za-z0-9]+)+_*\Z")
# A decimal or a grouped number, a percentage, a date or a time: written otherwise in another locale.
_LOCALISED_NUMBER = re.compile(r"\d[.,'’\u00a0\u202f]\d|\d\s*[%‰]|[%‰]\s*\d|\d[/\-:.]\d{1,2}([/\-:.]\d|\b)")
_CURRENCY = re.compile(r"[$¢£¤¥֏؋৲৳฿៛₠-⃀﷼]\s*\d|\d\s*[$¢£¤¥֏؋৲৳฿៛₠-⃀﷼]")
_EDGE = "()[]{}<>.,;:!?\"'“”‘’|•·*"


def is_identifier(text: str) -> bool:
    """Tell whether text is a machine's name, such as an icon's `verified_user`."""
    return _IDENTIFIER.match(text) is not None


def is_translatable(text: str) -> bool:
    """Tell whether text holds a word, or a number that is written by locale; addresses and identifiers are none."""
    return why_not(text) is None


def why_not(text: str) -> str | None:
    """Say why text isn't worth a translator's look; None where it is."""
    if not any(char.isalpha() for char in text):
        localised = _LOCALISED_NUMBER.search(text) is not None or _CURRENCY.search(text) is not None
        return None if localised else "no letters"
    reason = None
    for word in text.split():
        machine = _of_machines(word)
        if machine is None:
            return None
        reason = machine or reason
    return reason


def _of_machines(word: str) -> str | None:
    """Say what kind of a machine's word this is: "" without letters, None for a word of people."""
    bare = word.strip(_EDGE)
    if not any(char.isalpha() for char in bare):
        return ""
    if is_identifier(bare):
        return "an identifier"
    if is_address(bare):
        return "an e-mail address" if "@" in bare and "://" not in bare else "a URL"
    return None

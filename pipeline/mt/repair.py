"""What can be put right in a machine's draft without asking anyone: a number's form and an address's signs."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from pipeline import addresses, quantities
from pipeline.locales import Locale
from pipeline.model import Draft
from pipeline.mt.typography import unreadable

# A copy of an address with a sign or two gone wrong is nearer than this; another word never is.
_COPY = 0.85
_WORD = re.compile(r"[^\s<>()\[\]“”\"]*[^\s<>()\[\]“”\".,;:!?]")


def repaired(text: str, draft: Draft, source: Locale, target: Locale) -> Draft:
    """Return the draft of a text with what the machine copied almost right put right.

    Numbers are written as the target locale writes them, addresses as the source has them.
    """
    fixed = quantities.relocalise(draft.text, quantities.read(text, source), target)
    for address in addresses.read(text):
        if address.text not in fixed:
            fixed = _with_address(fixed, address.text)
    restored = {unreadable(sign) for sign in text if fixed.count(sign) >= text.count(sign)}
    return replace(draft, text=fixed, unmet=tuple(reason for reason in draft.unmet if reason not in restored))


def _with_address(text: str, address: str) -> str:
    """Put an address in the place of the word that is almost it; without such a word the text stays."""
    near = [(SequenceMatcher(None, found[0], address).ratio(), found) for found in _WORD.finditer(text)]
    best = max(near, key=lambda pair: pair[0], default=None)
    if best is None or best[0] < _COPY:
        return text
    return text[: best[1].start()] + address + text[best[1].end() :]

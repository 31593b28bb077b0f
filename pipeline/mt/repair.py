"""What can be put right in a machine's draft without asking anyone: the form of a number, never its value."""

from __future__ import annotations

from dataclasses import replace

from pipeline import quantities
from pipeline.locales import Locale
from pipeline.model import Draft


def repaired(text: str, draft: Draft, source: Locale, target: Locale) -> Draft:
    """Return the draft of a text with the numbers that the machine copied written as the target locale writes them."""
    return replace(draft, text=quantities.relocalise(draft.text, quantities.read(text, source), target))

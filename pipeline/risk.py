"""Which sentences a mistake would hurt most: found by what they say, so that stricter rules can hold for them."""

from __future__ import annotations

import re

from pipeline import addresses, quantities
from pipeline.locales import Locale

CLASSES = {
    "dose": "It names an amount of a medicine, or how often it is taken.",
    "instruction": "It says what must be done, or what must not.",
    "emergency": "It says whom to call or where to go in an emergency, or gives a telephone number.",
}
DOSE_UNITS = re.compile(r"(?:k|m|µ|n)?g|(?:m|µ|d)?L|IU|U|m?mol|mEq|Gy")
COUNTED = re.compile(r"\b(?:tablet|capsule|pill|drop|puff|patch|injection|infusion|dose|vial|sachet)(?:s|es)?\b", re.I)
DAILY = re.compile(
    r"\b(?:once|twice|times?)\s+(?:a|an|per|each|every)\s+(?:hour|day|night|week|month)\b|\bdaily\b", re.I
)
INSTRUCTION = re.compile(
    r"\b(?:do not|don[’']t|never|must(?: not|n[’']t)?|should(?: not|n[’']t)|may not|avoid|stop|need to|have to)\b", re.I
)
EMERGENCY = re.compile(r"\b(?:emergenc(?:y|ies)|ambulance|paramedics?|112|911|999|000)\b", re.IGNORECASE)


def classes(text: str, locale: Locale) -> frozenset[str]:
    """Return the classes of CLASSES that an English source text, its inline codes blanked, belongs to."""
    found = set()
    amounts = quantities.read(text, locale)
    units = any(DOSE_UNITS.fullmatch(amount.unit.partition("/")[0]) for amount in amounts)
    if units or DAILY.search(text) or (amounts and COUNTED.search(text)):
        found.add("dose")
    if INSTRUCTION.search(text):
        found.add("instruction")
    if EMERGENCY.search(text) or addresses.phones(text):
        found.add("emergency")
    return frozenset(found)

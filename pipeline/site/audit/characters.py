"""Rules for characters that nobody sees: they turn a phone number round, or hide a word from whoever looks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.formats.html import elements
from pipeline.site.audit.insertions import BlockText, block_texts
from pipeline.site.audit.problems import Problem, Rule
from pipeline.site.audit.reading import Page, Site

RULES = {
    "bidi-control": Rule("critical", "A character forces a direction, or begins or ends one that has no other end."),
    "invisible-character": Rule("major", "The translation has a character that nobody sees, and its source hasn't."),
}
OVERRIDES = "\u202d\u202e"
PAIRS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\u034f\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Joiners spell words in these scripts, and make one picture of several emoji.
JOINED = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u200d\ufb1d-\ufdff\ufe0f\ufe70-\ufefc\u2190-\u2bff\U0001f000-\U0001faff]"
)
SPACELESS = frozenset({"Thai", "Laoo", "Khmr", "Mymr", "Tibt"})


def compare(page: Page, source: Page, site: Site) -> Iterator[Problem]:
    """Look for controls in a translation's text and in its attributes for readers that the source has none of."""
    known = "".join(block.text for block in _texts(source, site))
    for block in _texts(page, site):
        text, line = block.text, block.line
        if text.isascii() and text.replace("\n", " ").isprintable():
            continue
        if control := _unbalanced(text, known):
            message = f"An invisible U+{ord(control):04X} turns the direction of the text and has no end of its own."
            yield Problem(page.file, line, "bidi-control", message, " ".join(text.split()))
        elif hidden := next(_hidden(text, known, page.locale.script), ""):
            message = f"There is an invisible U+{ord(hidden):04X} in the text."
            yield Problem(page.file, line, "invisible-character", message, " ".join(text.split()))


def _texts(page: Page, site: Site) -> list[BlockText]:
    """Return the texts of a page's blocks, and those of its attributes that are for readers."""
    spoken = [
        BlockText(node.line, value)
        for _, node in page.elements()
        for name, value in node.attributes.items()
        if elements.attribute_role(node.name, name, node.attributes) is not None
    ]
    return block_texts(page, site) + spoken


def _unbalanced(text: str, known: str) -> str:
    """Return the first control that forces a direction, or that has no other end in the same text."""
    opened: list[str] = []
    for match in CONTROLS.finditer(text):
        sign = match[0]
        if sign in OVERRIDES and sign not in known:
            return sign
        if sign in PAIRS or sign in OVERRIDES:
            opened.append(sign)
        elif not opened or PAIRS.get(opened.pop(), "\u202c") != sign:
            return sign
    return opened[-1] if opened else ""


def _hidden(text: str, known: str, script: str) -> Iterator[str]:
    for match in INVISIBLE.finditer(text):
        sign = match[0]
        around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        joins = sign in "\u200c\u200d" and JOINED.search(around)
        breaks = sign == "\u200b" and script in SPACELESS
        if sign not in known and not joins and not breaks:
            yield sign

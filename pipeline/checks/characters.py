"""Characters that nobody sees: they turn a dose round, split a word for search and screen readers, or hide text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.locales import IDEOGRAPHIC, Locale
from pipeline.model import Finding, Severity, Unit

CHECKS = {
    "bidi-control": "A character turns the direction of the text, and isn't ended or isn't needed.",
    "invisible-character": "A character that nobody sees stands in the translation.",
}
SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
RTL_LETTER = re.compile(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
EMBEDDINGS = {"\u202a": "LRE", "\u202b": "RLE", "\u202d": "LRO", "\u202e": "RLO", "\u202c": "PDF"}
ISOLATES = {"\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI"}
MARKS = {"\u200e": "LRM", "\u200f": "RLM", "\u061c": "ALM"}
DIRECTIONS = EMBEDDINGS | ISOLATES | MARKS
# Beside figures in left-to-right text these change the order in which the groups of a number are read.
TURNING = frozenset("\u202b\u2067\u200f\u061c")
FIGURE = re.compile(r"\d")
JOINERS = {"\u200c": "zero width non-joiner", "\u200d": "zero width joiner"}
NAMES = {
    "\u200b": "zero width space",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
    "\xad": "soft hyphen",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\u180e": "Mongolian vowel separator",
}
# Scripts whose letters join, or pile up: there a joiner is spelling.
JOINING = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1800-\u18af\u1a00-\u1aff\u1b00-\u1bff\ua800-\uabff"
    "\ufb1d-\ufdff\ufe70-\ufefc\U00011000-\U00011fff]"
)
EMOJI = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
# Languages of long compounds use soft hyphens on purpose.
HYPHENATING = frozenset({"de", "nl", "fi", "et", "hu", "sv", "da", "nb", "nn", "no", "is", "lb"})
# `Ã` before a soft hyphen is an `í` in the wrong encoding: garbled text, and told as that.
GARBLED = frozenset("ÂÃÐÑÅØÙà")


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Look for controls that the source doesn't have either; isolates and marks are what right-to-left text needs."""
    for translation in unit.targets:
        if translation.isascii() and translation.isprintable():
            continue
        matches = list(SUSPECT.finditer(translation))
        if not matches:
            continue
        known = "".join(unit.segment.forms)
        matches = [match for match in matches if match[0] not in known]
        yield from _directions(unit, translation, [match for match in matches if match[0] in DIRECTIONS], target)
        for match in matches:
            if match[0] not in DIRECTIONS and (severity := _severity(match, translation, target)):
                message = f"There is a {_name(match[0])} ({_code(match[0])}) {_where(match, translation)}: take it out."
                yield Finding("invisible-character", severity, message, unit, None, match.span(), "")
                break  # whoever pasted one pasted more of them


def _directions(unit: Unit, text: str, matches: Sequence[re.Match[str]], target: Locale) -> Iterator[Finding]:
    if not matches:
        return
    rtl = target.direction == "rtl" or RTL_LETTER.search(text) is not None
    opened: list[re.Match[str]] = []
    for match in matches:
        char = match[0]
        if char in "\u202d\u202e":
            yield _turned(unit, match, "critical", "shows the characters behind it in reverse or forced order")
            return
        if not rtl and char in TURNING and FIGURE.search(text):
            yield _turned(unit, match, "critical", "turns the figures of the text round")
            return
        if char in "\u202a\u202b\u2066\u2067\u2068":
            opened.append(match)
        elif char in "\u202c\u2069":
            start = opened.pop() if opened else None
            if start is None or (char == "\u2069") != (start[0] in ISOLATES):
                yield _turned(unit, match, "major", "ends a direction that doesn't begin")
                return
            inside = text[start.end() : match.start()]
            wanted = RTL_LETTER.search(inside) is not None
            if (
                (start[0] == "\u202b" and (target.direction == "rtl" or not wanted))
                or (start[0] == "\u2067" and not wanted)
                or (start[0] == "\u202a" and (not rtl or wanted))
            ):
                yield _turned(unit, start, "major", "turns the direction of words that have it of themselves")
                return
        elif not rtl:
            yield _turned(unit, match, "minor", "does nothing in this language")
            return
    if opened:
        yield _turned(unit, opened[-1], "major", "begins a direction that isn't ended")


def _turned(unit: Unit, match: re.Match[str], severity: Severity, what: str) -> Finding:
    message = f"An invisible {DIRECTIONS[match[0]]} ({_code(match[0])}) {what}: take it out."
    return Finding("bidi-control", severity, message, unit, None, match.span(), "")


def _severity(match: re.Match[str], text: str, target: Locale) -> Severity | None:
    char = match[0]
    around = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    if char in JOINERS:
        joined = any(JOINING.match(neighbour) or EMOJI.match(neighbour) for neighbour in around if neighbour)
        return None if joined else "minor" if JOINING.search(text) else "major"
    if "\U000e0020" <= char <= "\U000e007f" and "\U0001f3f4" in text:
        return None  # the flags of England, Scotland and Wales are spelt with these
    # Without spaces between words a zero width space shows where a line may break; between square signs any may.
    if char == "\u200b" and target.unspaced and target.script not in IDEOGRAPHIC:
        return None
    if char == "\xad" and (target.language in HYPHENATING or around[0] in GARBLED):
        return None
    return "major"


def _name(char: str) -> str:
    return NAMES.get(char) or JOINERS.get(char) or ("control character" if char < "\xa0" else "invisible character")


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


def _where(match: re.Match[str], text: str) -> str:
    word = re.search(r"\w{1,12}$", text[max(0, match.start() - 12) : match.start()])
    return f"behind “{word[0]}”" if word else "in the translation"

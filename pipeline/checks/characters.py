"""Checks of characters that nobody sees, and of white space at the edges and between words.

The first turn a dose round, split a word for search and screen readers, or hide text; by the second a program glues
texts together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.locales import IDEOGRAPHIC, Locale
from pipeline.model import Finding, Severity, Unit
from pipeline.text import inline

CHECKS = {
    "bidi-control": "A character turns the direction of the text, and isn't ended or isn't needed.",
    "invisible-character": "A character that nobody sees stands in the translation.",
    "edge-space": "White space or a line break at the start or end of the text is missing or new.",
    "double-space": "Two spaces stand between two words.",
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
BLANK = " \t\r\n\u00a0\u2002\u2003\u2009\u200a\u202f\u3000"
DOUBLE = re.compile(r"(?<=\S)[ \u00a0\u3000]{2,}(?=\S)")


def check(unit: Unit, source: Locale, target: Locale) -> Iterator[Finding]:
    """Look for what nobody sees, then at the white space."""
    yield from _invisible(unit, target)
    yield from _spacing(unit, target)


def _invisible(unit: Unit, target: Locale) -> Iterator[Finding]:
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


def _spacing(unit: Unit, target: Locale) -> Iterator[Finding]:
    """Compare the edges of the texts, then look for doubled spaces that the source doesn't have."""
    sources = unit.sources
    for pair in unit.pairs(target.forms):
        if inline.is_blank(pair.target):
            continue
        text, translation = pair.source, pair.target
        original, core = text.strip(BLANK), translation.strip(BLANK)
        if len(core) != len(translation) or len(original) != len(text):
            before = translation[: len(translation) - len(translation.lstrip(BLANK))]
            after = translation[len(translation.rstrip(BLANK)) :]
            wanted = text[: len(text) - len(text.lstrip(BLANK))], text[len(text.rstrip(BLANK)) :]
            if _form(before) != _form(wanted[0]):
                yield _edge(unit, "start", wanted[0], before, (0, len(before)))
            if _form(after) != _form(wanted[1]):
                yield _edge(unit, "end", wanted[1], after, (len(translation) - len(after), len(translation)))
        if "  " in core or "\u00a0" in core or "\u3000" in core:
            doubled = DOUBLE.search(core)
            if doubled is not None and not any(DOUBLE.search(source) for source in sources):
                at = translation.index(core) + doubled.start()
                message = f"{len(doubled[0])} spaces stand in a row."
                yield Finding("double-space", "minor", message, unit, None, (at, at + len(doubled[0])), " ")


def _form(space: str) -> str:
    """Return what counts of an edge: its line breaks, else that there is a space at all."""
    return "\n" * space.count("\n") or (" " if space else "")


def _edge(unit: Unit, where: str, wanted: str, got: str, span: tuple[int, int]) -> Finding:
    lines = wanted.count("\n"), got.count("\n")
    if lines[0] != lines[1]:
        message = f"The source has {_counted(lines[0])} at the {where}, the translation has {_counted(lines[1])}."
        # gettext's own tools refuse a catalog over this, other formats show it as a blank.
        return Finding("edge-space", "major" if lines[0] else "minor", message, unit, None, span, wanted)
    has = ("a space", "none") if wanted else ("no space", "one")
    message = f"The source has {has[0]} at the {where}, the translation has {has[1]}."
    return Finding("edge-space", "minor", message, unit, None, span, wanted)


def _counted(lines: int) -> str:
    return "no line break" if not lines else "a line break" if lines == 1 else f"{lines} line breaks"

"""The grammar of inline codes, so that a translator moves markup without seeing it and can't break it.

    <1>text</1>   a pair: what code 1 wraps in the source
    <2/>          a standalone code: a line break, an image, a placeholder
    <empty/>      as a whole translation: the neighbouring sentence already says it

Every other `<` is text. A number that the source doesn't have makes no code: it is text, too. Whoever reads or writes
codes does it by this module: what is text to one and a code to another would get lost between the two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.model import InlineCode
from pipeline.text import raised

EMPTY = "<empty/>"
NUMBER = "[1-9][0-9]{0,5}"  # as `write` has it, and no longer than any sentence needs
CODE = re.compile(f"<(?:/?{NUMBER}|{NUMBER}/)>")  # without groups, so that it can be a part of other patterns
TAG = "</?[A-Za-z][^<>]*>"  # markup that is no code yet: its angles are no comparisons
_LEGEND = re.compile(f"(?:^|, )<({NUMBER})(/?)> ")

CodeKind = Literal["open", "close", "alone"]
PartKind = Literal["text"] | CodeKind
LEVELS = {"superscript": raised.high, "subscript": raised.low}  # by the label of a code
_WRITTEN: dict[CodeKind, str] = {"open": "<{}>", "close": "</{}>", "alone": "<{}/>"}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of coded text from `start` on: characters, or one code by its number (0 for characters)."""

    kind: PartKind
    text: str
    start: int
    number: int = 0

    @property
    def end(self) -> int:
        """Where it ends in the coded text."""
        return self.start + len(self.text)


def parse(text: str) -> list[Part]:
    """Cut coded text into characters and codes; the parts' texts concatenate to the text."""
    parts: list[Part] = []
    at = 0
    for code in codes(text):
        if code.start > at:
            parts.append(Part("text", text[at : code.start], at))
        parts.append(code)
        at = code.end
    if at < len(text):
        parts.append(Part("text", text[at:], at))
    return parts


def codes(text: str) -> list[Part]:
    """Return the codes of coded text, in order."""
    parts = []
    for match in CODE.finditer(text):
        code = match[0]
        kind: CodeKind = "close" if code[1] == "/" else "alone" if code[-2] == "/" else "open"
        parts.append(Part(kind, code, match.start(), int(code.strip("</>"))))
    return parts


def write(kind: CodeKind, number: int) -> str:
    """Write a code."""
    return _WRITTEN[kind].format(number)


def blank_codes(text: str) -> str:
    """Return coded text with spaces in place of its codes, so that what is found in it has its place in the text."""
    return CODE.sub(lambda code: " " * len(code[0]), text) if "<" in text else text


def shown(text: str, named: Sequence[InlineCode]) -> str:
    """Return coded text as `blank_codes` does, with what its codes raise or lower above and below the line."""
    levels = {code.number: LEVELS[code.label] for code in named if code.label in LEVELS}
    if not levels or "<" not in text:
        return blank_codes(text)
    pieces: list[str] = []
    opened: list[int] = []
    for part in parse(text):
        if part.kind == "text":
            level = next((levels[number] for number in reversed(opened) if number in levels), None)
            pieces.append(level(part.text) if level else part.text)
            continue
        pieces.append(" " * len(part.text))
        if part.kind == "open":
            opened.append(part.number)
        elif part.kind == "close" and part.number in opened:
            opened.remove(part.number)
    return "".join(pieces)


def is_empty(target: str) -> bool:
    """Tell whether a translation says that a neighbouring sentence already holds it."""
    return target.strip() == EMPTY


def is_blank(target: str) -> bool:
    """Tell whether a translation has no words of its own: it is blank, or `<empty/>`."""
    words = target.strip()
    return not words or words == EMPTY


def mismatch(source: str, target: str) -> str | None:
    """Say in a sentence for translators what is wrong with a translation's codes; None where they fit the source's."""
    if "<" not in source and "<" not in target:
        return None
    if is_empty(target):
        code = CODE.search(source)
        return None if code is None else f"{EMPTY} would take {code[0]} off the page: translate the sentence."
    wanted = [(code.kind, code.number) for code in codes(source)]
    problem = broken(target, {n for kind, n in wanted if kind == "open"}, {n for kind, n in wanted if kind == "alone"})
    if problem:
        return problem
    known = {n for _, n in wanted}
    added = [code.text for code in codes(target) if code.number not in known]
    if added:
        return f"The code {added[0]} isn't in the source text: remove it."
    if EMPTY in target and EMPTY not in source:
        return f"{EMPTY} must stand alone: it says that the neighbouring sentence already holds the translation."
    return None


def broken(target: str, pairs: set[int], alone: set[int]) -> str | None:
    """Say what is wrong with the known codes of a translation; codes with other numbers are text and don't count."""
    if not pairs and not alone:
        return None
    opened: list[int] = []
    seen: set[tuple[str, int]] = set()
    for code in codes(target):
        if code.number not in (pairs if code.kind != "alone" else alone):
            if code.number in pairs or code.number in alone:
                return f"The code {code.text} is written {_written(code.number, pairs)} in the source text."
            continue
        if (code.kind, code.number) in seen:
            return f"The code {code.text} stands more than once: keep it exactly once."
        seen.add((code.kind, code.number))
        if code.kind == "open":
            opened.append(code.number)
        elif code.kind == "close":
            if not opened or (opened[-1] != code.number and code.number not in opened):
                return f"The code {code.text} stands before its <{code.number}>."
            if opened[-1] != code.number:
                return f"The codes <{code.number}> and <{opened[-1]}> overlap: close the inner one first."
            opened.pop()
    if opened:
        return f"The code <{opened[-1]}> isn't closed: write </{opened[-1]}> after the words it belongs to."
    for number in sorted(pairs | alone):
        if ("open" if number in pairs else "alone", number) not in seen:
            return f"The code {_written(number, pairs)} is missing."
    return None


def legend(named: Sequence[InlineCode]) -> str:
    """Return the codes with what they stand for, `Codes: <1> link to …, <2/> line break`; empty without codes."""
    if not named:
        return ""
    names = [f"{write('alone' if code.closing is None else 'open', code.number)} {code.label}" for code in named]
    return "Codes: " + ", ".join(names)


def read_legend(names: str) -> tuple[InlineCode, ...]:
    """Return the codes of a legend, which is given without its `Codes: `; their markup isn't in it."""
    parts = _LEGEND.split(names)[1:]
    return tuple(
        InlineCode(int(number), "", None if slash else "", label)
        for number, slash, label in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    )


def _written(number: int, pairs: set[int]) -> str:
    return f"<{number}>…</{number}>" if number in pairs else f"<{number}/>"

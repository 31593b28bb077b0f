"""The grammar of inline codes, so that a translator moves markup without seeing it and can't break it.

    <1>text</1>   a pair: what code 1 wraps in the source
    <2/>          a standalone code: a line break, an image, a placeholder
    <empty/>      as a whole translation: the neighbouring sentence already says it

Every other `<` is text. A number that the source doesn't have makes no code: it is text, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.model import InlineCode

EMPTY = "<empty/>"
CODE = re.compile(r"<(?:(?P<close>/)?(?P<pair>[1-9]\d{0,5})|(?P<alone>[1-9]\d{0,5})/)>", re.ASCII)

PartKind = Literal["text", "open", "close", "alone"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of coded text: characters, or one code by its number (0 for characters)."""

    kind: PartKind
    text: str
    number: int = 0


def parse(text: str) -> list[Part]:
    """Cut coded text into characters and codes; the parts' texts concatenate to the text."""
    parts: list[Part] = []
    at = 0
    for match in CODE.finditer(text):
        if match.start() > at:
            parts.append(Part("text", text[at : match.start()]))
        kind: PartKind = "alone" if match["alone"] else "close" if match["close"] else "open"
        parts.append(Part(kind, match[0], int(match["alone"] or match["pair"])))
        at = match.end()
    if at < len(text):
        parts.append(Part("text", text[at:]))
    return parts


def blank_codes(text: str) -> str:
    """Return coded text with spaces in place of its codes, so that what is found in it has its place in the text."""
    return CODE.sub(lambda code: " " * len(code[0]), text)


def is_empty(target: str) -> bool:
    """Tell whether a translation says that a neighbouring sentence already holds it."""
    return target.strip() == EMPTY


def mismatch(source: str, target: str) -> str | None:
    """Say in a sentence for translators what is wrong with a translation's codes; None where they fit the source's."""
    if "<" not in source and "<" not in target:
        return None
    if is_empty(target):
        code = CODE.search(source)
        return None if code is None else f"{EMPTY} would take {code[0]} off the page: translate the sentence."
    wanted = [(part.kind, part.number) for part in parse(source) if part.number]
    problem = broken(target, {n for kind, n in wanted if kind == "open"}, {n for kind, n in wanted if kind == "alone"})
    if problem:
        return problem
    known = {n for _, n in wanted}
    added = [part.text for part in parse(target) if part.number and part.number not in known]
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
    for part in parse(target):
        if part.number not in (pairs if part.kind != "alone" else alone):
            if part.number in pairs or part.number in alone:
                return f"The code {part.text} is written {_written(part.number, pairs)} in the source text."
            continue
        if (part.kind, part.number) in seen:
            return f"The code {part.text} stands more than once: keep it exactly once."
        seen.add((part.kind, part.number))
        if part.kind == "open":
            opened.append(part.number)
        elif part.kind == "close":
            if part.number not in opened:
                return f"The code {part.text} stands before its <{part.number}>."
            if opened[-1] != part.number:
                return f"The codes <{part.number}> and <{opened[-1]}> overlap: close the inner one first."
            opened.pop()
    if opened:
        return f"The code <{opened[-1]}> isn't closed: write </{opened[-1]}> after the words it belongs to."
    for number in sorted(pairs | alone):
        if ("open" if number in pairs else "alone", number) not in seen:
            return f"The code {_written(number, pairs)} is missing."
    return None


def legend(codes: Sequence[InlineCode]) -> str:
    """Return the codes with what they stand for, `Codes: <1> link to …, <2/> line break`; empty without codes."""
    if not codes:
        return ""
    names = [f"<{code.number}{'/' if code.closing is None else ''}> {code.label}" for code in codes]
    return "Codes: " + ", ".join(names)


def _written(number: int, pairs: set[int]) -> str:
    return f"<{number}>…</{number}>" if number in pairs else f"<{number}/>"

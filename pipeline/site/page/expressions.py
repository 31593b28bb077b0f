"""Expressions that are read as one, from left to right: 120/80 mmHg, 5 mg + 10 mg, (140 − age) × 72, 555-0142.

The bidirectional algorithm sets each part of them in the direction of the words around, and so turns their order; an
isolate around a part alone does the same to the whole. Only one around the whole keeps the order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.formats.html.elements import names

SPACES = " \u00a0\u202f\u2009"
LETTER = r"A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u052f\u1e00-\u1fff\u2126"
LETTERED = re.compile(f"[{LETTER}]")
RIGHT_TO_LEFT = "\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"  # but for the figures of Arabic

_RAISED = "\u00b2\u00b3\u00b9\u2070-\u209c"  # superscripts and subscripts, with their signs
_FIGURE = rf"\d+(?:[.,٫٬'’]\d+)*[‰°{_RAISED}½¼¾⅓⅔⅛]*(?:[{SPACES}]?%)?|[½¼¾⅓⅔⅛]"
_DIGITS = frozenset("0123456789۰۱۲۳۴۵۶۷۸۹½¼¾⅓⅔⅛.")
_FIGURES = re.compile(_FIGURE)
# Several groups of figures are one number, however it is grouped: 5555 0142, 11 555 1234, 1 000 000, 55 12 34 56.
_GROUPED = re.compile(rf"\d{{1,4}}(?:[{SPACES}]\d{{3,4}})+(?![\d.,]*\d)|\d\d(?:[{SPACES}]\d\d){{3,}}(?!\d)")
# A dash between the groups of a phone number or a code makes no range: 555-0142, 2024-0017.
_CODE = re.compile(r"\d{3,4}[-‐‑–](?!(?:19|20)\d\d)\d{4}|\d+[-‐‑–]0\d{2,}")
_OPERATOR = r"[/∕⁄÷+\-‐‑–−×✕x·⋅∙*=<>≤≥≦≧≈≃~～∼±^→⇒]"
_DASH = re.compile(rf"\.?[{SPACES}]?[-‐‑–~～][{SPACES}]?")
_SPACE = f"[{SPACES}]*"
_BINDING = re.compile(rf"{_SPACE}[)\]]*{_SPACE}(?:{_OPERATOR}{_SPACE})+[(\[]*{_SPACE}|[)\](\[]+{_OPERATOR}*")
_RATIO = re.compile(rf":|[{SPACES}]:[{SPACES}]|[{SPACES}]?∶[{SPACES}]?")
# What a measure begins with: a bound, a sign. Between words < and > lead from one to the next: they need a unit.
_BOUND = re.compile(rf"(?:[±≥≤≦≧~～∼≈≃]|[<>]=|\+/[-−])[{SPACES}]?\Z|[+\-−]\Z")
_LESS_OR_MORE = re.compile(rf"[<>][{SPACES}]?\Z")
_SIGN_BEHIND = re.compile(rf"[(\[][^()\[\]\s{RIGHT_TO_LEFT}]{{1,12}}[)\]]")
# The algorithm keeps the order of these; a range of two is read as the words around it are.
_PLAIN = re.compile(rf"[\d.,٫٬'’‰°½¼¾⅓⅔⅛]+(?:[{SPACES}]?%)?(?:[/:][\d.,٫٬'’]+)*")
_END = rf"(?:{_FIGURE})(?::\d\d|[/.]\d+[/.]\d+)?"
_RANGE = re.compile(rf"{_END}{_DASH.pattern}{_END}")
_NATIVE = re.compile("[\u0660-\u0669]")  # with these figures an expression runs from right to left, as its words do
_CLOSED = re.compile(rf"[{SPACES}]*(?:[.,;:!?،؛؟…)\]»”]|\Z)")
# What a number before it counts: a unit, not a name.
_UNIT = re.compile(rf"[a-zµμ°]|[{LETTER}]+/|[A-Z]{{1,4}}(?![\w-])")
_THOUSANDS = re.compile(rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})*[{SPACES}]\d{{3}}(?!\d)")
_MEASURED = names("pH SpO2 SpO₂ SaO2 PaO2 FiO2 HbA1c INR BMI GFR eGFR PSA CI HR OR RR GCS ECOG ISO p")
_BETWEEN = names("x X to or and")
_PAIRS = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of a text."""

    start: int
    end: int


def whole(text: str, parts: Iterable[Span]) -> list[Span]:
    """Return the expressions of a text that have to be kept apart, in order; `parts` are known to be.

    They don't overlap. A part grows by what belongs to the same expression. Figures among the locale's own words are
    left where the algorithm keeps their order, and where they are a range: 5–10 is read as its words are.
    """
    known = [_trimmed(text, part) for part in parts]
    atoms = sorted([*known, *_figures(text, known)], key=lambda span: span.start)
    found: list[list[Span]] = []
    for atom in atoms:
        if found and _is_bound(text, found[-1], atom):
            found[-1].append(atom)
        else:
            found.append([atom])
    own = set(known)
    kept: list[Span] = []
    for row in found:
        balanced = _balanced(text, Span(row[0].start, row[-1].end), kept[-1].end if kept else 0)
        for part, span in [(row, balanced)] if balanced else [([each], each) for each in row]:
            lettered = any(each in own for each in part)
            grown = _grown(text, span, kept[-1].end if kept else 0)
            if lettered or _is_turned(text[grown.start : grown.end]):
                kept.append(grown)
    return kept


def _trimmed(text: str, part: Span) -> Span:
    """Return a part without the operator that its reader took for its end: "5 mg +", the stroke before a local word."""
    words = text[part.start : part.end]
    if words.endswith("/") and re.match(f"[{RIGHT_TO_LEFT}]", text[part.end :]):
        return Span(part.start, max(part.start + 1, part.end - 1))
    short = re.sub(rf"[{SPACES}]+(?:{_OPERATOR}[{SPACES}]*)+\Z", "", words)
    following = text[part.end :].lstrip(SPACES)[:1]
    return Span(part.start, part.start + len(short)) if short and following.isdigit() else part


def _figures(text: str, known: Sequence[Span]) -> Iterator[Span]:
    """Yield the figures that stand in no part."""
    at = 0
    for part in (*known, Span(len(text), len(text))):
        while at < part.start:
            match = _FIGURES.search(text, at, part.start)
            if match is None:
                break
            whole_number = _GROUPED.match(text, match.start(), part.start) or match
            at = whole_number.end()
            # A figure in the middle of a word is the word's own.
            if not text[max(0, match.start() - 1) : match.start()].isdigit():
                yield Span(match.start(), at)
        at = max(at, part.end)


def _is_bound(text: str, row: Sequence[Span], atom: Span) -> bool:
    """Tell whether what stands between two parts makes one expression of them."""
    before, gap = row[-1], text[row[-1].end : atom.start]
    left, right = text[before.end - 1], text[atom.start]
    figures = _is_figure(left) and _is_figure(right)
    if not gap:
        return True
    if not gap.strip(SPACES):
        return _goes_on(text, row, atom)
    if _RATIO.fullmatch(gap):
        return figures
    if _DASH.fullmatch(gap):
        # Of a sentence it may be, where it stands between words.
        return gap.strip(SPACES) == gap or (text[before.start].isdigit() and right.isdigit())
    return _BINDING.fullmatch(gap) is not None


def _goes_on(text: str, row: Sequence[Span], atom: Span) -> bool:
    """Tell whether an expression goes on behind a space alone: 10⁶ cells/kg, 2 x 500 mg, 1 000 IU, pH 7.4."""
    before = row[-1]
    left, right = text[before.end - 1], text[atom.start]
    if _is_between(text, atom):
        return _is_figure(left)
    if _is_between(text, before):
        return len(row) > 1
    if LETTERED.match(right):
        counted = _is_figure(left) and not LETTERED.match(left)
        power = re.search("[×^]", text[row[0].start : before.end]) is not None
        return left == "%" or (counted and (power or _UNIT.match(text, atom.start) is not None))
    if not right.isdigit():
        return False
    if text[before.start : before.end].rpartition(" ")[2] in _MEASURED:
        return True
    if left.isdigit():
        return _THOUSANDS.match(text[before.start : atom.start + 4]) is not None
    # A number behind a name belongs to the words that follow it, if any do.
    named = LETTERED.match(left) is not None and not text[before.start].isdigit() and len(row) == 1
    bare = LETTERED.search(text, atom.start, atom.end) is None
    return named and bare and _CLOSED.match(text, atom.end) is not None


def _is_between(text: str, span: Span) -> bool:
    return text[span.start : span.end] in _BETWEEN


def _is_figure(sign: str) -> bool:
    return sign.isdigit() or sign in "%‰°½¼¾⅓⅔⅛" or LETTERED.match(sign) is not None


def _balanced(text: str, span: Span, at: int) -> Span | None:
    """Return an expression with the brackets right beside it that it opens or closes; None where they are not there."""
    opened: list[str] = []
    start, end = span.start, span.end
    for sign in text[span.start : span.end]:
        if sign in "([":
            opened.append(sign)
        elif sign in _PAIRS:
            if opened:
                if opened.pop() != _PAIRS[sign]:
                    return None
            elif start > at and text[start - 1] == _PAIRS[sign]:
                start -= 1
            else:
                return None
    for sign in reversed(opened):
        if end >= len(text) or _PAIRS.get(text[end]) != sign:
            return None
        end += 1
    return Span(start, end)


def _grown(text: str, span: Span, at: int) -> Span:
    """Return an expression with the sign before it and the one in brackets behind it: ≥ 5 mg, HER2(+)."""
    start, end = span.start, span.end
    lettered = LETTERED.search(text, start, end) is not None
    before = text[at:start]
    sign = _BOUND.search(before) or (_LESS_OR_MORE.search(before) if lettered else None)
    if sign is not None and text[start] in _DIGITS and not before[: sign.start()][-1:].isalnum():
        start = at + sign.start()
    if re.search(r"\d[ \u00a0\u202f]?[ap]\.m\Z", text[start:end]) and text.startswith(".", end):
        end += 1
    behind = _SIGN_BEHIND.match(text, end) if lettered else None
    return Span(start, behind.end() if behind else end)


def _is_turned(words: str) -> bool:
    """Tell whether the algorithm would turn the order of figures that stand among the locale's own words."""
    if _PLAIN.fullmatch(words) or _NATIVE.search(words):
        return False
    return _CODE.fullmatch(words) is not None or _RANGE.fullmatch(words) is None

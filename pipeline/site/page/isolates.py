"""Isolation of left-to-right text inside of right-to-left text, so that neither reorders the other.

A phone number, a code, a name in Latin letters or a measure with a Latin unit is shown back to front, or draws the
number of its neighbour to the wrong side, where the bidirectional algorithm is left alone with it:
https://www.unicode.org/reports/tr9/. What has to be isolated stands in a <bdi>.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.formats.html.format import escape
from pipeline.formats.html.outline import Element, Outline
from pipeline.formats.html.tokens import Token
from pipeline.formats.splice import Edit
from pipeline.locales import Locale
from pipeline.model import CodeSpan, Slot
from pipeline.site.page.slots import VisibleSlots
from pipeline.text import addresses, quantities
from pipeline.text.quantities import Quantity

OPENING, CLOSING = '<bdi class="l10n-ltr" dir="ltr">', "</bdi>"

_HYPHENS = tuple("-‐‑–")
_SPACES = " \u00a0\u202f"
_LETTER = r"A-Za-z\u00aa\u00b5\u00ba\u00c0-\u02af\u0370-\u052f\u1e00-\u1fff\u2126"
_ASCII = re.compile(rf"[{_LETTER}0-9]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# What stands between two white spaces, brackets or stops, with a letter of a left-to-right script.
_SIGN = r"""[^\s()\[\]{}«»“”"„؟،؛,;:.!?…\u0590-\u08ff\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]"""
_CHUNK = rf"{_SIGN}+(?:[.,:'’](?=[{_LETTER}0-9]){_SIGN}+)*"
_WORD = re.compile(_CHUNK)
_LETTERED = re.compile(f"[{_LETTER}]")
_MEASURE = re.compile(rf"\d[{_SPACES}]?[{_LETTER}°×]")
# −80 and 2026-01-12 are turned around without a letter in them; 5–10 is read from right to left like the words.
_TURNED_NUMBER = re.compile(r"[+\-−±]\d[\d.,]*%?|\d+(?:[-‐‑–−]\d+){2,}")
# Elements whose inside is apart already, or is laid out as it is written.
_APART = frozenset({"bdi", "bdo", "code", "kbd", "samp", "pre", "listing"})


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of a text."""

    start: int
    end: int


def spans(text: str, locale: Locale) -> list[Span]:
    """Return what has to be kept apart in a text of a right-to-left locale, in order."""
    if _ASCII.search(text) is None:
        return []
    known = [Span(address.start, address.end) for address in addresses.read(text)]
    known += [Span(phone.start, phone.end) for phone in addresses.phones(text)]
    if _MEASURE.search(text):
        known += [_measure(text, quantity) for quantity in quantities.read(text, locale) if quantity.unit]
    known.sort(key=lambda span: (span.start, -span.end))
    kept: list[Span] = []
    at = 0
    for span in (*(span for span in known if span.start < span.end), Span(len(text), len(text))):
        if span.start < at:
            continue
        kept += _runs(text, at, span.start)
        kept += [span] if span.start < span.end else []
        at = span.end
    return kept


def _measure(text: str, quantity: Quantity) -> Span:
    """Return a number with its unit, up to where the locale's own words begin ("or more"); empty if that is at once."""
    own = _RIGHT_TO_LEFT.search(text, quantity.first, quantity.end)
    end = quantity.first + len(text[quantity.first : own.start() if own else quantity.end].rstrip())
    return Span(quantity.first, end if _LETTERED.search(text, quantity.first, end) else quantity.first)


def _runs(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield rows of words in a left-to-right script; a number at the end of a row may belong to what follows it."""
    first = last = -1
    at = start
    for word in _WORD.finditer(text, start, end):
        if first >= 0 and text[at : word.start()].strip(_SPACES):
            yield Span(first, last)
            first = -1
        bound = word.start() > 0 and text[word.start() - 1].isalpha()  # an article or a preposition stands before it
        if _LETTERED.search(word[0]):
            begin = word.start() + (bound and word[0].startswith(_HYPHENS))
            first = begin if first < 0 else first
            last = word.end()
        elif first < 0 and not bound and _TURNED_NUMBER.fullmatch(word[0]):
            yield Span(*word.span())
        at = word.end()
    if first >= 0:
        yield Span(first, last)


def written(text: str, form: str, locale: Locale) -> str:
    """Write characters of a text with what has to be kept apart in elements."""
    parts: list[str] = []
    at = 0
    for span in spans(text, locale):
        inside = escape(text[span.start : span.end], form)
        parts += [escape(text[at : span.start], form), f"{OPENING}{inside}{CLOSING}"]
        at = span.end
    return "".join([*parts, escape(text[at:], form)])


class Isolates:
    """Isolates of one page in a right-to-left locale: texts kept apart from the direction around them."""

    def __init__(self, outline: Outline, locale: Locale) -> None:
        """Find where nothing has to be kept apart any more."""
        self.locale = locale
        self.outline = outline
        self.apart = {element.start: element for element in outline.elements if _is_apart(element)}

    def write(self, slot: Slot, text: str, codes: Sequence[CodeSpan]) -> str:
        """Write characters of a target in a slot, inside these codes."""
        plain = slot.form != "text" or any(code.start in self.apart for code in codes)
        if plain or self._is_inside(slot.start):
            return escape(text, slot.form)
        return written(text, slot.form, self.locale)

    def same(self, slot: Slot, text: str) -> str:
        """Keep a text apart that is the source's own and the translation's."""
        words = slot.form == "text" and _ASCII.search(slot.segment.text) and not self._is_inside(slot.start)
        return f"{OPENING}{text}{CLOSING}" if words else text

    def edits(self, source: str, visible: VisibleSlots) -> Iterator[Edit]:
        """Yield what is kept apart of the texts that are no translator's business: phone numbers, codes, addresses."""
        for run in _rest(self.outline.texts, visible):
            text = "".join(token.text for token in run)
            for span in spans(text, self.locale):
                start, end = _place(run, span.start, last=False), _place(run, span.end, last=True)
                if not self._is_inside(start):
                    yield Edit(start, end, f"{OPENING}{source[start:end]}{CLOSING}")

    def _is_inside(self, at: int) -> bool:
        return any(element.inner <= at < element.inner_end for element in self.apart.values())


def _is_apart(element: Element) -> bool:
    return element.name in _APART or (not element.block and element.value("dir").lower() == "ltr")


def _rest(tokens: Sequence[Token], visible: VisibleSlots) -> Iterator[list[Token]]:
    """Yield the texts outside of all sentences, each with the character references in it."""
    run: list[Token] = []
    for token in tokens:
        if run and run[-1].end != token.start:
            yield run
            run = []
        index = bisect_right(visible.starts, token.end - 1) - 1
        if index >= 0 and visible.slots[index].end > token.start:
            if run:
                yield run
            run = []
            continue
        run.append(token)
    if run:
        yield run


def _place(run: Sequence[Token], at: int, *, last: bool) -> int:
    """Return the place in the source of a place in the text of some tokens."""
    for token in run:
        if at < len(token.text) or (last and at == len(token.text)):
            if token.kind == "text":
                return token.start + at
            return token.end if last else token.start
        at -= len(token.text)
    return run[-1].end

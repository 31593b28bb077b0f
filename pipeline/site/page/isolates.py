"""Isolation of left-to-right text inside of right-to-left text, so that neither reorders the other.

A phone number, a code, a name in Latin letters or a measure with a Latin unit is shown back to front, or draws the
number of its neighbour to the wrong side, where the bidirectional algorithm is left alone with it:
https://www.unicode.org/reports/tr9/. What has to be isolated stands in a <bdi>.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.formats.html import tokens
from pipeline.formats.html.elements import BLOCK, ISOLATED, OPAQUE, TEXT_ONLY, VOID
from pipeline.formats.html.outline import Element, Outline
from pipeline.formats.html.semantics import is_icon
from pipeline.formats.html.tokens import Token
from pipeline.formats.splice import Edit
from pipeline.locales import Locale
from pipeline.model import Slot
from pipeline.site.page import expressions
from pipeline.site.page.expressions import LETTER, LETTERED, SPACES, Span
from pipeline.site.page.slots import VisibleSlots
from pipeline.text import addresses, quantities
from pipeline.text.quantities import Quantity

OPENING, CLOSING = '<bdi class="l10n-ltr" dir="ltr">', "</bdi>"

_HYPHENS = tuple("-‐‑–")
_ASCII = re.compile(rf"[{LETTER}0-9]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# What stands between two white spaces, brackets or stops, with a letter of a left-to-right script.
_SIGN = r"""[^\s()\[\]{}«»“”"„؟،؛,;:.!?…\u0590-\u08ff\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]"""
_CHUNK = rf"{_SIGN}+(?:[.,:'’](?=[{LETTER}0-9]){_SIGN}+)*"
_WORD = re.compile(_CHUNK)
_MEASURE = re.compile(rf"\d[{SPACES}]?[{LETTER}°×]")
# −80 and 2026-01-12 are turned around without a letter in them; 5–10 is read from right to left like the words.
_TURNED_NUMBER = re.compile(r"[+\-−±]\d[\d.,]*%?|(?<!\d)\d++(?:[-‐‑–−]\d++){2,}")
_MARK = r'(?: <small class="l10n-mark"[^>]*>(?:(?!</small>).)*</small>)?'  # that a link leads to a page of the source
# Elements whose inside is apart already, or is laid out as it is written.
_APART = (OPAQUE - {"var"}) | ISOLATED | {"bdi", "bdo"}


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
    return expressions.whole(text, kept)


def _measure(text: str, quantity: Quantity) -> Span:
    """Return a number with its unit, up to where the locale's own words begin ("or more"); empty if that is at once."""
    own = _RIGHT_TO_LEFT.search(text, quantity.first, quantity.end)
    end = quantity.first + len(text[quantity.first : own.start() if own else quantity.end].rstrip())
    return Span(quantity.first, end if LETTERED.search(text, quantity.first, end) else quantity.first)


def _runs(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield rows of words in a left-to-right script; a number at the end of a row may belong to what follows it."""
    first = last = -1
    at = start
    for word in _WORD.finditer(text, start, end):
        if first >= 0 and text[at : word.start()].strip(SPACES):
            yield Span(first, last)
            first = -1
        bound = word.start() > 0 and text[word.start() - 1].isalpha()  # an article or a preposition stands before it
        if LETTERED.search(word[0]):
            begin = word.start() + (bound and word[0].startswith(_HYPHENS))
            first = begin if first < 0 else first
            last = word.end()
        elif first < 0 and not bound and _TURNED_NUMBER.fullmatch(word[0]):
            yield Span(*word.span())
        at = word.end()
    if first >= 0:
        yield Span(first, last)


@dataclass(slots=True)
class _Run:
    """Characters that follow each other in a line, markup within them left out, and the tags between them."""

    text: list[str] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)  # of each character, in what is written
    tags: list[Token] = field(default_factory=list)

    def place(self, span: Span) -> Span:
        """Return where a part of the text stands."""
        return Span(self.places[span.start].start, self.places[span.end - 1].end)

    def is_between_words(self, at: int) -> bool:
        """Tell whether words of their own end and begin there, no parts of a measure."""
        text = "".join(self.text)
        before, behind = text[:at].split(), text[at:].split()
        words = (before[-1:] or [""])[0], (behind[:1] or [""])[0]
        return " " in text[max(0, at - 1) : at + 1] and all(map(LETTERED.search, words))


def written(page: str, locale: Locale) -> str:
    """Return a piece of a page with what has to be kept apart in elements, whatever markup stands within it."""
    if _ASCII.search(page) is None:
        return page
    edits: list[Edit] = []
    for run in _lines(page):
        for span in spans("".join(run.text), locale):
            edits += _kept_apart(page, run, span)
    parts: list[str] = []
    at = 0
    for edit in edits:  # in order, since the spans are
        parts += (page[at : edit.start], edit.text)
        at = edit.start
    return "".join((*parts, page[at:]))


def _kept_apart(page: str, run: _Run, span: Span) -> Iterator[Edit]:
    """Yield what keeps a part of a run apart, though an element may begin or end within it."""
    place = run.place(span)
    inside = [tag for tag in run.tags if place.start < tag.start < place.end]
    cuts = [sum(at.start < tag.start for at in run.places) for tag in inside]
    if (whole := _around_elements(page, place, run.tags)) is not None:
        yield from (Edit(whole.start, whole.start, OPENING), Edit(whole.end, whole.end, CLOSING))
    elif all(run.is_between_words(cut) for cut in cuts):
        for start, end in pairwise((span.start, *cuts, span.end)):
            if "".join(run.text[start:end]).strip():
                piece = run.place(Span(start, end))
                yield from (Edit(piece.start, piece.start, OPENING), Edit(piece.end, piece.end, CLOSING))
    else:
        # An isolate of two characters holds where an element can't, across the edge of another one.
        yield from (Edit(place.start, place.start, "\u2066"), Edit(place.end, place.end, "\u2069"))


def _lines(page: str) -> Iterator[_Run]:
    """Yield the texts of a piece of a page; one ends where a line or a block does, and around what is apart already."""
    run = _Run()
    opened: list[Token] = []
    apart = 0  # how many elements are open around and with the outermost one that is apart
    for token in tokens.tokens(page):
        if token.kind in ("text", "reference"):
            if not apart:
                places = [Span(at, at + 1) for at in range(token.start, token.end)]
                run.places += places if token.kind == "text" else [Span(token.start, token.end)] * len(token.text)
                run.text += token.text
            continue
        if token.kind == "other":
            continue
        # A date is whole as it stands; a number in it counts no word behind.
        ends = token.text in BLOCK or token.text == "time" or (token.text in VOID and token.text != "wbr")
        if token.kind == "start" and token.text not in VOID:
            opened.append(token)
            if not apart and _keeps_apart(token, page):
                apart, ends = len(opened), True
        elif token.kind == "end" and any(outer.text == token.text for outer in opened):
            while opened.pop().text != token.text:
                pass
            if len(opened) < apart:
                apart, ends = 0, True
        if ends:
            yield run
            run = _Run()
        elif not apart and token.text not in VOID:
            run.tags.append(token)
    yield run


def _keeps_apart(tag: Token, page: str) -> bool:
    values = {attribute.name: attribute.value.lower() for attribute in tokens.attributes(page, tag)}
    if tag.text in _APART or tag.text in TEXT_ONLY or is_icon(values) or values.get("aria-hidden") == "true":
        return True
    return tag.text not in BLOCK and values.get("dir") == "ltr"


def _around_elements(page: str, place: Span, tags: Sequence[Token]) -> Span | None:
    """Return a place with the tags right at its ends whose elements it cuts; None where it cuts one further away."""
    opened: list[Token] = []
    start, end = place.start, place.end
    before = [tag for tag in tags if tag.end <= start]
    for tag in (tag for tag in tags if place.start <= tag.start < place.end):
        if tag.kind == "start":
            opened.append(tag)
        elif opened:
            opened.pop()
        elif before and before[-1].end == start and before[-1].kind == "start":
            start = before.pop().start
        else:
            return None
    for element in reversed(opened):
        ending = re.compile(rf"{_MARK}</{re.escape(element.text)}\s*>", re.IGNORECASE | re.DOTALL).match(page, end)
        if ending is None:
            return None
        end = ending.end()
    return Span(start, end)


class Isolates:
    """Isolates of one page in a right-to-left locale: texts kept apart from the direction around them."""

    def __init__(self, outline: Outline, locale: Locale) -> None:
        """Find where nothing has to be kept apart any more."""
        self.locale = locale
        self.outline = outline
        self.apart = {element.start: element for element in outline.elements if _is_apart(element)}

    def shown(self, slot: Slot, text: str) -> str:
        """Keep apart what has to be in a translation as it is written into a slot."""
        return text if slot.form != "text" or self._is_inside(slot.start) else written(text, self.locale)

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

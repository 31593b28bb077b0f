"""Segmentation of blocks into sentences with balanced codes, as a translator sees them.

Sentence boundaries count only where no code of the sentence is open; markup that wraps a whole sentence, or stands at
its edge without standing for words, stays on the page and out of the translator's way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise

from pipeline.errors import FormatError
from pipeline.formats.block import UNWRITABLE, Block, Item, cut_item
from pipeline.formats.settings import FormatSettings
from pipeline.formats.translatable import why_not
from pipeline.model import LONGEST_TEXT, CodeSpan, InlineCode, Leftover, Segment, Slot, segment_key
from pipeline.segmentation import split
from pipeline.text import inline

MAX_UNWRAPPED = 64  # nesting within a block that is taken apart; deeper markup keeps its sentences together

_REFERENCE_MARK = re.compile(r"[\d\s,;–\-*†‡§\[\]()a-e]*\Z")  # what a citation's superscript holds
_LONGEST_MARK = 20  # items from a superscript's start among which its end is looked for: a citation's is near
_LINE_END = re.compile(r"\r\n?|\n")
_NO_WRAPPER = Item("open", "", 0, 0)
_EMPTY = ("white", "space", "boundary")


Cut = Callable[[str], list[str]]
"""Split flat text into sentences whose concatenation is the text."""


def cutter(settings: FormatSettings, lang: str) -> Cut | None:
    """Return what splits blocks of a language into segments; None where a segment is a block."""
    return partial(split, lang=lang, rules=settings.rules) if settings.segment == "sentence" else None


class Lines:
    """The line numbers of a source text."""

    def __init__(self, source: str) -> None:
        self._ends = [match.start() for match in _LINE_END.finditer(source)]

    def at(self, place: int) -> int:
        """Return the line, from 1, of a place in the text."""
        return bisect_left(self._ends, place) + 1


def slots(
    block: Block, source: str, cut: Cut | None, lines: Lines, *, left: list[Leftover] | None = None
) -> Iterator[Slot]:
    """Yield the slots of a block of `source`; `cut` splits flat text into sentences, None keeps the block whole.

    What isn't worth a translator's look goes into `left`.
    """
    if not any(item.text and item.kind != "white" for item in block.items):
        return
    placeholders = left is not None
    for part in _parts(block.items):
        items = part if cut is None or block.whole else _with_boundaries(part, cut)
        pieces = _pieces(items)
        whole = ""
        if len(pieces) > 1:
            whole = _coded(items, source, _unwrapped(items, _Piece(0, len(items), None))).text
        before = 0
        for piece in pieces:
            coded = _coded(items, source, piece)
            reason = why_not(coded.words)
            if reason is not None:
                if left is not None and coded.words.strip():
                    left.append(Leftover(items[piece.first].start, block.role, coded.words, reason))
                continue
            placeholders = False
            start, end = items[piece.first].start, items[piece.last - 1].end
            segment = _segment(block, piece.wrapper or _NO_WRAPPER, coded, whole, lines.at(start))
            joined = before > 0 and all(item.kind in _EMPTY for item in items[before : piece.first])
            before = piece.last
            yield Slot(segment, start, end, coded.spans, joined, block.form)
    if placeholders and left is not None:
        looks = (item for item in block.items if item.kind == "alone" and not item.name and item.text)
        left.extend(Leftover(item.start, block.role, item.text, "a placeholder") for item in looks)


def bounded(length: int, line: int) -> None:
    """Raise FormatError where a text is longer than any that could be reviewed."""
    if length > LONGEST_TEXT:
        message = f"a text of {length} characters, of which no more than {LONGEST_TEXT} are read as one paragraph"
        raise FormatError(message, line=line)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The items [first, last) of one sentence, and the innermost wrapping pair that gives it a role."""

    first: int
    last: int
    wrapper: Item | None


@dataclass(frozen=True, slots=True)
class _Coded:
    """A sentence as the translator sees it; `words` is its text without codes."""

    text: str
    words: str
    codes: tuple[InlineCode, ...]
    spans: tuple[CodeSpan, ...]
    notes: tuple[str, ...]


def _segment(block: Block, wrapper: Item, coded: _Coded, whole: str, line: int) -> Segment:
    """Return a sentence as a segment; what wraps it says more of it than its block does."""
    context = wrapper.context or block.context
    bounded(len(whole or coded.text), line)
    return Segment(
        key=segment_key(context, coded.text),
        text=coded.text,
        role=wrapper.role or block.role,
        context=context,
        block=whole or coded.text,
        codes=coded.codes,
        notes=tuple(dict.fromkeys((*block.notes, *wrapper.notes, *coded.notes))),
        location=(line,),
    )


def _parts(items: list[Item]) -> list[list[Item]]:
    """Cut a row of buttons or links with no words between them into its members; anything else stays together."""
    members: list[list[Item]] = []
    outer: Item | None = None
    first = 0
    for index, item in enumerate(items):
        if outer is None and item.kind == "open":
            outer, first = item, index
        elif outer is not None and item is outer.partner:
            if outer.separable:
                members.append(items[first : index + 1])
            outer = None
        elif (outer is None or not outer.separable) and any(char.isalnum() for char in item.text):
            return [items]
    return members if len(members) > 1 else [items]


def _texts(items: list[Item]) -> list[str]:
    """Return what each item adds to the block's flat text, as a browser collapses white space."""
    texts: list[str] = []
    spaced = True
    mark: Item | None = None  # the end of a citation's superscript, which isn't part of the sentence's prose
    for index, item in enumerate(items):
        text = ""
        if mark is not None:
            mark = None if item is mark else mark
        elif item.kind == "open" and item.name == "sup" and _is_reference_mark(items, index):
            mark = item.partner
        elif item.kind == "white":
            text = "" if spaced else " "
            spaced = True
        elif item.breaks:
            text, spaced = "\n", True
        else:
            text, spaced = item.text, spaced and not item.text and not item.shown
        texts.append(text)
    return texts


def _is_reference_mark(items: list[Item], index: int) -> bool:
    end = items[index].partner
    inside: list[str] = []
    for item in items[index + 1 : index + _LONGEST_MARK]:
        if item is end:
            return _REFERENCE_MARK.match("".join(inside)) is not None
        inside.append(item.text)
    return False


def _with_boundaries(items: list[Item], cut: Cut) -> list[Item]:
    """Put a boundary item where a sentence ends: behind the markup that closes there, before what opens."""
    texts = _texts(items)
    sentences = cut("".join(texts))
    if len(sentences) < 2:
        return items
    bounds = list(accumulate(len(sentence) for sentence in sentences))[:-1]
    bounded: list[Item] = []
    at = 0
    pending = False
    mark: Item | None = None
    for item, text in zip(items, texts, strict=True):
        if pending and mark is None and item.kind != "close":
            if item.kind == "open" and item.name == "sup" and not text and bounded[-1].kind != "white":
                mark = item.partner
            else:
                bounded.append(Item("boundary", "", item.start, item.start))
                pending = False
        if item is mark:
            mark = None
        begin, at = at, at + len(text)
        inside = bounds[bisect_left(bounds, begin + 1) : bisect_left(bounds, at)] if item.kind == "text" else []
        if inside and item.end - item.start == len(item.text):
            for first, last in pairwise([0, *(bound - begin for bound in inside), at - begin]):
                bounded.extend(cut_item(item, first, last))
                if last < at - begin:
                    bounded.append(Item("boundary", "", item.start + last, item.start + last))
        else:
            bounded.append(item)
        index = bisect_left(bounds, at)
        pending = pending or (bool(text) and index < len(bounds) and bounds[index] == at)
    return bounded


def _pieces(items: list[Item]) -> list[_Piece]:
    """Split at the boundaries where no code is open, unwrap each piece, and split again inside what wrapped it."""
    bounds: list[int] = []
    depths: list[int] = []
    depth = 0
    for index, item in enumerate(items):
        depths.append(depth)
        if item.kind == "open":
            depth += 1
        elif item.kind == "close":
            depth -= 1
        elif item.kind == "boundary":
            bounds.append(index)
    pieces: list[_Piece] = []
    work: list[tuple[_Piece, int]] = [(_Piece(0, len(items), None), 0)]
    while work:
        outer, level = work.pop()
        piece = _unwrapped(items, outer)
        if piece.first >= piece.last:
            continue
        inside = bounds[bisect_left(bounds, piece.first) : bisect_left(bounds, piece.last)]
        cuts = [index for index in inside if depths[index] == depths[piece.first]]
        if not cuts or level >= MAX_UNWRAPPED:
            pieces.append(piece)
            continue
        parts = [
            (_Piece(first, last, piece.wrapper), level + 1)
            for first, last in pairwise([piece.first, *cuts, piece.last])
        ]
        work.extend(reversed(parts))
    return pieces


def _unwrapped(items: list[Item], piece: _Piece) -> _Piece:
    """Take off what stands at the edges and isn't a translator's business, and the pairs that wrap the whole piece."""
    first, last, wrapper = piece.first, piece.last, piece.wrapper
    while True:
        while first < last and _is_loose(items[first]):
            first += 1
        while first < last and _is_loose(items[last - 1]):
            last -= 1
        if first < last and items[first].kind == "open" and items[first].partner is items[last - 1]:
            if items[first].role or items[first].notes or items[first].context:
                wrapper = items[first]
            first, last = first + 1, last - 1
        else:
            return _Piece(first, last, wrapper)


def _is_loose(item: Item) -> bool:
    return item.kind in _EMPTY or (item.kind == "alone" and not item.worded)


def _coded(items: list[Item], source: str, piece: _Piece) -> _Coded:
    """Write a piece with numbered codes and collapsed white space."""
    text: list[str] = []
    words: list[str] = []
    codes: list[InlineCode] = []
    spans: list[CodeSpan] = []
    notes: list[str] = []
    numbers: dict[Item, int] = {}
    spaced = True
    for item in items[piece.first : piece.last]:
        match item.kind:
            case "white":
                text.append("" if spaced else " ")
                words.append(" ")
                spaced = True
            case "text" | "space":
                clean = UNWRITABLE.sub("", item.text)
                text.append(clean)
                words.append(clean)
                spaced = spaced and not clean
            case "close":
                number = numbers[item.partner] if item.partner else 0
                text.append(inline.write("close", number))
            case "open" | "alone":
                number = numbers[item] = len(numbers) + 1
                end = item.partner or item
                text.append(inline.write("open" if item.partner else "alone", number))
                notes.extend(item.notes)
                close_start = end.start if item.partner else end.end
                spans.append(CodeSpan(number, item.start, item.end, close_start, end.end))
                closing = source[end.start : end.end] if item.partner else None
                codes.append(InlineCode(number, source[item.start : item.end], closing, item.label))
                words.append("" if item.partner else " ")
                spaced = item.breaks or (spaced and not item.shown)
    return _Coded("".join(text), "".join(words), tuple(codes), tuple(spans), tuple(notes))

"""Inline codes taken out of a text before its translation: a tree of elements beside the plain text.

A pair encloses the words that come from the words it enclosed; a standalone code stands beside the word that comes
from its neighbour. Whatever the alignment says, every code comes back once and the nesting is valid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.text import inline, readable
from pipeline.text.inline import CODE, Part


@dataclass(slots=True)
class Element:
    """A code and the span [start, end) of the plain text that it encloses; a standalone code encloses nothing.

    `spaced_before` and `spaced_after` tell whether white space (or an end of the text) stood at its sides.
    """

    number: int
    opening: str
    closing: str
    start: int
    end: int
    children: list[Element]
    spaced_before: bool = False
    spaced_after: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its codes, and the codes; `origin` tells where each character, and the end, stood."""

    text: str
    elements: tuple[Element, ...]
    origin: tuple[int, ...]


def take_out(coded: str) -> Marked:
    """Separate text and codes; a tag without its counterpart counts as a standalone code."""
    tags = inline.codes(coded)
    if not tags and readable.is_tidy(coded):
        return Marked(coded, (), tuple(range(len(coded) + 1)))
    pairs = _pairs(tags)
    characters: list[str] = []
    origin: list[int] = []

    def add(text: str, place: int) -> None:
        for offset, character in enumerate(text):
            if readable.is_unseen(text, offset):
                continue  # a soft hyphen: the engine would read two halves of a word
            if not (character.isspace() and (not characters or characters[-1].isspace())):
                characters.append(character)
                origin.append(place + offset)

    roots: list[Element] = []
    open_elements: list[Element] = []
    closings = {closing: opening for opening, closing in pairs.items()}
    position = 0
    for index, tag in enumerate(tags):
        add(coded[position : tag.start], position)
        position = tag.end
        if index in closings:
            open_elements.pop().end = len(characters)
            continue
        element = Element(tag.number, tag.text, "", len(characters), len(characters), [])
        (open_elements[-1].children if open_elements else roots).append(element)
        if index in pairs:
            element.closing = tags[pairs[index]].text
            open_elements.append(element)
        else:
            before, after = CODE.sub("", coded[: tag.start]), CODE.sub("", coded[tag.end :])
            element.spaced_before = not before or before[-1].isspace()
            element.spaced_after = not after or after[0].isspace()
            if not element.spaced_before and not element.spaced_after:
                add(" ", tag.start)  # "line<1/>line" is two words
    add(coded[position:], position)
    while characters and characters[-1].isspace():
        characters.pop()
        origin.pop()
    text = "".join(characters)
    _trim(roots, text)
    return Marked(text, tuple(roots), (*origin, len(coded)))


def free_of_codes(text: str) -> str:
    """Return a translation without what only looks like a code: the source's codes were taken out before."""
    while CODE.search(text):
        text = CODE.sub("", text)
    return text


def _pairs(tags: Sequence[Part]) -> dict[int, int]:
    """Return the index of each opening tag with that of its closing tag, properly nested."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for index, tag in enumerate(tags):
        if tag.kind == "open":
            waiting.append(index)
        elif tag.kind == "close" and any(tags[opening].number == tag.number for opening in waiting):
            while tags[waiting[-1]].number != tag.number:
                waiting.pop()
            pairs[waiting.pop()] = index
    return pairs


def _trim(elements: list[Element], text: str) -> None:
    """Move white space at the edges of pairs out of them, and keep everything within the text."""
    for element in elements:
        element.start, element.end = min(element.start, len(text)), min(element.end, len(text))
        while element.start < element.end and text[element.start].isspace():
            element.start += 1
        while element.start < element.end and text[element.end - 1].isspace():
            element.end -= 1
        _trim(element.children, text)

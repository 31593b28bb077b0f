"""Inline codes in XLIFF and in our own text, `<1>…</1>` and `<2/>`: whichever of the standard's elements holds them.

A code is known by the number in its id, wherever it has moved to and whatever a tool has put into it: what stands in a
code of a returned file is never looked at, so that no markup comes into a page by way of a translation.

Placeholders of programs are codes wherever a format knows them; others stay text, which every tool keeps and our own
check watches over. A translation whose codes don't fit its source is sent with them as text: as codes they would break
the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from pipeline.errors import SourceError
from pipeline.exchange.xliff.reading import Element
from pipeline.model import InlineCode
from pipeline.system.xml import UNWRITABLE
from pipeline.text import inline
from pipeline.text.inline import Part

SPECIAL = re.compile('[&<>\r"]')
NUMBER = re.compile(rf"[A-Za-z_.-]{{0,8}}({inline.NUMBER})")  # some tools put a letter or two before the number
CLEAR = frozenset({"mrk", "sm", "em"})  # marks of a stretch of text, which is read as if they weren't there
PAIRS = frozenset({"g", "pc"})
ALONE = frozenset({"x", "ph"})
OPENING = frozenset({"bx", "bpt", "sc"})
CLOSING = frozenset({"ex", "ept", "ec"})
CHARACTER = "cp"
PIECE = "it"  # half of a pair whose other half is elsewhere
REFERENCES = ("startRef", "rid", "id")  # by which a closing code names its opening one; the first that is a number

Version = Literal["1.2", "2.1"]
ATTRIBUTE = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
# By the label of a code: what 1.2 calls it (of a pair, of one alone), what 2.1 does, and its element of HTML.
BOLD, ITALIC, UNDERLINED = ("bold", "fmt", "xlf:b"), ("italic", "fmt", "xlf:i"), ("underlined", "fmt", "xlf:u")
KINDS: Mapping[str, tuple[str, str, str]] = {
    "bold": BOLD,
    "strong emphasis": BOLD,
    "emphasis": ITALIC,
    "italic": ITALIC,
    "underline": UNDERLINED,
    "line break": ("lb", "fmt", "xlf:lb"),
    "image": ("image", "image", ""),
    "drawing": ("image", "image", ""),
    "quotation": ("x-quotation", "quote", ""),
    "button": ("x-button", "ui", ""),
    "label": ("x-label", "ui", ""),
}
PLACES = frozenset({"lb", "image"})  # what 1.2 has for codes that enclose nothing; the others are for pairs
FORMATS: Mapping[str, str] = {
    "bold": "b",
    "strong emphasis": "strong",
    "emphasis": "em",
    "italic": "i",
    "underline": "u",
    "line break": "br",
    "image": "img",
    "code": "code",
    "quotation": "q",
    "subscript": "sub",
    "superscript": "sup",
    "small print": "small",
    "large print": "big",
    "title of a work": "cite",
    "struck out": "s",
    "button": "button",
    "label": "label",
}
LINK = "link"


class UnknownCode(ValueError):
    """A code has no number, so that it is none of those that were sent."""


def text_of(content: Sequence[Element | str]) -> str:
    """Return the content of a source or a target as coded text; raise UnknownCode for a code without a number."""
    if len(content) == 1 and isinstance(content[0], str):
        return content[0]
    pieces: list[str] = []
    _read(content, pieces)
    return "".join(pieces)


def characters(text: str) -> str:
    """Return text as XML; what XML can't hold is a replacement character: it is for notes, not for translations."""
    return _escaped(text if text.isprintable() else UNWRITABLE.sub("\ufffd", text))


def attribute(text: str) -> str:
    """Return text as the value of an attribute, with its quotes."""
    if text.isprintable() and not SPECIAL.search(text):
        return f'"{text}"'
    return f'"{escape(UNWRITABLE.sub(chr(0xFFFD), text), ATTRIBUTE)}"'


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark around words at [start, end) of a coded text, in which no code stands: its tags, as XML."""

    start: int
    end: int
    opening: str
    closing: str


def written(
    text: str,
    codes: Mapping[int, InlineCode],
    version: Version,
    *,
    plain: bool = False,
    marks: Sequence[Mark] = (),
) -> str:
    """Return a coded text as the content of a source or target; with `plain` its codes are text as well.

    `marks` are in order and apart. Raise SourceError where it has a character that XLIFF 1.2 can't hold.
    """
    parts = inline.parse(text) if "<" in text and not plain else [Part("text", text, 0)]
    if len(parts) > 1 and not _nests(parts):
        parts = [Part("text", text, 0)]
    write = _as_12 if version == "1.2" else _as_21
    pieces = []
    for part in parts:
        if part.kind != "text":
            pieces.append(write(part, codes))
            continue
        at = part.start
        for mark in marks:
            if at <= mark.start and mark.end <= part.end:
                pieces += [_text(text[at : mark.start], version), mark.opening]
                pieces += [_text(text[mark.start : mark.end], version), mark.closing]
                at = mark.end
        pieces.append(_text(text[at : part.end], version))
    return "".join(pieces)


def data(numbers: Iterable[InlineCode]) -> str:
    """Return the original data of a unit's codes: what stands for each in our files, and what it is."""
    return "".join(
        f'<data id="d{code.number}">{escape(inline.write("alone" if code.closing is None else "open", code.number))}'
        "</data>" + ("" if code.closing is None else f'<data id="e{code.number}">&lt;/{code.number}&gt;</data>')
        for code in numbers
    )


def codes_of(source: str, named: Sequence[InlineCode]) -> dict[int, InlineCode]:
    """Return the codes of a text by their numbers, with the names that the legend has for them, if any."""
    known = {code.number: code for code in named}
    return {
        part.number: InlineCode(
            part.number,
            "",
            None if part.kind == "alone" else "",
            known[part.number].label if part.number in known else "markup",
        )
        for part in inline.codes(source)
        if part.kind != "close"
    }


def _read(content: Sequence[Element | str], pieces: list[str]) -> None:
    for item in content:
        if isinstance(item, str):
            pieces.append(item)
            continue
        name = item.name
        if name in PAIRS:
            number = _number(item, "id")
            pieces.append(inline.write("open", number))
            _read(item.content, pieces)
            pieces.append(inline.write("close", number))
        elif name in ALONE:
            pieces.append(inline.write("alone", _number(item, "id")))
        elif name in CLEAR:
            _read(item.content, pieces)
        elif name in OPENING:
            pieces.append(inline.write("open", _number(item, "rid", "id")))
        elif name in CLOSING:
            pieces.append(inline.write("close", _number(item, *REFERENCES)))
        elif name == PIECE:
            kind: inline.CodeKind = "close" if item.attributes.get("pos") == "close" else "open"
            pieces.append(inline.write(kind, _number(item, "rid", "id")))
        elif name == CHARACTER:
            pieces.append(_character(item))
        elif not item.is_foreign:
            raise UnknownCode(f"<{name}> in the text")


def _number(element: Element, *names: str) -> int:
    values = [element.attributes[name] for name in names if name in element.attributes]
    for value in values:
        if found := NUMBER.fullmatch(value.strip()):
            return int(found[1])
    raise UnknownCode(f'<{element.name} {names[-1]}="{(values or [""])[-1][:40]}">')


def _character(element: Element) -> str:
    """Return the character that XML can't hold; raise UnknownCode where it is none."""
    try:
        return chr(int(element.attributes.get("hex", ""), 16))
    except (ValueError, OverflowError) as error:
        raise UnknownCode(f'<cp hex="{element.attributes.get("hex", "")[:10]}">') from error


def _text(text: str, version: Version) -> str:
    bad = None if text.isprintable() else UNWRITABLE.search(text)
    if bad is None:
        return _escaped(text)
    if version == "1.2":
        message = f"the text has the character U+{ord(bad[0]):04X}, which XLIFF 1.2 can't hold (xliff21 can)"
        raise SourceError(message)
    pieces = []
    at = 0
    for found in UNWRITABLE.finditer(text):
        pieces += [_escaped(text[at : found.start()]), f'<cp hex="{ord(found[0]):04X}"/>']
        at = found.end()
    return "".join(pieces) + _escaped(text[at:])


def _escaped(text: str) -> str:
    return escape(text, {"\r": "&#13;"}) if SPECIAL.search(text) else text


def _nests(parts: Sequence[Part]) -> bool:
    """Tell whether codes can be elements: each once, the inner pair closed before the outer one."""
    opened: list[int] = []
    seen: set[int] = set()
    for part in parts:
        if part.kind == "close":
            if not opened or opened.pop() != part.number:
                return False
        elif part.kind != "text":
            if part.number in seen:
                return False
            seen.add(part.number)
            if part.kind == "open":
                opened.append(part.number)
    return not opened


def _kind(label: str) -> tuple[str, str, str]:
    if label in KINDS:
        return KINDS[label]
    return (LINK, LINK, "") if label == LINK or label.startswith(f"{LINK} ") else ("", "other", "")


def _as_12(part: Part, codes: Mapping[int, InlineCode]) -> str:
    if part.kind == "close":
        return "</g>"
    code = codes.get(part.number)
    label = code.label if code else ""
    kind = _kind(label)[0]
    if kind and not kind.startswith("x-") and (kind in PLACES) != (part.kind == "alone"):
        kind = ""
    named = f' ctype="{kind or "x-code"}"' + (f" equiv-text={attribute(label)}" if label else "")
    return f'<g id="{part.number}"{named}>' if part.kind == "open" else f'<x id="{part.number}"{named}/>'


def _as_21(part: Part, codes: Mapping[int, InlineCode]) -> str:
    if part.kind == "close":
        return "</pc>"
    number, code = part.number, codes.get(part.number)
    label = code.label if code else ""
    _, kind, subtype = _kind(label)
    facts = f' type="{kind}"' + (f' subType="{subtype}"' if subtype else "")
    name = "a" if kind == LINK else FORMATS.get(label)
    facts += f' fs:fs="{name}"' if name else ""
    shown = attribute(label) if label else ""
    if part.kind == "alone":
        facts += f" equiv={shown} disp={shown}" if label else ""
        return f'<ph id="{number}"' + (f' dataRef="d{number}"' if code else "") + f"{facts}/>"
    facts += f' equivStart={shown} equivEnd="" dispStart={shown}' if label else ""
    references = f' dataRefStart="d{number}" dataRefEnd="e{number}"' if code else ""
    return f'<pc id="{number}"{references}{facts}>'

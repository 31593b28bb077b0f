"""Inline codes in XLIFF and in our own text, `<1>…</1>` and `<2/>`: whichever of the standard's elements holds them.

A code is known by the number in its id, wherever it has moved to and whatever a tool has put into it: what stands in a
code of a returned file is never looked at, so that no markup comes into a page by way of a translation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.exchange.xliff.reading import Element
from pipeline.text import inline

NUMBER = re.compile(rf"[A-Za-z_.-]{{0,8}}({inline.NUMBER})")  # some tools put a letter or two before the number
CLEAR = frozenset({"mrk", "sm", "em"})  # marks of a stretch of text, which is read as if they weren't there
PAIRS = frozenset({"g", "pc"})
ALONE = frozenset({"x", "ph"})
OPENING = frozenset({"bx", "bpt", "sc"})
CLOSING = frozenset({"ex", "ept", "ec"})
CHARACTER = "cp"
PIECE = "it"  # half of a pair whose other half is elsewhere
REFERENCES = ("startRef", "rid", "id")  # by which a closing code names its opening one; the first that is a number


class UnknownCode(ValueError):
    """A code has no number, so that it is none of those that were sent."""


def text_of(content: Sequence[Element | str]) -> str:
    """Return the content of a source or a target as coded text; raise UnknownCode for a code without a number."""
    if len(content) == 1 and isinstance(content[0], str):
        return content[0]
    pieces: list[str] = []
    _read(content, pieces)
    return "".join(pieces)


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

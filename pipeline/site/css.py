"""The addresses in a style sheet, found as a browser finds them, so that all else stays as its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_COMMENT = r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)"
_ESCAPE = r"\\(?:\r\n|[\s\S])"
_STRING = rf"\"(?:[^\"\\\n\r\f]|{_ESCAPE})*+\"|'(?:[^'\\\n\r\f]|{_ESCAPE})*+'"
_TOKEN = re.compile(
    rf"{_COMMENT}"
    rf"|(?<![\w\\-])url\(\s*(?:(?P<quoted>{_STRING})|(?P<bare>(?:[^\s\"'()\\]|{_ESCAPE})++)\s*\))"
    rf"|@import(?:\s|{_COMMENT})*(?P<imported>{_STRING})"
    rf"|(?P<string>{_STRING})"
    r"|[\"'][^\n\r\f]*"  # a string that isn't closed ends with its line
    r"|(?P<set>(?<![\w\\])(?:-webkit-)?image-set\()"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|\s)?|(\r\n|\n|\r|\f)|([\s\S]))")
_BREAKS = {"\n": "\\a ", "\r": "\\d ", "\f": "\\c "}


@dataclass(frozen=True, slots=True)
class _Address:
    """An address as it is written at [start, end), between quotes or without any."""

    url: str
    start: int
    end: int
    quote: str


def urls(text: str) -> list[str]:
    """Return the addresses in a style sheet in their order: of `url()`, `@import` and `image-set()`."""
    return [found.url for found in _addresses(text)]


def relinked(text: str, change: Callable[[str], str]) -> str:
    """Return the style sheet with its addresses changed; what `change` leaves is left as it is written."""
    parts, at = [], 0
    for found in _addresses(text):
        new = change(found.url)
        if new != found.url:
            parts += [text[at : found.start], _written(new, found.quote)]
            at = found.end
    return "".join([*parts, text[at:]])


def _addresses(text: str) -> Iterator[_Address]:
    inside: list[bool] = []  # of each open bracket, whether it is that of an image-set(): its strings are addresses
    for token in _TOKEN.finditer(text):
        if token["set"]:
            inside.append(True)
        elif token["open"]:
            inside.append(False)
        elif token["close"]:
            del inside[-1:]
        if token["bare"] is not None:
            yield _Address(_read(token["bare"]), token.start("bare"), token.end("bare"), "")
            continue
        name = "quoted" if token["quoted"] else "imported" if token["imported"] else "string"
        if token["quoted"]:
            inside.append(False)  # its bracket is closed by a token of its own
        if token[name] and (name != "string" or (inside and inside[-1])):
            start, end = token.span(name)
            yield _Address(_read(text[start + 1 : end - 1]), start + 1, end - 1, text[start])


def _read(written: str) -> str:
    """Resolve the escapes of a string or a bare address."""

    def resolved(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[3] or ""  # an escaped line end is none
        code = int(found[1], 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"

    return _ESCAPED.sub(resolved, written)


def _written(url: str, quote: str) -> str:
    special = rf"[{quote}\\\n\r\f]" if quote else r"[\s\"'()\\]"
    return re.sub(special, lambda found: _BREAKS.get(found[0], f"\\{found[0]}"), url)

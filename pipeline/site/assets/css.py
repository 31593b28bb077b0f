"""The addresses in a style sheet, found as a browser finds them, so that all else stays as its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.formats import splice
from pipeline.formats.splice import Address

_SPACE = r"[ \t\n\r\f]"
_COMMENT = r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)"
_ESCAPE = rf"\\(?:[0-9a-fA-F]{{1,6}}(?:\r\n|{_SPACE})?|\r\n|[\s\S])"
_STRING = rf"\"(?:[^\"\\\n\r\f]|{_ESCAPE})*+\"|'(?:[^'\\\n\r\f]|{_ESCAPE})*+'"
_TOKEN = re.compile(
    rf"{_COMMENT}"
    rf"|(?<![\w\\-])url\({_SPACE}*(?:(?P<quoted>{_STRING})|(?P<bare>(?:[^ \t\n\r\f\"'()\\]|{_ESCAPE})++){_SPACE}*\))"
    rf"|@import(?:{_SPACE}|{_COMMENT})*(?P<imported>{_STRING})"
    rf"|(?P<string>{_STRING})"
    r"|[\"'][^\n\r\f]*"  # a string that isn't closed ends with its line
    r"|(?P<set>(?<![\w\\])(?:-webkit-)?image-set\()"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])",
    re.IGNORECASE,
)
_ESCAPED = re.compile(rf"\\(?:([0-9a-fA-F]{{1,6}})(?:\r\n|{_SPACE})?|(\r\n|\n|\r|\f)|([\s\S]))")
_CONTROLS = r"\x00-\x1f\x7f"  # these can't be escaped as they are


def urls(text: str) -> list[str]:
    """Return the addresses in a style sheet in their order: of `url()`, `@import` and `image-set()`."""
    return [address.url for address in _addresses(text)]


def relinked(text: str, change: Callable[[str], str]) -> str:
    """Return the style sheet with its addresses changed; what `change` leaves is left as it is written."""
    return splice.relinked(text, _addresses(text), change, _written)


def _addresses(text: str) -> Iterator[Address]:
    inside: list[bool] = []  # of each open bracket, whether it is that of an image-set(): its strings are addresses
    for token in _TOKEN.finditer(text):
        if token["set"]:
            inside.append(True)
        elif token["open"]:
            inside.append(False)
        elif token["close"]:
            del inside[-1:]
        if token["bare"] is not None:
            yield Address(_read(token["bare"]), token.start("bare"), token.end("bare"), "")
            continue
        name = "quoted" if token["quoted"] else "imported" if token["imported"] else "string"
        if token["quoted"]:
            inside.append(False)  # its bracket is closed by a token of its own
        if token[name] and (name != "string" or (inside and inside[-1])):
            start, end = token.span(name)
            yield Address(_read(text[start + 1 : end - 1]), start + 1, end - 1, text[start])


def _read(written: str) -> str:
    """Resolve the escapes of a string or a bare address."""

    def resolved(escape: re.Match[str]) -> str:
        if escape[1] is None:
            return escape[3] or ""  # an escaped line end is none
        code = int(escape[1], 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"

    return _ESCAPED.sub(resolved, written)


def _written(url: str, quote: str) -> str:
    special = rf"[{quote}\\{_CONTROLS}]" if quote else rf"[ \"'()\\{_CONTROLS}]"
    return re.sub(special, lambda match: _escaped(match[0]), url)


def _escaped(char: str) -> str:
    return f"\\{ord(char):x} " if char < " " or char == "\x7f" else f"\\{char}"

"""The encoding of a page: UTF-8, or the one that it declares, as browsers understand its name.

A page that is valid UTF-8 is read as that, whatever it says: an editor that saves UTF-8 under an old declaration is
common, and text of another encoding that happens to be valid UTF-8 is not.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from pipeline import formats
from pipeline.errors import SourceError
from pipeline.formats.html import tokens
from pipeline.system import git
from pipeline.system.files import decoded, read_bytes

HEAD = 1024  # bytes in which a browser looks for a declaration
XML = re.compile(r"""\A\ufeff?\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]+)["']""")
CONTENT = re.compile(r"""charset\s*=\s*["']?([^\s"';,]+)""", re.IGNORECASE)
_ESCAPE = b"\x1b"  # begins what isn't ASCII in the encodings that write all in seven bits
_SEARCHED = 8 * HEAD  # a declaration that comes too late for a browser is still the author's word
# What browsers mean by a name: https://encoding.spec.whatwg.org/#names-and-labels.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}


def read_text(path: Path) -> str:
    """Return the text of a page with its line ends as they are; a byte order mark of UTF-8 stays as U+FEFF.

    Raise SourceError with the line where the page isn't of the encoding that it declares, or holds a merge's conflict.
    """
    text = _decoded(read_bytes(path), path)
    git.refuse_conflict(text, path)
    return text


def _decoded(data: bytes, path: Path) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decoded(data, path, "UTF-16")
    declared = ""
    if _ESCAPE in data or not _is_utf8(data):
        declared = declaration(data[:_SEARCHED].decode("latin-1")) if formats.kind(path) == "HTML" else ""
    return decoded(data, path, _codec(declared, path) if declared else "UTF-8")


def declaration(head: str) -> str:
    """Return the encoding that the beginning of an HTML page declares, as it is written; empty where it declares none.

    What a browser sees first counts.
    """
    xml = XML.match(head)
    if xml is not None:
        return xml[1].strip()
    for token in tokens.tokens(head):
        if token.kind == "start" and token.text == "body":
            break
        if token.kind == "start" and token.text == "meta":
            values = {attribute.name: attribute.value for attribute in tokens.attributes(head, token)}
            if found := of_meta(values.get("charset", ""), values.get("http-equiv", ""), values.get("content", "")):
                return found
    return ""


def of_meta(charset: str, http_equiv: str, content: str) -> str:
    """Return the encoding that a `<meta>` with these attributes declares; empty where it declares none."""
    if charset.strip():
        return charset.strip()
    stated = CONTENT.search(content) if http_equiv.strip().lower() == "content-type" else None
    return stated[1] if stated is not None else ""


def is_utf8(name: str) -> bool:
    """Tell whether browsers mean UTF-8 by an encoding's name."""
    return name.strip().lower() in {"utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8"}


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _codec(name: str, path: Path) -> str:
    """Return what Python calls the encoding that browsers mean by a name."""
    try:
        known = codecs.lookup(name)
    except (LookupError, ValueError) as error:
        raise SourceError(f"declares an encoding that isn't known: {name!r}", path=path) from error
    # Python has codecs that make no text of bytes.
    if not getattr(known, "_is_text_encoding", True):
        raise SourceError(f"declares an encoding that isn't known: {name!r}", path=path)
    return _WIDER.get(known.name, known.name)

"""Text → catalog, without losing a comment or a flag, and with place and value where a file is broken.

There is a reader here because polib, the format's usual library, can't be made safe from outside: it stops
at `#=` lines, drops `#~|` and most of what describes an obsolete entry, breaks file names with spaces, takes
U+2028 and form feeds in a text for line ends, and names no value in its errors. The tests hold this reader
against polib and against GNU gettext.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path

from pipeline.errors import CatalogError
from pipeline.files import lines
from pipeline.po import flags
from pipeline.po.entries import NO_HEADER, Catalog, Entry
from pipeline.po.serializer import ESCAPES, OTHER_CHARSET, in_utf8

UNESCAPES = {letter: character for character, letter in ESCAPES.items()}
BYTE = r"\\(?:x([0-9A-Fa-f]{1,2})(?![0-9A-Fa-f])|([0-7]{1,3}))"
ESCAPE = re.compile(rf"(?P<bytes>(?:{BYTE})+)|\\(?P<letter>.)")
STRING = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"[ \t]*')
INDEX = r"[ \t]*\[[ \t]*([0-9]{1,3})[ \t]*\]"
KEYWORD = re.compile(rf'(?:(msgctxt|msgid_plural|msgid)|msgstr(?:{INDEX})?)[ \t]*(?=")')
ORDER = ("msgctxt", "msgid", "msgid_plural", "msgstr")
CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
REFERENCE = re.compile(r"(?:\u2068([^\u2069]+)\u2069|([^ \t]+?))(?:[ \t]*:[ \t]*([0-9]+))?(?=[ \t]|$)")
HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]*): ?(.*)")
# Parts of UTF-8, and a template's placeholder.
HARMLESS_CHARSETS = {"us-ascii", "ascii", "charset"}


def parse(text: str, *, path: Path | str | None = None) -> Catalog:
    """Read the text of a PO file; raise CatalogError with line and value where it is broken.

    Harmless oddities are read: a byte order mark, CRLF, no header, `#=` flags, comments inside an entry,
    obsolete entries between living ones. What is read is written cleanly.
    """
    return _Reader(path).read(text)


def stream(path: Path) -> Iterator[Entry]:
    """Yield the entries of a PO file in the file's order, each as soon as it is read: none is held.

    The header is the entry with an empty msgid and no context. What `parse` refuses, this refuses when it comes to it.
    """
    yield from _Reader(path).entries(lines(path))


def is_header(entry: Entry) -> bool:
    """Tell whether an entry is its catalog's header."""
    return entry.msgid == "" and entry.msgctxt is None and entry.msgid_plural is None and not entry.obsolete


def headers_of(header: Entry) -> dict[str, str]:
    """Return the fields of a header entry in their order."""
    return _headers(header.msgstr[0])


@dataclass(slots=True)
class _Open:
    """The entry that is being read: `texts` has the pieces of each string by its place, as in `msgstr[0]`."""

    line: int = 0
    obsolete: bool = False
    rank: int = -1
    forms: int = 0
    translator: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)

    def text(self, place: str) -> str | None:
        pieces = self.texts.get(place)
        return None if pieces is None else "".join(pieces)


class _Reader:
    """Reads line by line: `number` is where it is, and `pieces` is what a string's next piece is added to."""

    def __init__(self, path: Path | str | None) -> None:
        self.path = path
        self.number = 0
        self.entry = _Open()
        self.pieces: list[str] | None = None
        self.mode = ""
        self.whole: list[Entry] = []
        self.lines: dict[bytes, int] = {}
        self.beyond_ascii = False
        self.charset = ""
        self.header_line = 0

    def read(self, text: str) -> Catalog:
        found = list(self.entries(text.split("\n")))
        header = next((entry for entry in found if is_header(entry)), None)
        entries = tuple(sorted((entry for entry in found if entry is not header), key=lambda entry: entry.obsolete))
        trailer = tuple(self.entry.comments)
        if header is None:
            return Catalog({}, entries, trailer=trailer)
        headers = headers_of(header)
        if self.beyond_ascii:
            headers = in_utf8(headers)
        return Catalog(headers, entries, replace(header, msgstr=NO_HEADER.msgstr), trailer)

    def entries(self, rows: Iterable[str]) -> Iterator[Entry]:
        for self.number, row in enumerate(rows, 1):
            line = row.removeprefix("\ufeff") if self.number == 1 else row
            if "\0" in line:
                raise self.broken("a NUL character in", line)
            self.beyond_ascii = self.beyond_ascii or not line.isascii()
            self.take(line.removesuffix("\r").lstrip(" \t"))
            if self.whole:
                yield from self.flushed()
        if self.entry.texts:
            self.close()
            yield from self.flushed()

    def flushed(self) -> Iterator[Entry]:
        """Give away what is read so far; where the header denies the file's bytes, nothing of it."""
        if self.charset and self.beyond_ascii:
            message = f"charset={self.charset} in the header of a file in UTF-8"
            raise CatalogError(message, path=self.path, line=self.header_line)
        yield from self.whole
        self.whole = []

    def take(self, line: str) -> None:
        """Read one line, by its first two characters."""
        if not line.startswith("#"):
            self.statement(line.strip(), "")
        elif line.startswith("#|"):
            self.statement(line[2:].strip(" \t"), "#|")
        elif not line.startswith("#~"):
            self.comment(line)
        else:
            rest = line[2:].strip(" \t")
            if rest.startswith("|"):
                self.statement(rest[1:].lstrip(" \t"), "#~|")
            elif rest.startswith("#"):
                self.comment(rest)
            else:
                self.statement(rest, "#~")

    def comment(self, line: str) -> None:
        """Read a comment, which belongs to the entry that follows; one inside an entry belongs to that."""
        self.close_if_whole()
        entry = self.entry
        entry.comments.append(line)
        if line.endswith(" ") and line.rstrip(" ").endswith("\\"):  # as the serializer guards it
            line = line[:-1]
        match line[1:2]:
            case ".":
                entry.extracted.append(line[2:].removeprefix(" "))
            case ":":
                entry.references.append(line[2:].strip(" \t"))
            case "," | "=" | "!":  # gettext takes all three for flags, and may write `#=` since 2025
                entry.flags.extend(flag for part in line[2:].split(",") if (flag := part.strip()))
            case _:
                entry.translator.append(line[1:].removeprefix(" "))

    def statement(self, rest: str, mode: str) -> None:
        """Read keywords and strings; `mode` is the line's mark: `#~` obsolete, `#|` or `#~|` previous."""
        position = 0
        while position < len(rest):
            if rest[position] != '"':
                keyword = KEYWORD.match(rest, position)
                if keyword is None:
                    what = "the mark of a merge conflict" if CONFLICT.match(rest) else "neither keyword nor string"
                    raise self.broken(f"{what}:", rest[position:])
                self.pieces = self.begin(keyword[1] or "msgstr", keyword[2], mode)
                self.mode = mode
                position = keyword.end()
            string = STRING.match(rest, position)
            if string is None:
                raise self.broken("a string that doesn't end:", rest[position:])
            if self.pieces is None or mode != self.mode:
                raise self.broken("a string without a keyword:", rest[position:])
            self.pieces.append(self.unescaped(string[1]) if "\\" in string[1] else string[1])
            position = string.end()

    def begin(self, name: str, index: str | None, mode: str) -> list[str]:
        """Begin a string of the open entry or of a new one; return the list for its pieces."""
        previous, rank = mode.endswith("|"), ORDER.index(name)
        if previous or name in ("msgctxt", "msgid"):
            self.close_if_whole()
        entry, place = self.entry, name
        if previous:
            place = f"previous {name}"
            if place in entry.texts or name == "msgstr":
                raise self.broken(f"{name} out of place after", mode)
        elif entry.line and entry.obsolete != (mode == "#~"):
            raise self.broken("an entry that is only in part obsolete (#~), at", name)
        elif rank < entry.rank or (rank == entry.rank and index is None) or (rank > 1 and entry.rank < 1):
            raise self.broken(f"{name} out of place after", ORDER[entry.rank] if entry.line else "the last entry")
        else:
            entry.rank, entry.obsolete = rank, mode == "#~"
            if rank < ORDER.index("msgid_plural"):
                entry.line = self.number
            if name == "msgstr":
                if (index is None) != ("msgid_plural" not in entry.texts) or int(index or 0) != entry.forms:
                    raise self.broken("a plural form with a wrong number, or without a plural:", index or "none")
                place = f"msgstr[{entry.forms}]"
                entry.forms += 1
        pieces = entry.texts[place] = []
        return pieces

    def close_if_whole(self) -> None:
        if self.entry.forms:
            self.close()

    def close(self) -> None:
        """Make an entry of what was read."""
        entry, self.entry, self.pieces = self.entry, _Open(), None
        self.number, reached = entry.line or self.number, self.number
        msgid, plural, context = entry.text("msgid"), entry.text("msgid_plural"), entry.text("msgctxt")
        if msgid is None or not entry.forms:
            raise self.broken(f"an entry without {'msgid' if msgid is None else 'msgstr'}:", msgid or "")
        msgstr = tuple("".join(entry.texts[f"msgstr[{form}]"]) for form in range(entry.forms))
        found = Entry(
            msgid=msgid,
            msgstr=msgstr,
            msgctxt=context,
            msgid_plural=plural,
            flags=flags.ordered(entry.flags, msgstr),
            translator=tuple(entry.translator),
            extracted=tuple(entry.extracted),
            references=tuple(dict.fromkeys(_references(" ".join(entry.references)))),
            previous_msgctxt=entry.text("previous msgctxt"),
            previous_msgid=entry.text("previous msgid"),
            previous_msgid_plural=entry.text("previous msgid_plural"),
            obsolete=entry.obsolete,
            line=entry.line,
        )
        # A digest is all that a catalog of any length has to be remembered by.
        key = blake2b(found.key.encode("utf-8", "surrogatepass"), digest_size=16).digest() + bytes([context is None])
        if not found.obsolete and self.lines.setdefault(key, found.line) != found.line:
            raise self.broken(f"the entry of line {self.lines[key]} a second time:", msgid)
        if is_header(found):
            charset = OTHER_CHARSET.search(headers_of(found).get("Content-Type", ""))
            if charset and charset[0].lower() not in HARMLESS_CHARSETS:
                self.charset, self.header_line = charset[0], found.line
        self.whole.append(found)
        self.number = reached

    def unescaped(self, text: str) -> str:
        def characters(found: re.Match[str]) -> str:
            if found["letter"]:
                return UNESCAPES[found["letter"]]
            codes = [int(hexa, 16) if hexa else int(octal, 8) for hexa, octal in re.findall(BYTE, found["bytes"])]
            return bytes(codes).decode("utf-8")

        try:
            result = ESCAPE.sub(characters, text)
        except (KeyError, ValueError) as error:
            raise self.broken("an escape that PO files don't have, in", text) from error
        if "\0" in result:
            raise self.broken("a NUL character in", text)
        return result

    def broken(self, what: str, value: str) -> CatalogError:
        shown = value if len(value) <= 60 else f"{value[:60]}…"
        return CatalogError(f"{what} {shown!r}", path=self.path, line=self.number)


def _references(text: str) -> Iterator[str]:
    for isolated, plain, line in REFERENCE.findall(text):
        name = isolated or plain
        while name.startswith("./"):
            name = name[2:]
        yield f"{name}:{int(line)}" if line else name


def _headers(text: str) -> dict[str, str]:
    """Split the header's text; a line that is no field, or a field again, stays with the one above it."""
    headers: dict[str, str] = {}
    last = ""
    for line in text.removesuffix("\n").split("\n") if text else ():
        found = HEADER.fullmatch(line)
        if found and found[1] not in headers:
            last = found[1]
            headers[last] = found[2]
        else:
            headers[last] = f"{headers[last]}\n{line}" if last in headers else line
    return headers

"""The parser of PO files: text → catalog, every comment and flag kept; where a file is broken, its place and value.

Nearly all entries are of an ordinary form: comments, a context perhaps, one source text and one translation, nothing
else among them, and after them something that begins another entry. These are read in one step each, and line by line
only what looks otherwise: that way knows what is wrong with it.

There is a reader here because polib, the format's usual library, can't be made safe from outside: it stops
at `#=` lines, drops `#~|` and most of what describes an obsolete entry, breaks file names with spaces, takes
U+2028 and form feeds in a text for line ends, and names no value in its errors. The tests hold this reader
against polib and against GNU gettext.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.errors import CatalogError
from pipeline.model import LONGEST_TEXT
from pipeline.po import headers
from pipeline.po.entries import NO_HEADER, Catalog, Entry, ordered_flags
from pipeline.po.repeats import Repeats, once
from pipeline.po.syntax import Comments, unescaped

STRING = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"[ \t]*')
INDEX = r"[ \t]*\[[ \t]*([0-9]{1,3})[ \t]*\]"
KEYWORD = re.compile(rf'(?:(msgctxt|msgid_plural|msgid)|msgstr(?:{INDEX})?)[ \t]*(?=")')
ORDER = ("msgctxt", "msgid", "msgid_plural", "msgstr")
CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
LINES = 4000  # of a stream are read at once: some hundred entries, so that joining them costs little
LONGEST_VALUE = 60  # characters of what is wrong that an error shows
PIECE = r'"(?:[^"\\\n]|\\.)*+"'
TEXT = rf"({PIECE}(?:\n{PIECE})*+)"
ORDINARY = re.compile(
    rf"((?:#(?:[ .:,].*)?\n)*+)(?:msgctxt {TEXT}\n)?msgid {TEXT}\nmsgstr {TEXT}(?:\n|\Z)"
    r'(?=\n*+(?:#[^~]|msgctxt "|msgid "|\Z))'
)
BEGINNINGS = ('msgid "', 'msgctxt "', "# ", "#.", "#:", "#,")  # of an entry, after an empty line


def parse(text: str, *, path: Path | str | None = None) -> Catalog:
    """Read the text of a PO file; raise CatalogError with line and value where it is broken.

    Harmless oddities are read: a byte order mark, CRLF, no header, `#=` flags, comments inside an entry,
    obsolete entries between living ones. What is read is written cleanly.
    """
    return _Reader(path).read(text)


def stream(rows: Iterable[str], *, path: Path | str | None = None) -> Iterator[Entry]:
    """Yield the entries of a PO file's lines in their order, each as soon as it is read: none is held.

    The header is the entry with an empty msgid and no context. What `parse` refuses, this refuses when it comes to it.
    """
    yield from _Reader(path).entries(_pieces(rows))


@dataclass(slots=True)
class _Open:
    """The entry that is being read: `texts` has the pieces of each string by its place, as in `msgstr[0]`."""

    line: int = 0
    obsolete: bool = False
    rank: int = -1
    forms: int = 0
    comments: Comments = field(default_factory=Comments)
    texts: dict[str, list[str]] = field(default_factory=dict)

    def text(self, place: str) -> str | None:
        pieces = self.texts.get(place)
        return None if pieces is None else "".join(pieces)


class _Reader:
    """The parser's state in one file, which it reads entry by entry where it can, else line by line.

    `number` is the line where it is, and `pieces` is what a string's next piece is added to.
    """

    def __init__(self, path: Path | str | None) -> None:
        self.path = path
        self.number = 0
        self.entry = _Open()
        self.pieces: list[str] | None = None
        self.mode = ""
        self.whole: list[Entry] = []
        self.repeats = Repeats()
        self.beyond_ascii = False
        self.charset = ""
        self.header_line = 0

    def read(self, text: str) -> Catalog:
        every = list(self.entries([text]))
        if self.repeats.any:
            every = once(every)
        header = next((entry for entry in every if headers.is_header(entry)), None)
        entries = tuple(sorted((entry for entry in every if entry is not header), key=lambda entry: entry.obsolete))
        trailer = tuple(self.entry.comments.lines)
        if header is None:
            return Catalog({}, entries, trailer=trailer)
        fields = headers.fields_of(header)
        if self.beyond_ascii:
            fields = headers.in_utf8(fields)
        return Catalog(fields, entries, replace(header, msgstr=NO_HEADER.msgstr), trailer)

    def entries(self, texts: Iterable[str]) -> Iterator[Entry]:
        """Yield the entries of whole lines, a text after the other; the last line feed of each is left out."""
        for text in texts:
            yield from self.those_of(text)
        if self.entry.texts:
            self.close()
            yield from self.flushed()

    def those_of(self, text: str) -> Iterator[Entry]:
        if not self.number:
            text = text.removeprefix("\ufeff")
        text = text.replace("\r\n", "\n").removesuffix("\r")
        self.beyond_ascii = self.beyond_ascii or not text.isascii()
        line_by_line = "\0" in text
        position = 0
        while position <= len(text):
            ordinary = _ordinary(text, position) if self.is_between and not line_by_line else None
            if ordinary and (entry := _entry(ordinary, self.number + 1)):
                self.close_if_whole()
                self.add(entry)
                yield from self.flushed()
                self.number += text.count("\n", position, ordinary.end())
                position = ordinary.end()
                if text[position - 1] != "\n":
                    self.number += 1
                    position += 1
                continue
            end = text.find("\n", position)
            end = len(text) if end < 0 else end
            self.number += 1
            line = text[position:end]
            position = end + 1
            if "\0" in line:
                raise self.broken("a NUL character in", line)
            self.take(line.lstrip(" \t"))
            if self.whole:
                yield from self.flushed()

    @property
    def is_between(self) -> bool:
        """Whether another entry may begin here."""
        return bool(self.entry.forms) or not (self.entry.texts or self.entry.comments.lines)

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
        self.entry.comments.add(line)

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
        comments = entry.comments
        self.number, reached = entry.line or self.number, self.number
        msgid, plural, context = entry.text("msgid"), entry.text("msgid_plural"), entry.text("msgctxt")
        if msgid is None or not entry.forms:
            raise self.broken(f"an entry without {'msgid' if msgid is None else 'msgstr'}:", msgid or "")
        msgstr = tuple("".join(entry.texts[f"msgstr[{form}]"]) for form in range(entry.forms))
        # A previous context or plural without its msgid says of nothing what it was, and gettext refuses it.
        previous = entry.text("previous msgid")
        is_known = previous is not None
        closed = Entry(
            msgid=msgid,
            msgstr=msgstr,
            msgctxt=context,
            msgid_plural=plural,
            flags=ordered_flags(comments.flags, msgstr),
            translator=tuple(comments.translator),
            extracted=tuple(comments.extracted),
            references=comments.references,
            previous_msgctxt=entry.text("previous msgctxt") if is_known else None,
            previous_msgid=previous,
            previous_msgid_plural=entry.text("previous msgid_plural") if is_known else None,
            obsolete=entry.obsolete,
            line=entry.line,
        )
        self.add(closed)
        self.number = reached

    def add(self, entry: Entry) -> None:
        """Take a whole entry; what contradicts an earlier one is refused."""
        if not entry.obsolete and (line := self.repeats.contradicted(entry)) is not None:
            self.number = entry.line
            raise self.broken(f"the entry of line {line} a second time:", entry.msgid)
        longest = max(len(entry.msgid), len(entry.msgid_plural or ""), *map(len, entry.msgstr))
        if longest > LONGEST_TEXT:
            self.number = entry.line
            raise self.broken(
                f"a text of {longest} characters, of which no more than {LONGEST_TEXT} are read:", entry.msgid
            )
        if headers.is_header(entry):
            self.charset, self.header_line = headers.other_charset(entry), entry.line
        self.whole.append(entry)

    def unescaped(self, text: str) -> str:
        try:
            result = unescaped(text)
        except (KeyError, ValueError) as error:
            raise self.broken("an escape that PO files don't have, in", text) from error
        if "\0" in result:
            raise self.broken("a NUL character in", text)
        return result

    def broken(self, what: str, value: str) -> CatalogError:
        shown = value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"
        return CatalogError(f"{what} {shown!r}", path=self.path, line=self.number)


def _pieces(rows: Iterable[str]) -> Iterator[str]:
    """Join lines to texts of some length that end between two entries."""
    piece: list[str] = []
    for row in rows:
        if len(piece) >= LINES and not piece[-1] and row.startswith(BEGINNINGS):
            yield "\n".join(piece)
            piece = []
        piece.append(row)
    yield "\n".join(piece)


def _ordinary(text: str, position: int) -> re.Match[str] | None:
    """Return the ordinary entry that begins at a line's start, or None."""
    return ORDINARY.match(text, position) if text.startswith(("#", "m"), position) else None


def _entry(ordinary: re.Match[str], line: int) -> Entry | None:
    """Make an entry of what was matched from this line on; None for a text with an escape that isn't one."""
    above, context, source, target = ordinary.groups()
    try:
        msgid, msgstr = _text(source), _text(target)
        msgctxt = None if context is None else _text(context)
    except (KeyError, ValueError):
        return None
    if context is not None:
        line += context.count("\n") + 1
    if not above:
        return Entry(msgid, (msgstr,), msgctxt, line=line)
    lines = above[:-1].split("\n")
    comments = Comments()
    for row in lines:
        comments.add(row)
    return Entry(
        msgid,
        (msgstr,),
        msgctxt,
        flags=ordered_flags(comments.flags, (msgstr,)) if comments.flags else (),
        translator=tuple(comments.translator),
        extracted=tuple(comments.extracted),
        references=comments.references,
        line=line + len(lines),
    )


def _text(pieces: str) -> str:
    text = pieces[1:-1]
    if "\\" not in text:
        return text.replace('"\n"', "")
    result = "".join(map(unescaped, text.split('"\n"')))
    if "\0" in result:
        raise ValueError("a NUL character")
    return result

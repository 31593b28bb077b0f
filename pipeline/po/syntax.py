"""The syntax of PO files below the entry, read and written: comment lines, references, and the escapes in strings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

REFERENCE = re.compile(r"(?:\u2068([^\u2068\u2069]+)\u2069|([^ \t]+?))(?:[ \t]*:[ \t]*([0-9]+))?(?=[ \t]|$)")
REFERENCE_WIDTH = 79  # bytes in a `#:` line: --no-wrap doesn't hold for these
LETTERS = {"\a": "a", "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t", "\v": "v", '"': '"', "\\": "\\"}
CHARACTERS = {letter: character for character, letter in LETTERS.items()}
ESCAPING = str.maketrans({character: f"\\{letter}" for character, letter in LETTERS.items()})
TO_ESCAPE = re.compile(r'[\x07-\x0d"\\]')
BYTE = r"\\(?:x([0-9A-Fa-f]{1,2})(?![0-9A-Fa-f])|([0-7]{1,3}))"
ESCAPE = re.compile(rf"(?P<bytes>(?:{BYTE})+)|\\(?P<letter>.)")


@dataclass(slots=True)
class Comments:
    """The comment lines of an entry, sorted by their marks while it is read; `lines` are all of them, as they stand."""

    translator: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        """Take a line by its second character."""
        self.lines.append(line)
        if line.endswith(" ") and line.rstrip(" ").endswith("\\"):  # as `guarded` wrote it
            line = line[:-1]
        match line[1:2]:
            case ".":
                self.extracted.append(line[2:].removeprefix(" "))
            case ":":
                self.pieces.append(line[2:].strip(" \t"))
            case "," | "=" | "!":  # gettext takes all three for flags, and may write `#=` since 2025
                self.flags.extend(flag for part in line[2:].split(",") if (flag := part.strip()))
            case _:
                self.translator.append(line[1:].removeprefix(" "))

    @property
    def references(self) -> tuple[str, ...]:
        """The references, once each; a file name may go on in the next line."""
        return tuple(dict.fromkeys(_references(" ".join(self.pieces)))) if self.pieces else ()


def guarded(line: str) -> str:
    """Put a space after a comment's last backslash: gettext would take the next line, a flag say, for its rest."""
    return f"{line} " if line.rstrip(" ").endswith("\\") else line


def reference_lines(references: Iterable[str]) -> Iterator[str]:
    """Yield the `#:` lines of some references, as long as gettext makes them; a name with spaces is set apart."""
    line = "#:"
    for reference in dict.fromkeys(references):
        path, colon, number = reference.rpartition(":")
        if not (path and number.isdecimal()):
            path, colon, number = reference, "", ""
        written = f"\u2068{path}\u2069{colon}{number}" if " " in path or "\t" in path else reference
        if line != "#:" and len(f"{line} {written}".encode()) > REFERENCE_WIDTH:
            yield line
            line = "#:"
        line += f" {written}"
    if line != "#:":
        yield line


def escaped(text: str) -> str:
    """Return a text as it stands between quotation marks."""
    return text.translate(ESCAPING) if TO_ESCAPE.search(text) else text


def unescaped(text: str) -> str:
    """Return what a string says; raise ValueError or KeyError for an escape that PO files don't have."""
    return ESCAPE.sub(_character, text)


def _references(text: str) -> Iterator[str]:
    for isolated, plain, line in REFERENCE.findall(text):
        name = isolated or plain
        while name.startswith("./"):
            name = name[2:]
        yield f"{name}:{int(line)}" if line else name


def _character(escape: re.Match[str]) -> str:
    if escape["letter"]:
        return CHARACTERS[escape["letter"]]
    codes = [int(hexa, 16) if hexa else int(octal, 8) for hexa, octal in re.findall(BYTE, escape["bytes"])]
    return bytes(codes).decode("utf-8")

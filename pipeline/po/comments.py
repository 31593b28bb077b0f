"""The lines that begin with `#`: which of an entry's comments, references and flags each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

REFERENCE = re.compile(r"(?:\u2068([^\u2069]+)\u2069|([^ \t]+?))(?:[ \t]*:[ \t]*([0-9]+))?(?=[ \t]|$)")


@dataclass(slots=True)
class Comments:
    """The comments of the entry that is being read; `lines` are all of them, as they stand."""

    translator: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        """Take a line by its second character."""
        self.lines.append(line)
        if line.endswith(" ") and line.rstrip(" ").endswith("\\"):  # as the serializer guards it
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


def _references(text: str) -> Iterator[str]:
    for isolated, plain, line in REFERENCE.findall(text):
        name = isolated or plain
        while name.startswith("./"):
            name = name[2:]
        yield f"{name}:{int(line)}" if line else name

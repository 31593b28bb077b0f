"""XML from strangers, element by element: no entity is ever expanded, nothing is ever fetched, errors name a line.

It reads as a stream, so that a file of any size needs the memory of one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from pipeline.errors import SourceError
from pipeline.system.files import opened

CHUNK = 1 << 16
MAX_DEPTH = 100
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # by XML 1.0, even as a reference


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its content in order; names are without their name space, so that `xml:lang` is "lang"."""

    name: str
    attributes: Mapping[str, str]
    line: int
    content: list[Element | str] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        """The elements directly in it."""
        return [item for item in self.content if isinstance(item, Element)]

    @property
    def text(self) -> str:
        """All text in it, white space collapsed."""
        return " ".join(self._raw().split())

    def _raw(self) -> str:
        return "".join(item if isinstance(item, str) else item._raw() for item in self.content)


def elements(path: Path, *names: str) -> Iterator[Element]:
    """Yield the root, empty but for its attributes, and then each element of these names with all that is in it.

    Raise SourceError with file and line where it can't be read, isn't XML, nests too deep or declares an entity.
    """
    reader = _Reader(path, frozenset(names))
    with opened(path) as file:
        while data := file.read(CHUNK):
            yield from reader.feed(data)
    yield from reader.feed(b"", final=True)


class _Reader:
    """Builds the wanted elements; `open` are those that are being read, the outermost first."""

    def __init__(self, path: Path, names: frozenset[str]) -> None:
        self.path = path
        self.names = names
        self.depth = 0
        self.open: list[Element] = []
        self.done: list[Element] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.EntityDeclHandler = self.entity
        self.parser.SkippedEntityHandler = self.skipped

    def feed(self, data: bytes, *, final: bool = False) -> list[Element]:
        try:
            self.parser.Parse(data, final)
        except (expat.ExpatError, ValueError, LookupError) as error:
            line = getattr(error, "lineno", None) or self.parser.CurrentLineNumber
            reason = str(error).partition(":")[0]
            raise SourceError(f"not XML that can be read: {reason}", path=self.path, line=line) from error
        done, self.done = self.done, []
        return done

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(f"elements nest more than {MAX_DEPTH} deep")
        local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(name.rpartition(" ")[2], local, self.parser.CurrentLineNumber)
        if self.depth == 1:
            self.done.append(element)
        if self.open:
            self.open[-1].content.append(element)
        if self.open or (element.name in self.names and self.depth > 1):
            self.open.append(element)

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.open:
            element = self.open.pop()
            if not self.open:
                self.done.append(element)

    def characters(self, text: str) -> None:
        if self.open:
            self.open[-1].content.append(text)

    def entity(self, name: str, *_: object) -> None:
        self.fail(f"declares the entity {name!r}; entities are not read")

    def skipped(self, name: str, is_parameter: bool) -> None:
        self.fail(f"uses the entity {name!r}; entities are not read")

    def fail(self, message: str) -> NoReturn:
        raise SourceError(message, path=self.path, line=self.parser.CurrentLineNumber)

"""XLIFF from strangers, unit by unit: no DTD, no entity, bounded in size, depth and number, and every line is kept.

A file of any length needs the memory of one unit: whoever has done with an element empties it. Names carry the short
prefix of their name space, as the standard writes them (`mtc:match`, `xml:lang`); those of the file's own name space
carry none, and those of name spaces that the standard doesn't know carry the whole name space before a blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from pipeline.errors import SourceError
from pipeline.system.files import opened

CHUNK = 1 << 18
MAX_BYTES = 1 << 30
MAX_DEPTH = 200
MAX_ELEMENTS = 50_000_000
MAX_ATTRIBUTES = 1_000  # of one element
MAX_HELD, MAX_HELD_BYTES = 200_000, 1 << 27  # elements, and bytes, between two that are yielded: what memory holds

VERSIONS = {
    "urn:oasis:names:tc:xliff:document:1.2": "1.2",
    "urn:oasis:names:tc:xliff:document:2.0": "2",  # of 2.0 and 2.1: the attribute tells which
}
XML = "http://www.w3.org/XML/1998/namespace"
MODULES = {
    "urn:oasis:names:tc:xliff:matches:2.0": "mtc",
    "urn:oasis:names:tc:xliff:glossary:2.0": "gls",
    "urn:oasis:names:tc:xliff:fs:2.0": "fs",
    "urn:oasis:names:tc:xliff:metadata:2.0": "mda",
    "urn:oasis:names:tc:xliff:resourcedata:2.0": "res",
    "urn:oasis:names:tc:xliff:changetracking:2.0": "ctr",
    "urn:oasis:names:tc:xliff:changetracking:2.1": "ctr",
    "urn:oasis:names:tc:xliff:sizerestriction:2.0": "slr",
    "urn:oasis:names:tc:xliff:validation:2.0": "val",
    "http://www.w3.org/2005/11/its": "its",
    "urn:oasis:names:tc:xliff:itsm:2.1": "itsm",
}


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element with its content in order, and the line where its start tag begins."""

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
        """The text directly in it, as it stands."""
        return "".join(item for item in self.content if isinstance(item, str))

    @property
    def is_foreign(self) -> bool:
        """Whether its name space is none that the standard knows."""
        return " " in self.name

    def named(self, *names: str) -> list[Element]:
        """Return the elements directly in it that have one of these names."""
        return [item for item in self.content if isinstance(item, Element) and item.name in names]

    def below(self) -> Iterator[Element]:
        """Yield every element in it, in the order of the file."""
        waiting = self.children[::-1]
        while waiting:
            element = waiting.pop()
            yield element
            if element.content:
                waiting += element.children[::-1]


@dataclass(frozen=True, slots=True)
class Complete:
    """An element that has been read to its end; `above` are the open ones around it, the root first."""

    element: Element
    above: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file of XLIFF: its version as its name space says it, and its elements of the names that were asked for."""

    version: str
    elements: Iterator[Complete]


def read(path: Path, names: Mapping[str, frozenset[str]]) -> Document:
    """Open an XLIFF file; `names` are, by its version, the elements to yield, each when it ends (else none).

    Raise SourceError with file and line where it can't be read, isn't well-formed, isn't XLIFF of a version of
    `VERSIONS`, has a document type, or goes beyond a limit.
    """
    reader = _Reader(path, names)
    elements = reader.elements()
    first = next(elements, None)  # known by then: the root has been seen, or nothing is in it
    return Document(reader.version, elements if first is None else _chained(first, elements))


def _chained(first: Complete, rest: Iterable[Complete]) -> Iterator[Complete]:
    yield first
    yield from rest


class _Reader:
    def __init__(self, path: Path, names: Mapping[str, frozenset[str]]) -> None:
        self.path = path
        self.by_version = names
        self.names: frozenset[str] = frozenset()
        self.version = ""
        self.spaces: dict[str, str] = {}
        self.known: dict[str, str] = {}  # names as expat gives them, and as they are written here
        self.open: list[Element] = []
        self.done: list[Complete] = []
        self.count = 0
        self.held = self.held_from = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.buffer_size = CHUNK
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.entity
        self.parser.SkippedEntityHandler = self.entity

    def elements(self) -> Iterator[Complete]:
        size = 0
        with opened(self.path) as file:
            while data := file.read(CHUNK):
                size += len(data)
                if size > MAX_BYTES:
                    self.fail(f"longer than {MAX_BYTES >> 20} MiB")
                yield from self.feed(data)
        yield from self.feed(b"", final=True)

    def feed(self, data: bytes, *, final: bool = False) -> list[Complete]:
        try:
            self.parser.Parse(data, final)
        except (expat.ExpatError, ValueError, LookupError) as error:
            line = getattr(error, "lineno", None) or self.parser.CurrentLineNumber
            reason = str(error).partition(":")[0]
            raise SourceError(f"not XML that can be read: {reason}", path=self.path, line=line) from error
        done, self.done = self.done, []
        return done

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.open:
            self.root(name)
        self.count += 1
        if self.count > MAX_ELEMENTS:
            self.fail(f"more than {MAX_ELEMENTS} elements")
        self.held += 1
        if self.held > MAX_HELD:
            self.fail(f"more than {MAX_HELD} elements that are in one, or in none that is read")
        if len(self.open) >= MAX_DEPTH:
            self.fail(f"elements nest more than {MAX_DEPTH} deep")
        if len(attributes) > MAX_ATTRIBUTES:
            self.fail(f"an element has more than {MAX_ATTRIBUTES} attributes")
        known = self.known
        named = {known.get(key) or self.short(key, own=False): value for key, value in attributes.items()}
        element = Element(self.short(name, own=True), named, self.parser.CurrentLineNumber)
        if self.open:
            self.open[-1].content.append(element)
        self.open.append(element)

    def root(self, name: str) -> None:
        space, _, local = name.rpartition(" ")
        if local != "xliff" or space not in VERSIONS:
            shown = f"<{local}> of {space or 'no name space'}"
            self.fail(f"not XLIFF 1.2, 2.0 or 2.1: its root is {shown}")
        self.version = VERSIONS[space]
        self.names = self.by_version.get(self.version, frozenset())
        self.spaces = {XML: "xml:", space: ""}
        if self.version != "1.2":
            self.spaces |= {module: f"{prefix}:" for module, prefix in MODULES.items()}

    def short(self, name: str, *, own: bool) -> str:
        """Return a name with its short prefix; an attribute's without a name space belongs to its element's."""
        space, blank, local = name.rpartition(" ")
        if not blank:
            # An element without a name space is none of the standard's; an attribute without one is.
            short = f" {local}" if own else local
        elif own or self.spaces.get(space) != "":
            short = f"{self.spaces[space]}{local}" if space in self.spaces else name
        else:
            short = name  # an attribute of the file's own name space, which the standard has none of
        if not own:
            self.known[name] = short
        return short

    def end(self, name: str) -> None:
        element = self.open.pop()
        if element.name in self.names:
            self.done.append(Complete(element, tuple(self.open)))
            self.held, self.held_from = 0, self.parser.CurrentByteIndex

    def characters(self, text: str) -> None:
        element = self.open[-1]
        if self.parser.CurrentByteIndex - self.held_from > MAX_HELD_BYTES:
            self.fail(f"more than {MAX_HELD_BYTES >> 20} MiB that are in one element, or in none that is read")
        if element.name not in self.names or not text.isspace():
            element.content.append(text)

    def doctype(self, *_: object) -> None:
        self.fail("has a document type (DTD); none is read")

    def entity(self, name: str, *_: object) -> None:
        self.fail(f"uses or declares the entity {name!r}; entities are not read")

    def fail(self, message: str) -> NoReturn:
        raise SourceError(message, path=self.path, line=self.parser.CurrentLineNumber)

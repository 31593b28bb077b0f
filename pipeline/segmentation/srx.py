"""SRX 2.0 files of segmentation rules, which strangers may have written.

XML is read with expat alone: a document type, and so every entity, is an error, and nothing is ever fetched.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from pipeline.errors import ConfigError, SourceError
from pipeline.system.files import read_bytes

MAX_BYTES = 1_000_000
MAX_RULES = 2_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's two patterns, and the line of its file that it starts at."""

    is_break: bool
    before: str
    after: str
    line: int


@dataclass(frozen=True, slots=True)
class LanguageMap:
    """The pattern of the languages that some rules are for."""

    languages: str
    rules: tuple[Rule, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Document:
    """An SRX file's language maps in their order; without `cascade` only the first that fits a language counts."""

    path: Path
    cascade: bool
    maps: tuple[LanguageMap, ...]


def read(path: Path) -> Document:
    """Read an SRX 2.0 file.

    Raise ConfigError, with file and line, for what can't be read, isn't SRX 2.0, is too large or has a document type.
    """
    try:
        data = read_bytes(path, MAX_BYTES + 1)
    except SourceError as error:
        raise ConfigError(f"the segmentation rules {error.message}", path=path) from error
    if len(data) > MAX_BYTES:
        raise ConfigError(f"segmentation rules of more than {MAX_BYTES} bytes are not read", path=path)
    return _Reader(path).read(data)


class _Reader:
    """What is known of a document while expat goes through it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._cascade = True
        self._root = ""
        self._rules: dict[str, list[Rule]] = {}
        self._maps: list[LanguageMap] = []
        self._name: str | None = None
        self._count = 0
        self._is_break = True
        self._line = 0
        self._parts: dict[str, str] = {}
        self._part: str | None = None
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def read(self, data: bytes) -> Document:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise ConfigError(f"this is no well-formed XML: {reason}", path=self._path, line=error.lineno) from error
        except (LookupError, ValueError) as error:
            raise self._error(f"this is no well-formed XML: {error}") from error
        return Document(self._path, self._cascade, tuple(self._maps))

    def _error(self, message: str, line: int | None = None) -> ConfigError:
        return ConfigError(message, path=self._path, line=line or self._parser.CurrentLineNumber)

    def _doctype(self, *_: object) -> None:
        raise self._error("segmentation rules may not declare a document type or entities")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        if not self._root:
            self._root = name
            if name != "srx" or attributes.get("version") != "2.0":
                raise self._error(f'this is no SRX 2.0: the document starts with <{name}>, not <srx version="2.0">')
        match name:
            case "header":
                self._cascade = attributes.get("cascade") == "yes"
            case "languagerule":
                self._name = self._attribute(name, attributes, "languagerulename")
                self._rules.setdefault(self._name, [])
            case "languagemap":
                rules = self._attribute(name, attributes, "languagerulename")
                if rules not in self._rules:
                    raise self._error(f"<languagemap> names the rules {rules!r}, which the file doesn't have")
                pattern = self._attribute(name, attributes, "languagepattern")
                line = self._parser.CurrentLineNumber
                self._maps.append(LanguageMap(pattern, tuple(self._rules[rules]), line))
            case "rule":
                self._is_break = attributes.get("break", "yes") != "no"
                self._line = self._parser.CurrentLineNumber
                self._parts = {}
            case "beforebreak" | "afterbreak":
                self._part = name
                self._parts[name] = ""

    def _end(self, name: str) -> None:
        name = name.rpartition(" ")[2]
        if name in ("beforebreak", "afterbreak"):
            self._part = None
        elif name == "languagerule":
            self._name = None
        elif name == "rule":
            if self._name is None:
                raise self._error("<rule> stands outside of <languagerule>", self._line)
            self._count += 1
            if self._count > MAX_RULES:
                raise self._error(f"more than {MAX_RULES} rules", self._line)
            before, after = self._parts.get("beforebreak", ""), self._parts.get("afterbreak", "")
            if not before and not after:
                raise self._error("a rule needs a pattern in <beforebreak> or <afterbreak>", self._line)
            self._rules[self._name].append(Rule(self._is_break, before, after, self._line))

    def _text(self, text: str) -> None:
        if self._part is not None:
            self._parts[self._part] += text

    def _attribute(self, element: str, attributes: dict[str, str], name: str) -> str:
        try:
            return attributes[name]
        except KeyError as error:
            raise self._error(f"<{element}> needs the attribute {name}") from error

"""Segmentation rules come from files that strangers may have written: read SRX 2.0, and refuse what could hang or leak.

XML is read with expat alone: a document type, and so every entity, is an error, and nothing is ever fetched. A strict
reading also looks at each pattern: a shape whose matching time can explode is an error that names its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from pipeline.errors import ConfigError

REACH = 100  # how many characters an open repeat of a rule may look back over
MAX_BYTES = 1_000_000
MAX_RULES = 2_000
MAX_PATTERN = 4_000
MAX_DEPTH = 10  # groups within groups
MAX_LONG = 3  # long repeats in one pattern: each multiplies the work by their length
MAX_GROUP = 10  # how often a group may repeat
SHORT = 20  # a repeat of at most so many characters is no long one
MAX_REPEAT = 400

# An escape, a group's opening, its end, a repeat, or any other character; a character class is taken as a whole.
_TOKEN = re.compile(
    r"""(?P<escape>\\(?:[pPN]\{[^}]*\}|[xu]\{[^}]*\}|.))
    |(?P<open>\((?:\?(?P<form>[:=!>]|<[=!]|P?<\w+>|[a-zA-Z01-]+[:)]|.?))?)
    |(?P<close>\))
    |(?P<repeat>(?:[*+?]|\{(?P<low>\d*)(?P<comma>,)?(?P<high>\d*)\})(?P<manner>[?+]?))
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_FLAGS = re.compile(r"[imsxuUV01-]+[:)]")
_PLAIN = re.compile(r"[:=!>]|<[=!]|P?<\w+>")


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


def read(path: Path, *, strict: bool = True) -> Document:
    """Read an SRX 2.0 file; `strict` refuses patterns whose matching time can explode.

    Raises ConfigError, with file and line, for what can't be read, isn't SRX 2.0, is too large, has a document
    type, or isn't safe to match.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"the segmentation rules can't be read: {error.strerror}", path=path) from error
    if len(data) > MAX_BYTES:
        raise ConfigError(f"segmentation rules of more than {MAX_BYTES} bytes are not read", path=path)
    return _Reader(path, strict=strict).read(data)


class _Reader:
    """What is known of a document while expat goes through it."""

    def __init__(self, path: Path, *, strict: bool) -> None:
        self._path = path
        self._strict = strict
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
                self._screen(pattern, line)
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
            if self._strict and self._count > MAX_RULES:
                raise self._error(f"more than {MAX_RULES} rules", self._line)
            before, after = self._parts.get("beforebreak", ""), self._parts.get("afterbreak", "")
            if not before and not after:
                raise self._error("a rule needs a pattern in <beforebreak> or <afterbreak>", self._line)
            for pattern in (before, after):
                self._screen(pattern, self._line)
            self._rules[self._name].append(Rule(self._is_break, before, after, self._line))

    def _text(self, text: str) -> None:
        if self._part is not None:
            self._parts[self._part] += text

    def _attribute(self, element: str, attributes: dict[str, str], name: str) -> str:
        try:
            return attributes[name]
        except KeyError as error:
            raise self._error(f"<{element}> needs the attribute {name}") from error

    def _screen(self, pattern: str, line: int) -> None:
        if self._strict:
            danger = danger_of(pattern)
            if danger:
                raise self._error(f"the pattern {pattern[:60]!r} {danger}", line)


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a pattern; `form` is what follows a group's "(?", `most` None for a repeat without an end."""

    kind: str
    text: str
    form: str = ""
    manner: str = ""
    least: int = 0
    most: int | None = None


@dataclass(slots=True)
class _Branch:
    """What is known of a group while it is read: long repeats in this alternative, and in its longest one so far."""

    repeats: bool = False
    long: int = 0
    longest: int = 0


def bounded(pattern: str) -> str:
    """Return a pattern whose open repeats end after REACH characters, fit for looking back in constant time."""
    written: list[str] = []
    for token in _tokens(pattern):
        if token.kind == "repeat" and token.most is None:
            written.append(f"{{{token.least},{max(token.least, REACH)}}}{token.manner}")
        else:
            written.append(token.text)
    return "".join(written)


def danger_of(pattern: str) -> str | None:
    """Return why matching a pattern could take very long, as the rest of a sentence; None where it can't."""
    if len(pattern) > MAX_PATTERN:
        return f"has more than {MAX_PATTERN} characters"
    branches = [_Branch()]  # the alternative that is being read, for each open group
    ended: _Branch | None = None  # the group that ended just now
    for token in _tokens(pattern):
        group, ended = ended, None
        if token.kind == "open":
            if token.form and not _PLAIN.fullmatch(token.form) and not _FLAGS.fullmatch(token.form):
                return f"has {token.text!r}, which rules can't use"
            if not token.form.endswith(")"):
                branches.append(_Branch())
            if len(branches) > MAX_DEPTH:
                return f"has groups nested deeper than {MAX_DEPTH}"
        elif token.kind == "close":
            if len(branches) == 1:
                return "has a closing bracket too many"
            ended = branches.pop()
            branches[-1].repeats |= ended.repeats
            branches[-1].long += max(ended.long, ended.longest)
        elif token.kind == "repeat" and (token.most is None or token.most > 1):
            most = token.most
            if group is not None and (group.repeats or most is None or most > MAX_GROUP):
                return f"repeats a group without end, more than {MAX_GROUP} times, or with a repeat inside"
            branches[-1].repeats = True
            branches[-1].long += most is None or most > SHORT
            if (most or 0) > MAX_REPEAT:
                return f"repeats something more than {MAX_REPEAT} times"
        elif token.text == "|":
            branches[-1].longest = max(branches[-1].longest, branches[-1].long)
            branches[-1].long = 0
        elif token.kind == "other" and token.text == "{":
            return "has '{' where no number of repeats follows"
        if branches[-1].long > MAX_LONG:
            return f"has more than {MAX_LONG} repeats that are longer than {SHORT} in one alternative"
    return None


def _tokens(pattern: str) -> Iterator[_Token]:
    place = 0
    while place < len(pattern):
        start = place
        if pattern[place] == "[":
            place = _end_of_set(pattern, place)
            yield _Token("set", pattern[start:place])
            continue
        match = _TOKEN.match(pattern, place)
        assert match is not None  # its last alternative takes any character
        place = match.end()
        if match["repeat"] is None:
            kind = next(name for name in ("escape", "open", "close", "other") if match[name] is not None)
            yield _Token(kind, match.group(), form=match["form"] or "")
        elif match["repeat"][0] != "{":
            sign = match["repeat"][0]
            yield _Token("repeat", match.group(), "", match["manner"], int(sign == "+"), 1 if sign == "?" else None)
        elif not match["low"] and not match["comma"]:
            yield _Token("other", match.group())
        else:
            low = int(match["low"] or 0)
            most = int(match["high"]) if match["high"] else None if match["comma"] else low
            yield _Token("repeat", match.group(), "", match["manner"], low, most)


def _end_of_set(pattern: str, start: int) -> int:
    """Return where a character class ends; sets within sets belong to it."""
    place = start + (2 if pattern.startswith("[^", start) else 1)
    place += pattern.startswith("]", place)  # first in its class, it is a character
    depth = 1
    while depth and place < len(pattern):
        char = pattern[place]
        depth += (char == "[") - (char == "]")
        place += 2 if char == "\\" else 1
    return min(place, len(pattern))

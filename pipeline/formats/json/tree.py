"""JSON text as a tree whose values know their places, so that one is changed and every other byte stays.

`strings` lists the string values of a file of UI strings, read as strictly as the standard wants.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from pipeline.errors import FormatError

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_RAW = re.compile("[\ud800-\udfff\u2028\u2029\x7f-\x9f\ufeff\ufffe\uffff]")
_CONSTANTS = ("NaN", "Infinity", "-Infinity")  # which Python reads, but which are no JSON

Kind = Literal["object", "list", "string", "other"]
_KINDS: dict[str, Kind] = {"{": "object", "[": "list", '"': "string"}


@dataclass(slots=True, eq=False)
class Value:
    """A value at [start, end) of the text, and what it holds: `text` of a string, `members` of an object or a list."""

    kind: Kind
    start: int
    end: int
    text: str = ""
    members: list[Member] = field(default_factory=list)

    def get(self, name: str) -> Value | None:
        """Return the value of an object's member."""
        return next((member.value for member in self.members if member.name == name), None)

    def leaves(self) -> Iterator[Value]:
        """Yield a list's values, and any other value itself."""
        if self.kind == "list":
            yield from (member.value for member in self.members)
        else:
            yield self


@dataclass(slots=True, eq=False)
class Member:
    """A member of an object, whose key stands at [start, end), or of a list, without a name."""

    name: str
    start: int
    end: int
    value: Value


@dataclass(frozen=True, slots=True)
class String:
    """A string value at [start, end) of the source, quotes included, under the keys of `path`; `line` counts from 1.

    In an object it has a key, which stands at [key_start, key_end).
    """

    value: str
    path: tuple[str, ...]
    start: int
    end: int
    line: int
    key_start: int = -1
    key_end: int = -1


@dataclass(frozen=True, slots=True)
class Members:
    """The members of one object that are strings, by key; `starts` and `ends` are the places of all its members.

    In a `complete` one every member is a string.
    """

    path: tuple[str, ...]
    starts: list[int]
    ends: list[int]
    complete: bool
    strings: dict[str, String] = field(default_factory=dict)


def read(text: str, start: int = 0) -> Value:
    """Return the value that a text is from `start` on; raise what `json.loads` raises where it is no JSON."""
    json.loads(text[start:], parse_int=str, parse_float=str)
    root = Value("list", start, len(text))
    work = [root]
    key: Member | None = None  # which waits for its value
    for token in _TOKEN.finditer(text, start):
        sign, first, last = token[0], token.start(), token.end()
        if sign in ":,":
            continue
        if sign in "}]":
            work.pop().end = last
            continue
        value = Value(_KINDS.get(sign[0], "other"), first, last)
        if value.kind == "string":
            value.text = json.loads(sign) if "\\" in sign else sign[1:-1]
        top = work[-1]
        if key is not None:
            key.value, key = value, None
        elif top.kind == "object":
            key = Member(value.text, first, last, value)
            top.members.append(key)
            continue
        else:
            top.members.append(Member("", first, first, value))
        if value.kind in ("object", "list"):
            work.append(value)
    return root.members[0].value


def strings(source: str) -> tuple[list[String], list[Members]]:
    """Return all string values and all objects in order; raise FormatError naming the line of what isn't JSON."""
    try:
        root = read(source, int(source.startswith("\ufeff")))
    except json.JSONDecodeError as error:
        raise FormatError(f"broken JSON: {error.msg}", line=error.lineno) from error
    except RecursionError as error:
        raise FormatError("broken JSON: values are nested too deeply") from error
    breaks = [match.start() for match in re.finditer(r"\r\n?|\n", source)]
    values: list[String] = []
    objects: list[Members] = []
    work: list[tuple[Value, tuple[str, ...], Member | None, Members | None]] = [(root, (), None, None)]
    while work:
        value, path, key, holder = work.pop()
        if value.kind == "string":
            line = bisect_right(breaks, value.start) + 1
            place = (key.start, key.end) if key else (-1, -1)
            string = String(value.text, path, value.start, value.end, line, *place)
            values.append(string)
            if key and holder:
                holder.strings[key.name] = string
        elif value.kind == "list":
            work += [(member.value, path, None, None) for member in reversed(value.members)]
        elif value.kind == "object":
            _keys(value, breaks)
            members = _members(value, path)
            objects.append(members)
            work += [(member.value, (*path, member.name), member, members) for member in reversed(value.members)]
        elif source[value.start : value.end] in _CONSTANTS:
            line = bisect_right(breaks, value.start) + 1
            raise FormatError(f"broken JSON: {source[value.start : value.end]} is no value", line=line)
    return values, objects


def written(value: str, *, ascii_only: bool) -> str:
    """Return a value as a JSON string; what no text file can hold is escaped."""
    text = json.dumps(value, ensure_ascii=ascii_only)
    return _RAW.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _keys(value: Value, breaks: list[int]) -> None:
    lines: dict[str, int] = {}
    for member in value.members:
        line = bisect_right(breaks, member.start) + 1
        if member.name in lines:
            raise FormatError(f"key “{member.name}” is there already, in line {lines[member.name]}", line=line)
        lines[member.name] = line


def _members(value: Value, path: tuple[str, ...]) -> Members:
    starts = [member.start for member in value.members]
    ends = [member.value.end for member in value.members]
    return Members(path, starts, ends, all(member.value.kind == "string" for member in value.members))

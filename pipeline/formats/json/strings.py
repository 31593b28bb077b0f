"""The strings of a JSON text: where they stand and what they say, checked as strictly as the standard wants."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NoReturn

from pipeline.errors import FormatError

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_RAW = re.compile("[\ud800-\udfff\u2028\u2029\x7f-\x9f\ufeff\ufffe\uffff]")


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


@dataclass(slots=True)
class Members:
    """The members of one object that are strings, by key; `starts` and `ends` are the places of all its members."""

    path: tuple[str, ...]
    strings: dict[str, String] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    complete: bool = True  # every member is a string


@dataclass(slots=True)
class _Frame:
    """An object or a list that is open; `place` and `end` are where the member's key stands."""

    members: Members | None
    path: tuple[str, ...]
    lines: dict[str, int] = field(default_factory=dict)
    key: str | None = None
    place: int = -1
    end: int = -1


def strings(source: str) -> tuple[list[String], list[Members]]:
    """Return all string values and all objects in order; raise FormatError naming the line of what isn't JSON."""
    begin = int(source.startswith("\ufeff"))
    _check(source[begin:])
    breaks = [match.start() for match in re.finditer(r"\r\n?|\n", source)]
    found: list[String] = []
    objects: list[Members] = []
    stack: list[_Frame] = []
    for token in _TOKEN.finditer(source, begin):
        text, frame = token[0], stack[-1] if stack else None
        if text in ":,":
            continue
        if text in "}]":
            stack.pop()
            if stack:
                _ended(stack[-1], token.end())
            continue
        if frame is not None and frame.members is not None and frame.key is None:
            _begin(frame, json.loads(text), token.start(), token.end(), bisect_right(breaks, token.start()) + 1)
            continue
        path = () if frame is None else (*frame.path, *(() if frame.key is None else (frame.key,)))
        if text in "{[":
            if frame is not None and frame.members is not None:
                frame.members.complete = False
            members = Members(path) if text == "{" else None
            objects += [members] if members else []
            stack.append(_Frame(members, path))
            continue
        if text[0] == '"':
            line = bisect_right(breaks, token.start()) + 1
            key = (-1, -1) if frame is None else (frame.place, frame.end)
            string = String(json.loads(text), path, token.start(), token.end(), line, *key)
            found.append(string)
            if frame is not None and frame.members is not None and frame.key is not None:
                frame.members.strings[frame.key] = string
        elif frame is not None and frame.members is not None:
            frame.members.complete = False
        if frame is not None:
            _ended(frame, token.end())
    return found, objects


def written(value: str, *, ascii_only: bool) -> str:
    """Return a value as a JSON string; what no text file can hold is escaped."""
    text = json.dumps(value, ensure_ascii=ascii_only)
    return _RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _begin(frame: _Frame, key: str, start: int, end: int, line: int) -> None:
    if key in frame.lines:
        raise FormatError(f"key “{key}” is there already, in line {frame.lines[key]}", line=line)
    frame.lines[key] = line
    frame.key, frame.place, frame.end = key, start, end
    if frame.members is not None:
        frame.members.starts.append(start)


def _ended(frame: _Frame, end: int) -> None:
    frame.key, frame.place, frame.end = None, -1, -1
    if frame.members is not None:
        frame.members.ends.append(end)


def _check(text: str) -> None:
    def refuse(name: str) -> NoReturn:
        raise FormatError(f"broken JSON: {name} is no value", line=text.count("\n", 0, text.find(name)) + 1)

    try:
        json.loads(text, parse_constant=refuse, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        raise FormatError(f"broken JSON: {error.msg}", line=error.lineno) from error
    except RecursionError as error:
        raise FormatError("broken JSON: values are nested too deeply") from error

"""A JSON text as a tree that knows its places, so that one member can be changed and every other byte stays."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)

Kind = Literal["object", "list", "string", "other"]


@dataclass(slots=True, eq=False)
class Value:
    """A value at [start, end) of the text, and what it holds: `text` of a string, `members` of an object or a list."""

    kind: Kind
    start: int
    end: int = -1
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
    """A member of an object, whose key begins at `start`, or of a list, without a name."""

    name: str
    start: int
    value: Value


def read(text: str) -> Value | None:
    """Return the tree of a text; None where it is no JSON."""
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return None
    root = Value("list", 0)
    work = [root]
    name, start = "", -1  # the key that waits for its value
    for token in _TOKEN.finditer(text):
        sign, top = token[0], work[-1]
        if sign in ":,":
            continue
        if sign in "}]":
            work.pop().end = token.end()
        elif top.kind == "object" and start < 0:
            name, start = json.loads(sign), token.start()
        else:
            kind: Kind = "object" if sign == "{" else "list" if sign == "[" else "string" if sign[0] == '"' else "other"
            value = Value(kind, token.start(), token.end(), json.loads(sign) if kind == "string" else "")
            top.members.append(Member(name, start if start >= 0 else token.start(), value))
            name, start = "", -1
            if kind in ("object", "list"):
                work.append(value)
    return root.members[0].value

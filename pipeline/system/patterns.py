r"""Regular expressions that come from files, of anyone: which of them a text of any length can be searched for.

A backtracking matcher tries every way in which a pattern could fit. `(a+)+b` fits "aaaa…" in a number of ways that
doubles with each letter, `\w+\w+\w+b` in one that grows with its cube. No clock says so, which a busy machine would
make an error of: what is refused is refused by its form, and the same everywhere.

Every repeat ends (`capped`), so that the ways from one place of a text are a number, whatever the text. `check` bounds
that number from above, and knows two cases in which one way alone can go on: after a repeated character that what
follows doesn't begin with, and after alternatives that begin with different characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, takewhile
from typing import Any

WAYS = 1_000  # that are open at once, from one place of a text, at the most …
STEPS = 100_000  # … and characters that are looked at in all of them: about a millisecond
SHORT = 20  # a repeat of so many times multiplies the ways of others; of two longer ones, one is too many
LOOKUPS = 500  # questions whether two classes share a character, of a few milliseconds each
MAX_REPEAT = 400
MAX_DEPTH = 10  # groups within groups

# An escape, a group's opening, its end, a repeat, or any other character; a character class is taken as a whole.
_TOKEN = re.compile(
    r"""(?P<escape>\\(?:[pPN]\{[^}]*\}|[pP][A-Za-z]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.))
    |(?P<open>\((?:\?(?P<form>[:=!>]|<[=!]|P?<\w+>|[a-zA-Z01-]+[:)]|.?))?)
    |(?P<close>\))
    |(?P<repeat>(?:[*+?]|\{(?P<low>[0-9]*)(?P<comma>,)?(?P<high>[0-9]*)\})(?P<manner>[?+]?))
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_GROUP = re.compile(r"[:=!>]|<[=!]|P?<\w+>|[imsuU-]+[:)]")
_ESCAPE = re.compile(r"\\(?:[^A-Za-z0-9]|[bBAZdDwWsShHvVntrfa]|[pPN].+|[xuU][0-9A-Fa-f]+)", re.DOTALL)
_PLACES = {r"\b", r"\B", r"\A", r"\Z", "^", "$"}
_FLAGS = re.compile(r"\(\?[a-zA-Z-]*[is]")
_SHARED = "has repeats that can take one another's characters, in too many ways"
# Whether two of these share a character is not looked up: what is outside of _CHARACTERS, properties that aren't a
# general category, and classes by their POSIX names.
_UNKNOWN = re.compile(r"[\U00010000-\U0010ffff]|\\[UN]|\[:|\\[pP]\{(?!\^?[A-Z][a-z&]?\})")
_ASCII = re.compile(r"(?:[^\\]|\\[^xu])*")
# The basic plane, and of the others one character of each general category that they have: classes that name no
# character beyond the basic plane can't tell those of a category apart.
_BEYOND = (
    "\U00010000\U00010100\U00010107\U00010137\U00010140\U000101fd\U00010400\U00010428\U000104a0"
    "\U00010780\U00010ead\U00011000\U000110bd\U00011fdd\U0001d6c1\U0001f3fb\U0001fffe\U000f0000"
)


@dataclass(frozen=True, slots=True)
class _Char:
    """One character: itself, an escape or a class."""

    text: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A place between characters."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Alternatives; of an atomic group only the first way counts."""

    branches: tuple[_Sequence, ...]
    atomic: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    """A look ahead or behind, which ends with its first way; a `bar` is one that must find nothing."""

    group: _Group
    behind: bool
    bar: bool


@dataclass(frozen=True, slots=True)
class _Repeat:
    """Something `low` to `high` times; a possessive one gives nothing back."""

    node: _Node
    low: int
    high: int
    possessive: bool


_Node = _Char | _Place | _Group | _Look | _Repeat
_Sequence = tuple[_Node, ...]


@dataclass(frozen=True, slots=True)
class _Cost:
    """The ways in which something fits, those of them that the next character lets go on, and what all of them cost."""

    ways: int
    kept: int
    work: int


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    form: str = ""  # what follows a group's "(?"
    low: int = 0
    high: int | None = None  # None for a repeat without an end
    manner: str = ""


def capped(pattern: str, reach: int) -> str:
    """Return a pattern whose open repeats end after `reach` times."""
    written = []
    for token in _tokens(pattern):
        open_ended = token.kind == "repeat" and token.high is None
        written.append(f"{{{token.low},{max(token.low, reach)}}}{token.manner}" if open_ended else token.text)
    return "".join(written)


def check(pattern: str, compiled: Callable[[str], Any], *, nested: bool = True) -> int:
    """Return how many steps a capped pattern takes from one place of a text, at the most.

    Raise ValueError, saying why, where these are too many, or the ways in which it could fit. `compiled` is the engine,
    which says which characters a class takes, and `nested` whether it has classes in classes.
    """
    tree = parsed(pattern, nested=nested)
    try:
        return _Counter(None).group(tree, []).work
    except ValueError:
        # To look characters up takes time, which most patterns don't need.
        return _Counter(compiled, "(?is)" if _FLAGS.search(pattern) else "").group(tree, []).work


def parsed(pattern: str, *, nested: bool = True) -> _Group:
    """Return the tree of a pattern; raise ValueError where it has what a pattern of a file can't have."""
    groups: list[tuple[str, list[_Sequence]]] = [("", [])]
    sequence: list[_Node] = []
    outer: list[list[_Node]] = []
    for token in _tokens(pattern):
        match token.kind:
            case "open":
                if token.form and not _GROUP.fullmatch(token.form):
                    raise ValueError(f"has {token.text!r}, which can't be used here")
                if token.form.endswith(")"):
                    continue  # flags alone
                groups.append((token.form, []))
                outer.append(sequence)
                sequence = []
                if len(groups) > MAX_DEPTH:
                    raise ValueError(f"has groups nested deeper than {MAX_DEPTH}")
            case "close":
                form, branches = groups.pop()
                if not groups:
                    raise ValueError("has a closing bracket too many")
                group = _Group((*branches, tuple(sequence)), form == ">")
                sequence = outer.pop()
                looks = form in ("=", "!", "<=", "<!")
                sequence.append(_Look(group, form[0] == "<", form[-1] == "!") if looks else group)
            case "repeat":
                high = MAX_REPEAT if token.high is None else token.high
                if not sequence or isinstance(sequence[-1], _Repeat):
                    raise ValueError(f"has {token.text!r} where nothing can be repeated")
                if max(token.low, high) > MAX_REPEAT:
                    raise ValueError(f"repeats something more than {MAX_REPEAT} times")
                sequence[-1] = _Repeat(sequence[-1], token.low, max(token.low, high), token.manner == "+")
            case "other" if token.text == "|":
                groups[-1][1].append(tuple(sequence))
                sequence = []
            case "other" if token.text == "{":
                raise ValueError("has '{' where no number of repeats follows")
            case "escape" if not _ESCAPE.fullmatch(token.text):
                raise ValueError(f"has {token.text!r}, which can't be used here")
            case "set" if not nested and re.search(r"(?<!\\)(?:\\\\)*\[", token.text[1:]):
                raise ValueError(f"has a '[' without a backslash in {token.text!r}")
            case _:
                sequence.append(_Place() if token.text in _PLACES else _Char(token.text))
    if len(groups) > 1:
        raise ValueError("has an opening bracket too many")
    return _Group((*groups[0][1], tuple(sequence)))


class _Counter:
    """Counts ways and steps; without an engine, every character may be any other."""

    def __init__(self, compiled: Callable[[str], Any] | None, flags: str = "") -> None:
        self.compiled = compiled
        self.flags = flags  # which hold somewhere in the pattern
        self.shared: dict[tuple[str, str], bool] = {}

    def group(self, group: _Group, follow: list[str], *, backwards: bool = False) -> _Cost:
        """Count alternatives: of those that begin with different characters, one can go on."""
        costs = [self.sequence(branch[::-1] if backwards else branch, follow, backwards) for branch in group.branches]
        ways, work = sum(cost.ways for cost in costs), sum(cost.work for cost in costs)
        kept = sum(cost.kept for cost in costs)
        if group.atomic:
            return _Cost(1, 1, work)
        if kept > 1 and 1 < len(costs) <= LOOKUPS and self.compiled is not None:
            begins = [_beginning(branch[::-1] if backwards else branch) for branch in group.branches]
            kept = max(
                sum(cost.kept for cost, other in zip(costs, begins, strict=True) if not self.differ(own, other))
                for own in begins
            )
        return _Cost(ways, max(kept, 1), work)

    def sequence(self, sequence: Sequence[_Node], follow: list[str], backwards: bool) -> _Cost:
        """Count what stands one after the other: each way of one is tried with the ways of the next."""
        ways = kept = 1
        work = 0
        for number, node in enumerate(sequence):
            rest = self.firsts(sequence[number + 1 :], follow, backwards)
            cost = self.node(node, rest, backwards)
            begins = len(self.firsts([node], [], backwards))
            if not begins and isinstance(node, _Place | _Look):
                work += ways * cost.work
            else:
                work += ways * max(1, begins) + kept * max(0, cost.work - max(1, begins))
                if isinstance(node, _Repeat) and node.high > SHORT < kept:
                    raise ValueError(_SHARED)
                ways, kept = kept * cost.ways, kept * cost.kept
            _affordable(kept, work, _SHARED)
        return _Cost(ways, kept, work)

    def node(self, node: _Node, follow: list[str], backwards: bool) -> _Cost:
        match node:
            case _Char() | _Place():
                return _Cost(1, 1, 1)
            case _Look(group, behind):
                return _Cost(1, 1, self.group(group, [], backwards=behind).work)
            case _Group():
                return self.group(node, follow, backwards=backwards)
        own = self.firsts([node.node], [], backwards)
        once = self.node(node.node, [*own, *follow] if node.high > 1 else follow, backwards)
        count = node.high - node.low + 1
        if once.kept > 1:
            cost = self.powers(node, once)
        else:
            cost = _Cost(count * once.ways, count, node.high * once.work + count)
        if node.possessive:
            return _Cost(1, 1, cost.work)
        if (once.kept == 1 or node.high == 1) and not _is_empty(node.node) and self.apart(own, follow):
            return _Cost(cost.ways, once.kept, cost.work)
        return cost

    def powers(self, node: _Repeat, once: _Cost) -> _Cost:
        """Count the ways of a repeat whose inside has several: they multiply each time."""
        ways, kept, work = int(node.low == 0), int(node.low == 0), 1
        entered = 1
        for number in range(1, node.high + 1):
            work += entered * once.work
            if number >= node.low:
                ways += entered * once.ways
                kept += entered * once.kept
            entered *= once.kept
            _affordable(entered * once.kept, work, "repeats a group that fits the same text in several ways")
        return _Cost(ways, kept, work)

    def firsts(self, sequence: Sequence[_Node], follow: list[str], backwards: bool) -> list[str]:
        """Return the characters that something may begin with; what may be empty begins as what follows it.

        What is looked for ahead comes next, too.
        """
        found: list[str] = []
        for node in sequence:
            match node:
                case _Char(text):
                    return [*found, text]
                case _Group(branches):
                    for branch in branches:
                        found += self.firsts(branch[::-1] if backwards else branch, [], backwards)
                case _Repeat(inner):
                    found += self.firsts([inner], [], backwards)
                case _Look(group, behind=False, bar=False) if not (backwards or _is_empty(group)):
                    return [*found, *self.firsts([group], [], backwards)]
            if not _is_empty(node):
                return found
        return [*found, *follow]

    def differ(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Tell whether two beginnings have no text in common."""
        return any(self.apart([mine], [theirs]) for mine, theirs in zip(one, other, strict=False))

    def apart(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Tell whether no character is in both."""
        return not any(self.share(min(one, other), max(one, other)) for one in set(some) for other in set(others))

    def share(self, one: str, other: str) -> bool:
        if one == other or self.compiled is None:
            return True
        both = f"{one} {other}"
        if len(both) == 3 and "." not in both and not self.flags:
            return False
        # Without regard to case, "ß" is two characters.
        if _UNKNOWN.search(both) or (self.flags and not (both.isascii() and _ASCII.fullmatch(both))):
            return True
        if (one, other) not in self.shared:
            if len(self.shared) == LOOKUPS:
                return True
            tried = (self.compiled(f"{flags}(?={one})(?:{other})") for flags in {"", self.flags})
            self.shared[one, other] = any(regex.search(_characters()) for regex in tried)
        return self.shared[one, other]


def _affordable(ways: int, work: int, reason: str) -> None:
    if ways > WAYS:
        raise ValueError(reason)
    if work > STEPS:
        raise ValueError(f"could look at more than {STEPS} characters from each place of a text")


def _beginning(sequence: Sequence[_Node]) -> list[str]:
    """Return the characters that each text of something begins with."""
    return [node.text for node in takewhile(lambda node: isinstance(node, _Char), sequence)]  # type: ignore[union-attr]


@cache
def _characters() -> str:
    return "".join(map(chr, chain(range(0xD800), range(0xE000, 0x10000)))) + _BEYOND


def _is_empty(node: _Node) -> bool:
    """Tell whether something may fit without a character."""
    match node:
        case _Char():
            return False
        case _Group(branches):
            return any(all(map(_is_empty, branch)) for branch in branches)
        case _Repeat(inner, low):
            return low == 0 or _is_empty(inner)
    return True


def _tokens(pattern: str) -> Iterator[_Token]:
    at = 0
    while at < len(pattern):
        start = at
        if pattern[at] == "[":
            at = _end_of_set(pattern, at)
            yield _Token("set", pattern[start:at])
            continue
        found = _TOKEN.match(pattern, at)
        assert found is not None  # its last alternative takes any character
        at = found.end()
        if found["repeat"] is None:
            kind = next(name for name in ("escape", "open", "close", "other") if found[name] is not None)
            yield _Token(kind, found[0], found["form"] or "")
        elif found["repeat"][0] != "{":
            sign = found["repeat"][0]
            yield _Token("repeat", found[0], "", int(sign == "+"), 1 if sign == "?" else None, found["manner"])
        elif not found["low"] and not found["comma"]:
            yield _Token("other", "{")
            at = start + 1
        else:
            low = int(found["low"] or 0)
            high = int(found["high"]) if found["high"] else None if found["comma"] else low
            yield _Token("repeat", found[0], "", low, high, found["manner"])


def _end_of_set(pattern: str, start: int) -> int:
    """Return where a character class ends; classes within classes belong to it."""
    at = start + (2 if pattern.startswith("[^", start) else 1)
    at += pattern.startswith("]", at)  # first in its class, it is a character
    depth = 1
    while depth and at < len(pattern):
        char = pattern[at]
        depth += (char == "[") - (char == "]")
        at += 2 if char == "\\" else 1
    return min(at, len(pattern))

"""ICU messages read with their places: the choices of a text, and what a program couldn't read of it.

    Bring {n, plural, offset:1 =0 {no card} one {# card} other {# cards}} for {sex, select, female {her} other {them}}.

A choice has branches, and a branch is a message again. Quoting is ICU's: two apostrophes are one; one before a brace,
or before `#` in a plural, quotes up to the next. `choice`, which ICU itself advises against, is an argument like a
date. No kept library was found that tells where the branches stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.locales import PLURALS

DEEPEST = 12  # choices in choices: more than any message for readers has
OTHER = "other"

_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"[\w.\-]+")
_KIND = re.compile(r"plural|selectordinal|select")
_OFFSET = re.compile(r"offset:\s*(\d{1,4})(?=[\s{])")
_SELECTOR = re.compile(r"=\d{1,9}|[\w.\-]+")
_EXACT = re.compile(r"=\d+")

Kind = Literal["plural", "selectordinal", "select"]


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument at [start, end) of a text that a program fills in: its name, and how it is written, such as date."""

    name: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Message:
    """Characters [start, end) of a text, with the choices and the other arguments in it."""

    start: int
    end: int
    choices: tuple[Choice, ...] = ()
    arguments: tuple[Argument, ...] = ()

    def all_choices(self) -> Iterator[Choice]:
        """Yield the choices of the message and of their branches, the outer before the inner."""
        for choice in self.choices:
            yield choice
            for branch in choice.branches:
                yield from branch.message.all_choices()

    def names(self) -> frozenset[str]:
        """Return the names of all arguments that aren't choices, of the branches' as well."""
        inner = [branch.message.arguments for choice in self.all_choices() for branch in choice.branches]
        return frozenset(each.name for arguments in (self.arguments, *inner) for each in arguments)


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a choice: what selects it (`one`, `=0`, `female`), and what it says."""

    selector: str
    message: Message


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice at [start, end) of a text: the argument's name, its kind, and the branches in their order."""

    name: str
    kind: Kind
    offset: int
    branches: tuple[Branch, ...]
    start: int
    end: int

    @property
    def argument(self) -> tuple[str, str, int]:
        """What two choices have in common that always choose together."""
        return self.name, self.kind, self.offset

    def branch(self, selector: str) -> Branch | None:
        """Return the branch of a selector."""
        return next((branch for branch in self.branches if branch.selector == selector), None)

    def problem(self) -> str | None:
        """Say why no program can use the choice; None where it can."""
        selectors = [branch.selector for branch in self.branches]
        if self.kind != "select":
            wrong = next((each for each in selectors if each not in PLURALS and not _EXACT.fullmatch(each)), None)
            if wrong is not None:
                return f"“{wrong}” is no plural category: keep {', '.join(PLURALS[:-1])} and other as they are"
        elif any(map(_EXACT.fullmatch, selectors)):
            return "a select has no branch for a number"
        if OTHER not in selectors:
            return f"the {self.kind} of {self.name} has no branch “other”"
        twice = next((each for each in selectors if selectors.count(each) > 1), None)
        return f"the branch “{twice}” stands twice" if twice is not None else None


class _NoMessage(ValueError):
    """A text that is no message."""


def read(text: str) -> Message | None:
    """Return a text as an ICU message; None where its braces can't be read as one's."""
    reader = _Reader(text)
    try:
        return reader.message(0, counting=False)
    except _NoMessage:
        return None


def quoted(text: str, *, counting: bool) -> list[tuple[int, int]]:
    """Return the [start, end) of the quoted stretches of a message's text; `counting`: `#` can be quoted there."""
    found = []
    at = text.find("'")
    while at >= 0:
        end = _after_quote(text, at, counting=counting)
        if end - at > 2:
            found.append((at, end))
        at = text.find("'", end)
    return found


class _Reader:
    """The reading of one text, from `at` on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def message(self, depth: int, *, counting: bool) -> Message:
        start = self._at
        choices: list[Choice] = []
        arguments: list[Argument] = []
        while self._at < len(self._text):
            char = self._text[self._at]
            if char == "'":
                self._at = _after_quote(self._text, self._at, counting=counting)
            elif char == "{":
                found = self._argument(depth, counting=counting)
                if isinstance(found, Choice):
                    choices.append(found)
                else:
                    arguments.append(found)
            elif char == "}":
                break
            else:
                self._at += 1
        if (self._at < len(self._text)) != (depth > 0):
            raise _NoMessage
        return Message(start, self._at, tuple(choices), tuple(arguments))

    def _argument(self, depth: int, *, counting: bool) -> Choice | Argument:
        start = self._at
        self._at += 1
        name = self._word(_NAME)
        if self._sign("}"):
            return Argument(name, "", start, self._at)
        if not self._sign(","):
            raise _NoMessage
        kind = self._word(_NAME)
        if self._sign("}"):
            return Argument(name, kind, start, self._at)
        if not self._sign(","):
            raise _NoMessage
        if not _KIND.fullmatch(kind):
            self._style()
            return Argument(name, kind, start, self._at)
        if depth >= DEEPEST:
            raise _NoMessage
        self._spaces()
        offset = _OFFSET.match(self._text, self._at) if kind != "select" else None
        self._at = offset.end() if offset else self._at
        branches: list[Branch] = []
        while not self._sign("}"):
            selector = self._word(_SELECTOR)
            if not self._sign("{"):
                raise _NoMessage
            message = self.message(depth + 1, counting=counting or kind != "select")
            self._at += 1
            branches.append(Branch(selector, message))
        if not branches:
            raise _NoMessage
        known: Kind = "plural" if kind == "plural" else "select" if kind == "select" else "selectordinal"
        return Choice(name, known, int(offset[1]) if offset else 0, tuple(branches), start, self._at)

    def _style(self) -> None:
        """Go behind the brace that ends how an argument is written."""
        depth = 1
        while depth:
            if self._at >= len(self._text):
                raise _NoMessage
            char = self._text[self._at]
            if char == "'":
                end = self._text.find("'", self._at + 1)
                self._at = end if end >= 0 else len(self._text)
            depth += (char == "{") - (char == "}")
            self._at += 1

    def _word(self, pattern: re.Pattern[str]) -> str:
        self._spaces()
        match = pattern.match(self._text, self._at)
        if match is None:
            raise _NoMessage
        self._at = match.end()
        return match[0]

    def _sign(self, sign: str) -> bool:
        """Go behind a sign, and tell whether it is there."""
        self._spaces()
        there = self._text.startswith(sign, self._at)
        self._at += there
        return there

    def _spaces(self) -> None:
        match = _SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at


def _after_quote(text: str, at: int, *, counting: bool) -> int:
    """Return where the text goes on behind an apostrophe: behind it, behind a second one, or behind what it quotes."""
    following = text[at + 1 : at + 2]
    if following == "'":
        return at + 2
    if not following or following not in ("{}#" if counting else "{}"):
        return at + 1
    end = at + 1
    while True:
        end = text.find("'", end)
        if end < 0:
            return len(text)
        if not text.startswith("''", end):
            return end + 1
        end += 2

"""gettext's rules of plural forms, `nplurals=3; plural=n==1 ? 0 : …;`, worked out as a program of gettext does.

A catalog's header is a stranger's text: its expression is read into a tree, and nothing of it is ever run as a program.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.model import PluralForms

LONGEST, DEEPEST = 1000, 25  # characters of an expression, and parts in parts: more than any language's has
# gettext's rules ask for remainders by 10, 100 and, of a million, by that.
NUMBERS = (*range(1000), 1_000, 1_001, 10_000, 100_000, 1_000_000, 2_000_000, 1_000_001, 10_000_000, 1_000_000_000)

LOW, NEXT = range(3), range(3, 21)  # numbers that a form may have alone, and those that it then hasn't
UNDECIDED = "INTEGER"  # a template's number of plural forms

_HEADER = re.compile(r"\s*nplurals\s*=\s*(?P<count>[1-9]\d?)\s*;\s*plural\s*=(?P<rule>[^;]+);?\s*")
_TOKEN = re.compile(r"\s*(?:(\d{1,9})|(n\b)|(\|\||&&|[=!<>]=|[-+*/%<>!?:()]))")
_LEVELS = (("||",), ("&&",), ("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%"))

Value = Callable[[int], int]
_OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    # As C divides: towards zero. Division by zero is a ZeroDivisionError, as it stops a C program.
    "/": lambda a, b: abs(a) // abs(b) * (1 if a * b >= 0 else -1),
    "%": lambda a, b: abs(a) % abs(b) * (1 if a >= 0 else -1),
}


@dataclass(frozen=True, slots=True)
class PluralRule:
    """A rule of plural forms: how many there are, and the form of each of NUMBERS."""

    count: int
    forms: tuple[int, ...] = field(repr=False)

    def form(self, number: int) -> int:
        """Return the form of one of NUMBERS."""
        return self.forms[NUMBERS.index(number)] if number >= len(range(1000)) else self.forms[number]


@lru_cache(maxsize=512)
def read(header: str) -> PluralRule | None:
    """Return the rule of a Plural-Forms field; None where it can't be worked out, or leads to a form that isn't one."""
    field_ = _HEADER.fullmatch(header)
    if field_ is None or len(header) > LONGEST:
        return None
    try:
        value = _Expression(field_["rule"]).whole()
        forms = tuple(int(value(number)) for number in NUMBERS)
    except (_Unreadable, ZeroDivisionError):
        return None
    count = int(field_["count"])
    return PluralRule(count, forms) if all(0 <= form < count for form in forms) else None


def is_open(header: str) -> bool:
    """Tell whether a Plural-Forms field leaves open how a catalog counts, as a template's does."""
    return not header.strip() or UNDECIDED in header


@lru_cache(maxsize=512)
def counted(header: str, count: int) -> PluralForms:
    """Return the plural forms of a Plural-Forms field; where it isn't of so many, the first is taken for that of 1."""
    rule = read(header)
    if rule is None or rule.count != count:
        return PluralForms(count)
    low = {rule.form(number) for number in LOW} - {rule.form(number) for number in NEXT}
    return PluralForms(count, rule.form(1), frozenset(low))


class _Unreadable(ValueError):
    """An expression that gettext wouldn't read."""


class _Expression:
    """An expression in C's grammar, read from its first token on into a function of n."""

    def __init__(self, text: str) -> None:
        self._tokens: list[str] = []
        at = 0
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            if match is None:
                raise _Unreadable
            self._tokens.append(match[0].strip())
            at = match.end()
        self._at = 0

    def whole(self) -> Value:
        value = self._choice(0)
        if self._at < len(self._tokens):
            raise _Unreadable
        return value

    def _choice(self, depth: int) -> Value:
        if depth > DEEPEST:
            raise _Unreadable
        condition = self._binary(0, depth)
        if not self._has("?"):
            return condition
        yes = self._choice(depth + 1)
        if not self._has(":"):
            raise _Unreadable
        no = self._choice(depth + 1)
        return lambda n: yes(n) if condition(n) else no(n)

    def _binary(self, level: int, depth: int) -> Value:
        if level == len(_LEVELS):
            return self._single(depth)
        left = self._binary(level + 1, depth)
        parts = 0
        while (sign := self._peek()) in _LEVELS[level]:
            parts += 1
            if parts > DEEPEST:
                raise _Unreadable
            self._at += 1
            left = _joined(sign, left, self._binary(level + 1, depth))
        return left

    def _single(self, depth: int) -> Value:
        token = self._peek()
        self._at += 1
        if token == "n":
            return lambda n: n
        if token.isdecimal():
            number = int(token)
            return lambda n: number
        if token == "!" and depth < DEEPEST:
            inner = self._single(depth + 1)
            return lambda n: not inner(n)
        if token == "(":
            value = self._choice(depth + 1)
            if self._has(")"):
                return value
        raise _Unreadable

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _has(self, token: str) -> bool:
        """Go behind a token, and tell whether it is there."""
        there = self._peek() == token
        self._at += there
        return there


def _joined(sign: str, left: Value, right: Value) -> Value:
    if sign == "||":
        return lambda n: bool(left(n)) or bool(right(n))
    if sign == "&&":
        return lambda n: bool(left(n)) and bool(right(n))
    operation = _OPERATIONS[sign]
    return lambda n: operation(left(n), right(n))

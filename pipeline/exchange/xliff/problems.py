"""What a check of XLIFF tells: a rule of the standard, and a place where a file breaks it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.exchange.xliff.reading import Element


@dataclass(frozen=True, slots=True)
class Rule:
    """What the standard asks for, in a line; a file that breaks one is invalid."""

    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A place where a file breaks a rule."""

    rule: str
    line: int
    message: str


def problem(rule: str, element: Element, message: str) -> Problem:
    """Return a problem of an element, at the line where it begins."""
    return Problem(rule, element.line, message)


def tag(element: Element) -> str:
    """Return an element as messages name it: its tag, with its id where it has one."""
    identity = element.attributes.get("id")
    name = element.name.rpartition(" ")[2]
    return f"<{name}>" if identity is None else f'<{name} id="{identity}">'

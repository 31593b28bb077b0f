"""The scalars of a YAML text: where they stand, what they say, and how another value is written in the same style.

Nothing is ever constructed from a tag: the text is composed into nodes, and a node is only looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from warnings import catch_warnings

from pipeline.errors import FormatError

_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*+(?:[ \t]++|(?:[ \t]*+(?:#[^\r\n]*+)?+(?:\r\n?+|\n))++[ \t]*+))*+")
# Texts and their collections; another tag asks for something that only an application knows.
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
# Plain words and numbers that a YAML 1.1 parser doesn't read as text, though YAML 1.2 does.
_NOT_TEXT = re.compile(r"(?:y|yes|n|no|true|false|on|off|null|~|[-+.\d][-+.,:_\dxoe]*)\Z", re.IGNORECASE)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')
_TABS_BEFORE_COMMENT = re.compile(r"(?<![ \t])[ \t]++(?=#)")
_WIDEST = 78  # columns of a folded line that is written again


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text in a YAML document, at [start, end) of the source, under the keys of `path`; lists have no keys.

    `style` is its quoting: "'", '"', "|", ">" or "" for plain. `line` counts from 1.
    """

    value: str
    start: int
    end: int
    style: str
    path: tuple[str, ...]
    line: int
    in_flow: bool


def scalars(source: str) -> Iterator[Scalar]:
    """Yield the texts of all documents in order, an anchored one once; raise FormatError naming the line."""
    seen: set[int] = set()
    for root in _compose(source):
        # A stack of nodes instead of recursion: documents may nest as deeply as the parser lets them.
        work: list[tuple[Any, tuple[str, ...], bool]] = [(root, (), False)]
        while work:
            node, path, in_flow = work.pop()
            if node is None or id(node) in seen or node.tag not in _PLAIN_TAGS:
                continue
            seen.add(id(node))
            match node.id:
                case "mapping":
                    flow = in_flow or bool(node.flow_style)
                    work += [(value, (*path, _key(key)), flow) for key, value in reversed(node.value)]
                case "sequence":
                    flow = in_flow or bool(node.flow_style)
                    work += [(value, path, flow) for value in reversed(node.value)]
                case "scalar":
                    yield _scalar(source, node, path, in_flow=in_flow)


def written(source: str, scalar: Scalar, value: str) -> str:
    """Return what stands for another value in a scalar's place: in its style where that can hold the value."""
    old = source[scalar.start : scalar.end]
    newline = "\r\n" if "\r\n" in old else "\n"
    match scalar.style:
        case "|" | ">":
            candidate = _block(old, value, folded=scalar.style == ">")
        case "'":
            candidate = "'" + value.replace("'", "''") + "'"
        case '"':
            return _double_quoted(value)
        case _:
            candidate = "" if _NOT_TEXT.match(value) else value
    if _reads_as(candidate, value, in_flow=scalar.in_flow):
        return candidate.replace("\n", newline)
    return _double_quoted(value) + (newline if scalar.style in ("|", ">") and old.endswith("\n") else "")


def _compose(source: str) -> list[Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        with catch_warnings(action="ignore"):  # an anchor that is there twice is no fault
            return list(YAML(typ="safe", pure=True).compose_all(source))
    except MarkedYAMLError as error:
        # YAML lets tabs stand before a comment, the parser doesn't.
        spaced = _TABS_BEFORE_COMMENT.sub(lambda match: " " * len(match[0]), source)
        if spaced != source:
            return _compose(spaced)
        mark = error.problem_mark or error.context_mark
        raise FormatError(
            f"broken YAML: {error.problem or error.context}", line=mark.line + 1 if mark else None
        ) from error
    except YAMLError as error:
        place = getattr(error, "position", None)
        line = source.count("\n", 0, place) + 1 if isinstance(place, int) else None
        raise FormatError(f"broken YAML: {str(error).splitlines()[0]}", line=line) from error
    except RecursionError as error:
        raise FormatError("broken YAML: collections are nested too deeply") from error


def _key(node: Any) -> str:
    return str(node.value) if node.id == "scalar" else ""


def _scalar(source: str, node: Any, path: tuple[str, ...], *, in_flow: bool) -> Scalar:
    properties = _PROPERTIES.match(source, node.start_mark.index)
    start = properties.end() if properties else node.start_mark.index
    line = node.start_mark.line + source.count("\n", node.start_mark.index, start) + 1
    return Scalar(node.value, start, node.end_mark.index, node.style or "", path, line, in_flow)


def _block(old: str, value: str, *, folded: bool) -> str:
    """Write a block scalar with the header, the indent and the blank lines at the end of the old one."""
    header, *rest = old.replace("\r\n", "\n").split("\n")
    indent = next((line[: len(line) - len(line.lstrip(" "))] for line in rest if line.strip(" ")), "  ")
    filled = max((number for number, line in enumerate(rest) if line.strip(" ")), default=0)
    tail = rest[filled + 1 :]
    lines = value.rstrip("\n").split("\n")
    if folded:
        lines = [folded_line for line in lines for folded_line in (*_folded(line, _WIDEST - len(indent)), "")][:-1]
    body = [indent + line if line else "" for line in lines]
    return "\n".join([header, *body, *tail])


def _folded(line: str, width: int) -> list[str]:
    """Break a line at single spaces, where folding puts them back."""
    if not line:
        return []
    lines = [""]
    for word in re.split(r"(?<=[^ \t]) (?=[^ \t])", line):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return lines


def _double_quoted(value: str) -> str:
    def escaped(match: re.Match[str]) -> str:
        char = match[0]
        return _ESCAPES.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}")

    return '"' + _TO_ESCAPE.sub(escaped, value) + '"'


def _reads_as(candidate: str, value: str, *, in_flow: bool) -> bool:
    """Tell whether a YAML parser reads a candidate back as the value, where the scalar stands."""
    if not candidate:
        return False
    snippet, expected = f"k: {candidate}\n", [value]
    if in_flow:  # documents of their own, so that nothing that looks like an anchor stands twice in one
        snippet = f"k: [{candidate}, x]\n---\nk: {{a: {candidate}, b: x}}\n---\nk: {{a: {candidate}}}\n"
        expected = [value, "x", value, "x", value]
    try:
        values = [scalar.value for scalar in scalars(snippet)]
    except FormatError:
        return False
    return values == expected

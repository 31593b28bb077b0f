r"""Codes that no translation changes, as patterns in a TOML file: trial numbers, gene variants, lot numbers.

    [[pattern]]
    name = "trial number"
    regex = 'NCT\d{8}'
    example = ["NCT01234567"]
    note = "ClinicalTrials.gov"

A pattern is matched against every sentence of a project, and may come from anyone: only a small part of regular
expressions is allowed, whose time to match grows no faster than the text. `+` and `*` mean up to 40 times.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.system.files import read_text

MAX_PATTERN = 400  # characters; what needs more is several kinds of codes
MAX_REPEAT = 40  # what `+` and `*` mean here, too
MAX_WAYS = 1_000  # in how many ways the open repeats of one pattern may share a text
SAMPLE = "".join(map(chr, range(32, 0x250)))  # enough to tell whether two kinds of characters share one
KEYS = {"name", "regex", "example", "note"}
_TOKEN = re.compile(
    r"""(?P<escape>\\[dwsDWSbB]|\\[^A-Za-z0-9])
    |(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])
    |(?P<open>\((?:\?(?::|=|!|<=|<!))?(?!\?))
    |(?P<close>\))
    |(?P<repeat>(?:[?*+]|\{(?P<low>\d{1,3})(?P<comma>,)?(?P<high>\d{0,3})\})(?P<manner>[?+]?))
    |(?P<choice>\|)
    |(?P<other>[^\\[\](){}*+?|])""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of code: its name, what it looks like, and texts that are such codes."""

    name: str
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProtectedSpan:
    """Characters [start, end) of a text that are a code of this kind."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Protected:
    """The patterns of a project, in their order: of two that meet in a text, the first to begin and the longer wins."""

    patterns: tuple[Pattern, ...] = ()

    def spans(self, text: str) -> tuple[ProtectedSpan, ...]:
        """Return the codes in a text, from left to right, none over another."""
        matches = [
            ProtectedSpan(match.start(), match.end(), pattern.name)
            for pattern in self.patterns
            for match in pattern.regex.finditer(text)
            if match.end() > match.start()
        ]
        chosen: list[ProtectedSpan] = []
        for span in sorted(matches, key=lambda span: (span.start, -span.end)):
            if not chosen or span.start >= chosen[-1].end:
                chosen.append(span)
        return tuple(chosen)


def read(path: Path) -> Protected:
    """Read a file of patterns.

    Raise ConfigError with file, line and value where it isn't TOML, a pattern isn't safe to match, has no example, or
    doesn't match one of its examples as a whole.
    """
    text = read_text(path).removeprefix("\ufeff")
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ConfigError(f"not TOML: {error}", path=path, line=int(line[1]) if line else None) from error
    lines = [number for number, row in enumerate(text.split("\n"), 1) if re.match(r"\s*\[\[\s*pattern\s*\]\]", row)]
    tables = data.pop("pattern", [])
    if data or not isinstance(tables, list) or len(lines) != len(tables):
        raise ConfigError(f"wants [[pattern]] tables alone, not {', '.join(data) or repr(tables)}", path=path, line=1)
    patterns = []
    for number, table in zip(lines, tables, strict=True):
        try:
            patterns.append(_pattern(table))
        except ValueError as error:
            raise ConfigError(str(error), path=path, line=number) from error
    return Protected(tuple(patterns))


def _pattern(table: Mapping[str, Any]) -> Pattern:
    for key in table:
        if key not in KEYS:
            raise ValueError(f"unknown key {key!r} (known: {', '.join(sorted(KEYS))})")
    name, source, examples = table.get("name"), table.get("regex"), table.get("example")
    if not isinstance(name, str) or not name.strip():
        raise ValueError(f"a pattern wants a name, not {name!r}")
    if not isinstance(source, str) or not source:
        raise ValueError(f"{name}: wants a regex, not {source!r}")
    if not isinstance(examples, list) or not examples or not all(isinstance(example, str) for example in examples):
        raise ValueError(f"{name}: wants a list of examples, not {examples!r}")
    try:
        regex = re.compile(bounded(source))
    except (re.error, ValueError, OverflowError, RecursionError) as error:
        raise ValueError(f"{name}: {error}: {source!r}") from error
    for example in examples:
        if not regex.fullmatch(example):
            raise ValueError(f"{name}: the example {example!r} is not matched by {source!r}")
    if regex.fullmatch(""):
        raise ValueError(f"{name}: matches nothing at all: {source!r}")
    return Pattern(name, regex, tuple(examples), str(table.get("note", "")))


def bounded(source: str) -> str:
    """Return a pattern with an end to each repeat; raise ValueError where its time to match could explode."""
    if len(source) > MAX_PATTERN:
        raise ValueError(f"longer than {MAX_PATTERN} characters")
    tokens = _tokens(source)
    ways, others = 1, 0
    groups: list[bool] = []  # of each open group, whether a repeat or a choice is in it
    inner = False  # the same of the group that has just closed
    parts = []
    for number, token in enumerate(tokens):
        part = token[0]
        if token["open"]:
            groups.append(False)
        elif token["choice"]:
            if not groups:
                ways, others = 1, others + ways
            groups = [True] * len(groups)
        elif token["repeat"]:
            low, high = _times(token)
            if high > MAX_REPEAT:
                raise ValueError(f"repeats more than {MAX_REPEAT} times ({part!r})")
            if inner and high > 1:
                raise ValueError(f"a repeat over another repeat or a choice ({part!r})")
            ways *= 1 if _ends_clearly(tokens, number) else high - low + 1
            part = f"{{{low},{high}}}{token['manner']}"
            groups = [True] * len(groups)
        inner = bool(token["close"] and groups and groups.pop())
        parts.append(part)
    if ways + others > MAX_WAYS:
        raise ValueError("too many repeats whose ends are open")
    return "".join(parts)


def _tokens(source: str) -> list[re.Match[str]]:
    tokens, at = [], 0
    while at < len(source):
        token = _TOKEN.match(source, at)
        if token is None:
            raise ValueError(f"{source[at : at + 3]!r} is not allowed in a pattern")
        tokens.append(token)
        at = token.end()
    return tokens


def _ends_clearly(tokens: Sequence[re.Match[str]], number: int) -> bool:
    """Tell whether a repeated character can be none of those that may follow, so that there is one way to match."""
    atom = tokens[number - 1] if number else None
    if atom is None or not _is_character(atom):
        return False
    following = _next(tokens, number + 1)
    return following is not None and not any(
        re.fullmatch(atom[0], char) and re.fullmatch(other, char) for other in following for char in SAMPLE
    )


def _next(tokens: Sequence[re.Match[str]], at: int) -> list[str] | None:
    """Return the patterns of the characters that may stand at a place, none at the end, None where it isn't clear."""
    if at >= len(tokens):
        return []
    if _is_character(tokens[at]):
        characters, after = [tokens[at][0]], at + 1
    elif tokens[at]["open"] in {"(", "(?:"}:
        depth, after = 1, at + 1
        while depth and after < len(tokens):
            if tokens[after]["choice"]:
                return None
            depth += bool(tokens[after]["open"]) - bool(tokens[after]["close"])
            after += 1
        inside = _next(tokens[: after - 1], at + 1)
        if not inside:
            return None
        characters = inside
    else:
        return None
    if after < len(tokens) and tokens[after]["repeat"] and _times(tokens[after])[0] == 0:
        rest = _next(tokens, after + 1)
        return None if rest is None else characters + rest
    return characters


def _is_character(token: re.Match[str]) -> bool:
    return (
        bool(token["set"] or (token["escape"] and token[0] not in {r"\b", r"\B"}))
        or (token["other"] or "^") not in "^$"
    )


def _times(token: re.Match[str]) -> tuple[int, int]:
    sign = token["repeat"][0]
    if sign != "{":
        return int(sign == "+"), 1 if sign == "?" else MAX_REPEAT
    low = int(token["low"])
    return low, int(token["high"]) if token["high"] else MAX_REPEAT if token["comma"] else low

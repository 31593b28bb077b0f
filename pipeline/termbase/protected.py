r"""Codes that no translation changes, as patterns in a TOML file: trial numbers, gene variants, lot numbers.

    [[pattern]]
    name = "trial number"
    regex = 'NCT\d{8}'
    example = ["NCT01234567"]
    note = "ClinicalTrials.gov"

A pattern is matched against every sentence of a project, and may come from anyone: one that could take long is refused
(`system.patterns`). `+` and `*` mean up to 40 times.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.system import patterns
from pipeline.system.files import read_text

LONGEST = 400  # characters of a pattern
REACH = 40  # what `+` and `*` mean here
KEYS = {"name", "regex", "example", "note"}


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
        regex = compiled(source)
    except ValueError as error:
        raise ValueError(f"{name}: {error}: {source!r}") from error
    for example in examples:
        if not regex.fullmatch(example):
            raise ValueError(f"{name}: the example {example!r} is not matched by {source!r}")
    if regex.fullmatch(""):
        raise ValueError(f"{name}: matches nothing at all: {source!r}")
    return Pattern(name, regex, tuple(examples), str(table.get("note", "")))


def compiled(source: str) -> re.Pattern[str]:
    """Compile a pattern; raise ValueError where it is broken, or its time to match could explode."""
    if len(source) > LONGEST:
        raise ValueError(f"longer than {LONGEST} characters")
    pattern = patterns.capped(source, REACH)
    patterns.parsed(pattern, nested=False)
    try:
        regex = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from error
    patterns.check(pattern, re.compile, nested=False)
    return regex

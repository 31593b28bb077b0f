"""Rules that put Portuguese right before Apertium reads it, and Spanish after: rules.toml has each with its why."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for, and what takes its place; with `spanish`, `to` is a stand-in that gives way to it."""

    match: re.Pattern[str]
    to: str
    spanish: str = ""
    why: str = ""
    example: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for Portuguese and those for Spanish, in the order in which they apply."""

    before: tuple[Rule, ...]
    after: tuple[Rule, ...]


@cache
def rules() -> Rules:
    """Read the rules."""
    data = tomllib.loads(files("pipeline.mt.spanish").joinpath("data", "rules.toml").read_text("utf-8"))
    return Rules(*(tuple(_rule(row) for row in data[part]) for part in ("before", "after")))


def _rule(row: dict[str, Any]) -> Rule:
    to = row["stand_in"] if "stand_in" in row else row["to"]
    return Rule(re.compile(row["match"]), to, row.get("spanish", ""), row["why"], tuple(row["example"]))

"""Corrections around Apertium: rules for Portuguese before it and Spanish after it, and numbers in the locale's form.

data/rules.toml has each rule with its why.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.locales import Locale
from pipeline.mt.drafting.rewriting import Rewritten
from pipeline.text.quantities.figures import figure, signs, write_number

# A number in Portuguese form with a sign in it, and no part of a date, a time, an address or a version.
_NUMBER = re.compile(
    r"(?<![\w.,/:-])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\w/:-]|[.,]\d)|(?<![\w.,/:-])\d+,\d+(?![\w/:]|[.,]\d)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what takes the place of its matches; with `spanish`, `to` is a stand-in that gives way to it."""

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


def respaced(text: Rewritten, middle: Locale, target: Locale) -> None:
    """Write the numbers of a text in Portuguese form as the target writes them: `1.500,5` is `1,500.5` in Mexico."""
    if signs(middle) == signs(target):
        return

    def written(match: re.Match[str]) -> str:
        decimals = len(match[0].partition(",")[2])
        form = write_number(figure(match[0], middle).value, target, grouped="." in match[0])
        missing = decimals - len(form.rpartition(signs(target).decimal)[2]) if decimals else 0
        return form if missing <= 0 or signs(target).both else form + "0" * missing if decimals else form

    text.sub(_NUMBER, written)

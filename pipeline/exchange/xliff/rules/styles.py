"""Format style (fs): HTML's names for the preview, and their attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.exchange.xliff.problems import Problem, Rule, problem, tag
from pipeline.exchange.xliff.reading import Element
from pipeline.exchange.xliff.rules.scope import YES, Scope

RULES = {
    "fs-alone": Rule("What has fs:subFs has fs:fs, too."),
    "fs-isolated": Rule('An <ec> has fs:fs and fs:subFs only with isolated="yes".'),
    "fs-pairs": Rule(r"fs:subFs is name,value pairs with \ between them; in a value, \ and comma follow a \."),
}
PAIR = r"(?:[^\\,]+,(?:[^\\,]|\\[\\,])*)"
PAIRS = re.compile(rf"{PAIR}(?:\\(?![\\,]){PAIR})*", re.S)


def check(scope: Scope) -> Iterator[Problem]:
    """Yield what is wrong with the format styles of an element and what is in it."""
    for element in scope.bearers.get("fs", ()):
        yield from _styles(element)


def _styles(element: Element) -> Iterator[Problem]:
    pairs = element.attributes.get("fs:subFs")
    if element.name == "ec" and element.attributes.get("isolated") != YES:
        yield problem("fs-isolated", element, f"{tag(element)} isn't isolated and has a format style.")
    if pairs is None:
        return
    if "fs:fs" not in element.attributes:
        yield problem("fs-alone", element, f"{tag(element)} has fs:subFs and no fs:fs.")
    if not PAIRS.fullmatch(pairs):
        yield problem("fs-pairs", element, f'fs:subFs="{pairs[:60]}" of {tag(element)} is no list of pairs.')

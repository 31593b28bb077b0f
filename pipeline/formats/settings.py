"""Settings of extraction as plain values: no format reads the configuration itself.

Classes of text are given to places in sources: to values under keys by patterns, to elements by selectors. Selectors
are the part of CSS that reading a page from its top can decide:

    footer small      a <small> somewhere inside a <footer>
    p.lead            an element with a class;   #contact   with an id;   *   any
    [role=note]       with an attribute of this value;   [data-risk]   of whatever value

Commas, `>`, `+`, `~` and pseudo-classes aren't there: the first is two selectors, the others want a tree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FRONT_MATTER = (
    *("title", "subtitle", "description", "summary", "excerpt", "abstract", "heading", "subheading", "headline"),
    *("tagline", "lead", "keywords", "alt", "*_title", "*_description", "*_heading", "*_alt"),
)
"""The keys of a Markdown page's front matter that are translated."""

_STEP = re.compile(
    r"(?P<name>\*|[A-Za-z][\w-]*)?"
    r"(?P<rest>(?:[.#][\w-]+|\[\s*[\w:-]+\s*(?:=\s*(?:\"[^\"]*\"|'[^']*'|[\w-]+)\s*)?\])*)"
    r"(?:\s+|\Z)"
)
_PART = re.compile(
    r"\.(?P<kind>[\w-]+)|#(?P<id>[\w-]+)"
    r"|\[\s*(?P<attribute>[\w:-]+)\s*(?:=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[\w-]+))\s*)?\]"
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute selector: for this value, or for any where that is None."""

    name: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A compound selector: for an element of this name ("" for any), these classes and attributes."""

    name: str
    kinds: frozenset[str]
    attributes: tuple[Attribute, ...]

    def fits(self, name: str, values: Mapping[str, str]) -> bool:
        """Tell whether an element of this name, in lower case, and with these attributes is meant."""
        if self.name and self.name != name:
            return False
        for wanted in self.attributes:
            value = values.get(wanted.name)
            if value is None or (wanted.value is not None and value.strip() != wanted.value):
                return False
        return not self.kinds or self.kinds <= set(values.get("class", "").split())


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector with a label: the last step is for an element, the others are for elements around it."""

    label: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """A pattern (`fnmatch`) of keys with a label, for what stands under a key that fits."""

    label: str
    pattern: str


@dataclass(frozen=True, slots=True)
class FormatSettings:
    """The settings of extraction.

    `segment` says what a segment is: a sentence, or a whole block. `yaml_keys` are patterns (`fnmatch`) of keys
    whose values are translated besides the default ones; a pattern with a leading `!` takes keys out.
    `front_matter` are the patterns of the only keys that are translated in a Markdown page's front matter. `rules` is
    a file of SRX rules that come before the built-in ones. `select` are the rules that put elements of HTML into
    classes of pipeline.text.classes, `class_keys` the patterns of keys that put values of YAML and JSON into them.
    `plural_forms` is the Plural-Forms of the catalog that a merge's targets come from; empty for the locale's own.
    """

    segment: Literal["sentence", "block"] = "sentence"
    yaml_keys: tuple[str, ...] = ()
    front_matter: tuple[str, ...] = FRONT_MATTER
    rules: Path | None = None
    select: tuple[Rule, ...] = ()
    class_keys: tuple[Keys, ...] = ()
    plural_forms: str = ""


def rule(label: str, selector: str) -> Rule:
    """Read a selector; raise ValueError with it where it is more than this part of CSS."""
    steps = []
    at = 0
    text = selector.strip()
    while at < len(text):
        match = _STEP.match(text, at)
        if match is None or match.end() == at:
            raise ValueError(f"{selector!r} is no selector here (element, .class, #id, [attribute=value], descendants)")
        steps.append(_step(match["name"] or "", match["rest"]))
        at = match.end()
    if not steps:
        raise ValueError("an empty selector points at nothing")
    return Rule(label, tuple(steps))


def _step(name: str, rest: str) -> Step:
    kinds: set[str] = set()
    attributes: list[Attribute] = []
    for part in _PART.finditer(rest):
        if part["kind"]:
            kinds.add(part["kind"])
        elif part["id"]:
            attributes.append(Attribute("id", part["id"]))
        else:
            values = (part["double"], part["single"], part["bare"])
            wanted = next((value for value in values if value is not None), None)
            attributes.append(Attribute(part["attribute"].lower(), wanted))
    return Step(name.lower().removeprefix("*"), frozenset(kinds), tuple(attributes))

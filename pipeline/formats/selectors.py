"""How a configuration points at places in sources: at keys by patterns, at elements by selectors.

Selectors are the part of CSS that reading a page from its top can decide:

    footer small      a <small> somewhere inside a <footer>
    p.lead            an element with a class;   #contact   with an id;   *   any
    [role=note]       with an attribute of this value;   [data-risk]   of whatever value

Commas, `>`, `+`, `~` and pseudo-classes aren't there: the first is two selectors, the others want a tree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

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
    """An attribute that an element has to have: of this value, or of any where that is None."""

    name: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one element has to be: of this name ("" for any), with these classes and attributes, an id among them."""

    name: str
    kinds: frozenset[str]
    attributes: tuple[Attribute, ...]

    def fits(self, name: str, values: Mapping[str, str]) -> bool:
        """Tell whether an element of this name, in lower case, and with these attributes is meant."""
        if self.name and self.name != name:
            return False
        for one in self.attributes:
            if one.name not in values or (one.value is not None and values[one.name].strip() != one.value):
                return False
        return not self.kinds or self.kinds <= set(values.get("class", "").split())


@dataclass(frozen=True, slots=True)
class Rule:
    """Whatever stands inside an element that the last step fits, inside ones that the others fit, has this label."""

    label: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """Whatever stands under a key that fits the pattern (`fnmatch`) has this label."""

    label: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Trail:
    """How many steps of each rule the elements around a place fulfil, and the labels that this gives the place.

    A step is taken by the outermost element that it fits: whatever a later one could reach, this one reaches as well.
    """

    rules: tuple[Rule, ...] = ()
    reached: tuple[int, ...] = ()
    labels: frozenset[str] = frozenset()

    def entered(self, name: str, values: Mapping[str, str]) -> Trail:
        """Return the trail inside an element: itself where the element changes nothing."""
        reached = self.reached or (0,) * len(self.rules)
        taken = [
            index
            for index, (rule, done) in enumerate(zip(self.rules, reached, strict=True))
            if done < len(rule.steps) and rule.steps[done].fits(name, values)
        ]
        if not taken:
            return self
        steps = tuple(done + (index in taken) for index, done in enumerate(reached))
        fulfilled = {self.rules[index].label for index in taken if steps[index] == len(self.rules[index].steps)}
        return replace(self, reached=steps, labels=self.labels | fulfilled)

    def labelled(self, labels: frozenset[str]) -> Trail:
        """Return the trail with more labels, which the element itself names."""
        return self if labels <= self.labels else replace(self, labels=self.labels | labels)


def rule(label: str, selector: str) -> Rule:
    """Read a selector; raise ValueError with it where it is more than this part of CSS."""
    steps = []
    at = 0
    text = selector.strip()
    while at < len(text):
        found = _STEP.match(text, at)
        if found is None or found.end() == at:
            raise ValueError(f"{selector!r} is no selector here (element, .class, #id, [attribute=value], descendants)")
        steps.append(_step(found["name"] or "", found["rest"]))
        at = found.end()
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

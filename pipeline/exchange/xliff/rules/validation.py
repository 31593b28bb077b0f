"""Validation (val): rules for translations that say one thing each."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.exchange.xliff.problems import Problem, Rule, problem
from pipeline.exchange.xliff.reading import Element
from pipeline.exchange.xliff.rules.scope import Scope

RULES = {
    "val-one": Rule(
        "A rule has exactly one of isPresent, isNotPresent, startsWith and endsWith, or is an extension's."
    ),
    "val-occurs": Rule("A rule has occurs only with isPresent."),
    "val-source": Rule("A rule has existsInSource only with isPresent, startsWith or endsWith."),
}
CONDITIONS = ("isPresent", "isNotPresent", "startsWith", "endsWith")


def check(scope: Scope) -> Iterator[Problem]:
    """Yield what is wrong with the validation rules of an element."""
    for validation in scope.element.named("val:validation"):
        for rule in validation.named("val:rule"):
            yield from _rule(rule)


def _rule(rule: Element) -> Iterator[Problem]:
    conditions = [name for name in CONDITIONS if name in rule.attributes]
    is_custom = any(" " in name for name in rule.attributes)
    if len(conditions) > 1 or not (conditions or is_custom):
        found = ", ".join(conditions) or "none"
        yield problem("val-one", rule, f"A <val:rule> has one of {', '.join(CONDITIONS)}; here: {found}.")
    if "occurs" in rule.attributes and "isPresent" not in conditions:
        yield problem("val-occurs", rule, "A <val:rule> has occurs without isPresent.")
    if "existsInSource" in rule.attributes and not {"isPresent", "startsWith", "endsWith"} & set(conditions):
        yield problem("val-source", rule, "A <val:rule> has existsInSource without isPresent, startsWith or endsWith.")

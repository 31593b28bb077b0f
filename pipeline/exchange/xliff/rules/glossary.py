"""Glossaries (gls): entries that say something, and what they are about."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.exchange.xliff.problems import Problem, Rule, problem, tag
from pipeline.exchange.xliff.rules.candidates import span
from pipeline.exchange.xliff.rules.identity import repeated
from pipeline.exchange.xliff.rules.scope import Scope

RULES = {
    "gls-content": Rule("An entry of a glossary has a translation or a definition."),
    "gls-id-repeated": Rule("The ids of entries and translations are unique in their glossary."),
    "gls-reference": Rule("The ref of an entry or a translation leads to a span of text of its unit."),
}


def check(scope: Scope) -> Iterator[Problem]:
    """Yield what is wrong with the glossary of a unit."""
    for glossary in scope.element.named("gls:glossary"):
        entries = [item for item in glossary.below() if item.name in ("gls:glossEntry", "gls:translation")]
        yield from repeated(entries, "gls-id-repeated", glossary)
        for entry in entries:
            yield from span(entry, scope, "gls-reference")
            if entry.name == "gls:glossEntry" and not entry.named("gls:translation", "gls:definition"):
                yield problem("gls-content", entry, f"{tag(entry)} has neither a translation nor a definition.")

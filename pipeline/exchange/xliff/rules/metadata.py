"""Metadata (mda): the ids of its groups."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.exchange.xliff.problems import Problem, Rule
from pipeline.exchange.xliff.rules.identity import repeated
from pipeline.exchange.xliff.rules.scope import Scope

RULES = {"mda-id-repeated": Rule("The ids of metadata and of its groups are unique in it.")}


def check(scope: Scope) -> Iterator[Problem]:
    """Yield repeated ids of the metadata of an element and of its candidates."""
    for holder in (scope.element, *scope.matches):
        for metadata in holder.named("mda:metadata"):
            groups = [item for item in metadata.below() if item.name == "mda:metaGroup"]
            yield from repeated([metadata, *groups], "mda-id-repeated", metadata)

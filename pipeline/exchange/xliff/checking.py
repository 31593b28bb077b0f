"""`xliff check`: a file held to every rule of its version, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.exchange.xliff import structure
from pipeline.exchange.xliff.problems import Problem, Rule
from pipeline.exchange.xliff.reading import Document, read
from pipeline.exchange.xliff.rules import (
    candidates,
    changes,
    codes,
    fragments,
    glossary,
    hints,
    identity,
    its,
    markers,
    metadata,
    old,
    resources,
    segments,
    sizes,
    styles,
    validation,
)
from pipeline.exchange.xliff.rules.scope import Facts, Scope
from pipeline.exchange.xliff.vocabulary import Vocabulary, vocabulary

FAMILIES = (
    *(structure, identity, segments, codes, hints, markers, fragments),
    *(candidates, glossary, styles, metadata, resources, changes, sizes, validation, its, old),
)
RULES: dict[str, Rule] = {name: rule for family in FAMILIES for name, rule in family.RULES.items()}
UNIT_CHECKS = (
    identity.check_unit,
    segments.check_unit,
    codes.check,
    hints.check,
    markers.check,
    fragments.check,
    candidates.check,
    glossary.check,
)
# Of files and groups, too.
MODULE_CHECKS = (
    styles.check,
    metadata.check,
    resources.check,
    changes.check,
    sizes.check,
    validation.check,
    its.check,
)
WHOLE = {"1.2": old.WHOLE, "2": frozenset({"xliff", "file", "group", "unit"})}


def check(path: Path, *, prefixes: Mapping[str, str] | None = None) -> list[Problem]:
    """Return the problems of an XLIFF file in the order of its lines.

    Raise SourceError with file and line where it can't be read as one.

    `prefixes` are those of extensions in fragment identifiers, with their name spaces.
    """
    document = read(path, WHOLE)
    words = vocabulary(document.version)
    if document.version == "1.2":
        return sorted(_first(document, words), key=lambda one: one.line)
    found = [*_second(document, words, path, {**fragments.EXTENSIONS, **(prefixes or {})})]
    return sorted(found, key=lambda one: one.line)


def _first(document: Document, words: Vocabulary) -> Iterator[Problem]:
    file = old.File()
    for complete in document.elements:
        yield from structure.check(complete.element, words, WHOLE["1.2"])
        yield from old.check(complete, file)
        if complete.element.name == "file":
            file = old.File()
        if complete.element.name != "xliff":
            complete.element.content.clear()


def _second(document: Document, words: Vocabulary, path: Path, prefixes: Mapping[str, str]) -> Iterator[Problem]:
    facts: Facts | None = None
    for complete in document.elements:
        element = complete.element
        facts = facts or Facts(complete.above[0] if complete.above else element, prefixes=prefixes)
        yield from structure.check(element, words, WHOLE["2"])
        yield from identity.check_container(element, facts)
        scope = Scope(element, complete.above, facts)
        if element.name == "unit":
            for rule in UNIT_CHECKS:
                yield from rule(scope)
        else:
            yield from segments.check_container(element)
        if element.name != "xliff":
            for rule in MODULE_CHECKS:
                yield from rule(scope)
        if element.name == "file":
            yield from _file_ends(facts)
        if element.name != "xliff":
            element.content.clear()
    if facts is not None and facts.wanted:
        yield from fragments.problems(fragments.unresolved(facts, read(path, WHOLE).elements))


def _file_ends(facts: Facts) -> Iterator[Problem]:
    for item, identity_ in facts.subflows:
        if identity_ not in facts.units:
            message = f'There is no <unit id="{identity_}"> in the file.'
            yield Problem("subflow-reference", item.line, message)
    facts.subflows.clear()
    facts.units.clear()
    facts.groups.clear()

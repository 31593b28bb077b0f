"""Validation of a glossary as a whole: terms that are missing, there twice, or in each other's way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline import locales
from pipeline.termbase.rows import GOOD, KEEP, PREFERRED, Problem, TermRow, folded


def validate(rows: Iterable[TermRow], *, source: str = "en") -> list[Problem]:
    """Return what only all rows of a glossary together show, in the order of their places.

    Errors: a concept without a term in the source locale, a term twice, two preferred terms of one locale, a form
    that is the term of a different concept. Warnings: a term of two concepts, a translation of what is kept.
    """
    known = tuple(rows)
    same = _aliases(known)
    problems = [*_without_source(known, source), *_twice(known, same), *_homonyms(known, same, source)]
    problems += [*_forms(known, same), *_translated_names(known)]
    return sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column, problem.message))


def _aliases(rows: Iterable[TermRow]) -> dict[str, str]:
    """Map each locale's name to the first name of the same locale: zh_CN and zh_Hans are one."""
    aliases: dict[str, str] = {}
    for name in dict.fromkeys(item.locale for item in rows):
        same = (other for other in aliases if locales.matches(name, other) and locales.matches(other, name))
        aliases[name] = next(same, name)
    return aliases


def _without_source(rows: Sequence[TermRow], source: str) -> Iterator[Problem]:
    serving = {name for name in {item.locale for item in rows} if locales.matches(source, name)}
    have = {item.concept for item in rows if item.locale in serving}
    lacking = {item.concept: item for item in reversed(rows) if item.concept not in have}
    for item in lacking.values():
        message = f"the concept {item.concept!r} has no term in {source}, the source locale"
        yield Problem(*item.place, "concept", message)


def _twice(rows: Iterable[TermRow], same: Mapping[str, str]) -> Iterator[Problem]:
    terms: dict[tuple[str, str, str], TermRow] = {}
    preferred: dict[tuple[str, str], TermRow] = {}
    for item in rows:
        locale = same[item.locale]
        first = terms.setdefault((item.concept, locale, item.term), item)
        if first is not item:
            yield Problem(*item.place, "term", f"{item.term!r} is there already: {_at(first)}")
        elif item.status == PREFERRED:
            first = preferred.setdefault((item.concept, locale), item)
            if first is not item:
                message = (
                    f"{item.concept!r} has a preferred term in {item.locale} already: {first.term!r}, {_at(first)}"
                )
                yield Problem(*item.place, "status", message)


def _homonyms(rows: Iterable[TermRow], same: Mapping[str, str], source: str) -> Iterator[Problem]:
    """Find homonyms: in a target locale the preferred ones alone, as an abbreviation may share its translation."""
    seen: dict[tuple[str, str], TermRow] = {}
    for item in rows:
        if item.status == PREFERRED or (item.status in GOOD and locales.matches(source, item.locale)):
            first = seen.setdefault((same[item.locale], folded(item.term)), item)
            if first.concept != item.concept:
                message = f"{item.term!r} is a term of {first.concept!r} as well: {_at(first)}"
                yield Problem(*item.place, "term", message, "warning")


def _forms(rows: Sequence[TermRow], same: Mapping[str, str]) -> Iterator[Problem]:
    terms: dict[tuple[str, str], TermRow] = {}
    own = {(item.concept, same[item.locale], folded(item.term)) for item in rows}
    for item in rows:
        if item.status in GOOD:
            terms.setdefault((same[item.locale], folded(item.term)), item)
    for item in rows:
        for form in item.forms:
            other = terms.get((same[item.locale], folded(form)))
            if other and other.concept != item.concept and (item.concept, same[item.locale], folded(form)) not in own:
                message = f"{form!r} is the term of a different concept, {other.concept!r}: {_at(other)}"
                yield Problem(*item.place, "forms", message)


def _translated_names(rows: Sequence[TermRow]) -> Iterator[Problem]:
    kept = {item.concept: item for item in rows if item.status == KEEP}
    for item in rows:
        name = kept.get(item.concept)
        if name and item.status == PREFERRED and item.term != name.term and item.locale != name.locale:
            message = f"{item.term!r} translates {name.term!r}, which is not to be translated: {_at(name)}"
            yield Problem(*item.place, "term", message, "warning")


def _at(item: TermRow) -> str:
    return f"{item.place[0]}:{item.place[1]}"

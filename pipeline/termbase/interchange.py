"""Import and export of terms, as every exchange format needs them: rows gathered from strangers, pairs for a locale."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import locales
from pipeline.locales import Locale
from pipeline.termbase import rows as glossary
from pipeline.termbase.rows import ADMITTED, GOOD, KEEP, PREFERRED, STATUSES, Problem, Rows, TermRow


@dataclass(frozen=True, slots=True)
class Exported:
    """A glossary in another format; `losses` say, in sentences, what that format has no place for."""

    text: str
    losses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A source term and the term that translates it: the same one where it is not to be translated."""

    source: TermRow
    target: TermRow


class Collector:
    """The rows of an import so far, and what was skipped: each kind once with its count and first line."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._rows: dict[tuple[str, str, str], TermRow] = {}
        self._preferred: set[tuple[str, str]] = set()
        self._problems: list[Problem] = []
        self._skipped: dict[str, list[int]] = {}

    def add(self, cells: Mapping[str, str], line: int) -> None:
        """Take a row, unless there is an error in it; a second preferred term of a locale is an admitted one."""
        place = (self._path, line)
        problems = [problem for problem in glossary.checked(cells, place) if problem.severity == "error"]
        if problems:
            self._problems += [replace(problem, message=f"skipped: {problem.message}") for problem in problems]
            return
        row = glossary.row(cells, place)
        if glossary.parsed(glossary.serialize([row]), self._path).rows != (row,):
            what = "skipped: a glossary file can't hold it, and would not be read again"
            self._problems.append(Problem(*place, "term", what))
            return
        key = (row.concept, row.locale, row.term)
        if key in self._rows:
            self.skip("a term that was there already", line)
            return
        if row.status == PREFERRED:
            if (row.concept, row.locale) in self._preferred:
                row = replace(row, status=ADMITTED)
                self.skip("the status of a second preferred term, which is now admitted", line)
            self._preferred.add((row.concept, row.locale))
        self._rows[key] = row

    def skip(self, what: str, line: int) -> None:
        """Note something that has no place here."""
        self._skipped.setdefault(what, []).append(line)

    def rows(self) -> Rows:
        """Return what was gathered; problems are in the order of their lines."""
        skipped = [
            Problem(self._path, lines[0], "", f"skipped: {what}{_times(len(lines))}", "warning")
            for what, lines in self._skipped.items()
        ]
        problems = sorted([*self._problems, *skipped], key=lambda problem: (problem.line, problem.message))
        return Rows(tuple(self._rows.values()), tuple(problems))


class Names:
    """Names for concepts that come without one: their term's letters and digits, with a number if need be."""

    def __init__(self) -> None:
        self._terms: dict[str, str] = {}

    def of(self, term: str) -> str:
        """Return the name of the concept of a source term, the same for the same term."""
        plain = "".join(char for char in unicodedata.normalize("NFKD", term) if not unicodedata.combining(char))
        base = re.sub(r"[\W_]+", "-", plain.casefold()).strip("-") or "term"
        name, number = base, 1
        while self._terms.setdefault(name, term) != term:
            number += 1
            name = f"{base}-{number}"
        return name


def concepts(rows: Iterable[TermRow]) -> dict[str, list[TermRow]]:
    """Group rows by concept, in the order of the concepts' names."""
    groups: dict[str, list[TermRow]] = {}
    for row in sorted(rows, key=lambda row: row.concept):
        groups.setdefault(row.concept, []).append(row)
    return groups


def serving(rows: Iterable[TermRow], locale: Locale) -> list[TermRow]:
    """Return the rows that serve a locale: its own before those of its bare language, the best status first."""
    own = [row for row in rows if locales.matches(locale.tag, row.locale)]
    return sorted(own, key=lambda row: (row.locale != locale.gettext, STATUSES.index(row.status), row.term))


def pairs(rows: Iterable[TermRow], source: Locale, target: Locale) -> Iterator[Pair]:
    """Yield each source term that may be written with its best translation, by concept."""
    for group in concepts(rows).values():
        sources = [row for row in serving(group, source) if row.status in GOOD]
        targets = [row for row in serving(group, target) if row.status in GOOD]
        kept = [row for row in sources if row.status == KEEP]
        if kept or targets:
            for row in sources:
                yield Pair(row, row if row.status == KEEP else targets[0] if targets else kept[0])


def losses(kinds: Mapping[str, int]) -> tuple[str, ...]:
    """Say what a format has no place for, from the number of each kind."""
    return tuple(f"left out: {kind}{_times(count)}" for kind, count in kinds.items() if count)


def unheld(rows: Sequence[TermRow], *columns: str) -> dict[str, int]:
    """Count the rows that have a value in columns that a format hasn't."""
    return {f"the column {column}": sum(1 for row in rows if getattr(row, column)) for column in columns}


def _times(count: int) -> str:
    return f" ({count} times)" if count > 1 else ""

"""A project's glossary: its files and termbases for the stages, and what `medlocale glossary` does with terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from pipeline import locales
from pipeline.errors import ConfigError, MedlocaleError, SourceError
from pipeline.locales import Locale
from pipeline.model import Unit
from pipeline.po import catalog, provenance
from pipeline.project import layout
from pipeline.project.config import Settings
from pipeline.system.files import digest, ending, exists, read_bytes
from pipeline.termbase import Termbase, lists, load, protected, rows, senses, tbx, usage, validation, weblate
from pipeline.termbase.interchange import Exported
from pipeline.termbase.lists import LISTS
from pipeline.termbase.protected import Protected
from pipeline.termbase.rows import PREFERRED, Problem, Rows, TermRow
from pipeline.termbase.usage import Adherence

PROTECTED = "protected.toml"
UNREVIEWED = re.compile(r"\bunreviewed\b")  # in a row's note
FORMATS = ("tbx", *LISTS, "weblate")
SUFFIXES = {".tbx": "tbx", ".xml": "tbx", ".po": "weblate", ".csv": "csv", ".tsv": "tsv"}


class Glossary:
    """The glossary of a project as its stages see it: termbases are made when one is first needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._termbases: dict[str, Termbase] = {}
        self._unchecked: dict[str, bool] = {}

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """The CSV files of the glossary's folder, sorted; none where there is no such folder."""
        return tuple(ending(self._settings.glossary, ".csv"))

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files that a step which looks at terms depends on."""
        return (*self.files, self._settings.glossary / PROTECTED)

    @cached_property
    def digest(self) -> str:
        """A digest of what these files hold."""
        return digest("\0".join(digest(read_bytes(path)) if exists(path) else "" for path in self.inputs))

    @cached_property
    def protected(self) -> Protected:
        """The patterns of what never changes; raise ConfigError where their file is wrong."""
        path = self._settings.glossary / PROTECTED
        return protected.read(path) if exists(path) else Protected()

    def termbase(self, target: Locale) -> Termbase | None:
        """Return the termbase of a locale, or None without a glossary; raise SourceError for a file that isn't read.

        A pseudo-locale has none: its words are the source's own in disguise.
        """
        if not self.files or target.pseudo:
            return None
        if target.gettext not in self._termbases:
            made = load(self.files, self._settings.source, target, cache=self._settings.state / "termbase")
            self._termbases[target.gettext] = made
        return self._termbases[target.gettext]

    def has_unchecked(self, target: Locale) -> bool:
        """Tell whether a term of a locale is noted as `unreviewed`: no speaker of the language has checked it."""
        if target.gettext not in self._unchecked:
            read = [senses.read(path) if senses.is_senses(path) else rows.read(path) for path in self.files]
            noted = {row.locale for file in read for row in file.rows if UNREVIEWED.search(row.note)}
            served = any(locales.matches(target.tag, name) for name in noted)
            self._unchecked[target.gettext] = served and not target.pseudo
        return self._unchecked[target.gettext]

    def errors(self) -> list[MedlocaleError]:
        """Return an error for each row that the termbases made so far have left out."""
        errors = {str(p): p for base in self._termbases.values() for p in base.problems if p.severity == "error"}
        return [SourceError(f"{p.column}: {p.message}".lstrip(": "), path=p.path, line=p.line) for p in errors.values()]


@dataclass(frozen=True, slots=True)
class Imported:
    """Result of an import: the rows to be written, those of them that are new, and what a person has to decide."""

    rows: tuple[TermRow, ...]
    new: tuple[TermRow, ...]
    conflicts: tuple[Problem, ...]


def read(paths: Iterable[Path]) -> Rows:
    """Read glossary files as one, files of senses left out; raise SourceError for one that can't be read at all."""
    parts = [rows.read(path) for path in paths if not senses.is_senses(path)]
    return Rows(tuple(row for part in parts for row in part.rows), tuple(p for part in parts for p in part.problems))


def check(paths: Sequence[Path], source: Locale) -> list[Problem]:
    """Return all that is wrong in glossary files, and in files of protected patterns (TOML) among them.

    A file that can't be read at all is a problem like a bad row.
    """
    own_rows: list[TermRow] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            if path.suffix == ".toml":
                protected.read(path)
                continue
            if senses.is_senses(path):
                problems += senses.read(path).problems
                continue
            part = rows.read(path)
        except MedlocaleError as error:
            problems.append(Problem(path.as_posix(), error.line or 1, "", error.message))
            continue
        own_rows += part.rows
        problems += part.problems
    problems += validation.validate(own_rows, source=source.tag)
    return sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column))


def chosen(
    rows: Iterable[TermRow], *, targets: Sequence[Locale] = (), domain: str = "", status: str = ""
) -> list[TermRow]:
    """Return the rows that serve one of some locales, are of a domain and have a status; each may be left open."""
    return [
        row
        for row in rows
        if (not targets or any(locales.matches(target.tag, row.locale) for target in targets))
        and domain in ("", row.domain)
        and status in ("", row.status)
    ]


def search(rows: Sequence[TermRow], text: str) -> list[TermRow]:
    """Return the rows of all concepts that have a term like a text, in any locale, without case and accents.

    Terms that are the text come first, then those that begin with it, those with a word that does, and, where there is
    none of these, those that are spelled alike.
    """
    wanted = _folded(text)
    ranks: dict[str, int] = {}
    spelled: dict[str, list[TermRow]] = {}
    for row in rows:
        for form in (row.term, *row.forms):
            spelled.setdefault(_folded(form), []).append(row)
    for form, same_form in spelled.items():
        rank = 0 if form == wanted else 1 if form.startswith(wanted) else 2 if f" {wanted}" in f" {form}" else 3
        for row in same_form if rank < 3 else ():
            ranks[row.concept] = min(rank, ranks.get(row.concept, rank))
    if not ranks:
        close = get_close_matches(wanted, spelled, n=10, cutoff=0.75)
        ranks = {row.concept: number for number, form in reversed([*enumerate(close)]) for row in spelled[form]}
    listed = [row for row in rows if row.concept in ranks]
    return sorted(listed, key=lambda row: (ranks[row.concept], row.concept))


def measure(settings: Settings, target: Locale, pages: Sequence[str]) -> list[Adherence]:
    """Measure how a locale's catalogs keep to the project's glossary."""
    termbase = Glossary(settings).termbase(target)
    paths = (layout.catalog_path(settings, target, page) for page in pages)
    units = (unit for path in paths if exists(path) for unit in _units(path, settings.root))
    return usage.measure(units, termbase) if termbase else []


def measure_file(path: Path, files: Sequence[Path], source: Locale, target: Locale) -> list[Adherence]:
    """Measure how a PO file from anywhere keeps to glossary files."""
    return usage.measure(_units(path, Path()), load(files, source, target))


def read_foreign(path: Path, form: str | None, *, source: Locale, target: Locale | None) -> Rows:
    """Read terms in another format, by default that of the file's suffix; what is skipped is among the problems.

    Raise SourceError where the file isn't of that format, ConfigError where its suffix names none.
    """
    form = form or SUFFIXES.get(path.suffix.casefold())
    if form in LISTS and senses.is_senses(path):
        raise SourceError("is a file of senses: it is used as it is, and has no terms to be imported", path=path)
    match form:
        case "tbx":
            foreign = tbx.read(path)
            if target:
                foreign = replace(foreign, rows=tuple(chosen(foreign.rows, targets=(source, target))))
            return foreign
        case "weblate":
            return weblate.read(path, source=source, target=target)
        case None:
            raise ConfigError(
                f"no format is known by the suffix {path.suffix!r} (known: {', '.join(FORMATS)})", path=path
            )
        case _:
            own = rows.is_glossary(path)
            return rows.read(path) if own else lists.read(path, source=source, target=target)


def sourced(incoming: Rows, known: Iterable[TermRow], source: Locale) -> Rows:
    """Return the rows without those of concepts that have no source term, here or there; each is among the problems.

    No text would ever find such a concept, and a glossary with one is in error.
    """
    found = {row.concept for row in (*known, *incoming.rows) if locales.matches(source.tag, row.locale)}
    lacking = {row.concept: row for row in reversed(incoming.rows) if row.concept not in found}
    problems = [
        Problem(
            *row.place, "concept", f"skipped: {concept!r} has no term in {source.tag}, the source locale", "warning"
        )
        for concept, row in lacking.items()
    ]
    return replace(
        incoming,
        rows=tuple(row for row in incoming.rows if row.concept in found),
        problems=tuple(sorted([*incoming.problems, *problems], key=lambda problem: problem.line)),
    )


def write_foreign(
    rows: Sequence[TermRow], form: str, *, source: Locale, targets: Sequence[Locale], created: str
) -> Exported:
    """Return terms in another format; all but TBX and lists with a header are for one target.

    Raise ConfigError where the number of targets isn't one that the format can hold.
    """
    if form == "tbx":
        return tbx.serialize(chosen(rows, targets=(source, *targets)) if targets else rows, source=source)
    several = form in LISTS and LISTS[form].header
    if not targets or (len(targets) > 1 and not several):
        raise ConfigError(f"{form} wants {'one --locale or more' if several else 'one --locale'}")
    if form == "weblate":
        return weblate.serialize(rows, source=source, target=targets[0], created=created)
    return lists.serialize(rows, form, source=source, targets=targets)


def merged(own: Sequence[TermRow], others: Sequence[TermRow], incoming: Sequence[TermRow], source: Locale) -> Imported:
    """Add terms to a file's rows; `others` are those of the glossary's other files.

    A concept is known again by a source term. What is there stays: a row that says something else of the same term,
    or a second preferred one, is a conflict and left out.
    """
    all_rows = [*own, *others]
    names = _concepts(all_rows, incoming, source)
    terms = {(row.concept, row.locale, row.term): row for row in all_rows}
    preferred = {(row.concept, row.locale): row for row in all_rows if row.status == PREFERRED}
    new: list[TermRow] = []
    conflicts: list[Problem] = []
    for foreign in incoming:
        row = replace(foreign, concept=names[foreign.concept])
        known = terms.get((row.concept, row.locale, row.term))
        first = preferred.get((row.concept, row.locale)) if row.status == PREFERRED else None
        if known is None and first is None:
            new.append(row)
            terms[row.concept, row.locale, row.term] = row
            if row.status == PREFERRED:
                preferred[row.concept, row.locale] = row
        elif known is None and first is not None:
            message = f"{row.term!r} is left out: {row.concept!r} has {first.term!r} in {row.locale}, {_at(first)}"
            conflicts.append(Problem(*row.place, "term", message, "warning"))
        elif known is not None and known.status != row.status and row.status != PREFERRED:
            message = f"{row.term!r} is {known.status} and stays so, not {row.status}: {_at(known)}"
            conflicts.append(Problem(*row.place, "status", message, "warning"))
    return Imported((*own, *new), tuple(new), tuple(conflicts))


def _units(path: Path, root: Path) -> list[Unit]:
    name = (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
    return [provenance.unit(entry, name) for entry in catalog.read(path).entries if not entry.obsolete]


def _concepts(known: Iterable[TermRow], incoming: Iterable[TermRow], source: Locale) -> dict[str, str]:
    """Map the incoming concepts' names to those they have here; a name that means something else here gets a number."""
    taken: dict[str, set[str]] = {}
    by_term: dict[str, str] = {}
    for row in known:
        terms = taken.setdefault(row.concept, set())
        if locales.matches(source.tag, row.locale):
            terms.add(rows.folded(row.term))
            by_term.setdefault(rows.folded(row.term), row.concept)
    foreign: dict[str, list[str]] = {}
    for row in incoming:
        terms_of = foreign.setdefault(row.concept, [])
        if locales.matches(source.tag, row.locale):
            terms_of.append(rows.folded(row.term))
    names: dict[str, str] = {}
    for concept, own in foreign.items():
        same = concept in taken and (not own or taken[concept] & set(own))
        name = concept if same else next((by_term[term] for term in own if term in by_term), concept)
        number = 1
        while not same and name == concept and f"{name}-{number}".removesuffix("-1") in taken:
            number += 1
        names[concept] = f"{name}-{number}" if number > 1 else name
    return names


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def _at(row: TermRow) -> str:
    return f"{row.place[0]}:{row.place[1]}"

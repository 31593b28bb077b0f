"""Cache of compiled termbases: glossary files as tables, so that one of 20,000 concepts loads in a moment.

The tables are JSON: plain data, that nobody can hide a program in. Their name is a digest of the files' bytes, of the
locales and of the way they are made, so that they never need to be thrown away by hand; the oldest go by themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline import locales
from pipeline.errors import MedlocaleError
from pipeline.locales import Locale
from pipeline.system.files import digest, ending, read_bytes, read_text, remove, write_text
from pipeline.termbase import matching, rows, senses
from pipeline.termbase.rows import KEEP, STATUSES, Problem, TermRow
from pipeline.termbase.senses import SenseRow

VERSION = 3  # of the tables; another number makes all of them anew
KEPT = 64  # tables of a cache: a glossary has one for each pair of locales, and for each state that it was in


@dataclass(frozen=True, slots=True)
class Tables:
    """A compiled termbase.

    `entries` are concept, source terms, targets (term, status, part of speech, forms), names to keep, domain and note;
    `spellings` are source terms, `owners` the numbers of their entries, `kept` the numbers of those that are names.
    `terms` and `lengths` are the tables of `matching.Index`; `senses` are the rows of homonyms for the target.
    """

    entries: Sequence[Sequence[Any]]
    spellings: Sequence[str]
    owners: Sequence[int]
    kept: Sequence[int]
    terms: dict[str, list[int]]
    lengths: dict[str, list[int]]
    senses: Sequence[SenseRow]
    problems: Sequence[Problem]


def tables(paths: Sequence[Path], source: Locale, target: Locale, cache: Path | None) -> Tables:
    """Return the tables of glossary files, from the cache where it has them."""
    if cache is None:
        return _compile(paths, source, target)
    name = digest("\0".join([f"{VERSION} {source.gettext} {target.gettext}", *(_known(path) for path in paths)]))
    path = cache / f"termbase-{name[:32]}.json"
    with suppress(MedlocaleError, ValueError, TypeError, KeyError):
        return _read(path)
    made = _compile(paths, source, target)
    # A cache that can't be written costs time, and nothing else.
    with suppress(MedlocaleError, OSError):
        write_text(path, json.dumps(_data(made), ensure_ascii=False, separators=(",", ":")))
        for old in sorted(ending(cache, ".json"), key=_age)[KEPT:]:
            remove(old)
    return made


def _age(path: Path) -> int:
    """Return what sorts files from the newest on."""
    return -path.stat().st_mtime_ns


def _known(path: Path) -> str:
    return f"{path.as_posix()}\0{digest(read_bytes(path))}"


def _data(made: Tables) -> dict[str, Any]:
    fields = ("entries", "spellings", "owners", "kept", "terms", "lengths")
    listed = {name: [asdict(one) for one in getattr(made, name)] for name in ("senses", "problems")}
    return {name: getattr(made, name) for name in fields} | listed


def _read(path: Path) -> Tables:
    data = json.loads(read_text(path))
    senses = [SenseRow(**{key: _tuple(value) for key, value in row.items()}) for row in data["senses"]]
    return Tables(**{**data, "senses": senses, "problems": [Problem(**problem) for problem in data["problems"]]})


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _compile(paths: Sequence[Path], source: Locale, target: Locale) -> Tables:
    of_senses = [path for path in paths if senses.is_senses(path)]
    read = [rows.read(path) for path in paths if path not in of_senses]
    homonyms = [senses.read(path) for path in of_senses]
    concepts: dict[str, list[TermRow]] = {}
    for row in (row for file in read for row in file.rows):
        concepts.setdefault(row.concept, []).append(row)
    names = {row.locale for file in read for row in file.rows}
    from_, to = ({name for name in names if locales.matches(end.gettext, name)} for end in (source, target))
    entries = [entry for concept, group in concepts.items() if (entry := _entry(concept, group, from_, to, target))]
    spellings: list[str] = []
    owners: list[int] = []
    kept: list[int] = []
    for number, entry in enumerate(entries):
        for spelling in dict.fromkeys((*entry[1], *entry[3])):
            if spelling in entry[3]:
                kept.append(len(spellings))
            spellings.append(spelling)
            owners.append(number)
    terms, lengths = matching.build(source.language, spellings)
    problems = [problem for file in read for problem in file.problems]
    problems += [problem for file in homonyms for problem in file.problems]
    serving = [row for file in homonyms for row in file.rows if locales.matches(target.gettext, row.locale)]
    return Tables(entries, spellings, owners, kept, terms, lengths, serving, problems)


def _entry(concept: str, group: Iterable[TermRow], from_: set[str], to: set[str], target: Locale) -> list[Any] | None:
    """Return a concept as the pair of locales sees it; None where it has nothing to say in one of them."""
    group = sorted(group, key=lambda row: STATUSES.index(row.status))
    sources = [row for row in group if row.locale in from_]
    # Terms for just this region come before those for all of the language.
    targets = sorted(_targets(group, to), key=lambda row: row.locale != target.gettext)
    kept = [row.term for row in (*sources, *targets) if row.status == KEEP]
    if not sources or not (targets or kept):
        return None
    first = sources[0]
    spoken = next((row.pos for row in sources if row.pos), "")
    return [
        concept,
        list(dict.fromkeys(form for row in sources if row.status != KEEP for form in (row.term, *row.forms))),
        [[row.term, row.status, row.pos or spoken, list(row.forms)] for row in targets if row.status != KEEP],
        list(dict.fromkeys(kept)),
        first.domain,
        first.note,
    ]


def _targets(group: Iterable[TermRow], to: set[str]) -> Iterator[TermRow]:
    return (row for row in group if row.locale in to)

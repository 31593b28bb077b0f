"""Lists of terms as machine translation services take them: CSV or TSV with a column for each language.

DeepL and Google take two columns without a header; DeepL's own exports add the two languages. Amazon's and Google's
lists for several languages begin with a row of language codes, Google's with columns for the part of speech and a
description as well; other lists name their columns "source" and "target". All of them are read by one function; LISTS
says how each is written.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import locales
from pipeline.errors import LocaleError, SourceError
from pipeline.locales import Locale
from pipeline.system.files import read_text
from pipeline.termbase.interchange import Collector, Exported, Names, losses, pairs, unheld
from pipeline.termbase.rows import ADMITTED, DEPRECATED, FORBIDDEN, PREFERRED, Rows, TermRow, is_formula

# Columns beside the terms: Google's own, and what other lists call the concept and the note.
FACTS = {"pos": "pos", "description": "note", "note": "note", "id": "concept", "concept": "concept"}
# Amazon's codes are bare languages but for these; its `pt` is Brazil's, and its `zh` is simplified.
AMAZON = {"es_MX": "es-MX", "fa_AF": "fa-AF", "fr_CA": "fr-CA", "pt_PT": "pt-PT", "zh_TW": "zh-TW", "zh_Hant": "zh-TW"}


@dataclass(frozen=True, slots=True)
class ListFormat:
    """Form of a service's lists: what separates the columns, and whether a row of codes comes first."""

    separator: str
    header: bool = False


LISTS: Mapping[str, ListFormat] = {
    "csv": ListFormat(","),
    "tsv": ListFormat("\t"),
    "deepl": ListFormat(","),
    "google": ListFormat(",", header=True),
    "amazon": ListFormat(",", header=True),
}


def read(path: Path, *, source: Locale, target: Locale | None = None) -> Rows:
    """Read a list; without a header or columns that name its languages it is of `source` and `target`.

    Raise SourceError where it isn't such a list at all, or where nothing names the target.
    """
    text = read_text(path).removeprefix("\ufeff")
    separator = "\t" if "\t" in text.partition("\n")[0] else ","
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    collected, names = Collector(path.as_posix()), Names()
    columns: list[str] | None = None
    while True:
        line = records.line_num + 1
        try:
            record = [cell.strip() for cell in next(records)]
        except StopIteration:
            return collected.rows()
        except csv.Error as error:
            raise SourceError(f"not a list of terms: {error}", path=path, line=line) from error
        if not any(record):
            continue
        if columns is None:
            columns = _columns(record, source, target)
            if columns:
                for name in (cell for cell, column in zip(record, columns, strict=True) if not column):
                    collected.skip(f"the column {name!r}", line)
                continue
        if columns:
            _row(record, columns, source, collected, names, line)
        elif target is None and len(record) < 4:
            raise SourceError("nothing names the language of its second column; --locale does", path=path, line=line)
        else:
            _pair(record, source, target, collected, names, line)


def serialize(rows: Sequence[TermRow], form: str, *, source: Locale, targets: Sequence[Locale]) -> Exported:
    """Return the terms of a glossary in one of LISTS; without a header there is one target."""
    layout = LISTS[form]
    table: dict[str, dict[str, str]] = {}
    for target in targets:
        for pair in pairs(rows, source, target):
            table.setdefault(pair.source.term, {}).setdefault(target.gettext, pair.target.term)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=layout.separator, lineterminator="\n")
    if layout.header:
        writer.writerow(_code(locale, form) for locale in (source, *targets))
    formulas = 0
    for term, translations in sorted(table.items()):
        record = [term, *(translations.get(target.gettext, "") for target in targets)]
        if any(map(is_formula, record)):
            formulas += 1
        else:
            writer.writerow(record)
    own = [row for row in rows if any(locales.matches(locale.tag, row.locale) for locale in (source, *targets))]
    lost = {f"a term that is {status}": sum(row.status == status for row in own) for status in (DEPRECATED, FORBIDDEN)}
    lost["a pair that begins as a formula does, which a spreadsheet computes"] = formulas
    written = {term for translations in table.values() for term in translations.values()} | table.keys()
    lost["another term for the same"] = sum(row.status == ADMITTED and row.term not in written for row in own)
    return Exported(out.getvalue(), losses(lost | unheld(own, "pos", "forms", "domain", "note")))


def _columns(record: Sequence[str], source: Locale, target: Locale | None) -> list[str]:
    """Return what each column is, if this is a header: a locale, a name of FACTS, or nothing that is known.

    The columns of a header are "source" and "target", or languages, the source's before the others.
    """
    names = [cell.casefold() for cell in record]
    by_name = {"source": source, "target": target} if {"source", "target"} <= set(names) else {}
    columns = [_column(name, by_name, target) for name in names]
    languages = [name for name in columns if name and name not in FACTS.values()]
    known = by_name or all(columns)
    return columns if known and len(languages) > 1 and _serves(languages[0], source) else []


def _column(name: str, by_name: Mapping[str, Locale | None], target: Locale | None) -> str:
    if name in FACTS:
        return FACTS[name]
    if by_name:
        locale = by_name.get(name)
        return locale.gettext if locale else ""
    try:
        locale_name = locales.parse(name).gettext
    except LocaleError:
        return ""
    return target.gettext if target and _serves(locale_name, target) else locale_name


def _row(
    record: Sequence[str], columns: Sequence[str], source: Locale, collected: Collector, names: Names, line: int
) -> None:
    if len(record) > len(columns):
        collected.skip(f"a row of more than {len(columns)} columns", line)
        return
    cells = {name: value for name, value in zip(columns, record, strict=False) if name and value}
    facts = {name: cells.pop(name) for name in FACTS.values() if name in cells}
    term = next((value for name, value in cells.items() if _serves(name, source)), "")
    if not term:
        collected.skip("a row without a source term", line)
        return
    facts.setdefault("concept", names.of(term))
    for name, value in cells.items():
        collected.add({"locale": name, "term": value, "status": PREFERRED, **facts}, line)


def _pair(
    record: Sequence[str], source: Locale, target: Locale | None, collected: Collector, names: Names, line: int
) -> None:
    if len(record) < 2 or not record[0] or not record[1]:
        collected.skip("a row without a pair of terms", line)
        return
    languages = [source.gettext, target.gettext if target else record[3]]
    for named, wanted in zip(record[2:4], languages, strict=False):
        if not _same(named, wanted):
            collected.skip(f"a row that isn't of {wanted}", line)
            return
    if len(record) == 3 or len(record) > 5:
        collected.skip(f"a row of {len(record)} columns", line)
        return
    concept = names.of(record[0])
    for locale, term in zip(languages, record, strict=False):
        collected.add({"concept": concept, "locale": locale, "term": term, "status": PREFERRED}, line)


def _same(named: str, wanted: str) -> bool:
    """Tell whether two names of languages may mean the same: DeepL writes EN-US for a source of en."""
    try:
        return locales.parse(named).language == locales.parse(wanted).language
    except LocaleError:
        return False


def _serves(name: str, locale: Locale) -> bool:
    return locales.matches(locale.tag, name)


def _code(locale: Locale, form: str) -> str:
    if form == "amazon":
        return AMAZON.get(locale.gettext, locale.language)
    return locale.tag

"""The glossary's files: CSV in long form, one row a term, because that diffs well and opens in a spreadsheet.

The columns are `concept,locale,term,status,pos,forms,domain,note`; the last four may be missing. A row with an error
is reported and left out, so that one slip of the pen takes no other term away.
"""

from __future__ import annotations

import csv
import difflib
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Literal

from pipeline import locales
from pipeline.errors import LocaleError, SourceError
from pipeline.system import git
from pipeline.system.files import digest, read_text, write_text

COLUMNS = ("concept", "locale", "term", "status", "pos", "forms", "domain", "note")
REQUIRED = COLUMNS[:4]
PREFERRED, ADMITTED, DEPRECATED, FORBIDDEN, KEEP = (
    "preferred",
    "admitted",
    "deprecated",
    "forbidden",
    "do-not-translate",
)
STATUSES = (PREFERRED, ADMITTED, DEPRECATED, FORBIDDEN, KEEP)
# What may be written; the others are words that mean something else, or that nobody should write.
GOOD = frozenset({PREFERRED, ADMITTED, KEEP})
FORMS = ";"
MOST_ROWS = 250_000  # of a file: more take longer to load than to check a catalog by
# Scripts such as Persian and Hindi are spelled with these; all other invisible characters only deceive.
JOINERS = "\u200c\u200d"
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# How a spreadsheet's formula begins: opened there, such a cell is computed.
FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term of a concept in one locale (by its gettext name): a row of a glossary.

    `status` is one of STATUSES; `forms` are further inflected forms of the term. `place` is file and line, and no
    part of what the row says.
    """

    concept: str
    locale: str
    term: str
    status: str
    pos: str = ""
    forms: tuple[str, ...] = ()
    domain: str = ""
    note: str = ""
    place: tuple[str, int] = field(default=("", 0), compare=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of a glossary and its place: file, line (from 1) and the name of the column.

    An error leaves the row out; a warning is for a person to think about.
    """

    path: str
    line: int
    column: str
    message: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        column = f" {self.column}:" if self.column else ""
        return f"{self.path}:{self.line}:{column} {self.message}"


@dataclass(frozen=True, slots=True)
class Rows:
    """The good rows of a glossary file, what was wrong with it, and the digest of its bytes."""

    rows: tuple[TermRow, ...]
    problems: tuple[Problem, ...] = ()
    digest: str = field(default="", compare=False)


def read(path: Path) -> Rows:
    """Read a glossary file; raise SourceError where it isn't UTF-8, holds a merge's conflict or more than MOST_ROWS."""
    return parsed(read_text(path), path.as_posix())


def parsed(whole: str, name: str) -> Rows:
    """Read the text of a glossary file of this name."""
    good: list[TermRow] = []
    problems: list[Problem] = []
    for record in records(whole, name, COLUMNS, REQUIRED):
        if isinstance(record, Problem):
            problems.append(record)
            continue
        own = list(checked(record.cells, record.place))
        problems += own
        if not any(problem.severity == "error" for problem in own):
            good.append(row(record.cells, record.place))
    return Rows(tuple(good), tuple(problems), digest(whole))


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a CSV file with a heading: its cells by column, and its file and line."""

    cells: Mapping[str, str]
    place: tuple[str, int]


def records(whole: str, name: str, known: Sequence[str], required: Sequence[str]) -> Iterator[Record | Problem]:
    """Yield the rows of a CSV file of these columns, and what is wrong with its form, in their order.

    Raise SourceError where it holds a merge's conflict, or more than MOST_ROWS.
    """
    git.refuse_conflict(whole, Path(name))
    text = whole.removeprefix("\ufeff")
    read = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: Mapping[str, int] | None = None
    for number in count():
        line = read.line_num + 1
        try:
            record = next(read)
        except StopIteration:
            break
        except csv.Error as error:
            yield Problem(name, line, "", f"not CSV from here on: {error}")
            return
        if number > MOST_ROWS:
            raise SourceError(f"more than {MOST_ROWS} rows", path=name, line=line)
        if not any(cell.strip() for cell in record):
            continue
        if header is None:
            problems = list(_header(record, name, line, known, required))
            yield from problems
            if problems:
                return
            header = {column.strip(): place for place, column in enumerate(record)}
        elif len(record) > len(header):
            message = (
                f"{len(record)} values for {len(header)} columns (a comma in a value wants quotes around the value)"
            )
            yield Problem(name, line, "", message)
        else:
            cells = {column: record[place] for column, place in header.items() if place < len(record)}
            yield Record(cells, (name, line))
    if header is None:
        yield Problem(name, 1, "", f"there is no header ({','.join(known)})")


def is_glossary(path: Path) -> bool:
    """Tell whether a file begins with a glossary's own header."""
    return {"concept", "locale", "term"} <= heading(path)


def heading(path: Path) -> set[str]:
    """Return the columns that a file's first line names."""
    first = read_text(path).removeprefix("\ufeff").partition("\n")[0]
    return {column.strip(' "\r') for column in first.split(",")}


def row(cells: Mapping[str, str], place: tuple[str, int] = ("", 0)) -> TermRow:
    """Return the row of cells that `checked` finds no error in: spaces collapsed, NFC, the locale's gettext name."""
    tidy = {column: clean(cells.get(column, "")) for column in COLUMNS}
    forms = (form.strip() for form in tidy["forms"].split(FORMS))
    return TermRow(
        concept=tidy["concept"],
        locale=locales.parse(tidy["locale"]).gettext,
        term=tidy["term"],
        status=tidy["status"],
        pos=tidy["pos"],
        forms=tuple(dict.fromkeys(form for form in forms if form and form != tidy["term"])),
        domain=tidy["domain"],
        note=tidy["note"],
        place=place,
    )


def checked(cells: Mapping[str, str], place: tuple[str, int]) -> Iterator[Problem]:
    """Yield what is wrong with one row by itself."""
    yield from written(cells, place, COLUMNS, REQUIRED)
    status = cells.get("status", "").strip()
    if status and status not in STATUSES:
        yield Problem(*place, "status", f"unknown status {status!r}{near(status, STATUSES)}")


def written(
    cells: Mapping[str, str], place: tuple[str, int], columns: Sequence[str], required: Sequence[str]
) -> Iterator[Problem]:
    """Yield what is wrong with how a row is written, in any file of a glossary, and with its locale."""
    for column in columns:
        value = cells.get(column, "").strip()
        if not value:
            if column in required:
                yield Problem(*place, column, "is empty")
            continue
        hidden = None if value.isprintable() else next(filter(invisible, value), None)
        if hidden is not None:
            name = unicodedata.name(hidden, "a control character")
            yield Problem(*place, column, f"has U+{ord(hidden):04X} ({name.lower()}), which nobody sees")
        if value.startswith(FORMULA):
            message = f"begins with {value[0]!r}: a spreadsheet takes it for a formula"
            yield Problem(*place, column, message, "warning")
    locale = cells.get("locale", "").strip()
    if locale:
        try:
            locales.parse(locale)
        except LocaleError as error:
            yield Problem(*place, "locale", error.message)


def write(path: Path, rows: Iterable[TermRow], *, source: str = "en", instead_of: str | None = None) -> bool:
    """Write a glossary file in its canonical order; return whether it changed.

    `instead_of` is the digest of the file that the rows came from, empty for none: raise ChangedError where it is
    another one now.
    """
    return write_text(path, serialize(rows, source=source), instead_of=instead_of)


def serialize(rows: Iterable[TermRow], *, source: str = "en") -> str:
    """Return rows as CSV: by concept, the source's language before the others, the preferred term first."""
    language = locales.parse(source).language

    def order(item: TermRow) -> tuple[object, ...]:
        foreign = item.locale.split("_")[0] != language
        return item.concept.casefold(), item.concept, foreign, item.locale, STATUSES.index(item.status), item.term

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in sorted(rows, key=order):
        forms = FORMS.join(item.forms)
        writer.writerow([item.concept, item.locale, item.term, item.status, item.pos, forms, item.domain, item.note])
    return out.getvalue()


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet that opens a text as a cell would compute, load or run something."""
    return text.startswith(("=", "@")) or (text.startswith(FORMULA) and any(sign in text for sign in "(|!="))


def invisible(char: str) -> bool:
    """Tell whether a character is a control, a bidi mark or another that no reader sees."""
    return not char.isprintable() and char not in JOINERS and unicodedata.category(char) in INVISIBLE


def folded(term: str) -> str:
    """Return a term as terms compare: without case, unless capitals inside make it an abbreviation (US is not us)."""
    return term if any(char.isupper() for char in term[1:]) else term.casefold()


def clean(value: str) -> str:
    """Return a value with single spaces, its letters and accents composed."""
    return unicodedata.normalize("NFC", " ".join(value.split())) if value else value


def _header(
    record: Sequence[str], name: str, line: int, known: Sequence[str], required: Sequence[str]
) -> Iterator[Problem]:
    columns = [column.strip() for column in record]
    if len(columns) == 1 and any(sign in columns[0] for sign in ";\t"):
        yield Problem(name, line, "", "the columns are separated by commas, not by semicolons or tabs")
        return
    for column in columns:
        if column not in known:
            yield Problem(name, line, column, f"unknown column {column!r}{near(column, known)}")
        elif columns.count(column) > 1:
            yield Problem(name, line, column, "the column is there twice")
    for column in required:
        if column not in columns:
            yield Problem(name, line, column, "the column is missing")


def near(word: str, known: Sequence[str]) -> str:
    """Return what a message says of an unknown word: the known one that is spelled alike, else all."""
    close = difflib.get_close_matches(word.casefold(), known, n=1)
    return f" (did you mean {close[0]!r}?)" if close else f" (known: {', '.join(known)})"

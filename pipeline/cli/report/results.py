"""Findings and states as people read them on a terminal, and as lines for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Generic, TextIO, TypeVar

from rich.console import Console
from rich.text import Text

from pipeline.cli.report.teller import harmless, is_command
from pipeline.model import FindingRow, Span

if TYPE_CHECKING:
    from pipeline.review.ranking import Scored
    from pipeline.site.audit.problems import ProblemRow

Row = TypeVar("Row", contravariant=True)  # a finding's or a problem's
COLOURS = {"critical": "bold red", "major": "yellow", "minor": "cyan"}
REASON = " · "  # between two reasons, which needn't be sentences
LONG, AROUND = 400, 120  # characters of a text that are shown whole, and on either side of a span of a longer one
GITHUB_LEVELS = {"critical": "error", "major": "warning", "minor": "notice"}
# What a workflow command reads as its own syntax; in its properties there are two signs more.
ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY_ESCAPES = {**ESCAPES, ":": "%3A", ",": "%2C"}
INNER = frozenset({"state", "targets"})  # what of a finding's row is not printed as JSON


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule of a standard that a file breaks: the fields are the keys of `--format json`, in order."""

    file: str
    line: int
    rule: str
    message: str


class StreamReport(Generic[Row]):
    """A report of findings or problems that are out as soon as they are found; `show` writes one."""

    def __init__(self, show: Callable[[Row], object]) -> None:
        self._show = show

    def file(self, path: str, rows: Iterable[Row]) -> None:
        """Write the findings of a file."""
        for row in rows:
            self._show(row)

    def close(self) -> None:
        """Write nothing more: every finding is out already."""


def line_report(stream: TextIO, line: Callable[[Row], str]) -> StreamReport[Row]:
    """Return a report for programs, a line a finding."""
    return StreamReport(lambda row: stream.write(f"{line(row)}\n"))


def text_report(stream: TextIO, text: Callable[[Row], Text]) -> StreamReport[Row]:
    """Return a report for people, each finding as `text` shows it."""
    console = Console(file=stream, highlight=False, soft_wrap=True)
    return StreamReport(lambda row: console.print(text(row)))


def json_line(value: Mapping[str, Any]) -> str:
    """Return one JSON object on one line; what a terminal takes for a command is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else "".join(f"\\u{ord(char):04x}" if is_command(char) else char for char in text)


def finding_json(row: FindingRow) -> str:
    """Return a finding's row as `--format json` prints it."""
    return json_line({key: value for key, value in row.value().items() if key not in INNER})


def problem_json(row: ProblemRow | BrokenRule) -> str:
    """Return the row of a problem, of a site's or a file's, as `--format json` prints it."""
    return json_line(asdict(row))


def rule_text(row: BrokenRule) -> Text:
    """Return a broken rule for people: place, rule, and what is wrong."""
    line = Text(harmless(f"{row.file}:{row.line}: "))
    line.append(harmless(row.rule), style="bold")
    line.append(harmless(f": {row.message}"))
    return line


def level(row: FindingRow, levels: Mapping[str, str]) -> str:
    """Return how grave a code host shows a finding; one in a draft, which nobody has decided on, is no error."""
    return levels["major" if row.state == "draft" and row.severity == "critical" else row.severity]


def github_line(row: FindingRow, file: str) -> str:
    """Return a finding as an annotation of its line in the changed files of a pull request.

    Source: "Workflow commands for GitHub Actions", `::error file={name},line={line},title={title}::{message}`.
    """
    place = {"file": file, "line": str(row.line), "title": f"{row.severity}: {row.check}"}
    properties = ",".join(f"{name}={_escaped(value, PROPERTY_ESCAPES)}" for name, value in place.items())
    hint = f" Perhaps: {row.suggestion}" if row.suggestion else ""
    return f"::{level(row, GITHUB_LEVELS)} {properties}::{_escaped(row.message + hint, ESCAPES)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    text = "".join("\ufffd" if is_command(char) and char not in "\r\n\t" else char for char in text)
    return text.translate({ord(sign): code for sign, code in escapes.items()})


def finding_text(row: FindingRow) -> Text:
    """Return a finding's row for people: place, what is wrong, and the source and translation that it is about.

    There are brackets where its spans are: they survive a log, colours don't.
    """
    line = _headline(row, row.check)
    if row.suggestion:
        line.append(harmless(f" Perhaps: {row.suggestion}"), style="green")
    line.append(harmless(f"\n    {marked(row.msgid, row.source_span)}"), style="dim")
    for number, target in enumerate(row.targets):
        # Which plural form a span is in isn't said: it is marked where it fits, in the only form or the first.
        line.append(harmless(f"\n    {marked(target, None if number else row.target_span)}"), style="dim")
    return line


def problem_text(row: ProblemRow) -> Text:
    """Return the row of a site's problem for people: place, rule, what is wrong, and the text that it is about."""
    line = _headline(row, row.rule)
    if row.value and row.value not in row.message:
        line.append(harmless(f"\n    {marked(row.value, None)}"), style="dim")
    return line


def _headline(row: FindingRow | ProblemRow, name: str) -> Text:
    line = Text(harmless(f"{row.file}:{row.line}: "))
    line.append(f"{row.severity} ", style=COLOURS[row.severity])
    line.append(harmless(f"{name}: {row.message}"))
    return line


def write_scores(translations: Iterable[Scored], stream: TextIO, *, as_json: bool) -> None:
    """Write how far translations can be trusted and what speaks against them, as JSON lines or for people."""
    console = Console(file=stream, highlight=False, soft_wrap=True)
    for scored in translations:
        if as_json:
            stream.write(f"{json_line(scored.value())}\n")
        else:
            console.print(score_text(scored))


def score_text(scored: Scored) -> Text:
    """Return a score for people: place, score, state and reasons, then source and translation."""
    unit = scored.unit
    line = Text(harmless(f"{unit.place[0]}:{unit.place[1]}: "))
    line.append(f"{scored.score:.2f} ", style="bold")
    line.append(harmless(" ".join([f"{unit.state}.", REASON.join(scored.why)]).rstrip()))
    texts = (unit.segment.text, *unit.targets)
    line.append(harmless("".join(f"\n    {marked(text, None)}" for text in texts)), style="dim")
    return line


def marked(text: str, span: Span | None) -> str:
    """Show a span of a text between angle quotes; of a long text, what stands around it."""
    start, end = (span[0], span[1]) if span is not None and span[1] <= len(text) else (0, 0)
    before, inside, after = text[:start], text[start:end], text[end:]
    if len(text) > LONG:
        before = f"…{before[-AROUND:]}" if len(before) > AROUND else before
        inside = f"{inside[:AROUND]}…{inside[-AROUND:]}" if len(inside) > LONG else inside
        rest = AROUND if end else LONG
        after = f"{after[:rest]}…" if len(after) > rest else after
    return f"{before}»{inside}«{after}" if end else after


def write_table(rows: Sequence[Mapping[str, Any]], stream: TextIO, *, as_json: bool) -> None:
    """Write rows that share their keys, as columns or as JSON lines."""
    if as_json:
        stream.writelines(f"{json_line(row)}\n" for row in rows)
    elif rows:
        stream.writelines(f"{line}\n" for line in table(list(rows[0]), [list(row.values()) for row in rows]))


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Lay out rows as plain columns, numbers to the right, so that a terminal and a log show the same."""
    cells = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    for row in cells:
        line = "  ".join(
            cell.rjust(width) if cell.isdigit() or (column and row is cells[0]) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield harmless(line.rstrip())

"""What people and programs are told: findings and states as text or JSON lines, progress as a bar or as plain lines."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.text import Text

COLOURS = {"critical": "bold red", "major": "yellow", "minor": "cyan"}


class Form(StrEnum):
    """How a command prints its results on standard output."""

    text = "text"
    json = "json"


class Teller:
    """Progress on standard error: a bar on a terminal, a line at the end of each kind of work elsewhere."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._console = Console(file=stream, highlight=False, soft_wrap=True)
        self._quiet = quiet
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Teller:
        if not self._quiet and self._console.is_terminal:
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            self._bar = Progress(*columns, console=self._console, transient=True)
            self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def tell(self, what: str, done: int, total: int) -> None:
        """Show how far a kind of work is."""
        if self._bar is not None:
            if what not in self._tasks:
                self._tasks[what] = self._bar.add_task(what, total=total)
            self._bar.update(self._tasks[what], completed=done, total=total)
        elif not self._quiet and done == total:
            self.say(f"{what}: {done}")

    def say(self, line: str, *, style: str = "") -> None:
        """Say a line; markup in it is text, because file names and translations come from strangers."""
        if not self._quiet:
            self._console.print(Text(_harmless(line), style=style))

    def warn(self, line: str) -> None:
        """Say what went wrong, also when told to be quiet."""
        self._console.print(Text(_harmless(line), style="red"))


def json_line(value: Mapping[str, Any]) -> str:
    """Return one JSON object on one line."""
    return json.dumps(value, ensure_ascii=False)


def finding_json(row: Mapping[str, Any]) -> str:
    """Return a finding's row as `--format json` prints it."""
    return json_line({key: value for key, value in row.items() if key != "state"})


def finding_text(row: Mapping[str, Any]) -> Text:
    """Return a finding's row for people: place, what is wrong, and the source it is about."""
    line = Text(_harmless(f"{row['file']}:{row['line']}: "))
    line.append(f"{row['severity']} ", style=COLOURS[row["severity"]])
    line.append(_harmless(f"{row['check']}: {row['message']}"))
    if row["suggestion"]:
        line.append(_harmless(f" Perhaps: {row['suggestion']}"), style="green")
    line.append(_harmless(f"\n    {_marked(row['msgid'], row['source_span'])}"), style="dim")
    return line


class Results:
    """What a command answers on a stream: text for people, or one JSON object a line and nothing else."""

    def __init__(self, form: Form, stream: TextIO) -> None:
        self._form = form
        self._stream = stream
        self._console = Console(file=stream, highlight=False, soft_wrap=True)

    def findings(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Print findings."""
        for row in rows:
            if self._form is Form.json:
                self._stream.write(f"{finding_json(row)}\n")
            else:
                self._console.print(finding_text(row))

    def table(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Print rows that share their keys."""
        if self._form is Form.json:
            self._stream.writelines(f"{json_line(row)}\n" for row in rows)
        elif rows:
            lines = table(list(rows[0]), [list(row.values()) for row in rows])
            self._stream.writelines(f"{line}\n" for line in lines)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Lay out rows as plain columns, numbers to the right, so that a terminal and a log show the same."""
    cells = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    for row in cells:
        yield "  ".join(
            cell.rjust(width) if cell.isdigit() or (column and row is cells[0]) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()


def _marked(text: str, span: Sequence[int] | None) -> str:
    """Show where in the text: brackets survive a log, colours don't."""
    if span is None:
        return text
    return f"{text[: span[0]]}»{text[span[0] : span[1]]}«{text[span[1] :]}"


def _harmless(text: str) -> str:
    """Take the control characters out of a stranger's text: to a terminal they are commands."""
    return "".join(char if char in "\n\t" or unicodedata.category(char) != "Cc" else "\ufffd" for char in text)

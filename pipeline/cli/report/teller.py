"""Progress and what went wrong, on standard error: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import re
import unicodedata
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.text import Text

# Marks that turn the text behind them around, and keep doing so on the lines that follow.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# What GitHub, Azure and TeamCity carry out when a step prints it; white space before it changes nothing.
_WORKFLOW = re.compile(r"^[^\S\n]*:(?=:)|#(?=#[A-Za-z]*\[)", re.MULTILINE)


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
            self._console.print(Text(harmless(line), style=style))

    def warn(self, line: str) -> None:
        """Say what went wrong, also when told to be quiet."""
        self._console.print(Text(harmless(line), style="red"))


def harmless(text: str) -> str:
    """Take out of a stranger's text what a terminal or a build server takes for a command.

    Controls and marks that turn the direction of writing become U+FFFD; `::error::` at the start of a line and
    `##vso[` anywhere are parted.
    """
    plain = "".join(char if char in "\n\t" or not is_command(char) else "\ufffd" for char in text)
    return _WORKFLOW.sub(lambda match: f"{match[0]} ", plain) if "::" in plain or "##" in plain else plain


def is_command(char: str) -> bool:
    """Tell whether a character does something to a terminal, or to the lines that follow, beside being shown."""
    return unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in _TURNING

"""Apertium: an installed pair run over many texts at once, so that each comes back whole, apart and with its marks.

Apertium reads a stream in which brackets hold what is not language. Texts are parted by NUL; `[]` at the end keeps the
last full stop; `[[t:m:7]]word[[/]]` is a mark that travels with its word to wherever the translation puts it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.errors import ModelError

# The Debian package of each pair that has been tried; the name of the mode is also what a route says.
PACKAGES = {"pt-es": "apertium-es-pt"}
_SPECIAL = re.compile(r"([\[\]{}^$\\/<>])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")
_OUTPUT = re.compile(
    r"\\(?P<escaped>.)|\[\[(?P<close>/)\]\]|\[\[(?P<tags>[^\[\]]*)\]\]|\[\]|(?P<unknown>[*@#])(?=\w)", re.S
)
# Apertium marks what it doesn't know with these, and no backslash protects them on the whole way: for the journey they
# become characters for private use.
_OWN_SIGNS = {ord(sign): 0xE000 + ord(sign) for sign in "*@#~"}
_SIGNS_BACK = {away: sign for sign, away in _OWN_SIGNS.items()}
_SECONDS = 120  # a thousand sentences take one


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters [start, end) of a text, and the numbers that they carry through the translation."""

    start: int
    end: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, the marks on its words in order, and in a translation where each word begins that Apertium lacks."""

    text: str
    marks: tuple[Mark, ...] = ()
    unknown: tuple[int, ...] = ()


class Apertium:
    """An installed pair; raise ModelError where it is missing, naming the command that installs it."""

    def __init__(self, mode: str) -> None:
        self.mode = mode
        package = PACKAGES.get(mode)
        if package is None:
            raise ModelError(f"no Apertium pair {mode!r} is known, expected one of {', '.join(PACKAGES)}")
        self._command = shutil.which("apertium")
        install = f"sudo apt-get install apertium {package}"
        if self._command is None:
            raise ModelError(f"Apertium isn't installed, which translates {mode}: {install}")
        if mode not in _output(self._command, "-l").split():
            raise ModelError(f"the installed Apertium lacks the pair {mode}: {install}")
        self.origin = f"apertium-{mode}@{_version(self._command, package)}"

    def translate(self, texts: Sequence[Marked]) -> list[Marked]:
        """Translate each text; a control character counts as a space."""
        if not texts:
            return []
        assert self._command is not None
        stream = "".join(f"{_written(text)}[]\0" for text in texts)
        try:
            done = subprocess.run(
                [self._command, "-f", "none", "-z", self.mode],
                input=stream.encode("utf-8", "replace"),
                capture_output=True,
                timeout=_SECONDS + len(stream) / 1000,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ModelError(f"Apertium {self.mode} failed: {error}") from error
        if done.returncode:
            words = " ".join(done.stderr.decode("utf-8", "replace").split())[:200]
            raise ModelError(f"Apertium {self.mode} ended with code {done.returncode}: {words}")
        pieces = done.stdout.decode("utf-8", "replace").split("\0")
        whole = [piece for piece in pieces if piece.rstrip().endswith("[]")]
        if len(whole) != len(texts) or "".join(pieces[len(texts) :]).strip():
            raise ModelError(f"Apertium {self.mode} gave {len(whole)} whole texts back for {len(texts)}")
        return [_read(piece) for piece in whole]


def _written(text: Marked) -> str:
    parts = []
    position = 0
    for mark in text.marks:
        tags = ";".join(f"t:m:{number}" for number in mark.numbers)
        parts += [_escaped(text.text[position : mark.start]), f"[[{tags}]]"]
        parts += [_escaped(text.text[mark.start : mark.end]), "[[/]]"]
        position = mark.end
    return "".join((*parts, _escaped(text.text[position:])))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", _CONTROL.sub(" ", text)).translate(_OWN_SIGNS)


def _read(piece: str) -> Marked:
    parts: list[str] = []
    marks: list[Mark] = []
    unknown: list[int] = []
    numbers: tuple[int, ...] = ()
    start = length = position = 0

    def add(text: str) -> int:
        parts.append(text)
        return length + len(text)

    for match in _OUTPUT.finditer(piece):
        length = add(piece[position : match.start()])
        position = match.end()
        if match["escaped"]:
            length = add(match["escaped"])
        elif match["unknown"]:
            unknown.append(length)
        elif match["close"]:
            if numbers and length > start:
                marks.append(Mark(start, length, numbers))
            numbers = ()
        elif match["tags"] is not None:
            numbers = tuple(dict.fromkeys(int(number) for number in re.findall(r"t:m:(\d+)", match["tags"])))
            start = length
    add(piece[position:])
    return Marked("".join(parts).translate(_SIGNS_BACK), tuple(marks), tuple(unknown))


@cache
def _output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _version(apertium: str, package: str) -> str:
    """Return the version of the pair's data where Debian's records tell it, else that of the engine."""
    query = shutil.which("dpkg-query")
    match = re.match(r"(?:\d+:)?([\d.]+)", _output(query, "-W", "-f", "${Version}", package)) if query else None
    if match is None:
        match = re.search(r"(\d+(?:\.\d+)+)", _output(apertium, "-V"))
    return match[1] if match else "unknown"

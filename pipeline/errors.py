"""The tree of errors, so that every failure names its place and its value and a caller can tell them apart.

MedlocaleError
├── ConfigError      medlocale.toml: an unknown key, a wrong type, an unknown locale
├── LocaleError      a name that is no locale's: in a catalog's header, a TMX file, a folder's name, an option
├── SourceError      a file that can't be read as what it claims to be
│   ├── FormatError  no format for this file, or its syntax is broken
│   ├── CatalogError a PO file is broken
│   ├── LedgerError  a review ledger has a line that is no record, or a record out of its chain
│   └── ChangedError somebody saved the file since it was read
├── ModelError       a translation model is missing, damaged or not what it should be
└── BusyError        another command is at work on the project
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class MedlocaleError(Exception):
    """Say what is wrong, where, and with which value.

    `path` and `line` (from 1) name the place where they are known; `str()` puts them first, as
    compilers do, so that editors can jump there.
    """

    def __init__(self, message: str, *, path: Path | str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = "" if self.path is None else f"{self.path}:"
        if place and self.line is not None:
            place += f"{self.line}:"
        return f"{place} {self.message}".lstrip()

    def at(self, path: Path | str, line: int | None = None) -> MedlocaleError:
        """Return the same error with its file named, for code that knew only the text; its own line stays."""
        named = type(self)(self.message, path=path, line=line if self.line is None else self.line)
        named.__cause__ = self.__cause__
        return named


@contextmanager
def naming(path: Path | str, line: int | None = None) -> Iterator[None]:
    """Name the file, and the line, in a SourceError or LocaleError of code that knew only the text of a file.

    One that names a file already stays.
    """
    try:
        yield
    except (SourceError, LocaleError) as error:
        if error.path is not None:
            raise
        raise error.at(path, line) from error


class ConfigError(MedlocaleError):
    """The configuration says something that medlocale doesn't understand."""


class LocaleError(MedlocaleError):
    """A name is no locale's, or of a locale that CLDR doesn't know."""


class SourceError(MedlocaleError):
    """A file can't be read as what it claims to be."""


class FormatError(SourceError):
    """No format handles the file, or its syntax is broken."""


class CatalogError(SourceError):
    """A PO file is broken."""


class LedgerError(SourceError):
    """A review ledger has a line that is no record, or a record that is out of its chain."""


class ChangedError(SourceError):
    """A file isn't what it was when it was read: somebody saved it meanwhile, and it is left as it is now."""

    def __init__(
        self,
        message: str = "somebody saved it meanwhile; it is left as it is now, run the command again",
        *,
        path: Path | str | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(message, path=path, line=line)


class ModelError(MedlocaleError):
    """A translation model is missing, damaged or not what it should be."""


class BusyError(MedlocaleError):
    """Another medlocale command is at work on the same project."""

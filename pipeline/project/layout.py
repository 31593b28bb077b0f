"""A project on disk: which pages it has, where their catalogs lie, and who may work on it now."""

from __future__ import annotations

import fnmatch
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline import formats
from pipeline.errors import BusyError, ConfigError, MedlocaleError, SourceError
from pipeline.locales import Locale
from pipeline.project.config import FILE_NAME, Settings
from pipeline.system import boundaries
from pipeline.system.boundaries import inside
from pipeline.system.files import TEMPORARY, Listed, below, claim, listed, make_folder, remove

Tell = Callable[[str, int, int], None]  # what is being done, how many are done, of how many
LOCK_SECONDS = 10.0  # a run on a small project is over by then; a longer one is worth being told of


@dataclass(frozen=True, slots=True)
class Outcome:
    """Result of a stage: how many pages it looked at, how many files it wrote, and what went wrong on the way.

    `messages` are for people to read; nothing is wrong. `refused` says what is left undone until somebody means it.
    """

    done: int
    written: int
    errors: tuple[MedlocaleError, ...] = ()
    messages: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def find(start: Path) -> Path:
    """Return the medlocale.toml of `start` or of the nearest folder above it."""
    for folder in (start.resolve(), *start.resolve().parents):
        if os.path.lexists(folder / FILE_NAME):  # whoever reads it says whether it is a file
            return folder / FILE_NAME
    raise ConfigError(f"no {FILE_NAME} here or in a folder above; `medlocale init` writes one", path=start)


def surround(paths: Iterable[Path]) -> None:
    """Keep the files that a command names inside of the projects that they lie in, where it opens no project itself.

    Whoever names a link may not know where a stranger has let it lead.
    """
    for path in paths:
        for folder in Path(os.path.abspath(path)).parents:
            if os.path.lexists(folder / FILE_NAME):
                boundaries.surround(folder)
                break


def pages(settings: Settings) -> list[str]:
    """Return the pages that medlocale has a format for, as paths under content/, sorted."""
    return [page for page in _files(settings) if _is_page(page)]


def page(settings: Settings, name: str) -> str:
    """Return a page by its path under content/ or its file's path; raise SourceError where there is no such page."""
    known = pages(settings)
    if name in known:
        return name
    path = Path(name).resolve()
    relative = path.relative_to(settings.content).as_posix() if path.is_relative_to(settings.content) else name
    if relative in known:
        return relative
    raise SourceError(f"is no page of this project (there are {len(known)} under {settings.content.name}/)", path=name)


@dataclass(frozen=True, slots=True)
class Named:
    """A page that somebody named, and the locale where it was by a catalog; None where it is meant in all."""

    page: str
    locale: Locale | None = None


def named(settings: Settings, name: str) -> Named:
    """Return the page that a path names, in content/ or by the PO file of a locale; raise SourceError for any other."""
    path = Path(name).resolve()
    for locale in settings.targets:
        folder = catalog_path(settings, locale, "").parent
        if path.suffix == ".po" and path.is_relative_to(folder):
            return Named(page(settings, path.relative_to(folder).as_posix().removesuffix(".po")), locale)
    return Named(page(settings, name))


def assets(settings: Settings) -> list[str]:
    """Return what lies in content/ beside the pages: style sheets, pictures and the like."""
    return [page for page in _files(settings) if not _is_page(page)]


def source_path(settings: Settings, page: str) -> Path:
    """Return the file of a page in content/."""
    return Path(f"{settings.content}/{page}")


def template_path(settings: Settings, page: str) -> Path:
    """Return the file of a page's template."""
    return settings.catalogs / "templates" / f"{page}.pot"


def catalog_path(settings: Settings, locale: Locale, page: str) -> Path:
    """Return the file of a page's catalog in a locale, in gettext's layout."""
    return Path(f"{settings.catalogs}/{locale.gettext}/LC_MESSAGES/{page}.po")


def compiled_path(settings: Settings, locale: Locale, page: str) -> Path:
    """Return the file of a page's compiled catalog: beside the catalog, where gettext looks for the page as domain."""
    return Path(f"{settings.catalogs}/{locale.gettext}/LC_MESSAGES/{page}.mo")


def site_path(settings: Settings, locale: Locale, page: str) -> Path:
    """Return the file of a page on the site in a locale."""
    return Path(f"{settings.site}/{locale.tag}/{page}")


def orphans(settings: Settings, locale: Locale, pages: Sequence[str]) -> list[Path]:
    """Return the catalogs of a locale whose page is gone: kept, because people worked on them."""
    folder = catalog_path(settings, locale, "").parent
    known = {folder / f"{page}.po" for page in pages}
    return [path for path in catalogs(settings, locale) if path not in known]


def catalogs(settings: Settings, locale: Locale) -> list[Path]:
    """Return the catalogs of a locale that are on disk, sorted, those of pages that are gone among them."""
    folder = catalog_path(settings, locale, "").parent
    return sorted(folder / name for name in below(folder) if name.endswith(".po"))


@contextmanager
def lock(settings: Settings) -> Iterator[None]:
    """Hold the project for one command at a time; raise BusyError where another keeps it too long."""
    from filelock import FileLock, Timeout

    make_folder(settings.state)
    path = settings.state / "lock"
    try:
        claim(path)
        held = FileLock(path, timeout=LOCK_SECONDS)
        held.acquire()
    except Timeout as error:
        raise BusyError("another medlocale command is at work on this project", path=settings.root) from error
    except OSError as error:
        raise MedlocaleError(f"can't be written: {error.strerror}", path=path) from error
    try:
        yield
    finally:
        held.release()


def stale_templates(settings: Settings, pages: Sequence[str]) -> list[Path]:
    """Return the templates whose page is gone; unlike catalogs, nobody worked on them."""
    folder = settings.catalogs / "templates"
    known = {f"{page}.pot" for page in pages}
    return [folder / name for name in sorted(below(folder)) if name.endswith(".pot") and name not in known]


def strays(settings: Settings) -> list[SourceError]:
    """Return an error for each file in content/ that is no page because of where it lies or how it is named."""
    troubles = [(entry.name, _trouble(settings, entry)) for entry in _named(settings)]
    return [SourceError(trouble, path=settings.content / name) for name, trouble in troubles if trouble]


def left_out(settings: Settings) -> list[str]:
    """Return a line for people for each link of a folder in content/: what lies in that folder is no part of the site.

    One that the configuration ignores is meant.
    """
    return [
        f"{settings.content.name}/{entry.name} is a link to a folder and is left out; "
        "put the folder itself there, or name the link in [extract] ignore."
        for entry in _named(settings)
        if entry.kind == "linked folder"
    ]


def alike(settings: Settings) -> list[str]:
    """Return a line for people for each file in content/ whose name only some file systems tell from another's.

    On those of macOS and Windows, capitals don't count, nor does how letters with marks are composed.
    """
    first: dict[str, str] = {}
    lines = []
    for name in _files(settings):
        other = first.setdefault(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).lower()), name)
        if other != name:
            is_composed = unicodedata.normalize("NFC", other) == unicodedata.normalize("NFC", name)
            how = "the way that accents are composed" if is_composed else "capitals"
            folder = settings.content.name
            lines.append(
                f"{folder}/{name} and {folder}/{other} differ by {how} alone: macOS and Windows have room for one."
            )
    return lines


def sweep(settings: Settings) -> None:
    """Remove what a killed command left half-written: files beside their targets, with a name of ours."""
    for folder in (settings.catalogs, settings.site, settings.state):
        for name in below(folder):
            if name.rpartition("/")[2].startswith(TEMPORARY) and name.endswith(".tmp"):
                remove(folder / name)


def _is_page(path: str) -> bool:
    return formats.supported(path) and not formats.is_well_known(path)


def _files(settings: Settings) -> list[str]:
    named = (entry for entry in _named(settings) if entry.kind == "file")
    return [entry.name for entry in named if _trouble(settings, entry) is None]


def _named(settings: Settings) -> list[Listed]:
    """Return what is in content/ and is neither a folder nor hidden nor ignored, by its path below it, sorted."""
    if not settings.content.is_dir():
        raise ConfigError("there is no such folder of sources", path=settings.content)
    named = []
    waiting = [""]
    while waiting:
        before = waiting.pop()
        for entry in listed(settings.content / before):
            name = f"{before}{entry.name}"
            if entry.name.startswith(".") and name != formats.WELL_KNOWN_FOLDER:
                continue
            if entry.kind == "folder":
                waiting.append(f"{name}/")
            elif not _is_ignored(settings, name):
                named.append(Listed(name, entry.kind))
    return sorted(named, key=lambda entry: entry.name)


def _is_ignored(settings: Settings, name: str) -> bool:
    # A rule for all that lies in a folder is one for a link of that name, too.
    return any(fnmatch.fnmatch(name, rule) or fnmatch.fnmatch(f"{name}/", rule) for rule in settings.ignore)


def _trouble(settings: Settings, entry: Listed) -> str | None:
    """Say why something can't be a page: it is no file, or lies elsewhere, or a catalog can't write its name."""
    if any(ord(char) < 32 or char in "\u2068\u2069\x7f" for char in entry.name):
        return f"the name {entry.name!r} has control characters, which no catalog can hold"
    if any("\ud800" <= char <= "\udfff" for char in entry.name):
        return f"the name {os.fsencode(entry.name)!r} isn't UTF-8, as a catalog has to be"
    if entry.kind == "linked folder":
        return None
    path = source_path(settings, entry.name)
    if os.path.islink(path):
        try:
            inside(settings.content, path)
        except SourceError as error:
            return error.message
    if entry.kind == "broken link":
        return "is a link that leads nowhere"
    return None if entry.kind == "file" else "is a pipe, a socket or a device, not a file"

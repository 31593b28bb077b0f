"""medlocale.toml → Settings: every key is known, typed and placed, so that a slip of the pen is an error."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pipeline import locales, segmentation
from pipeline.errors import ConfigError, SourceError
from pipeline.files import inside, read_text
from pipeline.locales import Locale

FILE_NAME = "medlocale.toml"
# Key in [paths], its default too → field.
FOLDERS = {"content": "content", "locales": "catalogs", "site": "site", "glossary": "glossary"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What medlocale.toml says, with its defaults; folders are absolute and inside the project.

    `engines` maps a gettext name to a route of pipeline.mt. `segment` is "sentence" or "block". `fail_on` is the
    severity from which on a finding in an accepted translation fails the gate. `drafts` is what a page shows for a
    sentence that only a machine has translated: "notice" (the draft, under a notice) or "source".
    """

    root: Path
    name: str = "medlocale project"
    bugs: str = ""
    source: Locale = field(default_factory=lambda: locales.parse("en"))
    targets: tuple[Locale, ...] = ()
    content: Path = Path("content")
    glossary: Path = Path("glossary")
    catalogs: Path = Path("locales")
    site: Path = Path("site")
    base_url: str = ""
    segment: Literal["sentence", "block"] = "sentence"
    yaml_keys: tuple[str, ...] = ()
    front_matter: tuple[str, ...] = ()
    segmentation_rules: Path | None = None
    ignore: tuple[str, ...] = ()
    engines: Mapping[str, str] = field(default_factory=dict)
    jobs: int = 0
    fail_on: str = "critical"
    drafts: str = "notice"
    text: str = ""

    @property
    def state(self) -> Path:
        """The folder of what can be deleted and rebuilt: the manifest and the lock."""
        return self.root / ".medlocale"


def load(path: Path, *, jobs: int | None = None) -> Settings:
    """Read a medlocale.toml; `jobs` takes the place of its own.

    Raise ConfigError with file, line, key and value where it says something unknown or impossible.
    """
    text = read_text(path)
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        last = text.rstrip().count("\n") + 1
        raise ConfigError(f"not TOML: {error}", path=path, line=int(line[1]) if line else last) from error
    root = path.parent.resolve()
    values: dict[str, Any] = {}
    for table, content in data.items():
        if table not in TABLES:
            raise ConfigError(f"unknown table [{table}]{_near(table, TABLES)}", path=path, line=_line(text, table))
        if not isinstance(content, dict):
            raise ConfigError(f"[{table}] must be a table, not {content!r}", path=path, line=_line(text, table))
        for key, value in content.items():
            line_of_key = _line(text, table, key)
            reader = TABLES[table].get(key)
            if reader is None:
                raise ConfigError(
                    f"unknown key {key!r} in [{table}]{_near(key, TABLES[table])}", path=path, line=line_of_key
                )
            try:
                values[reader.name] = reader.read(value)
            except (TypeError, ValueError, ConfigError) as error:
                raise ConfigError(f"{key} in [{table}]: {error}", path=path, line=line_of_key) from error
    for key, name in FOLDERS.items():
        try:
            values[name] = inside(root, root / values.get(name, key))
        except SourceError as error:
            raise ConfigError(
                f"{key} in [paths]: {error.message}", path=path, line=_line(text, "paths", key)
            ) from error
    settings = Settings(root=root, text=text, **values)
    if jobs is not None:
        settings = replace(settings, jobs=jobs)
    if settings.segmentation_rules is not None:
        rules = inside(root, root / settings.segmentation_rules)
        segmentation.check(rules)
        settings = replace(settings, segmentation_rules=rules)
    _consistent(settings, path, text)
    return settings


def _consistent(settings: Settings, path: Path, text: str) -> None:
    if settings.source.language != "en" or settings.source.pseudo:
        raise ConfigError(
            f"source in [project]: {settings.source.tag} is no kind of English, which medlocale translates from",
            path=path,
            line=_line(text, "project", "source"),
        )
    names = [locale.gettext for locale in settings.targets]
    for name in names:
        if names.count(name) > 1 or name == settings.source.gettext:
            raise ConfigError(
                f"targets in [project]: {name} is there twice or is the source's own locale",
                path=path,
                line=_line(text, "project", "targets"),
            )
    for name in settings.engines:
        if name not in names:
            raise ConfigError(
                f"{name} in [translate.engines] is no target of [project]{_near(name, names)}",
                path=path,
                line=_line(text, "translate", "engines", name),
            )
    folders = {key: getattr(settings, name) for key, name in FOLDERS.items()}
    for key, folder in folders.items():
        for other_key, other in folders.items():
            if key != other_key and folder.is_relative_to(other):
                raise ConfigError(
                    f"{key} ({folder.name}) must not lie in {other_key} ({other.name})",
                    path=path,
                    line=_line(text, "paths", key),
                )


@dataclass(frozen=True, slots=True)
class _Key:
    """Where a key's value goes in Settings, and how it is read; `read` raises ValueError with what it wanted."""

    name: str
    read: Callable[[Any], Any]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"wants a text, not {value!r}")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(f"wants a list of texts, not {value!r}")
    return tuple(_text(item) for item in value)


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"wants a number from 0 on, not {value!r}")
    return value


def _folder(value: object) -> Path:
    text = _text(value)
    if not text or "\0" in text or Path(text).is_absolute() or ".." in Path(text).parts:
        raise ValueError(f"wants a folder inside the project, not {text!r}")
    return Path(text)


def _one_of(*allowed: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in allowed:
            raise ValueError(f"wants one of {', '.join(allowed)}, not {value!r}")
        return _text(value)

    return read


def _url(value: object) -> str:
    text = _text(value)
    try:
        host = urlsplit(text).hostname
    except ValueError:
        host = None
    if text and not (host and re.fullmatch(r"https?://[^\s/?#\"'<>]+(/[^\s?#\"'<>]*)?", text)):
        raise ValueError(f"wants an absolute http(s) address, not {text!r}")
    return text.rstrip("/")


def _routes(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError(f"wants a table of locale = route, not {value!r}")
    routes: dict[str, str] = {}
    for name, route in value.items():
        locale = locales.parse(name).gettext
        if locale in routes:
            raise ValueError(f"{name!r} is a locale that is there already, by another of its names")
        routes[locale] = _text(route)
    return routes


TABLES: dict[str, dict[str, _Key]] = {
    "project": {
        "name": _Key("name", _text),
        "bugs": _Key("bugs", _text),
        "source": _Key("source", lambda value: locales.parse(_text(value))),
        "targets": _Key("targets", lambda value: tuple(locales.parse(name) for name in _texts(value))),
    },
    "paths": {
        "content": _Key("content", _folder),
        "glossary": _Key("glossary", _folder),
        "locales": _Key("catalogs", _folder),
        "site": _Key("site", _folder),
    },
    "extract": {
        "segment": _Key("segment", _one_of("sentence", "block")),
        "yaml_keys": _Key("yaml_keys", _texts),
        "front_matter": _Key("front_matter", _texts),
        "segmentation_rules": _Key("segmentation_rules", lambda value: _folder(value) if value else None),
        "ignore": _Key("ignore", _texts),
    },
    "translate": {"engines": _Key("engines", _routes), "jobs": _Key("jobs", _count)},
    "check": {"fail_on": _Key("fail_on", _one_of("critical", "major", "minor", "never"))},
    "publish": {
        "drafts": _Key("drafts", _one_of("notice", "source")),
        "base_url": _Key("base_url", _url),
    },
}


def _near(word: str, known: Any) -> str:
    """Offer the nearest known word, as a hint for a typing error."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else f" (known: {', '.join(known) or 'none'})"


_NAME = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_DOTTED = rf"(?P<name>{_NAME}(?:\s*\.\s*{_NAME})*)"
_HEADER = re.compile(rf"\s*\[{{1,2}}\s*{_DOTTED}\s*\]")
_ASSIGNMENT = re.compile(rf"\s*{_DOTTED}\s*=")


def _line(text: str, *wanted: str) -> int | None:
    """Find the line of a table or of a key in it: tomllib keeps no positions, and an editor wants one.

    Of a key inside of an inline table it is the table's line.
    """
    table: tuple[str, ...] = ()
    best, line = 0, None
    for number, row in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        names: tuple[str, ...] = ()
        if found := _HEADER.match(row):
            names = table = _names(found["name"])
        elif found := _ASSIGNMENT.match(row):
            names = (*table, *_names(found["name"]))
        shared = min(len(names), len(wanted))
        if shared > best and names[:shared] == wanted[:shared]:
            best, line = shared, number
    return line


def _names(dotted: str) -> tuple[str, ...]:
    """Cut a dotted key into its names, locales among them by their gettext form."""
    return tuple(name.strip("\"'").replace("-", "_") for name in re.findall(_NAME, dotted))

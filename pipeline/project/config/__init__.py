"""medlocale.toml → Settings: every key is known, typed and placed, so that a slip of the pen is an error."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline import segmentation
from pipeline.errors import ConfigError, LocaleError, SourceError
from pipeline.project.config.keys import TABLES, near
from pipeline.project.config.places import line_of
from pipeline.project.config.settings import REQUIREMENTS, Person, Settings
from pipeline.system.boundaries import Links, draw, inside
from pipeline.system.files import read_text

__all__ = ["FILE_NAME", "REQUIREMENTS", "Person", "Settings", "line_of", "load", "previewed"]

FILE_NAME = "medlocale.toml"
# Key in [paths], its default too → field.
FOLDERS = {"content": "content", "locales": "catalogs", "site": "site", "glossary": "glossary", "memory": "memory"}
# What links below each of these, by its field, may do. Terms and memories are often shared within a repository.
LINKS: dict[str, Links] = {
    "content": "inside",
    "catalogs": "files",
    "site": "inside",
    "glossary": "shared",
    "memory": "shared",
    "state": "files",
}


def load(path: Path, *, jobs: int | None = None) -> Settings:
    """Read a medlocale.toml; `jobs` takes the place of its own.

    Raise ConfigError with file, line, key and value where it says something unknown or impossible.
    """
    root = path.parent.resolve()
    text = read_text(inside(root, path))
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        last = text.rstrip().count("\n") + 1
        raise ConfigError(f"not TOML: {error}", path=path, line=int(line[1]) if line else last) from error
    values: dict[str, Any] = {}
    for table, content in data.items():
        if table not in TABLES:
            raise ConfigError(f"unknown table [{table}]{near(table, TABLES)}", path=path, line=line_of(text, table))
        if not isinstance(content, dict):
            raise ConfigError(f"[{table}] must be a table, not {content!r}", path=path, line=line_of(text, table))
        for key, value in content.items():
            line_of_key = line_of(text, table, key)
            reader = TABLES[table].get(key)
            if reader is None:
                raise ConfigError(
                    f"unknown key {key!r} in [{table}]{near(key, TABLES[table])}", path=path, line=line_of_key
                )
            try:
                values[reader.name] = reader.read(value)
            except (TypeError, ValueError, ConfigError, LocaleError) as error:
                raise ConfigError(f"{key} in [{table}]: {error}", path=path, line=line_of_key) from error
    for key, name in FOLDERS.items():
        values[name] = root / values.get(name, key)
    settings = Settings(root=root, text=text, **values)
    _placed(settings, path)
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
            line=line_of(text, "project", "source"),
        )
    names = [locale.gettext for locale in settings.targets]
    for name in names:
        if names.count(name) > 1 or name == settings.source.gettext:
            raise ConfigError(
                f"targets in [project]: {name} is there twice or is the source's own locale",
                path=path,
                line=line_of(text, "project", "targets"),
            )
    given: list[tuple[str, tuple[str, ...], str]]
    given = [("[translate.engines]", ("translate", "engines", name), name) for name in settings.engines]
    given += [("[check.locales]", ("check", "locales", name), name) for name in settings.locale_levels]
    for key in ("complete", "emergency_numbers"):
        given += [(f"{key} of [publish]", ("publish", key), name) for name in getattr(settings, key)]
    for table, keys, name in given:
        if name not in names:
            message = f"{name} in {table} is no target of [project]{near(name, names)}"
            raise ConfigError(message, path=path, line=line_of(text, *keys))


def previewed(settings: Settings) -> Settings:
    """Return the settings of a preview: its pages lie beside the site; raise ConfigError where something else does."""
    preview = replace(settings, site=settings.preview_site, preview=True)
    _placed(preview, settings.root / FILE_NAME)
    return preview


def _placed(settings: Settings, path: Path) -> None:
    """Hold the folders to their places, links followed, and draw the project's boundary around them."""
    real: dict[str, Path] = {}
    for key, name in FOLDERS.items():
        folder = getattr(settings, name)
        try:
            real[key] = inside(settings.root, folder).resolve()
        except SourceError as error:
            raise _misplaced(settings, path, key, error.message) from error
        for place in (folder, real[key]):
            below = place.relative_to(settings.root).parts
            # What such a folder holds may be run, as version control does. A project's own state is not.
            hidden = [part for part in below[below[:1] == (settings.state.name,) :] if part.startswith(".")]
            if hidden:
                message = f"{folder.name} must not be or lie in a hidden folder, {hidden[0]}"
                raise _misplaced(settings, path, key, message)
    for key, folder in real.items():
        for other_key, other in real.items():
            if key != other_key and folder.is_relative_to(other):
                message = f"{key} ({folder.name}) must not lie in {other_key} ({other.name})"
                raise ConfigError(message, path=path, line=line_of(settings.text, "paths", key))
    if settings.state.is_symlink():
        raise ConfigError("must not be a link", path=settings.state)
    draw(settings.root, {getattr(settings, name): links for name, links in LINKS.items()})


def _misplaced(settings: Settings, path: Path, key: str, message: str) -> ConfigError:
    return ConfigError(f"{key} in [paths]: {message}", path=path, line=line_of(settings.text, "paths", key))

"""File formats, each an inverse pair of extract and merge, chosen by a file's suffix."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import FormatError
from pipeline.formats.settings import FormatSettings
from pipeline.model import Format

__all__ = [
    "WELL_KNOWN_FOLDER",
    "FormatSettings",
    "for_path",
    "has_room_for_notice",
    "is_well_known",
    "kind",
    "supported",
]

Kind = Literal["HTML", "Markdown", "JSON", "plain text", "YAML"]

_KINDS: dict[str, Kind] = {
    ".html": "HTML",
    ".htm": "HTML",
    ".md": "Markdown",
    ".markdown": "Markdown",
    ".json": "JSON",
    ".txt": "plain text",
    ".yaml": "YAML",
    ".yml": "YAML",
}
# What browsers, search engines and hosts look for under these names at a site's root, whatever their format.
WELL_KNOWN = frozenset(
    {"robots.txt", "ads.txt", "app-ads.txt", "humans.txt", "security.txt", "llms.txt", "favicon.ico", "sitemap.xml"}
    | {"CNAME", ".htaccess", "_headers", "_redirects", "browserconfig.xml", "manifest.json", "manifest.webmanifest"}
    | {"site.webmanifest", "apple-touch-icon.png", "apple-touch-icon-precomposed.png"}
)
WELL_KNOWN_FOLDER = ".well-known"


def kind(path: Path | str) -> Kind | None:
    """Return what a file's format is called, by its suffix; None where no format handles it."""
    return _KINDS.get(Path(path).suffix.lower())


def supported(path: Path | str) -> bool:
    """Tell whether a format handles a file, by its suffix."""
    return kind(path) is not None


def is_well_known(path: str) -> bool:
    """Tell whether a file of the site has to keep its name, because others look for it there."""
    return path in WELL_KNOWN or path.startswith(f"{WELL_KNOWN_FOLDER}/")


def for_path(path: Path | str, settings: Any = None) -> Format:
    """Return the format of a file, by its suffix.

    `settings` is a FormatSettings, or any object with some of its attributes. FormatError names a file that no
    format handles.
    """
    chosen = _settings(settings)
    match kind(path):
        case "HTML":
            from pipeline.formats.html.format import HtmlFormat

            return HtmlFormat(chosen)
        case "Markdown":
            from pipeline.formats.markdown.format import MarkdownFormat

            return MarkdownFormat(chosen)
        case "JSON":
            from pipeline.formats.json.format import JsonFormat

            return JsonFormat(chosen)
        case "plain text":
            from pipeline.formats.text import TextFormat

            return TextFormat(chosen)
        case "YAML":
            from pipeline.formats.yaml.format import YamlFormat

            return YamlFormat(chosen)
    names: dict[str, list[str]] = {}
    for suffix, name in _KINDS.items():
        names.setdefault(name, []).append(suffix)
    known = ", ".join(f"{name} ({' '.join(suffixes)})" for name, suffixes in names.items())
    raise FormatError(f"no format for “{Path(path).suffix or Path(path).name}” files; known are {known}", path=path)


def has_room_for_notice(path: Path | str, text: str) -> bool:
    """Tell whether a page can say that a machine translated it; YAML and JSON have to have a key for that."""
    match kind(path):
        case "JSON":
            from pipeline.formats.json import format as json

            return json.has_notice(text)
        case "YAML":
            from pipeline.formats.yaml import format as yaml

            return yaml.has_notice(text)
    return True


def _settings(given: Any) -> FormatSettings:
    if isinstance(given, FormatSettings):
        return given
    default = FormatSettings()
    values = {field.name: getattr(given, field.name, getattr(default, field.name)) for field in fields(default)}
    return FormatSettings(
        **{**values, "yaml_keys": tuple(values["yaml_keys"]), "front_matter": tuple(values["front_matter"])}
    )

"""The source pages of a project, read as the configuration says, and the files that each depends on."""

from __future__ import annotations

from pathlib import Path

from pipeline import formats
from pipeline.errors import naming
from pipeline.formats import FormatSettings
from pipeline.formats.charset import read_text
from pipeline.formats.settings import FRONT_MATTER
from pipeline.model import Extraction
from pipeline.project import layout
from pipeline.project.config import Settings


def files(settings: Settings, page: str) -> list[Path]:
    """Return the files that a page's segments depend on: its own, and the project's sentence rules."""
    rules = [settings.segmentation_rules] if settings.segmentation_rules else []
    return [layout.source_path(settings, page), *rules]


def read(settings: Settings, page: str) -> Extraction:
    """Extract one page of the project; raise SourceError that names its file."""
    path = layout.source_path(settings, page)
    with naming(path):
        form = formats.for_path(page, format_settings(settings))
        return form.extract(read_text(path), lang=settings.source.tag)


def format_settings(settings: Settings) -> FormatSettings:
    """Return what the configuration says to the formats."""
    return FormatSettings(
        segment=settings.segment,
        yaml_keys=settings.yaml_keys,
        front_matter=settings.front_matter or FRONT_MATTER,
        rules=settings.segmentation_rules,
        select=settings.select,
        class_keys=settings.class_keys,
    )

"""The demo as the tests of its site see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.project import config


@dataclass(frozen=True)
class Demo:
    """The built demo: its settings and the site's folder."""

    settings: config.Settings
    root: Path

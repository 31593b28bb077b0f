"""What medlocale.toml says, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline import locales
from pipeline.locales import Locale


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who reviews: the name and address that PO editors write into `Last-Translator`, and the role."""

    id: str
    name: str = ""
    email: str = ""
    role: str = "translator"


@dataclass(frozen=True, slots=True)
class Settings:
    """What medlocale.toml says, with its defaults; folders are absolute and inside the project.

    `engines` maps a gettext name to a route of pipeline.mt. `segment` is "sentence" or "block". `fail_on` is the
    severity from which on a finding in an accepted translation fails the gate. `levels` maps a check's id to another
    severity or to "off", `locale_levels` does so for a locale by its gettext name. `drafts` is what a page shows for a
    sentence that only a machine has translated: "notice" (the draft, under a notice) or "source". `negotiation`
    names the servers that get rules for leading readers to their language. `people` are the
    reviewers by their ids; `two_persons` the classes of text that two of them have to accept.
    `memory` is the folder of imported translation memories; a fuzzy match has to reach `memory_threshold`, in 0–1.
    """

    root: Path
    name: str = "medlocale project"
    bugs: str = ""
    source: Locale = field(default_factory=lambda: locales.parse("en"))
    targets: tuple[Locale, ...] = ()
    content: Path = Path("content")
    glossary: Path = Path("glossary")
    memory: Path = Path("memory")
    catalogs: Path = Path("locales")
    site: Path = Path("site")
    base_url: str = ""
    negotiation: tuple[str, ...] = ()
    segment: Literal["sentence", "block"] = "sentence"
    yaml_keys: tuple[str, ...] = ()
    front_matter: tuple[str, ...] = ()
    segmentation_rules: Path | None = None
    ignore: tuple[str, ...] = ()
    engines: Mapping[str, str] = field(default_factory=dict)
    jobs: int = 0
    memory_threshold: float = 0.75
    fail_on: str = "critical"
    levels: Mapping[str, str] = field(default_factory=dict)
    locale_levels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    drafts: str = "notice"
    people: Mapping[str, Person] = field(default_factory=dict)
    two_persons: tuple[str, ...] = ()
    text: str = ""

    @property
    def state(self) -> Path:
        """The folder of what can be deleted and rebuilt: the manifest and the lock."""
        return self.root / ".medlocale"

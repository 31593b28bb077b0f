"""The configuration, medlocale.toml, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline import locales
from pipeline.formats.settings import Keys, Rule, rule
from pipeline.locales import Locale
from pipeline.text.classes import CLASSES

# What each class of text requires, from the least to the most: a machine's draft under a notice will do, somebody has
# cleared the flag, a known person has accepted it, two have and one of them reviews, nothing but the source will do.
REQUIREMENTS = ("draft", "accepted", "reviewed", "two-reviewers", "source")


def requirements(own: Mapping[str, str]) -> dict[str, str]:
    """Return what each class of text requires: a project's own word, else the class's."""
    return {name: own.get(name, each.requires) for name, each in CLASSES.items()}


def rules(own: Mapping[str, Sequence[str]]) -> tuple[Rule, ...]:
    """Return the selectors of all classes: a project's own take the place of the class's."""
    return tuple(rule(name, text) for name, each in CLASSES.items() for text in own.get(name, each.select))


def key_patterns(own: Mapping[str, Sequence[str]]) -> tuple[Keys, ...]:
    """Return the patterns of keys of all classes: a project's own take the place of the class's."""
    return tuple(Keys(name, text) for name, each in CLASSES.items() for text in own.get(name, each.keys))


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who reviews: the name and address that PO editors write into `Last-Translator`, and the role."""

    id: str
    name: str = ""
    email: str = ""
    role: str = "translator"


@dataclass(frozen=True, slots=True)
class Settings:
    """A project's configuration with its defaults; folders are absolute and inside the project.

    `engines` maps a gettext name to a route of pipeline.mt. `segment` is "sentence" or "block". `fail_on` is the
    severity from which on a finding in an accepted translation fails the gate. `levels` maps a check's id to another
    severity or to "off", `locale_levels` does so for a locale by its gettext name. `drafts` is what a page shows for a
    sentence that only a machine has translated: "notice" (the draft, under a notice) or "source". `emergency_draft` has
    the draft of a sentence about emergencies stand under its source text. `report` is where readers report an error in
    a translation: pipeline.project.feedback. `negotiation` names the servers that get rules for leading readers to
    their language. `people` are the reviewers by their ids; `two_persons` the classes of text that two of them have to
    accept.
    `classes` says what each class of pipeline.text.classes requires, one of REQUIREMENTS; `select` and `class_keys`
    which elements and keys belong to which class. `on_change` is what stands for a sentence whose source changed:
    "source" or "hold-last" (what people accepted for its earlier wording). `complete` are the locales, by gettext name,
    in which every sentence has to be shown in translation. `least` is the share of a page's translatable sentences, in
    0–1, that has to be shown in translation before the page is offered. `emergency_numbers` maps, by gettext name,
    numbers of the source to those of the reader's country. `mo` wants compiled catalogs of every build. `preview` is
    set by `--preview`: then the site is another, for those who review; `preview_url` is where these find it. `memory`
    is the folder of imported translation memories; a fuzzy match has to reach `memory_threshold`, in 0–1.
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
    report: str = ""
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
    emergency_draft: bool = False
    classes: Mapping[str, str] = field(default_factory=lambda: requirements({}))
    select: tuple[Rule, ...] = rules({})
    class_keys: tuple[Keys, ...] = key_patterns({})
    on_change: str = "source"
    complete: tuple[str, ...] = ()
    least: float = 0.0
    emergency_numbers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    mo: bool = False
    preview: bool = False
    preview_url: str = ""
    people: Mapping[str, Person] = field(default_factory=dict)
    two_persons: tuple[str, ...] = ()
    text: str = ""

    @property
    def preview_site(self) -> Path:
        """The folder of the preview's pages, beside the site."""
        return self.site.with_name(f"{self.site.name}-preview")

    @property
    def state(self) -> Path:
        """The folder of what can be deleted and rebuilt: the manifest and the lock."""
        return self.root / ".medlocale"

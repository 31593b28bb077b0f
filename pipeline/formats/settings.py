"""What a project may choose about extraction: the one place where its configuration meets the formats."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.formats.selectors import Keys, Rule

FRONT_MATTER = (
    *("title", "subtitle", "description", "summary", "excerpt", "abstract", "heading", "subheading", "headline"),
    *("tagline", "lead", "keywords", "alt", "*_title", "*_description", "*_heading", "*_alt"),
)
"""The keys of a Markdown page's front matter that are translated."""


@dataclass(frozen=True, slots=True)
class FormatSettings:
    """How formats extract.

    `segment` says what a segment is: a sentence, or a whole block. `yaml_keys` are patterns (`fnmatch`) of keys
    whose values are translated besides the default ones; a pattern with a leading `!` takes keys out.
    `front_matter` are the patterns of the only keys that are translated in a Markdown page's front matter. `rules` is
    a file of SRX rules that come before the built-in ones. `select` are the rules that put elements of HTML into
    classes of pipeline.text.classes, `class_keys` the patterns of keys that put values of YAML and JSON into them.
    """

    segment: Literal["sentence", "block"] = "sentence"
    yaml_keys: tuple[str, ...] = ()
    front_matter: tuple[str, ...] = FRONT_MATTER
    rules: Path | None = None
    select: tuple[Rule, ...] = ()
    class_keys: tuple[Keys, ...] = ()

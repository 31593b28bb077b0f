"""What a project may choose about extraction: the one place where its configuration meets the formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class FormatSettings:
    """How formats extract.

    `segment` says what a segment is: a sentence, or a whole block. `yaml_keys` are patterns (`fnmatch`) of keys
    whose values are translated besides the default ones; a pattern with a leading `!` takes keys out.
    """

    segment: Literal["sentence", "block"] = "sentence"
    yaml_keys: tuple[str, ...] = ()

"""Translation unit, query and match: what a translation memory holds, is asked and answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["context", "exact", "fuzzy"]
Standing = Literal["reviewed", "accepted", "typed"]
STANDINGS: tuple[Standing, ...] = ("reviewed", "accepted", "typed")  # the surest first


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A translation unit: a text with the translation that a person accepted or typed; locales are gettext names.

    `origin` is the page (a path under content/) or the file that it comes from. `context` is the source's msgctxt,
    `before` and `after` are the source texts next to it on its page, empty at its ends. `changed` is UTC, as in
    2026-11-23T10:00:00Z, or empty.
    """

    source: str
    target: str
    source_locale: str
    target_locale: str
    origin: str = ""
    context: str | None = None
    before: str = ""
    after: str = ""
    standing: Standing = "accepted"
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A text that wants a translation, with where it stands; a unit's fields of these names are compared with it."""

    text: str
    origin: str = ""
    context: str | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A unit that the memory offers for a text; `score` is 1.01 for a context match, 1 for an exact one, less penalty.

    `changes` says how the match's source differs from the text: `old words → new words; …`. `context` is its msgctxt.
    """

    kind: Kind
    score: float
    source: str
    target: str
    origin: str
    changes: str = ""
    context: str | None = None
    standing: Standing = "accepted"
    changed: str = ""

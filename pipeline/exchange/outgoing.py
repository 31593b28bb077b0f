"""What goes out to an agency, as values: a page's units with all that a translator should know, whatever the format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.model import InlineCode

TOOL = "medlocale"
SUFFIX = ".xlf"
# Stands for the parcel's id, which is known when its last unit is, and is as long. No text is ever written so: in one
# of ours the first sign would be &amp;.
PENDING = "&#x50;&#x49;"
# How far a target is, and where it comes from: nothing there; a machine's draft; the memory's of the same wording, of
# the same wording in another role, of a similar one; a person's that nobody has accepted; rejected; accepted; reviewed.
Standing = Literal["untranslated", "machine", "exact", "memory", "fuzzy", "typed", "rejected", "accepted", "reviewed"]
About = Literal["role", "class", "author", "waits", "glossary", "translator"]
CandidateKind = Literal["mt", "context", "exact", "fuzzy", "previous"]


@dataclass(frozen=True, slots=True)
class Note:
    """Words for the translator: what they are about, and what they say."""

    about: About
    text: str

    @property
    def is_of_target(self) -> bool:
        """Whether they are about the translation, and not about its source."""
        return self.about in ("waits", "translator")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A translation for reference: of this source or another one, how good in 0–1, and where it comes from."""

    kind: CandidateKind
    source: str
    target: str
    quality: float
    origin: str


@dataclass(frozen=True, slots=True)
class OutgoingTerm:
    """A term in a source text at [start, end), with the terms of the target that will do."""

    text: str
    start: int
    end: int
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """A finding in a target, by the check that made it."""

    check: str
    message: str


@dataclass(frozen=True, slots=True)
class Form:
    """A text with its translation (empty where there is none); of a plural one for each form, by its number."""

    source: str
    target: str
    number: int | None = None
    candidates: tuple[Candidate, ...] = ()
    terms: tuple[OutgoingTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class OutgoingUnit:
    """A unit of a page as it goes out.

    `name` is its msgctxt, or its role; `tag` is the HTML element of its role, if it is one. `origin` is the engine that
    drafted it. `limit` is how many characters there is room for. `for_context` marks a neighbour, which
    nobody is asked to translate. `is_broken` says that its codes don't fit the source's.
    """

    id: str
    name: str
    forms: tuple[Form, ...]
    codes: Mapping[int, InlineCode]
    standing: Standing = "untranslated"
    notes: tuple[Note, ...] = ()
    issues: tuple[Issue, ...] = ()
    tag: str = ""
    origin: str = ""
    limit: int | None = None
    for_context: bool = False
    is_broken: bool = False

    @property
    def is_plural(self) -> bool:
        """Whether it has a form a number, and not one text."""
        return self.forms[0].number is not None


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A page's file as it goes out: languages are BCP 47, `kind` is that of the page's format.

    `up` leads from the file to the parcel's folder; `context` is the page to look at, from there.
    """

    page: str
    kind: str
    source: str
    target: str
    is_rtl: bool
    organization: str
    agency: str
    version: str
    up: str
    context: str = ""

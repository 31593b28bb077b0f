"""The frozen values that stages hand to each other, and the protocols of what varies: one vocabulary for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any, Literal, Protocol

Severity = Literal["critical", "major", "minor"]
State = Literal["untranslated", "draft", "accepted", "reviewed"]
Span = tuple[int, int]  # [start, end) of a text, in characters

# What people are to a translation (ISO 17100): who reviews, and the author of the source, who doesn't.
PERSON_ROLES = ("translator", "reviser", "clinician", "author")
SEVERITIES: tuple[Severity, ...] = ("critical", "major", "minor")  # the gravest first

# gettext's own signs in a compiled catalog, which no PO file can hold as text.
LONGEST_TEXT = 100_000  # characters of one paragraph, string or entry: no one reviews more at once
KEY_SEPARATOR = "\x04"  # between msgctxt and msgid
FORM_SEPARATOR = "\0"  # between singular and plural, and between the forms of a translation


def rank(severity: str) -> int:
    """Return where a severity stands in SEVERITIES: the graver, the smaller."""
    return SEVERITIES.index(severity)


def segment_key(context: str | None, text: str) -> str:
    """Return the key of a segment: gettext's `context EOT text`; a segment without context has an empty one."""
    return f"{context or ''}{KEY_SEPARATOR}{text}"


def join_forms(*forms: str | None) -> str:
    """Return the forms of a text in one, as gettext joins them; a plural that isn't there (None) is no form."""
    return FORM_SEPARATOR.join([form for form in forms if form is not None])


def split_forms(text: str) -> tuple[str, ...]:
    """Return the forms that `join_forms` has joined."""
    return tuple(text.split(FORM_SEPARATOR))


def is_plural(text: str) -> bool:
    """Tell whether a text is several forms that `join_forms` has joined."""
    return FORM_SEPARATOR in text


@dataclass(frozen=True, slots=True)
class InlineCode:
    """Markup inside a sentence: `<1>…</1>` in the text stands for opening and closing, `<1/>` for opening alone.

    `closing` is None for a standalone code. `label` says to a translator what the code is ("link to …", "line break").
    """

    number: int
    opening: str
    closing: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence (or a block, or an attribute's value) that a translator sees.

    `text` has collapsed white space and numbered codes; `plural` is the source's plural, if it has one.
    `role` is where it stands on the page ("p", "h2", "title", "alt" …); `context` is its msgctxt.
    `block` is the text of the whole paragraph, codes included; `notes` are the author's words to the translator.
    `location` holds the lines (from 1) of every place where it stands. `classes` are those of pipeline.text.classes
    that its author, or the configuration, gives this place.
    """

    key: str
    text: str
    plural: str | None = None
    role: str = ""
    context: str | None = None
    block: str = ""
    codes: tuple[InlineCode, ...] = ()
    notes: tuple[str, ...] = ()
    location: tuple[int, ...] = ()
    classes: frozenset[str] = frozenset()

    @property
    def forms(self) -> tuple[str, ...]:
        """The source texts: one, or singular and plural."""
        return (self.text,) if self.plural is None else (self.text, self.plural)


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """Place of one code's markup: [start, end) of the opening, [close_start, close_end) of the closing.

    A standalone code has close_start == close_end == end.
    """

    number: int
    start: int
    end: int
    close_start: int
    close_end: int


@dataclass(frozen=True, slots=True)
class Slot:
    """One place on the page where a segment stands: characters [start, end) of the source.

    `codes` are this place's own (a repeated sentence may link elsewhere). `joined` is true where the sentence follows
    another of the same block, with nothing but white space between. `form` tells the format how to write a
    target here ("text", "attribute", "double-quoted" …).
    """

    segment: Segment
    start: int
    end: int
    codes: tuple[CodeSpan, ...] = ()
    joined: bool = False
    form: str = "text"


@dataclass(frozen=True, slots=True)
class Extraction:
    """A source text and the slots in it, in page order."""

    source: str
    slots: tuple[Slot, ...]
    lang: str = "en"

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The segments in page order, one a key, with the locations, notes and classes of all their slots."""
        places: dict[str, list[Segment]] = {}
        for slot in self.slots:
            places.setdefault(slot.segment.key, []).append(slot.segment)
        return tuple(same[0] if len(same) == 1 else _joined(same) for same in places.values())


def _joined(same: Sequence[Segment]) -> Segment:
    """Return the segment of several places."""
    return replace(
        same[0],
        location=tuple(dict.fromkeys(line for segment in same for line in segment.location)),
        notes=tuple(dict.fromkeys(note for segment in same for note in segment.notes)),
        classes=frozenset[str]().union(*(segment.classes for segment in same)),
    )


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text at `start` of a source that no segment holds.

    `what` is where it stands (an element, an attribute, a key), `reason` says in a few words why it stays.
    """

    start: int
    what: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Proposal of an engine for one segment.

    `score` is in 0–1. `origin` names engine, version and precision (`bergamot-enpt@1693087644+int8`). `alignment` pairs
    character spans: (source start, source end, target start, target end). `unmet` lists, in a translator's words, what
    could not be kept. An empty text means that the engine has no draft to offer.
    """

    text: str
    score: float
    origin: str
    alignment: tuple[tuple[int, int, int, int], ...] = ()
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A form of a translation, by its number, and the source text that it translates."""

    source: str
    target: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class PluralForms:
    """The plural forms of a catalog: their number, the one that is said of 1, and those that only few numbers have.

    The numbers of these are 0, 1, 2 and perhaps their likes (21, 102): they may say it without the figure. `problem` is
    what is wrong with the header's rule, in a sentence for a translator; an `unusable` one can't be worked out.
    """

    count: int
    singular: int = 0
    few: frozenset[int] = frozenset({0})
    problem: str = ""
    unusable: bool = False


def pairs(sources: Sequence[str], targets: Sequence[str], singular: int = 0) -> tuple[Pair, ...]:
    """Pair the forms of a translation with the singular, which the form numbered so translates, and with the plural.

    A form that is the only one of a plural stands for every number, and translates the plural.
    """
    if len(targets) == 1:
        return (Pair(sources[-1], targets[0]),)
    return tuple(
        [Pair(sources[0 if number == singular else -1], target, number) for number, target in enumerate(targets)]
    )


# The families of checks ask for the same pairs one after the other.
_pairs = lru_cache(maxsize=64)(pairs)


@dataclass(frozen=True, slots=True)
class Unit:
    """A segment with its translation in one locale: what checks look at.

    `targets` is one text, or one a plural form; empty where nothing is there yet. `origin` says who made it.
    `place` is file and line of the entry; `comments` are the translators' own notes on it. `excused` are the checks
    whose findings people have set aside, as far as a project lets them; None where only its comments say so. `forms`
    are the plural forms of its catalog; None where that counts as its locale does.
    """

    segment: Segment
    targets: tuple[str, ...]
    state: State
    origin: str = ""
    place: tuple[str, int] = ("", 0)
    comments: tuple[str, ...] = ()
    excused: frozenset[str] | None = None
    forms: PluralForms | None = None

    def pairs(self, forms: PluralForms | None = None) -> tuple[Pair, ...]:
        """Return each form with the source text that it translates; `forms` are those of its locale."""
        known = self.forms or forms
        return _pairs(self.segment.forms, self.targets, known.singular if known else 0)

    @property
    def sources(self) -> tuple[str, ...]:
        """The source texts of which each form has to follow one: which of them names a number is the language's choice.

        A form that is the only one of a plural follows that: what it left out or fixed would be so for every number.
        """
        forms = self.segment.forms
        return forms[1:] if len(self.targets) == 1 < len(forms) else forms


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a unit, in a sentence for a translator; spans are of the text and of a target."""

    check: str
    severity: Severity
    message: str
    unit: Unit
    source_span: Span | None = None
    target_span: Span | None = None
    suggestion: str | None = None

    def of(self, source: str) -> Finding:
        """Return a finding of a comparison with a source form: its span is where these words stand in the singular.

        Words that only the plural has stand nowhere there, nor does what stands in several places.
        """
        text = self.unit.segment.text
        if self.source_span is None or source == text:
            return self
        start, end = self.source_span
        words = source[start:end]
        if not text.startswith(words, start):
            start = text.find(words) if text.count(words) == 1 else -1
        return replace(self, source_span=(start, start + len(words)) if start >= 0 else None)

    @property
    def row(self) -> FindingRow:
        """The finding without its unit, as reports have it."""
        unit, segment, (file, line) = self.unit, self.unit.segment, self.unit.place
        values = (self.check, self.severity, self.message, self.source_span, self.target_span, self.suggestion)
        return FindingRow(file, line, segment.context, segment.text, *values, unit.state, unit.targets)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with the place and the texts of its unit: what reports, the gate and a PO file's comments are made of.

    The fields are the keys of `--format json`, in their order; only `state` and `targets` aren't printed there.
    """

    file: str
    line: int
    msgctxt: str | None
    msgid: str
    check: str
    severity: Severity
    message: str
    source_span: Span | None
    target_span: Span | None
    suggestion: str | None
    state: State
    targets: tuple[str, ...]

    def fails(self, fail_on: str) -> bool:
        """Tell whether it fails the gate: a finding of that severity or worse in what people accepted.

        A draft and an empty entry fail no gate: nobody has decided on them, and what is wrong there is not published.
        """
        decided = self.state not in {"draft", "untranslated"}
        return decided and fail_on != "never" and rank(self.severity) <= rank(fail_on)

    @property
    def waits(self) -> bool:
        """Whether it only says that nobody has translated the entry yet."""
        return self.state == "untranslated" and self.check == "empty"

    def value(self) -> dict[str, Any]:
        """Return the row as a JSON object."""
        return asdict(self)

    @classmethod
    def of_value(cls, value: Mapping[str, Any]) -> FindingRow:
        """Return the row that a JSON object stands for, where tuples have become lists."""
        fields: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in value.items()}
        return cls(**fields)


class Engine(Protocol):
    """A machine that drafts translations."""

    @property
    def origin(self) -> str:
        """Name and version of what makes the drafts, as it stands in the PO files."""

    def translate(self, segments: Sequence[Segment]) -> list[Draft]:
        """Return a draft for each segment, in order; codes in the text come back as the same multiset of codes."""


class Format(Protocol):
    """A file format: an inverse pair of extract and merge."""

    def extract(self, text: str, *, lang: str = "en", left: list[Leftover] | None = None) -> Extraction:
        """Find the translatable text; raise FormatError where the text is not of this format.

        What stays in the source goes into `left`, in no order; without it extraction is faster.
        """

    def merge(self, extraction: Extraction, targets: Mapping[str, str], *, locale: str | None = None) -> str:
        """Return the source with targets (by key) spliced in; every other byte is the source's own."""

"""Senses of homonyms: what a word means where several meanings share it, read off the words around it.

A clinic's *discharge* is a patient's or a wound's, its *trial* no judge's. A file of senses says which rendering each
meaning has, and which it never has; its columns are `source,pos,cues,locale,required,forbidden,note`. The rows of a
word compete: the one with the most telling cues decides, and where none or two equal ones do, nothing is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import TypeAlias

from pipeline import locales
from pipeline.system.files import digest, read_text
from pipeline.termbase import context, english, inflection, matching
from pipeline.termbase.rows import FORMS, Problem, Record, clean, heading, near, records, written
from pipeline.termbase.words import WORD

COLUMNS = ("source", "pos", "cues", "locale", "required", "forbidden", "note")
REQUIRED = ("source", "locale")
PARTS = ("noun", "verb", "adjective")
HERE = "~"  # in a cue: the word itself, so that the cue's others stand beside it
BESIDE, CLOSE, FAR = 3, 2, 1  # what a cue counts beside the word, within NEAR words of it, elsewhere in the sentence
NEAR = 4
SURE = 4
SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)»]*\s+|\n+")
TOGETHER = re.compile(r"[\s\-–/'’\"“”(]*")  # what may stand between words that stand together
TITLED = 0.75  # share of the longer words of a heading that have a capital
LONGER = 4  # letters
Meaning: TypeAlias = "tuple[tuple[str, ...], tuple[str, ...]]"


@dataclass(frozen=True, slots=True)
class SenseRow:
    """A sense of a word for one locale: a row of a file of senses.

    `required` are the renderings of which one must appear, the best first; `forbidden` those that mean something else.
    Without both the row says that nothing is asked where its cues stand. Without cues it is the word's usual sense.
    """

    sources: tuple[str, ...]
    pos: str
    cues: tuple[str, ...]
    locale: str
    required: tuple[str, ...]
    forbidden: tuple[str, ...]
    note: str = ""
    place: tuple[str, int] = field(default=("", 0), compare=False)


@dataclass(frozen=True, slots=True)
class SenseRows:
    """The good rows of a file of senses, what was wrong with it, and the digest of its bytes."""

    rows: tuple[SenseRow, ...]
    problems: tuple[Problem, ...] = ()
    digest: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word means where a row has decided: the renderings that are asked for there, and those that are wrong."""

    sources: tuple[str, ...]
    required: tuple[str, ...]
    forbidden: tuple[str, ...]
    pos: str = ""
    note: str = ""

    @property
    def meaning(self) -> Meaning:
        """What tells two senses apart: rows with the same renderings are one."""
        return self.required, self.forbidden


@dataclass(frozen=True, slots=True)
class Decided:
    """A word whose sense is decided, at [start, end) of a text.

    `sure` tells that the cues of its own sentence have SURE points together: enough to call a person's word wrong.
    """

    sense: Sense
    start: int
    end: int
    sure: bool


def is_senses(path: Path) -> bool:
    """Tell whether a file begins with the header of a file of senses."""
    columns = heading(path)
    return "source" in columns and "concept" not in columns and not columns.isdisjoint(("cues", *COLUMNS[4:6]))


def read(path: Path) -> SenseRows:
    """Read a file of senses; raise SourceError where it can't be read as UTF-8 at all."""
    whole = read_text(path)
    good: list[SenseRow] = []
    problems: list[Problem] = []
    for record in records(whole, path.as_posix(), COLUMNS, REQUIRED):
        if isinstance(record, Problem):
            problems.append(record)
            continue
        own = list(_checked(record))
        problems += own
        if not any(problem.severity == "error" for problem in own):
            good.append(_row(record))
    problems += _competing(good)
    return SenseRows(tuple(good), tuple(problems), digest(whole))


def _row(record: Record) -> SenseRow:
    tidy = {column: clean(record.cells.get(column, "")) for column in COLUMNS}
    return SenseRow(
        sources=_listed(tidy["source"]),
        pos=tidy["pos"],
        cues=_listed(tidy["cues"]),
        locale=locales.parse(tidy["locale"]).gettext,
        required=_listed(tidy["required"]),
        forbidden=_listed(tidy["forbidden"]),
        note=tidy["note"],
        place=record.place,
    )


def _listed(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for item in value.split(FORMS) if (part := item.strip())))


def _checked(record: Record) -> Iterator[Problem]:
    """Yield what is wrong with one row by itself."""
    cells, place = record.cells, record.place
    yield from written(cells, place, COLUMNS, REQUIRED)
    pos = cells.get("pos", "").strip()
    if pos and pos not in PARTS:
        yield Problem(*place, "pos", f"unknown part of speech {pos!r}{near(pos, PARTS)}")
    listed = {column: _listed(clean(cells.get(column, ""))) for column in COLUMNS if column not in ("pos", "locale")}
    for column in ("source", "cues", "required", "forbidden"):
        for value in listed[column]:
            if not WORD.search(value.replace(HERE, "")):
                yield Problem(*place, column, f"{value!r} has no word in it")
    for cue in listed["cues"]:
        if cue.count(HERE) > 1 or (HERE in cue and HERE not in cue.split()):
            yield Problem(*place, "cues", f"{cue!r}: {HERE} is the word itself, once, with a space beside it")
    both = {value.casefold() for value in listed["required"]} & {value.casefold() for value in listed["forbidden"]}
    for value in sorted(both):
        yield Problem(*place, "forbidden", f"{value!r} is required in the same row")


def _competing(rows: Iterable[SenseRow]) -> Iterator[Problem]:
    """Warn of rows that can never decide against one another: two usual senses, one cue of two senses."""
    first: dict[tuple[str, str, str, str], SenseRow] = {}
    for row in rows:
        for source in row.sources:
            for cue in row.cues or ("",):
                known = first.setdefault((source.casefold(), row.pos, row.locale, cue.casefold()), row)
                if known is not row and (known.required, known.forbidden) != (row.required, row.forbidden):
                    what = f"the cue {cue!r}" if cue else "a row without cues"
                    message = f"{source!r} has {what} for another sense: line {known.place[1]}"
                    yield Problem(*row.place, "cues", message, "warning")


class Senses:
    """The senses of one pair of locales; `rows` are those that serve its target, with what `SenseRow` says."""

    def __init__(self, language: str, rows: Sequence[SenseRow]) -> None:
        self._english = language == "en"
        self._stem = inflection.of(language).stem
        self._rows: dict[str, list[SenseRow]] = {}
        for row in rows:
            for source in row.sources:
                self._rows.setdefault(source, []).append(row)
        spellings = list(self._rows)
        self._spellings = spellings
        self._candidate = lru_cache(maxsize=None)(self._read)  # thousands of cues are there, and few are needed
        self._index = matching.Index(language, *matching.build(language, spellings), spellings, frozenset())
        self.decided = lru_cache(maxsize=1 << 12)(self._decided)

    def _decided(self, text: str, around: str = "") -> tuple[Decided, ...]:
        """Return the words of a text whose sense is decided, from the left; `around` is the paragraph that it is of."""
        if not self._rows:
            return ()
        hits = [hit for hit in self._index.hits(text) if not self._named(text, hit.start, hit.end)]
        if not hits:
            return ()
        paragraph = set(map(self._stem, WORD.findall(around)))
        decided = []
        for hit in hits:
            own = chain.from_iterable(map(self._candidate, self._rows[self._spellings[term]]) for term in hit.terms)
            fitting = [one for one in own if not self._english or _fits(text, hit.start, hit.end, one.sense.pos)]
            words = self._words(text, hit.start, hit.end)
            senses, points = _likeliest(fitting, words.points)
            sure = points >= SURE
            if not senses and paragraph:
                senses, _ = _likeliest(fitting, lambda cue: int(cue.place is None and paragraph.issuperset(cue.stems)))
            if not senses:
                senses = list({one.sense.meaning: one.sense for one in fitting if not one.cues}.values())
            if sense := _common(senses):
                decided.append(Decided(sense, hit.start, hit.end, sure))
        return tuple(decided)

    def _read(self, row: SenseRow) -> _Candidate:
        """Read a row's sense and the stems of its cues."""
        cues = tuple(dict.fromkeys(_Cue.read(cue, self._stem) for cue in row.cues))
        return _Candidate(Sense(row.sources, row.required, row.forbidden, row.pos, row.note), cues)

    def _words(self, text: str, start: int, end: int) -> _Words:
        """Return the words of the sentence that a place is in."""
        breaks = [match.end() for match in SENTENCE.finditer(text)]
        first = max((at for at in breaks if at <= start), default=0)
        last = min((at for at in breaks if at >= end), default=len(text))
        sentence = text[first:last]
        read = english.blank_possessives(sentence) if self._english else sentence
        spans = [word.span() for word in WORD.finditer(read)]
        stems = tuple(self._stem(sentence[a:b]) for a, b in spans)
        joined = tuple(TOGETHER.fullmatch(read, before[1], after[0]) is not None for before, after in pairwise(spans))
        own = [number for number, (a, b) in enumerate(spans) if start - first <= a and b <= end - first]
        return _Words(stems, joined, own[0], own[-1])

    def _named(self, text: str, start: int, end: int) -> bool:
        """Tell whether a word is part of a name, or of what is copied as it is."""
        if any(a <= start and end <= b for a, b in context.copied(text)) or context.is_name(text, start):
            return True
        if not text[start].isupper() or text[start:end].isupper():
            return False
        words = [word for word in WORD.finditer(text) if word.end() - word.start() >= LONGER]
        titled = sum(word[0][0].isupper() for word in words) >= TITLED * max(1, len(words))
        if titled and len(words) > 1:
            return False
        opening = not WORD.search(text[:start]) or SENTENCE.search(text[max(0, start - 3) : start]) is not None
        following = re.match(r"[ \u00a0]([^\W\d_])", text[end:])
        return not opening or (following is not None and following[1].isupper())


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a sentence by their stems; `joined[n]` tells whether word n stands together with the next one.

    The word in question is the words from `first` to `last`.
    """

    stems: tuple[str, ...]
    joined: tuple[bool, ...]
    first: int
    last: int

    def points(self, cue: _Cue) -> int:
        """Return what a cue counts here: nothing where it doesn't stand."""
        length = len(cue.stems)
        if cue.place is not None:
            first, last = self.first - cue.place, self.last + length - cue.place
            if first < 0 or last >= len(self.stems) or not all(self.joined[first:last]):
                return 0
            beside = (*self.stems[first : self.first], *self.stems[self.last + 1 : last + 1])
            return BESIDE if beside == cue.stems else 0
        best = 0
        for at in range(len(self.stems) - length + 1):
            if self.stems[at : at + length] == cue.stems and not (at <= self.last and self.first < at + length):
                apart = at - self.last if at > self.last else self.first - (at + length - 1)
                best = max(best, CLOSE if apart <= NEAR else FAR)
        return best


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue by the stems of its words; `place` is the number of those before the word itself, None where it floats."""

    stems: tuple[str, ...]
    place: int | None

    @classmethod
    def read(cls, text: str, stem: Callable[[str], str]) -> _Cue:
        """Read a cue as a row has it."""
        before, here, after = text.partition(HERE)
        stems = [tuple(map(stem, WORD.findall(part))) for part in (before, after)]
        return cls((*stems[0], *stems[1]), len(stems[0]) if here else None)


@dataclass(frozen=True, slots=True)
class _Candidate:
    sense: Sense
    cues: tuple[_Cue, ...]


def _likeliest(candidates: Iterable[_Candidate], points: Callable[[_Cue], int]) -> tuple[list[Sense], int]:
    """Return the senses with the most points, and how many: several that are as likely, none where nothing has any."""
    totals: dict[Meaning, int] = {}
    senses: dict[Meaning, Sense] = {}
    for one in candidates:
        meaning = one.sense.meaning
        totals[meaning] = totals.get(meaning, 0) + sum(map(points, one.cues))
        senses.setdefault(meaning, one.sense)
    most = max(totals.values(), default=0)
    return [senses[meaning] for meaning, total in totals.items() if total == most > 0], most


def _common(senses: Sequence[Sense]) -> Sense | None:
    """Return the one sense, or of several that are as likely what none of them has."""
    if len(senses) < 2:
        return senses[0] if senses else None
    never = tuple(word for word in senses[0].forbidden if all(word in other.forbidden for other in senses))
    return replace(senses[0], required=(), forbidden=never) if never else None


def _fits(text: str, start: int, end: int, pos: str) -> bool:
    return context.fits(text, start, end, {pos} if pos else ())

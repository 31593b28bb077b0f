"""Vocabulary of quantities in each language, from data/<language>.toml: numbers, units, months, comparisons.

docs/developers/quantities.md says what a file holds and how to add one. A language without a file has digits and
signs alone.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from pipeline import locales
from pipeline.locales import Locale
from pipeline.text.quantities.model import length

# One letter for another, so that positions stay: hyphens and hard spaces are spaces, Arabic spelling variants one.
PLAIN = (*((sign, " ") for sign in "\u00a0\u202f\u2009-\u2010\u2011\u200c"), ("'", "’"), ("\u0130", "i"))
PLAIN_ARABIC = (*PLAIN, *zip("أإآةكيى", "اااهکیی", strict=True))
SILENT = dict.fromkeys((*range(0x064B, 0x0653), 0x0640, 0x0670, 0x200E, 0x200F))
# Signs that a letter carries: part of its word, and not always a letter to Python.
CARRIED = "\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963\u0981-\u09cd"
WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{CARRIED}])*")
SHORT_MONTH = 4  # letters of an abbreviation (Sept) or of a name that may be another word (mars, mai)

Forms = Callable[[str], list[str]]  # the forms of a cell of a table


@dataclass(frozen=True, slots=True)
class Entry:
    """Meaning of a phrase: a number in words, a month, a scale; `unit` where the word holds it ("two days" in one)."""

    kind: str
    value: Decimal
    unit: str = ""
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one locale, as the reader looks them up.

    `starts` maps the first word of a phrase to the phrases that begin with it, the longest first.
    """

    known: bool
    word: re.Pattern[str]
    cjk: bool
    arabic: bool
    capital_months: bool
    starts: Mapping[str, tuple[tuple[str, Entry], ...]]
    scales: tuple[tuple[str, int], ...]
    scale_starts: tuple[str, ...]
    units: Mapping[str, str]
    longest_unit: int
    phrases: Mapping[str, tuple[tuple[str, str], ...]]
    names: Mapping[str, str]
    before: Mapping[str, str]
    before_ends: tuple[str, ...]
    after: Mapping[str, str]
    after_starts: tuple[str, ...]
    ranges: frozenset[str]
    lists: frozenset[str]
    between: tuple[str, ...]
    negations: frozenset[str]
    dual: re.Pattern[str] | None
    openings: frozenset[str]
    percent_before: tuple[str, ...]
    every: tuple[str, ...]
    ages: tuple[str, ...]
    times: tuple[str, ...]
    per: frozenset[str]
    month_cues: tuple[str, ...]
    homographs: frozenset[str]
    day_cues: frozenset[str]
    behind_date: frozenset[str]
    subjects: frozenset[str]
    months_long: tuple[str, ...]
    am: tuple[str, ...]
    pm: tuple[str, ...]
    roman_before: tuple[str, ...]
    roman_after: tuple[str, ...]
    date_joins: frozenset[str]
    suffixes: frozenset[str]
    counters: tuple[str, ...]
    idioms: tuple[str, ...]
    sums: frozenset[str]
    spans: tuple[tuple[str, tuple[bool, Decimal]], ...]
    clock: tuple[tuple[str, int, bool], ...]
    decades: frozenset[str]
    vague: tuple[str, ...]
    both: tuple[str, ...]
    every_behind: tuple[str, ...]
    repeats: frozenset[str]
    case_mark: str
    weekday_before: tuple[str, ...]
    weekday_behind: tuple[str, ...]
    weekdays: Mapping[int, tuple[str, ...]]
    order: str


def plain(text: str, *, arabic: bool) -> str:
    """Return the text as words are looked up in it, every character at its own place."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    if low.isascii():
        return low.replace("-", " ").replace("'", "’")
    # A dozen replacements of a sign that isn't there are faster than one translation.
    for sign, other in PLAIN_ARABIC if arabic else PLAIN:
        low = low.replace(sign, other)
    return low


def vocabulary(locale: Locale) -> Vocabulary:
    """Return the words of a locale; the signs that every language shares are always among them."""
    return _vocabulary(locale.tag)


@lru_cache(maxsize=64)
def _vocabulary(tag: str) -> Vocabulary:
    locale = locales.parse(tag)
    known = _path(locale.language).is_file() and not locale.pseudo
    data = _Data(locale, _load(locale.language) if known else {})
    starts, units, scales = data.starts(), data.units(), data.scales()
    before, after = data.signs("before"), data.signs("after")
    return Vocabulary(
        known=known,
        # Their letters alone: whatever else is in a text can be none of them.
        word=re.compile(f"[{re.escape(''.join(sorted({*''.join(starts)})))}]+" if starts else "(?!)"),
        cjk=locale.language in {"zh", "ja"},
        arabic=data.arabic,
        capital_months=bool(data.own.get("capital_months")),
        starts={first: tuple(sorted(phrases, key=_longest)) for first, phrases in starts.items()},
        scales=tuple(sorted(scales, key=_longest)),
        scale_starts=tuple(form for form, _ in scales),
        units=units,
        longest_unit=max(map(len, units)),
        phrases=_by_first_word(units),
        names=data.unit_names(),
        before=before,
        before_ends=tuple(before),
        after=after,
        after_starts=tuple(after),
        ranges=frozenset(data.words("range")),
        lists=frozenset(data.words("list")),
        between=data.words("between"),
        negations=frozenset(data.words("negations")),
        dual=data.dual(),
        openings=frozenset(data.words("openings")),
        percent_before=("%", "٪", *data.words("percent_before")),
        every=data.words("every"),
        ages=data.words("ages"),
        times=data.words("times"),
        per=frozenset(data.words("per")),
        month_cues=data.words("month_cues"),
        homographs=data.homographs(),
        day_cues=frozenset(data.words("day_cues")),
        behind_date=frozenset(("", *data.words("behind_date"), *data.words("subjects"))),
        subjects=frozenset(data.words("subjects")),
        months_long=data.words("months_long") or ("\0",),
        am=data.words("am"),
        pm=data.words("pm"),
        roman_before=data.words("roman_before"),
        roman_after=data.words("roman_after"),
        date_joins=frozenset(data.words("date")),
        suffixes=frozenset(data.words("suffix")),
        counters=data.words("counters"),
        idioms=data.words("idioms"),
        sums=frozenset(("", *data.words("sums"))),
        spans=tuple(sorted(data.spans(), key=_longest)),
        clock=tuple(data.clock()),
        decades=frozenset(form for text in data.own.get("decades", {}).values() for form in data.forms(text)),
        vague=data.words("vague"),
        both=data.words("both"),
        every_behind=data.words("every_behind"),
        repeats=frozenset(data.words("repeats")),
        case_mark="".join(data.words("case_mark")),
        weekday_before=data.words("weekday_before"),
        weekday_behind=data.words("weekday_behind"),
        weekdays={int(day): tuple(data.forms(text)) for day, text in data.own.get("weekdays", {}).items()},
        order=locales.date_order(locale.tag),
    )


class _Data:
    """The data file of a language (`own`) and that of the signs which all share, in the spelling of `plain`."""

    def __init__(self, locale: Locale, own: Mapping[str, Any]) -> None:
        self.locale = locale
        self.own = own
        self.shared = _load("shared")
        self.arabic = locale.script == "Arab"

    def spelt(self, word: str) -> str:
        """Return a word or phrase as it is looked up."""
        return plain(word.translate(SILENT) if self.arabic else word, arabic=self.arabic).replace("_", " ").strip()

    def forms(self, text: str) -> list[str]:
        """Return the forms of a cell of a table, `day|days`."""
        return [self.spelt(form) for form in text.split("|") if form]

    def words(self, name: str) -> tuple[str, ...]:
        """Return a list of the table `words`."""
        tables = (self.shared.get("words", {}), self.own.get("words", {}))
        return tuple(form for table in tables for form in self.forms(table.get(name, "")))

    def signs(self, side: str) -> dict[str, str]:
        """Return the phrases that compare a number `before` or `after` it, each with its sign."""
        tables = (self.shared.get(side, {}), self.own.get(side, {}))
        return {form: sign for table in tables for sign, text in table.items() for form in self.forms(text)}

    def units(self) -> dict[str, str]:
        """Return the forms of units, each with the canonical one."""
        tables = (self.shared.get("units", {}), self.own.get("units", {}))
        return {form: unit for table in tables for unit, text in table.items() for form in self.forms(text)}

    def unit_names(self) -> dict[str, str]:
        """Return how the language writes units; in Latin letters they are written as everywhere."""
        if self.locale.script == "Latn":
            return {}
        return {unit: text.split("|")[0] for unit, text in self.own.get("units", {}).items()}

    def homographs(self) -> frozenset[str]:
        """Return the names of months that are ordinary words besides, so that a number beside them says little."""
        own = self.shared.get("homographs", {}).get(self.locale.language, "")
        return frozenset(self.forms(own))

    def scales(self) -> list[tuple[str, int]]:
        """Return the words that multiply the number before them."""
        return [(form, int(value)) for value, text in self.own.get("scales", {}).items() for form in self.forms(text)]

    def spans(self) -> Iterator[tuple[str, tuple[bool, Decimal]]]:
        """Yield the phrases that say a length of time without a number before its unit, with what they are worth."""
        for worth, text in self.own.get("spans", {}).items():
            value, _, unit = worth.partition(" ")
            measure = length(unit, Decimal(value))
            if measure is not None:
                yield from ((form, measure) for form in self.forms(text))

    def clock(self) -> Iterator[tuple[str, int, bool]]:
        """Yield what says a part of an hour before or behind it: the minutes, and whether it stands before."""
        for side in ("before", "behind"):
            for minutes, text in self.own.get("clock", {}).get(side, {}).items():
                yield from ((form, int(minutes), side == "before") for form in self.forms(text))

    def dual(self) -> re.Pattern[str] | None:
        """Return the endings by which a noun says that there are two, where the language has such."""
        dual = self.own.get("words", {}).get("dual")
        return None if dual is None else re.compile(plain(dual, arabic=self.arabic))

    def starts(self) -> dict[str, list[tuple[str, Entry]]]:
        """Return the phrases of numbers and months, with what the language joins to their front, by the first word."""
        entries = dict(_phrases(self.own, self.forms))
        for name, entry in self._months():
            entries.setdefault(name, entry)
        starts: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
        prefixes = [self.spelt(prefix) for prefix in ("", *self.own.get("prefixes", []))]
        for phrase, entry in entries.items():
            for prefix in prefixes:
                full = prefix + phrase
                first = WORD.match(full)
                if first:
                    starts[first[0]].append((full, entry))
        return starts

    def _months(self) -> Iterator[tuple[str, Entry]]:
        """Yield the names of months, CLDR's and those of the file; Chinese and Japanese ones are numbers."""
        if self.locale.script in {"Hans", "Hant", "Jpan"}:
            return
        names = {self.spelt(name): month for name, month in locales.month_names(self.locale.tag).items()}
        own = {form: int(month) for month, text in self.own.get("months", {}).items() for form in self.forms(text)}
        ambiguous = self.forms(self.own.get("words", {}).get("ambiguous_months", ""))
        for name, month in (names | own).items():
            # A short name or one that is a word as well counts beside a day or a year alone.
            idle = (name not in own and len(name) <= SHORT_MONTH) or name in ambiguous
            if not any(char.isdigit() for char in name):
                yield name, Entry("month", Decimal(month), idle=idle)


def _by_first_word(units: Mapping[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the units of several words by the first of them, the longest first."""
    phrases: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for form, unit in units.items():
        first = form.split(" ")[0]
        phrases[first].append((form, unit))
    several = {form.split(" ")[0] for form in units if " " in form}
    return {first: tuple(sorted(phrases[first], key=_longest)) for first in several}


def _longest(pair: tuple[str, object]) -> int:
    return -len(pair[0])


@lru_cache(maxsize=64)
def _load(name: str) -> Mapping[str, Any]:
    return tomllib.loads(_path(name).read_text("utf-8"))


def _path(name: str) -> Traversable:
    return files("pipeline.text.quantities").joinpath("data", f"{name}.toml")


def _phrases(data: Mapping[str, Any], forms: Forms) -> Iterator[tuple[str, Entry]]:
    """Yield phrase and meaning of the number words of a language; a later one replaces an earlier one."""
    numbers = data.get("cardinals", {})
    idle = set(forms(data.get("words", {}).get("article", "")))
    for value, word in _table(numbers, forms):
        yield word, Entry("number", Decimal(value), idle=word in idle)
    for value, word in _table(data.get("ordinals", {}), forms):
        yield word, Entry("ordinal", Decimal(value), idle=word in idle)
    for value, text in data.get("fractions", {}).items():
        top, _, bottom = value.partition("/")
        for word in forms(text):
            yield word, Entry("fraction", Decimal(top) / Decimal(bottom), idle=word in idle)
    for value, text in data.get("multiples", {}).items():
        for word in forms(text):
            yield word, Entry("multiple", Decimal(value), idle=word in idle)
    for meaning, text in data.get("duals", {}).items():
        value, _, unit = meaning.partition(" ")
        for word in forms(text):
            yield word, Entry("number", Decimal(value), unit, idle=word in idle)
    for word in forms(data.get("words", {}).get("and_a_half", "")):
        yield word, Entry("half", Decimal("0.5"))
    for value, text in data.get("decades", {}).items():
        for word in forms(text):
            yield word, Entry("number", Decimal(value), idle=True)
    for value, stem in _table(data.get("compounds", {}), forms):
        for unit, endings in data.get("compound_units", {}).items():
            for ending in forms(endings):
                yield stem + ending, Entry("number", Decimal(value), unit)
    for word in forms(data.get("words", {}).get("idioms", "")):
        yield word, Entry("idiom", Decimal(0))


def _table(data: Mapping[str, Any], forms: Forms) -> Iterator[tuple[int, str]]:
    """Spell out a table: `count` from `first` on, `tens` from 20 on, tens with units by `compose`, and `more`."""
    values: dict[int, list[str]] = defaultdict(list)
    first = data.get("first", 0)
    for value, text in enumerate(data.get("count", "").split(), first):
        values[value] += forms(text)
    for value, text in enumerate(data.get("tens", "").split(), 2):
        values[value * 10] += forms(text)
    units = {value: values[value] for value in range(1, 10)}
    for value, text in enumerate(data.get("units", "").split(), 1):
        units[value] = forms(text)
    bases = [
        (value * 10, forms(text)) for value, text in enumerate((data.get("bases") or data.get("tens", "")).split(), 2)
    ]
    for shape in data.get("compose", []):
        for ten, bases_of in bases:
            for unit, ends in units.items():
                values[ten + unit] += [shape.format(tens=base, unit=end) for base in bases_of for end in ends]
    for value, text in data.get("more", {}).items():
        values[int(value)] += forms(text)
    for value, words in values.items():
        for word in words:
            yield value, word

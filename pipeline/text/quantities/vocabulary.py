"""The words of quantities in each language, from data/<language>.toml: numbers, units, months, comparisons.

docs/developers/quantities.md says what a file holds and how to add one. A language without a file has digits and
signs alone.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pipeline import locales
from pipeline.locales import Locale

# One letter for another, so that positions stay: hyphens and hard spaces are spaces, Arabic spelling variants one.
PLAIN = (*((sign, " ") for sign in "\u00a0\u202f\u2009-\u2010\u2011\u200c"), ("'", "’"), ("\u0130", "i"))
PLAIN_ARABIC = (*PLAIN, *zip("أإآةكيى", "اااهکیی", strict=True))
SILENT = dict.fromkeys((*range(0x064B, 0x0653), 0x0640, 0x0670, 0x200E, 0x200F))
# Signs that a letter carries: part of its word, and not always a letter to Python.
CARRIED = "\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963\u0981-\u09cd"
WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{CARRIED}])*")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase means: a number in words, a month, a scale; `unit` where the word holds it ("two days" in one)."""

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
    am: tuple[str, ...]
    pm: tuple[str, ...]
    roman_before: tuple[str, ...]
    roman_after: tuple[str, ...]
    date_joins: frozenset[str]
    suffixes: frozenset[str]
    counters: tuple[str, ...]
    idioms: tuple[str, ...]
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
    shared = _load("shared")
    path = files("pipeline.text.quantities").joinpath("data", f"{locale.language}.toml")
    known = path.is_file() and not locale.pseudo
    data = _load(locale.language) if known else {}
    arabic = locale.script == "Arab"

    def clean(word: str) -> str:
        return plain(word.translate(SILENT) if arabic else word, arabic=arabic).replace("_", " ").strip()

    def forms(text: str) -> list[str]:
        return [clean(form) for form in text.split("|") if form]

    words = data.get("words", {})
    entries = dict(_phrases(data, forms))
    month_names = {clean(name): month for name, month in locales.month_names(locale.tag).items()}
    extra = {form: int(month) for month, text in data.get("months", {}).items() for form in forms(text)}
    for name, month in (month_names | extra).items():
        # A short name or one that is a word as well counts beside a day or a year alone.
        idle = (name not in extra and len(name) <= 4) or name in forms(words.get("ambiguous_months", ""))
        if not any(char.isdigit() for char in name) and locale.script not in {"Hans", "Hant", "Jpan"}:
            entries.setdefault(name, Entry("month", Decimal(month), idle=idle))
    starts: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
    prefixes = ["", *data.get("prefixes", [])]
    for phrase, entry in entries.items():
        for prefix in prefixes:
            full = clean(prefix) + phrase
            first = WORD.match(full)
            if first:
                starts[first[0]].append((full, entry))
    units = {
        form: unit for table in (shared, data) for unit, text in table.get("units", {}).items() for form in forms(text)
    }
    scales = [(form, int(value)) for value, text in data.get("scales", {}).items() for form in forms(text)]

    def listed(name: str) -> list[str]:
        return [form for table in (shared.get("words", {}), words) for form in forms(table.get(name, ""))]

    def sided(side: str) -> dict[str, str]:
        tables = (shared.get(side, {}), data.get(side, {}))
        return {form: sign for table in tables for sign, text in table.items() for form in forms(text)}

    before, after = sided("before"), sided("after")
    return Vocabulary(
        known=known,
        # Their letters alone: whatever else is in a text can be none of them.
        word=re.compile(f"[{re.escape(''.join(sorted({*''.join(starts)})))}]+" if starts else "(?!)"),
        cjk=locale.language in {"zh", "ja"},
        arabic=arabic,
        capital_months=bool(data.get("capital_months")),
        starts={first: tuple(sorted(words_of, key=_longest)) for first, words_of in starts.items()},
        scales=tuple(sorted(scales, key=_longest)),
        scale_starts=tuple(form for form, _ in scales),
        units=units,
        longest_unit=max(map(len, units)),
        phrases={
            first: tuple(
                sorted(((form, unit) for form, unit in units.items() if form.split(" ")[0] == first), key=_longest)
            )
            for first in {form.split(" ")[0] for form in units if " " in form}
        },
        names={}
        if locale.script == "Latn"
        else {unit: text.split("|")[0] for unit, text in data.get("units", {}).items()},
        before=before,
        before_ends=tuple(before),
        after=after,
        after_starts=tuple(after),
        ranges=frozenset(listed("range")),
        lists=frozenset(listed("list")),
        between=tuple(listed("between")),
        negations=frozenset(listed("negations")),
        dual=re.compile(plain(words["dual"], arabic=arabic)) if "dual" in words else None,
        openings=frozenset(listed("openings")),
        percent_before=("%", "٪", *listed("percent_before")),
        every=tuple(listed("every")),
        ages=tuple(listed("ages")),
        times=tuple(listed("times")),
        per=frozenset(listed("per")),
        month_cues=tuple(listed("month_cues")),
        am=tuple(listed("am")),
        pm=tuple(listed("pm")),
        roman_before=tuple(listed("roman_before")),
        roman_after=tuple(listed("roman_after")),
        date_joins=frozenset(listed("date")),
        suffixes=frozenset(listed("suffix")),
        counters=tuple(listed("counters")),
        idioms=tuple(listed("idioms")),
        order=locales.date_order(locale.tag),
    )


def _longest(pair: tuple[str, object]) -> int:
    return -len(pair[0])


@lru_cache(maxsize=64)
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("pipeline.text.quantities").joinpath("data", f"{name}.toml").read_text("utf-8"))


def _phrases(data: dict[str, Any], forms: Any) -> Iterator[tuple[str, Entry]]:
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
    for word in forms(data.get("words", {}).get("idioms", "")):
        yield word, Entry("idiom", Decimal(0))


def _table(data: dict[str, Any], forms: Any) -> Iterator[tuple[int, str]]:
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

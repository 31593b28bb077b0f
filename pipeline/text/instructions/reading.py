"""Reader of instructions: what a sentence of a leaflet says, as facets with their places, counts and negations.

The words come from the language's lexicon, the numbers from `quantities`, the negations from `polarity`. A form has the
number that counts it (one and a half tablets), a period how many times it is (twice a day).
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain

from pipeline import locales
from pipeline.locales import Locale
from pipeline.text import polarity
from pipeline.text.instructions.lexicon import LEXICA
from pipeline.text.lexicon import Lexicon, Meaning
from pipeline.text.names import medicines
from pipeline.text.polarity.marks import CLAUSE
from pipeline.text.quantities.model import Number
from pipeline.text.quantities.reading import scan

# Where "not" stands behind what it negates, it may be anywhere in the clause.
NEGATED_BEFORE = frozenset({"de", "fr", "hi", "tr"})
NOT = frozenset({"not", "none", "concord", "without"})
SCOPE = 60  # characters that a negation reaches
TIMES = frozenset({"multiple", "frequency"})
COUNTING = frozenset({"number", "fraction"})
HALF_BEHIND = {"id": "setengah", "tr": "buçuk"}  # "one half" is one and a half
PART_BEHIND = frozenset({"tr"})  # "of the tablet half" is half of the tablet
COUNTED_BEFORE = frozenset({"ar"})  # "tablet one" is one tablet
HALVES = {"zh": "半", "ja": "半"}  # a half before a counter, or behind it: one piece and a half
HALF = Decimal("0.5")
DUALS = {"ar": ("ان", "ين")}  # endings of two of a kind
PERIODS = {"h": "hour", "d": "day", "wk": "week", "mo": "month", "y": "year"}
SAME_PERIODS = {"24h": "day", "48h": "2d", "7d": "week", "14d": "2wk", "15d": "2wk", "12mo": "year"}
ARTICLE = re.compile(r"an?\s")
REACH = 120  # characters on either side in which a number or a denial may belong to a word
NEAR = 40  # characters between a number and its period: "2 large glasses of water a day"
FAR = 24  # characters between a number and what it counts: "2 of the white film-coated tablets"
NEAREST = 8  # characters between "both" and its noun: an article, or the "two" of "the two"
WORDS = 3  # spaces in what stands between them, without an "of"
JOINED = re.compile(
    r"\s*(?:and|e|y|et|und|и|с|mit|و|एवं|और|plus|\+)\s*(?:an?|um|uma|un|une|unos?|una|eine?[mnr]?|ein)?\s*",
    re.IGNORECASE,
)
# Between a measure and what it holds: two spoons of syrup are no two syrups.
OF = re.compile(r"\s*(?:of|de|di|du|d['’])?\s*", re.IGNORECASE)
TIMES_SIGN = re.compile(r"[ \u00a0]?[x×][ \u00a0]?", re.IGNORECASE)
PER = re.compile(r"\s*[/⁄∕]\s*")
# Twice as much is no twice a day.
FOLD = re.compile(
    r"\s*(?:(?:times|बार|mal|fois|veces|vezes|раза?|مرات)\s+)?(?:that|the (?:usual|normal|dose|amount)"
    r"|as (?:much|many|high)|mehr|höher|больше|выше|أكثر|أعلى|उतन|ज्यादा|अधिक|más|mais|plus)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that a sentence says: its slot, the values that its word may mean, and characters [start, end).

    `count` is the number of a form, or how many times a period; of a range its two ends. `near` tells that a number
    stands before a period. A loose one answers for one of the other text and raises no alarm. `clause` counts the
    clauses of the text.
    """

    slot: str
    values: frozenset[str]
    start: int
    end: int
    text: str
    clause: int = 0
    loose: bool = False
    negated: bool = False
    count: tuple[Decimal, ...] = ()
    near: bool = False


def read(text: str, locale: Locale) -> tuple[Facet, ...]:
    """Return the facets of a text in order, none overlapping; empty for a language without data."""
    return _read(text, locale.tag)


@lru_cache(maxsize=8192)
def _read(text: str, tag: str) -> tuple[Facet, ...]:
    locale = locales.parse(tag)
    words = LEXICA.load(locale.language)
    if words is None:
        return ()
    numbers = scan(text, locale)
    found = _words(text, words) if locale.language != "id" else map(_sunday, _words(text, words))
    facets = _apart(chain(_intervals(numbers, text), _medicines(text, locale), found))
    if not facets:
        return ()
    marks = [mark for mark in polarity.read(text, locale.language) if _denies(mark)]
    # "And not" is a denial whose "not" polarity has read, too.
    denials = [facet for facet in facets if facet.slot == "denial" and not any(_overlap(facet, mark) for mark in marks)]
    refusing: list[polarity.Mark | Facet] = [*marks, *denials]
    denied = sorted(refusing, key=lambda denial: denial.start)
    starts = [number.start for number in numbers]
    denying = [denial.start for denial in denied]
    breaks = [match.start() for match in CLAUSE.finditer(text)]
    either = locale.language in NEGATED_BEFORE
    complete = []
    for facet in facets:
        # Only what is near can belong to a facet: a long text is read in a time that grows with it.
        around = numbers[bisect(starts, facet.start - REACH) : bisect(starts, facet.end + REACH)]
        refusals = denied[bisect(denying, facet.start - REACH) : bisect(denying, facet.end + REACH)]
        complete.append(_complete(facet, around, refusals, breaks, text, locale.language, either=either))
    return tuple(_measured(complete, text))


def _sunday(facet: Facet) -> Facet:
    """Return an Indonesian week with a capital letter as the Sunday that it is: setiap minggu, setiap Minggu."""
    if facet.slot == "period" and "Minggu" in facet.text:
        return replace(facet, slot="weekday", values=frozenset({"sunday"}), loose=True)
    return facet


def _measured(facets: Sequence[Facet], text: str) -> Iterator[Facet]:
    """Yield facets with the number of a measure on the measure alone; both inhalers are those that somebody has."""
    before: Facet | None = None
    for facet in facets:
        held = False
        if facet.slot == "form" and facet.count and before is not None:
            measured = before.slot == "form" and before.count == facet.count
            held = measured and OF.fullmatch(text, before.end, facet.start) is not None
            held |= "both" in before.values and not before.loose and facet.start - before.end <= NEAREST
        before = facet
        yield replace(facet, count=()) if held else facet


def _words(text: str, words: Lexicon) -> Iterator[Facet]:
    for meaning, start, end in words.spans(text):
        if meaning.family == "period":  # "tablets a day" names a form, too
            head = text[start:end].split(maxsplit=1)[0]
            for inner, first, last in words.spans(head):
                if inner.family == "form":
                    yield Facet("form", _values(inner), start + first, start + last, head[first:last])
                    start += len(head) + 1
        if meaning.family == "both":  # "both eyes" says what there are two of, too
            behind = end
            end = start + len(text[start:end].split(maxsplit=1)[0])
            for inner, first, last in words.spans(text[end:behind]):
                yield Facet(inner.family, _values(inner), end + first, end + last, text[end + first : end + last])
        yield Facet(meaning.family, _values(meaning), start, end, text[start:end], loose=meaning.loose)


def _medicines(text: str, locale: Locale) -> Iterator[Facet]:
    for name in medicines.read(text, locale.language):
        yield Facet("drug", frozenset({name.key}), name.start, name.end, name.text)


def _apart(facets: Iterable[Facet]) -> list[Facet]:
    """Return the facets in order, each without those that overlap it; of two the one that is given first."""
    kept: list[Facet] = []
    starts: list[int] = []
    for facet in facets:
        place = bisect(starts, facet.start)
        if (place and kept[place - 1].end > facet.start) or (place < len(kept) and kept[place].start < facet.end):
            continue
        kept.insert(place, facet)
        starts.insert(place, facet.start)
    return kept


def _complete(
    facet: Facet,
    numbers: Sequence[Number],
    denied: Sequence[polarity.Mark | Facet],
    breaks: list[int],
    text: str,
    language: str,
    *,
    either: bool,
) -> Facet:
    """Add what stands around a facet: its clause, its number, and whether it is denied."""
    near = facet.slot == "period" and any(0 <= facet.start - number.end <= NEAR for number in numbers)
    vague = facet.slot == "period" and not near and ARTICLE.match(facet.text) is not None
    return Facet(
        facet.slot,
        facet.values,
        facet.start,
        facet.end,
        facet.text,
        clause=bisect(breaks, facet.start),
        loose=facet.loose or vague,
        negated=bool(denied) and _negated(facet, denied, breaks, either=either),
        count=_count(facet, numbers, text, language),
        near=near,
    )


@cache
def _values(meaning: Meaning) -> frozenset[str]:
    return frozenset(meaning.value.split())


def _intervals(numbers: Sequence[Number], text: str) -> Iterator[Facet]:
    """Yield a period for each interval in figures or words: every 8 hours, every two days."""
    for number in numbers:
        if number.kind == "frequency" and number.unit in PERIODS:
            value = f"{number.value.normalize():f}{number.unit}"
            value = PERIODS[number.unit] if number.value == 1 else SAME_PERIODS.get(value, value)
            start, end = number.left, number.right
            yield Facet("period", frozenset({value}), start, end, text[start:end])


def _denies(mark: polarity.Mark) -> bool:
    return mark.family == "negation" and mark.value in NOT and not mark.loose


def _overlap(facet: Facet, mark: polarity.Mark) -> bool:
    return facet.start < mark.end and mark.start < facet.end


def _negated(facet: Facet, denied: Sequence[polarity.Mark | Facet], breaks: list[int], *, either: bool) -> bool:
    """Tell whether a denial reaches a facet: it stands before it in the clause, or in some languages anywhere there."""
    clause = bisect(breaks, facet.start)
    return any(
        0 <= facet.start - denial.end < SCOPE or (either and 0 <= denial.start - facet.end < SCOPE)
        for denial in denied
        if bisect(breaks, denial.start) == clause
    )


def _count(facet: Facet, numbers: Sequence[Number], text: str, language: str) -> tuple[Decimal, ...]:
    """Return the number that counts a form, or the times of a period."""
    if facet.slot == "period":
        times = [number for number in numbers if _is_times(number, text, facet)]
        times = [number for number in times if not CLAUSE.search(text, *sorted((number.end, facet.start)))]
        return _value(min(times, key=lambda number: abs(number.start - facet.start))) if times else ()
    if facet.slot != "form":
        return ()
    half = HALVES.get(language)
    counting = [number for number in numbers if number.kind in COUNTING and not number.role and not number.unit]
    for place in range(len(counting) - 1, -1, -1):
        number = counting[place]
        gap = text[number.end : facet.start]
        # A dual, or a counter with its number, is a number itself.
        inside = number.start < facet.end and number.end > facet.start
        if inside or (number.end <= facet.start and _close(gap)):
            count = _composed(counting, place, facet, text, language)
            return (count[0] + HALF,) if half and text.startswith(half, facet.end) else count
    if half and half in text[max(0, facet.start - 1) : facet.start + 1]:
        return (HALF,)
    if facet.text.endswith(DUALS.get(language, ())):
        return (Decimal(2),)
    if language in PART_BEHIND:
        parts = (number for number in counting if 0 <= number.start - facet.end <= 1 and _part(number))
        return next(map(_value, parts), ())
    if language in COUNTED_BEFORE:
        behind = [number for number in counting if 0 <= number.start - facet.end <= 1]
        if behind and _part(behind[0]):
            return (1 + behind[0].value,)  # "tablet and half": the noun alone is one
        return _value(behind[0]) if behind else ()
    return ()


def _is_times(number: Number, text: str, facet: Facet) -> bool:
    """Tell whether a number says how many times it is in a period: three times a day, 3x a day."""
    if number.unit or (number.kind in TIMES and FOLD.match(text, number.end)):
        return False
    return number.kind in TIMES or TIMES_SIGN.fullmatch(text, number.end, facet.start) is not None


def _close(gap: str) -> bool:
    """Tell whether what stands between a number and a form leaves them together: 2 of the white tablets."""
    if len(gap) > FAR or CLAUSE.search(gap + " "):
        return False
    return gap.count(" ") <= WORDS or gap.lstrip().startswith("of ")


def _composed(counting: Sequence[Number], place: int, facet: Facet, text: str, language: str) -> tuple[Decimal, ...]:
    """Return the number before a form: a fraction with its slash, or with the half before or behind the form."""
    number = counting[place]
    before = counting[place - 1] if place else None
    behind = counting[place + 1] if place + 1 < len(counting) else None
    if before is not None:
        gap = text[before.end : number.start]
        if PER.fullmatch(gap) and number.value:
            return (before.value / number.value,)
        if _part(before) and number.value == 1 and OF.fullmatch(gap):
            return _value(before)  # half of one tablet
        worded = text[number.start : number.end].lower()
        joined = JOINED.fullmatch(gap) or (gap.isspace() and worded == HALF_BEHIND.get(language))
        if _part(number) and before.kind == "number" and joined:
            return (before.value + number.value,)
    if behind is not None and number.kind == "number" and _part(behind) and facet.end <= behind.start:
        gap = text[facet.end : behind.start]
        if JOINED.fullmatch(gap):
            return (number.value + behind.value,)
    return _value(number)


def _part(number: Number) -> bool:
    return number.kind == "fraction" and number.value < 1


def _value(number: Number) -> tuple[Decimal, ...]:
    ends = (number.lower, number) if number.lower else (number, number.upper) if number.upper else (number,)
    return tuple(end.value for end in ends if end is not None)

"""Comparison of instructions: what a translation tells a patient to do otherwise, part by part.

A departure is a value exchanged for another of its slot, a part that is lost or added, a count that is another one, or
two parts that have changed places: under the skin, never into a muscle.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from pipeline.locales import Locale
from pipeline.model import Severity
from pipeline.text import polarity
from pipeline.text.instructions.counting import counted, uncounted
from pipeline.text.instructions.exchanging import COUNTED, FIGURES, exchanged
from pipeline.text.instructions.implying import UNCOUNTED, imply, imply_parts
from pipeline.text.instructions.lexicon import slots
from pipeline.text.instructions.reading import Facet, read
from pipeline.text.instructions.slots import JUDGED, LONG, Slot
from pipeline.text.language.scripts import ascii_digits
from pipeline.text.quantities.vocabulary import vocabulary

# What may be said as one or by its parts.
TOGETHER = {"workday": {"monday", "friday"}, "weekend": {"saturday", "sunday"}, "either": {"food", "empty"}}
# What the whole answers for.
WITHIN = {"workday": {"monday", "tuesday", "wednesday", "thursday", "friday"}, "weekend": {"saturday", "sunday"}}
_ROLES = """drug route body thing symptom drink weekday day meal place person daypart form age kin taking start"""
ROLES = frozenset(_ROLES.split())
HOURS = {"hour": 1, "day": 24, "week": 168, "2d": 48, "2wk": 336}
INTERVAL = re.compile(r"([\d.]+)([hd])")
EFFECTS = frozenset({"drug", "thing", "symptom", "drink"})
PART = re.compile(r"[;:؛；：、]\s*|[,،，。．](?!\d)\s*|[.!?؟।](?=\s)")
FIGURE = re.compile(r"(?<![^\W\d_])\d(?:[\d.,'\u00a0\u202f/–-]*\d)?(?:\s?[%٪])?")
# Where the verb stands between what causes and what is caused.
MEDIAL = frozenset({"ar", "de", "en", "es", "fr", "it", "pt", "ru"})
MOST = 1_000  # pairs that are compared: a sentence has fewer
CONTAINERS = frozenset({"bottle", "vial", "glass", "cup", "dose", "pen", "syringe", "infusion", "spoon"})
GIVING = frozenset({"form", "drug", "taking", "attach", "period", "meal"})
GIVEN = frozenset({"route", "daypart", "weekday"})  # what is missing only where something is given or taken


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A source as a whole: its length in characters, and what else it is judged by.

    `medial` tells that both languages put the verb between cause and effect, `gives` that something is given or taken,
    `counted` that the numbers in words of both are known, `both` that one of them says both.
    """

    length: int
    medial: bool
    gives: bool
    counted: bool
    both: bool = False
    target: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Departure:
    """One way in which a translation says another instruction than its source, in a sentence for a translator.

    `kind` is the id of a check; a side without a word of its own has no facet.
    """

    kind: str
    severity: Severity
    message: str
    source: Facet | None
    target: Facet | None


def compare(source: str, target: str, source_locale: Locale, target_locale: Locale) -> tuple[Departure, ...]:
    """Return where the two texts disagree; nothing for a language without data."""
    shared = slots(source_locale.language) & slots(target_locale.language)
    if source == target or not shared:
        return ()
    said, rendered = read(source, source_locale), read(target, target_locale)
    gives = any(facet.slot in GIVING for facet in said)
    said, rendered = (_within(facets, shared) for facets in (said, rendered))
    said = tuple(facet for facet in said if not _named(facet, target))
    places: tuple[Departure, ...] = ()
    figures = FIGURES.search(source) is not None and FIGURES.search(target) is not None
    # Numbers in words are compared where they count people.
    if len(source) <= LONG and (figures or any(facet.slot in COUNTED for facet in said)):
        crossed = exchanged(source, target, (said, rendered), (source_locale, target_locale))
        places = (tuple(_places(source, target)) if figures else ()) or tuple(
            Departure("numbers-exchanged", "critical", message, old, new) for message, old, new in crossed
        )
    if not said and not rendered:
        return places
    sentence = _Sentence(
        length=len(source),
        medial={source_locale.language, target_locale.language} <= MEDIAL,
        gives=gives,
        counted=vocabulary(source_locale).known and vocabulary(target_locale).known,
        both=_both(source, source_locale) or _both(target, target_locale),
        target=target,
        language=target_locale.language,
    )
    turned = tuple(_unless(said, rendered))
    if turned and (_denials(target, target_locale) > _denials(source, source_locale) or _only(target, target_locale)):
        turned = ()  # "if not" is "unless", and "only if" is "not unless"
    halved = _one_side(source, target, (said, rendered), (source_locale.language, target_locale.language))
    return (*_departures(said, rendered, sentence), *turned, *places, *halved)


def _both(text: str, locale: Locale) -> bool:
    low = f" {text.lower()} "
    return any(f" {phrase} " in low for phrase in vocabulary(locale).both)


def _within(facets: Sequence[Facet], shared: Set[str]) -> tuple[Facet, ...]:
    """Return the facets of slots that both languages have words for."""
    return tuple(facet for facet in facets if facet.slot in shared or facet.slot == "drug")


def _denials(text: str, locale: Locale) -> int:
    return sum(mark.family == "negation" and not mark.loose for mark in polarity.read(text, locale.language))


def _named(facet: Facet, target: str) -> bool:
    """Tell whether a part of the body is one of a name that the translation keeps: the Montreal Heart Institute."""
    return facet.slot == "body" and facet.start > 0 and facet.text[:1].isupper() and facet.text in target


def _only(text: str, locale: Locale) -> bool:
    return any(mark.value == "only" for mark in polarity.read(text, locale.language))


def _unless(said: Sequence[Facet], rendered: Sequence[Facet]) -> Iterator[Departure]:
    """Tell "unless" that has become "if"; it is right where the translation denies more than the source."""
    exceptions = [facet for facet in said if facet.slot == "condition" and "unless" in facet.values and not facet.loose]
    answers = [facet for facet in rendered if facet.slot in {"condition", "exception"}]
    if not exceptions or len(answers) != 1 or answers[0].loose or answers[0].values != {"if"}:
        return
    message = (
        f"The source says “{exceptions[0].text}”, the translation says “{answers[0].text}”, and denies nothing more."
    )
    yield Departure("condition-changed", "major", message, exceptions[0], answers[0])


def _one_side(
    source: str, target: str, facets: tuple[Sequence[Facet], Sequence[Facet]], languages: tuple[str, str]
) -> Iterator[Departure]:
    """Tell both ears that have become the left one."""
    both = [facet for facet in facets[0] if "both" in facet.values and not facet.loose]
    if not both or any(facet.slot == "both" for facet in facets[1]) or all(facet.slot != "body" for facet in facets[0]):
        return
    first, second = (
        [mark for mark in polarity.read(text, language) if mark.family == "side"]
        for text, language in zip((source, target), languages, strict=True)
    )
    if not first and len({mark.value for mark in second}) == 1:
        message = f"The source says “{both[0].text}”, the translation names one side: “{second[0].text}”."
        yield Departure("side-swapped", "critical", message, both[0], None)


def untold(source: str, target: str, source_locale: Locale, target_locale: Locale) -> frozenset[Facet]:
    """Return the parts of a source's instructions that have no counterpart in a translation, told as a fault or not."""
    shared = slots(source_locale.language) & slots(target_locale.language)
    if not shared:
        return frozenset()
    left, right = _by_slot(_within(read(source, source_locale), shared)), _by_slot(read(target, target_locale))
    imply_parts(right)
    return frozenset(
        facet
        for slot, facets in left.items()
        for facet in facets
        if not facet.loose and not _answered(facet, _all_values(right.get(slot, ())))
    )


def _departures(said: Sequence[Facet], rendered: Sequence[Facet], sentence: _Sentence) -> Iterator[Departure]:
    left, right = _by_slot(said), _by_slot(rendered)
    imply(left, right)
    for name, slot in JUDGED.items():
        first, second = left.get(name, ()), right.get(name, ())
        if first or second:
            yield from _slot(slot, first, second, sentence)
    if sentence.counted:
        yield from _counts(left.get("form", ()), right.get("form", ()), "tablets, puffs or drops", both=sentence.both)
        for message, old, new in uncounted(left.get("form", ()), right, sentence.target, sentence.language):
            yield Departure("count-changed", "critical", message, old, new)
        yield from _counts(left.get("period", ()), right.get("period", ()), "times")
    yield from _roles(said, rendered)
    if sentence.medial:
        yield from _causes(said, rendered)


def _by_slot(facets: Sequence[Facet]) -> dict[str, list[Facet]]:
    slots: dict[str, list[Facet]] = defaultdict(list)
    for facet in facets:
        slots[facet.slot].append(facet)
    return slots


def _slot(slot: Slot, first: Sequence[Facet], second: Sequence[Facet], sentence: _Sentence) -> Iterator[Departure]:
    said = _all_values(first)
    added = [facet for facet in second if not facet.loose and not _answered(facet, said)]
    # A vague word answers for a part that is missing; beside another value outright it proves nothing.
    answers = _all_values([facet for facet in second if not facet.loose or facet.slot == "body"] if added else second)
    lost = [facet for facet in first if not facet.loose and not _answered(facet, answers)]
    if slot.litotes and added and not lost:
        kept = frozenset((value, facet.negated) for facet in second for value in facet.values)
        lost = [facet for facet in first if not facet.loose and not _kept(facet, kept)]
    if lost and added:
        if _is_exchange(slot, lost[0], added[0], sentence) and not _same_rate(first, second):
            message = f"The source says “{lost[0].text}”, the translation says “{added[0].text}”."
            yield Departure(slot.check, slot.severity, message, lost[0], added[0])
    elif lost and not second:
        if sentence.length <= slot.longest and _is_asked(slot, lost[0], sentence):
            message = f"The source says “{lost[0].text}”, and nothing in the translation does."
            yield Departure(slot.check, slot.severity, message, lost[0], None)
    elif added and not first and slot.added and sentence.length <= slot.longest and (added[0].count or added[0].near):
        message = f"The translation says “{added[0].text}”, and nothing in the source does."
        yield Departure(slot.check, slot.severity, message, None, added[0])


def _is_exchange(slot: Slot, lost: Facet, added: Facet, sentence: _Sentence) -> bool:
    """Tell whether one value in the place of another changes what is to be done."""
    if not slot.exchanged or (sentence.length > LONG and slot.severity != "critical"):
        return False
    if slot.litotes and lost.negated != added.negated:
        return False  # "not malignant" for "benign"
    # Bottles and cups are things of every day, unless they are counted out.
    return bool(lost.slot != "form" or lost.count or added.count or not CONTAINERS & (lost.values | added.values))


def _is_asked(slot: Slot, lost: Facet, sentence: _Sentence) -> bool:
    """Tell whether a part that is missing was one of an instruction, and not of a report."""
    if lost.slot == "form" and not lost.count:
        return False
    if lost.slot in GIVEN and not sentence.gives:
        return False
    return slot.lost is None or bool(lost.values & slot.lost)


def _all_values(facets: Iterable[Facet]) -> frozenset[str]:
    return frozenset(value for facet in facets for value in facet.values)


def _answered(facet: Facet, values: frozenset[str]) -> bool:
    """Tell whether one of the values of the other text says what a facet says, as a whole or by its parts."""
    if facet.values & values:
        return True
    return any(whole in facet.values and parts <= values for whole, parts in TOGETHER.items()) or any(
        whole in values and facet.values & parts for whole, parts in WITHIN.items()
    )


def _kept(facet: Facet, others: frozenset[tuple[str, bool]]) -> bool:
    """Tell whether a value stands there as it is said, denied or not: chew, and not without chewing."""
    return any((value, facet.negated) in others for value in facet.values)


def _same_rate(first: Sequence[Facet], second: Sequence[Facet]) -> bool:
    """Tell whether two frequencies are one: three times a day, every eight hours."""
    rates = {rate for facet in first if (rate := _rate(facet))}
    return any(_rate(facet) in rates for facet in second)


def _rate(facet: Facet) -> Decimal | None:
    """Return the hours between two times."""
    if facet.slot != "period" or len(facet.values) > 1:
        return None
    (value,) = facet.values
    times = facet.count[0] if facet.count else Decimal(1)
    if value in HOURS:
        return HOURS[value] / times if times else None
    interval = INTERVAL.fullmatch(value)
    return Decimal(interval[1]) * (24 if interval[2] == "d" else 1) if interval else None


def _counts(first: Sequence[Facet], second: Sequence[Facet], what: str, *, both: bool = False) -> Iterator[Departure]:
    """Tell a count that is another one: of a form, or of the times in a period; where a text says both, two is none."""
    if what == "times" and (len(first) != 1 or len(second) != 1):
        return
    if len(first) * len(second) > MOST:
        return  # a table of doses, not a sentence
    for facet in first:
        same = [other for other in second if facet.values & other.values]
        if not same or any(_same_count(facet.count, other.count, both=both) for other in same):
            continue
        if any(other.loose and not other.count for other in same):
            continue  # a verb may say it: spray twice
        twins = [other for other in first if facet.values & other.values]
        other = next(
            (other for other in same if not any(_same_count(twin.count, other.count, both=both) for twin in twins)),
            None,
        )
        if other is None:
            continue
        message = f"The number of {what} is another one: “{counted(facet)}”, and “{counted(other)}” in the translation."
        kind = "count-changed" if facet.slot == "form" else "frequency-changed"
        yield Departure(kind, "critical", message, facet, other)
        return


def _same_count(count: tuple[Decimal, ...], other: tuple[Decimal, ...], *, both: bool = False) -> bool:
    return (
        count == other
        or (count in UNCOUNTED and other in UNCOUNTED)
        or (both and {count, other} == {(), (Decimal(2),)})
    )


def _roles(said: Sequence[Facet], rendered: Sequence[Facet]) -> Iterator[Departure]:
    """Tell two parts that have changed places around a negation: A, not B, and B, not A."""
    first, second = _single(said), _single(rendered)
    both = [(facet, second[values]) for values, facet in first.items() if values in second]
    if len(both) ** 2 > MOST:
        return
    for old, new in both:
        for other, twin in both:
            if _set_against(old, other) and not old.negated and other.negated and new.negated and not twin.negated:
                message = f"“{old.text}” and “{other.text}” have changed places: one of them is denied."
                yield Departure("roles-exchanged", "critical", message, old, new)
                return


def _set_against(facet: Facet, other: Facet) -> bool:
    """Tell whether two parts can be denied in turn; what is dissolved isn't set against the skin that it is for."""
    return facet.slot == other.slot or "taking" not in {facet.slot, other.slot}


def _single(facets: Sequence[Facet]) -> dict[tuple[str, frozenset[str]], Facet]:
    by_values: dict[tuple[str, frozenset[str]], list[Facet]] = defaultdict(list)
    for facet in facets:
        if facet.slot in ROLES:
            by_values[facet.slot, facet.values].append(facet)
    return {key: same[0] for key, same in by_values.items() if len(same) == 1}


def _causes(said: Sequence[Facet], rendered: Sequence[Facet]) -> Iterator[Departure]:
    """Tell a cause that has become the effect: stress causes pain, and pain causes stress."""
    first, second = _cause(said), _cause(rendered)
    if (
        first
        and second
        and first[0].values & second[1].values
        and first[1].values & second[0].values
        and not first[0].values & first[1].values
    ):
        message = (
            f"“{first[0].text}” causes “{first[1].text}” in the source; the translation says it the other way round."
        )
        yield Departure("roles-exchanged", "major", message, first[0], second[0])


def _cause(facets: Sequence[Facet]) -> tuple[Facet, Facet] | None:
    """Return cause and effect where a text names one of each, beside the one word that joins them."""
    joints = [facet for facet in facets if facet.slot == "cause" and not facet.loose and len(facet.values) == 1]
    if len(joints) != 1:
        return None
    things = [facet for facet in facets if facet.slot in EFFECTS and facet.clause == joints[0].clause]
    before = [facet for facet in things if facet.end <= joints[0].start]
    after = [facet for facet in things if facet.start >= joints[0].end]
    if not before or not after:
        return None
    return (after[0], before[-1]) if "caused" in joints[0].values else (before[-1], after[0])


def _places(source: str, target: str) -> Iterator[Departure]:
    """Tell two figures that have changed places in a row of parts: 2 mg on Mondays, 3 mg on other days."""
    first, second = _figures(source), _figures(target)
    if first == second or len(first) != len(second) or sorted(first) != sorted(second):
        return
    for left in range(len(first)):
        for right in range(left + 1, len(first)):
            old, new = first[left], first[right]
            # A percentage and a count change places where a sentence is turned round.
            if (
                old
                and new
                and old != new
                and ("%" in old) == ("%" in new)
                and second[left] == new
                and second[right] == old
            ):
                message = f"“{old}” and “{new}” have changed places."
                yield Departure("numbers-exchanged", "critical", message, None, None)
                return


def _figures(text: str) -> list[str]:
    """Return the figures of each part of a text; of a part with none or with several an empty text."""
    rows = [FIGURE.findall(part) for part in PART.split(ascii_digits(text))]
    return [re.sub(r"[^\d%]", "", row[0].replace("٪", "%")) if len(row) == 1 else "" for row in rows]

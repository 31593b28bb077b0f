"""Numbers that have changed places: the adults' dose has become the children's, the part has become the whole.

Both texts have the same numbers, so that no comparison of values sees it. Proof is what a number stands beside: a
word that both texts have (adults, the morning, a medicine), or what is mixed into what, and so many of how many.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from pipeline.locales import Locale
from pipeline.text.instructions.reading import Facet
from pipeline.text.quantities.model import Quantity
from pipeline.text.quantities.reading import read

# What a number can belong to.
_OWNERS = "age sex pregnancy kin person weekday day daypart drug drink body place start rank meal"
OWNERS = frozenset(_OWNERS.split())
SINGLE = "start"  # of start and end one is proof enough: the other has too many words
MOST = 12  # numbers of a unit: more are a table
COUNTED = frozenset({"age", "sex", "kin", "person"})
BESIDE = re.compile(r"\s*[个個名位例]?\s*")  # what may stand between a number and whom it counts
LONGEST = 40  # characters between a part and its whole
FIGURES = re.compile(r"\d[^\d]+\d")
_BREAK = r"[;:؛；：、!?؟।。]|[،，]|[,.](?!\d)"
_AND = {
    "ar": r"(?<=\s)و(?=\w)",
    "de": r"\b(?:und|während|aber)\b",
    "en": r"\b(?:and|while|whereas|but)\b",
    "es": r"\b(?:y|e|mientras|pero)\b",
    "fr": r"\b(?:et|tandis|mais)\b",
    "hi": r"(?<=\s)(?:और|तथा|एवं|जबकि|लेकिन)(?=\s)",
    "pt": r"\b(?:e|enquanto|mas)\b",
    "ru": r"\b(?:и|а|но)\b",
    "zh": r"和|及|而|与",
}
BREAKS = {language: re.compile(f"{_BREAK}|{words}", re.IGNORECASE) for language, words in _AND.items()}
BREAK = re.compile(_BREAK)
# What stands between a part and its whole, right before the whole.
_WITHIN = {
    "ar": r"(?:في|من أصل|من بين|من)(?: كل)?",
    "de": r"(?:in|von|aus|je)(?: je)?",
    "en": r"(?:in|into|of|out of)(?: every| each)?",
    "es": r"(?:en|de)(?: cada)?",
    "fr": r"(?:dans|sur|de)(?: chaque)?",
    "pt": r"(?:em|de)(?: cada)?",
    "ru": r"(?:в|из|на)(?: каждых| каждые)?",
}
WITHIN = {language: re.compile(rf"(.*)(?<!\w){words}\s", re.IGNORECASE) for language, words in _WITHIN.items()}
# What is added to something: the verb, and what stands before the whole then. Elsewhere "to" ends a range.
_ADDED = {
    "ar": (r"أضف|أضيف|يضاف|تضاف|إضافة|اخلط|امزج", "إلى|مع"),
    "de": (r"\b(?:geb|gib|füg|misch)", "zu|mit"),
    "en": (r"\badd|\bmix", "to|with"),
    "es": (r"\b(?:añad|agreg|mezcl)", "a|con"),
    "fr": (r"\b(?:ajout|mélang)", "à|avec"),
    "pt": (r"\b(?:adicion|acrescent|mistur)", "a|com"),
    "ru": (r"\b(?:добав|смеш)", "к|с"),
}
ADDED = {
    language: (
        re.compile(f"(?:{verb})[^.;؛]*$", re.IGNORECASE),
        re.compile(rf"(.*\w.*)(?<!\w)(?:{words})\s", re.IGNORECASE),
    )
    for language, (verb, words) in _ADDED.items()
}
# Chinese names the part first behind 把 or 将, and the whole first before 中.
POURED = re.compile(r"[^中里]*(?:混入|加入|溶于|溶入|倒入|兑入)")
CONTAINED = re.compile(r"[^入于，]*中(?:加入?|混入|倒入|约?有|的)?")
TAKEN = ("将", "把")
# Hindi names the whole before में, and the part on either side of it.
INSIDE = re.compile(r"(.*\s)?में(?: से)?\s+")
INSIDE_BEHIND = re.compile(r"[^\d,;।()]{1,30}?\sमें(?!\w)")
PAUSE = re.compile(r"[,;:()\[\]、，；：（）.!?]")

_Key = tuple[str, Decimal | int | None, Decimal | int | None]


@dataclass(frozen=True, slots=True)
class _Owned:
    facet: Facet
    quantity: Quantity


def exchanged(
    source: str, target: str, facets: tuple[Sequence[Facet], Sequence[Facet]], locales: tuple[Locale, Locale]
) -> Iterator[tuple[str, Facet | None, Facet | None]]:
    """Yield the first two numbers that have changed places, as a sentence and the words they belong to."""
    if pair := _counted(source, target, facets, locales):
        was, now = pair
        yield _told(was, now), was.facet, now.facet
        return
    if not FIGURES.search(source) or not FIGURES.search(target):
        return
    first, second = _figures(source, locales[0]), _figures(target, locales[1])
    for unit, said in first.items():
        rendered = second.get(unit, [])
        if not 1 < len(said) <= MOST or Counter(map(_key, said)) != Counter(map(_key, rendered)):
            continue
        for slot in sorted(OWNERS):
            old = _owners(source, said, [facet for facet in facets[0] if facet.slot == slot], locales[0].language)
            new = _owners(target, rendered, [facet for facet in facets[1] if facet.slot == slot], locales[1].language)
            if pair := _crossed(old, new, single=slot == SINGLE):
                was, now = pair
                yield _told(was, now), was.facet, now.facet
                return
    parts, others = _parts(source, first, locales[0].language), _parts(target, second, locales[1].language)
    for part, whole in sorted(parts - others):
        if (whole, part) in others - parts:
            yield f"“{part:f}” and “{whole:f}” have changed places: which is the part, and which the whole.", None, None
            return


def _told(was: _Owned, now: _Owned) -> str:
    return (
        f"Two numbers have changed places: “{was.facet.text}” goes with “{was.quantity.text}” in the "
        f"source, and with “{now.quantity.text}” in the translation."
    )


def _counted(
    source: str, target: str, facets: tuple[Sequence[Facet], Sequence[Facet]], locales: tuple[Locale, Locale]
) -> tuple[_Owned, _Owned] | None:
    """Return people with the number right before them in both texts, where it is another one of the same numbers."""
    groups = [
        [facet for facet in some if facet.slot in COUNTED and not facet.loose and len(facet.values) == 1]
        for some in facets
    ]
    if not groups[0] or not groups[1]:
        return None
    numbers = [
        [quantity for quantity in read(text, locale) if quantity.kind == "number" and not quantity.unit]
        for text, locale in ((source, locales[0]), (target, locales[1]))
    ]
    values = [Counter(map(_key, some)) for some in numbers]
    # Eleven of the twelve nurses are a part of them: only what "and" or a comma sets apart is counted by itself.
    apart = all(
        BREAKS.get(locale.language, BREAK).search(text, left.end, right.end) is not None
        for text, locale, some in zip((source, target), locales, numbers, strict=True)
        for left, right in pairwise(some)
    )
    if not apart or not 1 < len(numbers[0]) <= MOST or values[0] != values[1] or max(values[0].values()) > 1:
        return None
    old, new = (_beside(text, group, some) for text, group, some in zip((source, target), groups, numbers, strict=True))
    for value in sorted(old.keys() & new.keys()):
        was, now = old[value], new[value]
        if _key(was.quantity) != _key(now.quantity):
            return was, now
    return None


def _beside(text: str, people: Sequence[Facet], numbers: Sequence[Quantity]) -> dict[str, _Owned]:
    """Return by the value of a word the number that counts it: right before it, but for a counter."""
    found: dict[str, _Owned] = {}
    values = Counter(value for facet in people for value in facet.values)
    for facet in people:
        (value,) = facet.values
        before = [number for number in numbers if number.end <= facet.start]
        gap = text[before[-1].end : facet.start] if before else ""
        if before and values[value] == 1 and BESIDE.fullmatch(gap):
            found[value] = _Owned(facet, before[-1])
    return found


def _figures(text: str, locale: Locale) -> dict[tuple[str, str], list[Quantity]]:
    """Return the numbers in figures by their kind and unit."""
    groups: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for quantity in read(text, locale):
        # A date with the name of its month counts as one in words.
        if quantity.kind == "date" or (not quantity.word and quantity.kind in {"number", "time"}):
            groups[quantity.kind, quantity.unit].append(quantity)
    return groups


def _key(quantity: Quantity) -> _Key:
    if quantity.kind == "date":
        return quantity.kind, quantity.month, quantity.day
    return quantity.kind, quantity.value, quantity.upper


def _owners(text: str, figures: Sequence[Quantity], words: Sequence[Facet], language: str) -> Mapping[str, _Owned]:
    """Return by the value of a word the number that is its own: they take turns, or each has a part of its own."""
    words = [word for word in words if not word.loose]
    values = [value for word in words for value in word.values]
    if not words or len(set(values)) != len(values):
        return {}
    row = sorted([(word.start, 0) for word in words] + [(figure.first, 1) for figure in figures])
    kinds = [kind for _, kind in row]
    if len(words) == len(figures) and all(kinds[place] != kinds[place - 1] for place in range(1, len(kinds))):
        pairs = list(zip(words, figures, strict=True))
    else:
        spans = [(figure.start, figure.end) for figure in figures]
        breaks = [
            match.start()
            for match in BREAKS.get(language, BREAK).finditer(text)
            if not any(start <= match.start() < end for start, end in spans)
        ]
        parts: dict[int, tuple[list[Facet], list[Quantity]]] = defaultdict(lambda: ([], []))
        for word in words:
            parts[sum(place < word.start for place in breaks)][0].append(word)
        for figure in figures:
            parts[sum(place < figure.first for place in breaks)][1].append(figure)
        pairs = [(owner[0], own[0]) for owner, own in parts.values() if len(owner) == len(own) == 1]
    return {value: _Owned(word, figure) for word, figure in pairs for value in word.values}


def _crossed(old: Mapping[str, _Owned], new: Mapping[str, _Owned], *, single: bool) -> tuple[_Owned, _Owned] | None:
    """Return a word with its number in both texts where the numbers of its kind went to one another."""
    shared = {old[value].facet.start: (old[value], new[value]) for value in sorted(old.keys() & new.keys())}
    both = list(shared.values())
    before, after = [[_key(pair[side].quantity) for pair in both] for side in (0, 1)]
    if single and len(both) == 1:
        return both[0] if before != after else None
    if len(both) < 2 or Counter(before) != Counter(after):
        return None
    return next((pair for pair, was, now in zip(both, before, after, strict=True) if was != now), None)


def _parts(
    text: str, groups: Mapping[tuple[str, str], Sequence[Quantity]], language: str
) -> set[tuple[Decimal, Decimal]]:
    """Return what is a part of what: 5 mL in 100 mL, 1 to 10 in 1000."""
    found = set()
    for (kind, unit), figures in groups.items():
        if kind != "number" or unit == "%":
            continue
        for left, right in pairwise(figures):
            gap = text[left.end : right.start]
            turned = _direction((text[: left.start], gap, text[right.end :]), language, measured=bool(unit))
            part, whole = (right, left) if turned else (left, right)
            if turned is not None and whole.upper is None and whole.value is not None:
                found |= {(end, whole.value) for end in (part.value, part.upper) if end is not None}
    return found


def _direction(around: tuple[str, str, str], language: str, *, measured: bool) -> bool | None:
    """Tell whether the whole stands first; None where nothing before, between or behind two numbers says so."""
    before, gap, behind = around
    if len(gap) > LONGEST or PAUSE.search(gap):
        return None
    if language == "zh":
        if before.rstrip().endswith(TAKEN) and POURED.fullmatch(gap):
            return False
        return True if CONTAINED.fullmatch(gap) else None
    if language == "hi":
        return _inside(gap, behind, measured=measured)
    match = WITHIN[language].fullmatch(gap) if language in WITHIN else None
    if match is None and measured and language in ADDED:
        verb, words = ADDED[language]
        match = words.fullmatch(gap) if verb.search(before) else None
    if match is None:
        return None
    # Between things that are counted only the word itself: 5 groups of 20 are 20 in 5 groups as well.
    return False if measured or not match[1].strip() else None


def _inside(gap: str, behind: str, *, measured: bool) -> bool | None:
    """Tell the same of Hindi: 100 में 5, and 5 … को 100 … में."""
    if match := INSIDE.fullmatch(gap.lstrip()):
        return True if measured or not match[1] else None
    return False if measured and INSIDE_BEHIND.match(behind) else None

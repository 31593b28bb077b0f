"""Evidence that lists of words lack: the figures, small words, names and terms of two versions of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.locales import Locale
from pipeline.text import instructions, names, polarity, quantities
from pipeline.text.difference.tokens import Token, amounts
from pipeline.text.difference.versions import Place, Versions
from pipeline.text.polarity import Mark

# Names that may come and go with an author's style; that one takes another's place is critical.
LIGHT = frozenset({"country", "place", "language", "person", "eponym"})
# A city may take a country's place, and a people its.
GROUPS = {"country": "place", "people": "place"}
# What the words around a word of these kinds are changes nothing, and authors say it in many ways.
STYLE = frozenset({"direction", "prefix"})
NEAR = 3  # words between a number and its unit or its limit
SHORTEST_NAME = 4  # letters of a name
TAKING = frozenset({"take", "taking", "takes", "swallow", "inject", "inhale", "taken"})
OWN = frozenset({"your", "this", "his", "her", "their", "some"})
REPLACEABLE = frozenset({"frequency", "comparison", "order", "setting"})


class TermSpan(Protocol):
    """A term that stands in a text."""

    @property
    def concept(self) -> str:
        """What the term means, whatever it is called."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends."""


class TermSource(Protocol):
    """A termbase, as far as a difference needs one."""

    def matches(self, text: str) -> Iterable[TermSpan]:
        """Return the terms that stand in a source text."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Reason why a difference is critical, with its place in the old and the new text."""

    rule: str
    old: Place | None
    new: Place | None


def evidence(versions: Versions, locale: Locale, termbase: TermSource | None) -> Iterator[Evidence]:
    """Yield what makes the difference of two versions critical."""
    yield from _quantities(versions, locale)
    yield from _exchanged(versions)
    yield from _polarity(versions, locale)
    yield from _instructions(versions, locale)
    yield from _names(versions, locale)
    yield from _brands(versions)
    yield from _taken(versions)
    if termbase is not None:
        yield from _terms(versions, termbase)


def _quantities(versions: Versions, locale: Locale) -> Iterator[Evidence]:
    if locale.language == "en" and not _amounts(versions):
        return
    for change in quantities.compare(versions.old, versions.new, locale, locale):
        old = Place(change.source.start, change.source.end) if change.source else None
        new = Place(change.target.start, change.target.end) if change.target else None
        texts = [quantity.text for quantity in (change.source, change.target) if quantity]
        worded = not any(char.isdigit() for text in texts for char in text)
        if not (worded and len(texts) == 1 and _replaced(versions, old, new)):
            yield Evidence("quantity", old, new)


def _exchanged(versions: Versions) -> Iterator[Evidence]:
    """Yield two figures that have changed places: 2 tablets 3 times a day are no 3 tablets twice."""
    old, new = _surroundings(versions.old_tokens), _surroundings(versions.new_tokens)
    if sorted(token.same for token in old.values()) != sorted(token.same for token in new.values()):
        return
    moved = [around for around in old.keys() & new.keys() if old[around].same != new[around].same]
    exchanged = {(old[around].same, new[around].same): around for around in moved}
    for (before, after), around in exchanged.items():
        if (after, before) in exchanged:
            was, now = old[around], new[around]
            yield Evidence("quantity", Place(was.start, was.end), Place(now.start, now.end))


def _surroundings(some: Sequence[Token]) -> dict[tuple[str, ...], Token]:
    """Return the figures of a text by the two words before and the one behind each; of several alike, none."""
    plain = ["", "", *("#" if token.number else token.word.removesuffix("s") for token in some), ""]
    found: dict[tuple[str, ...], list[Token]] = {}
    for index, token in enumerate(some):
        if token.number:
            found.setdefault((*plain[index : index + 2], plain[index + 3]), []).append(token)
    return {around: tokens[0] for around, tokens in found.items() if len(tokens) == 1}


def _amounts(versions: Versions) -> bool:
    """Tell whether an English text says a number near a change, or whether what changed is a word that counts."""
    return any(
        _counts(versions.old_tokens, change.old_first, change.old_last)
        or _counts(versions.new_tokens, change.new_first, change.new_last)
        for change in versions.changes
    )


def _counts(some: Sequence[Token], first: int, last: int) -> bool:
    if any(token.number for token in some[max(0, first - NEAR) : last + NEAR]):
        return True
    return not amounts().isdisjoint([token.word for token in some[first:last]])


def _polarity(versions: Versions, locale: Locale) -> Iterator[Evidence]:
    for shift in polarity.compare(versions.old, versions.new, locale.language, locale.language):
        old = Place(shift.source.start, shift.source.end) if shift.source else None
        new = Place(shift.target.start, shift.target.end) if shift.target else None
        marks = [mark for mark in (shift.source, shift.target) if mark]
        families = {mark.family for mark in marks}
        moved = len(marks) == 2 and marks[0].text.casefold() == marks[1].text.casefold()
        if families <= STYLE and (len(marks) == 1 or moved):
            continue
        if not (len(marks) == 1 and _light(marks[0]) and _replaced(versions, old, new)):
            yield Evidence("polarity", old, new)


def _instructions(versions: Versions, locale: Locale) -> Iterator[Evidence]:
    """Yield what a patient is told to do otherwise; that one person or place is named for another is no danger."""
    # What moves is seen as something that goes at one place and comes at another.
    gone = any(change.old_first < change.old_last for change in versions.changes)
    come = any(change.new_first < change.new_last for change in versions.changes)
    if not (gone and come):
        return
    for departure in instructions.compare(versions.old, versions.new, locale, locale):
        source, target = departure.source, departure.target
        if departure.kind != "word-exchanged" and source and target:
            yield Evidence("instruction", Place(source.start, source.end), Place(target.start, target.end))


def _light(mark: Mark) -> bool:
    """Tell whether a word may give way to one of another kind: an author now says "common" for "higher".

    Where its opposite takes its place, the lists of words and the shift with two marks know it.
    """
    return mark.family in REPLACEABLE or (mark.family == "negation" and mark.value == "implied")


def _replaced(versions: Versions, old: Place | None, new: Place | None) -> bool:
    """Tell whether another word has taken the place of what is lost: "weekly" for "clinic" is no new frequency."""
    return any(change.replaces for change in versions.touched(old, new))


def _names(versions: Versions, locale: Locale) -> Iterator[Evidence]:
    changes = versions.changes
    first, last = min(change.old_first for change in changes), max(change.old_last for change in changes)
    before = _read(versions.old, versions.old_tokens, first, last, locale)
    first, last = min(change.new_first for change in changes), max(change.new_last for change in changes)
    after = _read(versions.new, versions.new_tokens, first, last, locale)
    gone, come = _without(before, after), _without(after, before)
    for kind in dict.fromkeys(_group(name) for name in (*gone, *come)):
        lost = [Place(name.start, name.end) for name in gone if _group(name) == kind]
        added = [Place(name.start, name.end) for name in come if _group(name) == kind]
        if kind in LIGHT and not (lost and added):
            continue
        for place in range(max(len(lost), len(added))):
            yield Evidence(
                kind,
                lost[place] if place < len(lost) else None,
                added[place] if place < len(added) else None,
            )


def _read(text: str, some: Sequence[Token], first: int, last: int, locale: Locale) -> list[names.Name]:
    """Return the names in the part of a text that changed, with the word before and after it."""
    if not some:
        return []
    start = some[max(0, min(first, len(some)) - 1)].start
    end = some[min(last, len(some) - 1)].end
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    local = names.read(text[start:end], locale.language)
    return [names.Name(name.kind, name.key, name.start + start, name.end + start, name.text) for name in local]


def _group(name: names.Name) -> str:
    return GROUPS.get(name.kind, name.kind)


def _without(some: Iterable[names.Name], others: Iterable[names.Name]) -> list[names.Name]:
    keys = {name.key for name in others}
    return [name for name in some if name.key not in keys]


def _brands(versions: Versions) -> Iterator[Evidence]:
    """Yield a name that stands in the place of another: a brand that no list knows, a person, a place."""
    for change in versions.changes:
        old = versions.old_tokens[change.old_first : change.old_last]
        new = versions.new_tokens[change.new_first : change.new_last]
        if len(old) == len(new) == 1 and change.old_first > 0 and not old[0].number:
            lost, come = versions.old[old[0].start : old[0].end], versions.new[new[0].start : new[0].end]
            if _is_name(lost) and _is_name(come):
                yield Evidence("name", Place(old[0].start, old[0].end), Place(new[0].start, new[0].end))


def _is_name(word: str) -> bool:
    return word[0].isupper() and (len(word) >= SHORTEST_NAME or word.isupper())


def _taken(versions: Versions) -> Iterator[Evidence]:
    """Yield what is taken in the place of something else: take a herb, take another one."""
    for change in versions.changes:
        before = [token.word for token in versions.old_tokens[max(0, change.old_first - 2) : change.old_first]]
        if change.replaces and before and TAKING.intersection(before) and set(before[-1:]) <= TAKING | OWN:
            old = versions.old_tokens[change.old_first : change.old_last]
            new = versions.new_tokens[change.new_first : change.new_last]
            yield Evidence("taken", Place(old[0].start, old[-1].end), Place(new[0].start, new[-1].end))


def _terms(versions: Versions, termbase: TermSource) -> Iterator[Evidence]:
    before, after = list(termbase.matches(versions.old)), list(termbase.matches(versions.new))
    old_concepts, new_concepts = {term.concept for term in before}, {term.concept for term in after}
    gone = [term for term in before if term.concept not in new_concepts]
    come = [term for term in after if term.concept not in old_concepts]
    for old, new in zip(gone, come, strict=False):
        yield Evidence("term", Place(old.start, old.end), Place(new.start, new.end))

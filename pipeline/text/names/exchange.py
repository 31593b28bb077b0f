"""Places that took another's place: India must not become Portugal, nor Wuhan Singapore, nor an Egyptian a Turk.

An alarm needs both: a name of the translation that nothing in the source asks for, and one of the source that the
translation says more rarely. Languages leave places out, and say "there"; that is no fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.model import Severity
from pipeline.text.names import places
from pipeline.text.names.values import Name, NameChange

# What may take another's place: a city a country's, no language theirs.
KINDS = (frozenset({"language"}), frozenset({"country", "people", "place"}), frozenset({"eponym"}))
CHANGES: dict[str, tuple[str, Severity]] = {
    "country": ("country-changed", "critical"),
    "people": ("country-changed", "major"),
    "place": ("place-changed", "major"),
    "language": ("language-changed", "major"),
    "eponym": ("name-changed", "major"),
}


def compare(source: str, target: str, source_language: str, target_language: str) -> Iterator[NameChange]:
    """Yield a country, city, people, language or eponym that stands where the source has another one."""
    wanted = list(places.read(source, source_language))
    if not wanted:
        return
    got = list(places.read(target, target_language))
    told: set[int] = set()
    for kinds in KINDS:
        come = _unasked(got, wanted, kinds, source, source_language)
        lost = _rarer(wanted, got, kinds, target, target_language) if come else []
        for other in come:
            # What is a language as well as a people is told once.
            lost = [name for name in lost if name.start not in told]
            name = _replaced(other, lost, len(source) * other.start // len(target))
            if name is None:
                continue
            told.add(name.start)
            lost = [another for another in lost if _counted(another) != _counted(name)]
            change, severity = CHANGES[name.kind]
            if severity == "critical" and (other.kind != name.kind or name.key in {some.key for some in got}):
                severity = "major"
            message = f"The source says {name.text}, the translation {other.text}."
            suggestion = None if name.kind == "people" else places.usual(name.kind, target_language).get(name.key)
            yield NameChange(change, severity, message, name, other, suggestion)


def _unasked(names: list[Name], others: list[Name], kinds: frozenset[str], source: str, language: str) -> list[Name]:
    """Return the names of a translation that its source doesn't ask for, the first of each."""
    keys = {name.key for name in others}
    nations = {_nation(name) for name in others if name.kind != "language"}
    spoken = _spoken(names, keys)
    some: dict[str, Name] = {}
    for name in names:
        if name.kind not in kinds or name.key in keys or (name.kind == "people" and name.start in spoken):
            continue
        if (name.kind == "place" or _nation(name) not in nations) and not places.hinted(name, source, language):
            some.setdefault(name.key, name)
    return list(some.values())


def _rarer(names: list[Name], others: list[Name], kinds: frozenset[str], target: str, language: str) -> list[Name]:
    """Return the names of a source that its translation says more rarely, or not at all."""
    wanted, got = Counter(map(_counted, names)), Counter(map(_counted, others))
    spoken = _spoken(names, {name.key for name in others})
    some = []
    for name in names:
        if name.kind not in kinds or (name.kind == "people" and name.start in spoken):
            continue
        counted = _counted(name)
        if wanted[counted] > got[counted] and (got[counted] or not places.hinted(name, target, language)):
            some.append(name)
    return some


def _replaced(other: Name, lost: list[Name], place: int) -> Name | None:
    """Return the name whose place another one took: one of its kind before others, then the nearest to a place.

    A country for its city is less than the source says, and no other place.
    """
    some = [name for name in lost if name.kind == other.kind or _nation(name) != _nation(other)]
    return min(some, key=lambda name: (name.kind != other.kind, abs(name.start - place)), default=None)


def _spoken(names: list[Name], keys: set[str]) -> set[int]:
    """Return where names stand that are those of languages, and as such of a text with some keys."""
    return {name.start for name in names if name.kind == "language" and name.key in keys}


def _counted(name: Name) -> tuple[str, str]:
    """Return what makes a name the same as another: a country and its people are one."""
    return ("nation" if name.kind in {"country", "people"} else name.kind), name.key


def _nation(name: Name) -> str:
    return name.key.partition("/")[0]

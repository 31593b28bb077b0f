"""A parcel for an agency: which units went out, as what, so that whatever comes back is known again.

A unit's id in a file of the parcel tells all by itself, because tools lose notes and further attributes: digests of
what the unit is, of its source and of its target as they were sent. The manifest has them in full.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.errors import SourceError
from pipeline.model import State, join_forms, segment_key
from pipeline.system.files import digest

Version = Literal["xliff12", "xliff21"]
VERSIONS: tuple[Version, ...] = ("xliff12", "xliff21")
STATES: tuple[State, ...] = ("untranslated", "draft", "accepted", "reviewed")
KIND = "medlocale parcel"
EDITION = 1  # goes up when a manifest says something in another way
ID_DIGITS, KEY_DIGITS, TEXT_DIGITS = 12, 12, 8
PARCEL_ID = re.compile(rf"[0-9a-f]{{{ID_DIGITS}}}")
# A plural form is a unit of its own: [n] stands behind the id in 1.2, as other writers do it; .n where ids are names.
UNIT_ID = re.compile(
    rf"([0-9a-f]{{{KEY_DIGITS}}})-([0-9a-f]{{{TEXT_DIGITS}}})-([0-9a-f]{{{TEXT_DIGITS}}})"
    r"(?:\[([0-9]{1,2})\]|\.([0-9]{1,2}))?"
)
DIGEST = re.compile("[0-9a-f]{64}")
LONGEST_NAME = 80  # characters of an agency's name: it stands in a comment of every entry


@dataclass(frozen=True, slots=True)
class UnitId:
    """A unit's id taken apart: the first digits of three digests, and the number of a plural form, if it is one."""

    key: str
    source: str
    target: str
    form: int | None = None

    @property
    def unit(self) -> str:
        """The id of the whole unit, without the number of a form."""
        return f"{self.key}-{self.source}-{self.target}"

    @classmethod
    def read(cls, text: str) -> UnitId | None:
        """Return the id that a text is; None where it is no id of ours."""
        found = UNIT_ID.fullmatch(text.strip())
        if found is None:
            return None
        form = found[4] or found[5]
        return cls(found[1], found[2], found[3], int(form) if form else None)


@dataclass(frozen=True, slots=True)
class ParcelUnit:
    """A unit as it was sent: `source` and `target` are SHA-256 of all its forms, `context` is its msgctxt."""

    id: str
    context: str | None
    source: str
    target: str
    state: State = "untranslated"

    @classmethod
    def of(
        cls, context: str | None, sources: Sequence[str], targets: Sequence[str], state: State = "untranslated"
    ) -> ParcelUnit:
        """Return the unit of these texts; a target without a word in any form is none."""
        key, source, target = digest(segment_key(context, sources[0])), source_digest(sources), target_digest(targets)
        identifier = UnitId(key[:KEY_DIGITS], source[:TEXT_DIGITS], target[:TEXT_DIGITS]).unit
        return cls(identifier, context, source, target, state)


@dataclass(frozen=True, slots=True)
class ParcelFile:
    """A file of translation in a parcel: its path in there, its page (a path under content/), and its units."""

    name: str
    page: str
    units: tuple[ParcelUnit, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What was sent: to whom (may be empty), from which language into which (BCP 47), and in which form."""

    id: str
    agency: str
    source: str
    locale: str
    format: Version
    files: tuple[ParcelFile, ...]

    @classmethod
    def of(cls, agency: str, source: str, locale: str, form: Version, files: Sequence[ParcelFile]) -> Parcel:
        """Return the parcel of these files; its id is a digest of all that it says."""
        unnamed = cls("", agency, source, locale, form, tuple(files))
        return cls(_id(unnamed), agency, source, locale, form, unnamed.files)


def source_digest(sources: Sequence[str]) -> str:
    """Return the SHA-256 of a unit's source: the forms of a plural count as one text."""
    return digest(join_forms(*sources))


def target_digest(targets: Sequence[str]) -> str:
    """Return the SHA-256 of a unit's target; however many empty forms are that of the empty text."""
    return digest(join_forms(*targets) if any(targets) else "")


def agency_name(name: str) -> str:
    """Return an agency's name on one line; raise ValueError where it can't stand in a comment."""
    line = " ".join(name.split())
    if not line.isprintable() or len(line) > LONGEST_NAME:
        raise ValueError(f"{name[:LONGEST_NAME]!r} is no name of one line with up to {LONGEST_NAME} characters")
    return line


def serialize(parcel: Parcel, digests: dict[str, str]) -> str:
    """Return the text of manifest.json, a unit a line; `digests` are those of the parcel's other files by their names.

    A parcel in which these files are still as they were written may be written anew.
    """
    head = {"kind": KIND, "edition": EDITION, "id": parcel.id, **_facts(parcel)}
    lines = [f"{json.dumps(head, ensure_ascii=False, indent=1)[:-2]},", ' "files": [']
    for number, file in enumerate(parcel.files, 1):
        lines.append(f'  {{"name": {_json(file.name)}, "page": {_json(file.page)}, "units": [')
        lines += [f"   {unit}," for unit in _units(file)]
        lines[-1] = lines[-1].removesuffix(",") if file.units else lines[-1]
        lines.append("  ]}" if number == len(parcel.files) else "  ]},")
    written = json.dumps(dict(sorted(digests.items())), ensure_ascii=False, indent=1)
    return "\n".join([*lines, " ],", f' "digests": {written}', "}", ""])


def parse(text: str, path: object = None) -> tuple[Parcel, dict[str, str]]:
    """Return the parcel and the digests of a manifest; raise SourceError naming `path` and what is wrong with it."""
    place = None if path is None else str(path)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise SourceError(f"is no JSON that can be read: {error}", path=place, line=line) from error
    if not isinstance(value, dict) or value.get("kind") != KIND:
        raise SourceError("is no manifest of a parcel of medlocale", path=place)
    if value.get("edition") != EDITION:
        raise SourceError(f"is of edition {value.get('edition')!r}, which this version doesn't read", path=place)
    try:
        parcel = _parcel(value)
        digests = {_text(name): _text(found) for name, found in value["digests"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SourceError(f"lacks or mistakes a value: {error}", path=place) from error
    if _id(parcel) != parcel.id:
        raise SourceError(f"isn't as it was written: its content isn't that of the parcel {parcel.id}", path=place)
    return parcel, digests


def _parcel(value: dict[str, Any]) -> Parcel:
    form = value["format"]
    if form not in VERSIONS:
        raise ValueError(f"format {form!r}")
    files = tuple(
        ParcelFile(
            _text(file["name"]),
            _text(file["page"]),
            tuple(
                ParcelUnit(
                    _of_form(UNIT_ID, unit["id"]),
                    None if unit["context"] is None else _text(unit["context"]),
                    _of_form(DIGEST, unit["source"]),
                    _of_form(DIGEST, unit["target"]),
                    _state(unit["state"]),
                )
                for unit in file["units"]
            ),
        )
        for file in value["files"]
    )
    identifier, agency, source, locale = (_text(value[name]) for name in ("id", "agency", "source", "locale"))
    return Parcel(identifier, agency, source, locale, form, files)


def _of_form(form: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError(f"{str(value)[:40]!r}")
    return value


def _state(value: object) -> State:
    for state in STATES:
        if value == state:
            return state
    raise ValueError(f"state {value!r}")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _facts(parcel: Parcel) -> dict[str, str]:
    return {
        "agency": parcel.agency,
        "source": parcel.source,
        "locale": parcel.locale,
        "format": parcel.format,
    }


def _id(parcel: Parcel) -> str:
    return digest("\n".join(_canonical(parcel)))[:ID_DIGITS]


def _canonical(parcel: Parcel) -> Iterator[str]:
    yield json.dumps(_facts(parcel), sort_keys=True)
    for file in parcel.files:
        yield json.dumps([file.name, file.page])
        yield from _units(file)


def _units(file: ParcelFile) -> Iterator[str]:
    for unit in file.units:
        context = "null" if unit.context is None else _json(unit.context)
        yield (
            f'{{"id": "{unit.id}", "context": {context}, '
            f'"source": "{unit.source}", "target": "{unit.target}", "state": "{unit.state}"}}'
        )


_json = json.JSONEncoder(ensure_ascii=False).encode

"""What was sent, kept beside a locale's review ledger: a parcel a line, so that one knows it again, and what is new.

Lines are only added, and each says all of its parcel: branches merge by keeping both sides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError
from pipeline.exchange.parcel import PARCEL_ID, Parcel, UnitId
from pipeline.system.files import decoded, digest, exists, read_bytes, write_text

FILE_NAME = "parcels.jsonl"


@dataclass(frozen=True, slots=True)
class Sent:
    """A parcel that was sent: when (UTC), to whom, and its units' ids by page."""

    parcel: str
    at: str
    agency: str
    format: str
    pages: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, parcel: Parcel, at: str) -> Sent:
        """Return the record of a parcel, sent at `at`."""
        pages = {file.page: tuple(unit.id for unit in file.units) for file in parcel.files}
        return cls(parcel.id, at, parcel.agency, parcel.format, pages)

    @property
    def line(self) -> str:
        """The record as its line of the file, without the line feed."""
        value = {"parcel": self.parcel, "at": self.at, "agency": self.agency, "format": self.format}
        return json.dumps({**value, "pages": self.pages}, ensure_ascii=False)


class Record:
    """All that was sent in one locale, in the order of the file's lines."""

    def __init__(self, parcels: Iterable[Sent] = (), source: str = "") -> None:
        self.parcels = tuple(parcels)
        self._source = source  # the digest of the bytes that it was read from

    def of(self, parcel: str) -> Sent | None:
        """Return the parcel of this id; None where none was sent from here."""
        return next((sent for sent in reversed(self.parcels) if sent.parcel == parcel), None)

    def sources(self, page: str) -> frozenset[str]:
        """Return what of a page was ever sent: each unit by the digits of its key and of its source."""
        ids = (identity for sent in self.parcels for identity in sent.pages.get(page, ()))
        return frozenset(map(source_part, ids))

    def add(self, path: Path, sent: Sent) -> bool:
        """Write one more parcel into the file; return whether that changed: one that was sent before is there already.

        Raise ChangedError where the file is no longer what was read.
        """
        if self.of(sent.parcel) is not None:
            return False
        lines = [*(each.line for each in self.parcels), sent.line]
        return write_text(path, "".join(f"{line}\n" for line in lines), instead_of=self._source)


def source_part(identity: str) -> str:
    """Return what of a unit's id `Record.sources` compares: all but its target."""
    return identity.rpartition("-")[0]


def read(path: Path) -> Record:
    """Read what was sent, if anything; raise SourceError with the line that is no parcel."""
    if not exists(path):
        return Record()
    data = read_bytes(path)
    rows = decoded(data, path).removeprefix("\ufeff").split("\n")
    return Record(_parcels(rows, path), digest(data))


def _parcels(rows: Iterable[str], path: Path) -> Iterator[Sent]:
    for number, row in enumerate(rows, 1):
        if row.strip():
            try:
                yield _sent(json.loads(row))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                raise SourceError(f"no parcel: {row[:60]!r}", path=path, line=number) from error


def _sent(value: Any) -> Sent:
    texts = [value[name] for name in ("parcel", "at", "agency", "format")]
    pages = {page: tuple(ids) for page, ids in value["pages"].items()}
    if not all(isinstance(text, str) for text in texts) or not PARCEL_ID.fullmatch(texts[0]):
        raise ValueError("texts are wanted")
    if not all(isinstance(identity, str) and UnitId.read(identity) for ids in pages.values() for identity in ids):
        raise ValueError("ids of units are wanted")
    parcel, at, agency, form = texts
    return Sent(parcel, at, agency, form, pages)

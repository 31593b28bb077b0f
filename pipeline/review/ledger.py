"""The review ledger: who accepted which translation of which source, and when; one JSON object a line, only added to.

A record names its entry (SHA-256 of context and source) and the translation it is about (SHA-256 of context, source and
target), so that one changed character is another translation, which nobody has accepted. `prev` is the SHA-256 of
the entry's last record: the records of an entry form a chain, or a tree where branches were merged by
`merge=union`, and are verified in whatever order their lines stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, Protocol, get_args

from pipeline.errors import LedgerError
from pipeline.model import KEY_SEPARATOR, PERSON_ROLES, join_forms
from pipeline.po.entries import Entry
from pipeline.po.provenance import Work
from pipeline.system import clock
from pipeline.system.files import decoded, digest, exists, read_bytes, write_text

FILE_NAME = "review.jsonl"
UNKNOWN = "unknown"  # who accepted, where no configured person is named
Action = Literal["accept", "reject", "carried"]
ACTIONS = ("accept", "reject", "carried")
# Edits that once counted as cosmetic and could change what a sentence says: what was carried over by them waits for a
# person again, and its line stays as it is.
_DOUBTED = "white space, dashes, punctuation, capitals, article, contraction, numeral, abbreviation, spelling"
DOUBTED = frozenset(_DOUBTED.split(", "))
WORKS = get_args(Work)
SHA256 = re.compile(r"[0-9a-f]{64}")
SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, which JSON can name
LONGEST_VALUE = 80  # characters of what is wrong that an error shows


class Role(Protocol):
    """Somebody in the configuration, with one of PERSON_ROLES."""

    @property
    def role(self) -> str:
        """What the person is to the project's translations."""


@dataclass(frozen=True, slots=True)
class Record:
    """One decision on one translation.

    `at` is UTC, as in 2026-11-23T10:00:00Z; `by` a configured person's id, or "unknown"; `role` is in PERSON_ROLES and
    `work` in WORKS, or they are empty. `origin` names the engine that drafted the text. A carried record names the
    translation that it stands in for, `of`, and the `rule` that calls the difference of their sources cosmetic.
    """

    entry: str
    translation: str
    action: Action
    by: str
    at: str
    role: str = ""
    work: str = ""
    origin: str = ""
    of: str = ""
    rule: str = ""
    prev: str = ""

    @property
    def line(self) -> str:
        """The record as its line of the file, without the line feed; what is empty is left out."""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, ensure_ascii=False)

    @property
    def digest(self) -> str:
        """What the entry's next record names as its `prev`."""
        return digest(self.line)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A record that is out of its chain, with its place among the records, from 0, and what is wrong."""

    index: int
    message: str


class Ledger:
    """The records of one locale, in the order of their lines."""

    def __init__(self, records: Iterable[Record] = (), digest: str = "") -> None:
        self.source = digest  # of the bytes that it was read from
        # A union of branches may hold a line twice; it is one record.
        self._records = {record.digest: record for record in records}
        self._translations: dict[str, list[Record]] = {}
        self._entries: dict[str, list[Record]] = {}
        for record in self._records.values():
            self._translations.setdefault(record.translation, []).append(record)
            self._entries.setdefault(record.entry, []).append(record)

    @property
    def records(self) -> tuple[Record, ...]:
        """The records in the order of their lines."""
        return tuple(self._records.values())

    def of(self, entry: Entry) -> tuple[Record, ...]:
        """Return the records of an entry, of whichever translation."""
        return tuple(self._entries.get(entry_digest(entry), ()))

    def acceptances(self, entry: Entry) -> tuple[Record, ...]:
        """Return the acceptances that stand of exactly this context, source and target.

        One stands while its chain is whole and no rejection of the same translation is newer; a rejection on a merged
        branch counts until someone accepts again after it. What was carried over has the acceptances it stands in for.
        """
        return tuple(self._standing(translation_digest(entry), ()))

    def rejected(self, entry: Entry) -> bool:
        """Tell whether exactly this translation was rejected and not accepted again since."""
        return self._is_rejected(translation_digest(entry))

    def with_records(self, records: Sequence[Record]) -> Ledger:
        """Return the ledger with more records, each chained to its entry's last one."""
        added: list[Record] = []
        chains: dict[str, list[Record]] = {}
        for record in records:
            chain = chains.setdefault(record.entry, list(self._entries.get(record.entry, ())))
            followed = {other.prev for other in chain}
            heads = [other for other in chain if other.digest not in followed]
            last = max(heads, key=lambda other: (other.at, other.digest), default=None)
            added.append(replace(record, prev=last.digest if last else ""))
            chain.append(added[-1])
        return Ledger([*self.records, *added], self.source)

    def troubles(self) -> Iterator[Trouble]:
        """Yield the records whose predecessor is missing, or was changed, or is of another entry."""
        for index, record in enumerate(self._records.values()):
            before = self._records.get(record.prev)
            if record.prev and before is None:
                yield Trouble(index, f"the record before it ({record.prev[:12]}…) is missing or was changed")
            elif before is not None and before.entry != record.entry:
                yield Trouble(index, f"the record before it ({record.prev[:12]}…) is of another entry")

    def _standing(self, translation: str, way: tuple[str, ...]) -> Iterator[Record]:
        if translation in way:  # a circle of carried records stands for nothing
            return
        records = self._translations.get(translation, ())
        rejections = {record for record in records if record.action == "reject"}
        for record in records:
            chain = self._chain(record)
            # Who accepted before a rejection didn't know of it, whoever accepts after it.
            if record.action == "reject" or chain is None or not rejections.issubset(chain):
                continue
            if record.action == "accept":
                yield record
            elif record.rule not in DOUBTED:
                yield from self._standing(record.of, (*way, translation))

    def _is_rejected(self, translation: str) -> bool:
        records = self._translations.get(translation, ())
        answered: set[Record] = set()
        for record in records:
            if record.action != "reject":
                answered.update(self._chain(record) or ())
        return any(record.action == "reject" and record not in answered for record in records)

    def _chain(self, record: Record) -> tuple[Record, ...] | None:
        """Return the records before this one, the newest first; None where one of them is missing."""
        chain: list[Record] = []
        current = record
        while current.prev:
            before = self._records.get(current.prev)
            if before is None or before.entry != record.entry:
                return None
            chain.append(before)
            current = before
        return tuple(chain)


def by_people(records: Iterable[Record], people: Mapping[str, Role]) -> list[Record]:
    """Return the acceptances by people of the configuration, each in a role that this gives them.

    A record without a role doesn't say that anybody reviewed.
    """
    known = [record for record in records if record.by in people and record.role]
    return [replace(record, role=role_of(people[record.by], record.role)) for record in known]


def role_of(person: Role, claimed: str) -> str:
    """Return the role of a person who claims one: who translates one text may revise another, and nothing else.

    No claim makes a reviewer of an author, or a clinician of somebody who isn't one.
    """
    if person.role == "author" or (claimed == "clinician" and person.role != "clinician"):
        return person.role
    return claimed


def entry_digest(entry: Entry) -> str:
    """Return the SHA-256 of context (empty without one) and source, joined by U+0004; NUL joins singular and plural."""
    return digest(KEY_SEPARATOR.join((entry.msgctxt or "", join_forms(entry.msgid, entry.msgid_plural))))


def translation_digest(entry: Entry) -> str:
    """Return the SHA-256 of context, source and target, joined by U+0004; NUL joins the forms of a plural."""
    source = join_forms(entry.msgid, entry.msgid_plural)
    return digest(KEY_SEPARATOR.join((entry.msgctxt or "", source, join_forms(*entry.msgstr))))


def read(path: Path) -> Ledger:
    """Read a ledger, which needn't exist yet; raise LedgerError with line and value where it says something unknown."""
    if not exists(path):
        return Ledger()
    data = read_bytes(path)
    # Editors on Windows put a byte order mark before a text.
    rows = enumerate(decoded(data, path).removeprefix("\ufeff").split("\n"), 1)
    return Ledger((_record(line, path, number) for number, line in rows if line.strip()), digest(data))


def write(path: Path, ledger: Ledger) -> bool:
    """Write a ledger; return whether the file changed.

    Raise ChangedError where the file is no longer what the ledger was read from: a merge of branches, say, stays.
    """
    text = "".join(f"{record.line}\n" for record in ledger.records)
    return write_text(path, text, instead_of=ledger.source)


def _record(line: str, path: Path, number: int) -> Record:
    try:
        values: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LedgerError(f"not JSON: {line[:60]!r}", path=path, line=number) from error
    known = {field.name for field in fields(Record)}
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise LedgerError(f"wants an object of texts, not {line[:60]!r}", path=path, line=number)
    if unknown := sorted(values.keys() - known):
        raise LedgerError(f"unknown key {unknown[0]!r}", path=path, line=number)
    for name, allowed in _FORMS.items():
        value = values.get(name, "")
        if not allowed.fullmatch(value):
            raise LedgerError(f"{name} is {_shown(value)}", path=path, line=number)
    for name, value in values.items():
        if SURROGATE.search(value):
            raise LedgerError(f"{name} is {_shown(value)}, which no file in UTF-8 can hold", path=path, line=number)
    try:
        clock.read(values.get("at", ""))
    except ValueError as error:
        raise LedgerError(f"at is {_shown(values.get('at', ''))}", path=path, line=number) from error
    return Record(**values)


def _shown(value: str) -> str:
    return repr(value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…")


_FORMS = {
    "entry": SHA256,
    "translation": SHA256,
    "action": re.compile("|".join(ACTIONS)),
    "by": re.compile(r"\S.*"),
    "role": re.compile("|".join(("", *PERSON_ROLES))),
    "work": re.compile("|".join(("", *WORKS))),
    "of": re.compile(rf"|{SHA256.pattern}"),
    "prev": re.compile(rf"|{SHA256.pattern}"),
}

"""What becomes of a unit that came back: taken as a draft, left as it is, or told to somebody, and never an acceptance.

A unit is held against what was sent, by the digests in its id, and against what the catalog says today: what a person
wrote or decided meanwhile is never overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.exchange.parcel import TEXT_DIGITS, source_digest, target_digest
from pipeline.exchange.returned import ReturnedUnit
from pipeline.model import State
from pipeline.po import provenance
from pipeline.po.entries import Entry

# Taken as a draft; there since an earlier time; returned as it was sent; not translated; changed here, too, or decided
# on meanwhile; its source isn't what it was; not of this project; not whole, or not to be understood.
Outcome = Literal["taken", "again", "unchanged", "untranslated", "conflict", "source", "unknown", "refused"]
WHITE = re.compile("[ \t\r\n]+")  # white space by which no other space is meant
UNTIDY = re.compile("[\t\r\n]|  |^ | $")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # no text of a page has them


@dataclass(frozen=True, slots=True)
class Sent:
    """What is known of a unit as it was sent: the first digits of its digests, and its state; empty where it isn't."""

    source: str = ""
    target: str = ""
    state: State | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A unit that came back and the entry that it is for, as it is today; `targets` are its texts as ours.

    `message` says why it isn't taken, in a sentence; it is empty where there is nothing to be told.
    """

    outcome: Outcome
    unit: ReturnedUnit
    entry: Entry | None = None
    targets: tuple[str, ...] = ()
    message: str = ""


def arrived(unit: ReturnedUnit, entry: Entry, sent: Sent) -> Arrival:
    """Return what becomes of a unit; `entry` is the one with its context and source."""
    if sent.source and not source_digest(entry.sources).startswith(sent.source):
        return Arrival("source", unit, entry, (), "Its source has changed since it was sent.")
    if unit.problem:
        return Arrival("refused", unit, entry, unit.targets, f"It isn't taken: {unit.problem}.")
    if not unit.sources or not _are_its(unit.sources, entry.sources):
        message = "It isn't taken: its <source> isn't the text that was sent."
        return Arrival("refused", unit, entry, unit.targets, message)
    if not unit.targets:
        return Arrival("untranslated", unit, entry)
    targets = tuple(tidy(target, entry.sources) for target in unit.targets)
    if len(targets) != len(entry.msgstr):
        wanted = len(entry.msgstr)
        return Arrival("refused", unit, entry, targets, f"It isn't taken: it has {len(targets)} forms, not {wanted}.")
    if bad := next((found for target in targets if (found := CONTROL.search(target))), None):
        return Arrival("refused", unit, entry, targets, f"It isn't taken: it holds the control U+{ord(bad[0]):04X}.")
    return _held_against(unit, entry, sent, targets)


def tidy(text: str, sources: Sequence[str]) -> str:
    """Return a text without the white space that tools put in; where the source has lines, its lines stay."""
    if UNTIDY.search(text) is None:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if any("\n" in source or "\t" in source for source in sources):
        return text
    plain = WHITE.sub(" ", text)
    before, after = (all(edge(source) for source in sources) for edge in (_begins_blank, _ends_blank))
    plain = plain if before else plain.lstrip(" ")
    return plain if after else plain.rstrip(" ")


def _held_against(unit: ReturnedUnit, entry: Entry, sent: Sent, targets: tuple[str, ...]) -> Arrival:
    """Hold a whole target against what was sent and what stands there today."""
    today = tuple(tidy(text, entry.sources) for text in entry.msgstr)
    as_sent = bool(sent.target) and _is(entry.msgstr, sent.target)
    if targets == today:
        return Arrival("unchanged" if as_sent else "again", unit, entry, targets)
    if sent.target and (_is(targets, sent.target) or _is(unit.targets, sent.target)):
        return Arrival("unchanged", unit, entry, targets)  # whoever changed it meanwhile contradicts nobody
    if provenance.state(entry) == "accepted" and not (as_sent and sent.state == "accepted"):
        return Arrival("conflict", unit, entry, targets, "Somebody has accepted another translation meanwhile.")
    if as_sent or provenance.may_replace(entry):
        return Arrival("taken", unit, entry, targets)
    return Arrival("conflict", unit, entry, targets, "Its translation has changed here since it was sent.")


def _are_its(texts: Sequence[str], sources: Sequence[str]) -> bool:
    if all(text in sources for text in texts):
        return True
    known = {tidy(source, sources) for source in sources}
    return all(tidy(text, sources) in known for text in texts)


def _is(targets: Sequence[str], digits: str) -> bool:
    return target_digest(targets)[:TEXT_DIGITS] == digits[:TEXT_DIGITS]


def _begins_blank(text: str) -> bool:
    return text[:1] in (" ", "\t", "\n") and text != ""


def _ends_blank(text: str) -> bool:
    return text[-1:] in (" ", "\t", "\n") and text != ""

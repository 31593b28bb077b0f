"""Fuzzy matching of an edited sentence with its earlier wording: what it takes over depends on the kind of edit.

A cosmetic edit keeps the translation and its state; an ordinary one gives a fuzzy match beside the earlier source.
After a critical one (another dose, a lost "not", another drug) the old translation is shown for reference only, in a
comment that says what has changed: one keystroke too early must not accept it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.po.entries import FUZZY, Entry, ordered_flags, source_flags
from pipeline.po.provenance import (
    CRITICAL,
    EARLIER,
    MATCH,
    agency_note,
    earlier,
    is_agency_text,
    is_ours,
    is_untouched_draft,
    with_agency_note,
)
from pipeline.text import inline
from pipeline.text.difference import Difference, TermSource, difference
from pipeline.text.similarity import FLOOR, Like, Nearest

KINDS = ("cosmetic", "ordinary", "critical")
CANDIDATES = 5  # that are looked at: the nearest may be of another context
# In so few words another way of writing ("20 %" for "20 percent") leaves little that is alike; and what is more alike
# may be another sentence ("2 months", where "twelve months" has become "12 months").
SHORT, SHORT_FLOOR, SHORT_CANDIDATES = 5, 0.4, 10


@dataclass(frozen=True, slots=True)
class Carried:
    """An approval that a cosmetic edit of the source leaves standing, and the rule that says so."""

    old: Entry
    new: Entry
    rule: str


class Edits:
    """The entries whose source is gone, searched for the earlier wording of a new sentence."""

    def __init__(self, gone: Sequence[Entry], lang: str, termbase: TermSource | None) -> None:
        # A machine's draft is made anew from the new words; only what a person worked on is worth offering.
        self._gone = [entry for entry in gone if all(entry.msgstr) and not is_untouched_draft(entry)]
        self._nearest: Nearest | None = None
        self._lang = lang
        self._termbase = termbase
        self.carried: list[Carried] = []

    def offer(self, entry: Entry) -> Entry:
        """Return the entry with what its earlier wording has to offer; one with a translation stays as it is."""
        if any(entry.msgstr) or not self._gone or any(line.startswith(CRITICAL) for line in entry.translator):
            return entry
        self._nearest = self._nearest or Nearest([old.msgid for old in self._gone])
        if len(entry.msgid.split()) <= SHORT:
            for like in self._alike(entry, self._nearest, limit=SHORT_CANDIDATES, floor=SHORT_FLOOR):
                edit = self._edit(entry, self._gone[like.index])
                if edit.kind == "cosmetic" or edit.rule == "writing":
                    return self._edited(entry, self._gone[like.index], edit, like.score)
        best = next(self._alike(entry, self._nearest, limit=CANDIDATES, floor=FLOOR), None)
        if best is None:
            return entry
        old = self._gone[best.index]
        return self._edited(entry, old, self._edit(entry, old), best.score)

    def _alike(self, entry: Entry, nearest: Nearest, *, limit: int, floor: float) -> Iterator[Like]:
        """Yield what is most like the entry and of its context and kind of plural."""
        for like in nearest.find(entry.msgid, limit=limit, floor=floor):
            old = self._gone[like.index]
            if old.msgctxt == entry.msgctxt and (old.msgid_plural is None) == (entry.msgid_plural is None):
                yield like

    def _edited(self, entry: Entry, old: Entry, edit: Difference, score: float) -> Entry:
        """Return the entry with the translation of its earlier wording as far as the kind of edit allows it."""
        theirs = [line for line in old.translator if not is_ours(line)]
        comments = tuple(dict.fromkeys((*theirs, *entry.translator)))
        if edit.kind == "critical":
            notes = (f"{CRITICAL} {edit.text}", earlier(old))
            return replace(entry, translator=(*comments, *(" ".join(note.split()) for note in notes)))
        own = [flag for flag in old.flags if flag not in source_flags(old.flags)]
        if edit.kind == "cosmetic" and inline.mismatch(entry.msgid, old.msgid) is None:
            kept = ordered_flags([*own, *entry.flags], old.msgstr)
            result = replace(entry, msgstr=old.msgstr, flags=kept, translator=comments)
            if not result.fuzzy:
                self.carried.append(Carried(old, result, edit.rule))
            note = agency_note(old) if is_agency_text(old) else None
            return with_agency_note(result, note) if note else result
        return replace(
            entry,
            msgstr=old.msgstr,
            flags=ordered_flags([FUZZY, *own, *entry.flags], old.msgstr),
            translator=(*comments, f"{MATCH} {score:.2f}, {EARLIER}"),
            previous_msgctxt=old.msgctxt,
            previous_msgid=old.msgid,
            previous_msgid_plural=old.msgid_plural,
        )

    def _edit(self, entry: Entry, old: Entry) -> Difference:
        """Return the graver of the differences of singular and plural."""
        pairs = [(old.msgid, entry.msgid)]
        if old.msgid_plural is not None and entry.msgid_plural is not None:
            pairs.append((old.msgid_plural, entry.msgid_plural))
        edits = [difference(before, after, self._lang, self._termbase) for before, after in pairs]
        return max(edits, key=lambda edit: KINDS.index(edit.kind))

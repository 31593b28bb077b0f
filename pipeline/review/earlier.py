"""Last accepted translations of sentences whose source has changed since: proof is the ledger, not a comment.

A match in a catalog names the wording that it was made for (`#| msgid`). That only says where to look, because what the
memory offers from another place looks the same. A wording is this sentence's own where a merge of this very catalog has
put it out of use. Its translation counts where the ledger holds an acceptance of exactly that context, source and
target.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.po.entries import Catalog, Entry
from pipeline.po.provenance import CRITICAL, EARLIER, MATCH
from pipeline.review.approvals import Approvals
from pipeline.text import inline
from pipeline.text.difference import TermSource, difference
from pipeline.text.similarity import FLOOR, likeness


class EarlierWordings:
    """The earlier wordings of a catalog's sentences."""

    def __init__(self, current: Catalog, approvals: Approvals) -> None:
        self._approvals = approvals
        self._living = {entry.key for entry in current.entries if not entry.obsolete}
        self._gone: dict[str, list[Entry]] = {}
        for entry in current.entries:
            if entry.obsolete:
                self._gone.setdefault(entry.key, []).append(entry)

    def accepted(self, entry: Entry) -> Entry | None:
        """Return the last earlier wording with a translation that a known person accepted; None where there is none.

        A wording that still stands on the page is another sentence, no earlier wording of this one.
        """
        if any(line.startswith(CRITICAL) for line in entry.translator):
            return None
        for old in self._wordings(entry):
            if all(old.msgstr) and not any(map(inline.is_empty, old.msgstr)) and self._approvals.reviews(old):
                # Whoever rejects the old translation of the new wording has seen that it doesn't fit.
                rejected = self._approvals.rejected(_with_translation(entry, old))
                return None if rejected else old
        return None

    def _wordings(self, entry: Entry) -> Iterator[Entry]:
        """Yield the earlier wordings from the last to the first, each with the translations that may be its own."""
        seen = {entry.key}
        current: Entry | None = entry
        while current is not None and current.previous_msgid is not None and not _is_from_elsewhere(current):
            plural = current.previous_msgid_plural
            old = Entry(current.previous_msgid, current.msgstr, current.previous_msgctxt, plural)
            of_a_kind = old.msgctxt == entry.msgctxt and (plural is None) == (entry.msgid_plural is None)
            if not of_a_kind or old.key in seen or old.key in self._living:
                return
            seen.add(old.key)
            gone = [each for each in self._gone.get(old.key, ()) if each.msgid_plural == plural]
            if not gone:
                return
            yield old
            yield from gone
            current = next((each for each in gone if each.previous_msgid is not None), None)


def may_stand_for(old: Entry, new: Entry, lang: str, termbase: TermSource | None) -> bool:
    """Tell whether the translation of an earlier wording may be read in the place of the new one: nothing critical."""
    pairs = [(old.msgid, new.msgid)]
    if old.msgid_plural is not None and new.msgid_plural is not None:
        pairs.append((old.msgid_plural, new.msgid_plural))
    for before, after in pairs:
        kind = difference(before, after, lang, termbase).kind
        if kind == "critical" or (kind == "ordinary" and likeness(before, after) < FLOOR):
            return False
    return True


def _is_from_elsewhere(entry: Entry) -> bool:
    """Tell whether an entry's match is the memory's, of another sentence."""
    return any(line.startswith(MATCH) and EARLIER not in line for line in entry.translator)


def _with_translation(entry: Entry, old: Entry) -> Entry:
    return Entry(entry.msgid, old.msgstr, entry.msgctxt, entry.msgid_plural)

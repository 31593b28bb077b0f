"""Duplicate entries of a catalog, as careless merges leave them: harmless where they say the same, else refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b

from pipeline.model import join_forms
from pipeline.po.entries import Entry, ordered_flags, source_flags
from pipeline.po.provenance import earlier, is_ours

KEY = 15  # bytes of a key's digest: no two of any number of entries have the same
LINE, PLURAL = 4, 8  # where the bytes of the line end, and those of the plural's digest
NOTHING = bytes(8)  # instead of the digest of a translation, where there is none


class Repeats:
    """The entries seen so far, as digests, so that a catalog of any length takes little memory.

    `any` is whether one came twice.
    """

    def __init__(self) -> None:
        self.any = False
        self._known: dict[bytes, bytes] = {}

    def contradicted(self, entry: Entry) -> int | None:
        """Remember a living entry; return the line of an earlier one that says otherwise of the same source.

        Nothing contradicts itself where one of two is untranslated, or both have the same translation.
        """
        key = _digest(entry.key, KEY) + bytes([entry.msgctxt is None])
        translation = _digest(join_forms(*entry.msgstr), len(NOTHING)) if any(entry.msgstr) else NOTHING
        plural = _digest(entry.msgid_plural, PLURAL - LINE) if entry.msgid_plural else bytes(PLURAL - LINE)
        new = entry.line.to_bytes(LINE) + plural + translation
        old = self._known.setdefault(key, new)
        if old is new:
            return None
        self.any = True
        earlier = old[PLURAL:]
        if old[LINE:PLURAL] != new[LINE:PLURAL] or (translation != earlier and NOTHING not in (translation, earlier)):
            return int.from_bytes(old[:LINE])
        if earlier == NOTHING:
            self._known[key] = new
        return None


def once(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries with each living one once, where its first stood."""
    places: dict[tuple[str | None, str], int] = {}
    result: list[Entry] = []
    for entry in entries:
        place = len(result) if entry.obsolete else places.setdefault((entry.msgctxt, entry.msgid), len(result))
        if place == len(result):
            result.append(entry)
        else:
            result[place] = _joined(result[place], entry)
    return result


def with_others(entry: Entry, others: Sequence[Entry]) -> Entry:
    """Keep what else was written under an entry's name in its comments.

    There are others where the plural of the source changed, or where a merge of branches left an entry twice,
    living and obsolete: gettext refuses such a file.
    """
    lines = list(entry.translator)
    for other in others:
        if any(other.msgstr) and (other.msgstr, other.msgid_plural) != (entry.msgstr, entry.msgid_plural):
            lines.append(earlier(other))
        lines += [line for line in other.translator if not is_ours(line)]
    return replace(entry, translator=tuple(dict.fromkeys(lines))) if others else entry


def has_words(entry: Entry) -> bool:
    """Tell whether an entry holds anything that was written in it: a translation, or a person's comment."""
    return any(entry.msgstr) or any(line.strip() and not is_ours(line) for line in entry.translator)


def _joined(first: Entry, second: Entry) -> Entry:
    """Return two entries of one source as one: with the translation that there is, fuzzy if either doubts it."""
    main, other = (first, second) if any(first.msgstr) or not any(second.msgstr) else (second, first)
    doubts = other.flags if any(other.msgstr) else source_flags(other.flags)
    return replace(
        main,
        flags=ordered_flags((*main.flags, *doubts), main.msgstr),
        translator=tuple(dict.fromkeys((*first.translator, *second.translator))),
        extracted=tuple(dict.fromkeys((*first.extracted, *second.extracted))),
        references=tuple(dict.fromkeys((*first.references, *second.references))),
        line=first.line,
    )


def _digest(text: str, size: int) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()

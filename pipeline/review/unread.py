"""Drafts whose flags went though nobody read them: the text is still the machine's, apart from how it is written.

Some tools drop flags, and on the way write texts as they like: another space, another normalisation, a full stop. An
entry keeps nothing of its draft but the digest. So an edit is one of form where undoing it, in one of the ways that are
known, leads back to a text with that digest.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.locales import Locale
from pipeline.model import FORM_SEPARATOR, join_forms, split_forms
from pipeline.po import provenance
from pipeline.po.entries import Catalog, Entry
from pipeline.text import inline
from pipeline.text.classes import classes_of

LEAST = 10  # fewer than so many drafts a person may well have read, and found right
# What could harm a patient: so many of them at once are refused, however many others were edited or wait.
RISKY = ("dose", "emergency", "eligibility", "instruction")
LONGEST = 2000  # characters up to which each place of a text is tried; the time grows with the square
SPACES = " \u00a0\u202f\u2009"
ENDS = ".!?…:;,。！？：；，、．｡،؛؟۔।॥።։"
MEASURE = re.compile(r"(?<=\d) (?=[^\W\d_]|[%°‰])")
FRENCH = re.compile(r"(?<=[«‹]) | (?=[»›;:!?])")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Flags:
    """The accepted entries of a catalog that the ledger doesn't know: `fresh`, and of these the `unread` drafts.

    `drafts` counts the drafts at stake, unread, edited or still waiting. `classes` are those of the unread, by key.
    """

    path: Path
    fresh: tuple[Entry, ...]
    unread: tuple[Entry, ...]
    drafts: int
    classes: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def risky(self) -> tuple[Entry, ...]:
        """The unread drafts in which a mistake could harm a patient."""
        return tuple(entry for entry in self.unread if not self.classes[entry.key].isdisjoint(RISKY))


@dataclass(frozen=True, slots=True)
class Refused:
    """The drafts of a catalog that `sync` leaves alone, as nobody can have read them, of how many at stake there.

    `classes` counts those of RISKY among them.
    """

    path: Path
    entries: tuple[Entry, ...]
    drafts: int
    classes: Mapping[str, int]

    @property
    def unchanged(self) -> int:
        """How many drafts lost their flags unchanged."""
        return len(self.entries)


def flags(
    path: Path, current: Catalog, fresh: Sequence[Entry], classes: Mapping[str, frozenset[str]], source: Locale
) -> Flags:
    """Return what became of a catalog's flags; `classes` are those of its page's segments, by their keys."""
    living = [entry for entry in current.entries if not entry.obsolete]
    unread = tuple(entry for entry in fresh if is_unread(entry))
    edited = [entry for entry in fresh if _digest_of(entry) is not None and entry not in unread]
    waiting = [entry for entry in living if _waits(entry)]
    named = {entry.key: classes.get(entry.key, frozenset()) | _by_words(entry, source) for entry in unread}
    return Flags(path, tuple(fresh), unread, len(unread) + len(edited) + len(waiting), named)


def refused(found: Sequence[Flags]) -> list[Refused]:
    """Return what must not be recorded of the flags that went in a locale's catalogs since the last time.

    Where most drafts of catalogs lost their flags unread, that is all of these; where many of RISKY did, these. What
    was made for another wording and was adapted by nobody is never let through by its small number.
    """
    crowded = [each for each in found if 2 * len(each.unread) > each.drafts]
    many = sum(len(each.unread) for each in crowded) >= LEAST
    many_risky = sum(len(each.risky) for each in found) >= LEAST
    result = []
    for each in found:
        others = [entry for entry in each.unread if each in crowded and (many or entry.previous_msgid is not None)]
        entries = tuple(entry for entry in each.unread if entry in others or (many_risky and entry in each.risky))
        if entries:
            counts = Counter(name for entry in entries for name in RISKY if name in each.classes[entry.key])
            classes = {name: counts[name] for name in RISKY if counts[name]}
            result.append(Refused(each.path, entries, each.drafts, classes))
    return result


def is_unread(entry: Entry) -> bool:
    """Tell whether an entry holds what a machine, an agency or the memory offered, word for word."""
    return provenance.is_as_offered(entry) or _has_only_another_form(entry)


def _waits(entry: Entry) -> bool:
    """Tell whether a draft waits for somebody; some editors write it as a blank, and keep its comment."""
    if not any(entry.msgstr):
        return _digest_of(entry) is not None
    return entry.fuzzy and is_unread(entry)


def _by_words(entry: Entry, source: Locale) -> frozenset[str]:
    return classes_of(inline.blank_codes(f"{entry.msgid} {entry.msgid_plural or ''}"), source)


def _digest_of(entry: Entry) -> str | None:
    """Return the digest of what a machine drafted, or an agency returned; None where neither did."""
    note = provenance.machine_note(entry) or provenance.agency_note(entry)
    return None if note is None else note.digest


def _has_only_another_form(entry: Entry) -> bool:
    known = _digest_of(entry)
    if known is None or not all(entry.msgstr):
        return False
    source = join_forms(entry.msgid, entry.msgid_plural)
    tried = dict.fromkeys(_ways_back(join_forms(*entry.msgstr)))
    return any(provenance.draft_digest(entry.msgctxt, source, text) == known for text in tried)


def _ways_back(text: str) -> Iterator[str]:
    """Yield the texts of which this may be another form, the forms of a plural joined by NUL."""
    normal = [text, *(unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC"))]
    spaced = [*normal, *map(_collapsed, normal)]
    spaced += [MEASURE.sub("\u00a0", each) for each in spaced]
    spaced += [FRENCH.sub(space, each) for each in spaced for space in "\u00a0\u202f"]
    for each in dict.fromkeys(spaced):
        yield from _with_other_ends(each)
    if len(text) > LONGEST:
        return
    for each in dict.fromkeys((*normal[:3], *map(_collapsed, normal[:3]))):
        yield from _with_one_other_sign(each)


def _collapsed(text: str) -> str:
    """Return the text with one ordinary space where it has any white space, and no sign that nobody sees."""
    return join_forms(*(" ".join(UNSEEN.sub("", form).split()) for form in split_forms(text)))


def _with_other_ends(text: str) -> Iterator[str]:
    """Yield the text as it is, and with another final sign of one of its forms or of all of them."""
    yield text
    forms = split_forms(text)
    stems = [form.rstrip(f"{ENDS}{SPACES}") for form in forms]
    for end in ("", *ENDS, "...", *(f"{space}{sign}" for space in SPACES[1:3] for sign in "!?:;")):
        ended = [f"{stem}{end}" for stem in stems]
        yield join_forms(*ended)
        if len(forms) > 1:
            yield from (join_forms(*forms[:at], ended[at], *forms[at + 1 :]) for at in range(len(forms)))


def _with_one_other_sign(text: str) -> Iterator[str]:
    """Yield the text with a space or a full stop more, less or of another kind, at each place."""
    for at, char in enumerate(text):
        if char == FORM_SEPARATOR:
            continue
        yield from (f"{text[:at]}{sign}{text[at:]}" for sign in " .")
        if char in SPACES or char == ".":
            yield f"{text[:at]}{text[at + 1 :]}"
        if char in SPACES:
            yield from (f"{text[:at]}{space}{text[at + 1 :]}" for space in SPACES)

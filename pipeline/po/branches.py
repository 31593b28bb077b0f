"""Merging two branches of a catalog, entry by entry, for git: by lines, two branches conflict in every locale's file.

Nothing that a person wrote is lost, and nothing is published that nobody accepted: where both branches gave an entry
other words, it waits as fuzzy, with the other branch's words in a comment, so that a translator decides in the editor.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from pipeline.errors import CatalogError
from pipeline.locales import plural_forms
from pipeline.locales.plural_rules import is_open
from pipeline.po.entries import FUZZY, Catalog, Entry, ordered_flags
from pipeline.po.headers import PLURAL_FORMS
from pipeline.po.provenance import (
    AGENCY,
    FINDING,
    MACHINE,
    MATCH,
    SAME,
    SIMILAR,
    is_ours,
    is_untouched_draft,
    on_other_branch,
)
from pipeline.po.repeats import has_words, with_others

Value = TypeVar("Value")
Key = tuple[str | None, str]
REVISED, TRANSLATOR = "PO-Revision-Date", "Last-Translator"
DATES = ("POT-Creation-Date", REVISED)
# Comments that speak of a translation and go where it goes.
OF_THE_WORDS = (MACHINE, AGENCY, FINDING, MATCH, SIMILAR, *SAME)
NO_TIME = "0001-01-01 00:00+0000"
ALIKE = 0.5  # of the words of a sentence and its earlier wording; whoever finds it too much drafts a sentence again


@dataclass(frozen=True, slots=True)
class Joined:
    """The catalog of both branches, and its entries that both had given other words."""

    catalog: Catalog
    contested: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class _Version:
    """A catalog as one of the three versions has it: its entries once each, in their order."""

    catalog: Catalog
    entries: Mapping[Key, Entry]


def join(base: Catalog, ours: Catalog, theirs: Catalog) -> Joined:
    """Return the catalog of two branches; `base` is what both come from, and is empty where each added the file.

    What only one branch changed is as there: words, state, comments, fields of the header. Raise CatalogError where
    the branches count plurals in ways that can't be brought together, LocaleError where the header's locale is none.
    """
    if ours == theirs or theirs == base:
        return Joined(ours)
    if ours == base:
        return Joined(theirs)
    headers = _headers(base, ours, theirs)
    versions = [_version(each, headers) for each in (base, ours, theirs)]
    before, mine, other = versions
    entries: dict[Key, Entry] = {}
    contested: list[Entry] = []
    old_words = {entry.msgstr for entry in before.entries.values()}
    for key in _order(*(version.entries for version in versions)):
        old, own, another = (version.entries.get(key) for version in versions)
        entry, is_contested = _entry(old, own, another, old_words)
        if entry is not None:
            entries[key] = entry
            contested += [entry] if is_contested else []
    for branch, counterpart in ((mine, other), (other, mine)):
        _reopen(entries, before, branch, counterpart)
    # Forms that were put in another order have been accepted in the old one.
    accepted = {(entry.key, entry.msgstr) for each in (ours, theirs) for entry in each.entries if not entry.fuzzy}
    for key, entry in entries.items():
        if any(entry.msgstr) and (entry.key, entry.msgstr) not in accepted:
            entries[key] = _doubted(entry)
    header = replace(
        _described(base.header, ours.header, theirs.header),
        flags=_lines(base.header.flags, ours.header.flags, theirs.header.flags),
        references=_one(base.header.references, ours.header.references, theirs.header.references),
    )
    trailer = _lines(base.trailer, ours.trailer, theirs.trailer)
    ordered = sorted(entries.values(), key=lambda entry: entry.obsolete)
    return Joined(Catalog(headers, tuple(ordered), header, trailer), tuple(contested))


def _version(found: Catalog, headers: Mapping[str, str]) -> _Version:
    """Return a version's entries with their plural forms in the order of the merged header."""
    name = headers.get("Language", "").strip()
    own, wanted = found.headers.get(PLURAL_FORMS, ""), headers.get(PLURAL_FORMS, "")
    grouped: dict[Key, list[Entry]] = {}
    for entry in found.entries:
        if entry.msgid_plural is not None and any(entry.msgstr) and own != wanted and name:
            entry = _counted(entry, name, own, wanted)
        grouped.setdefault((entry.msgctxt, entry.msgid), []).append(entry)
    return _Version(found, {key: with_others(entries[0], entries[1:]) for key, entries in grouped.items()})


def _counted(entry: Entry, name: str, own: str, wanted: str) -> Entry:
    """Return an entry with its forms in the order of another rule."""
    forms = plural_forms.converted(entry.msgstr, name, "" if is_open(own) else own, wanted)
    if forms is None:
        raise CatalogError(f"the branches count plurals in other ways: {own!r} and {wanted!r}", line=entry.line)
    return replace(entry, msgstr=forms)


def _headers(base: Catalog, ours: Catalog, theirs: Catalog) -> dict[str, str]:
    """Return the fields of both: of those that both changed, the later date, and what the later revision says."""
    mine, other = ours.headers, theirs.headers
    is_later = _moment(other.get(REVISED, "")) > _moment(mine.get(REVISED, ""))
    merged = {}
    for name in dict.fromkeys((*mine, *other)):
        known = mine.get(name), other.get(name)
        value = _one(base.headers.get(name), *known, otherwise=known[is_later] or known[not is_later])
        if name in DATES and base.headers.get(name) != known[0] != known[1] != base.headers.get(name):
            value = max(filter(None, known), key=_moment)
        if value is not None:
            merged[name] = value
    if TRANSLATOR in merged:
        merged[TRANSLATOR] = _translators(base, ours, theirs) or merged[TRANSLATOR]
    return merged


def _translators(base: Catalog, ours: Catalog, theirs: Catalog) -> str:
    """Return who accepted what the branches accepted: nobody's decision is to be taken for somebody else's.

    Two people are named without their addresses, so that `review sync` takes them for neither.
    """
    known = {(entry.msgctxt, entry.msgid): _decision(entry) for entry in base.entries}
    names = [
        branch.headers.get(TRANSLATOR, "")
        for branch in (ours, theirs)
        if any(
            any(entry.msgstr) and not entry.fuzzy and _decision(entry) != known.get((entry.msgctxt, entry.msgid))
            for entry in branch.entries
        )
    ]
    if len(set(names)) < 2:
        return names[0] if names else ""
    return ", ".join(name.partition("<")[0].strip() or name.strip("<> ") for name in names)


def _moment(text: str) -> datetime:
    for value in (text, NO_TIME):
        try:
            return datetime.strptime(value.strip(), "%Y-%m-%d %H:%M%z")
        except ValueError:
            continue
    raise AssertionError(NO_TIME)


def _entry(
    base: Entry | None, ours: Entry | None, theirs: Entry | None, known: Collection[tuple[str, ...]]
) -> tuple[Entry | None, bool]:
    """Return an entry as both branches have it, if they have, and whether both gave it other words.

    `known` are the translations that there were before the branches: offered again, they are no new words.
    """
    if ours is None or theirs is None:
        return _left(base, ours or theirs), False
    if ours == theirs or theirs == base:
        return ours, False
    if ours == base:
        return theirs, False
    blank = base or Entry(ours.msgid, msgctxt=ours.msgctxt, obsolete=True)
    plural = _one(blank.msgid_plural, ours.msgid_plural, theirs.msgid_plural)
    if ours.msgid_plural != theirs.msgid_plural:  # other sources: one is translated, the other told
        main, other = (ours, theirs) if ours.msgid_plural == plural else (theirs, ours)
        return with_others(main, [other]), False
    main, loser = _decided(blank, ours, theirs, known)
    obsolete = _one(blank.obsolete, ours.obsolete, theirs.obsolete)
    facts = ours if ours.obsolete and obsolete else theirs if theirs.obsolete and obsolete else None
    described = _described(blank, ours, theirs)
    own = [line for line in main.translator if line.startswith(OF_THE_WORDS)]
    people = [line for line in described.translator if not line.startswith(OF_THE_WORDS)]
    notes = [line for line in main.translator if line in own or line in people]
    others = _lines(*(tuple(flag for flag in each.flags if flag != FUZZY) for each in (blank, ours, theirs)))
    result = replace(
        main,
        flags=ordered_flags((*others, *([FUZZY] if main.fuzzy else [])), main.msgstr),
        translator=tuple(dict.fromkeys((*notes, *people))),
        extracted=facts.extracted if facts else described.extracted,
        references=facts.references if facts else _one(blank.references, ours.references, theirs.references),
        obsolete=obsolete,
    )
    if loser is None:
        return result, False
    return _doubted(_telling(result, loser)), True


def _telling(entry: Entry, other: Entry) -> Entry:
    return replace(entry, translator=tuple(dict.fromkeys((*entry.translator, on_other_branch(other)))))


def _left(base: Entry | None, left: Entry | None) -> Entry | None:
    """Return what becomes of an entry that one branch doesn't have: new, or of a source that is gone there."""
    if base is None or left is None:
        return left
    if not has_words(left) or (_decision(left), _people(left)) == (_decision(base), _people(base)):
        return None
    return replace(left, obsolete=True, extracted=(), references=())


def _decided(base: Entry, ours: Entry, theirs: Entry, known: Collection[tuple[str, ...]]) -> tuple[Entry, Entry | None]:
    """Return whose words and state an entry has, and the other one where both branches gave it words of people."""
    mine, other = _decision(ours), _decision(theirs)
    if mine == other or other == _decision(base):
        return ours, None
    if mine == _decision(base):
        return theirs, None
    if ours.msgstr == theirs.msgstr:
        return (theirs if ours.fuzzy else ours), None
    pairs = ((ours, theirs), (theirs, ours))
    for one, another in pairs:
        if not any(one.msgstr):
            return another, None
    # Among these is a mere doubt of words that the other branch has replaced.
    drafts = [is_untouched_draft(each) or (each.fuzzy and each.msgstr in known) for each in (ours, theirs)]
    if any(drafts):
        return (theirs, None) if drafts[0] and not drafts[1] else (ours, None)
    # What a person typed protects the entry from being drafted again, as an accepted draft that waits anew would not.
    return max(pairs, key=lambda pair: (not is_untouched_draft(_doubted(pair[0])), not pair[0].fuzzy))


def _decision(entry: Entry) -> tuple[object, ...]:
    """Return what somebody decides in an entry: its words, and whether they wait."""
    if not any(entry.msgstr):
        return ()
    return (entry.msgstr, entry.fuzzy, entry.msgid_plural, entry.previous_msgid)


def _people(entry: Entry) -> list[str]:
    return [line for line in entry.translator if not is_ours(line)]


def _doubted(entry: Entry) -> Entry:
    return replace(entry, flags=ordered_flags((FUZZY, *entry.flags), entry.msgstr))


def _reopen(entries: dict[Key, Entry], base: _Version, branch: _Version, other: _Version) -> None:
    """Empty what a branch took over, or drafted, for an edited sentence whose earlier wording the other has decided on.

    The next `extract` offers what was decided there, as if it had been decided before the edit.
    """
    decided = [
        (old, new)
        for key, old in base.entries.items()
        if not old.obsolete and _is_gone(branch, key) and (new := other.entries.get(key)) is not None
        if any(new.msgstr) and _decision(new) != _decision(old) and not is_untouched_draft(new)
    ]
    for key in branch.entries.keys() - base.entries.keys() if decided else ():
        entry = entries.get(key)
        if entry is None or entry != branch.entries[key] or entry.obsolete or not any(entry.msgstr):
            continue
        if any(_is_overtaken(entry, old, new) for old, new in decided):
            bare = replace(
                entry,
                msgstr=("",) * len(entry.msgstr),
                flags=tuple(flag for flag in entry.flags if flag != FUZZY),
                translator=tuple(line for line in entry.translator if not line.startswith(OF_THE_WORDS)),
                previous_msgctxt=None,
                previous_msgid=None,
                previous_msgid_plural=None,
            )
            entries[key] = bare if entry.fuzzy else _telling(bare, entry)


def _is_overtaken(entry: Entry, old: Entry, new: Entry) -> bool:
    """Tell whether an entry has what the earlier wording's was before, or a draft, and not what it became."""
    if (entry.msgid_plural is None) != (old.msgid_plural is None):
        return False
    if entry.msgstr == old.msgstr:
        return entry.fuzzy or new.fuzzy or new.msgstr != old.msgstr
    return is_untouched_draft(entry) and _are_alike(entry.msgid, old.msgid)


def _is_gone(branch: _Version, key: Key) -> bool:
    entry = branch.entries.get(key)
    return entry is None or entry.obsolete


def _are_alike(one: str, other: str) -> bool:
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return len(words & others) >= ALIKE * max(len(words), len(others))


def _described(base: Entry, ours: Entry, theirs: Entry) -> Entry:
    """Return our entry with the comments of both."""
    return replace(
        ours,
        translator=_lines(base.translator, ours.translator, theirs.translator),
        extracted=_lines(base.extracted, ours.extracted, theirs.extracted),
    )


def _one(base: Value, ours: Value, theirs: Value, *, otherwise: Value | None = None) -> Value:
    """Return what the one branch made of a value that changed it; where both did, `otherwise` or ours."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    return ours if otherwise is None else otherwise


def _lines(base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """Return lines without what either branch took out, and with what either added."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    gone = set(base) - set(theirs)
    added = [line for line in theirs if line not in base]
    return tuple(dict.fromkeys((*(line for line in ours if line not in gone), *added)))


def _order(base: Iterable[Key], ours: Iterable[Key], theirs: Iterable[Key]) -> Sequence[Key]:
    """Return the keys of both branches in the order of the one that moved some, or that both have.

    What the other one added stands behind what it follows there.
    """
    before, mine, other = list(base), list(ours), list(theirs)
    shared = set(before) & set(mine) & set(other)
    if [key for key in mine if key in shared] == [key for key in before if key in shared]:
        spine, inserted = other, mine
    else:
        spine, inserted = mine, other
    places = set(spine)
    following: dict[Key | None, list[Key]] = {}
    last: Key | None = None
    for key in inserted:
        if key in places:
            last = key
        else:
            following.setdefault(last, []).append(key)
    return [*following.get(None, []), *(key for each in spine for key in (each, *following.get(each, ())))]

"""Provenance of translations, kept in translator comments: a draft has its digest there, so that a person's work shows.

What is ours in an entry are the translator comments that begin with one of `MARKS`, because only translator
comments survive every editor and msgmerge:

    # MT: bergamot-enpt@1693087644+int8 score 0.83 draft 5f3a9c1e0b7d
    # MT: unmet — the number 13.8 is missing

The first line names what made the draft, how sure it was, and the draft's digest; a line follows for each
thing that the machine couldn't keep. What an agency returned has a line of its own, with the agency's name, the parcel
that it was sent in, the digest of the text, and the agency's own word for how far it is:

    # AGENCY: Lingua Medica 0123456789ab 5f3a9c1e0b7d — final

All other comments are people's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.model import KEY_SEPARATOR, Segment, State, Unit, join_forms, segment_key
from pipeline.po import roles
from pipeline.po.entries import FUZZY, Entry
from pipeline.system.files import digest
from pipeline.text import inline

MACHINE = "MT:"
MEMORY = "TM:"
FINDING = "QA:"
CRITICAL = "CRITICAL CHANGE:"
AGENCY = "AGENCY:"
MARKS = (MACHINE, MEMORY, FINDING, CRITICAL, AGENCY)
MATCH = f"{MEMORY} fuzzy"  # a translation of an earlier or a similar wording
EARLIER = "from an earlier wording of this sentence"  # where such a match comes from, if not from another sentence
REJECTED = "rejected"  # the origin of a translation that a person has turned down
ACCEPTED_IN = "accepted in"  # how a translation begins that people accepted for the same source in another role
SAME = (
    f"{MEMORY} context",
    f"{MEMORY} exact",
    f"{MEMORY} {ACCEPTED_IN}",
)  # a translation of the same wording, from another place
SIMILAR = f"{MEMORY} similar"  # a match that is shown beside a machine's draft, for reference
OTHER_BRANCH = f"{MEMORY} other branch —"  # how the words begin that an entry had on the branch merged into this one
EARLIER_WORDS = f"{MEMORY} earlier —"  # how a translation begins that is kept with its source, for reference
_OF_PEOPLE = (OTHER_BRANCH, EARLIER_WORDS)
UNMET = "unmet —"
GLOSSARY = ("Glossary: ", "Glossary, also: ", "Glossary, not: ")  # how the lines of a term begin in `#.` comments
PREVIEW = "Preview: "  # how the line of an entry begins that names its place in the preview
DIGEST_DIGITS = 12  # 48 bits: no other text of an entry is taken for its draft, and the comment stays short
MACHINE_COMMENT = re.compile(rf"MT: (\S.*) score ([01](?:\.[0-9]+)?) draft ([0-9a-f]{{{DIGEST_DIGITS}}})")
UNKNOWN_PARCEL = "-"  # what stands for a parcel that a returned file doesn't name
AGENCY_COMMENT = re.compile(
    rf"AGENCY: (\S.*) ([0-9a-f]{{{DIGEST_DIGITS}}}|{UNKNOWN_PARCEL}) ([0-9a-f]{{{DIGEST_DIGITS}}})(?: — (.*))?"
)
IGNORE = re.compile(r"\s*ignore:\s*(?P<check>\w+(?:-\w+)*)(?![\w-]*\w)\s*[—–:-]+\s*(?P<reason>[^\s—–:-].*)")


# How an accepted text came about (ISO 18587): a person typed it, corrected a machine's draft, or took one as it was.
Work = Literal["translated", "post-edited", "unchanged"]


@dataclass(frozen=True, slots=True)
class MachineNote:
    """A draft's provenance, from its `MT:` lines: what made it, its score in 0–1, its digest, what it couldn't keep."""

    origin: str
    score: float
    digest: str
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyNote:
    """A returned text's provenance, from its `AGENCY:` line; `said` is the agency's own word for how far it is."""

    name: str
    parcel: str
    digest: str
    said: str = ""


def draft_digest(context: str | None, source: str, target: str) -> str:
    """Return the 12 hexadecimal digits that a draft is known by.

    They are the first of the SHA-256 of context (empty without one), source and target, joined by U+0004,
    which no PO file has a use for. Singular and plural, and the forms of a translation, are joined by NUL, which
    no PO file can hold: as in compiled catalogs.
    """
    return digest(KEY_SEPARATOR.join((context or "", source, target)))[:DIGEST_DIGITS]


def machine_comment(origin: str, score: float, draft: str) -> str:
    """Return the translator comment of a draft with this digest."""
    return f"{MACHINE} {origin} score {score:.2f} draft {draft}"


def machine_note(entry: Entry) -> MachineNote | None:
    """Read the `MT:` line of an entry; None where no machine has drafted it."""
    return _note(entry.translator)


def agency_note(entry: Entry) -> AgencyNote | None:
    """Read the `AGENCY:` line of an entry; None where no agency has returned it."""
    return _agency(entry.translator)


def returned(unit: Unit) -> AgencyNote | None:
    """Read the `AGENCY:` line of a unit that holds an agency's text as it came back; None for any other."""
    note = _agency(unit.comments)
    segment = unit.segment
    fits = note is not None and note.digest == _digest_of(segment.context, segment.text, segment.plural, unit.targets)
    return note if fits else None


def drafted(unit: Unit) -> MachineNote | None:
    """Read the `MT:` line of a unit that holds a machine's draft as it was written; None for any other."""
    note = _note(unit.comments)
    segment = unit.segment
    fits = note is not None and note.digest == _digest_of(segment.context, segment.text, segment.plural, unit.targets)
    return note if fits else None


def is_ours(line: str) -> bool:
    """Tell whether a translator comment is one that medlocale may rewrite or remove."""
    return line.startswith(MARKS)


def state(entry: Entry) -> State:
    """Return how far an entry is by itself; a plural with some of its forms missing is a draft."""
    if not any(entry.msgstr):
        return "untranslated"
    return "draft" if entry.fuzzy or not all(entry.msgstr) else "accepted"


def is_draft_text(entry: Entry) -> bool:
    """Tell whether an entry holds a machine's words as the machine wrote them, accepted or not."""
    note = machine_note(entry)
    return note is not None and note.digest == _digest(entry)


def is_agency_text(entry: Entry) -> bool:
    """Tell whether an entry holds an agency's words as they came back, accepted or not."""
    note = agency_note(entry)
    return note is not None and note.digest == _digest(entry)


def work(entry: Entry) -> Work:
    """Say how a translation came about: its machine's note has the digest of the draft as it was."""
    note = machine_note(entry)
    if note is None:
        return "translated"
    return "unchanged" if note.digest == _digest(entry) else "post-edited"


def is_untouched_draft(entry: Entry) -> bool:
    """Tell whether an entry holds a machine's draft as the machine wrote it, accepted by no one."""
    return entry.fuzzy and is_draft_text(entry)


def is_match(entry: Entry) -> bool:
    """Tell whether what an entry holds was made for another source text and waits to be adapted.

    An agency has adapted what it returned: the earlier source stays only to be compared.
    """
    is_other = entry.previous_msgid is not None or any(line.startswith(MATCH) for line in entry.translator)
    return entry.fuzzy and is_other and not is_agency_text(entry)


def is_as_offered(entry: Entry) -> bool:
    """Tell whether an entry holds what a machine, an agency or the memory offered, fuzzy or not, if one can tell.

    A match has no digest: whoever adapts one in an editor clears the earlier source with the flag.
    """
    if machine_note(entry) is not None:
        return is_draft_text(entry)
    if agency_note(entry) is not None:
        return is_agency_text(entry)
    return entry.previous_msgid is not None or any(line.startswith(SAME) for line in entry.translator)


def may_replace(entry: Entry) -> bool:
    """Tell whether a new draft may take the place of what the entry holds: nothing, or an untouched draft."""
    return not entry.obsolete and (not any(entry.msgstr) or is_untouched_draft(entry))


def with_draft(entry: Entry, texts: Sequence[str], *, origin: str, score: float, unmet: Sequence[str] = ()) -> Entry:
    """Return the entry with a machine's draft: one text a plural form, fuzzy, `MT:` lines in the comments.

    With no texts, or empty ones, the entry stays untranslated and its `MT:` lines say what was unmet. Raise
    ValueError where the entry holds a person's work.
    """
    if not may_replace(entry):
        raise ValueError(f"a draft for an entry that a person has worked on: {entry.msgid!r}")
    drafted = bool(texts) and all(texts)
    others = tuple(flag for flag in entry.flags if flag != FUZZY)
    result = replace(
        entry,
        msgstr=tuple(texts) if drafted else ("",) * len(entry.msgstr),
        flags=(FUZZY, *others) if drafted else others,
        previous_msgctxt=None,
        previous_msgid=None,
        previous_msgid_plural=None,
    )
    notes = [machine_comment(origin, score, _digest(result))] if drafted else []
    notes += [f"{MACHINE} {UNMET} {' '.join(reason.split())}" for reason in unmet]
    kept = [line for line in entry.translator if not line.startswith(MACHINE)]
    return replace(result, translator=(*kept, *notes))


def with_agency_text(
    entry: Entry,
    texts: Sequence[str],
    *,
    name: str,
    parcel: str = "",
    said: str = "",
    comments: Sequence[str] = (),
) -> Entry:
    """Return the entry with what an agency returned: fuzzy, with an `AGENCY:` line, and `comments` as a translator's.

    What was said of the words before goes with them. Words that people wrote and that are nowhere else stay as a
    comment, and so do the earlier source and what was said of a critical change. Raise ValueError for an empty text.
    """
    if not all(texts) or len(texts) != len(entry.msgstr):
        raise ValueError(f"no whole text for {entry.msgid!r}")
    typed = any(entry.msgstr) and not (is_as_offered(entry) or is_match(entry))
    kept = [line for line in entry.translator if not is_ours(line) or line.startswith((CRITICAL, *_OF_PEOPLE))]
    others = tuple(flag for flag in entry.flags if flag != FUZZY)
    result = replace(entry, msgstr=tuple(texts), flags=(FUZZY, *others))
    mark = f"{AGENCY} {name} {parcel or UNKNOWN_PARCEL} {_digest(result)}{f' — {said}' if said else ''}"
    lines = (*kept, *([earlier(entry)] if typed and entry.msgstr != tuple(texts) else []), *comments, mark)
    return replace(result, translator=tuple(dict.fromkeys(lines)))


def with_agency_note(entry: Entry, note: AgencyNote) -> Entry:
    """Return the entry with an agency's mark on the words that it holds now; an older mark goes."""
    others = [line for line in entry.translator if not line.startswith(AGENCY)]
    said = f" — {note.said}" if note.said else ""
    return replace(entry, translator=(*others, f"{AGENCY} {note.name} {note.parcel} {_digest(entry)}{said}"))


def reopened(entry: Entry) -> Entry:
    """Return the entry without its untouched draft, to be drafted anew; raise ValueError for a person's work."""
    if not may_replace(entry):
        raise ValueError(f"a person has worked on the entry: {entry.msgid!r}")
    return replace(
        entry,
        msgstr=("",) * len(entry.msgstr),
        flags=tuple(flag for flag in entry.flags if flag != FUZZY),
        translator=tuple(line for line in entry.translator if not line.startswith((MACHINE, FINDING))),
        previous_msgctxt=None,
        previous_msgid=None,
        previous_msgid_plural=None,
    )


def unit(entry: Entry, path: str) -> Unit:
    """Return an entry of the file `path` as a unit; what it says of its source is read from the `#.` lines.

    The legend names the codes and not their markup: opening and closing are empty.
    """
    facts: dict[str, str] = {}
    notes = []
    for line in entry.extracted:
        name, colon, value = line.partition(": ")
        if colon and name in ("Role", "Class", "Paragraph", "Codes") and name not in facts:
            facts[name] = value
        elif not line.startswith((*GLOSSARY, PREVIEW)):
            notes.append(line.removeprefix("Note: "))
    numbers = (reference.rpartition(":")[2] for reference in entry.references)
    segment = Segment(
        key=segment_key(entry.msgctxt, entry.msgid),
        text=entry.msgid,
        plural=entry.msgid_plural,
        role=roles.of_words(facts.get("Role", "")),
        context=entry.msgctxt,
        block=facts.get("Paragraph", entry.msgid),
        codes=inline.read_legend(facts.get("Codes", "")),
        notes=tuple(notes),
        location=tuple(int(number) for number in numbers if number.isdecimal()),
    )
    return Unit(
        segment=segment,
        targets=entry.msgstr if any(entry.msgstr) else (),
        state=state(entry),
        origin=_origin(entry),
        place=(path, entry.line),
        comments=entry.translator,
    )


def earlier(entry: Entry) -> str:
    """Return the comment that shows an earlier translation with its source, for reference."""
    source, target = entry.msgid_plural or entry.msgid, " | ".join(entry.msgstr)
    return f"{EARLIER_WORDS} {source} → {target}".replace("\n", "\\n")


def on_other_branch(entry: Entry) -> str:
    """Return the comment that shows what an entry's translation was on another branch."""
    return f"{OTHER_BRANCH} {' | '.join(entry.msgstr)}".replace("\n", "\\n")


def text(unit: Unit) -> str:
    """Return the translation of a unit, the forms of a plural joined by NUL; empty where there is none."""
    return join_forms(*unit.targets)


def ignored_checks(comments: Iterable[str]) -> dict[str, str]:
    """Return check id → reason of the lines `ignore: number-lost — reason`; without a reason nothing is ignored."""
    return {ignored["check"]: ignored["reason"] for ignored in map(IGNORE.match, comments) if ignored}


def _origin(entry: Entry) -> str:
    if is_match(entry):
        return MATCH
    note = machine_note(entry)
    if note is not None and note.digest == _digest(entry):
        return note.origin
    agency = agency_note(entry)
    return f"{AGENCY} {agency.name} {agency.parcel}" if agency is not None and agency.digest == _digest(entry) else ""


def _agency(comments: Sequence[str]) -> AgencyNote | None:
    for line in comments:
        if line.startswith(AGENCY) and (found := AGENCY_COMMENT.fullmatch(line.strip())):
            return AgencyNote(found[1], found[2], found[3], found[4] or "")
    return None


def _note(comments: Sequence[str]) -> MachineNote | None:
    for line in comments:
        if drafted := MACHINE_COMMENT.fullmatch(line.strip()):
            mark = f"{MACHINE} {UNMET} "
            unmet = tuple(other.removeprefix(mark) for other in comments if other.startswith(mark))
            return MachineNote(drafted[1], min(1.0, float(drafted[2])), drafted[3], unmet)
    return None


def _digest(entry: Entry) -> str:
    return _digest_of(entry.msgctxt, entry.msgid, entry.msgid_plural, entry.msgstr)


def _digest_of(context: str | None, source: str, plural: str | None, targets: Sequence[str]) -> str:
    return draft_digest(context, join_forms(source, plural), join_forms(*targets))

"""Translations of ICU messages that were one entry each, where their branches are entries of their own now.

What people accepted for the whole message said in each branch exactly what the new entries say: taken apart in the same
way, it is carried over with its acceptances. Where the target has plural forms that the message didn't name, the new
entry has those that it named, as a draft. A plural of an object whose forms were two entries is offered as a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.formats.json import entries, frames
from pipeline.formats.json.entries import MessageEntries
from pipeline.formats.json.tree import String
from pipeline.locales import Locale, plural_forms
from pipeline.model import InlineCode, Slot
from pipeline.po.edits import Carried
from pipeline.po.entries import FUZZY, Catalog, Entry, ordered_flags
from pipeline.po.headers import PLURAL_FORMS
from pipeline.po.provenance import earlier, is_ours, is_untouched_draft, unit
from pipeline.text import inline

RULE = "the message was taken apart"
ONE, OTHER = "one", "other"
_TAG = re.compile(r"<([\w\-]+)[^<>]*>")

Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Divided:
    """A catalog with the translations of its messages by branches, as obsolete entries that a merge brings back."""

    catalog: Catalog | None
    carried: tuple[Carried, ...] = ()


def divided(old: Catalog | None, template: Catalog, source: Locale, target: Locale) -> Divided:
    """Return the old catalog of UI strings with what its entries have for those of the template."""
    known = {entry.key for entry in old.entries if any(entry.msgstr)} if old else set()
    wanted = {(entry.msgctxt, entry.msgid): entry for entry in template.entries if entry.key not in known}
    if old is None or not wanted:
        return Divided(old)
    header = old.headers.get(PLURAL_FORMS, "")
    worked = [entry for entry in old.entries if any(entry.msgstr) and not is_untouched_draft(entry)]
    new: dict[Key, Entry] = {}
    carried: list[Carried] = []
    for entry in worked:
        for part in _parts(entry, wanted, source, target, header):
            if new.setdefault((part.msgctxt, part.msgid), part) is part and not part.fuzzy:
                carried.append(Carried(entry, part, RULE))
    for key, plural in wanted.items():
        if key not in new and plural.msgid_plural is not None and (found := _joined(plural, worked, target, header)):
            new[key] = found
    gone = tuple(replace(entry, obsolete=True) for entry in new.values())
    return Divided(replace(old, entries=(*old.entries, *gone)) if gone else old, tuple(carried))


def _parts(entry: Entry, wanted: Mapping[Key, Entry], source: Locale, target: Locale, header: str) -> Iterator[Entry]:
    """Yield the wanted entries with what the translation of a whole message says for them."""
    codes = unit(entry, "").segment.codes
    before, after = (_written(text, codes) for text in (entry.msgid, entry.msgstr[0]))
    if entry.msgid_plural is not None or before is None or after is None:
        return
    if inline.mismatch(entry.msgid, entry.msgstr[0]) or frames.broken(entry.msgid, entry.msgstr[0], codes):
        return
    theirs, ours = _taken(entry, before, source), _taken(entry, after, target)
    if theirs is None or ours is None:
        return
    said = {each.text.where: each.text.forms for each in ours.entries}
    for each in theirs.entries:
        for slot in each.slots:
            new = wanted.get((slot.segment.context, slot.segment.text))
            forms = [_coded(form, slot) for form in said.get(each.text.where, ())]
            if new is None or len(forms) != len(each.text.forms) or not all(forms):
                continue
            msgstr: tuple[str, ...] = (forms[0] or "",)
            if new.msgid_plural is not None:
                msgstr = _counted({ONE: forms[0] or "", OTHER: forms[-1] or ""}, target, header)
            yield _translated(new, msgstr, entry, fuzzy=entry.fuzzy or not all(msgstr))


def _joined(plural: Entry, worked: list[Entry], target: Locale, header: str) -> Entry | None:
    """Return a plural with the translations of its two forms, which were entries under the keys of their own."""
    found = {
        name: entry
        for name, text in ((ONE, plural.msgid), (OTHER, plural.msgid_plural))
        for entry in worked
        if entry.msgid == text and entry.msgctxt == ".".join(filter(None, (plural.msgctxt, name)))
    }
    if OTHER not in found or (ONE not in found and plural.msgid != plural.msgid_plural):
        return None
    forms = {name: entry.msgstr[0] for name, entry in {ONE: found[OTHER], **found}.items()}
    return _translated(plural, _counted(forms, target, header), found[OTHER], fuzzy=True)


def _translated(new: Entry, msgstr: tuple[str, ...], old: Entry, *, fuzzy: bool) -> Entry:
    """Return a new entry with a translation and the words of people on the old one."""
    theirs = [line for line in old.translator if not is_ours(line)]
    shown = [earlier(old)] if fuzzy else []
    flags = [FUZZY, *new.flags] if fuzzy else list(new.flags)
    return replace(new, msgstr=msgstr, flags=ordered_flags(flags, msgstr), translator=(*theirs, *shown))


def _counted(forms: Mapping[str, str], target: Locale, header: str) -> tuple[str, ...]:
    """Return the forms of a catalog from those of CLDR's categories; one that nobody wrote is empty."""
    counted = [""] * plural_forms.forms_of(target.gettext, header).count
    for category, number in (plural_forms.by_category(target.gettext, header) or {}).items():
        counted[number] = counted[number] or forms.get(category, "")
    return tuple(counted)


def _taken(entry: Entry, value: str, locale: Locale) -> MessageEntries | None:
    path = () if entry.msgctxt is None else (entry.msgctxt,)
    return entries.of_message(String(value, path, 0, 0, 0), (), locale.gettext)


def _written(text: str, codes: tuple[InlineCode, ...]) -> str | None:
    """Return a coded text with the markup that the legend of its codes names; None where that isn't all there."""
    if not codes:
        return None
    markup = {code.number: code.label.removeprefix("“").removesuffix("”") for code in codes}
    parts: list[str] = []
    for part in inline.parse(text):
        written = markup.get(part.number, part.text)
        tag = _TAG.fullmatch(written)
        if part.kind == "close" and tag is None:
            return None
        parts.append(f"</{tag[1]}>" if part.kind == "close" and tag else written)
    return "".join(parts)


def _coded(form: str, slot: Slot) -> str | None:
    """Return a form with codes in the place of markup; None where it hasn't each as often as the source."""
    text = " ".join(form.split())
    plural = slot.segment.plural is not None
    for code in slot.segment.codes:
        for markup, kind in ((code.opening, "alone" if code.closing is None else "open"), (code.closing, "close")):
            if markup is None:
                continue
            if text.count(markup) != 1 and not (plural and markup not in text):
                return None
            text = text.replace(markup, inline.write(kind, code.number))  # type: ignore[arg-type]
    return text

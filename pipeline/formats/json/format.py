"""JSON of UI strings: every value is a segment, unless its key or the value itself is for machines.

The path of keys is a segment's context. A plural's target holds all of the locale's forms, joined by U+0000 in
gettext's order. Only the tokens of changed strings are written anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from pipeline.errors import FormatError
from pipeline.formats import splice
from pipeline.formats.json import entries, machine
from pipeline.formats.json.entries import MessageEntries
from pipeline.formats.json.plurals import Plural, by_category, plurals
from pipeline.formats.json.tree import Members, String, strings, written
from pipeline.formats.marks import KEY, Marks, keyed, named
from pipeline.formats.sentences import bounded
from pipeline.formats.settings import FormatSettings
from pipeline.formats.splice import Edit, edited
from pipeline.formats.text import on_one_line
from pipeline.formats.translatable import is_translatable, why_not
from pipeline.formats.yaml.format import NOTICE_KEY
from pipeline.model import Extraction, Leftover, Slot, join_forms

_COMMENTS = ("_comment", "$comment", "//", "_description", "_note")


@dataclass(frozen=True, slots=True)
class _Value:
    """A string for readers, or two that are a plural, with what translators see of it."""

    string: String
    inside: Extraction | MessageEntries | Plural
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class JsonFormat:
    """The format of UI strings in JSON, nested or flat, with plurals as objects, key suffixes and ICU messages."""

    settings: FormatSettings = field(default_factory=FormatSettings)

    def extract(self, text: str, *, lang: str = "en", left: list[Leftover] | None = None) -> Extraction:
        """Find the strings for readers; raise FormatError naming the line of broken JSON or of a duplicate key."""
        placed: list[Slot] = []
        held: set[int] = set()
        marks = Marks()
        for value in self._values(text, lang):
            string = value.string
            held |= (
                {each.start for each in value.inside.strings} if isinstance(value.inside, Plural) else {string.start}
            )
            classes = keyed(string.path, self.settings.class_keys)
            for slot in value.slots:
                segment = replace(slot.segment, location=(string.line,), classes=classes)
                placed.append(replace(slot, segment=segment, start=string.start, end=string.end, codes=(), form="json"))
        for string in strings(text)[0] if KEY in text else ():
            if string.path[:1] == (KEY,):
                marks.page(named(string.value), len(text), string.start)
        if left is not None:
            for string in strings(text)[0]:
                if string.start not in held:
                    reason = why_not(string.value) or "its key, or what it says, is for machines or translators"
                    left.append(Leftover(string.start, ".".join(string.path), string.value, reason))
        return Extraction(text, marks.on(sorted(placed, key=lambda slot: slot.start), text), lang)

    def merge(self, extraction: Extraction, targets: Mapping[str, str], *, locale: str | None = None) -> str:
        """Return the text with the changed strings written in their place.

        A plural's target is its forms joined by U+0000, in the order of the settings' `plural_forms`, else in gettext's
        for `locale`; with another number of forms it stays as it is.
        """
        source = extraction.source
        ascii_only = source.isascii() and "\\u" in source
        header = self.settings.plural_forms
        edits: list[Edit] = []
        for value in self._values(source, extraction.lang):
            match value.inside:
                case Plural():
                    edits += _plural_edits(
                        source, value.inside, value.slots[0], targets, locale, header, ascii_only=ascii_only
                    )
                    continue
                case MessageEntries():
                    merged = value.inside.merged(value.string.value, targets, locale, header)
                case inside:
                    merged = splice.merge(inside, targets, on_one_line, locale=locale)
            if merged != value.string.value:
                edits.append(Edit(value.string.start, value.string.end, written(merged, ascii_only=ascii_only)))
        return edited(source, edits)

    def _values(self, source: str, lang: str) -> Iterator[_Value]:
        """Yield every string for readers with its slots."""
        values, objects = strings(source)
        notes = _notes(objects)
        grouped: set[int] = set()
        for group in plurals(objects):
            if not self._is_for_readers(group.path, group.other.value):
                continue
            bounded(max(len(string.value) for string in group.strings), group.strings[0].line)
            forms = ((group.one or group.other).value, group.other.value)
            own = notes.get(group.path, notes.get(group.other.path, ()))
            slot = entries.of_plural(".".join(group.path) or None, forms, own)
            if slot is not None:
                grouped |= {string.start for string in group.strings}
                yield _Value(group.strings[0], group, (slot,))
        for string in values:
            if string.start in grouped or not self._is_for_readers(string.path, string.value):
                continue
            bounded(len(string.value), string.line)
            own = notes.get(string.path, ())
            message = entries.of_message(string, own, lang)
            if message is not None:
                yield _Value(string, message, tuple(slot for each in message.entries for slot in each.slots))
            else:
                line = entries.of_line(string, own, lang)
                yield _Value(string, line, line.slots)

    def _is_for_readers(self, path: tuple[str, ...], value: str) -> bool:
        if not is_translatable(value) or machine.is_identifier(value):
            return False
        for length in range(len(path), 0, -1):
            key = path[length - 1]
            chosen = _chosen(path[:length], self.settings.yaml_keys)
            if chosen is not None:
                return chosen
            if key in _COMMENTS or key.startswith(("@", "$")) or key.endswith((".comment", "__comment")):
                return False
            if machine.is_machine_key(key, value) if length == len(path) else machine.is_container(key, path[-1]):
                return False
        return not machine.has_machine_form(value)


def has_notice(source: str) -> bool:
    """Tell whether the strings have a place to say that a machine translated them: a key for that at their top."""
    return any(string.path == (NOTICE_KEY,) for string in strings(source)[0])


def with_notice(source: str, notice: str) -> str:
    """Return the strings with a notice as the value of its key; raise FormatError where they haven't got the key."""
    for string in strings(source)[0]:
        if string.path == (NOTICE_KEY,):
            return edited(source, [Edit(string.start, string.end, written(notice, ascii_only=False))])
    raise FormatError(f"no key “{NOTICE_KEY}” to write the notice to")


def _chosen(path: tuple[str, ...], patterns: tuple[str, ...]) -> bool | None:
    """Return what the project's patterns say of a path; None where they don't say anything."""
    key, whole = path[-1].lower(), ".".join(path).lower()
    for pattern in patterns:
        bare = pattern.removeprefix("!").lower()
        if fnmatchcase(key, bare) or fnmatchcase(whole, bare):
            return not pattern.startswith("!")
    return None


def _notes(objects: list[Members]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the authors' notes: of `@key`'s description, of a comment's key, of the description beside a message."""
    notes: dict[tuple[str, ...], tuple[str, ...]] = {}

    def add(path: tuple[str, ...], note: String) -> None:
        notes[path] = (*notes.get(path, ()), " ".join(note.value.split()))

    for members in objects:
        own = members.strings
        last = members.path[-1] if members.path else ""
        if last.startswith("@") and not last.startswith("@@"):
            for name in ("description", "context"):
                if name in own:
                    add((*members.path[:-1], last[1:]), own[name])
            continue
        if "message" in own and "description" in own:
            add(own["message"].path, own["description"])
        for name, string in own.items():
            if name in _COMMENTS:
                add(members.path, string)
                for key, other in own.items():
                    if key not in _COMMENTS:
                        add(other.path, string)
            for key in (name.removesuffix(".comment"), name.removesuffix("__comment")):
                if key != name:
                    add((*members.path, key), string)
    return notes


def _plural_edits(
    source: str,
    group: Plural,
    slot: Slot,
    targets: Mapping[str, str],
    locale: str | None,
    header: str,
    *,
    ascii_only: bool,
) -> Iterator[Edit]:
    """Yield the edits that give a plural every form of the locale."""
    segment = slot.segment
    target = targets.get(segment.key)
    if target is None or target in (segment.text, join_forms(segment.text, segment.plural)):
        return
    forms = entries.forms_of(slot, target)
    texts = None if forms is None else by_category(forms, locale, header)
    if texts is not None:
        written_texts = {category: written(text, ascii_only=ascii_only) for category, text in texts.items()}
        yield from _form_edits(source, group, written_texts)


def _form_edits(source: str, group: Plural, texts: Mapping[str, str]) -> Iterator[Edit]:
    """Yield the edits that change, take out and add members, so that a plural has these texts by category."""
    members = group.members
    for name, string in (("one", group.one), ("other", group.other)):
        if string is None:
            continue
        if name in texts:
            if texts[name] != source[string.start : string.end]:
                yield Edit(string.start, string.end, texts[name])
            continue
        index = members.starts.index(string.key_start)
        if index + 1 < len(members.starts):
            yield Edit(string.key_start, members.starts[index + 1], "")
        else:
            yield Edit(members.ends[index - 1], string.end, "")
    other = group.other
    index = members.starts.index(other.key_start)
    before = members.ends[index - 1] if index else source.rindex("{", 0, other.key_start) + 1
    between = source[before : other.key_start].replace(",", "", 1)
    colon = source[other.key_end : other.start]
    added = "".join(
        f',{between}"{group.stem}{name}"{colon}{text}'
        for name, text in texts.items()
        if f"{group.stem}{name}" not in members.strings
    )
    if added:
        yield Edit(other.end, other.end, added)

"""The entries that translators see of a UI string: one a line, one a plural, one a branch of an ICU message.

The other half is here, too: how a translation stands in the string.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.formats import splice
from pipeline.formats.block import Block
from pipeline.formats.json import messages, placeholders
from pipeline.formats.json.branches import Part, Text, put_together, take_apart, texts
from pipeline.formats.json.plurals import by_category
from pipeline.formats.json.tree import String
from pipeline.formats.sentences import Lines, slots
from pipeline.formats.text import on_one_line
from pipeline.formats.translatable import is_translatable
from pipeline.model import Extraction, InlineCode, Segment, Slot, join_forms, segment_key, split_forms
from pipeline.text import inline

LONGEST_NOTE = 200  # characters of a message that are shown beside a part of it
_QUOTING = re.compile(r"'+(?=[{}#]|\Z)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A text of an ICU message: the slots in its one form, or the one slot of a plural; none where it has no words."""

    text: Text
    inside: Extraction
    plural: Slot | None = None

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What translators see of it."""
        return self.inside.slots if self.plural is None else (self.plural,)


@dataclass(frozen=True, slots=True)
class MessageEntries:
    """The entries of an ICU message that has been taken apart."""

    part: Part
    entries: tuple[Entry, ...]

    def merged(self, value: str, targets: Mapping[str, str], locale: str | None, header: str = "") -> str:
        """Return the message with its translated texts; itself where none is, or where no program could read it.

        `header` is the Plural-Forms of the catalog, whose order the forms of plurals have; empty for the locale's own.
        A whole sentence that isn't translated stays as it is. Where a sentence and its branches are entries of their
        own, all are, or none is: half a sentence would be in each language.
        """
        said = {entry.text: _said(entry, targets, locale, header) for entry in self.entries}
        in_pieces = isinstance(self.part, Text)
        if not any(said.values()) or (in_pieces and not all(said[each.text] for each in self.entries if each.slots)):
            return value
        originals = {entry.text: _original(entry.text) for entry in self.entries}
        if all(forms is None or forms == originals[text] for text, forms in said.items()):
            return value
        text = put_together(self.part, lambda text: said[text] or originals[text], locale)
        return text if _has_the_same_arguments(value, text) else value


def of_line(string: String, notes: tuple[str, ...], lang: str) -> Extraction:
    """Return a string's own extraction: every line is a text."""
    lines = Lines(string.value)
    inside: list[Slot] = []
    at = 0
    whole = messages.read(string.value) if "choice" in string.value else None
    chooses = whole is not None and any(argument.kind == "choice" for argument in whole.arguments)
    for line in [string.value] if chooses else string.value.splitlines(keepends=True):
        items = placeholders.message_items(line) if chooses else placeholders.items(line)
        for item in items:
            item.start, item.end = item.start + at, item.end + at
        block = Block(items, "string", ".".join(string.path) or None, notes, whole=True)
        inside += slots(block, string.value, None, lines)
        at += len(line)
    return Extraction(string.value, tuple(inside), lang)


def of_plural(
    context: str | None, forms: tuple[str, ...], notes: tuple[str, ...], text: Text | None = None
) -> Slot | None:
    """Return the slot of a plural's two forms, of the `text` of a message where one is given; None without words."""
    stand_ins = text.inner if text else {}
    singular, plural = placeholders.coded(forms, message=text is not None, stand_ins=stand_ins)
    if not is_translatable(inline.CODE.sub(" ", plural.text)):
        return None
    codes = tuple(
        InlineCode(number, markup, None, _label(markup, text))
        for number, markup in sorted({**singular.markup, **plural.markup}.items())
    )
    segment = Segment(
        key=segment_key(context, singular.text),
        text=singular.text,
        plural=plural.text,
        role="string",
        context=context,
        block=singular.text,
        codes=codes,
        notes=notes,
    )
    return Slot(segment, 0, 0, form="json")


def of_message(string: String, notes: tuple[str, ...], lang: str) -> MessageEntries | None:
    """Return the entries of a string that is an ICU message with choices; None where it isn't or can't be apart."""
    part = take_apart(string.value, lang)
    if part is None:
        return None
    if isinstance(part, Text):
        shown = " ".join(string.value.split())
        notes = (*notes, f"part of the message “{shown[:LONGEST_NOTE]}{'…' if len(shown) > LONGEST_NOTE else ''}”")
    return MessageEntries(part, tuple(_entry(text, string, notes, lang) for text in texts(part)))


def forms_of(slot: Slot, target: str, *, message: bool = False) -> list[str] | None:
    """Return a plural's translated forms with their markup; None where one of them has a code twice."""
    markup = {code.number: code.opening for code in slot.segment.codes}
    write = _in_a_message if message else str
    forms = [placeholders.filled(on_one_line(form.strip(), ""), markup, write) for form in split_forms(target)]
    whole = [form for form in forms if form is not None]
    return whole if len(whole) == len(forms) else None


def _entry(text: Text, string: String, notes: tuple[str, ...], lang: str) -> Entry:
    context = f"{'.'.join(string.path)}{text.where}" or None
    if len(text.forms) > 1:
        return Entry(text, Extraction("", ()), of_plural(context, text.forms, notes, text))
    form = text.forms[0]
    items = placeholders.message_items(form, text.inner)
    for item in items:
        if form[item.start : item.end] in text.inner:
            item.label = _label(form[item.start], text)
    block = Block(items, "string", context, notes, whole=True)
    return Entry(text, Extraction(form, tuple(slots(block, form, None, Lines(form))), lang))


def _label(markup: str, text: Text | None) -> str:
    fork = text.inner.get(markup) if text else None
    return f"“{markup}”" if fork is None else f"“{{{fork.name}, {fork.kind}, …}}”"


def _original(text: Text) -> dict[str, str]:
    """Return what a text says in the source, as a writer of a message gives it."""
    if len(text.forms) == 1:
        return {"": text.forms[0]}
    one, other = text.forms
    return {"other": other} if one == other else {"one": one, "other": other}


def _said(entry: Entry, targets: Mapping[str, str], locale: str | None, header: str) -> dict[str, str] | None:
    """Return what an entry says in the translation; None where it isn't translated, or can't be used so."""
    if entry.plural is None:
        form = entry.inside.source
        merged = splice.merge(
            entry.inside, targets, lambda text, kind: _in_a_message(on_one_line(text, kind)), locale=locale
        )
        is_translated = any(splice.usable(slot, targets) is not None for slot in entry.inside.slots)
        return {"": merged} if is_translated and _is_readable(form, merged) else None
    segment = entry.plural.segment
    target = targets.get(segment.key)
    if target is None:
        return None
    if target in (segment.text, join_forms(segment.text, segment.plural)):
        return _original(entry.text)
    forms = forms_of(entry.plural, target, message=True)
    said = None if forms is None else by_category(forms, locale, header)
    if said is None or not all(any(_is_readable(form, text) for form in entry.text.forms) for text in said.values()):
        return None
    other = entry.text.forms[-1]
    before, after = other[: len(other) - len(other.lstrip())], other[len(other.rstrip()) :]
    return {category: f"{before}{text}{after}" for category, text in said.items()}


def _in_a_message(text: str) -> str:
    """Write what stands between codes: an apostrophe before a brace or a number sign would quote it."""
    return _QUOTING.sub(lambda match: match[0] if len(match[0]) % 2 == 0 else f"{match[0]}'", text)


def _is_readable(form: str, text: str) -> bool:
    """Tell whether a translated text stands in a message without a brace, or an argument, that the source hasn't."""
    before, after = messages.read(form), messages.read(text)
    return before is not None and after is not None and not after.choices and after.names() <= before.names()


def _has_the_same_arguments(value: str, text: str) -> bool:
    """Tell whether a program can use a message, and finds the choices of the source in it."""
    before, after = messages.read(value), messages.read(text)
    if before is None or after is None or any(choice.problem() for choice in after.all_choices()):
        return False
    return {each.argument for each in before.all_choices()} == {each.argument for each in after.all_choices()}

"""YAML of service descriptions: the values of the keys that readers see; keys, comments and quoting stay as they are.

A value's slots all have the value's own place in the file, for a sentence has none of its own in a folded or escaped
value: a changed value is written anew, in its style where that can hold it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from pipeline.errors import FormatError
from pipeline.formats import splice, text
from pipeline.formats.block import Block, Builder
from pipeline.formats.marks import KEY, Marks, keyed, named
from pipeline.formats.sentences import Cut, Lines, bounded, cutter, slots
from pipeline.formats.settings import FormatSettings
from pipeline.formats.splice import Edit, edited
from pipeline.formats.yaml import keys
from pipeline.formats.yaml.scalars import Scalar, scalars, written
from pipeline.model import Extraction, Leftover

NOTICE_KEY = "translation_notice"
"""The top-level key whose value a page's template shows where a machine's translation has not been reviewed."""


@dataclass(frozen=True, slots=True)
class YamlFormat:
    """The format of YAML of any quoting and folding style, with one document or several."""

    settings: FormatSettings = field(default_factory=FormatSettings)

    def extract(self, text: str, *, lang: str = "en", left: list[Leftover] | None = None) -> Extraction:
        """Find the values for readers; raise FormatError naming the line where the YAML is broken."""
        marks = Marks()
        for scalar in page_classes(text):
            marks.page(named(scalar.value), len(text), scalar.start)
        placed = [
            replace(
                slot,
                segment=replace(
                    slot.segment, location=(scalar.line,), classes=keyed(scalar.path, self.settings.class_keys)
                ),
                start=scalar.start,
                end=scalar.end,
                codes=(),
                form="yaml",
            )
            for scalar, value in self._values(text, lang, left)
            for slot in value.slots
        ]
        return Extraction(text, marks.on(placed, text), lang)

    def merge(self, extraction: Extraction, targets: Mapping[str, str], *, locale: str | None = None) -> str:
        """Return the text with the changed values written in their place."""
        source = extraction.source
        edits: list[Edit] = []
        for scalar, value in self._values(source, extraction.lang):
            merged = splice.merge(value, targets, text.on_one_line, locale=locale)
            if merged != value.source:
                edits.append(Edit(scalar.start, scalar.end, written(source, scalar, merged)))
        return edited(source, edits)

    def _values(
        self, source: str, lang: str, left: list[Leftover] | None = None
    ) -> Iterator[tuple[Scalar, Extraction]]:
        """Yield every value for readers with the slots inside the value."""
        cut = cutter(self.settings, lang)
        for scalar in scalars(source):
            reason = _why_not(scalar, self.settings.yaml_keys)
            if not reason:
                inside: list[Leftover] = []
                yield scalar, _extraction(scalar, cut, lang, inside)
                if left is not None:
                    left += [replace(rest, start=scalar.start) for rest in inside]
            elif left is not None and scalar.value.strip():
                left.append(Leftover(scalar.start, ".".join(filter(None, scalar.path)), scalar.value, reason))


def page_classes(source: str) -> Iterator[Scalar]:
    """Yield the values that name the classes of a whole file: one, or a list, under a key for that at its top."""
    return (scalar for scalar in scalars(source) if scalar.path[:1] == (KEY,)) if KEY in source else iter(())


def has_notice(source: str) -> bool:
    """Tell whether a description has a place to say that a machine translated it: a key for that at its top."""
    return any(scalar.path == (NOTICE_KEY,) for scalar in scalars(source))


def with_notice(source: str, notice: str) -> str:
    """Return the description with a notice as the value of its key; raise FormatError where it hasn't got the key."""
    places = [scalar for scalar in scalars(source) if scalar.path == (NOTICE_KEY,)]
    if not places:
        raise FormatError(f"no key “{NOTICE_KEY}” to write the notice to")
    return edited(source, [Edit(scalar.start, scalar.end, written(source, scalar, notice)) for scalar in places])


def _why_not(scalar: Scalar, patterns: tuple[str, ...]) -> str:
    """Say why a value isn't for readers, "" where it is: its key tells, or the nearest key above it that decides.

    Under a key that only inherits the decision, a single word is a machine's more often than not.
    """
    for length in range(len(scalar.path), 0, -1):
        wanted = keys.is_wanted(scalar.path[:length], patterns)
        if wanted is False:
            return f"the key {scalar.path[length - 1]} is for machines"
        if wanted:
            alone = length < len(scalar.path) and " " not in scalar.value.strip()
            return f"a single word under {scalar.path[-1]}, a key that isn't known" if alone else ""
    return "no key that is known to hold words for readers (yaml_keys adds some)"


def _extraction(scalar: Scalar, cut: Cut | None, lang: str, left: list[Leftover]) -> Extraction:
    bounded(len(scalar.value), scalar.line)
    key = next((name for name in reversed(scalar.path) if name), "")
    context = None if keys.is_prose(key) else key
    if scalar.style == "|":
        blocks = [replace(block, role=key, context=context) for block in text.blocks(scalar.value, lang)]
    else:
        builder = Builder()
        blocks = []
        at = 0
        for line in scalar.value.splitlines(keepends=True):
            builder.text(line, at)
            blocks.append(Block(builder.finish(), key, context))
            at += len(line)
    lines = Lines(scalar.value)
    return Extraction(
        scalar.value,
        tuple(slot for block in blocks for slot in slots(block, scalar.value, cut, lines, left=left)),
        lang,
    )

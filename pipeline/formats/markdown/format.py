"""The Markdown format: sentences with inline codes out, translations back in, every other byte as it was written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.errors import FormatError
from pipeline.formats import splice
from pipeline.formats.html.outline import OutlineBuilder
from pipeline.formats.markdown.blocks import blocks
from pipeline.formats.markdown.headings import kept_ids
from pipeline.formats.markdown.links import addresses, defined_labels, labelled
from pipeline.formats.markdown.parsing import front_matter
from pipeline.formats.markdown.writing import escape, is_sound, prepared
from pipeline.formats.marks import Marks, named
from pipeline.formats.sentences import Lines, cutter, slots
from pipeline.formats.settings import FormatSettings
from pipeline.formats.yaml import format
from pipeline.formats.yaml.format import YamlFormat
from pipeline.model import Extraction, Leftover, Slot
from pipeline.text import inline


@dataclass(frozen=True, slots=True)
class MarkdownFormat:
    """The format of CommonMark with GitHub's additions, definition lists, admonitions and front matter."""

    settings: FormatSettings = field(default_factory=FormatSettings)

    def extract(self, text: str, *, lang: str = "en", left: list[Leftover] | None = None) -> Extraction:
        """Find the translatable text of a page; raise FormatError naming the line where its front matter is broken."""
        cut = cutter(self.settings, lang)
        lines = Lines(text)
        marks, outline = Marks(self.settings.select), OutlineBuilder()
        front = self._front(text, lang, left, marks)
        body = [slot for block in blocks(text, lang, outline) for slot in slots(block, text, cut, lines, left=left)]
        body.sort(key=lambda slot: (slot.start, -slot.end))
        marks.elements(outline.closed(), len(text))
        if left is not None:
            left.extend(_rest(text, [*front, *body], left, lines))
        return Extraction(text, marks.on([*front, *body], text), lang)

    def merge(
        self,
        extraction: Extraction,
        targets: Mapping[str, str],
        *,
        locale: str | None = None,
        behind: Callable[[Slot, bool], str] | None = None,
    ) -> str:
        """Return the page with targets spliced in; a target that Markdown can't hold leaves its sentence as it is.

        `behind` says, as Markdown, what a site writes behind what stands in a slot; it is told whether that is the
        source's because Markdown can't hold the target.
        """
        # Every place is a segment of its own here: where delimiters work depends on the place's own codes.
        texts: dict[str, str] = {}
        places: list[Slot] = []
        own: list[Slot] = []
        for slot in extraction.slots:
            if slot.form == "yaml":
                continue
            key = str(len(places))
            places.append(replace(slot, segment=replace(slot.segment, key=key)))
            own.append(slot)
            target = splice.usable(slot, targets)
            if target is not None:
                texts[key] = target
        remarks = {str(number): behind(slot, False) for number, slot in enumerate(own)} if behind else {}
        remarked = {key: f"{own[int(key)].segment.text} " for key, remark in remarks.items() if remark}
        # What is written behind a label changes it as a translation does.
        page = labelled(replace(extraction, slots=tuple(places)), {**remarked, **texts})
        source, is_defined = page.source, defined_labels(extraction.source)
        for slot in page.slots:
            target = texts.get(slot.segment.key)
            if target is not None and target != slot.segment.text and not inline.is_empty(target):
                texts[slot.segment.key] = prepared(slot, target, source)

        def finished(slot: Slot, written: str) -> str:
            if slot.form == "unquoted":
                return f'"{written}"'
            if slot.form.startswith("markdown") and not is_sound(slot, written, source, is_defined):
                if behind:
                    remarks[slot.segment.key] = behind(own[int(slot.segment.key)], True)
                return source[slot.start : slot.end]
            return written

        def shown(slot: Slot, written: str) -> str:
            return f"{written}{remarks.get(slot.segment.key, '')}"

        edits = _kept_ids(page, targets, own, remarked)
        options = splice.MergeOptions(shown=shown, kept=shown, edits=edits)
        merged = splice.merge(page, texts, escape, locale=locale, finish=finished, options=options)
        front = front_matter(extraction.source)
        if front is None or not front.is_yaml:
            return merged
        head = Extraction(extraction.source[front.body : front.body_end], (), extraction.lang)
        return merged[: front.body] + self._keys().merge(head, targets, locale=locale) + merged[front.body_end :]

    def _keys(self) -> YamlFormat:
        wanted = (*self.settings.front_matter, "!*")
        return YamlFormat(FormatSettings(self.settings.segment, yaml_keys=wanted, class_keys=self.settings.class_keys))

    def _front(self, text: str, lang: str, left: list[Leftover] | None, marks: Marks) -> list[Slot]:
        front = front_matter(text)
        if front is None or not front.is_yaml:
            return []
        before = text.count("\n", 0, front.body) or 1
        try:
            own: list[Leftover] | None = None if left is None else []
            head = text[front.body : front.body_end]
            values = self._keys().extract(head, lang=lang, left=own)
            for scalar in format.page_classes(head):
                marks.page(named(scalar.value), len(text), front.body + scalar.start)
        except FormatError as error:
            line = None if error.line is None else error.line + before
            raise FormatError(f"front matter: {error.message}", line=line) from error
        if left is not None:
            left.extend(replace(rest, start=rest.start + front.body) for rest in own or [])
        return [
            replace(
                slot,
                segment=replace(slot.segment, location=tuple(line + before for line in slot.segment.location)),
                start=slot.start + front.body,
                end=slot.end + front.body,
            )
            for slot in values.slots
        ]


def _kept_ids(
    page: Extraction, targets: Mapping[str, str], own: Sequence[Slot], remarked: Collection[str]
) -> list[splice.Edit]:
    """Return what lets the headings that don't stay as they are keep their ids; `own` have the keys of `targets`."""
    changed = [
        (slot.start, slot.end)
        for slot, segment in zip(page.slots, (slot.segment for slot in own), strict=True)
        if slot.form == "markdown heading"
        and (targets.get(segment.key, segment.text) != segment.text or slot.segment.key in remarked)
    ]
    if not changed:
        return []
    return list(kept_ids(page.source, changed, [address.url for address in addresses(page.source)]))


def _rest(text: str, placed: Sequence[Slot], left: Sequence[Leftover], lines: Lines) -> list[Leftover]:
    """Return the lines in which neither a segment nor anything left stands: code, rules and the like."""
    held = {
        line for slot in placed for line in range(lines.at(slot.start), lines.at(max(slot.start, slot.end - 1)) + 1)
    }
    held |= {lines.at(kept.start) + below for kept in left for below in range(kept.text.strip().count("\n") + 1)}
    rest: list[Leftover] = []
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if number not in held and any(char.isalnum() for char in line):
            rest.append(Leftover(at, "line", line, "code, or markup that shows no text of its own"))
        at += len(line)
    return rest


def with_notice(text: str, notice: str, links: Mapping[str, str]) -> str:
    """Return the page with a notice as a quotation at its top, behind the front matter; `links` are URLs by words."""
    front = front_matter(text)
    at = front.end if front else int(text.startswith("\ufeff"))
    newline = "\r\n" if "\r\n" in text else "\n"
    before = "" if not front or text[:at].endswith(("\n", "\r")) else newline
    parts = [escape(" ".join(notice.split()), "markdown")]
    for words, url in links.items():
        parts.append(f"[{escape(words, 'markdown')}]({url.replace('(', '%28').replace(')', '%29')})")
    written = " ".join(parts)
    gap = newline if front else ""
    return f"{text[:at]}{before}{gap}> {written}{newline}{newline}{text[at:].lstrip(chr(13) + chr(10))}"

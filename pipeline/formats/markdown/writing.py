"""Writing of targets as Markdown, which reads as exactly these characters and keeps the codes' markup working.

A delimiter of emphasis works or not by its neighbours: where a translation puts the wrong ones there, they are
written as character references. What still isn't read as its codes say leaves the source's text in place.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from pipeline.formats.html import format, jsonld
from pipeline.formats.markdown import dialects
from pipeline.formats.markdown.dialects import APART, AS_REFERENCE, AT_LINE_START
from pipeline.formats.markdown.parsing import events
from pipeline.formats.text import on_one_line
from pipeline.model import CodeSpan, Slot
from pipeline.text import inline

_DELIMITERS = re.compile(r"(?:\*{1,2}|_{1,2}|~{1,2})\Z")
_PREFIX = re.compile(r"(\r\n?|\n)[ \t>]*")
_LINE_BREAK = re.compile(r"[\r\n][ \t>]*\Z")
_LEADING_BREAK = re.compile(r"\s*\\?[\r\n]")
_KINDS = {"*": "Emphasis", "_": "Emphasis", "**": "Strong", "__": "Strong", "~": "Strikethrough", "~~": "Strikethrough"}
_METADATA = re.compile(r"[\w\-]+:")
_NO_MARKDOWN = frozenset({"cdata", jsonld.FORM})


def escape(text: str, form: str) -> str:
    """Write characters as a form wants them; marks of `prepared` are carried out."""
    if not form.startswith("markdown"):
        return format.escape(text, form) if form in _NO_MARKDOWN else dialects.written_html(text, form)
    kinds = form.split()
    if text.startswith(AT_LINE_START):
        text = dialects.line_start(text.removeprefix(AT_LINE_START))
    return dialects.written(text, title="title" in kinds, quoted="quoted" in kinds)


def prepared(slot: Slot, target: str, source: str) -> str:
    """Mark in a target what `escape` can't see: what is the source's own, line starts, neighbours of delimiters."""
    kinds = slot.form.split()
    if "title" in kinds or slot.form in _NO_MARKDOWN:
        return _clean(target)
    spans = {span.number: span for span in slot.codes}
    parts = inline.parse(_clean(target))
    written: list[str] = [part.text for part in parts]
    coded = [part.number in spans for part in parts]
    own = _without_codes(slot, source)
    if slot.form.startswith("markdown"):
        _neighbours(parts, spans, written, coded, source)
    if written and not coded[0]:
        written[0] = _begun(written[0], own, first=not source[: slot.start].strip("\ufeff \t\r\n"))
    texts = [text for text, code in zip(written, coded, strict=True) if not code]
    attributes = "heading" in kinds or "cell" in kinds or slot.segment.role == "dt"
    marked = iter(
        dialects.own_marks(texts, own.replace('"', "\0") if "quoted" in kinds else own, attributes=attributes)
    )
    return "".join(text if code else next(marked) for text, code in zip(written, coded, strict=True))


def _neighbours(
    parts: list[inline.Part], spans: dict[int, CodeSpan], written: list[str], coded: list[bool], source: str
) -> None:
    """Mark the texts around codes: what a delimiter can't have beside it, and where a line starts behind one."""
    for index, part in enumerate(parts):
        span = spans.get(part.number)
        if span is None:
            continue
        markup = _markup(span, part.kind, source)
        if part.kind == "alone" and _LINE_BREAK.search(markup):
            if index + 1 < len(parts) and not coded[index + 1]:
                written[index + 1] = AT_LINE_START + written[index + 1].lstrip()
        elif part.kind == "close" and markup == "]":
            if index + 1 < len(parts) and written[index + 1][:1] in tuple("(:"):
                written[index + 1] = AS_REFERENCE + written[index + 1]
        elif _DELIMITERS.match(markup):
            _delimited(index, part.kind, markup, written, coded)
            following = spans.get(parts[index + 1].number) if index + 1 < len(parts) else None
            if following is not None:
                after = _markup(following, parts[index + 1].kind, source)
                if after[:1] == markup[0] and (part.kind, parts[index + 1].kind) == ("close", "open"):
                    written[index] += APART


def _begun(text: str, own: str, *, first: bool) -> str:
    """Mark what would be read otherwise at a line's start; at a page's, some programs read `Note: …` as metadata."""
    begun = dialects.line_start(text, own)
    metadata = _METADATA.match(text) if first and begun == text and not _METADATA.match(own) else None
    return begun if metadata is None else f"{text[: metadata.end() - 1]}{AS_REFERENCE}{text[metadata.end() - 1 :]}"


def _without_codes(slot: Slot, source: str) -> str:
    """Return what stands in a slot, with a NUL in the place of each code's markup."""
    spans = sorted(
        place for span in slot.codes for place in ((span.start, span.end), (span.close_start, span.close_end))
    )
    parts: list[str] = []
    at = slot.start
    for start, end in spans:
        if start >= at and end > start:
            parts += (source[at:start], "\0")
            at = end
    return "".join((*parts, source[at : slot.end]))


def is_sound(slot: Slot, written: str, source: str, known: Callable[[str], bool]) -> bool:
    """Tell whether a Markdown parser finds in what is written the emphasis, links and breaks of the slot's codes."""
    if _LEADING_BREAK.match(written):
        return False
    wanted: Counter[str] = Counter()
    for span in slot.codes:
        if span.close_start < span.close_end:
            opening = source[span.start : span.end]
            wanted[_KINDS.get(opening, "Link" if opening == "[" else "")] += 1
        elif _LINE_BREAK.search(source, span.start, span.end):
            wanted["HardBreak"] += 1
    wanted.pop("", None)
    working: Counter[str] = Counter()
    images = 0
    for event in events("x " + _PREFIX.sub(r"\1", written), known):
        if event.name == "Image":
            images += 1 if event.kind == "start" else -1
        elif event.kind == "break":
            working[event.name] += 1
        elif event.kind == "start" and not images and event.name in ("Emphasis", "Strong", "Strikethrough", "Link"):
            own = event.name == "Link" and event.data["link_type"] in ("Autolink", "Email")
            working[event.name] += not own
    working += Counter()  # drops the zeros
    return working == wanted


def _clean(text: str) -> str:
    return on_one_line(text, "").strip()


def _markup(span: CodeSpan, kind: str, source: str) -> str:
    return source[span.close_start : span.close_end] if kind == "close" else source[span.start : span.end]


def _delimited(index: int, kind: str, markup: str, written: list[str], coded: list[bool]) -> None:
    """Write the neighbours of a delimiter as references where they would keep it from working."""
    inner, outer = (index + 1, index - 1) if kind == "open" else (index - 1, index + 1)
    inside = _edge(inner, kind == "open", written, coded)
    outside = _edge(outer, kind != "open", written, coded)
    if inside and inside.isspace():
        _refer(inner, kind == "open", written)
    hard = bool(inside) and (inside.isspace() or _is_punctuation(inside) or inside == "\x02")
    if outside and not outside.isspace() and not _is_punctuation(outside) and (hard or markup[0] == "_"):
        _refer(outer, kind != "open", written)


def _edge(index: int, first: bool, written: list[str], coded: list[bool]) -> str:
    if not 0 <= index < len(written):
        return ""
    if coded[index]:
        return "*"
    text = written[index]
    return text[:1] if first else text[-1:]


def _refer(index: int, first: bool, written: list[str]) -> None:
    text = written[index]
    marked = AS_REFERENCE in (text[:1] if first else text[-2:-1])
    if text and not marked:
        written[index] = AS_REFERENCE + text if first else text[:-1] + AS_REFERENCE + text[-1]


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"

"""Escaping of targets for Markdown, which reads as exactly these characters and keeps the codes' markup working.

A delimiter of emphasis works or not by its neighbours: where a translation puts the wrong ones there, they are
written as character references. What still isn't read as its codes say leaves the source's text in place.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from pipeline.formats.html import format
from pipeline.formats.markdown.parsing import events
from pipeline.formats.text import on_one_line
from pipeline.model import CodeSpan, Slot
from pipeline.text import inline

_AS_REFERENCE = "\x01"  # before a character that is written as a reference
_APART = "\x02"  # between two codes whose delimiters would run together
_AT_LINE_START = "\x03"
_MARKED = re.compile(f"{_AS_REFERENCE}(.)|{_APART}", re.DOTALL)

_SPECIAL = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#|[A-Za-z])|\{(?=:)|!\Z|(?<!\S)#+\Z")
_LINE_START = re.compile(
    r"#{1,6}(?=\s|\Z)|[-+](?=\s|\Z)|[-=:|+](?=[-=:|+\s]*\Z)|>|\d{1,9}(?=[.)](?:\s|\Z))|:|(?:!!!|\?\?\?|===|\{:)"
)
_DELIMITERS = re.compile(r"(?:\*{1,2}|_{1,2}|~{1,2})\Z")
_PREFIX = re.compile(r"(\r\n?|\n)[ \t>]*")
_LINE_BREAK = re.compile(r"[\r\n][ \t>]*\Z")
_LEADING_BREAK = re.compile(r"\s*\\?[\r\n]")
_KINDS = {"*": "Emphasis", "_": "Emphasis", "**": "Strong", "__": "Strong", "~": "Strikethrough", "~~": "Strikethrough"}
_TITLE_ENDS = {'"': '"', "'": "'", "(": "()"}


def escape(text: str, form: str) -> str:
    """Write characters as a form wants them; marks of `prepared` are carried out."""
    if not form.startswith("markdown"):
        written = format.escape(text, form)
        return written.replace("`", "&#96;").replace("|", "&#124;") if "quoted" in form else written
    kinds = form.split()
    if "title" in kinds:
        ends = re.escape(_TITLE_ENDS[kinds[kinds.index("title") + 1]])
        text = text.replace("`", "\x01`")
        text = re.sub(rf"[\\{ends}]|&(?=#|[A-Za-z])", lambda match: "\\" + match[0], text)
    else:
        at_start = text.startswith(_AT_LINE_START)
        text = text.removeprefix(_AT_LINE_START)
        first = _LINE_START.match(text) if at_start else None
        text = _SPECIAL.sub(lambda match: "\\" + match[0], text)
        if first is not None and not text.startswith("\\"):
            at = len(first[0]) if first[0].isdecimal() else 0
            text = f"{text[:at]}\\{text[at:]}"
        if "heading" in kinds:
            text = text.replace("{", "\\{")
        if "quoted" in kinds:
            text = text.replace('"', "&quot;")
    if "cell" in kinds:
        text = text.replace("|", "\\|")
    return _MARKED.sub(lambda match: f"&#{ord(match[1])};" if match[1] else "<!-- -->", text)


def prepared(slot: Slot, target: str, source: str) -> str:
    """Mark in a target what `escape` can't see: where a line starts, and neighbours that delimiters can't have."""
    if not slot.form.startswith("markdown") or "title" in slot.form.split():
        return _clean(target)
    spans = {span.number: span for span in slot.codes}
    parts = inline.parse(_clean(target))
    written: list[str] = [part.text for part in parts]
    coded = [part.number in spans for part in parts]
    for index, part in enumerate(parts):
        span = spans.get(part.number)
        if span is None:
            continue
        markup = _markup(span, part.kind, source)
        if part.kind == "alone" and _LINE_BREAK.search(markup):
            if index + 1 < len(parts) and parts[index + 1].number not in spans:
                written[index + 1] = _AT_LINE_START + written[index + 1].lstrip()
        elif part.kind == "close" and markup == "]":
            if index + 1 < len(parts) and written[index + 1][:1] in tuple("(:"):
                written[index + 1] = _AS_REFERENCE + written[index + 1]
        elif _DELIMITERS.match(markup):
            _delimited(index, part.kind, markup, written, coded)
            following = spans.get(parts[index + 1].number) if index + 1 < len(parts) else None
            if following is not None:
                after = _markup(following, parts[index + 1].kind, source)
                if after[:1] == markup[0] and (part.kind, parts[index + 1].kind) == ("close", "open"):
                    written[index] += _APART
    if written and parts[0].number not in spans:
        written[0] = _AT_LINE_START + written[0]
    return "".join(written)


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
    marked = _AS_REFERENCE in (text[:1] if first else text[-2:-1])
    if text and not marked:
        written[index] = _AS_REFERENCE + text if first else text[:-1] + _AS_REFERENCE + text[-1]


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"

"""The blocks of a Markdown page: its paragraphs, headings, items, cells, titles, and what its raw HTML holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.formats.block import Block, Builder, Item
from pipeline.formats.html import elements as tables
from pipeline.formats.html import semantics
from pipeline.formats.html import tokens as html_tokens
from pipeline.formats.html.outline import OutlineBuilder
from pipeline.formats.markdown.parsing import ESCAPE, Event, definitions, events, masked
from pipeline.formats.markdown.raw_html import PlacedBlock, combined, is_closed

INLINE = {"Emphasis": "em", "Strong": "strong", "Strikethrough": "del", "Link": "a"}

_ROLES = {"Item": "li", "DefinitionListTitle": "dt", "DefinitionListDefinition": "dd", "FootnoteDefinition": "footnote"}
# `{: .class}`, `{#id}` behind a span, and `[!kind]` at the start of a quotation belong to the page's machinery.
_MACHINERY = re.compile(r"\{:[^{}]*\}|\{ ?[.#][\w\-][^{}]*\}|\[!\w[\w\-]*\][+\-]?|\[TOC\]|\[\[toc\]\]", re.IGNORECASE)

_TITLE = re.compile(r"[\s>](\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\))[\s>]*+\)?+\s*+\Z", re.DOTALL)


def blocks(source: str, lang: str, outline: OutlineBuilder) -> list[Block]:
    """Return the blocks of a page in `lang` that may hold text, titles and alternative texts as blocks of their own.

    The elements of its raw HTML go into `outline`.
    """
    walker = _Walker(source, lang)
    walker.walk()
    return combined(source, walker.placed, walker.html, lang, outline)


@dataclass(slots=True)
class _Closed:
    """An inline element whose words stay as they are, until its end tag."""

    name: str
    item: Item
    depth: int = 1
    words: list[str] = field(default_factory=list)


class _Walker:
    """The containers around an event, the block that is being collected, and the blocks that are finished."""

    def __init__(self, source: str, lang: str) -> None:
        self.source = source
        self.lang = lang
        mask = masked(source)
        self.text, self.titles = mask.text, mask.titles
        self.placed: list[PlacedBlock] = []
        self.html: list[slice] = []
        self.builder = Builder()
        self.outer: list[Builder] = []
        self.containers: list[str] = []
        self.role = ""
        self.form = "markdown"
        self.begin = 0
        self.at: int | None = None
        self.closed: _Closed | None = None
        self.images: list[Event] = []
        self.links: list[str] = []
        self.head = False

    def walk(self) -> None:
        for event in events(self.text):
            match event.kind:
                case "start" | "end" if event.name in INLINE:
                    self.span(event)
                case "start" | "end" if event.name == "Image":
                    self.image(event)
                case "start":
                    self.enter(event)
                case "end":
                    self.leave(event)
                case "html":
                    self.html.append(slice(event.start, event.end))
                case "inline html":
                    self.html.append(slice(event.start, event.end))
                    self.tag(event)
                case "text" if self.containers and self.containers[-1] == "CodeBlock":
                    pass
                case "other":
                    self.at = event.end
                case "soft":
                    pass
                case _:
                    self.inline(event)
        self.flush()
        self.form = "markdown"
        for definition in definitions(self.text):
            if definition.title:
                self.begin = definition.start
                self.title(definition.start, definition.end)

    def enter(self, event: Event) -> None:
        self.flush()
        self.containers.append("Admonition" if event.start + 2 in self.titles else event.name)
        parent = self.containers[-2] if len(self.containers) > 1 else ""
        self.begin, self.at = event.start, None
        match event.name:
            case "Heading":
                kind = self.titles.get(event.start)
                self.role = str(event.data["level"]).lower() if kind is None else "admonition title"
                self.form = "markdown heading" if kind is None else f"markdown heading {kind}".strip()
            case "Paragraph":
                self.role, self.form = _ROLES.get(parent, "p"), "markdown"
            case "TableHead" | "TableRow":
                self.head = event.name == "TableHead"
            case "TableCell":
                self.role, self.form = "th" if self.head else "td", "markdown cell"
            case name:
                self.role, self.form = _ROLES.get(name, "p"), "markdown"

    def leave(self, event: Event) -> None:
        self.flush()
        if self.containers:
            self.containers.pop()
        outer = self.containers[-1] if self.containers else ""
        self.begin, self.at = event.end, None
        self.role, self.form = _ROLES.get(outer, "p"), "markdown"

    def flush(self) -> None:
        """End the block that is being collected."""
        if self.closed is not None:
            self.finish_closed(self.at or self.closed.item.end)
        while self.outer:
            self.builder = self.outer.pop()
        if self.builder.items:
            self.placed.append(
                PlacedBlock(self.begin, Block(_spaced(self.builder.finish()), self.role, form=self.form))
            )

    def gap(self, start: int) -> None:
        """Account for what stands between two inline events: a line's end and the next one's prefix."""
        at, self.at = self.at, start
        if at is None or start <= at or self.closed is not None:
            return
        items = self.builder.items
        if items and items[-1].breaks and items[-1].end == at:
            items[-1].end = start
            return
        between = self.source[at:start]
        if between.isspace() or "\n" in between or "\r" in between:
            self.builder.alone(Item("white", " ", at, start))
        else:
            self.builder.alone(Item("alone", "", at, start, label="markup"))

    def inline(self, event: Event) -> None:
        start, end = event.start, event.end
        if self.closed is not None:
            self.closed.words.append(str(event.data or " "))
            self.at = end
            return
        match event.kind:
            case "text":
                self.characters(str(event.data), start, end)
            case "code":
                self.gap(start)
                item = Item("alone", "", start, end, name="code", label="code", worded=True, shown=True)
                semantics.with_words(item, str(event.data))
                self.builder.alone(item)
            case "footnote":
                self.gap(start)
                self.builder.alone(Item("alone", "", start, end, label=f"footnote {event.data}", shown=True))
            case "break":
                self.gap(start)
                self.builder.alone(semantics.line_break(start, end))
        self.at = end

    def characters(self, text: str, start: int, end: int) -> None:
        escaped = self.source[start - 1 : start] == "\\" and (self.at is None or self.at < start)
        self.gap(start - 1 if escaped else start)
        if escaped and text:
            self.builder.reference(text[0], start - 1, start + 1)
            text, start = text[1:], start + 1
        if not text:
            return
        if text != self.text[start:end]:
            self.builder.reference(text, start, end)
            return
        at = start
        for match in _MACHINERY.finditer(self.source, start, end):
            self.builder.text(self.source[at : match.start()], at)
            self.builder.alone(Item("alone", "", match.start(), match.end(), label="attributes"))
            at = match.end()
        self.builder.text(self.source[at:end], at)

    def span(self, event: Event) -> None:
        """Collect emphasis or a link as a pair; an address that is its own link stays in one piece."""
        name, start, end = INLINE[event.name], event.start, event.end
        if event.name == "Link" and event.kind == "start":
            self.links.append(event.data["link_type"])
        elif event.name == "Link" and self.links.pop() == "Collapsed":
            end += len("[]")  # which the parser leaves out
        width = 1 if event.name in ("Emphasis", "Link") else 2
        if event.name == "Strikethrough" and not self.text.startswith("~~", start):
            width = 1
        if self.closed is not None:
            if not self.closed.name and event.kind == "end":
                self.closed = None
            self.at = end if event.kind == "end" else start + width
            return
        if event.kind == "end":
            self.close_span(event, start, end, width)
        elif event.name == "Link" and event.data["link_type"] in ("Autolink", "Email"):
            self.autolink(start, end)
        else:
            self.gap(start)
            link = name == "a"
            label = semantics.label(name, {"href": event.data["dest_url"]} if link else {})
            self.builder.open(
                Item("open", "", start, start + width, name=name, label=label, role=name * link, separable=link)
            )
            self.at = start + width

    def autolink(self, start: int, end: int) -> None:
        """Collect an address that is its own link as a code; the events inside of it say nothing more."""
        self.gap(start)
        address = self.source[start + 1 : end - 1]
        label = semantics.label("a", {"href": address})
        item = Item("alone", address, start, end, name="autolink", label=label, worded=True, shown=True)
        self.builder.alone(item)
        self.closed = _Closed("", item)

    def close_span(self, event: Event, start: int, end: int, width: int) -> None:
        name = INLINE[event.name]
        closing = self.source.find("]", self.at or start, end) if event.name == "Link" else end - width
        self.gap(closing)
        if not self.builder.close(name, closing, end):
            self.builder.alone(Item("alone", "", closing, end, label=f"end of {semantics.label(name, {})}"))
        if event.name == "Link" and self.source.startswith("](", closing):
            self.title(closing, end)
        self.at = end

    def image(self, event: Event) -> None:
        """Collect an image as a code of its sentence, and its alternative text as a block of its own."""
        start, end = event.start, event.end
        if self.closed is not None:
            self.at = end if event.kind == "end" else start
            return
        if event.kind == "start":
            self.gap(start)
            self.outer.append(self.builder)
            self.builder = Builder()
            self.images.append(event)
            self.at = start + 2
            return
        data = self.images.pop().data
        if data["link_type"] == "Collapsed":
            end += len("[]")
        alternative = self.builder.finish()
        self.builder = self.outer.pop()
        label = semantics.label("img", {"alt": "".join(item.text for item in alternative)})
        own = data["link_type"] in ("Shortcut", "Collapsed")
        form = f"{self.form} label" if own else self.form
        if alternative:
            self.placed.append(PlacedBlock(self.begin, Block(alternative, "alt", "alt", form=form, whole=own)))
        if data["title"] and not own:
            self.title(start, end)
        self.builder.alone(Item("alone", "", start, end, name="img", label=label, shown=True))
        self.at = end

    def title(self, start: int, end: int) -> None:
        block = _title(self.source, start, end, in_cell="cell" in self.form)
        if block is not None:
            self.placed.append(PlacedBlock(self.begin, block))

    def tag(self, event: Event) -> None:
        """Collect a tag of raw HTML; an element that is closed to translators stays in one piece with its words."""
        tokens = [token for token in html_tokens.tokens(self.source[event.start : event.end]) if token.kind != "text"]
        start, end = event.start, event.end
        if not tokens:
            return
        token = replace(tokens[0], start=start, end=end)
        name = {"image": "img"}.get(token.text, token.text)
        if self.closed is not None:
            if name == self.closed.name and token.kind in ("start", "end"):
                self.closed.depth += 1 if token.kind == "start" else -1
            self.at = end
            if not self.closed.depth:
                self.finish_closed(end)
            return
        self.gap(start)
        self.at = end
        values = {attribute.name: attribute.value for attribute in html_tokens.attributes(self.source, token)}
        if token.kind == "other":
            self.builder.alone(semantics.comment(token))
        elif token.kind == "end":
            if not self.builder.close(f"<{name}", start, end):
                self.builder.alone(semantics.stray_end(token))
        elif name in tables.VOID or token.self_closing:
            self.builder.alone(semantics.standalone(token, name, values, closed=False))
        elif is_closed(name, values, self.lang):
            item = semantics.standalone(token, name, values, closed=True)
            self.builder.alone(item)
            self.closed = _Closed(name, item)
        else:
            context = " ".join(values.get("data-l10n-context", "").split()) or None
            item = semantics.opening(token, name, values, context=context)
            item.name = f"<{name}"
            self.builder.open(item)

    def finish_closed(self, end: int) -> None:
        closed, self.closed = self.closed, None
        if closed is not None and closed.name:
            closed.item.end = end
            if closed.item.worded:
                semantics.with_words(closed.item, "".join(closed.words))


def _title(source: str, start: int, end: int, *, in_cell: bool) -> Block | None:
    """Return the title at the end of a link, an image or a definition as a block; None where there is none."""
    match = _TITLE.search(source, start, end)
    if match is None:
        return None
    builder = Builder()
    first, last = match.start(1) + 1, match.end(1) - 1
    at = first
    for token in html_tokens.references(source[first:last], first):
        if token.kind == "reference":
            builder.reference(token.text, token.start, token.end)
            continue
        at = token.start
        for escape in ESCAPE.finditer(source, token.start, token.end):
            builder.text(source[at : escape.start()], at)
            builder.reference(escape[1], escape.start(), escape.end())
            at = escape.end()
        builder.text(source[at : token.end], at)
    cell = " cell" if in_cell else ""
    form = f"markdown title {match[1][0]}{cell}"
    return Block(builder.finish(), "title attribute", "title attribute", form=form)


def _spaced(items: list[Item]) -> list[Item]:
    """Keep a space that stands behind another one and a delimiter: `[a ](b) c` has two of them."""
    behind = False  # a space, maybe with delimiters after it
    for item in items:
        if item.kind == "white":
            if behind:
                item.kind = "space"
            behind = True
        elif item.kind not in ("open", "close"):
            behind = False
    return items

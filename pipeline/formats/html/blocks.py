"""The blocks of an HTML page, found by following its tags as the HTML standard's parser does.

No tree is built: a stack of open elements, with the standard's implied end tags, is enough to know where a block
begins and ends, what is closed to translators, and where roles, contexts and notes come from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.formats.block import Block, Builder, Item, has_placeholder
from pipeline.formats.html import elements as tables
from pipeline.formats.html import jsonld, semantics
from pipeline.formats.html.outline import Element, Isolate, OutlineBuilder
from pipeline.formats.html.semantics import State, attributes_closed, entered, is_icon, own_switch
from pipeline.formats.html.tokens import Attribute, Token, attributes, references, tokens
from pipeline.model import Leftover

MAX_SEARCHED = 512  # open elements that a tag may look through, as browsers limit their depth: bounds hostile pages
MAX_ISOLATED = 32  # isolated elements inside one another; what lies deeper is cut up as blocks

_FORMS = {'"': "double-quoted", "'": "single-quoted", "": "unquoted"}
_CDATA = "<![CDATA["
_PHP = re.compile(r"<\?(?:php\b|=)", re.IGNORECASE)
_TAG_LIKE = re.compile(r"<[A-Za-z/!?]")
_LINE_END = re.compile(r"\r\n?|\n")


def blocks(
    source: str, left: list[Leftover] | None = None, *, lang: str = "", outline: OutlineBuilder | None = None
) -> Iterator[Block]:
    """Yield every block of a page that may hold text, and every translatable attribute as a block of its own.

    What is closed to translators goes into `left`: text whose `lang` is another language than the page's `lang`, too.
    The page's elements go into `outline`.
    """
    return _Walker(source, left, lang, outline).walk()


class _Walker:
    """The stack of open elements, the block that is being collected, and the blocks that are finished."""

    def __init__(self, source: str, left: list[Leftover] | None, lang: str, outline: OutlineBuilder | None) -> None:
        self.source = source
        self.left = left
        self.outline = outline
        self.last_program = source.rfind("?>")
        self.finished: list[Block] = []
        self.builder = Builder()
        self.stack: list[Element] = []
        self.counts: Counter[str] = Counter()
        self.block_states = [State(language=lang)]
        self.isolates: list[Isolate] = []

    def walk(self) -> Iterator[Block]:
        done = 0  # where a section that browsers don't know, or don't know here, ends
        for token in tokens(self.source):
            if token.start < done:
                if token.end <= done or token.kind != "text":
                    continue
                token = Token("text", self.source[done : token.end], done, token.end)
            match token.kind:
                case "text" | "reference":
                    self.characters(token)
                case "start":
                    self.start(token, {"image": "img"}.get(token.text, token.text))
                case "end":
                    self.end(token)
                case "other":
                    done = self.other(token)
            if self.finished:
                yield from self.finished
                self.finished.clear()
        while self.stack:
            self.pop(len(self.source))
        self.flush()
        yield from self.finished

    @property
    def state(self) -> State:
        return self.stack[-1].state if self.stack else self.block_states[0]

    def flush(self, form: str = "") -> None:
        """End the block that is being collected."""
        if self.builder.items:
            state = self.block_states[-1]
            items = self.builder.finish()
            self.finished.append(Block(items, state.role, state.context, state.notes, form or state.form))

    def characters(self, token: Token) -> None:
        state = self.state
        if state.silent:
            if self.isolates:
                self.isolates[-1].words.append(token.text)
            if self.stack[-1].structured:
                self.finished.extend(jsonld.blocks(token.text, token.start, state, self.left))
            elif self.left is not None and not token.text.isspace():
                self.left.append(Leftover(token.start, self.stack[-1].name, token.text, state.silent))
            return
        if self.outline is not None and state.form == "text":
            self.outline.texts.append(token)
        if state.foreign and _TAG_LIKE.search(token.text):
            # A tokenizer alone takes a drawing's <title> for a page's, where tags are text; a browser doesn't.
            self.builder.alone(semantics.comment(token))
        elif token.kind == "reference":
            self.builder.reference(token.text, token.start, token.end)
        elif state.lines:
            self.lines(token)
        else:
            self.builder.text(token.text, token.start)

    def other(self, token: Token) -> int:
        """Collect a comment or what is none in the eyes of its author; return where it ends."""
        if self.state.foreign and token.text.startswith(_CDATA):
            first = token.start + len(_CDATA)
            last = self.source.find("]]>", first)
            last = len(self.source) if last < 0 else last
            if not self.state.silent:
                self.flush()
                self.builder.text(self.source[first:last], first)
                self.flush("cdata")
            return last + len("]]>")
        end = token.end
        if token.start < self.last_program and _PHP.match(token.text):
            end = max(end, self.source.index("?>", token.start) + len("?>"))
        self.builder.alone(semantics.comment(replace(token, end=end)))
        if self.left is not None and token.text[:9].lower() != "<!doctype":
            what = "processing instruction" if token.text[1:2] == "?" else "comment"
            self.left.append(Leftover(token.start, what, self.source[token.start : end], f"a {what}"))
        return end

    def lines(self, token: Token) -> None:
        """Collect text whose line breaks show: each line is a block."""
        at = 0
        for match in _LINE_END.finditer(token.text):
            self.builder.text(token.text[at : match.start()], token.start + at)
            self.flush()
            at = match.end()
        self.builder.text(token.text[at:], token.start + at)

    def start(self, token: Token, name: str) -> None:
        self.imply_ends(name, token.start)
        outer = self.state
        written = attributes(self.source, token) if token.end - token.start > len(token.text) + 2 else []
        values = {attribute.name: attribute.value for attribute in written}
        block = self.is_block(name)
        state = entered(outer, name, values, block=block)
        if written:
            closed = attributes_closed(outer, state, name, values)
            for attribute in written:
                self.attribute(name, attribute, values, state, closed)
        if block:
            self.flush()
        parent = self.stack[-1] if self.stack else None
        element = Element(name, state, block, token.start, token.end, tuple(written), parent)
        if self.outline is not None:
            self.outline.elements.append(element)
        if name in tables.VOID or (token.self_closing and (outer.foreign or name in ("svg", "math"))):
            if not block:
                self.builder.alone(semantics.standalone(token, name, values, closed=False))
        else:
            self.open(element, token, values)

    def is_block(self, name: str) -> bool:
        """Tell whether an element that begins here is a block."""
        if len(self.isolates) >= MAX_ISOLATED and name not in tables.VOID:
            return True  # so that no sentence runs on around what is too deep to keep apart
        return name in tables.BLOCK or (self.state.foreign and name in tables.SVG_BLOCK)

    def open(self, element: Element, token: Token, values: Mapping[str, str]) -> None:
        """Enter an element with contents: a block, what is apart from its sentence, or a pair of codes in it."""
        name, state, outer = element.name, element.state, self.state
        element.structured = (
            not outer.closed and jsonld.is_structured_data(name, values) and own_switch(values) in ("", "open")
        )
        if not element.block:
            if name in tables.ISOLATED or bool(state.closed) != bool(outer.closed):
                item = semantics.standalone(token, name, values, closed=bool(state.closed) and not is_icon(values))
                element.isolate = Isolate(item, self.builder)
                self.isolates.append(element.isolate)
                self.builder = Builder()
            elif not state.silent:
                self.builder.open(semantics.opening(token, name, values, context=state.own_context))
        self.stack.append(element)
        self.counts[name] += 1
        if element.block or element.isolate is not None:
            self.block_states.append(state)

    def end(self, token: Token) -> None:
        name = token.text
        index = self.index_of(name)
        if index is None:
            match name:
                case "br":
                    self.builder.alone(semantics.line_break(token.start, token.end))
                case "p":
                    self.flush()
                case _:
                    self.builder.alone(semantics.stray_end(token))
            return
        element = self.stack[index]
        if element.block or element.isolate is not None:
            self.pop_to(index + 1, token.start)
            self.pop(token.start if element.block else token.end)
            element.inner_end, element.end = token.start, token.end
            return
        if name in tables.FORMATTING:
            while self.stack[-1] is not element and not _stays_open(self.stack[-1]):
                self.pop(token.start)
        else:
            self.pop_to(index + 1, token.start)
        silent = element.state.silent
        del self.stack[index]
        element.inner_end, element.end = token.start, token.end
        self.counts[name] -= 1
        if not silent and not self.builder.close(name, token.start, token.end):
            self.builder.alone(semantics.stray_end(token))

    def index_of(self, name: str) -> int | None:
        """Find the open element that an end tag closes, as far as the standard lets it look."""
        if not self.counts[name]:
            return None
        inline = name not in tables.SPECIAL and name not in tables.FORMATTING
        barrier = tables.TABLE_SCOPE if name in tables.TABLE_PARTS else tables.SCOPE
        for index in range(len(self.stack) - 1, max(-1, len(self.stack) - 1 - MAX_SEARCHED), -1):
            element = self.stack[index]
            if element.name == name:
                return index
            if element.name in barrier or (inline and (element.block or element.name in tables.SPECIAL)):
                return None
        return None

    def imply_ends(self, name: str, at: int) -> None:
        """Close what the standard closes before a start tag: a paragraph before a list, an item before the next."""
        if self.state.foreign and name in tables.BREAKOUT:
            while self.state.foreign:
                self.pop(at)
        for closed, scope in tables.IMPLIED_ENDS.get(name, ()):
            if not any(self.counts[inner] for inner in closed):
                continue
            lowest = None
            for index in range(len(self.stack) - 1, max(-1, len(self.stack) - 1 - MAX_SEARCHED), -1):
                if self.stack[index].name in closed:
                    lowest = index
                elif self.stack[index].name in scope:
                    break
            if lowest is not None:
                self.pop_to(lowest, at)

    def pop_to(self, length: int, at: int) -> None:
        while len(self.stack) > length:
            self.pop(at)

    def pop(self, at: int) -> None:
        """Close the innermost element, whose end is at `at`."""
        element = self.stack.pop()
        element.inner_end = element.end = at
        self.counts[element.name] -= 1
        if element.block:
            self.flush()
            self.block_states.pop()
        elif element.isolate is not None:
            self.flush()
            self.block_states.pop()
            isolate = self.isolates.pop()
            self.builder = isolate.outer
            isolate.item.end = at
            if isolate.item.worded:
                semantics.with_words(isolate.item, "".join(isolate.words))
            self.builder.alone(isolate.item)

    def attribute(
        self, element: str, attribute: Attribute, values: Mapping[str, str], state: State, closed: str
    ) -> None:
        if not attribute.raw:
            return
        role = tables.attribute_role(element, attribute.name, values)
        if role and not attribute.quote and has_placeholder(attribute.raw):
            closed = closed or "a placeholder"  # a code would cut the value, around which quotes must be added
        if role is None or closed:
            if self.left is not None:
                what = f"{element} {attribute.name}"
                reason = closed if role else f"the attribute {attribute.name} is for machines here"
                self.left.append(Leftover(attribute.start, what, attribute.value, reason))
            return
        builder = Builder()
        for token in references(attribute.raw, attribute.start) if attribute.quote else ():
            if token.kind == "text":
                builder.text(token.text, token.start)
            else:
                builder.reference(token.text, token.start, token.end)
        # Quotes must be added around the whole of an unquoted value, so it stays in one piece.
        items = builder.finish() or [Item("text", attribute.value, attribute.start, attribute.end)]
        context = state.own_context or role
        whole = not attribute.quote or role in tables.WHOLE_ROLES
        self.finished.append(Block(items, role, context, state.notes, _FORMS[attribute.quote], whole))


def _stays_open(element: Element) -> bool:
    """Tell whether an element outlives the end of a formatting element around it."""
    return element.block or element.name in tables.FORMATTING or element.name in tables.SPECIAL

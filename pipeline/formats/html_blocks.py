"""The blocks of an HTML page, found by following its tags as the HTML standard's parser does.

No tree is built: a stack of open elements, with the standard's implied end tags, is enough to know where a block
begins and ends, what is closed to translators, and where roles, contexts and notes come from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.formats import html_codes as codes
from pipeline.formats import html_elements as tables
from pipeline.formats.block import Block, Builder, Item
from pipeline.formats.html_tokens import Attribute, Token, attributes, references, tokens

MAX_SEARCHED = 512  # open elements that a tag may look through, as browsers limit their depth: bounds hostile pages
MAX_ISOLATED = 32  # isolated elements inside one another; what lies deeper is cut up as blocks

_FORMS = {'"': "double-quoted", "'": "single-quoted", "": "unquoted"}
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class _State:
    """What an element hands down to its contents."""

    translate: bool = True
    role: str = "body"
    context: str | None = None
    own_context: str | None = None
    notes: tuple[str, ...] = ()
    foreign: bool = False
    form: str = "text"

    @property
    def silent(self) -> bool:
        return not self.translate or not self.role


@dataclass(slots=True, eq=False)
class _Isolate:
    """An element whose inside is apart from the sentence around it: the sentence's builder waits meanwhile."""

    item: Item
    outer: Builder
    said: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Element:
    name: str
    state: _State
    block: bool
    isolate: _Isolate | None = None


def blocks(source: str) -> list[Block]:
    """Return every block of a page that may hold text, and every translatable attribute as a block of its own."""
    walker = _Walker(source)
    walker.walk()
    return walker.found


class _Walker:
    def __init__(self, source: str) -> None:
        self.source = source
        self.found: list[Block] = []
        self.builder = Builder()
        self.stack: list[_Element] = []
        self.counts: Counter[str] = Counter()
        self.block_states = [_State()]
        self.isolates: list[_Isolate] = []

    def walk(self) -> None:
        for token in tokens(self.source):
            match token.kind:
                case "text" | "reference":
                    self.characters(token)
                case "start":
                    self.start(token, {"image": "img"}.get(token.text, token.text))
                case "end":
                    self.end(token)
                case "other":
                    self.builder.alone(codes.comment(token))
        while self.stack:
            self.pop(len(self.source))
        self.flush()

    @property
    def state(self) -> _State:
        return self.stack[-1].state if self.stack else self.block_states[0]

    def flush(self) -> None:
        """End the block that is being collected."""
        if self.builder.items:
            state = self.block_states[-1]
            items = self.builder.finish()
            self.found.append(Block(items, state.role, state.context, state.notes, state.form))

    def characters(self, token: Token) -> None:
        if self.state.silent:
            if self.isolates:
                self.isolates[-1].said.append(token.text)
        elif token.kind == "reference":
            self.builder.reference(token.text, token.start, token.end)
        elif self.stack and self.stack[-1].name == "textarea":
            self.lines(token)
        else:
            self.builder.text(token.text, token.start)

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
        found = attributes(self.source, token) if token.end - token.start > len(token.text) + 2 else []
        values = {attribute.name: attribute.value for attribute in found}
        block = name in tables.BLOCK or (outer.foreign and name in tables.SVG_BLOCK)
        if len(self.isolates) >= MAX_ISOLATED and name not in tables.VOID:
            block = True  # so that no sentence runs on around what is too deep to keep apart
        state = _entered(outer, name, values, block=block)
        for attribute in found if state.translate else ():
            self.attribute(name, attribute, values, state)
        if block:
            self.flush()
        if name in tables.VOID or (token.self_closing and (outer.foreign or name in ("svg", "math"))):
            if not block:
                self.builder.alone(codes.standalone(token, name, values, closed=False))
            return
        element = _Element(name, state, block)
        if not block and (name in tables.ISOLATED or state.translate != outer.translate):
            item = codes.standalone(token, name, values, closed=not state.translate and not _is_icon(values))
            element.isolate = _Isolate(item, self.builder)
            self.isolates.append(element.isolate)
            self.builder = Builder()
        elif not block and not state.silent:
            self.builder.open(codes.opening(token, name, values, context=state.own_context))
        self.stack.append(element)
        self.counts[name] += 1
        if block or element.isolate is not None:
            self.block_states.append(element.state)

    def end(self, token: Token) -> None:
        name = token.text
        index = self.index_of(name)
        if index is None:
            match name:
                case "br":
                    self.builder.alone(codes.line_break(token.start, token.end))
                case "p":
                    self.flush()
                case _:
                    self.builder.alone(codes.stray_end(token))
            return
        element = self.stack[index]
        if element.block or element.isolate is not None:
            self.pop_to(index + 1, token.start)
            self.pop(token.start if element.block else token.end)
            return
        if name in tables.FORMATTING:
            while self.stack[-1] is not element and not _stays_open(self.stack[-1]):
                self.pop(token.start)
        else:
            self.pop_to(index + 1, token.start)
        silent = element.state.silent
        del self.stack[index]
        self.counts[name] -= 1
        if not silent and not self.builder.close(name, token.start, token.end):
            self.builder.alone(codes.stray_end(token))

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
            if not any(self.counts[each] for each in closed):
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
                codes.with_words(isolate.item, "".join(isolate.said))
            self.builder.alone(isolate.item)

    def attribute(self, element: str, attribute: Attribute, values: Mapping[str, str], state: _State) -> None:
        role = tables.attribute_role(element, attribute.name, values)
        if role is None or not attribute.raw:
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
        self.found.append(Block(items, role, context, state.notes, _FORMS[attribute.quote], whole))


def _entered(outer: _State, name: str, values: Mapping[str, str], *, block: bool) -> _State:
    """Return the state inside an element."""
    if not block and not values and name not in tables.OPAQUE and name not in tables.ISOLATED:
        return outer
    translate = outer.translate
    switch = values.get("translate", values.get("its:translate", "-")).strip().lower()
    if name in tables.OPAQUE or switch == "no" or _is_closed_class(values):
        translate = False
    elif switch in ("yes", ""):
        translate = True
    own_context = " ".join(values.get("data-l10n-context", "").split()) or outer.own_context
    foreign = (outer.foreign or name in ("svg", "math")) and name != "foreignobject"
    role, context, form = outer.role, outer.context, outer.form
    if name == "svg":
        role, context, form = "", None, "characters"
    elif block and outer.foreign and name != "foreignobject":
        role = context = f"svg {name}"
    elif block or name in tables.ISOLATED:
        role = name
        context = name if name in tables.CONTEXT_ROLES else None
        form = "characters" if name in tables.TEXT_ONLY else "text"
    notes = tuple(dict.fromkeys((*outer.notes, *codes.own_notes(values))))
    return _State(translate, role, own_context or context, own_context, notes, foreign, form)


def _is_closed_class(values: Mapping[str, str]) -> bool:
    names = values.get("class", "")
    return bool(names) and ("notranslate" in names.split() or _is_icon(values))


def _is_icon(values: Mapping[str, str]) -> bool:
    return tables.ICON_CLASS.search(values.get("class", "")) is not None


def _stays_open(element: _Element) -> bool:
    """Tell whether an element outlives the end of a formatting element around it."""
    return element.block or element.name in tables.FORMATTING or element.name in tables.SPECIAL

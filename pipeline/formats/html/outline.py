"""The outline of a page, its elements and texts with their places: what an edit of the page needs, and a text doesn't.

The walk that finds the page's blocks notes them as it goes, so that nothing has to be read twice. Then they are
closed: an outline is kept for all locales of its page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import FrozenInstanceError, dataclass, field

from pipeline.formats.block import Builder, Item
from pipeline.formats.html.semantics import State
from pipeline.formats.html.tokens import Attribute, Token


@dataclass(slots=True, eq=False)
class Isolate:
    """An element whose inside is apart from the sentence around it: the sentence's builder waits meanwhile."""

    item: Item
    outer: Builder
    words: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Element:
    """An element: its start tag at [start, inner) of the page, its contents up to `inner_end`, its end tag up to `end`.

    Without an end tag of its own `end` is `inner_end`. `state` is what holds inside of it. `isolate` is the walk's.
    """

    name: str
    state: State
    block: bool
    start: int
    inner: int
    attributes: tuple[Attribute, ...]
    parent: Element | None = None
    isolate: Isolate | None = None
    structured: bool = False
    inner_end: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        self.inner_end = self.end = self.inner

    def attribute(self, name: str) -> Attribute | None:
        """Return an attribute by its name."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)

    def value(self, name: str) -> str:
        """Return an attribute's value as a browser reads it; empty where there is none."""
        attribute = self.attribute(name)
        return "" if attribute is None else attribute.value.strip()

    @property
    def has_end_tag(self) -> bool:
        """Whether an end tag is written."""
        return self.end > self.inner_end

    @property
    def after_name(self) -> int:
        """The place in the start tag where another attribute may be written."""
        return self.start + 1 + len(self.name)

    def ancestors(self) -> Iterator[Element]:
        """Yield the elements around this one, the innermost first."""
        outer = self.parent
        while outer is not None:
            yield outer
            outer = outer.parent


class _Closed(Element):
    """An element of a page that has been read."""

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")


@dataclass(frozen=True, slots=True)
class Outline:
    """The elements of a page in the order of their start tags, and its texts that readers see and translators may."""

    elements: tuple[Element, ...]
    texts: tuple[Token, ...]


@dataclass(slots=True)
class OutlineBuilder:
    """The outline of a page under way."""

    elements: list[Element] = field(default_factory=list)
    texts: list[Token] = field(default_factory=list)

    def closed(self) -> Outline:
        """Return the outline of the page that was walked, which nobody changes any more."""
        for element in self.elements:
            element.isolate = None
            element.__class__ = _Closed
        return Outline(tuple(self.elements), tuple(self.texts))

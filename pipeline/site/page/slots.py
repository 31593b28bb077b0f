"""The slots of a page that readers see, and what each shows: a translation, a text of both languages, or the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Literal

from pipeline.formats import splice
from pipeline.formats.html.outline import Element
from pipeline.model import Slot
from pipeline.text import inline
from pipeline.text.addresses import phones

Shown = Literal["translated", "held", "same", "empty", "kept"]
VISIBLE = ("text", "characters")  # the forms of what isn't an attribute


class VisibleSlots:
    """The visible slots of a page in order, with what becomes of each."""

    def __init__(
        self,
        slots: Sequence[Slot],
        targets: Mapping[str, str],
        held: Collection[str],
        *,
        is_visible: Callable[[Slot], bool] = lambda slot: slot.form in VISIBLE,
    ) -> None:
        """Decide what each slot shows; `targets` and the keys that are `held` are by segment key."""
        self.slots = list(filter(is_visible, slots))
        self.starts = [slot.start for slot in self.slots]
        self._outer: list[int] = []  # of each slot, the slot whose code it stands in, or -1
        self._shown: dict[int, Shown] = {}
        for index, slot in enumerate(self.slots):
            outer = index - 1
            while outer >= 0 and self.slots[outer].end < slot.end:
                outer = self._outer[outer]
            self._outer.append(outer)
            self._shown[slot.start] = _shown(slot, targets, held)

    def shown(self, slot: Slot) -> Shown:
        """Say what becomes of a slot."""
        return self._shown[slot.start]

    def around(self, element: Element) -> Slot | None:
        """Return the slot that an element is part of; None where no sentence holds it."""
        index = bisect_right(self.starts, element.start) - 1
        while index >= 0 and self.slots[index].end < element.end:
            index = self._outer[index]
        return self.slots[index] if index >= 0 else None

    def has_sentences(self, element: Element) -> bool:
        """Tell whether sentences stand in an element."""
        index = bisect_left(self.starts, element.inner)
        return index < len(self.starts) and self.starts[index] < element.inner_end

    def is_translated(self, element: Element) -> bool:
        """Tell whether an element's text is the translation's: sentences in it, or its part of a translated one."""
        slot = self.around(element)
        return self.has_sentences(element) if slot is None else self.shown(slot) in ("translated", "held")

    def marked(self) -> frozenset[int]:
        """Return where the slots start that a mark follows: the last of each row of kept or held ones in a block."""
        ends = set()
        row: list[str] = []
        for index, slot in enumerate(self.slots):
            shown = self.shown(slot)
            if shown not in ("kept", "held"):
                row = []
                continue
            row.append(slot.segment.key)
            following = self.slots[index + 1] if index + 1 < len(self.slots) else None
            goes_on = (
                following is not None
                and following.segment.block == slot.segment.block != slot.segment.text
                and following.segment.key not in row
                and self.shown(following) == shown
            )
            if not goes_on:
                ends.add(slot.start)
                row = []
        return frozenset(ends)


def _shown(slot: Slot, targets: Mapping[str, str], held: Collection[str]) -> Shown:
    target = splice.usable(slot, targets)
    if target is None:
        return "same" if _is_number_to_call(slot.segment.text) else "kept"
    if target == slot.segment.text:
        return "same"
    if inline.is_empty(target):
        return "empty"
    return "held" if slot.segment.key in held else "translated"


def _is_number_to_call(text: str) -> bool:
    """Tell whether a text is a phone number alone, which is in no language."""
    return any(text[: phone.start].strip() == text[phone.end :].strip() == "" for phone in phones(text))

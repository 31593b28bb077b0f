"""Places of sentences in the pages of a preview: ids that a catalog's entries name, so that a link leads to each.

The pages of the site have none. A sentence that is left to its neighbour (`<empty/>`) has its place there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.formats import splice
from pipeline.formats.splice import Frame
from pipeline.model import Slot
from pipeline.project import feedback
from pipeline.text import inline

PREFIX = "l10n-"


def fragments(slots: Iterable[Slot]) -> dict[str, str]:
    """Return the ids of all sentences that have a place in an HTML page, by their keys: attributes have none."""
    return {slot.segment.key: f"{PREFIX}{feedback.sentence(slot.segment.key)}" for slot in slots if slot.form == "text"}


def written(slots: Sequence[Slot], targets: Mapping[str, str]) -> dict[int, str]:
    """Return the elements that mark the places, by the start of the slot that they stand before.

    A sentence that stands in several places has the first of them.
    """
    elements = {key: f'<span id="{name}"></span>' for key, name in fragments(slots).items()}
    places: dict[int, str] = {}
    waiting, last = "", -1
    for slot in slots:
        if slot.form != "text":
            continue
        waiting += elements.pop(slot.segment.key, "")
        if inline.is_empty(splice.usable(slot, targets) or ""):
            continue
        places[slot.start] = waiting
        waiting, last = "", slot.start
    if waiting and last >= 0:
        places[last] += waiting
    return {start: element for start, element in places.items() if element}


def framed(frame: Frame, places: Mapping[int, str]) -> Frame:
    """Return a frame that has the places stand before what it writes."""
    return lambda slot, text: f"{places.get(slot.start, '')}{frame(slot, text)}"

"""Progress of translations for `medlocale status`: where they came from, and what their translators ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.model import Unit
from pipeline.po.entries import Entry
from pipeline.po.provenance import returned, work
from pipeline.review.approvals import Approvals
from pipeline.text import inline

QUESTION = "?"  # how a translator's comment begins that asks the author something
DONE = ("accepted", "reviewed")


def progress(units: Sequence[Unit], approvals: Approvals) -> Mapping[str, Any]:
    """Return, as values of JSON, how accepted texts came about, and what there is for people to look at.

    `unchanged`, `edited` and `translated` count what is accepted or reviewed; `second` counts what one person has
    accepted and another has to, `agency` what an agency returned and nobody has accepted. `questions` are line and
    words, `empty` line and source text.
    """
    counts = {"unchanged": 0, "post-edited": 0, "translated": 0}
    second = 0
    for unit in units:
        if unit.state in DONE:
            entry = _entry(unit)
            counts[work(entry)] += 1
            second += unit.state == "accepted" and approvals.waits_for_second(entry, unit.segment.classes)
    return {
        "unchanged": counts["unchanged"],
        "edited": counts["post-edited"],
        "translated": counts["translated"],
        "second": second,
        "agency": sum(unit.state == "draft" and returned(unit) is not None for unit in units),
        "questions": [
            [unit.place[1], line.removeprefix(QUESTION).strip()]
            for unit in units
            for line in unit.comments
            if line.startswith(QUESTION)
        ],
        "empty": [
            [unit.place[1], unit.segment.text]
            for unit in units
            if unit.targets and all(inline.is_empty(text) for text in unit.targets)
        ],
    }


def _entry(unit: Unit) -> Entry:
    segment = unit.segment
    return Entry(segment.text, unit.targets, segment.context, segment.plural, translator=unit.comments)

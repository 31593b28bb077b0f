"""The slots of instructions as checks see them: what a departure in each is called, and how grave it is."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Severity

LONG = 220  # characters: a longer sentence is prose, which is translated more freely than a leaflet's
TERSE = 120  # … and conditions are said in most ways of all


@dataclass(frozen=True, slots=True)
class Slot:
    """How departures in a slot are judged.

    An exchange needs proof in both texts. That something is lost or added is told only of slots for which every
    language of the data has all the usual ways of saying it.
    """

    check: str
    severity: Severity
    lost: frozenset[str] | None = frozenset()  # the values whose loss is told; None: all of them
    added: bool = False
    exchanged: bool = True
    longest: int = LONG  # characters of a source in which what is lost or added is told
    litotes: bool = False  # "not malignant" is a way of saying "benign": a negation on one side explains the exchange


def _slots(names: str, slot: Slot) -> dict[str, Slot]:
    return dict.fromkeys(names.split(), slot)


JUDGED: dict[str, Slot] = {
    **_slots("form", Slot("count-changed", "critical", lost=None)),
    **_slots("period", Slot("frequency-changed", "critical", lost=None, added=True)),
    **_slots("daypart weekday", Slot("time-changed", "major", lost=None, longest=TERSE)),
    **_slots("day", Slot("time-changed", "major")),
    **_slots("transport", Slot("action-changed", "major", lost=None, longest=TERSE)),
    **_slots("meal", Slot("meal-changed", "major", lost=None)),
    **_slots("route", Slot("route-changed", "critical", lost=None)),
    **_slots("both", Slot("side-swapped", "critical")),
    **_slots("body", Slot("body-part-changed", "major")),
    **_slots("storage damp light", Slot("storage-changed", "major")),
    **_slots("age pregnancy sex kin", Slot("group-changed", "major")),
    **_slots(
        "start breathing opening taking posture switch attach permission", Slot("action-changed", "major", litotes=True)
    ),
    **_slots(
        "result growth normality danger rarity often grade level fill haste pace",
        Slot("result-changed", "major", litotes=True),
    ),
    **_slots("person place heat colour drink symptom", Slot("word-exchanged", "major")),
    **_slots("rank", Slot("rank-changed", "major")),
    **_slots(
        "condition",
        Slot("condition-changed", "major", lost=frozenset({"if", "unless", "until"}), exchanged=False, longest=TERSE),
    ),
    **_slots("exception", Slot("condition-changed", "major", lost=frozenset({"except"}), longest=TERSE)),
    **_slots("only", Slot("condition-changed", "major")),
}

"""Which continuations a sentence's beams are given to, where it is held to phrases: dynamic beam allocation.

Hypotheses compete only with those that have produced as many tokens of the requirements: a forced word is unlikely,
and would lose to any other before it has made its phrase whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.mt.constraints import Progress, Rules

NEVER = -1e9  # the score of a place without a hypothesis


@dataclass(frozen=True, slots=True)
class Candidate:
    """A continuation of one beam of a row that has requirements."""

    total: float
    parent: int
    token: int
    log: float
    progress: Progress
    bank: int


def candidates(
    rules: Rules, progress: Sequence[Progress], totals: Sequence[float], priced: Sequence[dict[int, float]]
) -> list[Candidate]:
    """Return the continuations that the rules of a row allow, from the price of each token after each beam."""
    found = []
    for beam, (at, total) in enumerate(zip(progress, totals, strict=True)):
        if total <= NEVER / 10:
            continue
        banned = rules.banned(at)
        for token, log in priced[beam].items():
            if token not in banned and log > NEVER:
                after = rules.after(at, token)
                found.append(Candidate(total + log, beam, token, log, after, rules.bank(after)))
    return found


@dataclass(frozen=True, slots=True)
class Share:
    """The continuations that go on, and those that end."""

    open: list[Candidate]
    ended: list[Candidate]


def share(candidates: Iterable[Candidate], beams: int, end: int) -> Share:
    """Give each bank a beam in turn until all are given; what ends takes none."""
    banks: dict[int, list[Candidate]] = {}
    for one in sorted(candidates, key=lambda one: (one.total, -one.parent, -one.token)):
        banks.setdefault(one.bank, []).append(one)
    order = sorted(banks, reverse=True)
    order = [*order[:1], *order[:0:-1]]  # the furthest, then those that are still free to be fluent
    given = Share([], [])
    while len(given.open) < beams and any(banks.values()):
        for bank in order:
            while banks[bank] and len(given.open) < beams:
                one = banks[bank].pop()
                if one.token != end:
                    given.open.append(one)
                    break
                given.ended.append(one)
    return given

"""Which continuations a sentence's beams are given to, where it is held to phrases: dynamic beam allocation.

Hypotheses compete only with those that have produced as many tokens of the requirements: a forced word is unlikely,
and would lose to any other before it has made its phrase whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.mt.search.constraints import Progress, Reached, Rules

NEVER = -1e9  # the score of a place without a hypothesis


@dataclass(frozen=True, slots=True)
class Candidate:
    """A continuation of one beam of a row that has requirements."""

    total: float
    parent: int
    token: int
    log: float
    progress: Progress


@dataclass(frozen=True, slots=True)
class Share:
    """The continuations that go on, and those that end."""

    open: list[Candidate]
    ended: list[Candidate]


def share(
    rules: Rules,
    progress: Sequence[Progress],
    totals: Sequence[float],
    priced: Sequence[dict[int, float]],
    end: int,
) -> Share:
    """Share out a row's beams among the continuations that its rules allow; `priced` has each token after each beam.

    Each bank is given a beam in turn until all are given; what ends takes none.
    """
    # A step of a long sentence weighs hundreds of continuations and takes a dozen: only those become values.
    banks: dict[int, list[tuple[float, int, int, float, Reached]]] = {}
    for beam, (at, total) in enumerate(zip(progress, totals, strict=True)):
        if total <= NEVER / 10:
            continue
        following = rules.following(at)
        for token, log in priced[beam].items():
            if token not in following.banned and log > NEVER:
                reached = following.leads.get(token, following.otherwise)
                banks.setdefault(reached.bank, []).append((total + log, -beam, -token, log, reached))
    for found in banks.values():
        found.sort()
    order = sorted(banks, reverse=True)
    order = [*order[:1], *order[:0:-1]]  # the furthest, then those that are still free to be fluent
    given = Share([], [])
    while len(given.open) < len(progress) and any(banks.values()):
        for bank in order:
            while banks[bank] and len(given.open) < len(progress):
                total, beam, token, log, reached = banks[bank].pop()
                one = Candidate(total, -beam, -token, log, reached.progress)
                if one.token != end:
                    given.open.append(one)
                    break
                given.ended.append(one)
    return given
